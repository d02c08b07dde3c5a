"""The tables of archive.db as named migrations, each adding what the version before it lacked."""

from sqlite_utils import Database, Migrations

from archive.cross_year import renew_all
from archive.forms import FormCell, figure_units, form_tables
from archive.projection import STATUS_LETTERS
from archive.seals import seal

migrations = Migrations("nianbao")


@migrations()
def m0001_captures(db: Database) -> None:
    """Runs, portals and what was captured: one row a WARC record."""
    _create(
        db,
        """
        portals(url TEXT PRIMARY KEY, name TEXT NOT NULL, division_code TEXT, family TEXT, state TEXT,
                seal INTEGER NOT NULL) STRICT""",
        """
        runs(id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, exit_status INTEGER,
             pages INTEGER NOT NULL, new_reports INTEGER NOT NULL, changed_reports INTEGER NOT NULL,
             gone_reports INTEGER NOT NULL, seal INTEGER NOT NULL) STRICT""",
        """
        portal_runs(run_id INTEGER NOT NULL REFERENCES runs(id), portal_url TEXT NOT NULL REFERENCES portals(url),
                    outcome TEXT NOT NULL CHECK (outcome IN ('complete', 'incomplete', 'blocked', 'failed')),
                    pages INTEGER NOT NULL, reports INTEGER NOT NULL, declared_total INTEGER, reason TEXT,
                    seal INTEGER NOT NULL, PRIMARY KEY (run_id, portal_url)) STRICT, WITHOUT ROWID""",
        """
        candidates(url TEXT NOT NULL, portal_url TEXT NOT NULL REFERENCES portals(url), link_text TEXT, verdict TEXT,
                   reason TEXT, seal INTEGER NOT NULL, PRIMARY KEY (portal_url, url)) STRICT, WITHOUT ROWID""",
        """
        warc_files(name TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT,
                   run_id INTEGER REFERENCES runs(id)) STRICT, WITHOUT ROWID""",
        """
        snapshots(id INTEGER PRIMARY KEY, url TEXT NOT NULL, fetched_at TEXT NOT NULL, http_status INTEGER NOT NULL,
                  media_type TEXT, sha256 TEXT NOT NULL, payload_sha256 TEXT, bytes INTEGER NOT NULL,
                  warc_file TEXT NOT NULL REFERENCES warc_files(name), warc_offset INTEGER NOT NULL,
                  warc_length INTEGER NOT NULL, revisit_of INTEGER REFERENCES snapshots(id),
                  run_id INTEGER REFERENCES runs(id), warc_record_id TEXT NOT NULL UNIQUE,
                  UNIQUE (warc_file, warc_offset)) STRICT""",
    )
    db.execute("CREATE INDEX snapshots_by_url ON snapshots(url, fetched_at)")
    db.execute("CREATE INDEX snapshots_by_document ON snapshots(sha256) WHERE revisit_of IS NULL")


@migrations()
def m0002_reports(db: Database) -> None:
    """What was understood: readings are the ground, reports, versions and sightings follow from them."""
    _create(
        db,
        "records(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT",
        """
        reports(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
                identified INTEGER NOT NULL CHECK (identified IN (0, 1)),
                issuer TEXT, issuer_kind TEXT, scope TEXT CHECK (scope IN ('own', 'aggregate')),
                division_code TEXT, province TEXT, city TEXT, county TEXT, township TEXT, year INTEGER, title TEXT,
                document_number TEXT, index_number TEXT, signer TEXT, written_date TEXT, print_date TEXT,
                publish_date TEXT, contact_office TEXT, contact_address TEXT, contact_postcode TEXT,
                contact_phones TEXT, contact_emails TEXT, form TEXT, first_seen TEXT NOT NULL,
                last_seen TEXT NOT NULL, version_count INTEGER NOT NULL, record_id INTEGER NOT NULL) STRICT""",
        """
        versions(id INTEGER PRIMARY KEY AUTOINCREMENT, report_id INTEGER NOT NULL REFERENCES reports(id),
                 snapshot_id INTEGER NOT NULL REFERENCES snapshots(id), content_sha256 TEXT NOT NULL,
                 first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
                 record_id INTEGER NOT NULL REFERENCES records(id), UNIQUE (report_id, content_sha256)) STRICT""",
        """
        sightings(report_id INTEGER NOT NULL REFERENCES reports(id), url TEXT NOT NULL,
                  snapshot_id INTEGER NOT NULL REFERENCES snapshots(id), first_seen TEXT NOT NULL,
                  last_seen TEXT NOT NULL, gone_at TEXT, seal INTEGER NOT NULL,
                  PRIMARY KEY (report_id, url)) STRICT, WITHOUT ROWID""",
        """
        readings(snapshot_id INTEGER NOT NULL REFERENCES snapshots(id), part TEXT NOT NULL, verdict TEXT NOT NULL,
                 reason TEXT NOT NULL, record_id INTEGER REFERENCES records(id), report_key TEXT,
                 content_sha256 TEXT, reader TEXT, text_length INTEGER, seal INTEGER NOT NULL,
                 PRIMARY KEY (snapshot_id, part)) STRICT, WITHOUT ROWID""",
        """
        report_text(report_id INTEGER PRIMARY KEY REFERENCES reports(id), narrative TEXT NOT NULL,
                    full_text TEXT NOT NULL) STRICT""",
        """
        checks(report_id INTEGER NOT NULL REFERENCES reports(id), rule TEXT NOT NULL, place TEXT NOT NULL,
               verdict TEXT NOT NULL CHECK (verdict IN ('ok', 'violated', 'not_assessable')), left_value ANY,
               right_value ANY, PRIMARY KEY (report_id, rule, place)) STRICT, WITHOUT ROWID""",
    )
    for table, columns in {
        "reports": ("division_code, year", "year, province"),
        "versions": ("content_sha256", "snapshot_id", "record_id"),
        "sightings": ("url", "snapshot_id"),
        "readings": ("report_key", "record_id"),
        "checks": ("verdict, rule",),
    }.items():
        for number, indexed in enumerate(columns, start=1):
            db.execute(f"CREATE INDEX {table}_index_{number} ON {table}({indexed})")
    db.execute(
        """
        CREATE VIEW same_text AS
        SELECT one.content_sha256, one.report_id, other.report_id AS other_report_id
        FROM versions AS one JOIN versions AS other USING (content_sha256)
        WHERE one.report_id < other.report_id"""
    )


@migrations()
def m0003_figures(db: Database) -> None:
    """One wide row of numbers a report; what is not a plain number is told by a letter and, if need be, its print."""
    # A later form adds the columns that are missing in a migration of its own: a fresh archive has them already.
    # not STRICT: a count that was printed with a fraction is kept as printed
    columns = ", ".join(
        f"{figure} {'NUMERIC' if unit == '万元' else 'INTEGER'}" for figure, unit in figure_units().items()
    )
    db.execute(f"CREATE TABLE figures(report_id INTEGER PRIMARY KEY REFERENCES reports(id), {columns})")
    _create(
        db,
        """
        form_cells(form TEXT NOT NULL, table_name TEXT NOT NULL, position INTEGER NOT NULL, row_key TEXT NOT NULL,
                   column_key TEXT NOT NULL, PRIMARY KEY (form, table_name, position)) STRICT, WITHOUT ROWID""",
        """
        cell_states(report_id INTEGER NOT NULL REFERENCES reports(id), table_name TEXT NOT NULL, form TEXT NOT NULL,
                    statuses TEXT NOT NULL, raw TEXT NOT NULL, PRIMARY KEY (report_id, table_name))
                    STRICT, WITHOUT ROWID""",
    )
    for cells in form_tables().values():
        db.conn.executemany("INSERT INTO form_cells VALUES (?, ?, ?, ?, ?)", _numbered(cells))
    values = " ".join(f"WHEN '{figure}' THEN figures.{figure}" for figure in figure_units())
    statuses = " ".join(f"WHEN '{letter}' THEN '{status}'" for status, letter in STATUS_LETTERS.items())
    db.execute(
        f"""
        CREATE VIEW cells AS
        SELECT report_id, table_name, row_key, column_key, value,
               coalesce(json_extract(raw, '$."' || position || '"'), value || '', '') AS raw, status
        FROM (SELECT cell_states.report_id, form_cells.table_name, row_key, column_key, position, raw,
                     CASE form_cells.table_name || '__' || row_key || '__' || column_key {values} END AS value,
                     CASE substr(statuses, position, 1) {statuses} END AS status
              FROM cell_states
              JOIN form_cells ON form_cells.form = cell_states.form AND form_cells.table_name = cell_states.table_name
              JOIN figures ON figures.report_id = cell_states.report_id)"""
    )


@migrations()
def m0004_search(db: Database) -> None:
    """The full-text index over title and narrative, fed through our segmenter."""
    _create(db, "archive_info(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute(
        """
        CREATE VIEW reports_seg AS
        SELECT reports.id, zh_seg(title) AS title, zh_seg(narrative) AS narrative
        FROM reports JOIN report_text ON report_text.report_id = reports.id"""
    )
    db.execute(
        """
        CREATE VIRTUAL TABLE reports_fts USING fts5(
            title, narrative, content='reports_seg', content_rowid='id', tokenize='ascii')"""
    )


@migrations()
def m0005_faults(db: Database) -> None:
    """Whether a violated check tells of the source, or may be our reading."""
    db.execute("ALTER TABLE checks ADD COLUMN fault TEXT")


@migrations()
def m0006_crawl(db: Database) -> None:
    """What was sent and over what connection, notes on portals, and the addresses that the crawl knows."""
    db.execute("ALTER TABLE snapshots ADD COLUMN posted TEXT")
    db.execute("ALTER TABLE snapshots ADD COLUMN transport TEXT")
    db.execute("ALTER TABLE portal_runs ADD COLUMN notes TEXT")
    sealed = "run_id, portal_url, outcome, pages, reports, declared_total, reason"
    for *values, stored in db.execute(f"SELECT {sealed}, seal FROM portal_runs").fetchall():
        if seal(values) == stored:  # a row that was damaged before must go on looking damaged
            resealed = (seal([*values, None]), *values[:2])
            db.execute("UPDATE portal_runs SET seal = ? WHERE run_id = ? AND portal_url = ?", resealed)
    _create(
        db,
        """
        addresses(portal_url TEXT NOT NULL, url TEXT NOT NULL, more TEXT NOT NULL, kind TEXT NOT NULL,
                  words TEXT NOT NULL, score INTEGER NOT NULL, depth INTEGER NOT NULL, found_run INTEGER NOT NULL,
                  visited_run INTEGER, visited_at TEXT, result TEXT, http_status INTEGER, snapshot_id INTEGER,
                  etag TEXT, last_modified TEXT, seal INTEGER NOT NULL,
                  PRIMARY KEY (portal_url, url, more)) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m0007_nights(db: Database) -> None:
    """How often each address was visited and changed, what was confirmed or is gone, and the bodies that portals name."""
    db.execute("ALTER TABLE addresses ADD COLUMN parent TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE addresses ADD COLUMN in_column INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE addresses ADD COLUMN visits INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE addresses ADD COLUMN changes INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE addresses ADD COLUMN first_visit TEXT")
    db.execute("ALTER TABLE addresses ADD COLUMN leads_sha256 TEXT")
    link, visit = "portal_url, url, more, kind, words, score, depth", "visited_at, result, http_status, snapshot_id"
    columns = f"{link}, found_run, visited_run, {visit}, etag, last_modified"
    for *values, stored in db.execute(f"SELECT {columns}, seal FROM addresses").fetchall():
        if seal(values) == stored:  # a row that was damaged before must go on looking damaged
            resealed = (seal([*values, "", 0, 0, 0, None, None]), *values[:3])
            db.execute("UPDATE addresses SET seal = ? WHERE portal_url = ? AND url = ? AND more = ?", resealed)
    _create(
        db,
        """
        confirmations(snapshot_id INTEGER PRIMARY KEY REFERENCES snapshots(id), confirmed_at TEXT NOT NULL,
                      run_id INTEGER NOT NULL, seal INTEGER NOT NULL) STRICT""",
        """
        vanishings(url TEXT NOT NULL, gone_at TEXT NOT NULL, how TEXT NOT NULL, http_status INTEGER,
                   snapshot_id INTEGER, run_id INTEGER NOT NULL, confirmed_at TEXT, back_at TEXT,
                   seal INTEGER NOT NULL, PRIMARY KEY (url, gone_at)) STRICT, WITHOUT ROWID""",
        """
        named_bodies(portal_url TEXT NOT NULL, source_url TEXT NOT NULL, name TEXT NOT NULL, year INTEGER,
                     standing TEXT NOT NULL, snapshot_id INTEGER, run_id INTEGER NOT NULL, seal INTEGER NOT NULL,
                     PRIMARY KEY (portal_url, source_url, name)) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m0008_cross_year(db: Database) -> None:
    """What holds between the reports of a body for two years running."""
    renew_all(db.conn)


@migrations()
def m0009_origin(db: Database) -> None:
    """Where a capture comes from that another program made."""
    db.execute("ALTER TABLE snapshots ADD COLUMN origin TEXT")


@migrations()
def m0010_insights(db: Database) -> None:
    """What follows from many reports at once, made anew at the end of a night: coverage, and reports that look alike."""
    _create(
        db,
        """
        coverage(area TEXT NOT NULL, position INTEGER NOT NULL, division TEXT NOT NULL, county TEXT NOT NULL,
                 body TEXT NOT NULL, kind TEXT NOT NULL, year INTEGER NOT NULL, scope TEXT NOT NULL,
                 state TEXT NOT NULL, reason TEXT, published_on TEXT, date_basis TEXT, days_vs_0131 INTEGER,
                 days_vs_0331 INTEGER, deadline_basis TEXT NOT NULL, late INTEGER, expected_from TEXT,
                 report_id INTEGER, url TEXT, portal TEXT, as_of TEXT NOT NULL, seal INTEGER NOT NULL,
                 PRIMARY KEY (area, position)) STRICT, WITHOUT ROWID""",
        """
        lookalikes(report_id INTEGER NOT NULL, other_report_id INTEGER NOT NULL, kind TEXT NOT NULL,
                   likeness REAL NOT NULL, left_in TEXT, seal INTEGER NOT NULL,
                   PRIMARY KEY (report_id, other_report_id)) STRICT, WITHOUT ROWID""",
        """
        sketches(report_id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL, bands TEXT NOT NULL,
                 seal INTEGER NOT NULL) STRICT""",
    )
    db.execute("CREATE INDEX coverage_by_year ON coverage(year, state, late, kind)")
    db.execute("CREATE INDEX coverage_by_report ON coverage(report_id) WHERE report_id IS NOT NULL")
    db.execute("CREATE INDEX lookalikes_by_other ON lookalikes(other_report_id)")


@migrations()
def m0011_listing(db: Database) -> None:
    """Small indexes that hold all that lists, facets and counts ask, so that no wide row is read for them."""
    db.execute("DROP INDEX IF EXISTS reports_index_2")  # the beginning of the next one
    filters = "city, county, township, division_code, version_count"
    db.execute(f"CREATE INDEX reports_listed ON reports(year, province, issuer_kind, {filters})")
    db.execute("CREATE INDEX reports_newest ON reports(year)")
    # the key without year and scope, in the very letters in which it is asked for
    body = "rtrim(rtrim(rtrim(key, 'abcdefghijklmnopqrstuvwxyz'), '/'), '0123456789')"
    db.execute(f"CREATE INDEX reports_by_body ON reports({body})")
    db.execute(
        "CREATE INDEX checks_against ON checks(verdict, fault, report_id) WHERE verdict = 'violated' AND fault = 'source'"
    )


def _create(db: Database, *tables: str) -> None:
    for table in tables:
        db.execute(f"CREATE TABLE {' '.join(table.split())}")


def _numbered(cells: tuple[FormCell, ...]) -> list[tuple[str, str, int, str, str]]:
    return [(cell.form, cell.table, n, cell.row, cell.column) for n, cell in enumerate(cells, start=1)]
