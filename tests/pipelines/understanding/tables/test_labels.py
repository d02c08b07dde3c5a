"""Printed labels to the rows and columns of the forms: official wording, known variants, slips, and false friends."""

import pytest

from archive.forms import form_tables
from pipelines.understanding.tables.labels import (
    is_column,
    proactive_columns,
    proactive_row,
    request_column,
    request_rows,
    review_block,
    review_column,
)


def best(label: str) -> str | None:
    scores = request_rows(label)
    return max(scores, key=lambda key: scores[key]) if scores else None


@pytest.mark.parametrize("form", ["2019_trial", "2021_revised"])
def test_every_official_label_names_its_own_row(form):
    for cell in form_tables()[form, "requests"]:
        assert best(cell.row_label) == cell.row
    for cell in form_tables()[form, "proactive"]:
        assert proactive_row(cell.row_label) == cell.row
        assert proactive_columns(cell.column_label)[form] == cell.column


@pytest.mark.parametrize(
    ("label", "row"),
    [
        ("一、本年新收政府信息公开数量", "new_requests"),
        ("(二) 部分公开(区分处理的只计这一情形, 不计其他情形)", "partially_granted"),
        ("2.其他法律、行政法规禁止公开", "denied_law_prohibits"),
        ("2.其他法律法规禁止公开", "denied_law_prohibits"),
        ('3．危及"三安全一稳定"', "denied_security_stability"),
        ("7. 属于行政执法案件", "denied_enforcement_files"),
        ("8属于行政查询案件", "denied_admin_query"),
        ("①信访舉報投訴類申請", "unprocessed_petition"),
        ("1.逾期不补正", "other_overdue_correction"),
        ("2.逾期不缴费", "other_overdue_fee"),
        ("㈥其它处理", "other_handling"),
        ("（七）合计", "results_total"),
        ("四、结转下一年度继续办理", "carried_out"),
    ],
)
def test_variants_and_slips(label, row):
    assert best(label) == row


@pytest.mark.parametrize(
    "label",
    [
        "（三）不予公开",
        "（四）无法提供",
        "（五）不予处理",
        "三、本年度办理结果",
        "申请人情况",
        "行政许可",
        "一、总体情况",
        "",
        "。",
    ],
)
def test_what_is_no_row_fits_none(label):
    assert best(label) is None


def test_the_number_before_a_label_counts_for_and_against_it():
    assert (
        request_rows("7.属于四类过程性信息")["denied_process_info"]
        < request_rows("属于四类过程性信息")["denied_process_info"]
    )


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("社会\n公益组织", "org_public_interest"),
        ("社会组织", "org_public_interest"),
        ("商 业 企 业", "org_business"),
        ("其他", "org_other"),
    ],
)
def test_applicants(label, column):
    assert request_column(label) == column


def test_other_handling_and_other_outcomes_are_not_the_column_other():
    assert request_column("其他处理") is None
    assert request_column("其他结果") is None


@pytest.mark.parametrize(
    ("label", "columns"),
    [
        ("本年收费金额（单位：万元，保留4位小数）", {"2021_revised": "amount_wan"}),
        ("对外公开总数", {"2019_trial": "total_disclosed"}),
        ("处理决定数量", {"2019_trial": "decisions"}),
        ("本年处理决定数量", {"2021_revised": "decisions"}),
        ("本年新", {}),
        ("信息内容", {}),
    ],
)
def test_headings_of_the_table_of_disclosure(label, columns):
    assert proactive_columns(label) == columns


def test_outcomes_and_blocks_of_reviews():
    assert review_column("结\n果\n维\n持") == "upheld"
    assert review_block("未经复议直接起诉") == "litigation_direct"
    assert review_block("复议后起诉") == "litigation_after_reconsideration"
    assert review_block("行政诉讼") is None


def test_a_very_long_text_is_no_label():
    assert request_rows("本年新收" * 200) == {}
    assert not is_column("自然人" * 200)
