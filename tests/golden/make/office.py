"""Documents to the formats that only other programs write: soffice for Word and sheets of old, chromium for PDF."""

import subprocess
import tempfile
from pathlib import Path

SOFFICE, CHROMIUM = "soffice", "chromium"
_TIMEOUT = 180


def converted(data: bytes, suffix: str, to: str) -> bytes:
    """A document through LibreOffice; `to` is a format and its filter, such as doc:MS Word 97."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"made{suffix}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [SOFFICE, profile, "--headless", "--convert-to", to, "--outdir", f"{folder}/out", str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)
        return Path(folder, "out", f"made.{to.partition(':')[0]}").read_bytes()


def printed_pdf(html: str) -> bytes:
    """A page as Chromium prints it; paper and margins come from its own style."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "made.html")
        source.write_text(html, "utf-8")
        out = Path(folder, "made.pdf")
        command = [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-pdf-tagging",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", source.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)
        return out.read_bytes()
