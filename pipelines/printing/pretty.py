"""A record to what a person reads in a terminal: its facts, its tables drawn as the official form, what is in doubt."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from archive.record import Cell, Check, Record
from pipelines.printing.drawing import printable, shortened, wrapped
from pipelines.printing.facts import facts, meaning
from pipelines.printing.forms import LEGEND, Place, drawn, label_of, printed_tables, table_of

_NARROWEST, _WIDEST = 80, 120
_SECTIONS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
_FAULT = {"source": "so printed in the source", "reading": "perhaps misread by us", None: "cause open"}
_WITHOUT_TABLES = {
    "tables_absent": "Its headings announce tables that are not in the document: pictures, or an attachment.",
    "free_form": "A report in free form, without the official tables.",
}
_LABEL = 12  # columns of the terminal for the name of a fact
_MOST_OF_A_SECTION = 200
_BALANCED = ("new_requests", "carried_in", "results_total", "carried_out")
_BOLD, _RED, _DIM = "1", "31", "2"


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the output can show."""

    columns: int = 100
    colour: bool = False

    @property
    def width(self) -> int:
        return min(max(self.columns, _NARROWEST), _WIDEST)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def pretty(record: Record, terminal: Terminal) -> str:
    """Two lines for what is no report, a page for what is one."""
    return "\n".join(_report(record, terminal) if record.verdict == "report" else _other(record, terminal))


def concerned(check: Check) -> list[Place]:
    """The cells to look at where a check fails: those that hold a sum, or all of a small rule.

    >>> concerned(Check("requests.row_sum", "granted", "violated", 1, 2))
    [('requests', 'granted', 'total')]
    """
    table, _, rule = check.rule.partition(".")
    if table == "narrative":
        return [("requests", rule, "total")]
    if rule == "balance":
        return [(table, row, check.at) for row in _BALANCED]
    if rule == "column_sum":
        return [(table, "results_total", check.at)]
    if rule in ("row_sum", "total"):
        return [(table, check.at, "total")]
    return [place for one in printed_tables() for place in one.places if place[0] == table and check.at in place]


def _other(record: Record, terminal: Terminal) -> Iterator[str]:
    name = printable(record.source.file or record.source.url or "a document")
    yield terminal.paint(f"{name}: {record.verdict}, {record.reason}", _BOLD)
    title = f" ({record.title})" if record.title else ""
    yield printable(f"{meaning(record)}{title}")


def _report(record: Record, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(printable(record.title or "(no title found)"), _BOLD)
    for label, value in facts(record):
        lines = wrapped(printable(value), terminal.width - _LABEL)
        yield f"  {label:<{_LABEL - 2}}{lines[0]}"
        yield from (" " * _LABEL + line for line in lines[1:])
    yield from _tables(record, terminal)
    yield from _checks(record, terminal)
    yield from _proposals(record)
    if record.sections:
        yield ""
    for key, text in record.sections.items():
        yield shortened(f"{_SECTIONS.get(key, key)}  {printable(text[:_MOST_OF_A_SECTION])}", terminal.width)


def _tables(record: Record, terminal: Terminal) -> Iterator[str]:
    if not record.cells:
        yield ""
        yield _WITHOUT_TABLES.get(record.form or "", "No table of the official form was found.")
    doubted = {place for check in record.checks if check.verdict == "violated" for place in concerned(check)}
    for key, of_table in groupby(record.cells, lambda cell: cell.table):
        yield ""
        yield from _table(key, tuple(of_table), doubted, terminal)
    if record.cells:
        yield terminal.paint(LEGEND, _DIM)


def _table(key: str, cells: tuple[Cell, ...], doubted: Collection[Place], terminal: Terminal) -> Iterator[str]:
    printed = table_of(cells)
    title = printed.title if printed else printable(key)
    if all(cell.status == "table_absent" for cell in cells):
        yield f"{title}: not in the document."
        return
    yield terminal.paint(title, _BOLD)
    if printed:
        yield from drawn(printed, cells, doubted, terminal.width, lambda text: terminal.paint(text, _RED))
    else:
        yield from (f"  {printable(f'{cell.row}, {cell.column}: {cell.raw or cell.status}')}" for cell in cells)


def _checks(record: Record, terminal: Terminal) -> Iterator[str]:
    verdicts = Counter(check.verdict for check in record.checks)
    if not verdicts:
        return
    yield ""
    yield (
        f"Checks: {verdicts['ok']} hold, {verdicts['violated']} fail, "
        f"{verdicts['not_assessable']} cannot be told because a figure is missing."
    )
    for check in record.checks:
        if check.verdict == "violated":
            place = printable(label_of(check.at))
            line = f"{check.rule}, {place}: {check.left} against {check.right}; {_FAULT[check.fault]}"
            yield f"  {terminal.paint('!', _RED)} {line}"


def _proposals(record: Record) -> Iterator[str]:
    for proposal in record.proposals:
        row, column = (printable(label_of(key)) for key in (proposal.row, proposal.column))
        yield f"  ? {row}, {column}: {proposal.read} was read; with {proposal.proposed} its row and column would be right"
