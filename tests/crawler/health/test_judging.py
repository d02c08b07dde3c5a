"""What was told before makes a finding known: once, until it is past, and again where a rule wants it so."""

from crawler.health.judging import EarlierReport, judge, recovered
from tests.crawler.health.made_up import NIGHT_BEGAN, URL, finding, night, portal

DEAD = portal(silent_nights=4, since=NIGHT_BEGAN)
EARLIER = "2025-01-20T18:00:00.000000Z"


def sent(*findings):
    return EarlierReport(findings, was_sent=True)


def judged(*earlier, counters=None, portals=(DEAD,)):
    return judge(counters or night(), portals, in_season=True, began=NIGHT_BEGAN, earlier=earlier)


def test_a_finding_is_new_where_the_night_before_did_not_tell_it():
    for earlier in ((), (sent(),), (sent(), sent(finding())), (sent(finding(place="http://other.example/")),)):
        [found] = judged(*earlier)
        assert found.is_new
        assert found.needs_person


def test_a_finding_is_known_since_it_was_first_told():
    [found] = judged(sent(finding(is_new=False, since=EARLIER)))
    assert not found.is_new
    assert not found.needs_person
    assert found.since == EARLIER


def test_what_grows_graver_is_new_and_what_grows_lighter_is_not():
    [graver] = judged(sent(finding("silent", severity="note")))
    assert graver.needs_person
    [lighter] = judged(sent(finding()), portals=(portal(silent_nights=1, since=NIGHT_BEGAN),))
    assert (lighter.severity, lighter.is_new) == ("note", False)


def test_what_was_not_sent_counts_as_untold_unless_it_had_been_told_before():
    for was_new in (True, False):
        [found] = judged(EarlierReport((finding(is_new=was_new),), was_sent=False))
        assert found.is_new is was_new


def test_a_trouble_of_the_whole_night_is_told_again_after_some_reports():
    counters = night(backup_failures=1)
    known = finding("backup_failed", place=None, is_new=False)
    told = finding("backup_failed", place=None)
    for nights_since, is_new in ((0, False), (5, False), (6, True)):
        [found] = judged(*[sent(known)] * nights_since, sent(told), counters=counters, portals=())
        assert found.is_new is is_new
    [unsent] = judged(EarlierReport((told,), was_sent=False), counters=counters, portals=())
    assert unsent.is_new


def test_damage_is_told_every_night():
    [found] = judged(sent(finding("archive_damaged", place=None)), counters=night(damage=1), portals=())
    assert found.needs_person


def test_those_that_need_a_person_stand_first():
    other = portal(portal_url="http://b.example/", silent_nights=1)
    new = portal(portal_url="http://c.example/", blocked_nights=3)
    found = judged(sent(finding()), portals=(other, DEAD, new))
    assert [one.rule for one in found] == ["long_shut", "long_silent", "silent"]


def test_a_portal_without_a_finding_is_well_again():
    before = sent(finding(), finding("our_network", place=None))
    assert [one.portal for one in recovered((), [before])] == [URL]
    assert recovered(judged(before), [before]) == ()
    assert recovered((), [sent(), before]) == ()
    assert recovered((), []) == ()
