"""``khenthuong diff``: what changed between two outputs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.failure import fail

if TYPE_CHECKING:
    from pipelines.diff import Change

_SIGN = {"added": "+", "removed": "-", "changed": "~"}
_TELLS = {
    "awards": ("award_label", "grade", "count", "recipient_kind", "recipient_name", "status", "evidence"),
    "recipients": ("name", "kind"),
    "campaigns": ("name",),
    "rates": ("value", "of_what"),
    "articles": ("title", "url"),
    "events": ("award_label", "count", "recipient_kind", "recipient_name"),
    "summary": ("count",),
}


def diff(
    before: Annotated[Path, typer.Argument(help="The older output folder.", show_default=False)],
    after: Annotated[Path, typer.Argument(help="The newer output folder.", show_default=False)],
    table: Annotated[
        list[str] | None, typer.Option("--table", help="Only these tables; may be given again.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Changes to print for each table; 0 all.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print all changes as JSON.")] = False,
) -> None:
    """What changed between two outputs, per table, by stable id: rows added, removed, cells changed, and why.

    Exit codes as of diff: 0 the tables are the same, 1 they differ, 2 a folder is no output.
    """
    from pipelines.diff import DiffError
    from pipelines.diff import diff as compare

    try:
        found = compare(before, after)
    except DiffError as error:
        fail(str(error), 2)
    unknown = [name for name in table or () if name not in found.rows]
    if unknown:
        fail(f"--table {unknown[0]}: give one of {', '.join(found.rows)}", 2)
    chosen = table or list(found.rows)
    found.changes = [change for change in found.changes if change.table in chosen]
    found.rows = {name: found.rows[name] for name in chosen}
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        raise typer.Exit(1 if found.changes else 0)
    for name in chosen:
        changes = [change for change in found.changes if change.table == name]
        kinds, (was, now) = Counter(change.kind for change in changes), found.rows[name]
        told = ", ".join(f"{kinds[kind]} {kind}" for kind in _SIGN if kinds[kind]) or "the same"
        typer.echo(f"{name}: {was:,} rows, then {now:,}: {told}")
        for change in changes[: limit or None]:
            typer.echo(f"  {_line(change)}")
        if limit and len(changes) > limit:
            typer.echo(f"  … and {len(changes) - limit:,} more; --limit 0 prints all")
    raise typer.Exit(1 if found.changes else 0)


def _line(change: Change) -> str:
    told = [change.row[name] for name in _TELLS[change.table] if change.row.get(name)]
    if change.table == "summary":
        told = [part for part in change.key if part] + told
    if change.kind == "changed":
        told = told[:2] + [f"{name}: {_cell(was)} → {_cell(now)}" for name, (was, now) in change.cells.items()]
    key = "" if change.table == "summary" else f"{change.key[0]}  "
    why = f"  ({change.why})" if change.why else ""
    return f"{_SIGN[change.kind]} {key}{' · '.join(' '.join(part.split())[:80] for part in told)}{why}"


def _cell(value: str) -> str:
    return value or "(empty)"
