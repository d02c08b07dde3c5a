"""Where a paragraph stands in a numbered list to the number that is printed before it (一、 （二） 3.)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_NOT_COUNTED = {"bullet", "none"}
_MOST_COUNTED = 9_999  # beyond, plain figures: no list of a report is so long
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `text` has %1 to %9 where the numbers of the levels go.

    `restarts_with` is how many levels above may begin it anew, None for all, 0 for none.
    """

    style: str
    text: str
    start: int = 1
    restarts_with: int | None = None
    plain_figures: bool = False


def number_text(value: int, style: str) -> str:
    """A number in one of Word's styles, by their names in WordprocessingML.

    >>> [number_text(12, style) for style in ("decimal", "chineseCounting", "ideographTraditional", "upperRoman")]
    ['12', '十二', '乙', 'XII']
    """
    if style in _NOT_COUNTED:
        return ""
    if style not in _PRINTED or not 0 < value <= _MOST_COUNTED:
        return str(value)
    return _PRINTED[style](value)


def _counted(value: int, digits: str, units: str) -> str:
    """A number as it is spoken.

    >>> [_spoken(value) for value in (1, 10, 12, 20, 101, 110, 1010)]
    ['一', '十', '十二', '二十', '一百〇一', '一百一十', '一千〇一十']
    """
    spoken, skipped = "", False
    figures = str(value)
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure == "0":
            skipped = True
            continue
        spoken += digits[0] * (skipped and bool(spoken)) + digits[int(figure)] + (units[place - 1] if place else "")
        skipped = False
    return spoken


def _spoken(value: int) -> str:
    counted = _counted(value, _DIGITS, "十百千")
    return counted[1:] if value in range(10, 20) else counted  # 十二, never 一十二


def _legal(value: int) -> str:
    return _counted(value, _LEGAL_DIGITS, "拾佰仟")


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _letters(value: int) -> str:
    return _LETTERS[(value - 1) % 26] * min((value - 1) // 26 + 1, 10)


def _enclosed(first: str, many: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if value <= many else str(value)


def _roman(value: int) -> str:
    text = ""
    for unit, sign in _ROMAN:
        text += sign * (value // unit)
        value %= unit
    return text


_PRINTED: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _spoken,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digit_by_digit),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _enclosed("①", 20)),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
}


class Lists:
    """The lists of one document: where each of them has come to."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int | None]] = {}

    def restart(self, name: str, level: int) -> None:
        """Begins a level of a list anew at its next paragraph."""
        if counts := self._counts.get(name):
            counts[level:] = [None] * (_LEVELS - level)

    def next_number(self, name: str, level: int, levels: Sequence[Level]) -> str:
        """The number of the list's next paragraph, which is on this level; counts it."""
        if not 0 <= level < min(len(levels), _LEVELS):
            return ""
        counts = self._counts.setdefault(name, [None] * _LEVELS)
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels[above].start
        now = counts[level]
        counts[level] = levels[level].start if now is None else now + 1
        for below in range(level + 1, min(len(levels), _LEVELS)):
            limit = levels[below].restarts_with
            if limit is None or level < limit:
                counts[below] = None
        return _printed(levels, level, counts)


def _printed(levels: Sequence[Level], level: int, counts: Sequence[int | None]) -> str:
    if levels[level].style in _NOT_COUNTED:
        return ""
    text = levels[level].text
    for number in range(level + 1):
        place = f"%{number + 1}"
        if place in text:
            style = "decimal" if levels[level].plain_figures else levels[number].style
            text = text.replace(place, number_text(counts[number] or 0, style))
    return text


def numbered(number: str, text: str, *, in_table: bool) -> str:
    """The paragraph as it is printed; in a table no number goes before a figure, which it would change.

    >>> numbered("一、", "总体情况", in_table=False), numbered("1.", "25", in_table=True)
    ('一、总体情况', '25')
    """
    stripped = text.strip()
    if not number or not stripped or (in_table and not any(letter.isalpha() for letter in stripped)):
        return text
    return f"{number} {stripped}" if number[-1].isalnum() else number + stripped
