"""The pages of the questions and their files: every one in both languages, on a county with figures and without any."""

import csv
import io
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from archive.database import open_for_reading
from archive.questions.questions import questions
from archive.store import Store
from archive.web.asking import Asked, BadRequestError, NotThereError
from archive.web.files.answer_file import table
from archive.web.language import Words
from archive.web.links import Links
from archive.web.pages.question import PAGES as QUESTION
from archive.web.pages.questions import PAGES as QUESTIONS
from archive.web.rendering import render
from tests.archive.questions.county import TOWN, fill
from tests.archive.web.served import served

NAMES = [one.name for one in questions()]


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    with Store(folder) as store:
        fill(store)
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    with Store(folder):
        return folder


def asked(name, language="zh", **values):
    links = Links(language, lambda path: path, "archive")
    given = {key: [value] for key, value in values.items()}
    return Asked(Words(language), links, {"name": name}, given, Path(), "/other")


def shown(folder, name, language="zh", page=QUESTION[0], **values):
    request = asked(name, language, **values)
    with closing(open_for_reading(folder).conn) as connection:
        return html.document_fromstring(render(page.name, request, page.look(connection, request)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_a_whole_page_with_figures_and_without(county, empty, name, language):
    for folder in (county, empty):
        tree = shown(folder, name, language)
        assert len(tree.xpath("//h1")) == 1
        assert not tree.xpath("//script|//@style")
        assert {field.get("id") for field in tree.xpath("//main//input|//main//select")} == set(
            tree.xpath("//main//label/@for")
        )
        widths = {len(row) for row in tree.xpath("//main/div/table//tr")}
        assert len(widths) <= 1
        assert "SELECT" in tree.xpath("string(//pre)")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_has_them_all_under_their_themes(empty, language):
    tree = shown(empty, "", language, QUESTIONS[0])
    links = tree.xpath("//main//h3/a/@href")
    assert sorted(links) == [f"/{language}/questions/{name}" for name in NAMES]
    assert {link[1:] for link in tree.xpath("//main//nav//a/@href")} == set(tree.xpath("//main/h2/@id"))


def test_answers_lead_to_reports_bodies_and_places(county):
    tree = shown(county, "13-licences")
    links = tree.xpath("//main/div/table//a/@href")
    assert any(link.startswith("/zh/report/") for link in links)
    assert "/zh/body/990101101/township_government" in links
    assert "/zh/place/990101" in shown(county, "19-error-rate").xpath("//main/div/table//a/@href")


def test_a_blank_a_nought_and_a_missing_year_are_three_things(county):
    tree = shown(county, "13-licences", "en")
    cells = [[cell.text_content() for cell in row] for row in tree.xpath("//main/div/table/tbody/tr")]
    assert cells[0][4] == "—no number"
    assert tree.xpath("//main/div/table/tbody/tr[1]/td[5]/@class") == ["figure"]
    assert cells[1][-1] == "0"
    trend = shown(county, "05-grant-rate", "en")
    drawn = [[cell.text_content() for cell in row] for row in trend.xpath("//figure//tbody/tr")]
    assert drawn == [["2022", "25"], ["2023", "missing"], ["2024", "50"]]


def test_typed_values_stay_in_the_form_and_in_the_links(county):
    tree = shown(county, "05-grant-rate", basis="own", least="1")
    assert tree.xpath("string(//select[@id='basis']/option[@selected]/@value)") == "own"
    assert tree.xpath("//input[@id='least']/@value") == ["1"]
    assert [link for link in tree.xpath("//main//a/@href") if "basis=own&least=1" in link] == [
        "/zh/questions/05-grant-rate.csv?basis=own&least=1",
        "/archive/05-grant-rate?basis=own&least=1",
    ]


def test_a_reached_limit_is_told(county):
    assert "The most rows" not in shown(county, "13-licences", "en").text_content()
    assert "The most rows asked for, 1," in shown(county, "13-licences", "en", limit="1").text_content()


def test_bad_values_and_names_are_refused_in_words(county):
    with pytest.raises(BadRequestError) as caught:
        shown(county, "05-grant-rate", least="x")
    assert Words("zh")(caught.value.key, **caught.value.values) == (
        "参数“最小基数”的值不能用：应是整数，且在可用范围内。"
    )
    with pytest.raises(NotThereError):
        shown(county, "99-nothing")


def test_the_file_opens_in_excel_and_has_the_same_rows(county):
    with closing(open_for_reading(county).conn) as connection:
        text = table(connection, asked("13-licences", "en"))
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeff")
    assert head == ["report", "body", "year", "licences", "penalties", "compulsions", "new requests"]
    assert rows[0][1:] == [TOWN, "2023", "300", "", "0", "10"]


def test_pages_files_and_saved_queries_are_served(county):
    with served(county) as site:
        for name in NAMES:
            assert site.get(f"/zh/questions/{name}").status == 200
            assert site.get(f"/archive/{name}").status == 200
        file = site.get("/en/questions/04-requests.csv")
        assert file.headers["content-type"] == "text/csv; charset=utf-8"
        assert file.headers["content-disposition"] == 'attachment; filename="nianbao-04-requests.csv"'
        assert site.get("/zh/questions/04-requests?division=x").status == 400
        assert site.get("/zh/questions/04-requests.csv?division=x").status == 400
        assert site.get("/zh/questions/40-requests").status == 404


def test_what_is_not_there_by_nature_is_none_and_times_are_chinas_in_page_and_file_alike(tmp_path):
    with Store(tmp_path) as store:
        fill(store)
        with store.changing() as writing:
            writing.execute(
                "INSERT INTO vanishings"
                " VALUES ('http://example.cn/0', '2025-01-31T18:00:00.000000Z', 'gone', 404, 1, 1, NULL, NULL, 0)"
            )
    tree = shown(tmp_path, "03-changed", "en")
    head, row = ([cell.text_content() for cell in line] for line in tree.xpath("//main/div/table//tr"))
    told = dict(zip(head, row, strict=True))
    assert told["back since, China's time"] == told["different texts"] == "—none"
    assert told["when seen, China's time"] == "2025-02-01 02:00"
    with closing(open_for_reading(tmp_path).conn) as connection:
        filed = dict(zip(*csv.reader(io.StringIO(table(connection, asked("03-changed", "en"))[1:])), strict=True))
    assert (filed["when seen, China's time"], filed["back since, China's time"]) == ("2025-02-01 02:00", "")
    fees = shown(tmp_path, "15-fees", "en").text_content()
    assert "—no number" in fees  # the form of 2021 does not ask for procurement
    assert "not known" not in fees


def test_what_is_printed_in_chinese_is_marked_so_on_english_pages(county):
    tree = shown(county, "19-error-rate", "en", least="1")
    assert tree.xpath("//main/div/table//td[@lang='zh-CN']/text()") == ["青禾县"]
    assert tree.xpath("//*[name()='svg']//*[@lang='zh-CN']/text()") == ["青禾县"]
    assert tree.xpath("//figure//th[@lang='zh-CN']/text()") == ["青禾县"]
    assert not shown(county, "19-error-rate", "zh", least="1").xpath("//figure//*[@lang]")
