"""Whole reports to all that they say of themselves; the five real ones where they are at hand."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record import Contact, Period
from pipelines.reading.plain import text
from pipelines.understanding.facts.metadata import Metadata, read_metadata
from tests.pipelines.understanding.letters import BODY, document, page, report

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
MOST_SECONDS = 0.03  # of a quick machine's 0.002, so that a busy one passes


def test_a_letter_with_all_its_parts():
    made = report(
        "青禾县柳泉镇人民政府文件",
        "青柳政发[2021] 20号　　签发人：王 青",
        "青禾县柳泉镇 2020 年政府信息公开工作年度 报 告",
        "本报告的统计期限自2020年1月1日起至2020年12月31日止。如有疑问，请与柳泉镇党政办联系（电话：0390-5550103）。",
        end=("柳泉镇人民政府", "2021年1月15日", "柳泉镇党政办公室 2021年1月22日印发"),
    )
    found = read_metadata(made, "https://www.qinghe.gov.cn/a/1.docx", "年报")
    assert found.title == "青禾县柳泉镇2020年政府信息公开工作年度报告"
    assert (found.year, found.period) == (2020, Period(date(2020, 1, 1), date(2020, 12, 31)))
    assert (found.issuer_name, found.issuer_kind, found.scope) == ("青禾县柳泉镇人民政府", "township_government", "own")
    assert (found.document_number, found.index_number, found.signer) == ("青柳政发〔2021〕20号", None, "王青")
    assert (found.written_date, found.print_date) == (date(2021, 1, 15), date(2021, 1, 22))
    assert found.publish_date is None
    assert found.contact == Contact("柳泉镇党政办", phones=("0390-5550103",))
    assert set(found.evidence) == {
        "title", "year", "period", "issuer.name", "issuer.kind", "scope", "document_number", "signer",
        "written_date", "print_date", "contact.office", "contact.phones",
    }  # fmt: skip
    assert found.stated[:3] == (found.title, "青禾县柳泉镇人民政府文件", "柳泉镇人民政府")
    assert (found.site, found.site_code, found.host) == ((), None, "www.qinghe.gov.cn")


def test_a_page_with_its_frame():
    made = page(
        "柳泉镇2020年政府信息公开工作年度报告",
        title="柳泉镇2020年政府信息公开工作年度报告_青禾县人民政府",
        tags={
            "sitename": "青禾县人民政府",
            "siteidcode": "1499990001",
            "pubdate": "2021-01-22 10:20",
            "contentsource": "柳泉镇",
        },
        facts={"索引号": "099916330/2021-00012", "发布机构": "青禾县柳泉镇", "文号": "/"},
        surroundings=("当前位置：首页 > 政府信息公开 > 柳泉镇", "版权所有"),
    )
    found = read_metadata(made, None, None)
    assert found.issuer_name == "青禾县柳泉镇人民政府"
    assert (found.index_number, found.document_number) == ("099916330/2021-00012", None)
    assert found.publish_date == date(2021, 1, 22)
    assert found.site == ("青禾县人民政府", "当前位置：首页 > 政府信息公开 > 柳泉镇", "柳泉镇", "青禾县柳泉镇人民政府")
    assert (found.site_code, found.host) == ("1499990001", None)


def test_what_is_not_said_is_not_known():
    assert read_metadata(document(), None, None) == Metadata(stated=(), site=())
    found = read_metadata(document(*BODY), None, None)
    assert (found.title, found.issuer_name, found.issuer_kind, found.scope) == (None, None, None, None)
    assert (found.document_number, found.signer, found.written_date, found.publish_date) == (None,) * 4
    assert found.contact == Contact()


@pytest.mark.parametrize("url", ["https://[", "", "file:///tmp/a.html", "a.html"])
def test_odd_addresses_have_no_host(url):
    assert read_metadata(document(*BODY), url, None).host is None


@pytest.mark.parametrize(("code", "known"), [("1499990001", "1499990001"), ("bm07000001", "bm07000001"), ("无", None)])
def test_the_code_of_the_site(code, known):
    assert read_metadata(page("年报", tags={"siteidcode": code}), None, None).site_code == known


lines = st.text(
    st.sampled_from("2020年1月日政府信息公开报告电话：0390-5550103（），。 \n\t镇县人民@.〔〕号"), max_size=200
)


@given(
    st.lists(lines, max_size=12), st.dictionaries(st.sampled_from(["文号", "发布日期", "发布机构", "索引号"]), lines)
)
def test_any_text_is_read_to_an_end(texts, facts):
    made = page(*(line for line in texts if line.strip()), body=(), facts=facts)
    found = read_metadata(made, None, None)
    assert all(len(words.text) <= 200 for words in found.evidence.values())


@pytest.mark.parametrize(
    "line",
    [
        "公开" * 5000,
        "如有疑问" * 3000,
        "(" * 9000,
        "1" * 9000,
        "联系电话" * 2000,
        "2020年1月1日至" * 1500,
        "a@" * 4000,
        "由" * 9000,
    ],
)
def test_hostile_lines_take_no_time(line):
    made = report(line, line[:80], line)
    started = time.process_time()
    read_metadata(made, None, None)
    assert time.process_time() - started < 20 * MOST_SECONDS


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside the project")
def test_the_real_reports():
    for truth in json.loads((SEEDS / "gold.json").read_text("utf-8")):
        found = read_metadata(text.read((SEEDS / truth["file"]).read_bytes(), declared=None), None, None)
        for field in ("title", "year", "document_number", "index_number", "signer"):
            assert getattr(found, field) == truth[field], (truth["file"], field)
        for field in ("written_date", "print_date", "publish_date"):
            day = getattr(found, field)
            assert (day and day.isoformat()) == truth[field], (truth["file"], field)
        contact = {
            **truth["contact"],
            "phones": tuple(truth["contact"]["phones"]),
            "emails": tuple(truth["contact"]["emails"]),
        }
        assert found.contact == Contact(**contact), truth["file"]
        assert (found.issuer_name, found.issuer_kind) == (truth["issuer"]["name"], truth["issuer"]["kind"])
        assert (found.period is not None) == (truth["file"][:3] in ("000", "003"))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside the project")
def test_a_report_takes_little_time():
    made = [text.read(path.read_bytes(), declared=None) for path in sorted(SEEDS.glob("*.txt"))]
    for one in made:
        read_metadata(one, None, None)
    started = time.process_time()
    for one in made:
        read_metadata(one, None, None)
    assert time.process_time() - started < len(made) * MOST_SECONDS
