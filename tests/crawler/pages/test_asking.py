"""Requests to the line of text that keeps them, and back."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.asking import JSON, Ask, Lead, ask_from, lead

texts = st.text(max_size=20)
asks = st.builds(
    Ask,
    st.just("http://a.example/"),
    st.none() | texts,
    st.sampled_from([JSON, "application/x-www-form-urlencoded"]),
    st.none() | texts,
    st.none() | texts,
    st.lists(texts, max_size=3).map(tuple),
    st.booleans(),
)


@given(asks)
def test_what_is_kept_gives_the_same_request_again(ask):
    again = ask_from(ask.url, ask.more)
    if ask.more:
        assert (again.body, again.media_type, again.family) == (ask.body, ask.media_type, ask.family)
        assert (again.memo, again.script, again.referer or "") == (ask.memo, ask.script, ask.referer or "")
    else:
        assert again == Ask(ask.url)


def test_a_plain_get_keeps_nothing_and_no_page_that_led_to_it():
    assert Ask("http://a.example/").more == ""
    assert Ask("http://a.example/", referer="http://a.example/list").more == ""


def test_a_request_of_a_script_is_told_from_a_plain_one():
    plain, script = Ask("http://a.example/"), Ask("http://a.example/", script=True)
    assert plain.more != script.more
    assert ask_from(script.url, script.more).script


def test_a_body_of_nothing_is_still_a_post():
    assert ask_from("http://a.example/", Ask("http://a.example/", "").more).body == ""


def test_a_lead_has_its_words_in_one_line():
    assert lead("http://a.example/", " 青桐县\n\t年报 ", "年度报告") == Lead(
        Ask("http://a.example/"), "青桐县 年报", "年度报告"
    )
