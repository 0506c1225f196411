"""The files that a run writes beside each other: what there is, in which order, and which are asked for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.schema import ALL_TABLES

if TYPE_CHECKING:
    from pipelines.tables import Dataset, Row

DEFAULT = ("parquet", "sqlite", "report")
"""What is written beside the CSV files and the data package when nothing else is asked for."""
FORMATS = (*DEFAULT, "xlsx")
DATABASE = "khenthuong.sqlite"
WORKBOOK = "khenthuong.xlsx"
REPORT = "report.html"
PACKAGE = "datapackage.json"


def parse(asked: str) -> tuple[str, ...]:
    """The formats of a list such as ``parquet,xlsx``; ``none`` and ``all`` stand for none and all of them.

    Raises ValueError with a line for the user.
    """
    names = [name.strip().lower() for name in asked.split(",") if name.strip()]
    if names == ["all"]:
        return FORMATS
    if names == ["none"]:
        return ()
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise ValueError(f"--formats {asked}: give some of {', '.join(FORMATS)}, or all, or none (CSV only)")
    return tuple(name for name in FORMATS if name in names)


def owned() -> frozenset[str]:
    """Names of all files that runs write: one that a run does not write is of an older run and goes."""
    tables = {f"{table.name}{suffix}" for table in ALL_TABLES for suffix in (".csv", ".parquet")}
    return frozenset({*tables, DATABASE, WORKBOOK, REPORT, PACKAGE, "run.json"})


def write(
    dataset: Dataset,
    folder: Path,
    formats: Collection[str],
    derived_rows: Mapping[str, Sequence[Row]] | None = None,
    written: Mapping[str, str] | None = None,
) -> None:
    """Write the dataset into ``folder``: CSV always, ``formats`` as asked, the data package last.

    ``derived_rows`` are those of the tables made from the others, where they are known already; ``written`` the files that
    are there already, with their SHA-256.
    """
    from pipelines.summary import derived
    from pipelines.tables import write_csv

    rows: dict[str, Sequence[Row]] = {**dataset.rows, **(derived_rows or derived(dataset.rows))}
    for table in ALL_TABLES:
        if table.file not in (written or {}):
            write_csv(folder / table.file, table, rows[table.name])
    if "parquet" in formats:
        from pipelines.formats.parquet import write_parquet

        for table in ALL_TABLES:
            write_parquet(folder / f"{table.name}.parquet", table, rows[table.name])
    if "sqlite" in formats:
        from pipelines.formats.database import write_database

        write_database(folder / DATABASE, rows)
    if "xlsx" in formats:
        from pipelines.formats.workbook import write_workbook

        write_workbook(folder / WORKBOOK, rows)
    if "report" in formats:
        from pipelines.privacy import for_public
        from pipelines.report.build import write_report

        public = for_public(dataset)
        shown = rows if public is dataset else {**public.rows, **derived(public.rows)}
        write_report(folder / REPORT, shown, public.readings)
    describe(folder, written or {})


def describe(folder: Path, digests: Mapping[str, str]) -> None:
    """Write the data package of the files in ``folder``; ``digests`` are the SHA-256 of those where it is known."""
    from pipelines.formats.package import package

    described = package(folder, sorted(path.name for path in folder.iterdir()), digests)
    (folder / PACKAGE).write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def names_of(package: Mapping[str, Any]) -> Iterable[str]:
    """The files that a data package lists."""
    return (str(resource.get("path", "")) for resource in package.get("resources", []))
