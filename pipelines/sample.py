"""The committed result for the sample corpus: ``python -m pipelines.sample`` writes ``output/sample`` anew.

``run.json`` is left out of it: it holds the seconds that the run took.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction import run
from pipelines.store import FILE

CORPUS = Path("corpus/sample")
RESULT = Path("output/sample")


def write_sample(result: Path = RESULT) -> None:
    """Run the main job on the sample corpus into ``result``. Call from the project's root folder."""
    run([CORPUS], result, jobs=1, formats=())
    for name in ("run.json", FILE):
        (result / name).unlink(missing_ok=True)


if __name__ == "__main__":
    write_sample()
