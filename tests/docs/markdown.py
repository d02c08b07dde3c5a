"""Pages in Markdown to what tests ask of them: their code, headings, sections and tables."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(text) if kind == language]


def code(text: str) -> list[str]:
    """Everything in a page that is set as code."""
    return [*(body for _, body in FENCE.findall(text)), *SPAN.findall(FENCE.sub("", text))]


def headings(text: str) -> list[tuple[int, str]]:
    return [(len(marks), words) for marks, words in HEADING.findall(FENCE.sub("", text))]


def sections(text: str, level: int) -> dict[str, str]:
    """What stands under each heading of a level, up to the next one of this level or a higher one."""
    parts = re.split(rf"^(#{{1,{level}}}) (.+)$", text, flags=re.MULTILINE)
    found = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {words: body for marks, words, body in found if len(marks) == level}


def tables(text: str) -> list[list[list[str]]]:
    """All tables, each without its head."""
    found = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    return [[[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines()[2:]] for table in found]


def bare(cell: str) -> str:
    return cell.strip("`")


def cut_from(shown: str, whole: str) -> bool:
    r"""Whether an example is real output: all of it in its order, left out only where a line with … stands.

    >>> cut_from("one\n…\nfour\n", "one\ntwo\nthree\nfour\n"), cut_from("one\nfour\n", "one\ntwo\nthree\nfour\n")
    (True, False)
    """
    runs = re.split(r"^ *…\n", f"{shown.rstrip()}\n", flags=re.MULTILINE)
    rest = f"\n{whole}"
    for run in runs:
        _, found, rest = rest.partition(f"\n{run}")
        if not found:
            return False
        rest = f"\n{rest}"
    return True
