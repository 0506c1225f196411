"""``khenthuong validate``: no fault where there is none; each fault with file, row, column and reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.extraction import run
from tests.pipelines.conftest import Command
from tests.pipelines.world import WORLD


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    run([WORLD / "articles.jsonl"], folder, jobs=1, formats=("sqlite", "parquet"))
    return folder


@pytest.fixture
def output(good: Path, tmp_path: Path) -> Path:
    shutil.copytree(good, tmp_path / "out")
    return tmp_path / "out"


def test_what_a_run_writes_has_no_faults(khenthuong: Command, output: Path) -> None:
    ran = khenthuong("validate", output, "--texts")
    assert (ran.code, ran.out) == (0, f"{output}: no faults\n")


def _sub(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def _columns(text: str) -> list[str]:
    return text.splitlines()[0].lstrip("\ufeff").split(",")


def _set(row: int, column: str, value: str) -> Callable[[str], str]:
    """Change a cell of a row (as a spreadsheet counts) without looking at the others."""
    import csv
    import io

    def change(text: str) -> str:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))
        rows[row - 1][rows[0].index(column)] = value
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(rows)
        return "\ufeff" + out.getvalue()

    return change


EDITS = {
    "count": ("awards.csv", _set(5, "count", "x7"), 'awards.csv row 5, count: "x7" is no whole number in digits'),
    "thousands": ("awards.csv", _set(5, "count", "1.204"), 'row 5, count: "1.204" is no whole number'),
    "status": ("awards.csv", _set(6, "status", "given"), 'row 6, status: "given" is none of conferred, proposed'),
    "required": ("awards.csv", _set(6, "award", ""), "awards.csv row 6, award: is empty, but every row has it"),
    "day": ("awards.csv", _set(7, "published_at", "12/03/2021"), 'row 7, published_at: "12/03/2021" is no day as 2020'),
    "impossible day": ("awards.csv", _set(7, "published_at", "2021-02-30"), 'row 7, published_at: "2021-02-30" is no day'),
    "boolean": ("awards.csv", _set(7, "posthumous", "TRUE"), 'row 7, posthumous: "TRUE" is neither true nor false'),
    "reference": ("awards.csv", _set(8, "article_id", "feed"), 'awards.csv row 8, article_id: "feed" is not in articles'),
    "span": ("awards.csv", _set(9, "char_end", "99999"), "row 9, char_end: 99999 is behind the end of the article"),
    "turned span": ("awards.csv", _set(9, "char_end", "0"), "row 9, char_start:"),
    "evidence": ("awards.csv", _set(9, "evidence", "Bằng khen"), "row 9, evidence: is 9 characters long, char_start and"),
    "rows": ("articles.csv", _set(4, "n_awards", "7"), "articles.csv row 4, n_awards: 7, but awards.csv has"),
    "sum": ("summary.csv", _set(4, "count", "4"), 'summary.csv row 4, count: "4", but awards.csv gives "3"'),
    "columns": ("rates.csv", _sub("numerator", "zaehler"), "rates.csv row 1: lacks the columns numerator"),
    "semicolons": ("rates.csv", lambda t: t.replace(",", ";"), "(is the separator a comma?)"),
    "cells": ("awards.csv", _sub("conferred,", "conferred"), "cells, the header"),
    "ending": ("awards.csv", lambda t: t.replace("\n", "\r\n"), "has lines ended by CR LF"),
    "mark": ("awards.csv", lambda t: t.lstrip("\ufeff"), "begins without a byte-order mark"),
    "package": ("datapackage.json", lambda t: t[:200], "datapackage.json: is no data package"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_by_hand_is_found_and_named(khenthuong: Command, output: Path, name: str) -> None:
    file, change, told = EDITS[name]
    path = output / file
    path.write_bytes(change(path.read_bytes().decode("utf-8")).encode("utf-8"))
    ran = khenthuong("validate", output, "--limit", "0")
    assert ran.code == 1
    assert told in ran.out
    if file != "datapackage.json":
        assert f"{file}: was changed after it was written" in ran.out


def test_a_key_that_comes_twice_is_named_with_both_rows(khenthuong: Command, output: Path) -> None:
    path = output / "awards.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[3]]), encoding="utf-8")
    ran = khenthuong("validate", output)
    assert f"awards.csv row {len(lines) + 1}, award_id: " in ran.out
    assert "is in row 4 already" in ran.out
    assert "khenthuong.sqlite: table awards has 97 rows, the CSV 98" in ran.out
    assert "awards.parquet: has 97 rows, the CSV 98" in ran.out


def test_other_words_of_the_same_length_are_found_with_the_texts(khenthuong: Command, output: Path) -> None:
    path = output / "awards.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Bằng khen cho 12 tập thể", "Bằng khen cho 21 tập thể", 1), encoding="utf-8")
    assert "is not what the article says there" not in khenthuong("validate", output).out
    ran = khenthuong("validate", output, "--texts")
    assert 'evidence: is not what the article says there: "Bằng khen cho 12 tập thể"' in ran.out


def test_a_file_that_a_spreadsheet_saved_in_another_charset(khenthuong: Command, output: Path) -> None:
    path = output / "awards.csv"
    path.write_bytes(path.read_text("utf-8").lstrip("\ufeff").encode("cp1258", "replace"))
    assert "is not UTF-8; was it saved by a spreadsheet?" in khenthuong("validate", output).out


def test_missing_files_are_named(khenthuong: Command, output: Path) -> None:
    for name in ("campaigns.csv", "datapackage.json"):
        (output / name).unlink()
    ran = khenthuong("validate", output)
    assert "campaigns.csv: is missing; run khenthuong extract again" in ran.out
    assert "datapackage.json: is missing, so hashes cannot be checked" in ran.out


def test_a_database_that_is_none_is_told_of(khenthuong: Command, output: Path) -> None:
    (output / "khenthuong.sqlite").write_bytes(b"no database at all" * 100)
    assert "khenthuong.sqlite: cannot be read: file is not a database" in khenthuong("validate", output).out


def test_json_for_programs(khenthuong: Command, output: Path) -> None:
    path = output / "awards.csv"
    path.write_text(_set(5, "count", "x7")(path.read_text("utf-8")), encoding="utf-8")
    faults = json.loads(khenthuong("validate", output, "--json").out)
    assert {"file": "awards.csv", "row": 5, "column": "count", "what": '"x7" is no whole number in digits'} in faults


def test_no_folder_is_another_matter(khenthuong: Command) -> None:
    ran = khenthuong("validate", "nowhere")
    assert (ran.code, ran.err) == (2, "khenthuong: nowhere: No such file or directory; give the folder that khenthuong "
                                      "extract wrote\n")  # fmt: skip
