"""Each rule: counters that fire it, and near ones that do not; and rules that name what there is."""

import pytest

from crawler.health.rules import filled, rules
from tests.crawler.health.made_up import night, portal

FIRES = {  # the rule: what fires it, and what is near and does not
    "archive_damaged": ({"damage": 1}, {"damage": 0, "proven": 2000}),
    "backup_failed": ({"backup_failures": 1}, {"backup_failures": 0}),
    "disk_short": ({"free_mb": 499}, {"free_mb": 500}),
    "disk_filling": (
        {"free_mb": 5000, "usual_night_bytes": 400_000_000},
        {"free_mb": 6000, "usual_night_bytes": 400_000_000},
    ),
    "register_empty": ({"portals": 0}, {"portals": 1, "asked": 0}),
    "nobody_answered": (
        {"asked": 3, "answered": 0, "well_before": 0},
        {"asked": 2, "answered": 0, "well_before": 0},
    ),
    "our_network": ({"is_outage": 1, "newly_silent": 3}, {"is_outage": 1, "well_before": 0}),
    "refused_everywhere": ({"is_refusal": 1}, {"is_refusal": 0, "newly_blocked": 2}),
    "never_asked": ({"never_asked": 1}, {"never_asked": 0}),
    "long_unasked": ({"long_unasked": 1}, {"long_unasked": 0}),
    "season_without_reports": (
        {"runs_without_new": 10, "new_a_year_before": 20},
        {"runs_without_new": 10, "new_a_year_before": 19},
    ),
    "many_changes": ({"changed_reports": 30, "usual_changed": 6.0}, {"changed_reports": 30, "usual_changed": 6.1}),
    "many_gone": ({"gone_confirmed": 20}, {"gone_confirmed": 19, "gone_seen": 90}),
    "many_unreadable": (
        {"unreadable": 30, "documents_read": 100, "usual_unreadable_percent": 10.0},
        {"unreadable": 30, "documents_read": 100, "usual_unreadable_percent": 11.0},
    ),
    "many_misread": (
        {"misread": 30, "new_texts": 100, "usual_misread_percent": 5.0},
        {"misread": 9, "new_texts": 10, "usual_misread_percent": 5.0},
    ),
    "crashed": ({"crashed": 1}, {"crashed": 10}),
    "crashed_often": ({"crashed": 10}, {"crashed": 9}),
    "telling_failed": ({"telling_failed": 1}, {"telling_failed": 0}),
    "broken_off": ({"broken_before": 2}, {"broken_before": 3}),
    "broken_off_often": ({"broken_before": 3}, {"broken_before": 2}),
    "night_missed": ({"hours_since_last": 36.5}, {"hours_since_last": 35.5}),
    "clock_went_back": ({"hours_since_last": -1.5}, {"hours_since_last": -0.5}),
    "long_night": ({"minutes": 300.0, "usual_minutes": 100.0}, {"minutes": 300.0, "usual_minutes": 101.0}),
    "many_requests": (
        {"requests": 600, "usual_requests_per_portal": 33.0},
        {"requests": 600, "usual_requests_per_portal": 34.0},
    ),
    "much_stored": (
        {"stored_bytes": 600_000_000, "usual_stored_bytes": 120_000_000.0},
        {"stored_bytes": 400_000_000, "usual_stored_bytes": 1.0},
    ),
    "departments_overdue": ({"overdue_departments": 1}, {"overdue_departments": 0, "overdue_governments": 1}),
    "governments_overdue": ({"overdue_governments": 1}, {"overdue_governments": None, "overdue_departments": 1}),
    "silent": ({"silent_nights": 2}, {"silent_nights": 3}),
    "long_silent": ({"silent_nights": 3}, {"silent_nights": 2}),
    "shut": ({"blocked_nights": 2}, {"blocked_nights": 3}),
    "long_shut": ({"blocked_nights": 3}, {"blocked_nights": 2}),
    "nothing_found": ({"redesigned_nights": 1}, {"redesigned_nights": 2}),
    "redesigned": ({"redesigned_nights": 2}, {"redesigned_nights": 1}),
    "fewer_reports": ({"dropped_nights": 1}, {"dropped_nights": 2}),
    "yield_dropped": ({"dropped_nights": 2}, {"dropped_nights": 1}),
    "incomplete": ({"lapsed_nights": 2}, {"lapsed_nights": 3}),
    "long_incomplete": ({"lapsed_nights": 3}, {"lapsed_nights": 2}),
}
EVERY_RULE = {rule.name: rule for rule in (*rules("night"), *rules("portal"))}


def counters(rule, changes):
    return night(**changes) if rule.scope == "night" else portal(**changes)


def test_every_rule_has_its_case():
    assert set(EVERY_RULE) == set(FIRES)
    assert len(EVERY_RULE) == len(rules("night")) + len(rules("portal"))


@pytest.mark.parametrize("name", FIRES)
def test_a_rule_fires_at_its_case_and_not_near_it(name):
    rule = EVERY_RULE[name]
    fires, near = (counters(rule, changes) for changes in FIRES[name])
    assert rule.fires(fires, in_season=True)
    assert not rule.fires(near, in_season=True)


@pytest.mark.parametrize("name", FIRES)
def test_the_words_of_a_rule_hold_its_figures(name):
    rule = EVERY_RULE[name]
    fires = counters(rule, FIRES[name][0])
    words, words_zh = filled(rule.words, fires), filled(rule.words_zh, fires)
    assert "{" not in words + words_zh
    assert "None" not in words + words_zh
    assert words.isascii()
    assert any("一" <= letter <= "鿿" for letter in words_zh)


def test_the_season_counts():
    rule = EVERY_RULE["season_without_reports"]
    assert not rule.fires(counters(rule, FIRES[rule.name][0]), in_season=False)
    assert EVERY_RULE["archive_damaged"].fires(night(damage=1), in_season=False)


def test_a_night_and_a_portal_in_which_nothing_is_wrong_fire_nothing():
    for scope, fine in (("night", night()), ("portal", portal())):
        assert [rule.name for rule in rules(scope) if rule.fires(fine, in_season=True)] == []
