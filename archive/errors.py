"""What can go wrong, as exceptions whose text is the one line that a user sees, remedy included."""


class NianbaoError(Exception):
    """Base of all expected failures; the command line prints its text and exits with status 1."""


class UsageError(NianbaoError):
    """Raised by the command line when words or options do not fit, or when a verb cannot run yet."""


class SettingsError(NianbaoError):
    """Raised by the reader of settings.toml; names the file and the key."""


class RecordError(NianbaoError):
    """Raised when JSON does not have the shape of a record; names the field."""


class WarcError(NianbaoError):
    """Raised when bytes in a WARC file are not the record they should be; names file and offset."""


class ArchiveBusyError(NianbaoError):
    """Raised when another process holds the archive for writing."""


class ArchiveVersionError(NianbaoError):
    """Raised when an archive was made by a newer version of the program."""


class ArchiveDamagedError(NianbaoError):
    """Raised when the database is not a readable SQLite file or lacks what it must hold."""


class StorageError(NianbaoError):
    """Raised when the disk refuses to take or give bytes: full, over a limit, or failing."""
