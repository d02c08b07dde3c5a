"""The files of a night: what they say first, what hostile names do to them, and how later nights read them."""

import json
from dataclasses import replace

import pytest

from archive.errors import StorageError
from crawler.health.examine import write
from crawler.health.markdown import as_markdown, plain
from crawler.health.night_counters import Housekeeping
from crawler.health.report import FOLDER, earlier_reports
from tests.crawler.health.made_up import NIGHT_BEGAN, URL, finding, news, night, night_report

HOSTILE = "年报](http://evil.example) <script>\n# |*_`\x1b[31m\u202e"
RUNS = {17: NIGHT_BEGAN}


def test_the_first_line_says_whether_a_person_is_needed():
    for report, first in (
        (night_report(), "**Nobody is needed.**"),
        (night_report(finding(severity="note")), "**Nobody is needed.**"),
        (night_report(finding(is_new=False)), "**Nobody is needed; 1 earlier finding still open.**"),
        (night_report(finding(), finding()), "**A person is needed: 2 new findings.**"),
    ):
        assert as_markdown(report).splitlines()[0] == first
        assert report.needs_person is ("A person" in first)


def test_the_page_tells_all_and_gives_links_and_snapshots():
    past = finding(place="http://b.example/", since="2025-01-10T18:00:00.000000Z")
    done = Housekeeping(proven=2000, damage=("warc/a.gz: cut off",), backup="/b/archive.db", notes=("index merged",))
    page = as_markdown(
        night_report(finding(), finding("silent", severity="note"), news=news(), recovered=(past,), housekeeping=done)
    )
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert headings == [
        "# Night of 2025-01-31, run 17",
        *("## Someone must look", "## New reports", "## Edits", "## Gone, seen for the first time"),
        *(
            "## Gone, confirmed",
            "## There again",
            "## Worth knowing",
            "## Well again",
            "## Counters",
            "## Housekeeping",
        ),
    ]
    assert f"- 青桐县 <{URL}> does not answer. (since 2025-01-31) 没有响应。" in page
    assert f"青桐县白鹭镇人民政府2024年政府信息公开工作年度报告 <{URL}nb/1.html> snapshot 31" in page
    assert "- … 900 in all; the archive has the others" in page
    assert "unlisted, since 2025-01-21" in page
    assert "before: snapshot 12, now: none" in page
    assert "was in trouble since 2025-01-11" in page
    assert "| asked | 6 |" in page
    assert "minutes" not in page  # not known
    assert "- warc/a.gz: cut off" in page


def test_words_of_others_stay_words():
    hostile = replace(finding(), name=HOSTILE, portal="http://a.example/<b> c\n")
    page = as_markdown(night_report(hostile))
    assert "<script>" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "<http://a.example/%3Cb%3E%20c%0A>" in page
    assert [line for line in page.splitlines() if line.startswith("#")][1:] == ["## Someone must look", "## Counters"]
    assert plain("年" * 1000) == "年" * 300


def test_the_files_hold_the_report_and_earlier_ones_stay(tmp_path):
    write(night_report(finding(), news=news()), tmp_path)
    write(replace(night_report(), run=replace(night_report().run, id=18)), tmp_path)
    folder = tmp_path / FOLDER
    names = [f"night-2025-01-31-run-{n}.{ending}" for n in (17, 18) for ending in ("json", "md")]
    assert sorted(path.name for path in folder.iterdir()) == names
    told = json.loads((folder / names[0]).read_text("utf-8"))
    assert (told["run"], told["needs_person"]) == (17, True)
    expected = {"rule", "severity", "words", "words_zh", "portal", "name", "since", "is_new"}
    assert set(told["findings"][0]) == expected
    assert told["counters"]["asked"] == 6
    assert told["new_reports"][0]["snapshot_id"] == 31
    assert [change["what"] for change in told["changes"]] == ["edited", "gone", "still gone", "back"]
    assert [change["old_snapshot_id"] for change in told["changes"]] == [12] * 4


def test_half_a_surrogate_pair_in_a_title_is_no_reason_to_stop(tmp_path):
    write(night_report(replace(finding(), name="年报\ud83d")), tmp_path)
    assert "年报" in next((tmp_path / FOLDER).glob("*.md")).read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / FOLDER).write_text("a file")
    with pytest.raises(StorageError, match="cannot write the night's report"):
        write(night_report(), tmp_path)


def test_a_report_is_read_back_by_the_next_night(tmp_path):
    report = night_report(finding(), finding("silent", severity="note"), not_sent=("no",))
    write(report, tmp_path)
    [earlier] = earlier_reports(tmp_path / FOLDER, RUNS, 7)
    assert earlier.findings == report.findings
    assert not earlier.was_sent


def test_only_reports_of_these_runs_are_read_the_newest_first(tmp_path):
    starts = {}
    for run_id in (3, 9, 10, 11):
        starts[run_id] = NIGHT_BEGAN.replace("-30T", f"-{run_id + 10}T")
        run = replace(night_report().run, id=run_id, started_at=starts[run_id])
        write(replace(night_report(finding(since=starts[run_id])), run=run), tmp_path)
    del starts[11]  # a later run
    starts[9] = NIGHT_BEGAN  # run 9 of this archive is another: the file is of one that lay here before
    found = earlier_reports(tmp_path / FOLDER, starts, 7)
    assert [report.findings[0].since for report in found] == [starts[10], starts[3]]
    assert len(earlier_reports(tmp_path / FOLDER, starts, 1)) == 1
    assert earlier_reports(tmp_path / "nowhere", starts, 7) == []


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"findings": 3}', "[" * 100_000, "\ud800", "half", "odd"])
def test_a_file_that_cannot_be_read_is_passed_over(tmp_path, damage):
    write(night_report(finding()), tmp_path)
    path = next((tmp_path / FOLDER).glob("*.json"))
    whole = path.read_text("utf-8")
    changed = {"half": whole[:200], "odd": whole.replace(f'"since": "{NIGHT_BEGAN}"', '"since": 5')}.get(damage, damage)
    path.write_bytes(changed.encode("utf-8", "surrogatepass"))
    assert earlier_reports(tmp_path / FOLDER, RUNS, 7) == []


def test_the_lines_for_a_terminal_are_few():
    report = night_report(finding(), finding("crashed_often", place=None), finding(is_new=False))
    assert report.lines() == [
        "A person is needed: 2 new findings; 1 earlier finding still open.",
        *("青桐县: does not answer.", "night: does not answer."),
    ]
    assert night_report(finding(is_new=False)).lines() == ["Nobody is needed; 1 earlier finding still open."]


def test_figures_that_follow_from_others():
    figures = night(free_mb=1000, usual_night_bytes=50_000_000.0, unreadable=1, documents_read=4)
    assert (figures.nights_of_disk_left, figures.unreadable_percent) == (20.0, 25.0)
    assert (night().nights_of_disk_left, night().unreadable_percent, night(asked=0).requests_per_portal) == (None,) * 3
    assert night(changed_reports=9, usual_changed=0.0).times_changed == 9.0  # never more than against one
