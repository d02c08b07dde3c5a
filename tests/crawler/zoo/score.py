"""`python -m tests.crawler.zoo.score [NAME...]`: crawls the portals with `nianbao crawl` and says how well that went."""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from tests.crawler.zoo.catalogue import ALL, Zoo, opened
from tests.crawler.zoo.judge import Score, judged, touched

_SETTINGS = """data = "data"
portals = "portals.csv"

[crawl]
user_agent = "nianbao-zoo (measurement on loopback)"
delay = 0
robots = true
allow_private_hosts = true
max_pages_per_portal = {budget}
"""
_HEAD = f"{'portal':<16}{'family':<7}{'reach':>6}{'found':>6}{'false':>6}{'misr':>5}{'req':>6}{'last':>6}{'each':>6}{'rob':>4}{'par':>4}{'forb':>5}  outcome"


def main() -> int:
    arguments = _arguments()
    if arguments.list:
        print("\n".join(ALL))
        return 0
    kept = Path(arguments.keep) if arguments.keep else None
    folder = nullcontext(str(kept)) if kept else tempfile.TemporaryDirectory(prefix="zoo-")
    with folder as name, opened(arguments.names) as zoo:
        place = Path(name)
        place.mkdir(parents=True, exist_ok=True)
        _write(place, zoo, arguments.budget)
        began = time.monotonic()
        status = _crawl(place, arguments.timeout)
        took = time.monotonic() - began
        scores = judged(zoo, place / "data" / "archive.db")
        told = {
            "exit_status": status,
            "seconds": round(took, 1),
            "outside_touched": touched([zoo.outside]),
            **_totals(scores),
        }
        if arguments.json:
            print(
                json.dumps(
                    {"portals": [asdict(score) for score in scores], "totals": told}, ensure_ascii=False, indent=1
                )
            )
        else:
            _print(scores, told, verbose=arguments.verbose)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crawler.zoo.score", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="portals of the zoo (default: all)")
    parser.add_argument("--budget", type=int, default=160, help="pages a portal (default: 160)")
    parser.add_argument("--keep", metavar="DIR", help="leave register, settings, archive and log here")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for the crawl (default: 1800)")
    parser.add_argument("--verbose", action="store_true", help="name what was missed, made up and misread")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.add_argument("--list", action="store_true", help="only name the portals")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - ALL.keys():
        parser.error(f"no such portals: {', '.join(sorted(unknown))}")
    if arguments.keep and Path(arguments.keep, "data").exists():
        parser.error(f"{arguments.keep} holds an archive already")
    return arguments


def _write(place: Path, zoo: Zoo, budget: int) -> None:
    (place / "settings.toml").write_text(_SETTINGS.format(budget=budget), "utf-8")
    with (place / "portals.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["url", "name", "division"])
        writer.writerows([portal.home, f"{portal.county}人民政府", portal.code] for portal in zoo.portals)
    manifest = [portal.manifest() for portal in zoo.portals]
    (place / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")


def _crawl(place: Path, timeout: float) -> int | None:
    """The exit status; None where the crawl had to be stopped."""
    program = Path(sys.executable).with_name("nianbao")
    with (place / "crawl.log").open("wb") as log:
        command = [str(program), "crawl", "--settings", str(place / "settings.toml")]
        try:
            return subprocess.run(command, stdout=log, stderr=log, timeout=timeout, check=False).returncode
        except subprocess.TimeoutExpired:
            return None


def _totals(scores: list[Score]) -> dict[str, float | int]:
    reachable, found = sum(score.reachable for score in scores), sum(score.found for score in scores)
    requests = sum(score.requests for score in scores)
    return {
        "portals": len(scores),
        "reachable": reachable,
        "found": found,
        "found_share": round(found / reachable, 4) if reachable else 0,
        "false": sum(len(score.false) for score in scores),
        "misread": sum(len(score.misread) for score in scores),
        "as_expected": sum(score.as_expected for score in scores),
        "lied": sum(score.lied for score in scores),
        "requests": requests,
        "requests_each": round(requests / found, 2) if found else 0,
        "robots_violations": sum(score.robots for score in scores),
        "most_at_once": max((score.at_once for score in scores), default=0),
        "forbidden_touched": sum(score.forbidden for score in scores),
    }


def _print(scores: list[Score], totals: dict[str, object], *, verbose: bool) -> None:
    print(_HEAD)
    for one in scores:
        mark = "" if one.as_expected else f"  EXPECTED {one.expected}"
        lie = "  LIE" if one.lied else ""
        print(
            f"{one.name:<16}{one.family:<7}{one.reachable:>6}{one.found:>6}{len(one.false):>6}{len(one.misread):>5}{one.requests:>6}{one.to_last:>6}"
            f"{one.each or '-':>6}{one.robots:>4}{one.at_once:>4}{one.forbidden:>5}  {one.outcome} {one.reason or ''}{mark}{lie}"
        )
        if verbose:
            for head, names in (("missed", one.missed), ("false", one.false), ("misread", one.misread)):
                for name in names:
                    print(f"    {head}: {name}")
    print(" ".join(f"{name}={value}" for name, value in totals.items()))


if __name__ == "__main__":
    sys.exit(main())
