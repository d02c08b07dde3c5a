"""Reports as pages whose bytes are hard: charsets that are old, odd, not declared or lied about, and cut files."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from tests.golden.make.case import Case, of_report
from tests.golden.make.catalogue.html_layouts import published
from tests.golden.make.figures import absent_rows, absent_table, rows
from tests.golden.make.html_article import article, untitled_line
from tests.golden.make.html_tables import plain
from tests.golden.make.pages import page
from tests.golden.make.printed import blocks
from tests.golden.make.report import Report

_DECLARED = "charset=utf-8"


def _html(made: Report, style: str, declared: str) -> str:
    html = page(style, made, article(blocks(made), plain, untitled_line))
    return html.replace(_DECLARED, f"charset={declared}").replace('charset="utf-8"', f'charset="{declared}"')


def _case(name: str, seed: int, who: str, encoding: str, declared: str, *, mark: bytes = b"") -> Case:
    made = published(who, 2019 + seed % 5, seed)
    return of_report(f"{name}.html", made, lambda: mark + _html(made, "trs", declared).encode(encoding))


def cases() -> Iterator[Case]:
    yield _case("html-gbk-as-gb2312", 301, "banshu", "gbk", "gb2312")
    yield _case("html-gbk-as-utf-8", 302, "jiugao", "gbk", "utf-8")
    yield _case("html-utf-8-as-gb2312", 303, "nanxi", "utf-8", "gb2312")
    yield _case("html-utf-8-mark-as-gbk", 304, "foziling", "utf-8", "gbk", mark=b"\xef\xbb\xbf")
    yield _case("html-utf-16", 305, "liuquan", "utf-16", "utf-16")
    yield _case("html-latin-declared", 306, "hongguo", "gb18030", "iso-8859-1")
    made = published("daliuzhen", 2021, 307)
    silent = _html(made, "aspx", "").replace('<meta http-equiv="content-type" content="text/html; charset=">\n', "")
    yield of_report("html-gbk-not-declared.html", made, lambda: silent.encode("gb18030"))
    yield from _spoiled()
    yield _traditional()


def _spoiled() -> Iterator[Case]:
    made = published("xinglin", 2022, 308)
    html = _html(made, "ucap", "utf-8").encode()
    middle = html.index("（六）".encode())
    spoiled = html[: middle + 1] + b"\xff\xfe\x80" + html[middle + 1 :]  # three stray bytes inside one character
    yield of_report("html-stray-bytes.html", made, lambda: spoiled)
    made = published("gaoliban", 2020, 309, written=None)
    made = replace(
        made,
        figures=absent_table(
            absent_rows(made.figures, "requests", rows("2019_trial", "requests")[15:]), "review_litigation"
        ),
    )
    whole = _html(replace(made, figures=published("gaoliban", 2020, 309).figures), "lonsun", "utf-8").encode()
    end = whole.index("信访举报投诉类申请".encode()) + 4  # inside the second character
    yield of_report("html-cut-short.html", made, lambda: whole[:end])


@cache
def _to_traditional() -> dict[int, str]:
    """Simplified characters to the first traditional one; those whose counterpart depends on the word stay."""
    table: dict[int, str] = {}
    unsafe = set("后里面干台系制准几发复历只谷松斗余云出卷征")
    for pair in files("archive").joinpath("simplified.txt").read_text("utf-8").split():
        if pair[1] not in unsafe and "\u4e00" <= pair[0] <= "\u9fff":
            table.setdefault(ord(pair[1]), pair[0])
    return table


def _traditional() -> Case:
    leave = frozenset({"title", "issuer.name", "contact", "signer"})
    made = published("liuquan", 2021, 310, leave=leave)
    html = _html(made, "ucap", "utf-8").translate(_to_traditional())
    return of_report("html-traditional.html", made, html.encode)
