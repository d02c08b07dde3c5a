"""Strings of scripts and interfaces to the markup of a report."""

import json

import pytest

from pipelines.reading.html.inline_data import best, in_json, in_script
from tests.pipelines.reading.made_pages import TITLE, report

BODY = report()


def escaped(text: str) -> str:
    """As some systems write every character beyond ASCII."""
    return "".join(character if character.isascii() else f"%u{ord(character):04X}" for character in text)


@pytest.mark.parametrize(
    "script",
    [
        f"var a = 'it\\'s'; /* don't */ var content = {json.dumps(BODY)}; // isn't",
        f"var content = {json.dumps(BODY, ensure_ascii=False)};",
        f"render('{BODY}')",
        f"render(`{BODY}`)",
        "var content = " + " +\n ".join(json.dumps(BODY[at : at + 500]) for at in range(0, len(BODY), 500)) + ";",
        "".join(f"document.writeln({json.dumps(BODY[at : at + 300])});\n" for at in range(0, len(BODY), 300)),
        f'var content = unescape("{escaped(BODY).replace(chr(34), "%22")}");',
        f"window.__INITIAL_STATE__ = {json.dumps({'page': json.dumps({'body': BODY})})};",
        json.dumps({"props": [{"title": TITLE, "html": BODY}]}),
        "var html = '" + BODY.replace("<", "&lt;").replace(">", "&gt;") + "';",
        "var html = '" + BODY.replace("<", "\\x3C").replace("/", "\\/") + "';",
    ],
)
def test_a_body_in_a_script(script):
    found = best(in_script(script))
    assert found is not None
    assert found.markup == BODY


def test_the_title_beside_the_text_comes_with_it():
    answer = {
        "title": "栏目",
        "list": [{"title": TITLE, "content": BODY}, {"title": "通知", "content": "<p>通知</p>" * 50}],
    }
    found = best(in_json(answer))
    assert found is not None
    assert (found.title, found.markup) == (TITLE, BODY)


def test_of_parts_and_copies_the_fullest():
    part = BODY[: BODY.index("三、")]
    words = BODY.replace("<p>", "").replace("</p>", "\n")
    found = best(in_json([part, BODY, words]))
    assert found is not None
    assert found.markup == BODY


def test_of_the_reports_of_several_years_none_unless_the_page_names_it():
    # a choice of years whose data is all in the page
    years = [
        {"title": TITLE.replace("2023", year), "content": BODY.replace("101", year)}
        for year in ("2022", "2023", "2024")
    ]
    assert best(in_json(years)) is None
    found = best(in_json(years), [f"{TITLE}_青禾县人民政府"])
    assert found is not None
    assert found.markup == BODY.replace("101", "2023")


@pytest.mark.parametrize(
    "script",
    [
        "",
        'var title = "政府信息公开年报";',
        "var list = " + json.dumps([{"title": TITLE, "url": f"/{number}.html"} for number in range(200)]),
        "信息公开 " + '"' * 999,
        "信息公开 '" + "\\" * 999,
    ],
)
def test_scripts_without_a_body(script):
    assert best(in_script(script)) is None


def test_nesting_without_end_is_no_body():
    deep: object = BODY
    for _ in range(500):
        deep = [deep]
    assert best(in_json(deep)) is None
