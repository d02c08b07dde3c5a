"""Lines to the printed rows of the table of requests: a label as it stands, and the cells after it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines.understanding.tables.labels import request_column, request_rows, review_block, review_column
from pipelines.understanding.tables.lines import Line, Token
from pipelines.understanding.tables.printed_row import PrintedRow, mended, with_doubt
from pipelines.wording import bare

WIDTH = 7
_IS_LABEL = 0.62
_JOINED = 0.05  # a label put together from two lines is a little less sure
_MOST_LABEL_LINES = 3
_LONGEST_LABEL_LINE = 45
_LONGEST_CAPTION = 60
_GROUPS_AND_ROWS = {"other_handling"}  # a row of one form, the name of a group in the other
_NUMBERED_ROW = re.compile(r"\d[.、]")  # 不予4.保护第三方合法权益
_FIRST_ROWS = ("new_requests", "carried_in")
_SURELY = 0.9
_FEWEST_HEADER_LABELS = 3
_WORDS_OF_A_HEADER = ("申请人情况", "法人或其他组织", "勾稽关系")


def printed_rows(lines: Sequence[Line]) -> list[PrintedRow]:
    """The rows that look like rows of the table of requests, in print order."""
    gatherer = _Gatherer()
    for line in lines:
        gatherer.take(line)
    return mended(gatherer.rows)


def is_header(line: Line) -> bool:
    """Whether a line is of the table's head, in which kinds of applicants are named.

    A lone 总计 or 其他 is not: rows bear these names too.
    """
    if line.figures:
        return False
    texts = [bare(token.text) for token in line.tokens if token.kind == "words"]
    if any(text.endswith(words) or words in text[:20] for text in texts for words in _WORDS_OF_A_HEADER):
        return True
    named = {key for token in line.tokens if token.kind == "words" and (key := request_column(token.text))}
    if len(line.tokens) == 1:
        return bool(named - {"org_other", "total"})
    return len(named) >= _FEWEST_HEADER_LABELS


class _Gatherer:
    """Goes through the lines once; remembers the label lines that wait for their figures."""

    def __init__(self) -> None:
        self.rows: list[PrintedRow] = []
        self._labels: list[str] = []
        self._growing = False  # the last row gets a figure a line
        self._caption: list[str] = []
        self._in_head = False
        self._inside = False

    def take(self, line: Line) -> None:
        if is_header(line):
            self._labels, self._growing, self._in_head, self._inside = [], False, True, True
            return
        place, scores = _label_in(line)
        if _opens_next_table(line):
            self._inside = False
        elif any(scores.get(key, 0.0) >= _SURELY for key in _FIRST_ROWS):
            self._inside = True
        if not self._inside:
            self._note_caption(line)
        elif place is not None:
            self._take_labelled(line, place, scores)
        elif line.words:
            self._take_words(line)
        else:
            self._take_figures(line)

    def _take_labelled(self, line: Line, place: int, scores: Mapping[str, float]) -> None:
        zone = line.tokens[place + 1 :]
        lone = len(line.tokens) == 1
        if lone and self._in_head and "org_other" in map(request_column, [line.tokens[0].text]):
            return  # 其他 among the columns' labels, one a line
        if any(token.kind == "value" for token in zone) or (line.in_grid and sum(t.span for t in zone) >= WIDTH):
            self._add(line, scores, zone, line.tokens[place].text)
            self._growing = False
        else:
            text = line.tokens[place].text
            if lone and self._in_head and bare(text) in ("总计", "合计") and not self.rows:
                return
            self._labels.append(text)
            self._growing = False
        self._in_head = False

    def _take_words(self, line: Line) -> None:
        self._growing = False
        texts = [token.text for token in line.tokens if token.kind == "words"]
        label = "".join(texts)
        if len(bare(label)) > _LONGEST_LABEL_LINE:
            self._labels = []
        elif line.figures or (line.in_grid and len(line.tokens) > WIDTH):
            joined = _joined_scores(self._labels, texts[-1])
            last = max(place for place, token in enumerate(line.tokens) if token.kind == "words")
            if line.in_grid:
                self._add(line, joined, line.tokens[last + 1 :], texts[-1])
        else:
            self._labels = [*self._labels, label][-_MOST_LABEL_LINES:]
        self._note_caption(line)

    def _note_caption(self, line: Line) -> None:
        if line.words and not line.figures:
            text = " ".join(token.text for token in line.tokens if token.kind == "words")
            self._caption = [*self._caption, text[-_LONGEST_CAPTION:]][-_MOST_LABEL_LINES:]

    def _take_figures(self, line: Line) -> None:
        """A line of figures and blanks only: it belongs to the label above, or goes on with the row above."""
        if not line.figures and len(line.tokens) < WIDTH:
            return
        last = self.rows[-1] if self.rows else None
        if len(line.tokens) == 1:
            if self._growing and last:
                self.rows[-1] = replace(last, zone=(*last.zone, *line.tokens))
            elif self._labels:
                self._add(line, _joined_scores(self._labels, ""), line.tokens)
                self.rows[-1] = replace(self.rows[-1], grown=True)
                self._growing = True
            return
        if last and line.exact and not self._labels and line.block != last.block and line.figures < WIDTH:
            self.rows[-1] = with_doubt(last, line.tokens)
            return
        if last and not last.figures and not self._labels and line.block - last.block <= 1:
            self.rows[-1] = replace(last, zone=line.tokens, block=line.block, end=line.end, exact=line.exact)
        else:
            self._add(line, _joined_scores(self._labels, ""), line.tokens)
        self._growing = False

    def _add(self, line: Line, scores: Mapping[str, float], zone: Sequence[Token], label: str = "") -> None:
        caption = " ".join(self._caption)
        self.rows.append(PrintedRow(label, scores, tuple(zone), line.block, line.end, line.exact, caption))
        self._labels, self._caption, self._in_head = [], [], False


def _opens_next_table(line: Line) -> bool:
    """Whether a line is of the head of the table of reconsiderations and lawsuits, whose 总计 is none of ours."""
    words = [token.text for token in line.tokens if token.kind == "words"]
    return any(review_column(text) not in (None, "total") or review_block(text) for text in words)


def _label_in(line: Line) -> tuple[int | None, Mapping[str, float]]:
    """The place of the row's own label, the last words of the line that fit a row, and what they fit."""
    words = [place for place, token in enumerate(line.tokens) if token.kind == "words"]
    for place in reversed(words):
        scores = _best_ending(line.tokens[place].text)
        before = place - 1
        if before in words:
            joined = _well(request_rows(line.tokens[before].text + line.tokens[place].text))
            if max(joined.values(), default=0.0) > max(scores.values(), default=0.0) + _JOINED:
                scores = joined
        if scores:
            return place, scores
    return None, {}


def _best_ending(text: str) -> Mapping[str, float]:
    """What a label fits, or its last part where a group's name stands before it: （三）不予公开 1.属于国家秘密.

    Where two rows' labels stand in one cell, nothing tells which of them the figures belong to.
    """
    parts = text.split()
    best = _well(request_rows(text))
    for start in range(1, min(len(parts), _MOST_LABEL_LINES)):
        head = " ".join(parts[:start])
        if _NUMBERED_ROW.search(bare(head)) or _well(request_rows(head)).keys() - _GROUPS_AND_ROWS:
            break
        ending = _well(request_rows(" ".join(parts[start:])))
        if max(ending.values(), default=0.0) > max(best.values(), default=0.0):
            best = ending
    return best


def _well(scores: Mapping[str, float]) -> Mapping[str, float]:
    return scores if max(scores.values(), default=0.0) >= _IS_LABEL else {}


def _joined_scores(waiting: Sequence[str], own: str) -> Mapping[str, float]:
    """What a label fits that may be broken over the lines above the figures."""
    best: dict[str, float] = dict(request_rows(own)) if own else {}
    for text in _endings(waiting):
        for key, score in request_rows(text + own).items():
            best[key] = max(best.get(key, 0.0), score - (_JOINED if own or text != waiting[-1] else 0.0))
    return _well(best)


def _endings(waiting: Sequence[str]) -> Iterator[str]:
    for start in range(len(waiting)):
        yield "".join(waiting[start:])
