"""The tool that compiles the lists: the same lists give the same files, with each name as it is said."""

import lzma
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[3] / "tools" / "build-places"
LISTS = {
    "provinces": 'code,name\n99,"青山省"\n',
    "cities": 'code,name,provinceCode\n9901,"临江市",99\n',
    "counties": 'code,name,cityCode\n990101,"青禾县",9901\n990102,"新泉区",9901\n',
    "townships": 'code,name\n990101100,"柳泉镇"\n990101101,"青禾县白鹭镇"\n990102001,"於河街道办事处"\n',
    "older": "code,name,province,city,area,town\n990101,柳泉乡,99,01,01,100000\n990101,青禾县白鹭镇,99,01,01,101000\n",
    "renamed": "2020-01-01\t民批\t青山省\t青山\t临江市\t临江\t新泉县\t新泉=>青山省\t临江市\t新泉区\n"
    "2021-01-01\t国批\t青山省\t青山\t旧江市\t旧江\t青禾县\t青禾=>青山省\t临江市\t青禾县\n"
    "2022-01-01\t国批\t青山省\t青山\t临江市\t临江\t远县\t远县=>青山省\t临江市\t无此县\n",
}


@pytest.fixture
def build(tmp_path):
    def run(into):
        folder = tmp_path / into
        folder.mkdir()
        options = []
        for name, text in LISTS.items():
            (tmp_path / name).write_text(text, "utf-8")
            options += [f"--{name}", str(tmp_path / name)]
        subprocess.run([sys.executable, TOOL, *options, "--into", str(folder)], check=True, timeout=60)
        return folder

    return run


def test_the_files_hold_what_the_lists_hold(build):
    folder = build("one")
    assert (folder / "divisions.csv").read_text("utf-8").splitlines() == [
        "code,name,former",
        "99,青山省,",
        "9901,临江市,",
        "990101,青禾县,",
        "990102,新泉区,新泉县",
    ]
    assert lzma.decompress((folder / "townships.xz").read_bytes()).decode().split("\n") == [
        "",
        "990101100 柳泉乡|~",
        "990101100 柳泉镇|",
        "990101101 白鹭镇|青禾县白鹭镇",
        "990102001 于河街道|於河街道办事处",
        "",
    ]


def test_the_same_lists_give_the_same_bytes(build):
    one, other = build("one"), build("other")
    for name in ("divisions.csv", "townships.xz"):
        assert (one / name).read_bytes() == (other / name).read_bytes()
