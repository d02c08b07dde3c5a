"""Files that are not what their name says, bundles of several, and files that nobody can open."""

from collections.abc import Iterator
from html import escape
from typing import Any

from tests.golden.make.case import Case, of_report
from tests.golden.make.catalogue.html_layouts import published
from tests.golden.make.catalogue.look_alikes import look_alike
from tests.golden.make.catalogue.office_files import OLD_WORD
from tests.golden.make.expected import expected
from tests.golden.make.html_article import article
from tests.golden.make.html_tables import word
from tests.golden.make.office import SOFFICE, converted
from tests.golden.make.ole import compound
from tests.golden.make.pages import page
from tests.golden.make.printed import Table, blocks
from tests.golden.make.report import Report
from tests.golden.make.rtf import in_code_page, rtf
from tests.golden.make.shapes import grid
from tests.golden.make.sheet import Sheet, workbook
from tests.golden.make.story import report, shortened
from tests.golden.make.text import tabs, text
from tests.golden.make.word import body, document, zipped

_ENCRYPTED = 1  # the first of a zip entry's flags, and of a Word file's second byte of flags


def cases() -> Iterator[Case]:
    yield from _bundles()
    yield from _lying_names()
    yield from _locked()


def _docx(made: Report) -> bytes:
    return document(body(blocks(made)))


def _inside(made: Report, file: str) -> dict[str, Any]:
    return {"file": file, **expected(made)}


def _bundles() -> Iterator[Case]:
    made = report("banshu", 2022, 1001)
    parts = {"2022年报/readme.txt": "请用文字处理软件打开。".encode(), "2022年报/report.docx": _docx(made)}
    yield Case("zip-one-report.zip", lambda: zipped(parts), {"records": [_inside(made, "report.docx")]})
    first, second = report("jiugao", 2020, 1002), published("jiugao", 2021, 1003)
    html = page("trs", second, article(blocks(second))).encode()
    both = {"2020.docx": _docx(first), "2021.html": html}
    yield Case(
        "zip-two-years.zip",
        lambda: zipped(both),
        {"records": [_inside(first, "2020.docx"), _inside(second, "2021.html")]},
    )
    old_names = report("nanxi", 2019, 1004)
    name = "南溪乡2019年报告.docx".encode("gbk")
    placeholder = b"N" * len(name)
    written = zipped({placeholder.decode(): _docx(old_names)})
    yield Case(
        "zip-names-of-old.zip",
        lambda: written.replace(placeholder, name),
        {"records": [_inside(old_names, "南溪乡2019年报告.docx")]},
    )
    nested = report("foziling", 2023, 1005)
    inner = zipped({"nb.docx": _docx(nested)})
    yield Case(
        "zip-in-zip.zip",
        lambda: zipped({"附件/内层.zip": inner, "附件/说明.txt": b""}),
        {"records": [_inside(nested, "nb.docx")]},
    )
    mac = report("liuquan", 2021, 1006)
    more = {
        "nb.xlsx": workbook([Sheet("表", tuple(blocks(mac)))]),
        "__MACOSX/._nb.xlsx": b"\0\5\x16\7\0\2",
        ".DS_Store": b"\0\0\0\1Bud1",
    }
    yield Case("zip-from-a-mac.zip", lambda: zipped(more), {"records": [_inside(mac, "nb.xlsx")]})


def _lying_names() -> Iterator[Case]:
    made = report("banshu", 2021, 1011)
    html = f'<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="gb2312"><title>{escape("".join(made.title))}</title></head><body>{article(blocks(made), word)}</body></html>'
    yield of_report("lying-page-as-word.doc", made, lambda: html.encode("gbk"))
    second = report("jiugao", 2022, 1012)
    yield of_report("lying-new-word-as-old.doc", second, lambda: _docx(second))
    third = report("nanxi", 2020, 1013)
    yield of_report("lying-rtf-as-word.doc", third, lambda: rtf(blocks(third), in_code_page))
    fourth = report("xinglin", 2022, 1014)
    yield of_report("lying-old-word-as-new.docx", fourth, lambda: converted(_docx(fourth), ".docx", OLD_WORD), SOFFICE)
    fifth = report("hongguo", 2019, 1015)
    yield of_report("lying-page-as-sheet.xls", fifth, f"<html><body>{article(blocks(fifth))}</body></html>".encode)
    sixth = report("daliuzhen", 2022, 1016)
    yield of_report("lying-word-as-zip.zip", sixth, lambda: _docx(sixth))
    seventh = report("liuquan", 2023, 1017)
    yield of_report("lying-word-as-wps.wps", seventh, lambda: converted(_docx(seventh), ".docx", OLD_WORD), SOFFICE)
    eighth = shortened(report("foziling", 2021, 1018))
    yield of_report("lying-pdf-as-page.html", eighth, lambda: converted(_docx(eighth), ".docx", "pdf"), SOFFICE)
    ninth = report("hushan", 2020, 1019)
    rows = "\n".join(
        "\t".join(row)
        for block in blocks(ninth)
        for row in (grid(block) if isinstance(block, Table) else [[block.text]])
    )
    yield of_report("lying-tabs-as-sheet.xls", ninth, lambda: rows.encode("gb18030"))
    tenth = published("gaoliban", 2022, 1020)
    broken = page("ucap", tenth, "<h2>404</h2><p>您访问的页面不存在或已被删除！</p>", heading="")
    error = broken.replace("".join(tenth.title), "提示信息").replace("政府信息公开年报", "提示")
    yield Case("lying-error-as-pdf.pdf", error.encode, {"verdict": "blocked"})
    markdown = text(blocks(report("wuyi", 2021, 1021)), tabs)
    yield of_report("lying-text-as-page.html", report("wuyi", 2021, 1021), lambda: markdown.encode("gb18030"))


def _locked() -> Iterator[Case]:
    locked = {"verdict": "unreadable", "reason": "encrypted"}
    made = report("banshu", 2022, 1031)
    options = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"made up"}}'
    yield Case(
        "unreadable-locked-pdf.pdf",
        lambda: converted(document(body(blocks(made)[:2])), ".docx", options),
        locked,
        SOFFICE,
    )
    streams = {
        "EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>",
        "EncryptedPackage": bytes(n * 37 % 256 for n in range(6000)),
    }
    yield Case("unreadable-locked-docx.docx", lambda: compound(streams), locked)
    entry = bytearray(zipped({"nb.docx": bytes(n * 91 % 256 for n in range(3000))}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        entry[entry.index(mark) + offset] |= _ENCRYPTED
    yield Case("unreadable-locked-zip.zip", lambda: bytes(entry), locked)
    yield Case(
        "unreadable-locked-doc.doc", lambda: _locked_word(converted(_docx(made), ".docx", OLD_WORD)), locked, SOFFICE
    )
    for name in ("notice-with-blank-form", "website-report"):
        _, found = look_alike(name)
        yield Case(
            f"not-{name}-pdf.pdf",
            lambda found=found: converted(document(body(found)), ".docx", "pdf"),
            {"verdict": "not_report"},
            SOFFICE,
        )


def _locked_word(data: bytes) -> bytes:
    """An old Word file whose header says that the rest is encrypted."""
    start = data.index(b"\xec\xa5")  # the first bytes of its main stream
    changed = bytearray(data)
    changed[start + 11] |= _ENCRYPTED
    return bytes(changed)
