"""Words of facts found in texts, and texts in pieces: nothing is lost, and what opens closes."""

from hypothesis import given
from hypothesis import strategies as st

from archive.search.original import Span
from archive.web.drawing.evidence import LONGEST_SHOWN, Quote, mark, quotes


def test_words_are_found_in_the_first_text_that_has_them_with_what_stands_around():
    told, (first, second) = quotes({"signer": "签发人：马一", "year": "2024年"}, ["共12条。", "签发人：马一，2024年。"])
    assert not first
    assert told["year"] == Quote("2024年", "签发人：马一，", "。", 2)
    assert second == {1: Span(0, 6), 2: Span(7, 12)}


def test_words_that_the_layout_broke_are_found_as_the_text_has_them():
    told, (places,) = quotes({"written_date": "2025年1月24日"}, ["落款\n2025 年\n1 月 24 日\n印"])
    assert told["written_date"].words == "2025 年\n1 月 24 日"
    assert places == {1: Span(3, 18)}


def test_words_that_are_nowhere_have_no_anchor():
    told, (places,) = quotes({"publish_date": "发布时间：2025-01-30", "signer": " "}, ["正文"])
    assert told == {"publish_date": Quote("发布时间：2025-01-30"), "signer": Quote(" ")}
    assert not places


def test_the_narrowest_anchor_that_holds_the_words_is_theirs():
    told, (places,) = quotes(
        {"title": "甲县乙镇年报", "issuer.division": "甲县", "again": "甲县乙镇年报"}, ["甲县乙镇年报"]
    )
    assert places == {1: Span(0, 6), 2: Span(0, 2)}
    assert (told["title"].anchor, told["again"].anchor, told["issuer.division"].anchor) == (1, 1, 2)


def test_words_that_cross_share_an_anchor():
    told, (places,) = quotes({"one": "甲乙丙", "other": "丙丁", "third": "丁戊"}, ["甲乙丙丁戊"])
    assert places == {1: Span(0, 5)}
    assert {quote.anchor for quote in told.values()} == {1}


def test_what_is_too_long_to_show_is_counted():
    marked = mark("字" * (LONGEST_SHOWN + 7), {}, [Span(0, 1), Span(LONGEST_SHOWN + 1, LONGEST_SHOWN + 2)])
    assert marked.left_out == 7
    assert sum(len(piece.text) for piece in marked.pieces) == LONGEST_SHOWN


@given(
    st.text("甲乙丙 \n", max_size=30),
    st.lists(st.text("甲乙丙 ", min_size=1, max_size=6), max_size=6),
    st.lists(st.tuples(st.integers(0, 35), st.integers(0, 35)), max_size=5),
)
def test_pieces_make_the_text_again_and_whatever_opens_closes(text, words, hits):
    told, (places,) = quotes({str(number): one for number, one in enumerate(words)}, [text])
    marked = mark(text, places, [Span(min(pair), max(pair)) for pair in hits])
    assert "".join(piece.text for piece in marked.pieces) == text
    opened, within = [], dict.fromkeys(places, "")
    for piece in marked.pieces:
        if piece.closes:
            opened.pop()
        elif piece.opens is not None:
            opened.append(piece.opens)
        for anchor in opened:
            within[anchor] += piece.text
    assert not opened
    assert within == {anchor: text[place.start : place.end] for anchor, place in places.items()}
    for quote in told.values():
        assert quote.anchor is None or quote.words in within[quote.anchor]
    lit = {at for pair in hits for at in range(min(pair), min(max(pair), len(text)))}
    assert sum(len(piece.text) for piece in marked.pieces if piece.is_hit) == len(lit)
