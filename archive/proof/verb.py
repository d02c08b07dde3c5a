"""The verb `verify`: an archive to a line for each thing that is wrong, or one that says it is whole."""

import argparse
import sys
import time

from archive.verbs import DONE, FAILED, ArchiveSettings

_SAMPLE = 2000
_KINDS = ("WARC file", "WARC record", "snapshot", "record", "report")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--sample",
        type=int,
        nargs="?",
        const=_SAMPLE,
        metavar="N",
        help=f"only N captures and as many reports, chosen at random ({_SAMPLE} where N is left out)",
    )


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Proves the archive, or a sample of it."""
    from archive.errors import UsageError
    from archive.proof.finding import Tally
    from archive.talk import Progress, counted
    from archive.verify import sampled, verify

    count: int | None = options.sample
    if count is not None and count < 1:
        raise UsageError(f"--sample {count}: must be 1 or more")
    tally, started = Tally(), time.monotonic()
    found = 0
    with Progress(lambda: looked_at(tally)) as progress:

        def note(text: str) -> None:
            progress.print(f"note: {text}", sys.stderr)

        findings = verify(settings.data, tally, note) if count is None else sampled(settings.data, count, tally, note)
        for finding in findings:
            progress.print(str(finding))
            found += 1
    summary = f"{looked_at(tally)} in {time.monotonic() - started:.1f} s"
    if found:
        print(f"{settings.data}: {counted(found, 'finding')} above; looked at {summary}", file=sys.stderr)
        return FAILED
    print(f"{settings.data}: {'whole' if count is None else 'the sample is whole'}. {summary}")
    return DONE


def looked_at(tally: dict[str, int]) -> str:
    """What was counted, in words."""
    from archive.talk import counted

    return ", ".join(counted(tally[kind], kind) for kind in _KINDS)
