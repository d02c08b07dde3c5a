"""Links of pages to the errands that a hunt takes up, and the reasons for those that it does not."""

import pytest

from crawler.hunting.candidates import Candidates
from crawler.hunting.errand import Errand
from crawler.hunting.trail import Trail
from crawler.pages.asking import Ask
from crawler.pages.looking import Smelled
from crawler.pages.scent import Scent, Where, scent
from crawler.portals.belonging import Hosts
from tests.crawler.scene import HOME, HOST, PORTAL, title


class Walk:
    def __init__(self, *, allow_private: bool = False) -> None:
        self.candidates = Candidates(HOME)
        self.trail = Trail(Hosts(PORTAL), self.candidates, allow_private=allow_private)
        self.home = self.trail.start(HOME)

    def follow(self, address: str, text: str, where: Where = "portal", errand: Errand | None = None) -> Errand | None:
        url = address if "://" in address else HOST + address
        way = Smelled(Ask(url), text, "", scent(text, "", "", where))
        return self.trail.followed(way, errand or self.home, where)

    @property
    def refused(self) -> dict[str, str | None]:
        return {row.url.removeprefix(HOST): row.reason for row in self.candidates.take_rows()}


@pytest.fixture
def walk() -> Walk:
    return Walk()


def test_a_link_becomes_an_errand_that_knows_where_it_stood(walk):
    found = walk.follow("/nb/", "政府信息公开年报")
    assert found
    assert (found.url, found.kind, found.depth, found.in_column) == (f"{HOST}/nb/", "column", 1, True)
    assert found.ask.referer == found.parent == HOME
    assert found.score == scent("政府信息公开年报", "", "", "portal").score


def test_a_page_is_taken_up_once_whatever_its_scheme_fragment_and_start_page(walk):
    assert walk.follow("/nb/", "政府信息公开年报")
    for again in ("/nb/", "/nb/index.html", "/nb/#top", "https://www.qingtong.example/nb/", "/nb/?_=17"):
        assert walk.follow(again, "政府信息公开年报") is None
    assert walk.refused == {}


def test_the_home_page_is_known_from_the_start(walk):
    assert walk.follow("/index.html", "政府信息公开") is None


def test_a_weak_link_is_kept_for_when_nothing_better_is_found(walk):
    assert walk.follow("/zt/", "专题专栏") is None
    assert walk.follow("/zt/", "专题专栏") is None
    assert [errand.url for errand in walk.trail.weak] == [f"{HOST}/zt/"]


def test_a_weak_link_that_is_met_again_with_better_words_is_followed(walk):
    assert walk.follow("/gk/", "专题专栏") is None
    found = walk.follow("/gk/", "政府信息公开年报")
    assert found
    assert found.kind == "column"


def test_weak_links_are_not_kept_without_end(walk):
    for number in range(3000):
        walk.follow(f"/zt/a{number}/", "专题专栏")
    assert len(walk.trail.weak) < 1000


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1/1.html", "private_address"),
        ("http://2130706433/1.html", "private_address"),
        ("http://192.168.1.1/1.html", "private_address"),
        ("http://www.qingtong.example:3306/1.html", None),
        ("http://mp.weixin.qq.com/s/abc", "foreign_host"),
        ("http://www.gov.cn/zhengce/1.html", "foreign_host"),
    ],
)
def test_a_report_elsewhere_is_refused_by_name(walk, address, reason):
    found = walk.follow(address, title(1))
    if reason:
        assert found is None
        assert walk.refused[address] == reason


def test_private_addresses_may_be_allowed():
    assert Walk(allow_private=True).follow("http://127.0.0.1/nb/", "政府信息公开年报", "disclosure")


@pytest.mark.parametrize(
    "address",
    [
        "/xw/2024/xw/2024/xw/2024/1.html",
        "/rili/2024/1.html",
        "/x?" + "&".join(f"a{n}=1" for n in range(30)),
        "/" + "x" * 900,
    ],
)
def test_traps_are_not_walked_into_whatever_their_words(walk, address):
    assert walk.follow(address, title(1)) is None


def test_nothing_is_followed_too_far_down(walk):
    errand, depth = walk.home, 0
    while errand and depth < 100:
        errand = walk.follow(f"/nb/d{depth}/", "政府信息公开年报", "portal", errand)
        depth += 1
    assert 5 < depth < 30


def test_pages_of_one_kind_beyond_measure_are_a_trap(walk):
    taken = sum(walk.follow(f"/nb/{number}.html", title(number)) is not None for number in range(9000))
    assert 5000 < taken < 9000  # the largest real columns have thousands


def test_a_home_page_leads_to_strangers_only_by_strong_words(walk):
    assert walk.follow("http://www.neighbour.example/gk/", "专栏", "home") is None
    assert walk.follow("http://gk.qingtong.example/", "政府信息公开", "home")


def test_a_copy_for_telephones_comes_after_the_page_itself(walk):
    copy, main = walk.follow("/nb/t1_1_wap.html", title(1)), walk.follow("/nb/t1_1.html", title(1))
    assert copy
    assert main
    assert copy.score < main.score
    assert walk.follow("/m/gk/", "政府信息公开") is None


def test_what_is_refused_for_its_words_is_told_if_it_might_have_been_a_report(walk):
    walk.follow("/w.html", "2023年政府网站工作年度报表", "column")
    walk.follow("/x.html", "今日要闻")
    assert walk.refused == {"/w.html": "look_alike"}


def test_pages_of_a_unit_know_their_unit(walk):
    unit = walk.follow("/jyj/", "青桐县教育局", "disclosure")
    assert unit
    assert (unit.kind, unit.unit) == ("unit", f"{HOST}/jyj/")
    column = walk.follow("/jyj/nb/", "信息公开年报", "unit", unit)
    assert column
    assert column.unit == f"{HOST}/jyj/"


def test_the_sites_own_navigation_is_no_folder_of_a_column(walk):
    """Inside a column the same menu stands beside the folders of years and units."""
    walk.follow("/jyj/", "青桐县教育局", "home")
    column = walk.follow("/nb/", "政府信息公开年报")
    assert walk.follow("/jyj/", "青桐县教育局", "column", column) is None
    assert walk.follow("/nb/jyj/", "青桐县教育局", "column", column)


def test_a_next_page_is_asked_for_once_and_belongs_to_its_list(walk):
    column = walk.follow("/nb/", "政府信息公开年报")
    assert column
    found = walk.trail.further(Ask(f"{HOST}/nb/index_1.html"), column, "list of /nb/")
    assert found
    assert (found.kind, found.chain, found.parent) == ("list", "list of /nb/", column.url)
    assert walk.trail.further(Ask(f"{HOST}/nb/index_1.html"), column, "list of /nb/") is None


def test_what_a_script_would_ask_for_is_told_by_its_body(walk):
    column = walk.follow("/nb/", "政府信息公开年报")
    assert column
    for page in (2, 3):
        found = walk.trail.further(Ask(f"{HOST}/api", f"page={page}", family="jpage"), column, "x")
        assert found
        assert found.kind == "data"


@pytest.mark.parametrize("url", ["http://127.0.0.1/p2", "http://evil.example/p2", "http://[::1/", "file:///etc/passwd"])
def test_a_next_page_elsewhere_is_not_asked_for(walk, url):
    assert walk.trail.further(Ask(url), walk.home, "x") is None


def test_files_of_a_page_are_fetched_once_and_from_no_stranger(walk):
    found = walk.trail.file(f"{HOST}/1.pdf", "附件", walk.home, 96)
    assert found
    assert (found.kind, found.text, found.parent) == ("file", "附件", HOME)
    assert walk.trail.file(f"{HOST}/1.pdf", "附件", walk.home, 96) is None
    assert walk.trail.file("http://127.0.0.1/2.pdf", "附件", walk.home, 96) is None
    assert walk.refused == {"http://127.0.0.1/2.pdf": "private_address"}


@pytest.mark.parametrize("url", ["http://[::1/x", "http://a.example:x/", "http:///x", "http://a.example:99999/"])
def test_what_is_no_address_is_nothing(walk, url):
    assert walk.follow(url, title(1)) is None
    assert walk.trail.followed(Smelled(Ask(url), "", "", Scent("report", 100)), walk.home, "column") is None
    assert walk.trail.file(url, "附件", walk.home, 96) is None
