"""The crawler's verbs: crawl, demo, schedule."""

import argparse

from archive.verbs import Verb
from crawler.settings import Settings


def _crawl_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--portal", action="append", metavar="NAME", help="only this portal of the register; repeatable"
    )
    parser.add_argument(
        "--revisit", choices=("due", "all", "none"), default="due", help="known addresses (default: due)"
    )
    parser.add_argument("--max-pages", type=int, metavar="N", help="at most N pages from each portal")
    parser.add_argument(
        "--check-portals", action="store_true", help="only test the register: home pages, names, codes, platforms"
    )


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="stop after printing")


def _schedule_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("install", "show", "remove"), help="what to do with the nightly timer")


def _crawl(options: argparse.Namespace, settings: Settings) -> int:
    from crawler.crawling import crawl

    return crawl(options, settings)


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from crawler.demo import demo

    return demo(options, settings)


VERBS: tuple[Verb[Settings], ...] = (
    Verb(
        "crawl",
        "the nightly job: discover, fetch, snapshot, extract, archive",
        "Visits the portals of the register, finds their annual reports, and keeps what it fetched and "
        "what it understood. Killed at any moment, the next call goes on where it was. Exits with status 3 when some "
        "portals failed or stayed incomplete, and names them.",
        _crawl_options,
        _crawl,
    ),
    Verb(
        "demo",
        "shows the program at work on this machine, with no internet",
        "Starts a dozen made-up county portals on loopback, crawls them for two nights, archives its pages and reports in "
        "demo-data/ (or in --data DIR), prints what it found and proves that the archive is whole.",
        _demo_options,
        _demo,
    ),
    Verb(
        "schedule",
        "the nightly timer",
        "Installs, shows or removes the timer that runs `nianbao crawl` every night.",
        _schedule_options,
    ),
)
