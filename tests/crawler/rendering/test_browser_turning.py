"""Lists that scripts turn, in a real Chromium: page after page, to their end or as far as they may be turned."""

import json

import pytest

from crawler.rendering import browser as module
from tests.crawler.rendering.in_chromium import CHROMIUM, JSON, answer, page_of, turned

pytest.importorskip("playwright")
pytestmark = [pytest.mark.soak, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch):
    monkeypatch.setattr(module, "_QUIET_SECONDS", 0.5)


LIST = """<body><ul id=list></ul><div class="el-pagination"><button id=next class="btn-next">›</button></div><script>
let page = 0;
const show = async () => {
  page += 1;
  const told = await (await fetch("/api/list?page=" + page)).json();
  document.getElementById("list").innerHTML = told.map((one) => `<li><a href="/nb/${one}">${one}</a></li>`).join("");
  document.getElementById("next").disabled = page === 3;
};
document.getElementById("next").onclick = show;
show();
</script>"""
PAGES = {f"/api/list?page={page}": answer("", json.dumps([page * 10, page * 10 + 1]), JSON) for page in (1, 2, 3)}


def entries(shown):
    return [[link.text for link in page_of(one).tree.iter("a")] for one in shown.renderings]


def test_a_list_is_turned_to_its_end():
    shown, asked = turned(LIST, PAGES)
    assert entries(shown) == [["10", "11"], ["20", "21"], ["30", "31"]]
    assert not shown.has_more
    assert len(asked) == 3


def test_a_list_that_is_longer_than_it_is_turned_says_so():
    shown, _ = turned(LIST, PAGES, 1)
    assert entries(shown) == [["10", "11"], ["20", "21"]]
    assert shown.has_more


def test_a_page_that_hangs_half_way_keeps_what_there_was(monkeypatch):
    monkeypatch.setattr(module, "OWN_SECONDS", 4.0)
    shown, _ = turned(LIST.replace("page += 1;", "page += 1; while (page === 2) {}"), PAGES)
    assert entries(shown) == [["10", "11"]]
    assert shown.has_more


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="/list_2.html">下一页</a>',  # the crawl follows it
        '<li class="disabled"><a onclick="f()">下一页</a></li>',
        '<ul><li class="ant-pagination-next ant-pagination-disabled" aria-disabled="true"><button>›</button></li></ul>',
        '<a onclick="f()" id=next>下一页</a><script>const f = () => 0</script>',  # stays where it is, at the end
    ],
)
def test_a_list_without_a_next_page_is_all_there(pager):
    shown, _ = turned(f"<body><ul><li>一</li></ul>{pager}")
    assert len(shown.renderings) == 1
    assert not shown.has_more
