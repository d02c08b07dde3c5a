"""The one door: the bytes of a file, with what is known of it, to the records of what it says; bad input never raises."""

from dataclasses import replace
from functools import partial
from hashlib import sha256

from archive.record import Record, Source
from pipelines.attempt import attempt, failed
from pipelines.bundled import records_of_bundle
from pipelines.hints import Hints
from pipelines.reading.files.detect import detect
from pipelines.reading.files.kinds import media_type_of
from pipelines.reading.read import Given, read, unwrapped

_NO_HINTS = Hints()
_OPENING = 20_000  # bytes of a page that tell a firewall's script


def extract(
    data: bytes,
    *,
    file: str | None,
    url: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    hints: Hints = _NO_HINTS,
    ocr: bool = True,
) -> tuple[Record, ...]:
    """At least one record; several where a bundle holds several reports.

    Without `ocr` a scan is not recognised, and its record says that it waits for that.
    """
    source = Source(file, url, media_type, sha256(data).hexdigest(), len(data), None, None)
    given = Given(file, url, media_type, charset, ocr)
    try:
        source = replace(source, media_type=media_type_of(detect(data, file, media_type), file) or media_type)
        data, given, kind = unwrapped(data, given)
        if kind == "zip":
            return records_of_bundle(data, source, hints, ocr=ocr)
    except BaseException as error:  # noqa: BLE001  # `failed` lets pass what ends the program
        return (failed(source, error),)
    return (attempt(partial(read, data, given), source, hints, data[:_OPENING]).record,)
