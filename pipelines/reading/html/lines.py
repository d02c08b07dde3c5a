"""Text nodes of a page to lines as a browser sets them: what of the blanks in the source a reader sees."""

import re

from pipelines.reading.plain.text_rows import BLANKS, visible

_WRAP = re.compile(r"[ \t\r\f]*[\n\r][ \t\r\n\f]*")
_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uff60"
_WRAP_IN_CHINESE = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])")
_SPACES = re.compile(r" {2,}")
_FEWEST_TYPED = 4
_TYPED_SHARE = 0.8
_TYPED_ENDS = tuple("。；：！？;:.）)")
_TYPED_STARTS = ("　　", "一、", "二、", "三、", "四、", "五、", "六、")
# a number that the text of a list's item has of its own: 1. 一、 （二）
_OWN_NUMBER = re.compile(r"\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、.．)）]")


def set_line(text: str) -> str:
    r"""One line without the line ends of the source, which a browser shows as blanks, and without blanks at its ends.

    Tabs and wide blanks inside stay: they may part the cells of a table.

    >>> set_line("  政府信息\n   公开 2020\n 年\t0  ")
    '政府信息公开 2020 年\t0'
    """
    if "\n" in text or "\r" in text:
        text = _WRAP_IN_CHINESE.sub("", _WRAP.sub("\n", text)).replace("\n", " ")
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return visible(text).strip(BLANKS)


def is_typed(text: str) -> bool:
    r"""Whether the line ends of a text node were typed as ends of paragraphs by somebody who knew no better.

    >>> is_typed("本报告如下：\n一、总体情况\n　　全年公开3条。\n二、主动公开政府信息情况\n"), is_typed("一\n二\n三\n四\n五")
    (True, False)
    """
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if len(lines) < _FEWEST_TYPED:
        return False
    typed = sum(line.endswith(_TYPED_ENDS) or line.lstrip(" \t").startswith(_TYPED_STARTS) for line in lines)
    return typed >= _TYPED_SHARE * len(lines)


def with_mark(mark: str, line: str) -> str:
    """A line of a list with its number, unless it has one of its own.

    >>> with_mark("一、", "总体情况"), with_mark("1.", "（一）主动公开")
    ('一、总体情况', '（一）主动公开')
    """
    return line if _OWN_NUMBER.match(line) else mark + line
