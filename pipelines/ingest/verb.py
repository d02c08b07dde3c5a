"""The verb `ingest`: files of other crawlers and folders of saved pages to the archive, and to lines that tell of it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from archive.verbs import DONE, INCOMPLETE, ArchiveSettings

if TYPE_CHECKING:
    from pipelines.ingest.folder import Folder
    from pipelines.ingest.tally import Tally
    from pipelines.ingest.web_archives import Part


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="WARC or WACZ file, or folder of pages")
    parser.add_argument("--url", metavar="BASE", help="the address that the folder stands for, as http://www.a.gov.cn/")
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="HOST",
        help="take this host in, and those below it, besides gov.cn and the register; repeatable",
    )
    parser.add_argument("--all-hosts", action="store_true", help="take every host in: copies with altered text exist")
    parser.add_argument("--everything", action="store_true", help="store all captures of these hosts, not only reports")


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Takes all the files in; names at the end what was broken."""
    from archive.insights.renew import renew
    from archive.store import Store
    from archive.talk import Progress
    from pipelines.ingest.hosts import hosts
    from pipelines.ingest.known import Known
    from pipelines.ingest.links import Links
    from pipelines.ingest.passes import Passes
    from pipelines.ingest.taking import Taking
    from pipelines.ingest.tally import Tally
    from pipelines.workers.pool import Workers

    base, tally = _base(options.url), Tally()
    _refuse_what_is_not_there(options.paths)
    at = ["opening"]
    with ExitStack() as stack:
        store = stack.enter_context(Store(settings.data, purpose="ingest", roll_bytes=settings.roll_bytes))
        progress = stack.enter_context(Progress(lambda: _shown(at[0], tally)))

        def tell(line: str) -> None:
            progress.print(line, sys.stderr)

        def come_to(what: str) -> None:
            at[0] = what

        for line in store.recovered.lines():
            tell(line)
        parts, folders = _sources(options.paths, base, tally, tell)
        portals = store.query("SELECT url, name, division_code FROM portals")
        workers = stack.enter_context(Workers())
        takes = hosts(portals, options.host, takes_all=options.all_hosts)
        taking = Taking(store, workers, takes, Links(), tally, options.everything, Known(store))
        Passes(parts, folders, taking, tell, come_to).run()
        if tally.stored or tally.outcomes:
            tell(renew(store, None, come_to).line())
    for line in tally.lines():
        print(line)
    return INCOMPLETE if tally.broken else DONE


def _shown(what: str, tally: "Tally") -> str:
    return f"{what}: {tally.looked_at:,} looked at, {tally.stored:,} stored, {tally.reports:,} reports"


def _sources(
    paths: Sequence[Path], base: str | None, tally: "Tally", tell: Callable[[str], None]
) -> "tuple[list[Part], list[Folder]]":
    from pipelines.ingest.folder import Folder
    from pipelines.ingest.web_archives import NotTakenError, is_web_archive, opened

    folders, files = [], []
    for path in paths:
        if path.is_dir():
            folders.append(Folder(path, base))
            files += list(folders[-1].web_archives())
            if links := folders[-1].links():
                tell(f"{path}: {links:,} links to other places left alone")
        elif is_web_archive(path):
            files.append(path)
        else:
            folders.append(Folder(path, base))
    parts: list[Part] = []
    for file in files:
        try:
            found = opened(file)
        except NotTakenError as error:
            tally.broken[file.name] = str(error)
            continue
        parts += found.parts
        for note in found.notes:
            tell(note)
            if note.endswith("not taken"):
                tally.broken[file.name] = "parts of it are not taken"
    return parts, folders


def _base(stated: str | None) -> str | None:
    from archive.errors import UsageError
    from pipelines.ingest.hosts import clean_address

    if stated is None:
        return None
    base = clean_address(stated)
    if base is None:
        raise UsageError(f"--url {stated}: no address such as http://www.qingtong.gov.cn/")
    return base


def _refuse_what_is_not_there(paths: Sequence[Path]) -> None:
    from archive.errors import UsageError

    for path in paths:
        if not (path.is_dir() or path.is_file()):
            raise UsageError(f"{path}: {'neither file nor folder' if path.exists() else 'no such file or folder'}")
        if not os.access(path, os.R_OK):
            raise UsageError(f"{path}: may not be read")
