"""The files beside the CSV: same rows, safe text, no names when asked, and the data package."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction import run
from pipelines.formats import DATABASE, FORMATS, PACKAGE, REPORT, WORKBOOK
from pipelines.schema import ALL_TABLES
from pipelines.tables import read_csv, safe, unsafe
from tests.pipelines.conftest import Command
from tests.pipelines.world import WORLD

EVIL = ["=cmd|'/c calc'!A0", "<script>alert(1)</script>", "@SUM(1+1)*cmd|'/c calc'!A0", "-2+3+cmd|'/c calc'!A0", "+1"]
BODY = "Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen cho 3 tập thể và ông Giàng A Sử."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    run([WORLD / "articles.jsonl"], folder, jobs=1, formats=FORMATS)
    return folder


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """The output for articles whose titles would be run by a spreadsheet or a browser."""
    lines = [
        {"url": f"https://tin.example/{n}", "title": title, "text": f"{title}\n\n{BODY}\n", "published_at": "2021-02-03"}
        for n, title in enumerate(EVIL)
    ]
    (tmp_path / "evil.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    run([tmp_path / "evil.jsonl"], tmp_path / "out", jobs=1, formats=FORMATS)
    return tmp_path / "out"


def test_every_format_holds_the_same_rows(world: Path) -> None:
    book = openpyxl.load_workbook(world / WORKBOOK, read_only=True)
    with closing(sqlite3.connect(world / DATABASE)) as db:
        for table in ALL_TABLES:
            rows = read_csv(world / table.file)
            assert pq.read_table(world / f"{table.name}.parquet").num_rows == len(rows)
            assert db.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (len(rows),)
            cells = list(book[table.name].iter_rows(values_only=True))
            assert (cells[0], len(cells)) == (table.header, len(rows) + 1)
            for at, column in enumerate(table.header):
                parquet = pq.read_table(world / f"{table.name}.parquet", columns=[column]).column(0).to_pylist()
                for row, stored, shown in zip(rows, parquet, cells[1:], strict=True):
                    flat = ";".join(stored) if isinstance(stored, list) else stored
                    text = str(flat).lower() if isinstance(flat, bool) else "" if flat is None else f"{flat}"
                    assert text == row[column], (table.name, column)
                    assert ((*shown, *[None] * len(table.header))[at] is None) == (row[column] == "")
    book.close()


def test_the_database_keeps_its_references_and_answers_the_question(world: Path) -> None:
    with closing(sqlite3.connect(world / DATABASE)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        keys = {row[2] for row in db.execute("PRAGMA foreign_key_list(awards)")}
        assert keys == {"articles", "campaigns", "awards", "events"}
        given_2021 = db.execute(
            "SELECT province_2025, sum(number) FROM by_province_year WHERE year = '2021' AND award = 'bang-khen' "
            "GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert given_2021 == [("Cà Mau", 10), ("Lào Cai", 60)]
        who = "SELECT DISTINCT name FROM honoured WHERE award_label LIKE 'Huân chương%'"
        assert db.execute(who).fetchall() == [("Bệnh viện Đa khoa Quỳ Sơn",)]
        views = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        assert len(views) == 6
        for view in views:
            assert db.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0, view
        panel = {
            (row["province_2025"], row["period"][:4], row["award"], row["recipient_kind"], row["authority_level"]): row
            for row in read_csv(world / "summary.csv")
            if (row["status"], row["scope"]) == ("conferred", "occasion")
        }
        for province, year, award, _, level, kind, number, _ in db.execute("SELECT * FROM by_province_year"):
            row = panel[province, year, award, kind or "", level or ""]
            assert str(number) == row["count"]


def test_the_data_package_is_valid_and_speaks_both_languages(world: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(world / PACKAGE))
    assert report.valid, report.flatten(["type", "message"])
    package = json.loads((world / PACKAGE).read_text("utf-8"))
    assert {r["path"] for r in package["resources"]} == {p.name for p in world.iterdir()} - {PACKAGE, "run.json", ".readings.sqlite"}
    for resource in package["resources"]:
        if "schema" in resource:
            assert all(f["description"] and f["description_vi"] for f in resource["schema"]["fields"])


def test_frictionless_sees_a_changed_cell(world: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    copy = tmp_path / "copy"
    shutil.copytree(world, copy)
    path = copy / "awards.csv"
    path.write_text(path.read_text("utf-8").replace(",12,12,12,exact", ",zwölf,12,12,exact", 1), encoding="utf-8")
    assert not frictionless.validate(str(copy / PACKAGE)).valid


def test_the_same_articles_give_the_same_bytes_in_every_format(world: Path, tmp_path: Path) -> None:
    run([WORLD / "articles.jsonl"], tmp_path / "again", jobs=2, formats=FORMATS)
    for path in world.iterdir():
        if path.name not in ("run.json", ".readings.sqlite"):
            assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_a_run_leaves_no_file_of_an_older_run_behind(khenthuong: Command, corpus: Path) -> None:
    khenthuong("extract", corpus, "-o", "out", "--formats", "all")
    Path("out/notes.txt").write_text("mine")
    khenthuong("extract", corpus, "-o", "out", "--formats", "none")
    left = {path.name for path in Path("out").iterdir()}
    assert left == {*(table.file for table in ALL_TABLES), PACKAGE, "run.json", "notes.txt", ".readings.sqlite"}


def test_an_unknown_format_is_named(khenthuong: Command, corpus: Path) -> None:
    ran = khenthuong("extract", corpus, "-o", "out", "--formats", "word")
    assert (ran.code, Path("out").exists()) == (2, False)
    assert ran.err.startswith("khenthuong: --formats word: give some of parquet, sqlite, report, xlsx")


def test_no_cell_of_a_csv_is_a_formula(evil: Path) -> None:
    for table in ALL_TABLES:
        for line in (evil / table.file).read_text("utf-8-sig").splitlines():
            assert not any(cell.strip('"')[:1] in ("=", "+", "-", "@") for cell in line.split(","))
    assert {row["title"] for row in read_csv(evil / "articles.csv")} == set(EVIL)


def test_no_cell_of_the_workbook_is_a_formula(evil: Path) -> None:
    book = openpyxl.load_workbook(evil / WORKBOOK)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    titles = [cell for cell in cells if cell.value in EVIL and cell.value[0] in "=+-@"]
    assert len(titles) == 4
    assert all(cell.quotePrefix for cell in titles)


def test_no_headline_is_markup_in_the_report(evil: Path) -> None:
    page = (evil / REPORT).read_text("utf-8")
    assert "alert(1)" not in page
    assert not re.search("@@[A-Z]+@@", page)


@given(st.text(max_size=12) | st.sampled_from(["'=", "''-1", "'", "='", "\t=1", "＝1"]))
def test_what_is_made_safe_comes_back(text: str) -> None:
    assert unsafe(safe(text)) == text
    assert safe(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_names_of_individuals_are_left_out_of_everything(tmp_path: Path) -> None:
    run([WORLD / "articles.jsonl"], tmp_path / "out", jobs=1, formats=FORMATS, names=False)
    names = {"Rơ Châm Hlét", "Nguyễn Văn Hòa", "Siu H’Lanh", "Trịnh Công Lẫm", "Ngô Thanh Điền"}
    for path in (tmp_path / "out").glob("*.csv"):
        assert not any(name in path.read_text("utf-8") for name in names), path.name
    with closing(sqlite3.connect(tmp_path / "out" / DATABASE)) as db:
        assert not any(name in line for line in db.iterdump() for name in names)
    awards = read_csv(tmp_path / "out" / "awards.csv")
    assert {r["recipient_name"] for r in awards if r["recipient_kind"] == "individual"} == {"", "(không nêu tên)"}
    assert "Bệnh viện Đa khoa Quỳ Sơn" in {r["recipient_name"] for r in awards}
    for row in awards:
        assert len(row["evidence"]) == int(row["char_end"]) - int(row["char_start"])
    assert read_csv(tmp_path / "out" / "summary.csv") == read_csv(WORLD / "summary.csv")
