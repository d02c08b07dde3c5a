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
        "--nightly",
        action="store_true",
        help="as the timer calls it: afterwards also prove a sample of the archive, the whole once a month, and copy it",
    )
    parser.add_argument(
        "--check-portals", action="store_true", help="only test the register: home pages, names, codes, platforms"
    )


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="stop after printing")


def _schedule_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("install", "show", "remove"), help="what to do with the nightly timer")
    parser.add_argument("--at", metavar="HH:MM", help="install: when a night begins, in China (default: 02:00)")
    parser.add_argument("--name", metavar="NAME", help="one timer of several: nianbao-NAME (default: nianbao)")
    parser.add_argument("--dry-run", action="store_true", help="install: only print the units")


def _crawl(options: argparse.Namespace, settings: Settings) -> int:
    from crawler.crawling import crawl

    return crawl(options, settings)


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from crawler.demo import demo

    return demo(options, settings)


def _schedule(options: argparse.Namespace, settings: Settings) -> int:
    from crawler.timer.schedule import schedule

    return schedule(options, settings)


VERBS: tuple[Verb[Settings], ...] = (
    Verb(
        "crawl",
        "the nightly job: discover, fetch, snapshot, extract, archive",
        "Visits the portals of the register, finds their annual reports, and keeps what it fetched and "
        "what it understood; of what it knows already it asks again for what is due. Killed at any moment, the next "
        "call goes on where it was. Leaves a report of the night in DATA/reports/. Exits with status 3 when some portals "
        "failed or stayed incomplete, or when something else needs a person, and says what.",
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
        "Installs, shows or removes the timer of systemd that runs `nianbao crawl --nightly` every night with these "
        "settings, without root. Where there is no systemd, `install` says so, with a line for cron. `show` exits with "
        "status 3 when the next night may not come, or the last one needs a person.",
        _schedule_options,
        _schedule,
    ),
)
