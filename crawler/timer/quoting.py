"""Paths and words to how they are written in systemd's units and in a crontab, where blanks and % mean something."""

import glob
import shlex
from collections.abc import Sequence
from pathlib import Path

from archive.errors import UsageError

_REFUSED = set("\"'\\")  # systemd starts no program with one of these in its path, however it is written
_BY_A_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')


def word(text: str | Path) -> str:
    r"""One word of a line that takes several.

    >>> print(word('/srv/年 报/100%/"a"'))
    "/srv/年 报/100%%/\"a\""
    """
    escaped = whole(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def whole(text: str | Path) -> str:
    """What fills a line to its end, where quotes and blanks are letters like others.

    >>> whole("/srv/年 报/100%")
    '/srv/年 报/100%%'
    """
    return _writable(str(text)).replace("%", "%%")


def folder(path: Path) -> str:
    r"""A folder that fills a line; its last blank or backslash would be lost at the line's end without the slash.

    >>> folder(Path("/srv/archive "))
    '/srv/archive /'
    """
    return f"{whole(path)}/"


def pattern(path: Path) -> str:
    """A file where systemd would take a pattern of file names.

    >>> pattern(Path("/srv/[a]/nianbao.env"))
    '/srv/[[]a]/nianbao.env'
    """
    return whole(glob.escape(str(path)))


def command(words: Sequence[str | Path]) -> str:
    r"""A command of a unit; the colon in front says that a dollar is a dollar.

    >>> command(["/srv/it's/nianbao", "crawl"])
    ':"/bin/sh" "-c" "exec \\"$0\\" \\"$@\\"" "/srv/it\'s/nianbao" "crawl"'
    """
    way = _BY_A_SHELL if _REFUSED & set(str(words[0])) else ()
    return ":" + " ".join(map(word, (*way, *words)))


def cron_command(words: Sequence[str | Path]) -> str:
    r"""A command of a crontab, in which a bare % would end the line.

    >>> print(cron_command(["/srv/年 报/nianbao", "crawl", "100%"]))
    '/srv/年 报/nianbao' crawl 100\%
    """
    return _writable(shlex.join(map(str, words))).replace("%", "\\%")


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{text!r}: not a name in UTF-8; systemd and cron take no other") from None
    if any(ord(letter) < ord(" ") or letter == "\x7f" for letter in text):
        raise UsageError(f"{text!r}: line breaks and the like cannot stand in a timer; rename the folder")
    return text
