"""Trees of columns in scripts and answers (zNodes, TREE, children): nested or flat nodes in, each with the names over it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from crawler.lists.shared import plain

_MOST_NODES = 5000
_DEEPEST = 20
_NAMES_OVER = 3
_NAMES = ("name", "displayName", "channelName", "title", "text", "label")
_PARENTS = ("pId", "pid", "parentId", "parent", "parentid")


@dataclass(frozen=True, slots=True)
class Node:
    """`around` are the names of the nodes over it, the nearest last."""

    record: Mapping[str, Any]
    name: str
    around: str

    def first(self, names: Sequence[str]) -> str:
        """What the node has under the first of these names that it says anything under."""
        values = (self.record.get(name) for name in names)
        return next((str(one).strip() for one in values if isinstance(one, str | int) and str(one).strip()), "")


def nodes(tree: Any) -> tuple[Node, ...]:
    """All nodes that have a name, those above before those below."""
    records = list(islice(_walk(tree, (), 0), _MOST_NODES))
    ids = {str(record["id"]): record for record, _ in records if isinstance(record.get("id"), str | int)}
    found = []
    for record, above in records:
        parent = ids.get(str(next((record[name] for name in _PARENTS if record.get(name)), "")))
        over = " ".join(above) or (name_of(parent) if parent is not None and parent is not record else "")
        if name := name_of(record):
            found.append(Node(record, name, over))
    return tuple(found)


def name_of(record: Mapping[str, Any]) -> str:
    return next((words for key in _NAMES if (words := plain(record.get(key)))), "")


def _walk(value: Any, above: tuple[str, ...], depth: int) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    if isinstance(value, list) and depth < _DEEPEST:
        for one in value:
            yield from _walk(one, above, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        below = (*above, name)[-_NAMES_OVER:] if (name := name_of(value)) else above
        yield value, above
        for child in value.values():
            if isinstance(child, dict | list):
                yield from _walk(child, below, depth + 1)
