"""Bytes of an office file that we do not read ourselves to a DOCX, by LibreOffice where that is installed."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_PROGRAM = "soffice"
_SECONDS = 60
_MOST_BYTES = 30_000_000


def to_docx(data: bytes, ending: str) -> bytes | None:
    """The file as a DOCX; None where LibreOffice is missing, fails or takes too long. `ending` is as of a file name."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return None
    with TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"report.{ending}", folder / "made"
        source.write_bytes(data)
        _run([
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",  # its own: a second one would wait for the first
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:Office Open XML Text",
            "--outdir",
            str(made),
            str(source),
        ], folder)  # fmt: skip
        result = made / "report.docx"
        if not result.is_file() or result.stat().st_size > _MOST_BYTES:
            return None
        return result.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Runs to the end or for a minute; LibreOffice is a script that starts others, so all of them are ended together."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    with subprocess.Popen(  # noqa: S603  # our own words, no shell
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
