"""The demo in a folder where the commands of the docs work: what it printed, and the archive it made."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Demo:
    folder: Path  # holds demo-data/, and .venv/, tests/ and a report as the commands of the docs expect them
    output: list[str]

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-c", f"set -euo pipefail\n{script}"]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | {"COLUMNS": "100"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def run_demo(folder: Path) -> Demo:
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "tests").symlink_to(ROOT / "tests")
    shutil.copy(ROOT / "tests" / "golden" / "cases" / "pdf-word-landscape.pdf", folder / "report.pdf")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    done = subprocess.run(
        [sys.executable, ROOT / "nianbao.py", "demo", "--no-serve"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    (folder / "data").symlink_to("demo-data")  # what a reader's own archive would be
    return Demo(folder, [*done.stdout.splitlines(), *done.stderr.splitlines()])
