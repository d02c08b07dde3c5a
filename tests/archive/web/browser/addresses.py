"""One address of each page of the site, found in an archive: what the tests open, picture and check."""

from collections.abc import Mapping

from archive.identities import condition

_BROKEN = f"SELECT report_id FROM checks WHERE {condition('contradiction')} ORDER BY report_id LIMIT 1"
_EDITED = "SELECT report_id || '/versions/' || min(id) || '/' || max(id) FROM versions GROUP BY report_id HAVING count(*) > 1 LIMIT 1"
_BODY = "SELECT key FROM reports WHERE identified = 1 AND scope = 'own' GROUP BY issuer ORDER BY count(*) DESC LIMIT 1"
_ALIKE = "SELECT report_id || '/' || other_report_id FROM lookalikes WHERE left_in IS NOT NULL LIMIT 1"
_PDF = "SELECT id FROM snapshots WHERE media_type = 'application/pdf' LIMIT 1"
_PAGE = "SELECT snapshot_id FROM sightings ORDER BY report_id LIMIT 1"


def addresses(site) -> Mapping[str, str]:
    """Name of the page to its address behind the language."""
    body = site.one(_BODY).rsplit("/", 2)[0]
    return {
        "home": "",
        "search": "search?q=公开",
        "search-nothing": "search?q=海豚",
        "search-refused": "search?q=、、",
        "search-filters": "search?year=2024&kind=township_government",
        "report": f"report/{site.one(_BROKEN)}",
        "versions": f"report/{site.one(_EDITED)}",
        "body": f"body/{body}",
        "country": "place/",
        "county": "place/990101",
        "coverage": "coverage",
        "coverage-year": "coverage?year=2024",
        "changes": "changes",
        "checks": "checks",
        "lookalikes": "lookalikes",
        "lookalike-pair": f"lookalikes/{site.one(_ALIKE)}",
        "questions": "questions",
        "about": "about",
        "snapshot": f"snapshot/{site.one(_PAGE)}",
        "snapshot-file": f"snapshot/{site.one(_PDF)}",
        "snapshot-hostile": f"snapshot/{site.hostile}",
    }
