"""Scores of printed rows against the rows of a form to the best assignment that keeps both in order."""

from collections.abc import Mapping, Sequence

_LEAST = 0.55  # a likeness below this is no match
_ROW_LEFT_OUT = 0.2  # a printed row that fits nothing costs more than a form row that is not printed
_KEY_LEFT_OUT = 0.05


def align(scores: Sequence[Mapping[str, float]], keys: Sequence[str]) -> tuple[dict[str, int], float]:
    """Which printed row (by index) is which row of the form, and how good the whole fit is.

    >>> align([{"a": 0.9}, {"b": 0.6, "a": 0.7}, {"c": 1.0}], "abc")[0]
    {'a': 0, 'b': 1, 'c': 2}
    """
    width = len(keys) + 1
    best = [-_KEY_LEFT_OUT * place for place in range(width)]
    steps: list[list[str]] = [["key"] * width]
    for row in scores:
        above, best, step = best, [0.0] * width, [""] * width
        left_out = _ROW_LEFT_OUT if row else 0.0
        for place in range(width):
            choices = [(above[place] - left_out, "row")]
            if place:
                choices.append((best[place - 1] - _KEY_LEFT_OUT, "key"))
                score = row.get(keys[place - 1], 0.0)
                if score >= _LEAST:
                    choices.append((above[place - 1] + 2 * score - 1, "both"))
            best[place], step[place] = max(choices)
        steps.append(step)
    return _walk_back(steps, keys), best[-1]


def _walk_back(steps: Sequence[Sequence[str]], keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    row, place = len(steps) - 1, len(keys)
    while row or place:
        step = steps[row][place]
        if step == "both":
            row, place = row - 1, place - 1
            found[keys[place]] = row
        elif step == "key":
            place -= 1
        else:
            row -= 1
    return dict(reversed(found.items()))
