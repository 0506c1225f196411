"""What people found on looking at rows: stored with the corpus, applied on every run.

``corrections.csv`` in the corpus folder holds one line per reviewed row. A correction finds its row by award_id. When the
reading has moved on and the id is gone, the one row of the article with the same form of award on the same words is
taken. What cannot be applied since the article changed is told of on every run and stays stored.
"""

from __future__ import annotations

import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.periods import bounds
from extract.places import province_2025
from pipelines.schema import ARTICLES, AWARDS, RATES, RECIPIENTS
from pipelines.summary import label
from pipelines.tables import Dataset, cell, safe, unsafe

FILE = "corrections.csv"
ACTIONS = ("keep", "drop", "change")
CORRECTABLE = ("province", "award", "award_title", "grade", "authority", "authority_level", "recipient_kind",
               "recipient_text", "recipient_name", "count", "approx", "unit", "status", "period", "awarded_on",
               "decision", "reason", "posthumous", "scope")  # fmt: skip
"""The columns that a correction may change."""

_HEADER = ("award_id", "article_id", "content_sha256", "action", "who", "note", "award", "char_start", "char_end",
           "evidence", "was", "change")  # fmt: skip


class CorrectionsError(ValueError):
    """The stored corrections cannot be read or written; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One person's word on one row. ``was`` are the row's correctable cells when it was looked at, ``change`` the new
    ones, both as text of a CSV; ``content_sha256`` is the article's at that time."""

    award_id: str
    article_id: str
    content_sha256: str
    action: str
    who: str
    note: str = ""
    award: str = ""
    char_start: int = 0
    char_end: int = 0
    evidence: str = ""
    was: dict[str, str] = field(default_factory=dict)
    change: dict[str, str] = field(default_factory=dict)


def folder_of(inputs: Iterable[str | os.PathLike[str]]) -> Path:
    """The corpus folder that the corrections of a run over ``inputs`` lie in: the first input, or the folder it is in."""
    first = Path(next(iter(inputs), "."))
    if first.is_dir():
        return first.parent if first.name == "warc" else first
    return first.parent


def load(folder: Path) -> list[Correction]:
    """The corrections stored in a corpus folder; none where the file is not there. Raises CorrectionsError."""
    path = folder / FILE
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
        return [_correction({name: unsafe(row[name]) for name in _HEADER}) for row in rows]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CorrectionsError(f"{path}: cannot be read ({error.strerror}); check the file") from error
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise CorrectionsError(f"{path}: is no file of corrections ({error}); restore it from a copy") from error


def store(folder: Path, new: Iterable[Correction]) -> int:
    """Add corrections to those of a corpus folder; a later one on the same row replaces the earlier. Returns how many
    are stored now. The file is replaced as a whole or not at all. Raises CorrectionsError."""
    every = {c.award_id: c for c in (*load(folder), *new)}
    path = folder / FILE
    work = path.with_suffix(".csv.new")
    try:
        with work.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(_HEADER)
            for correction in sorted(every.values(), key=lambda c: (c.article_id, c.char_start, c.award_id)):
                writer.writerow([safe(_text(getattr(correction, name))) for name in _HEADER])
            handle.flush()
            os.fsync(handle.fileno())
        work.replace(path)
    except OSError as error:
        work.unlink(missing_ok=True)
        raise CorrectionsError(f"{path}: cannot be written ({error.strerror}); nothing was stored") from error
    return len(every)


def apply(
    dataset: Dataset, corrections: Sequence[Correction]
) -> tuple[list[tuple[Correction, str]], list[str]]:
    """Apply ``corrections`` to ``dataset``, before it is resolved.

    Returns those that could not be, with why, and the award_ids of the rows that were dropped.
    """
    if not corrections:
        return [], []
    awards = [dict(zip(AWARDS.header, row, strict=True)) for row in dataset.rows[AWARDS.name]]
    by_id = {row["award_id"]: row for row in awards}
    of_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in awards:
        of_article[row["article_id"]].append(row)
    hashes = {row[_AT["article_id"]]: row[_AT["content_sha256"]] for row in dataset.rows[ARTICLES.name]}
    taken = {c.award_id for c in corrections if c.award_id in by_id}
    conflicts: list[tuple[Correction, str]] = []
    dropped: set[str] = set()
    renamed: dict[str, str] = {}
    for correction in corrections:
        if correction.article_id not in hashes:
            continue  # its article is not part of this run
        same_page = hashes[correction.article_id] == correction.content_sha256
        found = by_id.get(correction.award_id) or _moved(correction, of_article[correction.article_id], taken)
        if found is None:
            if correction.action != "drop":
                conflicts.append((correction, "the row is not read any more" if same_page else "the article changed"))
            continue
        if not same_page and found["evidence"] != correction.evidence:
            conflicts.append((correction, "the article changed, and with it the words of the row"))
            continue
        if correction.action == "drop":
            dropped.add(found["award_id"])
            continue
        _change(found, correction)
        if "recipient_name" in correction.change:
            renamed[found["award_id"]] = found["recipient_name"]
    _write_back(dataset, [row for row in awards if row["award_id"] not in dropped], dropped, renamed)
    return conflicts, sorted(dropped)


def parse(column: str, value: str) -> Any:
    """The value of a correctable column from a cell of text. Raises ValueError with what is wrong with it."""
    definition = next(c for c in AWARDS.columns if c.name == column)
    value = value.strip()
    if not value:
        if definition.required:
            raise ValueError(f"{column} cannot be empty")
        return None if definition.type == "integer" else ""
    if definition.values and value not in definition.values:
        raise ValueError(f"{column}: {value} is none of {', '.join(definition.values)}")
    if definition.type == "integer":
        if not value.isascii() or not value.isdigit():
            raise ValueError(f"{column}: {value} is no whole number in digits")
        return int(value)
    if definition.type == "boolean":
        if value.lower() not in ("true", "false"):
            raise ValueError(f"{column}: {value} is neither true nor false")
        return value.lower() == "true"
    return value


_AT = {name: ARTICLES.header.index(name) for name in ARTICLES.header}


def _change(row: dict[str, Any], correction: Correction) -> None:
    """Put the corrected cells into ``row``, and what follows from them."""
    changed = correction.change
    for name, value in changed.items():
        row[name] = parse(name, value)
    if "count" in changed or "approx" in changed or "recipient_name" in changed:
        exact = row["approx"] == "exact" and not row["recipient_name"]
        row["count_min"] = row["count_max"] = row["count"] if exact else None
    if "period" in changed:
        row["period_start"], row["period_end"] = bounds(row["period"])
    if "province" in changed:
        row["province_2025"] = province_2025(row["province"])
    if "award" in changed:
        row["award_label"], row["catalogue_id"] = label(row["award"]), ""
    row["reviewed"] = correction.action


def _moved(correction: Correction, rows: list[dict[str, Any]], taken: set[str]) -> dict[str, Any] | None:
    """The one other row on the same words with the same form and recipient, where the reading gives it a new id."""
    kind, name = correction.was.get("recipient_kind", ""), correction.was.get("recipient_name", "")
    fitting = [
        row for row in rows
        if row["award_id"] not in taken and row["award"] == correction.award
        and (row["recipient_kind"], row["recipient_name"]) == (kind, name)
        and row["char_start"] < correction.char_end and correction.char_start < row["char_end"]
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _write_back(
    dataset: Dataset, awards: list[dict[str, Any]], dropped: set[str], renamed: dict[str, str]
) -> None:
    for row in awards:
        if row["part_of"] in dropped:
            row["part_of"] = ""
    dataset.rows[AWARDS.name] = [tuple(row[name] for name in AWARDS.header) for row in awards]
    award = RECIPIENTS.header.index("award_id")
    name_at = RECIPIENTS.header.index("name")
    dataset.rows[RECIPIENTS.name] = [
        (*row[:name_at], renamed.get(row[award], row[name_at]), *row[name_at + 1 :])
        for row in dataset.rows[RECIPIENTS.name]
        if row[award] not in dropped and renamed.get(row[award], "stays")
    ]
    at = RATES.header.index("award_id")
    dataset.rows[RATES.name] = [
        (*row[:at], "", *row[at + 1 :]) if row[at] in dropped else row for row in dataset.rows[RATES.name]
    ]
    counted: dict[str, dict[str, int]] = {}
    for table, column in ((AWARDS, "n_awards"), (RECIPIENTS, "n_recipients")):
        at = table.header.index("article_id")
        counted[column] = defaultdict(int)
        for line in dataset.rows[table.name]:
            counted[column][line[at]] += 1
    dataset.rows[ARTICLES.name] = [
        tuple(
            counted[name][row[_AT["article_id"]]] if name in counted else value
            for name, value in zip(ARTICLES.header, row, strict=True)
        )
        for row in dataset.rows[ARTICLES.name]
    ]


def _correction(row: dict[str, str]) -> Correction:
    if row["action"] not in ACTIONS:
        raise ValueError(f"action {row['action']}")
    return Correction(
        **{name: row[name] for name in _HEADER if name not in ("char_start", "char_end", "was", "change")},
        char_start=int(row["char_start"]),
        char_end=int(row["char_end"]),
        was=json.loads(row["was"]),
        change=json.loads(row["change"]),
    )


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else cell(value)
