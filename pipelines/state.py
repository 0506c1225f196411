"""What the tables say, kept from run to run: taking in what the files of a run changed, and what there is to say of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.copying import Copying
from pipelines.corrections import Correction
from pipelines.relating import Relating
from pipelines.schema import ALL_TABLES, ARTICLES, TABLES
from pipelines.standing import Corrected, restand
from pipelines.store import Given, Store
from pipelines.tables import Dataset
from pipelines.written import Files, Parts, Readings, Spool, Stale, shingles_of, spool

_HALF = 2  # part of the standing results from which, gone, all is made anew


class State:
    """What the standing results of ``store`` say, ``corrections`` applied. All is lost that is not settled (``Store.settle``)."""

    def __init__(self, store: Store, corrections: Sequence[Correction] = ()) -> None:
        self._store, self._disk = store, store.disk
        self._corrected = Corrected(store, corrections)
        self.parts = Parts(store, self._corrected)
        self.stale = Stale()

    def update(self, given: Sequence[Given]) -> None:
        """Take in that these are the files of the run, in their order."""
        corrections = self._corrected.corrections
        (before,) = self._disk.one("SELECT count(*) FROM standing")
        changes = restand(self._disk, given, corrections)
        if before and len(changes.removed) * _HALF > before:
            self._disk.forget()
            changes = restand(self._disk, [Given(each.source) for each in given], corrections)
        copies = Copying(self._store, self._corrected).update(changes)
        changes.revised |= copies
        renewed = Relating(self._disk, self._corrected).update(changes)
        self.stale.take(self._disk, changes, copies, renewed)

    def any_text(self) -> bool:
        """Whether a text was found in any article."""
        if self._disk.one("SELECT 1 FROM standing JOIN reading ON reading.id = standing.reading WHERE text_found LIMIT 1"):
            return True
        ids = [found[0] for found in self._disk.all("SELECT reading FROM standing")]
        return any(row[ARTICLES.header.index("n_chars")] for row in self._store.articles(ids))

    def left_out(self) -> tuple[int, int]:
        """How many pages are mere copies, and how many are older versions of one."""
        copies, older = self._disk.one("SELECT sum(copies), sum(older) FROM standing WHERE copies OR older")
        return int(copies or 0), int(older or 0)

    def counts(self) -> dict[str, int]:
        """Rows of the tables of articles as written, by name, and articles "with_awards"."""
        found = dict(self._disk.all("SELECT name, sum(rows) FROM part GROUP BY name"))
        (awarded,) = self._disk.one("SELECT count(*) FROM related WHERE awards")
        return {table.name: int(found.get(table.name) or 0) for table in TABLES} | {"with_awards": int(awarded)}

    def outcome(self) -> tuple[list[tuple[Correction, str]], list[str]]:
        """The corrections that could not be applied, with why, and the award_ids of rows dropped."""
        return self._corrected.outcome()

    def saved_as(self, page: str) -> str:
        """The file that an article was read from."""
        question = "SELECT saved_as FROM standing JOIN reading ON reading.id = standing.reading WHERE page = ?"
        return str(self._disk.one(question, (page,))[0])

    def files(self, output: Path, folder: Path) -> Files:
        """The CSV files in ``output``, and those that replace them in ``folder``."""
        return Files(self._disk, output, folder)

    @contextmanager
    def dataset(self, files: Files | None = None) -> Iterator[tuple[Dataset, dict[str, Any], dict[str, str]]]:
        """All rows of the tables of articles, and those of the tables made from them; they lie in files until the end. With
        ``files``, these are written at once; the third are their SHA-256 by name."""
        with tempfile.TemporaryDirectory(prefix="khenthuong-") as folder:
            spools: dict[str, Any] = {table.name: Spool(Path(folder) / table.name) for table in ALL_TABLES}
            digests = {}
            if files:
                digests = files.write(self.parts, self.stale, spools)
            else:
                spool(self.parts, spools)
            rows = {table.name: spools.pop(table.name) for table in TABLES}
            yield Dataset(rows, {}, Readings(self._store)), spools, digests

    def in_memory(self) -> Dataset:
        """All rows of the tables of articles, in memory."""
        with self.dataset() as (dataset, *_):
            rows = {name: list(found) for name, found in dataset.rows.items()}
            return Dataset(rows, shingles_of(self._store), dict(dataset.readings))

