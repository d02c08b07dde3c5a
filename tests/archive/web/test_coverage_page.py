"""Who has published for a year and who not; and that nothing is held against a body whose portal was not seen."""

import csv
import io

import pytest

from archive.web.asking import BadRequestError
from archive.web.pages.coverage import A_PAGE, PAGES, REASONS, STATES
from tests.archive.coverage.scene import Scene, day, town
from tests.archive.web.covered import AS_OF, asked, look, reckon, said, scenes, table, tree
from tests.archive.web.served import served
from tests.archive.web.shown import connection

(COVERAGE,) = PAGES
TODAY = day("2025-06-01")
OTHER = "http://www.baitang.example.cn/"


def built(store):
    """A bureau on time and then not, a late one, a town between the days, one of a portal with a wall, one expected."""
    scene = Scene(store)
    scene.add_portal(OTHER, "990102", "白棠县")
    with scene.night(day("2025-05-01")):
        scene.reads("青禾县教育局", "department", 2023, written_date=day("2024-01-20"))
        scene.reads("青禾县水利局", "department", 2024, written_date=day("2025-02-03"))
        place = town("990101101", "柳泉镇")
        scene.reads("青禾县柳泉镇人民政府", "township_government", 2024, place=place, written_date=day("2025-02-10"))
    with scene.night(day("2025-05-02"), "blocked", "challenge", OTHER):
        place = town("990102", None, "白棠县")
        scene.reads("白棠县财政局", "department", 2023, place=place, portal=OTHER, written_date=day("2024-01-05"))
    reckon(scene, TODAY)
    return scene


scene, fresh = scenes(built)


def test_a_year_is_summed_up_with_shares_of_what_can_be_told(scene):
    head, newest, before = table(tree(COVERAGE, scene.store), "各年度的机关数")
    assert dict(zip(head, newest, strict=True)) == {
        "年度": "2024",
        "机关": "4",
        "已公布": "2",
        "公布比例": "66.7%",  # of three: the fourth's portal has a wall
        "按时": "0",
        "迟": "1",
        "是否按时说不清": "1",
        "按时比例": "0%",
        "后消失": "0",
        "未找到": "1",
        "未到期": "0",
        "未读出": "0",
        "说不清": "1",
    }
    assert before[:4] == ["2023", "2", "2", "100%"]


def test_the_list_has_each_body_with_its_state_and_the_days_behind(scene):
    rows = {row[0]: row[1:] for row in table(tree(COVERAGE, scene.store, year=2024), "天数从期限算起")[1:]}
    assert rows["青禾县水利局"] == ["青禾县", "已公布 · 迟", "1月31日", "2025-02-03 落款日期", "+3", "报告 · 原址"]
    assert rows["青禾县教育局"] == ["青禾县", "未找到（网站已看全）", "1月31日", "—", "—", "网站"]
    assert rows["白棠县财政局"][1] == "网站拒绝访问 防火墙要求运行脚本"
    assert rows["青禾县柳泉镇人民政府"][1:3] == ["已公布 在1月31日与3月31日之间", "法律未定"]


@pytest.mark.parametrize(
    ("asked_for", "names"),
    [
        ({"state": "not_found"}, ["青禾县教育局"]),
        ({"state": "late"}, ["青禾县水利局"]),
        ({"state": "portal_blocked"}, ["白棠县财政局"]),
        ({"division": "990102"}, ["白棠县财政局"]),
        ({"division": "990101101"}, ["青禾县教育局", "青禾县水利局", "青禾县柳泉镇人民政府"]),
        ({"kind": "township_government"}, ["青禾县柳泉镇人民政府"]),
        ({"year": 2023, "state": "not_found"}, []),
        ({"year": 2011}, []),
    ],
)
def test_filters(scene, asked_for, names):
    found = look(COVERAGE, scene.store, **asked_for)
    assert [body.told.row.body for body in found.bodies] == names
    assert found.total == len(names)
    tree(COVERAGE, scene.store, "en", **asked_for)


def test_by_area_from_the_country_down_to_the_county(scene):
    at = {
        code: [part.region.name for part in look(COVERAGE, scene.store, division=code).parts]
        for code in ("", "99", "9901")
    }
    assert at == {"": ["青禾省"], "99": ["南浦市"], "9901": ["青禾县", "白棠县"]}
    assert look(COVERAGE, scene.store, division="990101").parts == ()


def test_what_a_state_means_is_said_wherever_it_is_asked_for(scene):
    assert "不能当作没有公布" in said(tree(COVERAGE, scene.store))
    for state in (*STATES, "late"):
        shown = tree(COVERAGE, scene.store, "en", state=state)
        if state.startswith("portal_"):
            assert "Do not count it as not published" in said(shown)
    assert "may still stand where we do not know" in said(tree(COVERAGE, scene.store, "en", state="not_found"))


def test_an_empty_table_is_explained(store):
    shown = said(tree(COVERAGE, store))
    assert "nianbao crawl" in shown
    assert "不等于没有机关公布" in shown
    assert "nianbao crawl" in said(tree(COVERAGE, store, "en", year=2024))


@pytest.mark.parametrize(
    "hostile",
    [
        {"year": "2024 OR 1=1"},
        {"year": "99999"},
        {"division": "abc"},
        {"division": "'"},
        {"division": "123"},
        {"division": "青禾县"},
        {"state": "none"},
        {"kind": "<script>"},
        {"page": "0"},
        {"page": "1e9"},
    ],
)
def test_hostile_parameters_are_refused_by_name(scene, hostile):
    with pytest.raises(BadRequestError):
        look(COVERAGE, scene.store, **hostile)


def test_every_reason_has_its_words():
    for language in ("zh", "en"):
        words = asked(language).words
        assert all(words(f"coverage.reason.{reason}") for reason in REASONS)


def test_long_lists_come_in_pages(fresh):
    with fresh.night(day("2025-05-03")):
        for number in range(A_PAGE):
            fresh.reads(f"青禾县{chr(0x4E00 + number)}{chr(0x5000 + number)}局", "department", 2024)
    reckon(fresh, TODAY)
    second = look(COVERAGE, fresh.store, page=2)
    assert (len(second.bodies), second.has_more, second.total) == (4, False, A_PAGE + 4)
    assert look(COVERAGE, fresh.store).has_more


def test_the_list_is_a_file_for_spreadsheets(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr("archive.web.files.coverage_list._A_PIECE", 2)  # so that pieces are many
    connection(fresh.store)
    with served(tmp_path) as site:
        answer = site.get("/-/nianbao/coverage.csv?year=2024")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == 'attachment; filename="coverage-all-2024.csv"'
        assert answer.body.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
        assert [row["body"] for row in rows] == ["青禾县教育局", "青禾县水利局", "青禾县柳泉镇人民政府", "白棠县财政局"]
        late = rows[1]
        assert (late["late"], late["days_vs_0131"], late["as_of"], late["area"]) == ("1", "3", AS_OF, "990101")
        assert (rows[0]["late"], rows[0]["report_id"]) == ("", "")  # absent is no nought
        few = site.get("/-/nianbao/coverage.csv?year=2024&state=not_found&division=990101")
        assert len(few.text.splitlines()) == 2
        assert site.get("/-/nianbao/coverage.csv?year=x").status == 400
        assert site.get("/-/nianbao/coverage.csv?division='").status == 400
        page = site.get("/zh/coverage?year=2024")
        assert "/-/nianbao/coverage.csv?year=2024" in page.text
        assert site.get("/zh/place/990101000").status == 302
        assert site.get("/zh/body/990101/department/教育局").status == 200
