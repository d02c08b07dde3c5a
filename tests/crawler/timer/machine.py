"""A made-up machine: settings, a register, and a `systemctl` and a `loginctl` that note what they are asked."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

import nianbao

_SYSTEMCTL = """\
#!/bin/sh
shift
echo "$*" >> "$MACHINE/calls"
if [ -f "$MACHINE/no-manager" ]; then echo "Failed to connect to bus: No medium found" >&2; exit 1; fi
case "$1" in
  show) [ -f "$MACHINE/properties/$2" ] && cat "$MACHINE/properties/$2" ;;
  *) if [ -f "$MACHINE/refuses-$1" ]; then echo "Failed to $1 unit:\nrefused" >&2; exit 1; fi ;;
esac
exit 0
"""
_LOGINCTL = """\
#!/bin/sh
[ -f "$MACHINE/lingers" ] && echo Linger=yes || echo Linger=no
"""


@dataclass(frozen=True)
class Machine:
    folder: Path
    project: Path

    @property
    def units(self) -> Path:
        return self.folder / "config" / "systemd" / "user"

    @property
    def calls(self) -> list[str]:
        """What systemctl was told to do, without the questions."""
        lines = self.file("calls").read_text().splitlines() if self.file("calls").exists() else []
        return [line for line in lines if not line.startswith("show")]

    def file(self, name: str) -> Path:
        return self.folder / name

    def unit(self, name: str = "nianbao.service") -> str:
        return (self.units / name).read_text("utf-8")

    def knows(self, unit: str, **properties: str) -> None:
        """What systemctl tells of a unit."""
        lines = "".join(f"{name}={value}\n" for name, value in properties.items())
        (self.folder / "properties" / unit).write_text(lines, "utf-8")

    def schedule(self, *words: str) -> int:
        return nianbao.main(["schedule", *words])


def machine(folder: Path, monkeypatch, project: str = "archive") -> Machine:
    """A machine with a manager of units, in whose project folder the test then is."""
    programs = folder / "bin"
    for made in (programs, folder / "properties", folder / project):
        made.mkdir()
    for name, text in (("systemctl", _SYSTEMCTL), ("loginctl", _LOGINCTL)):
        executable(programs / name, text)
    found = Machine(folder, folder / project)
    (found.project / "settings.toml").write_text("night.backups = 'copies'\n")
    register = "url,name,division\nhttp://www.qingtong.example/,青桐县人民政府,990101\n"
    (found.project / "portals.csv").write_text(register, "utf-8")
    found.knows("--property=Version", Version="252.38-1~deb12u1")
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("MACHINE", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.chdir(found.project)
    return found


def executable(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path
