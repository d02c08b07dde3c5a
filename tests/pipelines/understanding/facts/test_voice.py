"""As whom a text speaks, and who may speak so."""

import json
from importlib.resources import files

import pytest

from pipelines.understanding.facts.voice import may_speak_as, voice_of
from tests.pipelines.understanding.letters import document


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("我镇认真工作，我镇共公开信息42条，我县领导关心。", "township_government"),
        ("我街道设立公开栏。", "subdistrict_office"),
        ("我局认真工作。", "department"),
        ("我县共公开信息，各乡镇、各部门认真工作。", "county_government"),
        ("我镇与我县各一次。", None),
        ("共公开信息42条。", None),
        ("", None),
    ],
)
def test_the_voice_of_a_text(text, voice):
    assert voice_of(document(*([text] if text else []))) == voice


def test_every_kind_may_speak_as_itself_and_has_words():
    words = json.loads(files("pipelines.understanding.facts").joinpath("voice.json").read_text("utf-8"))
    assert all(may_speak_as(kind, kind) and words[kind] for kind in words)


@pytest.mark.parametrize(
    ("kind", "voice", "may"),
    [
        ("city_government", "county_government", True),
        ("development_zone", "department", True),
        ("county_government", "township_government", False),
        ("county_government_office", "department", False),
        ("county_government_office", "township_government", False),
        ("township_government", "subdistrict_office", False),
        (None, "department", False),
    ],
)
def test_who_may_speak_so(kind, voice, may):
    assert may_speak_as(kind, voice) is may
