"""The rows of a portal about links that may be reports: what became of each, the last word counting."""

from archive.ledger import Candidate

_LONGEST_TEXT = 300


class Candidates:
    """Collected while a portal is hunted, written in one go."""

    def __init__(self, portal_url: str) -> None:
        self._portal_url = portal_url
        self._rows: dict[str, Candidate] = {}
        self._changed: dict[str, Candidate] = {}

    def refuse(self, url: str, text: str, reason: str) -> None:
        """A link that is not taken; a judgement on its page stands."""
        if url not in self._rows:
            self._put(url, text, "not_taken", reason)

    def judge(self, url: str, text: str, verdict: str, reason: str) -> None:
        """What its page turned out to be; a report stays one."""
        earlier = self._rows.get(url)
        if earlier is None or earlier.verdict != "report":
            self._put(url, text or (earlier.link_text if earlier and earlier.link_text else ""), verdict, reason)

    def take_rows(self) -> list[Candidate]:
        """What changed since the last call."""
        rows = list(self._changed.values())
        self._changed.clear()
        return rows

    def _put(self, url: str, text: str, verdict: str, reason: str) -> None:
        row = Candidate(self._portal_url, url, text[:_LONGEST_TEXT] or None, verdict, reason)
        self._rows[url] = self._changed[url] = row
