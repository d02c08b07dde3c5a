"""An errand and the same one once more."""

from crawler.hunting.errand import Errand
from crawler.pages.asking import Ask


def test_again_is_the_same_one_try_on():
    errand = Errand(Ask("http://a.example/x", "page=2"), "list", 90, depth=3, chain="c", unit="u", in_column=True)
    again = errand.again()
    assert (again.tries, errand.tries) == (1, 0)
    assert (again.ask, again.kind, again.score, again.depth) == (errand.ask, "list", 90, 3)
    assert (again.chain, again.unit, again.in_column) == ("c", "u", True)
    assert again.url == "http://a.example/x"
