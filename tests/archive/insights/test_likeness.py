"""Two reports to a pair, its kind and its likeness."""

from archive.insights.likeness import LEAST
from archive.insights.likeness import compare as compare_with
from tests.archive.insights.made import MODEL, OTHER, nobody, text, words


def compare(one, other):
    return compare_with(one, other, nobody)


def test_the_same_model_filled_in_with_other_names_and_figures():
    pair = compare(words(9), words(4, "谷溪镇", "990106102"))
    assert (pair.report_id, pair.other_report_id, pair.kind, pair.likeness, pair.left_in) == (
        4,
        9,
        "near_text",
        1.0,
        None,
    )


def test_the_same_words_are_another_kind():
    pair = compare(words(1), words(2, "谷溪镇", "990106102", text("麦岭镇")))
    assert (pair.kind, pair.left_in) == ("same_text", "麦岭镇")


def test_only_a_body_and_its_year_before_are_told():
    this = words(1, year=2024)
    assert compare(this, words(2, narrative=text(year=2023), year=2023)).kind == "year_before"
    assert compare(words(2, narrative=text(year=2025), year=2025), this).kind == "year_before"
    assert compare(this, words(2, year=2022)) is None
    assert compare(this, words(2, scope="aggregate")) is None
    assert compare(this, words(2, year=2023, scope="aggregate")) is None


def test_other_words_are_no_pair():
    assert compare(words(1), words(2, "谷溪镇", "990106102", text("谷溪镇", sentences=OTHER))) is None


def test_likeness_is_never_rounded_up():
    """All must be all."""
    longer = f"{text('谷溪镇', sentences=MODEL * 40)}\n渡口"
    pair = compare(words(1, narrative=text(sentences=MODEL * 40)), words(2, "谷溪镇", "990106102", longer + "口。"))
    assert LEAST <= pair.likeness < 1


def test_texts_without_words_of_their_own_are_no_pair():
    assert compare(words(1, narrative=""), words(2, "谷溪镇", "990106102", "")) is None


def test_a_copied_section_beside_a_few_words_of_ones_own_is_a_pair():
    """The overview is taken over, the problems are the body's own: nearly nine tenths."""
    one, other = (
        f"{text(town)}\n{own}" for town, own in (("麦岭镇", "人手少,更新慢。"), ("谷溪镇", "栏目旧,没人管。"))
    )
    assert LEAST <= compare(words(1, narrative=one), words(2, "谷溪镇", "990106102", other)).likeness < 1


def test_what_is_put_together_from_the_same_phrases_is_no_pair():
    """Four sentences of five are stock that both use, each with one of its own."""
    one, other = (text(town, sentences=(*MODEL[:4], OTHER[at])) for at, town in enumerate(("麦岭镇", "谷溪镇")))
    assert compare(words(1, narrative=one), words(2, "谷溪镇", "990106102", other)) is None
