"""An archive.db brought to this version's shape: what an older one lacks is added, a newer one is refused."""

import sqlite3
from functools import cache

from sqlite_utils import Database

from archive.errors import ArchiveVersionError
from archive.migrations import migrations
from archive.seals import seal
from archive.words import segment


def register_functions(connection: sqlite3.Connection) -> None:
    """Gives a connection the functions that our views and changes call."""
    connection.create_function("zh_seg", 1, segment, deterministic=True)
    connection.create_function("row_seal", -1, lambda *values: seal(values), deterministic=True)


def migrate(db: Database) -> list[str]:
    """Brings the archive to this version's shape and names what was applied."""
    refuse_newer(db)
    pending = [migration.name for migration in migrations.pending(db)]
    if pending:
        migrations.apply(db)
    return pending


def refuse_newer(db: Database) -> None:
    """An archive with migrations that we do not know was made by a newer version."""
    unknown = sorted({str(migration.name) for migration in migrations.applied(db)} - _known_names())
    if unknown:
        raise ArchiveVersionError(
            f"the archive was made by a newer version (it has {', '.join(unknown)}): update nianbao to open it"
        )


@cache
def _known_names() -> frozenset[str]:
    empty = Database(memory=True)
    try:
        return frozenset(migration.name for migration in migrations.pending(empty))
    finally:
        empty.close()


def refuse_other_versions(db: Database) -> None:
    """A reader cannot migrate, so it also refuses an archive made by an older version."""
    refuse_newer(db)
    if migrations.pending(db):
        raise ArchiveVersionError(
            "the archive was made by an older version; the next verb that writes, such as `crawl`, brings it up to date"
        )
