"""Our settings as Scrapy's."""

from typing import Any

from crawler.settings import Settings
from crawler.transport.resolver import ALLOW_PRIVATE

_HANDLER = "crawler.transport.wire.WireHandler"


def scrapy_settings(settings: Settings) -> dict[str, Any]:
    """Scrapy's settings for a crawl; whatever departs from Scrapy's default says why.

    The pause between two requests, robots rules and revisits are no settings of Scrapy: the frontier sees to them.
    """
    crawl = settings.crawl
    return {
        "BOT_NAME": "nianbao",
        "SPIDER_MODULES": ["crawler.spiders"],
        "NEWSPIDER_MODULE": "crawler.spiders",
        "USER_AGENT": crawl.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",  # some portals answer in English otherwise, or not at all
            "Accept-Encoding": "gzip, deflate, br, zstd",  # what archive/unpacking.py can undo
        },
        "CONCURRENT_REQUESTS": 64,  # over all portals, most of which are slow
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,  # small county servers: one request at a time
        "CONCURRENT_ITEMS": 4,  # each answer starts as many tasks
        "REACTOR_THREADPOOL_MAXSIZE": 50,  # names are asked for in threads, and dead ones hold theirs for long
        "DNS_TIMEOUT": 15,
        "TWISTED_DNS_RESOLVER": "crawler.transport.resolver.GuardedResolver",  # no name may lead into our own network
        ALLOW_PRIVATE: crawl.allow_private_hosts,
        "DOWNLOAD_TIMEOUT": 30,  # a total, so it ends slow answers too; dead hosts would otherwise fill the night
        "DOWNLOAD_MAXSIZE": 64 << 20,  # no report is larger; bombs are
        "DOWNLOAD_WARNSIZE": 0,  # a scanned report may well be large
        # the handler sets headers and timeout; the frontier and the archive do all else, each once and by our rules
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},  # an error page is an answer too, and depth and length are the frontier's
        "COOKIES_ENABLED": False,  # a cookie of one county would go to all of its province, and asks for a list online
        "RETRY_ENABLED": False,  # which failure is worth a second try, and when, the frontier knows
        "REDIRECT_ENABLED": False,  # each hop is a request like any other: judged, paced and archived
        "METAREFRESH_ENABLED": False,  # as above
        "COMPRESSION_ENABLED": False,  # the archive keeps what was sent, and unpacks it within bounds
        "HTTPPROXY_ENABLED": False,  # a proxy resolves names itself, past every check of addresses
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the frontier gives each address once, or on purpose
        "SCHEDULER": "crawler.transport.passing_queue.PassingQueue",  # the frontier chooses; Scrapy's own would ask each host's queue anew
        "EXTENSIONS_BASE": {},  # they watch memory, open ports and count what the archive counts
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
        "TELNETCONSOLE_ENABLED": False,  # runs any Python for whoever reaches the port
        "REMOTE_CONTROL_ENABLED": False,  # as above
        "DOWNLOAD_HANDLERS": {
            "http": _HANDLER,  # keeps the exact bytes for the archive
            "https": _HANDLER,
            "file": None,  # a link to file:///etc/passwd must lead nowhere
            "ftp": None,
            "s3": None,
            "data": None,
        },
    }
