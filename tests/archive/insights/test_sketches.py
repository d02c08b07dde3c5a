"""Words to bands, and a crowd of bands to who is near whom."""

import random

from archive.insights.own_words import LEAST_CHARACTERS
from archive.insights.sketches import Crowd, bands, read, stored
from tests.archive.insights.made import OTHER, text, words


def test_one_model_filled_in_by_two_towns_has_the_same_bands():
    one, other = bands(words()), bands(words(2, "谷溪乡", "990106202", text("谷溪乡", 2023, n=9)))
    assert one == other
    assert len(one) == 64


def test_bands_are_the_same_on_every_machine():
    assert read(stored(bands(words()))) == bands(words())
    assert bands(words(narrative="水" * 300)).hex()[:16] == bands(words(narrative="水" * 300)).hex()[:16]


def test_a_short_text_has_none():
    short = words(narrative="".join(f"村道第{letter}段修好了," for letter in "甲乙丙丁"))
    assert len(short.hidden(short.names)) < LEAST_CHARACTERS
    assert bands(short) == b""
    assert read(stored(b"")) == b""


def edited(dice, said, share):
    """A text with some of its characters replaced, in stretches as people edit."""
    letters = list(said)
    while share > 0:
        at = dice.randrange(len(letters) - 8)
        letters[at : at + 8] = [chr(0x4E00 + dice.randrange(3000)) for _ in range(8)]
        share -= 8 / len(letters)
    return "".join(letters)


def test_nearly_the_same_text_is_found_and_another_is_not():
    dice = random.Random(5)  # the same texts each time
    said = "".join(chr(0x4E00 + dice.randrange(3000)) for _ in range(1200))
    texts = {0: said, **{number: edited(dice, said, 0.03) for number in range(1, 21)}}
    texts |= {number: edited(dice, said, 0.5) for number in range(21, 41)}
    samples = {number: bands(words(number, narrative=one)) for number, one in texts.items()}
    near = Crowd(samples.items()).near(0, samples[0])
    assert {*range(1, 21)} <= {*near[:20]}
    assert len({*near} - {*range(1, 21)}) <= 4


def test_of_a_thousand_that_are_the_same_each_meets_those_that_stand_nearest():
    sample = bands(words())
    crowd = Crowd((number, sample) for number in range(5000, 6000))
    assert crowd.near(5500, sample)[:4] == [5499, 5501, 5498, 5502]
    assert len(crowd.near(5500, sample)) == 24
    assert crowd.near(5000, sample)[0] == 5001


def test_who_shares_nothing_is_near_nobody():
    one, other = bands(words()), bands(words(2, narrative=text(sentences=OTHER)))
    assert Crowd([(1, one), (2, other)]).near(1, one) == []
