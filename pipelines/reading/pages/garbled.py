"""The text of a page to whether it is none: fonts without a table of characters yield signs at random."""

import re

_FEW = 10
_WRONG_SHARE = 0.2  # of all characters
_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# private use, replacement marks, control characters, accented Latin letters, unpaired surrogates, specials
_WRONG = re.compile(
    r"[\ue000-\uf8ff\ufff0-\uffff\x00-\x1f\x7f-\xa0\u00a1-\u00a6\u00a8-\u00af\u00b1-\u00b6\u00b8-\u00d6\u00d8-\u024f\ud800-\udfff\U000f0000-\U0010ffff]"
)
_WORDS = re.compile(r"[A-Za-z]+")
_VOWELS = re.compile(r"[aeiouAEIOU]")
_ENOUGH_TO_LACK_HAN = 100
_ENOUGH_HAN = 200
_USUAL = re.compile("[的一二三是不在有和人中为上个年月日政府信息公开工作情况民对机关行其他无总计法规定]")
_USUAL_SHARE = 0.03  # of the Han characters; a report has ten times more


def is_garbled(text: str) -> bool:
    """Whether the characters of a page cannot be those that it shows.

    >>> is_garbled("青禾县柳泉镇2022年政府信息公开工作年度报告"), is_garbled("\ue012\ue013\ue044" * 9)
    (False, True)
    """
    wrong = len(_WRONG.findall(text))
    if wrong > _FEW and wrong > _WRONG_SHARE * len(text):
        return True
    han = len(_HAN.findall(text))
    if han >= _ENOUGH_HAN:
        return len(_USUAL.findall(text)) < _USUAL_SHARE * han
    return len(text) >= _ENOUGH_TO_LACK_HAN and han < len(text) / 20 and not _is_other_writing(text)


def _is_other_writing(text: str) -> bool:
    """Whether text without Han characters is figures, or words of a language that spells."""
    if sum(character.isdigit() for character in text) > len(text) / 2:
        return True
    letters = "".join(_WORDS.findall(text))
    vowels = len(_VOWELS.findall(letters))
    return len(letters) > len(text) / 2 and len(letters) / 4 < vowels < len(letters) / 2
