"""The catalogue to the folder of cases; files that need a program stay as they are where it is missing."""

import argparse
import shutil
import sys
from pathlib import Path

from tests.golden.make.catalogue.all_cases import all_cases
from tests.golden.make.expected import dumps

FOLDER = Path(__file__).parents[1] / "cases"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden.make", description=__doc__)
    parser.add_argument("names", nargs="*", help="only cases whose name begins so")
    parser.add_argument("--programs", action="store_true", help="make those files too that soffice or chromium write")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    made = 0
    for case in all_cases():
        if options.names and not case.name.startswith(tuple(options.names)):
            continue
        path = FOLDER / case.name
        (FOLDER / f"{case.name.partition('.')[0]}.expected.json").write_text(dumps(case.expected), "utf-8")
        if case.needs is None or (options.programs and shutil.which(case.needs)):
            path.write_bytes(case.build())
            made += 1
        elif not path.exists():
            print(f"{case.name}: not there, and needs {case.needs}; run again with --programs", file=sys.stderr)
            return 1
    print(f"{made} files made")
    return 0


if __name__ == "__main__":
    sys.exit(main())
