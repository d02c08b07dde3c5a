"""Bodies and clues to divisions: what the document says first, no place where two remain, never a wrong one."""

import json
import random
import re
from collections import defaultdict
from pathlib import Path

import pytest

from archive.places import townships
from archive.places.divisions import division
from archive.places.regions import CITY, COUNTY, WITHOUT_COUNTIES, area, region_name, rows
from pipelines.understanding.facts.places import Clues, resolve

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
TOWN, OFFICE, DEPARTMENT = "township_government", "subdistrict_office", "department"
COUNTY_GOVERNMENT, COUNTY_OFFICE = "county_government", "county_government_office"
CITY_GOVERNMENT, PROVINCE_GOVERNMENT, ZONE = "city_government", "province_government", "development_zone"


def code(body, kind, **clues):
    resolution = resolve(body, kind, Clues(**clues))
    return resolution.division and resolution.division.code


def all_townships():
    lines = townships._list().decode().splitlines()
    units = [townships._township(line) for line in lines if line]
    return [unit for unit in units if unit.current and unit.key.endswith(("街道", "镇", "乡", "苏木"))]


def homonyms():
    by_name = defaultdict(list)
    for unit in all_townships():
        by_name[unit.key].append(unit)
    shared = [unit for units in by_name.values() if len(units) > 1 for unit in units]
    return random.Random(7).sample(shared, 300)


HOMONYMS = homonyms()


def body_of(unit):
    return (f"{unit.key}办事处", OFFICE) if unit.key.endswith("街道") else (f"{unit.key}人民政府", TOWN)


def county_of(unit):
    place = unit.code[:CITY] if unit.code[:CITY] in WITHOUT_COUNTIES else unit.code[:COUNTY]
    return region_name(place)


def phone_of(unit):
    for row in rows("area_codes.csv"):
        if unit.code.startswith(tuple(area(place) for place in row["divisions"].split())):
            return f"{row['area_code']}-1234567"
    raise AssertionError(unit)


def test_a_shared_name_with_its_county_and_city_is_found():
    for unit in HOMONYMS:
        parents = division(unit.code)
        names = dict.fromkeys(filter(None, [parents.province, parents.city, parents.county]))
        body, kind = body_of(unit)
        resolution = resolve("".join(names) + body, kind, Clues())
        assert (resolution.division, resolution.source) == (parents, "stated"), unit


def test_a_shared_name_with_its_county_in_the_text_is_found_or_left():
    found = 0
    for unit in HOMONYMS:
        body, kind = body_of(unit)
        text = f"现将{county_of(unit)}{unit.key}2020年政府信息公开工作情况报告如下"
        answer = code(body, kind, stated=(f"{unit.key}2020年年度报告", text))
        assert answer in (unit.code, None), unit
        found += answer == unit.code
    assert found > 290


def test_a_shared_name_with_a_site_of_its_county_is_found_and_inferred():
    for unit in HOMONYMS:
        body, kind = body_of(unit)
        resolution = resolve(body, kind, Clues(site_code=f"{unit.code[:6]}0001"))
        assert (resolution.division, resolution.source) == (division(unit.code), "inferred"), unit


def test_a_shared_name_with_a_telephone_is_found_or_left():
    found = 0
    for unit in HOMONYMS:
        body, kind = body_of(unit)
        answer = code(body, kind, phones=(phone_of(unit),))
        assert answer in (unit.code, None), unit
        found += answer == unit.code
    assert found > 250


def test_a_shared_name_alone_is_left():
    for unit in HOMONYMS:
        assert code(*body_of(unit)) is None, unit


def test_no_township_is_taken_for_another_by_its_name_alone():
    units = random.Random(8).sample(all_townships(), 1500)
    answers = [(unit.code, code(*body_of(unit))) for unit in units]
    assert [pair for pair in answers if pair[1] not in (pair[0], None)] == []
    assert sum(pair[1] is not None for pair in answers) > 900


@pytest.mark.skipif(not SEEDS.exists(), reason="the five real reports are kept beside the project")
def test_the_seeds():
    for gold in json.loads((SEEDS / "gold.json").read_text("utf-8")):
        text = (SEEDS / gold["file"]).read_text("utf-8")
        clues = Clues(stated=(gold["title"], text), phones=tuple(gold["contact"]["phones"]))
        issuer = gold["issuer"]
        for body in (issuer["name"], re.sub(r"^.*[县区]", "", issuer["name"])):
            resolution = resolve(body, issuer["kind"], clues)
            assert resolution.division is not None, body
            assert resolution.division.code == issuer["division"]["code"]
            assert resolution.division.township == issuer["division"]["township"]
            assert resolution.source == issuer["division_source"]
