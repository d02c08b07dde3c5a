"""Containerfile, compose file and list of what goes into an image: what they name is there, and nothing runs as root."""

import fnmatch
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from archive.verbs import Verb
from crawler.settings import FILE_VARIABLE, KEYS, variable
from nianbao import _parser, _verbs

ROOT = Path(__file__).parents[1]
CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
IGNORED = (ROOT / ".dockerignore").read_text("utf-8")

VERBS: dict[str, Verb] = {verb.name: verb for verb in _verbs()}
OF_OTHER_MACHINES = re.compile(r"(?<![\w.:/])/(?:work|root|home|opt|Users)\b")
ADDRESS = re.compile(r"[a-z]+://|[a-z0-9-]+\.[a-z]{2,}/")  # https://, registry.example.org/
VARIABLES = {FILE_VARIABLE, *map(variable, KEYS)}


def instructions() -> Iterator[tuple[str, str]]:
    """Each word of the Containerfile with what follows it, lines joined and comments left out."""
    lines = [line for line in CONTAINERFILE.splitlines() if not line.lstrip().startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, " ".join(rest.split())


def of(word: str) -> list[str]:
    return [rest for found, rest in instructions() if found == word]


def is_sent(path: str) -> bool:
    """Whether the builder is given a path of the project."""
    sent = True
    for line in IGNORED.splitlines():
        pattern = line.removeprefix("!")
        if (
            line
            and not line.startswith("#")
            and (path == pattern or fnmatch.fnmatch(path, pattern.replace("**/", "*")))
        ):
            sent = line.startswith("!")
    return sent


def test_only_known_instructions_stand_there_and_the_first_names_what_it_builds_on():
    words = [word for word, _ in instructions()]
    known = {
        "FROM",
        "LABEL",
        "ARG",
        "RUN",
        "WORKDIR",
        "COPY",
        "ENV",
        "USER",
        "VOLUME",
        "STOPSIGNAL",
        "ENTRYPOINT",
        "CMD",
    }
    assert set(words) <= known
    assert words[0] == "FROM"


def test_the_base_is_one_release_of_a_python_that_the_program_takes():
    (base,) = of("FROM")
    match = re.fullmatch(r"python:(\d+)\.(\d+)-slim-[a-z]+", base)
    assert match, base
    least = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert (int(match[1]), int(match[2])) >= tuple(map(int, least.removeprefix(">=").split(".")))


def test_everything_that_is_copied_is_there_and_is_sent_to_the_builder():
    for line in of("COPY"):
        *sources, _ = line.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert is_sent(source), source


def test_all_that_the_package_is_made_of_is_copied():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    setuptools = project["tool"]["setuptools"]
    needed = {package.partition(".")[0] for package in setuptools["packages"]}
    needed |= {f"{module}.py" for module in setuptools["py-modules"]}
    needed |= {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    copied = {source for line in of("COPY") for source in line.split()[:-1]}
    assert needed <= copied


@pytest.mark.parametrize("path", ["data", "demo-data", ".git", ".venv", "nianbao.env", "tests", "archive/__pycache__"])
def test_what_is_no_part_of_the_program_is_not_sent(path):
    assert not is_sent(path)


def test_versions_are_those_that_were_tested():
    (install,) = [line for line in of("RUN") if "pip install" in line]
    assert "--constraint constraints.txt" in install
    assert "'.[all]'" in install
    pinned = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all("==" in line for line in pinned if not line.startswith("#"))


def test_nothing_runs_as_root():
    *_, user = of("USER")
    assert user not in ("root", "0")
    assert any(f"useradd --uid 10001 --create-home {user}" in line for line in of("RUN"))
    words = [word for word, _ in instructions()]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert words.index("USER") > max(place for place, word in enumerate(words) if word == "RUN")


def test_a_stop_is_a_clean_interrupt_of_the_program_itself():
    assert of("STOPSIGNAL") == ["SIGINT"]
    assert of("ENTRYPOINT") == ['["nianbao"]']
    assert of("CMD") == ['["--help"]']


def test_variables_are_settings():
    named = set(re.findall(r"NIANBAO_[A-Z_]*[A-Z]", CONTAINERFILE + str(COMPOSE)))
    assert named <= VARIABLES
    assert {FILE_VARIABLE, variable("data")} <= named


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", ".dockerignore"])
def test_nothing_of_one_machine_or_one_registry_stands_there(name):
    text = (ROOT / name).read_text("utf-8")
    assert not OF_OTHER_MACHINES.search(text)
    assert not ADDRESS.search(text)


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_commands_of_the_services_are_commands_of_the_program(service):
    assert _parser(VERBS).parse_args(COMPOSE["services"][service]["command"]).verb in VERBS


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_a_service_may_do_no_more_than_it_must(service):
    found = COMPOSE["services"][service]
    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in found
    assert found["mem_limit"]


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_what_a_service_mounts_is_there(service):
    for mount in COMPOSE["services"][service]["volumes"]:
        source, target, *_ = mount.split(":")
        assert (ROOT / source).is_file() if source.startswith("./") else source in COMPOSE["volumes"]
        assert target in CONTAINERFILE or Path(target).parent.as_posix() in CONTAINERFILE


def test_the_pages_see_what_a_night_writes_and_the_night_is_never_begun_by_itself():
    assert COMPOSE["services"]["serve"]["volumes"] == ["archive:/data"], "without the log they would show an old state"
    assert COMPOSE["services"]["crawl"]["profiles"]
    assert "restart" not in COMPOSE["services"]["crawl"]


def test_the_image_is_built_from_the_containerfile():
    for found in COMPOSE["services"].values():
        assert (ROOT / found["build"]["context"] / found["build"]["dockerfile"]).samefile(ROOT / "Containerfile")


@pytest.mark.parametrize("line", of("RUN"))
def test_the_shell_reads_every_step(line):
    subprocess.run(["sh", "-n", "-c", line], check=True)
    assert shlex.split(line)


@pytest.mark.skipif(not shutil.which("docker"), reason="docker is not on this machine")
def test_compose_itself_reads_the_file():
    done = subprocess.run(
        ["docker", "compose", "--file", ROOT / "compose.yaml", "--profile", "night", "config", "--quiet"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    if "unknown" in done.stderr:
        pytest.skip("docker has no compose here")
    assert (done.returncode, done.stderr) == (0, "")
