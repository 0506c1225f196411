"""A crawl in a process of its own, to be killed: python -m tests.crawl.crawl_once FOLDER SCALE ORIGIN [nobody]."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipelines import sources
from pipelines.corpus import CorpusError
from pipelines.crawl.clock import ScaledClock
from tests.crawl.harness import crawl

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    clock = ScaledClock(float(sys.argv[2]), origin=float(sys.argv[3]))
    declared = sources.load(folder / "sources.toml", only=True)
    if sys.argv[4:] == ["nobody"] and os.getuid() == 0:  # root may write anywhere
        os.setgid(65534)
        os.setuid(65534)
    try:
        crawl(folder, declared, clock=clock, only_due=True)
    except CorpusError as error:
        sys.exit(str(error))
