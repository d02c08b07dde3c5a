"""Text to the bare characters that labels and headings are compared by."""

import re

from archive.words import normalise

_BLANK = re.compile(r"\s+")


def bare(text: str) -> str:
    r"""One width, one case, simplified, without any blank.

    >>> bare("其 他 对外管理\n服務事項（Ａ）")
    '其他对外管理服务事项(a)'
    """
    return _BLANK.sub("", normalise(text))
