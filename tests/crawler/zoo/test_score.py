"""A handful of small portals of the zoo, crawled for real and judged: all found, none false, outcomes as expected."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NAMES = ("robots_all", "waf_521", "clone", "moved", "capped")


@pytest.fixture(scope="module")
def scored() -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.crawler.zoo.score", "--json", *NAMES]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_a_portal_is_found_whole_and_told_truly(scored, name):
    (score,) = [one for one in scored["portals"] if one["name"] == name]
    assert (score["missed"], score["false"], score["misread"]) == ([], [], [])
    assert score["as_expected"], (score["outcome"], score["reason"], score["expected"])
    assert not score["lied"]
    assert (score["robots"], score["at_once"]) == (0, 1)
    assert score["requests"] <= max(3 * score["found"], 5)


def test_all_together(scored):
    totals = scored["totals"]
    assert (totals["found_share"], totals["exit_status"]) == (1.0, 3)
    assert totals["forbidden_touched"] <= 1  # what it takes to know a clone
