"""Citations: each names the report, its address, and the capture that proves it, and none carries orders to TeX."""

from dataclasses import replace
from datetime import date

from archive.web.drawing.citation import Cited, bibtex, chinese, english

CITED = Cited(
    7,
    "青桐县白鹭镇人民政府",
    "青桐县白鹭镇人民政府2024年政府信息公开工作年度报告",
    date(2025, 1, 24),
    "http://www.example.cn/a_1.html?x=1%20",
    "2025-01-31 02:00:07",
    "ab" * 32,
    "<urn:uuid:12345678-1234-1234-1234-123456789012>",
)


def test_the_chinese_citation_is_that_of_an_electronic_resource():
    assert chinese(CITED).startswith(
        "青桐县白鹭镇人民政府. 青桐县白鹭镇人民政府2024年政府信息公开工作年度报告[EB/OL]. (2025-01-24)[2025-01-31]. "
        "http://www.example.cn/a_1.html?x=1%20. 捕获于北京时间 2025-01-31 02:00:07，SHA-256：abab"
    )


def test_the_english_citation_has_the_date_of_publication():
    assert english(CITED).startswith("青桐县白鹭镇人民政府. (2025, January 24). 青桐县白鹭镇人民政府2024年")
    assert english(CITED).endswith("http://www.example.cn/a_1.html?x=1%20")


def test_what_is_not_known_is_not_made_up():
    bare = replace(CITED, issuer=None, title=None, published=None)
    assert chinese(bare).startswith("［题名未知］[EB/OL]. [2025-01-31]")
    assert english(bare).startswith("(n.d.). [Untitled]")
    assert "year" not in bibtex(bare)
    assert "author" not in bibtex(bare)


def test_bibtex_holds_every_part():
    entry = bibtex(CITED)
    assert entry.startswith("@misc{nianbao-7,\n")
    assert entry.endswith("\n}")
    assert r"\url{http://www.example.cn/a_1.html?x=1%20}" in entry
    assert "year = {2025}" in entry
    assert CITED.sha256 in entry


def test_hostile_titles_give_tex_no_orders():
    entry = bibtex(replace(CITED, title="}}\n\\input{/etc/passwd} 100%_&#$~^{", url="http://example.cn/}\\input{x y"))
    assert r"\}\} \textbackslash{}input\{/etc/passwd\} 100\%\_\&\#\$\textasciitilde{}\textasciicircum{}\{" in entry
    assert r"\url{http://example.cn/%7D%5Cinput%7Bx%20y}" in entry
    assert len(entry.splitlines()) == 8
