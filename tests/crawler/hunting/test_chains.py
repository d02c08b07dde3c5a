"""Pages of lists to whether they brought anything new, and to what the lists lack in the end."""

from crawler.hunting.chains import Chain, Chains


def chain(declared: int | None = None, pages: int | None = None, *, entries: int = 0, a_page: int = 5) -> Chain:
    found = Chain(is_annual=True)
    for first in range(0, entries, a_page):
        found.take([f"/{number}" for number in range(first, min(first + a_page, entries))], declared, pages)
    return found


def test_a_page_with_any_new_entry_is_new():
    found = Chain()
    assert found.take(["a", "b"], None, None)
    assert found.take(["b", "c"], None, None)
    assert not found.take(["a", "b"], None, None)  # deep pages of some portals show the first one again
    assert not found.take([], None, None)


def test_a_list_that_shows_all_it_declares_lacks_nothing():
    assert not chain(12, 3, entries=12).missing
    assert not chain(None, 3, entries=12).missing
    assert not chain(entries=12).missing


def test_a_list_that_shows_less_lacks_something():
    assert chain(13, entries=12).missing
    assert chain(None, 4, entries=12).missing


def test_the_number_of_entries_counts_more_than_that_of_pages():
    assert not chain(12, 9, entries=12).missing


def test_a_page_shown_again_does_not_make_a_list_complete():
    found = chain(20, 4, entries=10)
    found.take([f"/{number}" for number in range(5)], 20, 4)
    found.take([f"/{number}" for number in range(5)], 20, 4)
    assert found.missing


def test_a_list_with_a_page_that_could_not_be_had_lacks_something():
    found = chain(12, entries=12)
    found.is_broken = True
    assert found.missing


def test_the_largest_number_that_was_declared_counts():
    found = Chain(is_annual=True)
    found.take(["a"], 1, None)
    found.take(["b"], 9, None)
    found.take(["c"], 3, None)
    assert found.missing


def test_blank_pages_end_a_list_that_lacks_something_after_a_few_tries():
    """A platform may know several ways to the next page."""
    found = Chain(is_annual=True)
    found.take(["a"], 20, None)
    pages = 0
    while found.may_go_on and pages < 1000:
        found.take(["a"], 20, None)
        pages += 1
    assert 1 < pages < 20


def test_a_list_without_end_is_left_and_lacks_something():
    found = Chain(is_annual=True)
    pages = 0
    while found.may_go_on and pages < 10_000:
        found.take([f"/{pages}"], None, None)
        pages += 1
    assert pages < 1000
    assert found.missing


def test_only_lists_of_annual_reports_are_missed():
    chains = Chains()
    chains.of("news").take(["a"], 60_000, None)
    assert not chains.is_missing_some
    assert chains.declared_total is None
    chains.of("news").is_annual = True
    assert chains.is_missing_some
    assert chains.declared_total == 60_000


def test_the_totals_of_all_lists_are_added():
    chains = Chains()
    for key, declared in (("a", 5), ("b", 7), ("c", None)):
        chains.of(key).take([key], declared, None)
        chains.of(key).is_annual = True
    assert chains.declared_total == 12


def test_a_list_nobody_knows_cannot_break():
    chains = Chains()
    chains.broken("nowhere")
    assert not chains.is_missing_some
    chains.of("a").is_annual = True
    chains.broken("a")
    assert chains.is_missing_some
