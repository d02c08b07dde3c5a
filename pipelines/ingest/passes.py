"""Files of other programs to the archive, in three passes: their links, then their captures, then what repeats these."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from zipfile import BadZipFile

from archive.message import plain
from pipelines.ingest.captures import Capture, Skipped, captures
from pipelines.ingest.folder import Folder, LeftAlone, Saved
from pipelines.ingest.found import Found, found_in_folder, found_of, repeated
from pipelines.ingest.hosts import host_of
from pipelines.ingest.http_answer import http_answer
from pipelines.ingest.records import Damage, records
from pipelines.ingest.taking import Taking
from pipelines.ingest.web_archives import Part

_NOT_MODIFIED = 304
_MARKUP = ("html", "xml")
_NAMED = ("wrong_digest",)  # what is left out for this is told one by one
_MOST_NAMED = 20


@dataclass(slots=True)
class Passes:
    """`tell` is given a line for each file and each thing that goes wrong, `come_to` what is being read."""

    parts: list[Part]
    folders: list[Folder]
    taking: Taking
    tell: Callable[[str], None]
    come_to: Callable[[str], None]
    _named: int = 0
    _deferred: set[int] = field(default_factory=set)  # revisits of what may still come

    def run(self) -> None:
        """Takes all of it in; broken files are named in the tally, and the next one goes on."""
        for part in self.parts:
            self._look_at_links(part)
        for folder in self.folders:
            self._look_at_folder(folder)
        for part in self.parts:
            self._take_captures(part)
        for folder in self.folders:
            self._take_folder(folder)
        self.taking.finish()
        if self._deferred or self.taking.albums:
            for part in self.parts:
                self._take_what_repeats(part)
            self.taking.finish()

    def _look_at_links(self, part: Part) -> None:
        with self._reading(part, "links of ") as found:
            for one in found:
                if not isinstance(one, Capture) or one.kind == "revisit" or not self._is_trusted(one.url):
                    continue
                page = found_of(one)
                if isinstance(page, Found) and page.is_page and _is_markup(page.media_type):
                    self.taking.links.look_at(page.document, page.url)

    def _look_at_folder(self, folder: Folder) -> None:
        for saved in folder.saved(self.taking.hosts):
            if isinstance(saved, Saved) and _is_markup(saved.file.media_type):
                self.taking.links.look_at(saved.file.document, saved.file.url)

    def _take_captures(self, part: Part) -> None:
        tally = self.taking.tally
        count, texts = 0, 0
        with self._reading(part) as found:
            for one in found:
                if isinstance(one, Damage):
                    tally.broken.setdefault(part.name, f"{one.reason} at {one.place}")
                elif isinstance(one, Skipped):
                    texts += one.why == "text_only"
                    self._skip(part, one.why, one.url, one.place)
                else:
                    count += 1
                    self._take(part, one)
        if not count and texts:
            tally.broken.setdefault(part.name, "holds texts taken from pages (WET or WAT), and no page")
        self.tell(f"{part.name}: {count:,} captures")

    def _take(self, part: Part, capture: Capture) -> None:
        if not self._is_trusted(capture.url):
            self.taking.tally.stranger(host_of(capture.url))
            return
        self.taking.tally.looked_at += 1
        if capture.kind == "revisit":
            self._take_revisit(part, capture, is_last=False)
            return
        found = found_of(capture)
        if isinstance(found, str):
            self._skip(part, found, capture.url, capture.record_id or "")
        else:
            self.taking.take(found)

    def _take_folder(self, folder: Folder) -> None:
        tally = self.taking.tally
        for saved in folder.saved(self.taking.hosts):
            if isinstance(saved, LeftAlone):
                tally.broken.setdefault(saved.name, saved.why)
                continue
            url = saved.file.url
            if not self._is_trusted(url):
                tally.stranger(host_of(url))
                continue
            tally.looked_at += 1
            if not saved.dated and self.taking.known.is_gone(url, saved.file.saved_at):
                tally.skipped["gone_before"] += 1
            else:
                self.taking.take(found_in_folder(saved))

    def _take_what_repeats(self, part: Part) -> None:
        with self._reading(part, "revisits of ") as found:
            for one in found:
                if not isinstance(one, Capture) or not self._is_trusted(one.url):
                    continue
                if one.kind == "revisit" and hash(one.origin) in self._deferred:
                    self._take_revisit(part, one, is_last=True)
                elif self.taking.albums.wants(one.url):
                    picture = found_of(one)
                    if isinstance(picture, Found) and picture.is_page:
                        self.taking.picture(picture)

    def _take_revisit(self, part: Part, capture: Capture, *, is_last: bool) -> None:
        """Takes it in its turn, as what came half is told by what came before; else when all else has been met."""
        head = http_answer(capture.block)
        if capture.not_modified or (head and head.status == _NOT_MODIFIED):
            self.taking.tally.skipped["not_modified"] += 1
            return
        if head is None:
            self.taking.tally.skipped["headless"] += 1
            return
        original = self.taking.known.repeated(capture)
        if original == "unresolved" and self.taking.is_waiting:
            self.taking.finish()
            original = self.taking.known.repeated(capture)
        if original == "unresolved" and not is_last:
            self._deferred.add(hash(capture.origin))
            return
        if not isinstance(original, str):
            found = repeated(capture, head, original.payload, original.document)
            if isinstance(found, Found):
                self.taking.take(found)
                return
            original = found
        self._skip(part, original, capture.url, capture.record_id or "")

    def _skip(self, part: Part, why: str, url: str, place: str) -> None:
        if why != "no_capture" and url and not self._is_trusted(url):
            self.taking.tally.stranger(host_of(url))
            return
        self.taking.tally.skipped[why] += 1
        if why in _NAMED and self._named < _MOST_NAMED:
            self._named += 1
            self.tell(f"{part.name}: {plain(place)} of {plain(url)}: its bytes contradict its digest: not taken")

    def _is_trusted(self, url: str) -> bool:
        return url.startswith("file:") or self.taking.hosts.takes(host_of(url))

    @contextmanager
    def _reading(self, part: Part, what: str = "") -> Iterator[Iterable[Capture | Skipped | Damage]]:
        self.come_to(f"{what}{part.name}")
        with ExitStack() as stack:
            try:
                file = stack.enter_context(part.open())
            except (OSError, BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
                self.taking.tally.broken.setdefault(part.name, f"cannot be read ({plain(str(error))})")
                yield ()
                return
            yield captures(records(file), part.source)


def _is_markup(media_type: str | None) -> bool:
    return not media_type or media_type.endswith(_MARKUP)
