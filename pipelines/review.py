"""The review sheet: rows worth a human's look go out, what was found on looking comes back."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.corrections import ACTIONS, CORRECTABLE, Correction, parse
from pipelines.tables import read_csv, safe, unsafe

Rows = list[dict[str, str]]
LEADING = ("action", "who", "note", "why")
TRAILING = ("evidence", "context", "title", "url", "confidence", "checks", "award_id", "article_id",
            "content_sha256", "char_start", "char_end", "was")  # fmt: skip
HEADER = (*LEADING, *CORRECTABLE, *TRAILING)
_AROUND = 160  # characters of context on each side


class SheetError(ValueError):
    """The sheet cannot be used; each line of the message names a row and what is wrong."""


@dataclass(slots=True)
class Output:
    """The tables of an output folder that the review needs."""

    awards: Rows
    articles: dict[str, dict[str, str]]

    @classmethod
    def read(cls, folder: Path) -> Output:
        """Raises OSError for a folder without tables."""
        articles = {row["article_id"]: row for row in read_csv(folder / "articles.csv")}
        return cls(read_csv(folder / "awards.csv"), articles)


def reasons(output: Output, below: float, conflicts: Iterable[str] = ()) -> dict[str, list[str]]:
    """award_id -> why the row is worth a look, of those that are and that nobody has looked at.

    conflict: a stored correction could not be applied; check:…: a failed check; copies: articles on one event, or
    copies of one text, say different things; confidence: below ``below``.
    """
    conflicting = set(conflicts)
    differing = _differing(output)
    found: dict[str, list[str]] = {}
    for row in output.awards:
        told = ["conflict"] if row["article_id"] in conflicting else []
        if row["reviewed"] and not told:
            continue
        told += [f"check:{code}" for code in row["checks"].split(";") if code]
        if row["award_id"] in differing:
            told.append("copies")
        if float(row["confidence"] or 0) < below:
            told.append("confidence")
        if told:
            found[row["award_id"]] = told
    return found


def _differing(output: Output) -> set[str]:
    """Rows of one event that give different exact counts, and rows of copies that have no partner in the text copied."""
    events: dict[str, Rows] = defaultdict(list)
    of_article: dict[str, set[str]] = defaultdict(set)
    for row in output.awards:
        events[row["event_id"]].append(row)
        of_article[row["article_id"]].add(row["event_id"])
    found = set()
    for rows in events.values():
        if len({row["count"] for row in rows if row["approx"] == "exact" and row["count"]}) > 1:
            found |= {row["award_id"] for row in rows}
    for row in output.awards:
        leader = output.articles[row["article_id"]]["same_as"]
        if leader and row["event_id"] not in of_article[leader]:
            found.add(row["award_id"])
    return found


def sheet(
    output: Output, why: dict[str, list[str]], text_of: Callable[[dict[str, str]], str | None], limit: int = 0
) -> Rows:
    """The lines of the sheet: conflicts first, then failed checks, copies that differ, and the least certain."""
    order = {"conflict": 0, "check": 1, "copies": 2, "confidence": 3}

    def rank(row: dict[str, str]) -> tuple[Any, ...]:
        first = why[row["award_id"]][0].split(":")[0]
        return order[first], float(row["confidence"] or 0), row["article_id"], int(row["char_start"]), row["award_id"]

    chosen = sorted((row for row in output.awards if row["award_id"] in why), key=rank)
    lines = []
    for row in chosen[: limit or None]:
        article = output.articles[row["article_id"]]
        was = {name: row[name] for name in CORRECTABLE}
        lines.append({
            **dict.fromkeys(LEADING, ""), "why": ", ".join(why[row["award_id"]]), **was,
            **{name: row[name] for name in TRAILING if name in row},
            "context": _context(text_of(article), int(row["char_start"]), int(row["char_end"])),
            "title": article["title"], "url": article["url"], "content_sha256": article["content_sha256"],
            "was": json.dumps(was, ensure_ascii=False, sort_keys=True),
        })  # fmt: skip
    return lines


def write_sheet(path: Path, lines: Rows) -> None:
    """Write the sheet as .xlsx (with lists to choose from) or .csv. Raises OSError."""
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows([safe(line[name]) for name in HEADER] for line in lines)
        return
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    from pipelines.formats.workbook import text_cell
    from pipelines.schema import AWARDS

    book = Workbook(write_only=True)
    page = book.create_sheet("review")
    page.freeze_panes = "E2"
    wide = {"evidence": 50, "context": 60, "title": 40, "recipient_text": 18, "recipient_name": 24, "authority": 24}
    for at, name in enumerate(HEADER, 1):
        page.column_dimensions[get_column_letter(at)].width = wide.get(name, 14)
        if name in ("was", "content_sha256", "char_start", "char_end", "article_id"):
            page.column_dimensions[get_column_letter(at)].hidden = True
    head = [text_cell(page, name, Font(bold=True)) for name in HEADER]
    for made in head[:3]:
        made.fill = PatternFill("solid", fgColor="FFF2CC")
    page.append(head)
    for line in lines:
        row = [text_cell(page, line[name]) for name in HEADER]
        for made in row:
            made.alignment = Alignment(wrap_text=True, vertical="top")
        page.append(row)
    choices = {column.name: column.values for column in AWARDS.columns if column.values and column.name in CORRECTABLE}
    for name, values in {"action": ACTIONS, **choices}.items():
        rule = DataValidation("list", formula1='"' + ",".join(values) + '"', allow_blank=True)
        letter = get_column_letter(HEADER.index(name) + 1)
        rule.add(f"{letter}2:{letter}{max(2, len(lines) + 1)}")
        page.data_validations.append(rule)
    book.save(path)


def read_sheet(path: Path) -> list[Correction]:
    """The corrections in a sheet that came back; lines without an action are left alone.

    Raises SheetError with every fault in it, and OSError. Nothing is taken from a sheet with faults.
    """
    rows = _cells(path)
    faults: list[str] = []
    found: list[Correction] = []
    for number, row in rows:
        action, who = row["action"].strip().lower(), row["who"].strip()
        if not action:
            if who or row["note"].strip():
                faults.append(f"row {number}: has a name or note but no action; write keep, drop or change")
            continue
        where = f"row {number} ({row['award_id']})"
        try:
            was = json.loads(row["was"])
            changed = {name: row[name].strip() for name in CORRECTABLE if row[name].strip() != was[name].strip()}
            start, end = int(row["char_start"]), int(row["char_end"])
        except (ValueError, KeyError, TypeError, AttributeError):
            faults.append(f"{where}: its hidden columns were changed; take that row from a new sheet")
            continue
        if action not in ACTIONS:
            faults.append(f"{where}: action {action} is none of {', '.join(ACTIONS)}")
        if not who:
            faults.append(f"{where}: who is empty; write your name")
        if action == "change" and not changed:
            faults.append(f"{where}: action change, but no cell differs; edit one, or write keep")
        if action != "change" and changed:
            faults.append(f"{where}: action {action}, but {', '.join(changed)} was edited; write change")
        for name, value in changed.items():
            try:
                parse(name, value)
            except ValueError as error:
                faults.append(f"{where}: {error}")
        found.append(Correction(
            row["award_id"], row["article_id"], row["content_sha256"], action, who, row["note"].strip(), was["award"],
            start, end, row["evidence"], was, changed,
        ))  # fmt: skip
    if faults:
        raise SheetError("\n".join(faults))
    return found


def gold(output: Output, reviewed: Sequence[Correction], text_of: Callable[[dict[str, str]], str | None]) -> list[Any]:
    """Gold objects (as ``tests/gold``) of the articles that someone looked at: the rows as corrected.

    Rows that nobody looked at are ``optional``: neither right nor wrong to give.
    """
    wanted = {c.article_id for c in reviewed}
    found = []
    for article_id in sorted(wanted & output.articles.keys()):
        text = text_of(output.articles[article_id])
        if text is None:
            continue
        rows = [row for row in output.awards if row["article_id"] == article_id]
        found.append({"doc": article_id, "text": text, "awards": [_gold_row(row) for row in rows]})
    return found


def _gold_row(row: dict[str, str]) -> dict[str, Any]:
    columns = ("award", "grade", "authority", "authority_level", "recipient_kind", "recipient_text", "recipient_name",
               "approx", "unit", "status", "period", "evidence")  # fmt: skip
    return {
        **{name: row[name] or None for name in columns},
        "award_name": row["award_title"] or None,
        "count": int(row["count"]) if row["count"] else None,
        "part_of": bool(row["part_of"]),
        "optional": not row["reviewed"],
    }


def _context(text: str | None, start: int, end: int) -> str:
    if text is None:
        return ""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _cells(path: Path) -> list[tuple[int, dict[str, str]]]:
    """(number as the spreadsheet shows it, cells by column) of each line."""
    if path.suffix.lower() == ".csv":
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SheetError(f"{path}: is not UTF-8; save it as CSV UTF-8, or as .xlsx") from error
        dialect = "excel" if text[:40].count(",") >= text[:40].count(";") else "semicolons"
        delimiter = "," if dialect == "excel" else ";"
        lines = [[unsafe(c) for c in line] for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    else:
        import zipfile

        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            book = load_workbook(path, read_only=True, data_only=True)
            values = list(book.worksheets[0].iter_rows(values_only=True))
            book.close()
        except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise SheetError(f"{path}: is no .xlsx or .csv sheet ({error})") from error
        lines = [[_as_text(value) for value in line] for line in values]
    header = lines[0] if lines else []
    missing = [name for name in HEADER if name not in header]
    if missing:
        raise SheetError(f"{path}: is no review sheet: lacks the columns {', '.join(missing)}")
    return [
        (number, dict.fromkeys(HEADER, "") | dict(zip(header, line, strict=False)))
        for number, line in enumerate(lines[1:], 2)
        if any(line)
    ]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # what was typed into a spreadsheet
    return str(value)
