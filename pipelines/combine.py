"""What only all articles together show, worked out by a cluster over the Parquet partitions of a corpus.

The same rules as on one machine (``pipelines.resolve``, ``pipelines.copies``, ``pipelines.summary``); what is compared
meets by Dask's shuffles: versions of a page by article_id, possible copies by their smallest shingles and then by the
bands of their MinHash, rows of an event by event_id, events of the summary by its key. Only the award rows, some per cent
of all that is read, come together in one task, which finds the events. No step brings all articles to one machine.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipelines.copies import Copy, Text, bands, copied, gate, leaders, paired, share_gate, signature, similarity
from pipelines.corrections import Correction
from pipelines.corrections import apply as apply_corrections
from pipelines.partitions import Part, read_articles, read_texts
from pipelines.resolve import Relations, fill, is_correction, relate, texts_of
from pipelines.schema import ARTICLES, AWARDS, RECIPIENTS, SUMMARY
from pipelines.summary import cell_of, event_row, events_of, in_order, panel
from pipelines.tables import Dataset, Row
from pipelines.versions import Version, best

SETTINGS = {
    "dataframe.shuffle.method": "tasks",  # what a worker held that died is made again, and nothing else
    "dataframe.convert-string": False,  # columns hold bytes and tuples too
}
_PLACE = 1 << 40  # more than there are pages in a shard


@dataclass(slots=True)
class Combined:
    """What ``combine`` gives: delayed resolved rows by part, rows of the derived tables, and what was seen."""

    parts: list[Any]
    events: list[Row] = field(default_factory=list)
    summary: list[Row] = field(default_factory=list)
    duplicates: int = 0
    superseded: int = 0
    conflicts: list[tuple[Correction, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def combine(parts: Sequence[Part], corrections: Sequence[Correction] = ()) -> Combined:
    """Resolve the articles of ``parts``, which are in the order of the input, on the cluster of the present client."""
    import dask
    import dask.dataframe as dd
    import pandas as pd

    number = len(parts)
    delayed = dask.delayed
    old = dd.from_map(_versions, list(enumerate(parts)), meta=_frame(_VERSION))
    old = old.shuffle("article_id", npartitions=number).map_partitions(_superseded, meta=_frame(_OLD)).persist()
    left_out = [delayed(_pages)(frame) for frame in _by_part(old, number)]
    gates = dd.from_map(_gates, list(enumerate(parts)), meta=_frame(_GATE))
    shared = gates.shuffle("gate", npartitions=number).map_partitions(_sharing, meta=_frame(_PAGE))
    texts = [
        delayed(_texts)(part, out, near, corrections)
        for part, out, near in zip(parts, left_out, _by_part(shared, number), strict=True)
    ]
    near = dd.from_delayed(texts, meta=_frame(_TEXT)).persist()
    banded = near.map_partitions(_banded, meta=_frame(_BAND)).shuffle("band", npartitions=number)
    pairs = banded.map_partitions(_paired, meta=_frame(_PAIR))
    pairs = pairs.merge(near.rename(columns={"article_id": "one", "text": "text_one"}), on="one")
    pairs = pairs.merge(near.rename(columns={"article_id": "other", "text": "text_other"}), on="other")
    copies = pairs.map_partitions(_copies, meta=_frame(_COPY)).compute()
    leader_of = leaders(Copy(*copy) for copy in set(copies["copy"]))

    stating = [delayed(_stating)(part, out, corrections) for part, out in zip(parts, left_out, strict=True)]
    leading = delayed(pickle.loads)(pickle.dumps(leader_of))  # one object to Dask, and made again if its worker dies
    related = delayed(_relate, nout=number)(stating, leading)
    finished = [
        delayed(_finish)(part, out, leading, related[at], corrections)
        for at, (part, out) in enumerate(zip(parts, left_out, strict=True))
    ]
    finished, notes = dask.persist(finished, [delayed(_notes)(each, corrections) for each in stating])
    awards = dd.from_delayed([delayed(_award_frame)(each) for each in finished], meta=_frame(_AWARD))
    events = awards.shuffle("event_id", npartitions=number).map_partitions(_events, meta=_frame(_EVENT)).persist()
    cells = events.shuffle("cell", npartitions=number).map_partitions(_panel, meta=_frame(_ROW))
    event_frame, cell_frame, old_frame = events[["event"]].compute(), cells.compute(), old[["same"]].compute()
    (notes,) = dask.compute(notes)
    result = Combined(finished)
    result.events = in_order(map(event_row, event_frame["event"]))
    result.summary = sorted(cell_frame["row"], key=_summary_key)
    result.duplicates = int(pd.Series(old_frame["same"]).sum())
    result.superseded = len(old_frame) - result.duplicates
    result.conflicts = [(corrections[at], why) for at, why in sorted(entry for note in notes for entry in note[0])]
    result.dropped = sorted(award for note in notes for award in note[1])
    return result


_PAGE = {"part": "int64", "page": "int64"}
_VERSION = _PAGE | {"article_id": object, "sha256": object, "text_found": bool, "fetched_at": object, "place": "int64"}
_OLD = _PAGE | {"same": bool}
_GATE = _PAGE | {"gate": "int64", "article_id": object}
_TEXT = {"article_id": object, "text": object}
_BAND = {"band": object, "article_id": object, "order": object}
_PAIR = {"one": object, "other": object}
_COPY = {"copy": object}
_AWARD = {"event_id": object, "row": object, "correcting": bool}
_EVENT = {"cell": object, "event": object, "articles": object}
_ROW = {"row": object}


def _frame(columns: dict[str, Any], rows: Any = ()) -> Any:
    import pandas as pd

    rows = list(rows)
    series = {name: pd.Series([row[at] for row in rows], dtype=kind) for at, (name, kind) in enumerate(columns.items())}
    return pd.DataFrame(series)


def _by_part(frame: Any, number: int) -> list[Any]:
    """The rows of ``frame`` that are of each part, delayed."""
    return list(frame.set_index("part", divisions=[*range(number), number - 1]).to_delayed())


def _pages(frame: Any) -> frozenset[int]:
    return frozenset(int(page) for page in frame["page"])


def _versions(numbered: tuple[int, Part]) -> Any:
    at, part = numbered
    names = ["article_id", "content_sha256", "text_found", "fetched_at", "place"]
    columns = [column.to_pylist() for column in read_texts(part, names).select(names).columns]
    return _frame(_VERSION, ((at, page, *row) for page, row in enumerate(zip(*columns, strict=True))))


def _superseded(frame: Any) -> Any:
    """Of each page the saved versions that another stands for; ``same`` says whether it is a mere copy."""
    rows = []
    for _, group in frame.groupby("article_id"):
        if len(group) == 1:
            continue
        versions = {
            Version(int(row.part) * _PLACE + int(row.place), row.sha256, bool(row.text_found), row.fetched_at): row
            for row in group.itertuples()
        }
        kept = best(versions)
        known = {kept.content_sha256}
        for version in sorted(versions.keys() - {kept}):
            rows.append((versions[version].part, versions[version].page, version.content_sha256 in known))
            known.add(version.content_sha256)
    return _frame(_OLD, rows)


def _gates(numbered: tuple[int, Part]) -> Any:
    at, part = numbered
    columns = read_texts(part, ["article_id", "shingles"])
    ids, values = columns.column("article_id").to_pylist(), columns.column("shingles").to_pylist()
    return _frame(
        _GATE,
        ((at, page, value, ids[page]) for page, shingles in enumerate(values) for value in gate(shingles or ())),
    )


def _sharing(frame: Any) -> Any:
    pages: set[tuple[int, int]] = set()
    for _, group in frame[frame["gate"].duplicated(keep=False)].groupby("gate"):
        if group["article_id"].nunique() > 1:
            pages |= set(zip(group["part"], group["page"], strict=True))
    return _frame(_PAGE, sorted(pages))


def _dataset(part: Part, left_out: Collection[int], corrections: Sequence[Correction]) -> tuple[Dataset, list[Any], list[str]]:
    """The rows of a part with corrections; those (by number) that cannot be applied, with why; rows dropped."""
    dataset = Dataset.of(read_articles(part, left_out))
    conflicts, dropped = apply_corrections(dataset, corrections)
    number = {id(correction): at for at, correction in enumerate(corrections)}
    return dataset, [(number[id(correction)], why) for correction, why in conflicts], dropped


def _texts(part: Part, left_out: Collection[int], near: Any, corrections: Sequence[Correction]) -> Any:
    wanted = _pages(near) - set(left_out)
    ids = read_texts(part, ["article_id"]).column("article_id").to_pylist() if wanted else []
    chosen = {ids[page] for page in wanted}
    dataset = _dataset(part, set(range(len(ids))) - wanted, corrections)[0] if wanted else Dataset()
    return _frame(_TEXT, ((text.article_id, text) for text in texts_of(dataset) if text.article_id in chosen))


def _banded(frame: Any) -> Any:
    rows = (
        (bytes([place]) + band, article_id, text.order)
        for article_id, text in zip(frame["article_id"], frame["text"], strict=True)
        for place, band in enumerate(bands(signature(text.shingles)))
    )
    return _frame(_BAND, rows)


def _paired(frame: Any) -> Any:
    pairs: set[tuple[str, str]] = set()
    for _, group in frame[frame["band"].duplicated(keep=False)].groupby("band"):
        order = dict(zip(group["article_id"], group["order"], strict=True))
        pairs |= paired(list(order), lambda article_id, order=order: (order[article_id], article_id))  # type: ignore[misc]
    return _frame(_PAIR, sorted(pairs))


def _copies(frame: Any) -> Any:
    found: set[Copy] = set()
    done: set[tuple[str, str]] = set()
    known: dict[str, Any] = {}

    def of(text: Text) -> Any:
        if text.article_id not in known:
            known[text.article_id] = signature(text.shingles)
        return known[text.article_id]

    for one, other in zip(frame["text_one"], frame["text_other"], strict=True):
        if (one.article_id, other.article_id) in done or not share_gate(one.shingles, other.shingles):
            continue
        done.add((one.article_id, other.article_id))
        if copy := copied(one, other, similarity(of(one), of(other))):
            found.add(copy)
    return _frame(_COPY, ([copy] for copy in sorted(found)))


class _Stating(NamedTuple):
    dataset: Dataset  # of the articles with awards
    conflicts: list[Any]
    dropped: list[str]


def _stating(part: Part, left_out: Collection[int], corrections: Sequence[Correction]) -> _Stating:
    dataset, conflicts, dropped = _dataset(part, left_out, corrections)
    at = AWARDS.header.index("article_id")
    ids = {row[at] for row in dataset.rows[AWARDS.name]}
    own = ARTICLES.header.index("article_id")
    few = Dataset(
        {
            AWARDS.name: dataset.rows[AWARDS.name],
            RECIPIENTS.name: dataset.rows[RECIPIENTS.name],
            ARTICLES.name: [row for row in dataset.rows[ARTICLES.name] if row[own] in ids],
        },
        {article_id: values for article_id, values in dataset.shingles.items() if article_id in ids},
    )
    return _Stating(few, conflicts, dropped)


def _notes(stating: _Stating, corrections: Sequence[Correction]) -> tuple[list[Any], list[str]]:
    return stating.conflicts, stating.dropped


def _relate(stating: Sequence[_Stating], leader_of: dict[str, str]) -> list[Relations]:
    """The relations of all awards, as a list by part."""
    relations = relate(Dataset.merged(each.dataset for each in stating), leader_of)
    at = AWARDS.header.index("award_id")
    return [{row[at]: relations[row[at]] for row in each.dataset.rows[AWARDS.name]} for each in stating]


def _finish(
    part: Part,
    left_out: Collection[int],
    leader_of: dict[str, str],
    relations: Relations,
    corrections: Sequence[Correction],
) -> Dataset:
    dataset = _dataset(part, left_out, corrections)[0]
    fill(dataset, leader_of, relations)
    return dataset


def _award_frame(dataset: Dataset) -> Any:
    own, title = ARTICLES.header.index("article_id"), ARTICLES.header.index("title")
    correcting = {row[own] for row in dataset.rows[ARTICLES.name] if is_correction(row[title])}
    event, at = AWARDS.header.index("event_id"), AWARDS.header.index("article_id")
    return _frame(_AWARD, ((row[event], row, row[at] in correcting) for row in dataset.rows[AWARDS.name]))


def _events(frame: Any) -> Any:
    at = AWARDS.header.index("article_id")
    correcting = {row[at] for row, so in zip(frame["row"], frame["correcting"], strict=True) if so}
    return _frame(
        _EVENT,
        (("\t".join(cell_of(event)), event, articles) for event, articles in events_of(frame["row"], correcting)),
    )


def _panel(frame: Any) -> Any:
    return _frame(_ROW, ([row] for row in panel(zip(frame["event"], frame["articles"], strict=True))))


def _summary_key(row: Row) -> tuple[str, ...]:
    return tuple(row[SUMMARY.header.index(name)] for name in SUMMARY.key)
