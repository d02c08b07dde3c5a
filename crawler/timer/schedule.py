"""The verb `schedule`: installs, shows and removes the timer that runs a night by itself."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from archive.clock import CHINA, time_now
from archive.errors import SettingsError, UsageError
from archive.verbs import DONE, INCOMPLETE
from crawler.portals.register import load_portals
from crawler.settings import FILE_VARIABLE, Settings, load
from crawler.timer import systemd
from crawler.timer.plan import Asked, Plan, asked_for, config_home, plan_of, unit_of
from crawler.timer.quoting import cron_command
from crawler.timer.showing import Standing, told
from crawler.timer.unit_files import UnitFile, UnitFiles, sealed_units, unit_files


def schedule(options: argparse.Namespace, _: Settings) -> int:
    """Does what the words ask for."""
    if options.action == "install":
        return _install(options)
    for option, value in (("--at", options.at), ("--dry-run", options.dry_run)):
        if value:
            raise UsageError(f"{option} goes with `schedule install` only")
    return {"show": _show, "remove": _remove}[options.action](options.name)


def cron_line(plan: Plan, now: datetime) -> str:
    """The line of a crontab that does the same; the last night's words are kept, and mailed when its status is not 0."""
    at = time.fromisoformat(plan.asked.at)
    local = datetime.combine(now.astimezone(CHINA).date(), at, CHINA).astimezone(now.tzinfo)
    log = cron_command([plan.folder / f"{plan.asked.unit}-cron.log"])
    return f"{local.minute} {local.hour} * * * {cron_command(plan.command)} >{log} 2>&1 || cat {log}"


def _install(options: argparse.Namespace) -> int:
    asked = asked_for(options.settings, options.data, options.at, options.name, os.environ)
    home = config_home(os.environ)
    plan = plan_of(asked, home)
    files = unit_files(home, asked.unit)
    texts = sealed_units(plan)
    cron = cron_line(plan, time_now().astimezone())
    if options.dry_run:
        print("\n".join(f"# {file.path}\n{text}" for file, text in zip(files, texts, strict=True)), end="")
        return DONE
    _refuse_a_night_that_cannot_begin(asked)
    there = systemd.is_there()
    if not there.is_ok:
        raise UsageError(f"no systemd for this user ({there.complaint}); nothing is written. With cron, use: {cron}")
    _refuse_to_overwrite(files)
    for folder in plan.written:
        folder.mkdir(parents=True, exist_ok=True)  # what is not there cannot be opened for writing
    _write(files, texts)
    for file in files:
        _say(f"installed: {file.path}")
    for line in _what_to_know(plan):
        _say(line)
    return DONE


def _refuse_a_night_that_cannot_begin(asked: Asked) -> None:
    register = load(asked.settings, {}).portals
    if not load_portals(register):
        raise UsageError(f"{register}: no portals in it; add lines of url,name,division")


def _refuse_to_overwrite(files: UnitFiles) -> None:
    for file in files:
        if file.state(None) == "foreign":
            raise UsageError(f"{file.path}: not written by nianbao; take another --name")
        if file.state(None) == "changed":
            raise UsageError(
                f"{file.path}: changed by hand; keep your lines with `systemctl --user edit {file.path.name}`, "
                "then `nianbao schedule remove` and install again"
            )


def _write(files: UnitFiles, texts: Sequence[str]) -> None:
    """Both units and their start, or things as they were."""
    try:
        for file, text in zip(files, texts, strict=True):
            file.write(text)
        _must(systemd.systemctl("daemon-reload"))
        _must(systemd.systemctl("enable", "--now", files.timer.path.name))
    except BaseException:
        if not files.are_there:
            systemd.systemctl("disable", "--now", files.timer.path.name)
        for file in files:
            file.put_back()
        systemd.systemctl("daemon-reload")
        raise


def _must(answer: systemd.Answer) -> None:
    if not answer.is_ok:
        raise UsageError(f"systemd refuses: {answer.complaint}; nothing is changed")


def _what_to_know(plan: Plan) -> list[str]:
    lines = [f"next night: {_next(plan.asked.unit)}; try it now: systemctl --user start {plan.asked.unit}.service"]
    if not systemd.lingers():
        lines.append("note: it runs only while you are logged in, until you say `loginctl enable-linger`")
    unseen = sorted(name for name in os.environ if name.startswith("NIANBAO_") and name != FILE_VARIABLE)
    if unseen:
        lines.append(f"note: the night does not see {', '.join(unseen)} of this shell; use {plan.environment_file}")
    return lines


def _next(unit: str) -> str:
    when = systemd.time_told(systemd.properties(f"{unit}.timer").get("NextElapseUSecRealtime"))
    return f"{when.astimezone(CHINA):%Y-%m-%d %H:%M} in China, {when.astimezone(UTC):%H:%M} UTC" if when else "unknown"


def _show(name: str | None) -> int:
    unit = unit_of(name)
    files = unit_files(config_home(os.environ), unit)
    if not files.are_there:
        print(f"{unit}.timer: not installed")
        return INCOMPLETE
    there = systemd.is_there()
    asked = files.service.asked
    standing = Standing(
        files,
        asked,
        _wanted(asked, config_home(os.environ)) if asked else "",
        there.complaint,
        _known(there, f"{unit}.timer"),
        _known(there, f"{unit}.service"),
        lingers=systemd.lingers(),
    )
    lines = told(standing)
    for line in lines:
        print(line.text)
    return DONE if all(line.is_fine for line in lines) else INCOMPLETE


def _known(there: systemd.Answer, unit: str) -> Mapping[str, str]:
    return systemd.properties(unit) if there.is_ok else {}


def _wanted(asked: Asked, home: Path) -> tuple[str, str] | str:
    """The texts that would be written today; in one word why not, where the settings do not read."""
    try:
        return sealed_units(plan_of(asked, home))
    except (SettingsError, UsageError) as error:
        return str(error)


def _remove(name: str | None) -> int:
    unit = unit_of(name)
    files = unit_files(config_home(os.environ), unit)
    if not files.are_there:
        _say(f"{unit}.timer: not installed; nothing to remove")
        return DONE
    for file in files:
        if file.state(None) == "foreign":
            raise UsageError(f"{file.path}: not written by nianbao; left alone")
    answer = systemd.systemctl("disable", "--now", files.timer.path.name)
    if not answer.is_ok:
        _say(f"note: systemd cannot be told ({answer.complaint}); the files go all the same")
    # else a later timer of this name would make up at once for the nights in between
    systemd.systemctl("clean", "--what=state", files.timer.path.name)
    _forget(files.link)
    for file in files:
        _take_away(file)
    systemd.systemctl("daemon-reload")
    _say("the archive stays as it is; a night that is at work goes on to its end")
    return DONE


def _forget(link: Path) -> None:
    if link.is_symlink():
        link.unlink()


def _take_away(file: UnitFile) -> None:
    if file.found is not None:
        file.remove()
        _say(f"removed: {file.path}")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
