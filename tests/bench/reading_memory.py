"""A process that reads files one after the other and tells its peak memory."""

import json
import sys
from pathlib import Path

from pipelines.extract import extract
from tests.bench.measure import peak_megabytes

if __name__ == "__main__":
    for name in sys.argv[1:]:
        extract(Path(name).read_bytes(), file=name)
    print(json.dumps({"peak_mb": peak_megabytes()}))
