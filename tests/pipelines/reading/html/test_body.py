"""Where the body of a page begins and ends."""

import pytest

from tests.pipelines.reading import made_pages as made
from tests.pipelines.reading.made_pages import FOOTER, NAVIGATION, TITLE, outline, page, read, report

PROSE = "全县各单位按照要求做好公开工作，群众满意度进一步提升，各项制度更加健全。" * 3


def test_a_list_of_the_six_titles_is_no_heading():
    # the opening paragraph names them all; a table of contents links to them
    contents = "".join(f'<li><a href="#{number}">{text}</a></li>' for number, text in enumerate(made.HEADINGS))
    document = read(page(f"<ul>{contents}</ul><p>{made.INTRO}</p><div><div>{report()}</div></div>"))
    assert outline(document.blocks) == made.EXPECTED


def test_of_several_containers_the_one_with_the_headings():
    # the same editor's class stands around banners and footers
    banner = f'<div class="TRS_Editor"><p>{PROSE}</p></div>'
    document = read(page(f'{banner}<div class="TRS_Editor">{report()}</div>{banner}'))
    assert outline(document.blocks) == made.EXPECTED
    assert sum(line == PROSE for line in document.surroundings) == 2


def test_a_container_that_holds_only_half_is_not_all():
    half = report().index("<p>三、")
    whole = report()
    document = read(page(f'<div class="TRS_Editor">{whole[:half]}</div><div class="x">{whole[half:]}</div>'))
    assert outline(document.blocks) == made.EXPECTED


def test_headings_right_under_the_body_do_not_bring_the_navigation_in():
    document = read(
        f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}<h2>{TITLE}</h2>{report()}{FOOTER}</body></html>"
    )
    assert outline(document.blocks) == made.EXPECTED
    assert document.surroundings[-2:] == ("主办单位：青禾县人民政府办公室", "ICP备99000001号")


def test_headings_of_older_reports():
    # before 2019 there was no form: other headings, no tables
    old = (
        "一、概述",
        "二、主动公开政府信息情况",
        "三、依申请公开情况",
        "四、收费及减免情况",
        "五、存在的问题及改进措施",
    )
    inner = "".join(f"<p>{heading}</p><p>{PROSE}</p>" for heading in old)
    document = read(page(f"<div><div>{inner}</div></div>"))
    assert [line for line in document.paragraphs if line != PROSE] == [TITLE, *old]


def test_a_body_without_headings_in_a_container():
    document = read(page(f'<div id="vsb_content"><p>年度报告详见附件。</p></div><p>{PROSE}</p>'))
    assert outline(document.blocks) == [TITLE, "年度报告详见附件。"]


def test_an_empty_container_is_passed_over():
    document = read(page(f'<div id="zoom"></div><div class="TRS_Editor"><p>{PROSE}</p></div>'))
    assert outline(document.blocks) == [TITLE, PROSE]


@pytest.mark.parametrize("share", [1, 30])
def test_neighbours_that_are_links_stay_outside(share):
    links = "".join(f'<p><a href="/{number}.html">其他乡镇年度报告第{number}号</a></p>' for number in range(share * 3))
    document = read(page(f"<div>{links}<div>{report()}</div>{links}</div>"))
    assert outline(document.blocks) == made.EXPECTED
    assert len([line for line in document.surroundings if "其他乡镇" in line]) == share * 6


@pytest.mark.parametrize("name", ["x", "con", "TRS_Editor"])
def test_of_the_reports_of_several_years_on_one_page_the_first(name):
    # panels that only a style sheet elsewhere and a script tell apart
    years = "".join(
        f'<div class="{name}"><p>{TITLE}</p>{report().replace("101", year)}</div>' for year in ("101", "2022")
    )
    document = read(page(f'<div class="years">{years}</div>'))
    assert outline(document.blocks) == made.EXPECTED
