"""What is known of a document besides its bytes: the words of the link that led to it, the area of its portal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hints:
    """`division` is the GB/T 2260 code of the portal's own area, `place` the name of that area."""

    link_text: str | None = None
    division: str | None = None
    place: str | None = None
