"""Keys: which records are of one report, which are not, and which cannot be told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.identity import body_key, is_complete, report_key, significant_digits
from tests.archive.made_up import division, issuer, record

URL = "http://example.cn/a.html"
TOWNSHIP_KINDS = ("township_government", "subdistrict_office")
COUNTY_KINDS = ("county_government", "county_government_office")
NAMED_KINDS = ("department", "development_zone", "other_authorised")
ALL_KINDS = (*TOWNSHIP_KINDS, *COUNTY_KINDS, *NAMED_KINDS, "city_government", "province_government")


def key(url=URL, **changes):
    return report_key(record(**changes), url)


def body(*arguments):
    return key(issuer=issuer(*arguments))


@pytest.mark.parametrize("kind", TOWNSHIP_KINDS)
@pytest.mark.parametrize("name", ["青禾县风山乡人民政府", "凤山乡", None])
def test_a_township_with_its_own_code_needs_no_name(kind, name):
    assert body(name, kind, "990101203") == f"990101203/{kind}/2024/own"


@pytest.mark.parametrize("code", ["990101203", "990101203000"])
def test_the_code_of_a_township_may_be_filled_up_with_zeros(code):
    assert body("白沙乡", "township_government", code) == "990101203/township_government/2024/own"


def test_a_township_of_which_only_the_county_is_known_is_told_by_its_name():
    expected = "990101/township_government/白沙乡人民政府/2024/own"
    for name in ("白沙乡人民政府", "青禾县白沙乡人民政府", "南浦市青禾县白沙乡人民政府", "青禾縣白 沙鄉人民政府"):
        assert body(name, "township_government", "990101") == expected
    assert body("柳泉镇人民政府", "township_government", "990101") != expected
    assert body("白沙乡人民政府", "township_government", "990102") != expected


@pytest.mark.parametrize("name", ["白沙乡人民政府", "南浦市白沙乡人民政府", "青禾省南浦市白沙乡人民政府"])
@pytest.mark.parametrize("code", ["9901", "990100", "99"])
def test_a_township_of_which_only_the_city_is_known_is_not_identified(name, code):
    assert not is_complete(body(name, "township_government", code))


@pytest.mark.parametrize("name", [None, "", "青禾县", " "])
def test_a_township_without_code_and_without_a_name_of_its_own_is_not_identified(name):
    assert not is_complete(body(name, "township_government", "990101"))


@pytest.mark.parametrize("kind", COUNTY_KINDS)
def test_a_county_has_one_government_and_one_office_whatever_their_names(kind):
    assert body("青禾县人民政府", kind, "990101") == f"990101/{kind}/2024/own"
    assert body(None, kind, "990101000000") == f"990101/{kind}/2024/own"


@pytest.mark.parametrize("kind", COUNTY_KINDS)
@pytest.mark.parametrize("code", ["99", "9901", "990101101"])
def test_a_county_government_without_the_code_of_a_county_is_not_identified(kind, code):
    assert not is_complete(body("青禾县人民政府", kind, code))


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("city_government", "990100", "9901/city_government/2024/own"),
        ("province_government", "990000", "99/province_government/2024/own"),
        ("city_government", "990101", None),
        ("city_government", "990000", None),
        ("province_government", "990100", None),
    ],
)
def test_a_city_and_a_province_are_told_by_a_code_of_their_own_level(kind, code, expected):
    found = body("某人民政府", kind, code)
    assert found == expected if expected else not is_complete(found)


@pytest.mark.parametrize("kind", NAMED_KINDS)
def test_a_department_of_a_county_is_told_by_its_name_without_the_areas_before_it(kind):
    expected = f"990101/{kind}/教育局/2024/own"
    for name in ("教育局", "青禾县教育局", "南浦市青禾县教育局", "青禾省南浦市青禾县教育局", "青禾縣　教育局"):
        assert body(name, kind, "990101") == expected
    assert body("青禾县体育局", kind, "990101") != expected


@pytest.mark.parametrize("kind", NAMED_KINDS)
def test_a_department_of_a_whole_city_must_state_whose_it_is(kind):
    assert not is_complete(body("教育局", kind, "990100"))
    assert body("南浦市教育局", kind, "990100") == f"9901/{kind}/教育局/2024/own"
    assert body("青禾省教育厅", kind, "990000") == f"99/{kind}/教育厅/2024/own"


def test_kinds_of_bodies_with_one_name_in_one_place_differ():
    assert len({body("中心", kind, "990101") for kind in NAMED_KINDS}) == len(NAMED_KINDS)


def test_a_report_for_all_differs_from_the_report_of_the_body_itself():
    whole = {key(issuer=issuer(None, "county_government"), scope=scope) for scope in ("own", "aggregate")}
    assert whole == {"990101/county_government/2024/own", "990101/county_government/2024/aggregate"}


def test_years_differ():
    assert key(year=2023) != key(year=2024)


def test_a_complete_key_is_the_same_at_every_address_and_for_every_text():
    assert key() == key("http://other.example.cn/", text="另一篇", title=None) == "990101/department/教育局/2024/own"
    assert is_complete(key())


UNDECIDED = {
    "year": {"year": None},
    "scope": {"scope": None},
    "kind": {"issuer": replace(issuer(), kind=None)},
    "division": {"issuer": replace(issuer(), division=None)},
    "issuer": {"issuer": None},
    "name": {"issuer": replace(issuer(), name=None)},
}


@pytest.mark.parametrize("missing", UNDECIDED.values(), ids=UNDECIDED)
def test_without_one_of_its_parts_a_key_is_incomplete_and_bound_to_its_address(missing):
    found = key(**missing)
    assert found.startswith("?")
    assert not is_complete(found)
    assert found == key(**missing)
    assert found != key("http://example.cn/b.html", **missing)
    assert found != key()


@pytest.mark.parametrize("missing", UNDECIDED.values(), ids=UNDECIDED)
def test_at_one_address_an_incomplete_key_keeps_years_and_scopes_apart(missing):
    years = {key(**{"year": year, **missing}) for year in (2023, 2024)}
    assert len(years) == (1 if "year" in missing else 2)
    scopes = {key(**{"scope": scope, **missing}) for scope in ("own", "aggregate")}
    assert len(scopes) == (1 if "scope" in missing else 2)


def test_with_no_year_the_text_tells_one_report_at_an_address_from_the_next():
    first = key(year=None, text="全年公开信息12条。")
    assert first == key(year=None, text="全年公开\n信息12条。")
    assert first != key(year=None, text="全年公开信息13条。")


def test_with_a_year_a_corrected_text_keeps_its_incomplete_key():
    assert key(scope=None, text="公开12条") == key(scope=None, text="公开13条")


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("99", "99"),
        ("9901", "9901"),
        ("990000", "99"),
        ("990100", "9901"),
        ("990101", "990101"),
        ("990110", "990110"),
        ("990101000000", "990101"),
        ("990100000000", "9901"),
        ("990000000000", "99"),
        ("990101100", "990101100"),
        ("990101100000", "990101100"),
        ("990101100201", "990101100"),
        ("990100003000", "990100003"),
    ],
)
def test_zeros_that_only_fill_a_code_up_do_not_count(code, digits):
    assert significant_digits(code) == digits


bodies = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(ALL_KINDS),
        "digits": st.sampled_from(("99", "9901", "990101", "990102", "990101101")),
        "fill": st.sampled_from((0, 6, 12)),
        "name": st.sampled_from(("教育局", "教育中心", "")),
        "spelling": st.sampled_from(("{}", "{} ", "\u200b{}")),
        "prefixes": st.integers(0, 3),
        "year": st.sampled_from((2023, 2024)),
        "scope": st.sampled_from(("own", "aggregate")),
        "text": st.sampled_from(("一", "二")),
    }
)


def told(parts):
    """The identity by the rule as the design states it; None where the rule cannot decide."""
    kind, digits, name = parts["kind"], parts["digits"], parts["name"]
    alone = {
        **dict.fromkeys(TOWNSHIP_KINDS, 9),
        **dict.fromkeys(COUNTY_KINDS, 6),
        "city_government": 4,
        "province_government": 2,
    }
    shared = (digits, kind, parts["year"], parts["scope"])
    if len(digits) == alone.get(kind):
        return shared
    named = kind in NAMED_KINDS or (kind in TOWNSHIP_KINDS and len(digits) == 6)
    says_whose = len(digits) >= 6 or parts["prefixes"] > 0
    return (*shared, name) if named and says_whose and name else None


def made(parts):
    place = division(parts["digits"])
    areas = [area for area in (place.province, place.city, place.county) if area]
    prefix = "".join(areas[-parts["prefixes"] :]) if parts["prefixes"] else ""
    name = parts["spelling"].format(prefix + parts["name"])
    code = parts["digits"].ljust(parts["fill"], "0")
    who = replace(issuer(name, parts["kind"]), division=replace(place, code=code))
    return record(issuer=who, year=parts["year"], scope=parts["scope"], text=parts["text"])


@settings(deadline=None, max_examples=400)
@given(bodies, st.data())
def test_two_records_share_a_complete_key_exactly_when_their_identities_agree(parts, data):
    name = data.draw(st.sampled_from(sorted(parts)))
    other = {**parts, name: data.draw(bodies)[name]}  # near neighbours, or most pairs would differ in everything
    one_key, other_key = (report_key(made(one), f"{URL}?{n}") for n, one in enumerate((parts, other)))
    assert is_complete(one_key) == (told(parts) is not None)
    assert (one_key == other_key) == (told(parts) is not None and told(parts) == told(other))


@settings(deadline=None)
@given(bodies, st.sampled_from(("year", "scope", "kind")))
def test_no_two_addresses_share_an_incomplete_key(parts, missing):
    whole = made(parts)
    poor = (
        replace(whole, issuer=replace(whole.issuer, kind=None))
        if missing == "kind"
        else replace(whole, **{missing: None})
    )
    keys = [report_key(poor, f"{URL}?{n}") for n in range(2)]
    assert keys[0] != keys[1]
    assert not any(map(is_complete, keys))


def test_a_body_is_undecided_without_place_or_kind():
    assert body_key(issuer()) == "990101/department/教育局"
    assert body_key(replace(issuer(), division=None)) is None
    assert body_key(replace(issuer(), kind=None)) is None
