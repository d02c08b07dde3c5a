"""A form and a seed to figures that agree with each other, and no two of which are alike where it can be helped."""

from collections.abc import Iterable
from random import Random

from archive.forms import form_tables
from tests.golden.make.report import Figure, Figures, Key, number

TABLES = ("proactive", "requests", "review_litigation")
BOUNDARY_ROWS = ("new_requests", "carried_in", "results_total", "carried_out")


def keys(form: str, table: str) -> list[Key]:
    return [(cell.table, cell.row, cell.column) for cell in form_tables()[form, table]]


def rows(form: str, table: str) -> list[str]:
    return list(dict.fromkeys(row for _, row, _ in keys(form, table)))


def columns(form: str, table: str) -> list[str]:
    return list(dict.fromkeys(column for _, _, column in keys(form, table)))


def dense(forms: dict[str, str], seed: int) -> dict[Key, Figure]:
    """Every cell filled, all detail figures different, every identity holding: a shifted column cannot hide."""
    random = Random(seed)
    return _figures(forms, random, _Different(random))


def sparse(forms: dict[str, str], seed: int) -> dict[Key, Figure]:
    """As townships are: few requests, most cells nought."""
    random = Random(seed)
    return _figures(forms, random, lambda: random.choice((0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3)))


def zeros(forms: dict[str, str], seed: int) -> dict[Key, Figure]:
    return _figures(forms, Random(seed), lambda: 0)


class _Different:
    """Hands out small numbers in an odd order, each once before any twice."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.left: list[int] = []

    def __call__(self) -> int:
        if not self.left:
            self.left = self.random.sample(range(1, 260), 259)
        return self.left.pop()


def _figures(forms: dict[str, str], random: Random, draw) -> dict[Key, Figure]:
    figures: dict[Key, Figure] = {}
    for table in TABLES:
        if table in forms:
            make = {"proactive": _proactive, "requests": _requests, "review_litigation": _review}[table]
            figures |= make(forms[table], random, draw)
    return figures


def _proactive(form: str, random: Random, draw) -> dict[Key, Figure]:
    figures = {}
    for key in keys(form, "proactive"):
        _, row, column = key
        value = draw()
        if column == "items_change":
            value = value * random.choice((1, -1))
            figures[key] = number(value, f"{value:+d}" if value else "0")
        elif column == "total_amount_wan":
            amount = value + random.randrange(100) / 100 if value else 0
            figures[key] = number(amount, f"{amount}万元" if amount else "0")
        elif column == "amount_wan":
            amount = value + random.randrange(10000) / 10000 if value else 0
            figures[key] = number(amount)
        elif row == "regulations":
            figures[key] = number(0)
        else:
            figures[key] = number(value)
    return figures


def _requests(form: str, random: Random, draw) -> dict[Key, Figure]:
    kinds = columns(form, "requests")[:-1]
    values: dict[tuple[str, str], int] = {}
    details = [row for row in rows(form, "requests") if row not in BOUNDARY_ROWS]
    for kind in kinds:
        for row in details:
            values[row, kind] = draw()
        values["results_total", kind] = sum(values[row, kind] for row in details)
        carried_in, carried_out = draw(), draw()
        in_and_out = values["results_total", kind] + carried_out
        values["carried_in", kind] = min(carried_in, in_and_out)
        values["new_requests", kind] = in_and_out - values["carried_in", kind]
        values["carried_out", kind] = carried_out
    for row in rows(form, "requests"):
        values[row, "total"] = sum(values[row, kind] for kind in kinds)
    return {key: number(values[key[1], key[2]]) for key in keys(form, "requests")}


def _review(form: str, random: Random, draw) -> dict[Key, Figure]:
    figures: dict[Key, Figure] = {}
    for block in rows(form, "review_litigation"):
        total = 0
        for column in columns(form, "review_litigation")[:-1]:
            value = draw()
            total += value
            figures["review_litigation", block, column] = number(value)
        figures["review_litigation", block, "total"] = number(total)
    return figures


def changed(figures: Figures, changes: dict[Key, Figure]) -> dict[Key, Figure]:
    """The figures with some cells replaced; each of these must be there."""
    unknown = changes.keys() - figures.keys()
    if unknown:
        raise KeyError(f"no such cells: {sorted(unknown)}")
    return {**figures, **changes}


def request_row(form: str, row: str) -> list[Key]:
    return [key for key in keys(form, "requests") if key[1] == row]


def absent_rows(figures: Figures, table: str, gone: Iterable[str]) -> dict[Key, Figure]:
    """The figures without some printed rows."""
    names = set(gone)
    absent = Figure("", None, "row_absent")
    return {key: absent if key[0] == table and key[1] in names else figure for key, figure in figures.items()}


def absent_table(figures: Figures, table: str) -> dict[Key, Figure]:
    absent = Figure("", None, "table_absent")
    return {key: absent if key[0] == table else figure for key, figure in figures.items()}
