"""The corpus: every text of the archive once, no near copy on both sides of a split, and a card that hubs can read."""

import csv
import json
import re

import pytest
import yaml

from archive.database import open_for_writing
from archive.export.clusters import Clusters
from archive.export.corpus import METADATA
from archive.export.exporting import export
from archive.export.source import opened
from archive.seals import put
from archive.selection import Selection
from archive.store import Store
from tests.archive.captures import keep, rows, town_report
from tests.archive.export.reading_back import archived, captured

TOWNS, YEARS = 40, (2023, 2024)


def lines(folder) -> list[dict[str, object]]:
    return [json.loads(line) for path in folder.glob("data/*/*.jsonl") for line in path.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """Many small bodies for some years; the texts of pairs of neighbours are alike in one year."""
    folder = tmp_path_factory.mktemp("towns")
    with Store(folder) as store:
        store.begin_run()
        for town in range(1, TOWNS + 1):
            for year in YEARS:
                keep(store, town_report(town, year, text=f"第{town}镇{year}年"), f"http://example.cn/{town}/{year}")
    db = open_for_writing(folder)
    ids = dict(rows(folder, "SELECT key, id FROM reports"))
    for town in range(1, TOWNS, 2):
        pair = sorted(ids[f"990101{number:03}/township_government/2023/own"] for number in (town, town + 1))
        row = {"report_id": pair[0], "other_report_id": pair[1], "kind": "near_text", "likeness": 0.9, "left_in": None}
        put(db.conn, "lookalikes", row)
    db.close()
    return folder


def test_every_report_is_there_once_with_its_texts_facts_and_source(exported, nasty):
    found = {line["id"]: line for line in lines(exported("corpus"))}
    texts = {row["report_id"]: row for row in archived(nasty, "report_text")}
    of_reports = captured(nasty)
    assert len(lines(exported("corpus"))) == len(found) == len(texts)
    for report in archived(nasty, "reports"):
        line = found[report["id"]]
        assert line["metadata"] == report
        assert (line["text"], line["narrative"]) == (texts[line["id"]]["full_text"], texts[line["id"]]["narrative"])
        assert line["provenance"] == of_reports[line["id"]]


def test_sections_are_those_of_the_record(exported):
    (line,) = [line for line in lines(exported("corpus")) if str(line["metadata"]["title"]).startswith("=")]
    assert line["sections"] == [
        {"name": "overview", "text": "全文公开目录，办理信访事项。"},
        {"name": "other", "text": "'一"},
    ]


def test_metadata_lists_each_line_with_its_file(exported):
    folder = exported("corpus")
    with (folder / METADATA).open(encoding="utf-8-sig", newline="") as file:
        listed = {int(row["id"]): row for row in csv.DictReader(file)}
    for path in folder.glob("data/*/*.jsonl"):
        for line in map(json.loads, path.read_bytes().splitlines()):
            row = listed.pop(line["id"])
            assert row["file"] == str(path.relative_to(folder))
            assert (row["group"], row["split"], row["sha256"]) == (
                line["group"],
                path.parent.name,
                line["provenance"]["sha256"],
            )
    assert not listed


def test_no_body_and_no_pair_of_lookalikes_stands_on_both_sides(towns, tmp_path):
    export(towns, tmp_path / "out", "corpus", Selection())
    sides: dict[str, set[tuple[object, object]]] = {}
    for line in lines(tmp_path / "out"):
        town = int(line["metadata"]["division_code"][-3:])
        sides.setdefault(str((town + 1) // 2), set()).add((line["group"], line["split"]))
    assert len(sides) == TOWNS // 2
    assert all(len(places) == 1 for places in sides.values())
    assert len({group for places in sides.values() for group, _ in places}) == TOWNS // 2
    assert {split for places in sides.values() for _, split in places} == {"train", "validation", "test"}


def test_a_split_hangs_on_the_cluster_alone(towns):
    with opened(towns, Selection(years=((2024, 2024),))) as source:
        later = Clusters(source)
        assert (later.count, later.pairs) == (TOWNS, 0)
        again = Clusters(source)
        for (report_id,) in rows(towns, "SELECT id FROM reports WHERE year = 2024"):
            assert later.of(report_id) == again.of(report_id)
    with opened(towns, Selection()) as source:
        assert (Clusters(source).count, Clusters(source).pairs) == (TOWNS // 2, TOWNS // 2)


def test_exactly_the_same_text_joins_bodies_too(tmp_path):
    with Store(tmp_path) as store:
        for town in (1, 2):
            keep(store, town_report(town, text="一样的文字"), f"http://example.cn/{town}")
        keep(store, town_report(3), "http://example.cn/3")
    with opened(tmp_path, Selection()) as source:
        clusters = Clusters(source)
        assert clusters.of(1) == clusters.of(2)
        assert clusters.of(3) != clusters.of(1)


def test_the_card_names_files_and_every_field_with_its_type(exported):
    folder = exported("corpus")
    head = re.match(r"---\n(.*?)\n---\n", (folder / "README.md").read_text("utf-8"), re.DOTALL)
    assert head
    card = yaml.safe_load(head.group(1))
    (config,) = card["configs"]
    matched = {path for one in config["data_files"] for path in folder.glob(one["path"])}
    assert matched == set(folder.glob("data/*/*.jsonl"))
    features = {feature["name"]: feature for feature in card["dataset_info"]["features"]}
    for line in lines(folder):
        assert list(features) == list(line)
        for part in ("metadata", "provenance"):
            fields = {field["name"]: field["dtype"] for field in features[part]["struct"]}
            assert list(fields) == list(line[part])
            for name, value in line[part].items():
                assert value is None or isinstance(value, {"int64": int, "string": str}[fields[name]])


def test_the_datasheet_counts_what_is_there(exported, nasty):
    sheet = (exported("corpus") / "DATASHEET.md").read_text("utf-8")
    for year, count in rows(nasty, "SELECT year, count(*) FROM reports GROUP BY year"):
        assert f"| {year} | {count} |" in sheet
    assert "| not known | 1 |" in sheet
    assert "7 of the 7 reports" in sheet
    assert "{" not in sheet
