"""The main job: saved articles in, tables out."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import time
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines import __version__
from pipelines import formats as formats_module
from pipelines.corrections import Correction, folder_of
from pipelines.corrections import load as load_corrections
from pipelines.inputs import Document, DocumentReader, Problem, Source, find_sources
from pipelines.privacy import leave_out_names
from pipelines.publish import OutputError, publication
from pipelines.reading import read_documents
from pipelines.schema import ARTICLES
from pipelines.store import FILE, Choice, Damaged, Seen, Store
from pipelines.stored import kept, resolved
from pipelines.tables import Dataset
from pipelines.version import reading_version

_SMALL = 3_000_000  # bytes of input below which starting processes costs more than they save
_BREATH = 500  # known results after which those that were read are taken away


class NothingReadError(ValueError):
    """Not one article could be read; the message is one line for the user."""


@dataclass(slots=True)
class Summary:
    """What a run did. ``warnings`` are (where, what) in input order, of articles and of other input."""

    articles: int = 0
    with_awards: int = 0
    awards: int = 0
    recipients: int = 0
    campaigns: int = 0
    rates: int = 0
    duplicates: int = 0  # the same page saved twice
    superseded: int = 0  # older versions of a page that was saved again
    reused: int = 0  # results of an earlier run
    seconds: float = 0.0
    warnings: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[dict[str, str]] = field(default_factory=list)  # corrections that could not be applied
    dropped: list[str] = field(default_factory=list)  # rows that people dropped

    def count(self, dataset: Dataset) -> None:
        """Count the rows of ``dataset``."""
        awarded = ARTICLES.header.index("n_awards")
        self.articles = len(dataset.rows[ARTICLES.name])
        self.with_awards = sum(1 for row in dataset.rows[ARTICLES.name] if row[awarded])
        for name in ("awards", "recipients", "campaigns", "rates"):
            setattr(self, name, len(dataset.rows[name]))


Progress = Callable[[int, int], None]
"""Called with articles read so far and bytes of input read so far."""


def run(
    paths: Sequence[str | os.PathLike[str]],
    output: Path,
    jobs: int = 0,
    progress: Progress | None = None,
    *,
    formats: Collection[str] = formats_module.DEFAULT,
    names: bool = True,
    choice: Choice | None = None,
) -> Summary:
    """Read the articles that ``paths`` lead to and write the tables into ``output``.

    ``jobs`` is the number of processes; 0 decides by the size of the input, 1 works in this one. ``formats`` are
    written beside the CSV files; without ``names``, those of individuals are left out of everything. Results of earlier
    runs into ``output`` are used for pages that have not changed; ``choice`` says which are read again. Raises InputError
    when the paths lead nowhere, NothingReadError when no article could be read, OutputError when ``output`` cannot be
    written; in each case what is in ``output`` stays as it was.
    """
    begun = time.monotonic()
    sources = find_sources(paths)
    corrections = load_corrections(folder_of(paths))
    with publication(output, formats_module.owned()) as folder:
        for last in (False, True):
            with contextlib.closing(Store(output, choice)) as store:
                try:
                    dataset, summary = collect(sources, jobs, progress, corrections, store)
                    if not any(summary_rows(dataset)):
                        where, what = summary.warnings[0] if summary.warnings else ("input", "holds no articles")
                        raise NothingReadError(f"{where}: {what}; no article could be read, so nothing was written")
                    if not names:
                        leave_out_names(dataset)
                    formats_module.write(dataset, folder, formats)
                    break
                except Damaged:
                    if last:
                        raise OutputError(f"{output / FILE}: damaged again and again; check the disk") from None
                    store.repair()
        summary.seconds = time.monotonic() - begun
        write_run(folder / "run.json", summary, paths)
    return summary


def collect(
    sources: Sequence[Source],
    jobs: int = 0,
    progress: Progress | None = None,
    corrections: Sequence[Correction] = (),
    store: Store | None = None,
) -> tuple[Dataset, Summary]:
    """The rows of all articles of ``sources`` with ``corrections`` applied, and what was seen on the way.

    Results that ``store`` holds are used, new ones put into it; the rows of articles.csv and the texts that the report
    shows stay there, so that it must be open as long as the dataset is used. Raises Damaged where it cannot be read.
    """
    if store is None:
        with contextlib.closing(Store(None)) as store:
            dataset, summary = collect(sources, jobs, progress, corrections, store)
            dataset.rows[ARTICLES.name] = list(dataset.rows[ARTICLES.name])
            return dataclasses.replace(dataset, readings=dict(dataset.readings)), summary
    summary = Summary()
    found = read_all(sources, jobs or _jobs_for(sources), store, progress)
    ids, summary.duplicates, summary.superseded = kept(store, found.ids)
    dataset, conflicts, summary.dropped = resolved(store, ids, corrections)
    summary.conflicts = correction_conflicts(dataset, conflicts)
    summary.count(dataset)
    summary.reused = store.reused
    summary.warnings = [(where, what) for _, where, what in sorted(found.warnings)]
    summary.warnings += [(entry["where"], entry["what"]) for entry in summary.conflicts]
    return dataset, summary


@dataclass(slots=True)
class Found:
    """What a run found: the id of the result by number of the document (0 where there is none), and warnings."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    warnings: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, seen: Seen) -> None:
        """Take note of a result."""
        self.ids[seen.number] = seen.id
        self.warnings.extend((seen.number, seen.saved_as, warning) for warning in seen.warnings)


def read_all(sources: Sequence[Source], jobs: int, store: Store, progress: Progress | None = None) -> Found:
    """Read all documents of ``sources`` into ``store``, except those that it knows."""
    reader = DocumentReader(sources)
    found = Found()
    done = 0
    new: list[tuple[Source, int, int, list[tuple[int, str, str]]]] = []  # files read now: their numbers and problems

    def documents() -> Iterator[tuple[int, Document] | None]:
        for source in sources:
            first = len(found.ids)
            known = store.unchanged(source, first)
            if known is not None:
                for item in known:
                    found.ids.append(0)
                    if isinstance(item, Seen):
                        found.add(item)
                    else:
                        found.warnings.append(item)
                reader.pass_over(source)
                yield None
                continue
            problems: list[tuple[int, str, str]] = []
            for document in reader.documents_of(source):
                number = len(found.ids)
                found.ids.append(0)
                if isinstance(document, Problem):
                    problems.append((number, document.where, document.what))
                elif (seen := store.find(number, document)) is not None:
                    found.add(seen)
                    if number % _BREATH == 0:
                        yield None
                else:
                    yield number, document
            found.warnings += problems
            new.append((source, first, len(found.ids), problems))

    for result in read_documents(documents(), jobs):
        if result is not None:
            found.add(store.add(result.number, result.document, result.packed))
            done += 1
        if progress:
            progress(done + store.reused, reader.bytes_read)
    for source, first, end, problems in new:
        store.remember(source, first, found.ids[first:end], problems)
    store.commit()
    return found


def correction_conflicts(dataset: Dataset, left: Iterable[tuple[Correction, str]]) -> list[dict[str, str]]:
    """Corrections that could not be applied, with why, as run.json tells of them."""
    at, place = ARTICLES.header.index("article_id"), ARTICLES.header.index("saved_as")
    saved = {row[at]: row[place] for row in dataset.rows[ARTICLES.name]}
    return [
        {"where": saved[c.article_id], "article_id": c.article_id, "award_id": c.award_id,
         "what": f"correction ({c.action}, by {c.who}) of {c.evidence[:60]!r} not applied: {why}; see khenthuong review"}
        for c, why in left
    ]  # fmt: skip


def summary_rows(dataset: Dataset) -> Iterator[int]:
    """Lengths of the texts of all articles: all zero means that nothing was read."""
    position = ARTICLES.header.index("n_chars")
    return (row[position] for row in dataset.rows["articles"])


def write_run(path: Path, summary: Summary, paths: Iterable[str | os.PathLike[str]]) -> None:
    """Write ``run.json``: how the tables beside it came to be. Unlike them, it differs between equal runs (seconds)."""
    counts = dataclasses.asdict(summary)
    seconds, warnings, conflicts, dropped = (
        counts.pop(name) for name in ("seconds", "warnings", "conflicts", "dropped")
    )
    record: dict[str, Any] = {
        "version": __version__,
        "reading": reading_version(),
        "inputs": [Path(os.fspath(given)).as_posix() for given in paths],
        "counts": counts,
        "seconds": round(seconds, 2),
        "warnings": [{"where": where, "what": what} for where, what in warnings],
        "conflicts": conflicts,
        "dropped": dropped,
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _jobs_for(sources: Sequence[Source]) -> int:
    packed = sum(source.size * (5 if source.path.name.endswith(".gz") else 1) for source in sources)
    return 1 if packed < _SMALL else max(1, _cores())


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
