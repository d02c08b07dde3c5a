"""What SQL may call on an archive's connection: words to an expression of the index, a text to the place worth showing."""

import sqlite3

from archive.errors import UsageError
from archive.search.query import expression, parse
from archive.search.snippet import WIDTH, plain, snippet

_WIDEST = 2000


def register_search(connection: sqlite3.Connection) -> None:
    """Gives a connection `zh_query(words)`, `zh_snippet(text, words[, width])` and our `escape_fts(words)`.

    `escape_fts` is what Datasette's search box asks; it must be given after Datasette gave its own.
    """
    for name in ("zh_query", "escape_fts"):
        connection.create_function(name, 1, _expression, deterministic=True)
    connection.create_function("zh_snippet", 2, _snippet, deterministic=True)
    connection.create_function("zh_snippet", 3, _snippet, deterministic=True)


def _expression(words: object) -> str:
    return expression(None if words is None else str(words))


def _snippet(text: object, words: object, width: object = WIDTH) -> str | None:
    """Hits stand between 【】; without words that can be looked for it is the beginning of the text."""
    if not isinstance(text, str):
        return None
    characters = min(max(width, 1), _WIDEST) if isinstance(width, int) else WIDTH
    try:
        query = parse(words if isinstance(words, str) else "")
    except UsageError:
        query = None
    return plain(snippet(text, query, characters), "【", "】")
