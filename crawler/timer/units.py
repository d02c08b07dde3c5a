"""A plan to the texts of its two systemd units, the service that is one night and the timer that starts it."""

from collections.abc import Iterator

from crawler.timer.plan import Plan
from crawler.timer.quoting import command, folder, pattern, whole, word

_NIGHT = """
# A stop asked for is a clean interrupt (status 130) and no failure. Status 3, finished but somebody should look, is
# left a failure on purpose: the timer goes on all the same, and `systemctl --user --failed` shows it.
SuccessExitStatus=130
# What was killed from outside goes on where it was. What ended by itself has said why, and waits for the next night.
Restart=on-abnormal
RestartPreventExitStatus=130
RestartSec=5min
# A night that hangs must not keep the next one from beginning.
TimeoutStartSec=23h
TimeoutStopSec=2min
KillSignal=SIGINT
KillMode=mixed
# Others on this machine come first. A reader of one file that wants too much memory dies alone; the night goes on.
Nice=10
IOSchedulingClass=best-effort
IOSchedulingPriority=7
MemoryMax=75%
OOMPolicy=continue
# The night may write in the folders named here only. Older systemd passes over this for the units of users.
NoNewPrivileges=yes
ProtectSystem=strict
"""

_TIMER = """\
[Unit]
Description=Nianbao: every night at {at} in China

[Timer]
OnCalendar=*-*-* {at} Asia/Shanghai
# A night that was missed while the machine was off is made up for, once.
Persistent=true
# Not all who run this ask the portals in the same minute; each keeps its own, so that nights are a day apart.
RandomizedDelaySec=20m
FixedRandomDelay=true
AccuracySec=1m

[Install]
WantedBy=timers.target
"""


def service(plan: Plan) -> str:
    """The unit of one night."""
    return "".join(f"{line}\n" for line in _service(plan))


def timer(plan: Plan) -> str:
    """The unit that starts it every night."""
    return _TIMER.format(at=plan.asked.at)


def _service(plan: Plan) -> Iterator[str]:
    yield "[Unit]"
    yield f"Description=Nianbao: one night of {folder(plan.data)}"
    # four starts in six hours: then something is wrong that no restart mends
    yield "StartLimitIntervalSec=6h"
    yield "StartLimitBurst=4"
    yield ""
    yield "[Service]"
    yield "Type=oneshot"
    yield f"ExecStart={command(plan.command)}"
    yield f"WorkingDirectory={folder(plan.folder)}"
    yield "# Settings as variables, such as a password for mails; the file need not be there."
    yield f"EnvironmentFile=-{pattern(plan.environment_file)}"
    yield from _NIGHT.strip().splitlines()
    yield f"ReadWritePaths={' '.join(map(word, plan.written))}"
    if plan.has_own_tmp:
        yield "PrivateTmp=yes"
    else:
        yield "# No PrivateTmp=yes: what the night needs lies in a folder that it would hide."
        yield "ReadWritePaths=/tmp /var/tmp"
    if plan.wall:
        yield "# A second wall behind the crawler's own, for whichever systemd can build it: no private networks, but for"
        yield "# the name servers of this machine and whoever is told of the night."
        yield f"IPAddressDeny={whole(' '.join(plan.wall.shut))}"
        if plan.wall.open:
            yield f"IPAddressAllow={whole(' '.join(plan.wall.open))}"
