"""The lines of `verify` and of recovery on docs/evidence.md: those of the sources; its commands do what it says."""

import ast
import re
import shutil

import pytest

from tests.docs.markdown import ROOT, bare, blocks, page, sections, tables


def template(node: ast.expr) -> str | None:
    """A message with its variable parts as …; None where it is not written out in place."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


def messages() -> set[str]:
    """What `verify` may say is wrong, from its sources."""
    said = set()
    for path in [ROOT / "archive" / "verify.py", *(ROOT / "archive" / "proof").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                said.add(template(node.args[1]))
            elif isinstance(node, ast.Yield) and isinstance(node.value, ast.JoinedStr):
                said.add(template(node.value))
    return {text for text in said if text}


def test_every_line_of_verify_is_explained_and_no_other():
    (table,) = tables(sections(page("docs/evidence.md"), 2)["verify"])
    assert {said[1:-1] for _, said, _ in table} == messages()


def test_every_line_of_recovery_stands_in_its_source():
    source = re.sub(r"\{[^{}]*\}", "…", page("archive/recovery.py"))
    (table,) = tables(sections(page("docs/evidence.md"), 2)["After a crash"])
    for said, _ in table:
        for fragment in bare(said).split("…"):
            assert fragment.strip() in source, said


def test_the_commands_of_the_evidence_page_do_what_it_says(demo):
    if missing := [tool for tool in ("bash", "dd", "gzip", "sha256sum") if not shutil.which(tool)]:
        pytest.skip(f"{', '.join(missing)} not on this machine")
    done = demo.run("\n".join(blocks(page("docs/evidence.md"), "sh")))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK\n") == 4  # two files, one document by hand and by warcio
    assert "its bytes do not match the digest of the file" in done.stdout
    assert done.stdout.endswith("found\n")
