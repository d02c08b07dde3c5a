"""The prose of a document to the kind of body that it speaks as: 我镇, 我局, 我县."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from archive.record import IssuerKind
from pipelines.document import Document

_SEARCHED = 100_000
_GOVERNS: frozenset[IssuerKind] = frozenset({"county_government", "city_government", "province_government"})
# who else may speak so: an office says 我县 for its government, a zone 我区 or 我委, a hospital 我中心
_ALSO: Mapping[IssuerKind, frozenset[IssuerKind]] = {
    "county_government": _GOVERNS | {"county_government_office", "development_zone"},
    "city_government": _GOVERNS | {"county_government_office"},
    "province_government": _GOVERNS | {"county_government_office"},
    "county_government_office": _GOVERNS | {"department"},
    "department": frozenset({"other_authorised", "development_zone"}),
    "other_authorised": frozenset({"department"}),
}


@cache
def _words() -> Mapping[IssuerKind, Sequence[str]]:
    words: Mapping[IssuerKind, Sequence[str]] = json.loads(files(__package__).joinpath("voice.json").read_text("utf-8"))
    return words


def voice_of(document: Document) -> IssuerKind | None:
    """The kind that the text says 我 as most often; none where it does not, or as two kinds equally often."""
    text = "\n".join(document.paragraphs)[:_SEARCHED]
    counts = Counter({kind: sum(map(text.count, words)) for kind, words in _words().items()})
    (best, most), (_, second) = counts.most_common(2)
    return best if most > second else None


def may_speak_as(kind: IssuerKind | None, voice: IssuerKind) -> bool:
    """Whether a body of this kind may be the one that speaks so.

    >>> may_speak_as("county_government_office", "county_government"), may_speak_as("county_government", "department")
    (True, False)
    """
    return kind == voice or kind in _ALSO.get(voice, ())
