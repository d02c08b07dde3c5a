"""What went wrong with an office file to the failure that a user sees, and how much of such a file is read at all."""

from pipelines.document import UnreadableError

MOST_BYTES = 30_000_000
MOST_PARAGRAPHS = 200_000
MOST_CELLS = 20_000  # of one table
MOST_COLUMNS_SPANNED = 60
MOST_ROWS_SPANNED = 300
MOST_CHARACTERS = 5_000_000
MOST_SHEET_CELLS = 200_000  # from the first to the last in use; only a part of them may be in one table


def check_size(data: bytes) -> None:
    if not data:
        raise UnreadableError("empty", "the file has no bytes: download it again")
    if len(data) > MOST_BYTES:
        raise too_large(f"{len(data)} bytes")


def damaged(what: str) -> UnreadableError:
    return UnreadableError("damaged", f"{what}: download the file again, or open it in Office and save it anew")


def encrypted() -> UnreadableError:
    return UnreadableError("encrypted", "asks for a password: open it with its password and save it without")


def too_large(what: str) -> UnreadableError:
    return UnreadableError("too_large", f"{what}, more than a report ever has: read the report's own part alone")


def unsupported(what: str) -> UnreadableError:
    return UnreadableError("unsupported", f"{what}: save it as DOCX and read that")


def blank() -> UnreadableError:
    return UnreadableError("empty", "nothing but blanks: look whether this is the right file")
