"""One case of the golden set: a file's name, how its bytes are made, and what must come out of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.golden.make.expected import expected
from tests.golden.make.report import Report


@dataclass(frozen=True, slots=True)
class Case:
    """`needs` names the program without which the bytes that are kept are left as they are."""

    name: str  # with the suffix of the file
    build: Callable[[], bytes]
    expected: dict[str, Any]
    needs: str | None = None


def of_report(name: str, report: Report, build: Callable[[], bytes], needs: str | None = None, **changes: Any) -> Case:
    """A case whose expectation follows from the report; `changes` override fields of it, None takes one out."""
    record = {**expected(report), **changes}
    return Case(
        name, build, {key: value for key, value in record.items() if key not in changes or value is not None}, needs
    )


def of_html(name: str, report: Report, html: str, encoding: str = "utf-8", **changes: Any) -> Case:
    return of_report(f"{name}.html", report, lambda: html.encode(encoding), **changes)
