"""How much the words of a link speak of annual reports."""

import re

# 政府信息公开, 2024年政府信息公开工作年度报告, 信息公开年报, 下一页; 青年报 is a newspaper
_TRAIL = re.compile(r"信息公开|年度报告|(?<!青)年报|下一页")


def leads_to_reports(words: str) -> bool:
    """Whether a link with these words is worth following.

    >>> leads_to_reports("2024年政府信息公开工作年度报告"), leads_to_reports("县城天气预报")
    (True, False)
    """
    return bool(_TRAIL.search("".join(words.split())))
