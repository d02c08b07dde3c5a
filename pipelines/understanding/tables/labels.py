"""Printed labels of the forms' rows and columns to their keys, tolerant of typing slips."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz

from archive.forms import form_tables
from pipelines.wording import bare

_LONGEST_LABEL = 80  # bare characters; the longest official one has 38
_LONGEST_BLOCK = 24
_FUZZY_FROM = 4  # shorter labels must be met exactly: 其他, 总计, 规章
_EXACT, _BY_PATTERN = 1.0, 0.9
_WORTH_A_LOOK = 0.55
_LIKE, _LIKE_WHEN_SHORT, _SHORT = 0.6, 0.74, 5
_LIKE_IN_PERCENT = 80
_SAME_NUMBER, _OTHER_NUMBER = 0.04, -0.15
# 一、 or (三) or 2. or 3、: numbering in front of a label, after normalisation
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]+[、.,:;]|\([一二三四五六七八九十]+\)|(\d)(?![\d年])[.、,:;·]*|\((\d)\)[.、]?)+"
)
_OF_LAST_YEAR = ("上年", "上一年", "上年度", "去年", "同比")
_SECOND_NUMBER = re.compile(r"[一-龥\")][1-9][.、](?=[一-龥])")  # 属于国家秘密2.其他法律: two labels in one cell
_EDGE = "、.,:;·。*#-—\"'“”‘’「」"
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    official: str
    known: frozenset[str]
    pattern: re.Pattern[str]
    number: str | None


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("labels.json").read_text("utf-8"))
    return data


@cache
def _request_rows() -> tuple[_Row, ...]:
    rows = {}
    for form in ("2019_trial", "2021_revised"):
        for cell in form_tables()[form, "requests"]:
            more = _data()["requests"]["rows"][cell.row]
            core, number = _core(cell.row_label)
            known = frozenset([core, *(_core(variant)[0] for variant in more["variants"])])
            rows[cell.row] = _Row(cell.row, core, known, re.compile(more["pattern"]), number)
    return tuple(rows.values())


@lru_cache(maxsize=4096)
def request_rows(label: str) -> Mapping[str, float]:
    """How well a printed label fits the rows of the table of requests, 0 to 1; only rows that it may be.

    >>> request_rows("7. 属于行政执法案件")
    {'denied_enforcement_files': 0.94}
    """
    if len(label) > 3 * _LONGEST_LABEL:
        return {}
    core, number = _core(label)
    if not core or len(core) > _LONGEST_LABEL or core in _data()["requests"]["groups"] or _SECOND_NUMBER.search(core):
        return {}
    scores = {}
    for row in _request_rows():
        score = _likeness(core, row)
        if score and number and row.number:
            score += _SAME_NUMBER if number == row.number else _OTHER_NUMBER
        if score > _WORTH_A_LOOK:
            scores[row.key] = round(min(score, 1.0), 3)
    return scores


def _likeness(core: str, row: _Row) -> float:
    if core in row.known:
        return _EXACT
    if len(core) <= len(row.official) + 12 and row.pattern.search(core):
        return _BY_PATTERN
    if len(core) < _FUZZY_FROM or len(row.official) < _FUZZY_FROM:
        return 0.0
    ratio = fuzz.ratio(core, row.official) / 100
    return ratio if ratio >= (_LIKE if len(row.official) > _SHORT else _LIKE_WHEN_SHORT) else 0.0


@lru_cache(maxsize=1024)
def request_column(label: str) -> str | None:
    r"""The kind of applicant that a printed column label names.

    >>> request_column("社会\n公益组织"), request_column("其他"), request_column("其他处理")
    ('org_public_interest', 'org_other', None)
    """
    return _of(_data()["requests"]["columns"], label)


@lru_cache(maxsize=1024)
def proactive_row(label: str) -> str | None:
    """The row of the table of proactive disclosure that a printed label names."""
    return _of(_data()["proactive"]["rows"], label)


@lru_cache(maxsize=1024)
def proactive_columns(label: str) -> Mapping[str, str]:
    """The column that a printed label names, for each form that has it.

    >>> proactive_columns("本年收费金额（单位：万元，保留4位小数）"), proactive_columns("处理决定数量")
    ({'2021_revised': 'amount_wan'}, {'2019_trial': 'decisions'})
    """
    found = {}
    for form, columns in _data()["proactive"]["columns"].items():
        if column := _of(columns, label, exact=True):
            found[form] = column
    if not found:
        for form, columns in _data()["proactive"]["columns"].items():
            if column := _of(columns, label):
                found[form] = column
    return found


@lru_cache(maxsize=1024)
def review_block(label: str) -> str | None:
    """The block of the table of reconsiderations and lawsuits that a printed label names.

    >>> review_block("行政诉讼（未经复议直接起诉）"), review_block("行政诉讼")
    ('litigation_direct', None)
    """
    blocks = _data()["review_litigation"]["rows"]
    if (block := _of(blocks, label)) or len(label) > _LONGEST_BLOCK:
        return block
    text = bare(label)
    return next(
        (key for key, words in blocks.items() if "诉讼" in text and words[0] in text and "起诉" in words[0]), None
    )


@lru_cache(maxsize=1024)
def review_column(label: str) -> str | None:
    """The outcome that a printed label names."""
    return _of(_data()["review_litigation"]["columns"], label)


def is_numbered(label: str) -> bool:
    """Whether a label begins with a number of its own, as those of rows do: 2. or （六）."""
    return bool(_NUMBERING.match(bare(label[:_LONGEST_LABEL])))


def is_column(label: str) -> bool:
    """Whether a text is the label of a column or of a block of columns in any of the tables."""
    known = (request_column, proactive_columns, review_column, review_block)
    return any(name(label) for name in known) or bare(label) in _data()["other_heads"]


def _of(variants: Mapping[str, list[str]], label: str, *, exact: bool = False) -> str | None:
    if len(label) > 2 * _LONGEST_LABEL:
        return None
    core = _IN_BRACKETS.sub("", _core(label)[0])
    if not core:
        return None
    for key, words in variants.items():
        if core in words:
            return key
    if exact or len(core) < _FUZZY_FROM or core.startswith(_OF_LAST_YEAR):
        return None
    scores = {key: max(fuzz.ratio(core, word) for word in words) for key, words in variants.items()}
    best = max(scores, key=lambda key: scores[key])
    second = max((score for key, score in scores.items() if key != best), default=0.0)
    return (
        best
        if scores[best] >= _LIKE_IN_PERCENT and scores[best] > second and len(core) <= len(variants[best][0]) + 3
        else None
    )


def _core(label: str) -> tuple[str, str | None]:
    """A label without its numbering, and the Arabic number that it bore."""
    text = bare(label)
    found = _NUMBERING.match(text)
    number = (found[1] or found[2]) if found else None
    return text[found.end() if found else 0 :].strip(_EDGE), number
