"""The main job: saved articles in, tables out."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines import __version__
from pipelines import formats as formats_module
from pipelines.corrections import Correction, folder_of
from pipelines.corrections import load as load_corrections
from pipelines.inputs import Document, DocumentReader, Problem, Source, find_sources
from pipelines.packed import Damaged
from pipelines.privacy import leave_out_names
from pipelines.publish import OutputError, keep_others, publication
from pipelines.reading import read_documents
from pipelines.schema import ARTICLES
from pipelines.state import State
from pipelines.store import FILE, Choice, Given, Kept, Seen, Store, Told
from pipelines.tables import Dataset
from pipelines.version import code_version, reading_version

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

    def take(self, counts: Mapping[str, int]) -> None:
        """Take the counts of ``State.counts``."""
        for name, number in counts.items():
            setattr(self, name, number)


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
                    state, summary = take_in(sources, jobs, progress, corrections, store)
                    if not state.any_text():
                        where, what = summary.warnings[0] if summary.warnings else ("input", "holds no articles")
                        raise NothingReadError(f"{where}: {what}; no article could be read, so nothing was written")
                    write_tables(state, store, output, folder, formats, names)
                    summary.take(state.counts())
                    store.settle()
                    break
                except Damaged:
                    if last:
                        raise OutputError(f"{output / FILE}: damaged again and again; check the disk") from None
                    store.repair()
                    for path in folder.iterdir():
                        path.unlink()
        summary.seconds = time.monotonic() - begun
        write_run(folder / "run.json", summary, paths)
    return summary


def write_tables(
    state: State, store: Store, output: Path, folder: Path, formats: Collection[str], names: bool
) -> None:
    """Write the tables of ``state`` into ``folder``, unless they are all in ``output`` as an earlier run wrote them."""
    files = state.files(output, folder)
    asked = f"{code_version()} {' '.join(sorted(formats))}"
    written = store.disk.fact("written").split("\n")
    if names and not state.stale and written[0] == asked and files.unchanged(written[1:]):
        keep_others(folder)
        return
    store.disk.note("written", "")
    if not names:
        with state.dataset() as (dataset, *_):
            files.count(dataset.rows)
            leave_out_names(dataset)
            formats_module.write(dataset, folder, formats)
        return
    if formats:
        with state.dataset(files) as (dataset, derived, digests):
            formats_module.write(dataset, folder, formats, derived, digests)
    else:
        formats_module.describe(folder, files.write(state.parts, state.stale, {}))
    every = sorted(path.name for path in folder.iterdir())
    files.note(every)
    store.disk.note("written", "\n".join((asked, *every)))


def collect(sources: Sequence[Source], jobs: int = 0, corrections: Sequence[Correction] = ()) -> tuple[Dataset, Summary]:
    """The rows of all articles of ``sources`` with ``corrections`` applied, in memory, and what was seen on the way."""
    with contextlib.closing(Store(None)) as store:
        state, summary = take_in(sources, jobs, None, corrections, store)
        dataset = state.in_memory()
        summary.count(dataset)
        return dataset, summary


def take_in(
    sources: Sequence[Source], jobs: int, progress: Progress | None, corrections: Sequence[Correction], store: Store
) -> tuple[State, Summary]:
    """What all articles of ``sources`` say with ``corrections`` applied, and what was seen on the way.

    Results that ``store`` holds are used, new ones put into it. Raises Damaged where it cannot be read.
    """
    summary = Summary()
    found = read_all(sources, jobs or _jobs_for(sources), store, progress)
    state = State(store, corrections)
    state.update(found.given)
    summary.duplicates, summary.superseded = state.left_out()
    conflicts, summary.dropped = state.outcome()
    summary.conflicts = conflict_notes(conflicts, {c.article_id: state.saved_as(c.article_id) for c, _ in conflicts})
    summary.reused = store.reused
    summary.warnings = [(where, what) for _, where, what in sorted(found.warnings)]
    summary.warnings += [(entry["where"], entry["what"]) for entry in summary.conflicts]
    return state, summary


@dataclass(slots=True)
class Found:
    """What a run found: its files in order, how many documents they have, and warnings by number of the document."""

    given: list[Given] = field(default_factory=list)
    documents: int = 0
    warnings: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _New:
    """A file that is read in this run: the number of its first document, the ids of results, what is to be told."""

    source: Source
    first: int
    ids: array[int] = field(default_factory=lambda: array("q"))
    told: list[Told] = field(default_factory=list)


def read_all(sources: Sequence[Source], jobs: int, store: Store, progress: Progress | None = None) -> Found:
    """Read all documents of ``sources`` into ``store``, except those that it knows."""
    reader = DocumentReader(sources)
    found = Found()
    done = 0
    order: list[Kept | _New] = []
    new: list[_New] = []
    firsts: list[int] = []

    def add(seen: Seen) -> None:
        file = new[bisect_right(firsts, seen.number) - 1]
        place = seen.number - file.first
        file.ids[place] = seen.id
        file.told.extend((place, seen.saved_as, warning) for warning in seen.warnings)

    def documents() -> Iterator[tuple[int, Document] | None]:
        for source in sources:
            known = store.unchanged(source)
            if known is not None:
                found.warnings += [(found.documents + place, where, what) for place, where, what in known.told]
                found.documents += known.documents
                order.append(known)
                reader.pass_over(source)
                yield None
                continue
            file = _New(source, found.documents)
            order.append(file)
            new.append(file)
            firsts.append(file.first)
            for document in reader.documents_of(source):
                number = found.documents
                found.documents += 1
                file.ids.append(0)
                if isinstance(document, Problem):
                    file.told.append((number - file.first, document.where, document.what))
                elif (seen := store.find(number, document)) is not None:
                    add(seen)
                    if number % _BREATH == 0:
                        yield None
                else:
                    yield number, document

    try:
        for result in read_documents(documents(), jobs):
            if result is not None:
                add(store.add(result.number, result.document, result.packed))
                done += 1
            if progress:
                progress(done + store.reused, reader.bytes_read)
    finally:
        store.commit()
    for each in order:  # from here on, nothing is kept until the tables are
        if isinstance(each, Kept):
            found.given.append(Given(each.source))
        else:
            found.given.append(store.remember(each.source, each.ids, each.told))
            found.warnings += [(each.first + place, where, what) for place, where, what in each.told]
    return found


def correction_conflicts(dataset: Dataset, left: Iterable[tuple[Correction, str]]) -> list[dict[str, str]]:
    """Corrections that could not be applied, with why, as run.json tells of them."""
    at, place = ARTICLES.header.index("article_id"), ARTICLES.header.index("saved_as")
    return conflict_notes(left, {row[at]: row[place] for row in dataset.rows[ARTICLES.name]})


def conflict_notes(left: Iterable[tuple[Correction, str]], saved: Mapping[str, str]) -> list[dict[str, str]]:
    """The same, given where articles are ``saved``, by article_id."""
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
