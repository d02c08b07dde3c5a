"""Requests in the order in which the frontier gives them; it has done all choosing, so they only pass through."""

from collections import deque

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler


class PassingQueue(BaseScheduler):
    """What Scrapy needs between the spider and the downloader: first in, first out."""

    def __init__(self) -> None:
        self._requests: deque[Request] = deque()

    def has_pending_requests(self) -> bool:
        return bool(self._requests)

    def enqueue_request(self, request: Request) -> bool:
        self._requests.append(request)
        return True

    def next_request(self) -> Request | None:
        return self._requests.popleft() if self._requests else None
