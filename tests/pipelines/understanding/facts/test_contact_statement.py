"""Which lines of a report are candidates for its contact statement, and where each ends."""

import pytest

from pipelines.understanding.facts.contact_statement import contact_statements
from pipelines.understanding.facts.excerpts import excerpts_of
from tests.pipelines.understanding.letters import TITLE, report


def statements(*head, end=()):
    return list(dict.fromkeys(contact_statements(excerpts_of(report(TITLE, *head, end=end)))))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "本报告编制。如有疑问，请与柳泉镇党政办联系。电话：0390-5550103。全镇共公开信息42条。",
            "如有疑问，请与柳泉镇党政办联系。电话：0390-5550103。",
        ),
        ("如有疑问，请联系a@qq。com。谢谢。", "如有疑问，请联系a@qq。com。"),
        (
            "如有疑问，请与柳泉镇党政办联系（电话：0390-5550103，邮编：099102。）",
            "如有疑问，请与柳泉镇党政办联系（电话：0390-5550103，邮编：099102。）",
        ),
    ],
)
def test_a_statement_ends_with_its_last_label(text, statement):
    assert statements(text)[0] == statement


def test_lines_that_go_on_with_labels_belong_to_it():
    found = statements("如有疑问，请与柳泉镇党政办联系", "电话：0390-5550103", "邮编：099102", "本报告共六部分。")
    assert found[0] == "如有疑问，请与柳泉镇党政办联系；电话：0390-5550103；邮编：099102"


def test_an_address_alone_under_the_title_opens_a_statement():
    address = "地址：柳泉街1号  邮编：099102"
    assert statements("本报告共六部分。", address, "电话：0390-5550103") == [f"{address}；电话：0390-5550103"]
    banner = excerpts_of(report(address, "电话：0390-5550103", TITLE))
    assert list(contact_statements(banner)) == []


def test_a_line_to_complain_to_is_none_but_may_stand_inside_one():
    assert statements("联系电话（监督举报）：0390-5550109。") == []
    line = "联系电话：0390-5550103；监督电话：0390-5550109。"
    assert statements(line) == [line]


def test_no_statement_without_its_words():
    assert statements("本报告共六部分。", "健全机制，回应关切。") == []


def test_a_statement_is_cut():
    assert max(map(len, statements("如有疑问，请与柳泉镇党政办联系（" + "电话" * 1000))) <= 450
