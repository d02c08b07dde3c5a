"""The digest that a record states and the bytes that it may be of, to whether they agree."""

import base64
import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Literal

Agreement = Literal["right", "wrong", "absent", "unknown"]

_STATED = re.compile(r"(md5|sha-?1|sha-?256|sha-?512):([A-Za-z0-9+/=]{16,128})\Z", re.IGNORECASE)  # sha1:3I42H3S6...


def agreement(stated: str | None, candidates: Iterable[bytes]) -> Agreement:
    """Whether a stated digest is that of one of the candidates: programs differ in what they take for the payload.

    >>> agreement("sha1:KRUD6ENPUM4MNHJQNJTWFR3EGFP7QGX5", [b"none of it"]), agreement("crc32:1", []), agreement("", [])
    ('wrong', 'unknown', 'absent')
    """
    if not stated:
        return "absent"
    found = _STATED.match(stated.strip())
    if found is None:
        return "unknown"
    name, value = found[1].lower().replace("-", ""), found[2]
    wanted = _digests(value, hashlib.new(name, usedforsecurity=False).digest_size)
    if not wanted:
        return "unknown"
    made = (hashlib.new(name, data, usedforsecurity=False).digest() for data in candidates)
    return "right" if any(digest in wanted for digest in made) else "wrong"


def _digests(value: str, size: int) -> set[bytes]:
    """What a digest can be meant to be: hexadecimal in new files, base32 in those of most programs."""
    found = set()
    with suppress(ValueError):
        found.add(bytes.fromhex(value))
    with suppress(ValueError):
        letters = value.upper().rstrip("=")
        found.add(base64.b32decode(letters + "=" * (-len(letters) % 8)))
    return {digest for digest in found if len(digest) == size}
