"""A rule that does not hold to what may be said of it: only an identity of the form makes a report contradict itself."""

from typing import Literal

from archive.record import Fault

Finding = Literal["contradiction", "disagreement", "reading", "question"]

IDENTITIES = ("requests.row_sum", "requests.column_sum", "requests.balance", "review_litigation.total")
CARRIED_OVER = "requests.carried_over"  # an equality of two reports: it does not say which of them is wrong


def findings_of(rule: str) -> tuple[Finding, ...]:
    """What a break of the rule can be; the first where every figure was read at a printed label, the last where not.

    >>> findings_of("requests.balance"), findings_of("proactive.regulations_by_authority")
    (('contradiction', 'reading'), ('question',))
    """
    if rule in IDENTITIES:
        return ("contradiction", "reading")
    return ("disagreement", "reading") if rule == CARRIED_OVER else ("question",)


def finding_of(rule: str, fault: Fault | str | None) -> Finding:
    """What a violated check comes to.

    >>> finding_of("requests.balance", "source"), finding_of("proactive.regulations_by_authority", "source")
    ('contradiction', 'question')
    """
    found = findings_of(rule)
    return found[0] if fault == "source" else found[-1]


def rules_of(finding: Finding) -> str:
    """A condition on the table `checks`, whatever the verdict: the rules whose breaks can come to this."""
    identities = _listed(IDENTITIES)
    match finding:
        case "contradiction":
            return f"checks.rule IN ({identities})"
        case "disagreement":
            return f"checks.rule = '{CARRIED_OVER}'"
        case "reading":
            return f"checks.rule IN ({identities}, '{CARRIED_OVER}')"
        case "question":
            return f"checks.rule NOT IN ({identities}, '{CARRIED_OVER}')"


def condition(finding: Finding) -> str:
    """A condition on the table `checks`: the violated ones that come to this, as `finding_of` has it."""
    parts = ["checks.verdict = 'violated'"]
    if finding != "question":
        parts.append("checks.fault IS NOT 'source'" if finding == "reading" else "checks.fault = 'source'")
    return " AND ".join([*parts, rules_of(finding)])


def _listed(rules: tuple[str, ...]) -> str:
    return ", ".join(f"'{rule}'" for rule in rules)
