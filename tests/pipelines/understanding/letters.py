"""Made-up reports in a few lines: a head, a short body that speaks as somebody, an end."""

from collections.abc import Mapping

from pipelines.document import Document, Paragraph, ReaderName

TITLE = "柳泉镇人民政府2020年政府信息公开工作年度报告"
BODY = (
    "一、总体情况",
    "2020年，我镇认真做好政府信息公开工作。",
    "二、主动公开政府信息情况",
    "全年主动公开政府信息42条。",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "人员不足，2021年将加强培训。",
    "六、其他需要报告的事项",
    "无。",
)


def document(
    *lines: str,
    reader: ReaderName = "docx",
    title: str | None = None,
    tags: Mapping[str, str] | None = None,
    facts: Mapping[str, str] | None = None,
    surroundings: tuple[str, ...] = (),
) -> Document:
    return Document(
        reader,
        tuple(Paragraph(line) for line in lines),
        title=title,
        tags=tuple((tags or {}).items()),
        facts=tuple((facts or {}).items()),
        surroundings=surroundings,
    )


def report(*head: str, end: tuple[str, ...] = (), body: tuple[str, ...] = BODY) -> Document:
    """A report with these lines before section one and these after the last."""
    return document(*head, *body, *end)


def page(*head: str, body: tuple[str, ...] = BODY, **given) -> Document:
    """The same as a web page, with what its frame says."""
    return document(*head, *body, reader="html", **given)
