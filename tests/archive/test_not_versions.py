"""What may come at the address of a known report in place of it: none of it is a version, and what is known stays."""

from dataclasses import replace

import pytest

from archive.proof.finding import Tally
from archive.store import Store
from archive.verify import verify
from pipelines.extract import extract
from tests.archive.captures import exchange, town_report

URL = "http://example.cn/zfxxgk/nb/1.html"
TITLE = "青桐县白鹭镇2024年政府信息公开工作年度报告"
MENU = "<ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li><li><a href='/nb/'>政府信息公开年报</a></li></ul>"
TEXT = (
    "<p>一、总体情况</p><p>白鹭镇全年主动公开信息482条，受理申请3件，按期答复。</p>"
    "<p>二、主动公开政府信息情况</p><p>制发规范性文件2件，废止1件。</p><p>三、收到和处理政府信息公开申请情况</p><p>新收申请3件，予以公开3件。</p>"
    "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>没有发生行政复议和行政诉讼。</p><p>五、存在的主要问题及改进情况</p><p>人员不足，已加强培训。</p>"
    "<p>六、其他需要报告的事项</p><p>无。</p><p>白鹭镇人民政府</p><p>2025年1月12日</p>"
)


def page(body, title=TITLE, head=""):
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{MENU}{body}</body></html>"
    ).encode()


REPORT = page(f"<h1>{TITLE}</h1><div id='zoom'>{TEXT}</div>")


def come(store, data):
    """The outcomes of keeping what is read in bytes that came at the address of the report."""
    snapshot = store.capture(exchange(URL, data))
    records = extract(data, file=None, url=URL)
    return [(record.verdict, store.keep(record, snapshot.id).outcome) for record in records]


def known(store):
    """All that the archive says of its reports and their texts, but for the time of the last visit."""
    reports = "SELECT id, key, title, version_count, record_id FROM reports"
    texts = "SELECT report_id, full_text FROM report_text"
    versions = "SELECT report_id, content_sha256, snapshot_id FROM versions"
    sightings = "SELECT report_id, url, snapshot_id, last_seen FROM sightings"
    return [[tuple(row) for row in store.query(sql)] for sql in (reports, texts, versions, sightings)]


INSTEAD = {
    # a firewall that asks for a script to be run
    "challenge": page("", "", "<script src='/wzws-waf-cgi/x.js'></script>"),
    "login": page(
        "<form action='/sso/login'><h2>用户登录</h2>用户名<input name='u'>密码<input type='password' name='p'></form>"
        "<p>您尚未登录或登录已超时，请重新登录。</p>",
        "统一身份认证平台",
    ),
    # with status 200 and the frame of the site
    "not found": page("<div class='err'><p>抱歉，您访问的页面不存在或者已被删除。</p></div>", "青桐县人民政府"),
    "maintenance": page("<h1>网站升级维护公告</h1><p>因系统迁移，本网站暂停访问，给您带来不便，敬请谅解。</p>", "网站维护中"),
    # what was there is led to the home page, and the home page came
    "home page": page(
        "".join(f"<h2>{name}</h2><ul><li><a href='/{n}/'>{name}第{n}条</a></li></ul>" for n, name in enumerate(
            ("政务要闻", "通知公告", "便民服务", "友情链接", "专题专栏")
        )),
        "青桐县人民政府门户网站",
    ),
    # led to the list of reports
    "list": page(
        "<ul>" + "".join(f"<li><a href='/{y}.html'>青桐县白鹭镇{y}年政府信息公开工作年度报告</a></li>" for y in range(2018, 2025)) + "</ul>",
        "政府信息公开年报",
    ),
    "only the title": page(f"<h1>{TITLE}</h1><div id='zoom'></div>"),
    # a script was to fetch the text
    "still loading": page(f"<h1>{TITLE}</h1><div id='zoom'><p>加载中...</p></div>"),
    # the connection broke before the text
    "cut before the text": REPORT[: REPORT.index("一、总体情况".encode())],
    "no bytes": b"",
    "blanks": b" \n\n",
    "a broken database": page("<p>java.sql.SQLException: Connection refused</p><p>HTTP Status 500</p>", "Error"),
}  # fmt: skip


@pytest.mark.parametrize("what", INSTEAD)
def test_what_comes_in_place_of_a_report_changes_nothing_of_it(what, tmp_path):
    with Store(tmp_path) as store:
        assert come(store, REPORT) == [("report", "new_report")]
        before = known(store)
        for verdict, outcome in come(store, INSTEAD[what]):
            assert (verdict != "report", outcome) == (True, "not_a_report")
        assert known(store) == before
        assert come(store, REPORT) == [("report", "seen_again")]
        assert known(store)[0] == before[0]


def test_a_night_of_counters_is_no_version(tmp_path):
    with Store(tmp_path) as store:
        for visits in (12, 13, 57):
            come(store, REPORT.replace(b"<div id='zoom'>", f"<div id='zoom'><p>浏览次数：{visits}</p>".encode()))
        assert [row[3] for row in known(store)[0]] == [1]


def test_an_edit_is_a_version(tmp_path):
    with Store(tmp_path) as store:
        come(store, REPORT)
        assert come(store, REPORT.replace(b"482", b"483")) == [("report", "new_version")]
        assert "483条" in known(store)[1][0][1]


HALF = {
    # the server or the connection gave up in the middle of the text
    "broken off": REPORT[: REPORT.index("新收申请".encode())],
    # its tables, or all of its text, were to be filled in by a script or a database
    "headings only": page(f"<h1>{TITLE}</h1><div id='zoom'>" + "".join(
        f"<p>{one}</p>" for one in ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
                                    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
    ) + "</div>"),
}  # fmt: skip


@pytest.mark.parametrize("what", HALF)
def test_what_seems_to_have_come_half_is_a_version_only_when_it_is_seen_twice(what, tmp_path):
    with Store(tmp_path) as store:
        come(store, REPORT)
        before = known(store)
        assert come(store, HALF[what]) == [("report", "held_back")]
        assert known(store) == before
        assert come(store, REPORT) == [("report", "seen_again")]
        assert come(store, HALF[what]) == [("report", "new_version")], "it was seen like that before"
    assert list(verify(tmp_path, Tally(), print)) == []


def test_a_table_that_is_missing_is_waited_for(tmp_path):
    whole = town_report(1)
    without = replace(whole, cells=tuple(cell for cell in whole.cells if cell.table != "requests"), text="另一文")
    with Store(tmp_path) as store:
        outcomes = [
            store.keep(record, store.capture(exchange(URL, payload)).id).outcome
            for payload, record in ((b"1", whole), (b"2", without), (b"3", without))
        ]
    assert outcomes == ["new_report", "held_back", "new_version"]


def test_a_report_that_grew_or_lost_a_sentence_is_a_version_at_once(tmp_path):
    with Store(tmp_path) as store:
        come(store, REPORT)
        shorter = REPORT.replace("<p>五、存在的主要问题及改进情况</p><p>人员不足，已加强培训。</p>".encode(), b"")
        assert come(store, shorter) == [("report", "new_version")]
        assert come(store, REPORT) == [("report", "seen_again")]
