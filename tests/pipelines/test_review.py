"""``khenthuong review``: rows go out on a sheet, corrections come back, last, and are never lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from pipelines.corrections import FILE
from pipelines.gold import load_gold
from pipelines.tables import read_csv
from tests.pipelines.conftest import Command
from tests.pipelines.world import WORLD

ARTICLE = """Lào Cai khen thưởng phong trào làm đường

Ngày 12/1/2022, UBND tỉnh Lào Cai tổng kết phong trào làm đường.

Tại hội nghị, Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen cho 3 tập thể, 7 cá nhân; tặng Bằng khen cho ông Giàng A Sử.
"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    page = {"url": "https://tin.example/1", "text": ARTICLE, "published_at": "2022-01-12"}
    (folder / "page.jsonl").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    return folder


def _edit(sheet: Path, edits: dict[str, dict[str, str]]) -> None:
    """Change cells of an .xlsx sheet as a person would: by the count or name in the row."""
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    columns = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        what = page.cell(row, columns["recipient_name"]).value or page.cell(row, columns["count"]).value
        for name, value in edits.get(str(what), {}).items():
            page.cell(row, columns[name]).value = value
    book.save(sheet)


def _awards(folder: Path = Path("out")) -> dict[str, dict[str, str]]:
    return {row["recipient_name"] or row["count"]: row for row in read_csv(folder / "awards.csv")}


def _reviewed(khenthuong: Command, saved: Path, edits: dict[str, dict[str, str]]) -> None:
    assert khenthuong("extract", saved, "-o", "out", "--formats", "none").code == 0
    ran = khenthuong("review", "-o", "out", "--below", "1")
    assert "3 of 3 rows worth a look" in ran.out
    _edit(Path("out/review.xlsx"), edits)
    ran = khenthuong("review", "-o", "out", "--take", "out/review.xlsx")
    assert ran.code == 0, ran.err
    khenthuong("extract", saved, "-o", "out", "--formats", "none")


EDITS = {
    "3": {"action": "keep", "who": "Lan"},
    "7": {"action": "change", "count": 8, "who": "Lan", "note": "đếm lại theo danh sách"},  # type: ignore[dict-item]
    "Giàng A Sử": {"action": "drop", "who": "Lan"},
}


def test_corrections_are_applied_on_every_later_run(khenthuong: Command, saved: Path) -> None:
    _reviewed(khenthuong, saved, EDITS)
    for _ in range(2):
        awards = _awards()
        assert {what: row["reviewed"] for what, row in awards.items()} == {"3": "keep", "8": "change"}
        assert (awards["8"]["count_min"], awards["8"]["count_max"]) == ("8", "8")
        assert read_csv(Path("out/recipients.csv")) == []
        assert read_csv(Path("out/articles.csv"))[0]["n_awards"] == "2"
        assert sorted(row["count"] for row in read_csv(Path("out/summary.csv"))) == ["3", "8"]
        assert khenthuong("validate", "out", "--texts").code == 0
        khenthuong("extract", saved, "-o", "out", "--formats", "none")


def test_reviewed_rows_are_not_asked_for_again(khenthuong: Command, saved: Path) -> None:
    _reviewed(khenthuong, saved, EDITS)
    assert "0 of 0 rows" in khenthuong("review", "-o", "out", "--below", "1").out


def test_a_changed_name_changes_the_recipient(khenthuong: Command, saved: Path) -> None:
    _reviewed(khenthuong, saved, {"Giàng A Sử": {"action": "change", "recipient_name": "Giàng A Sử Páo", "who": "Lan"}})
    assert [row["name"] for row in read_csv(Path("out/recipients.csv"))] == ["Giàng A Sử Páo"]


def test_a_changed_article_makes_a_conflict_that_stays(khenthuong: Command, saved: Path) -> None:
    _reviewed(khenthuong, saved, EDITS)
    page = saved / "page.jsonl"
    page.write_text(page.read_text("utf-8").replace("3 tập thể, 7 cá nhân", "4 tập thể, 9 cá nhân"), encoding="utf-8")
    for _ in range(2):
        ran = khenthuong("extract", saved, "-o", "out", "--formats", "none")
        assert "correction (change, by Lan)" in ran.err
        assert "the article changed" in ran.err
        record = json.loads(Path("out/run.json").read_text("utf-8"))
        assert {entry["award_id"] for entry in record["conflicts"]} == {
            row["award_id"] for row in read_csv(saved / FILE) if row["action"] != "drop"
        }
    ran = khenthuong("review", "-o", "out", "--sheet", "again.csv", "--below", "0")
    assert "conflict saved/page.jsonl#1" in ran.err
    with Path("again.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert {row["why"].split(",")[0] for row in csv.DictReader(handle)} == {"conflict"}


def test_a_correction_outlives_a_change_elsewhere_in_the_article(khenthuong: Command, saved: Path) -> None:
    _reviewed(khenthuong, saved, EDITS)
    page = saved / "page.jsonl"
    page.write_text(page.read_text("utf-8").replace("làm đường.", "mở  đường."), encoding="utf-8")
    khenthuong("extract", saved, "-o", "out", "--formats", "none")
    assert json.loads(Path("out/run.json").read_text("utf-8"))["conflicts"] == []
    assert set(_awards()) == {"3", "8"}


FAULTS = {
    "no name": ({"action": "keep"}, "who is empty; write your name"),
    "no action": ({"who": "Lan"}, "has a name or note but no action"),
    "other action": ({"action": "delete", "who": "Lan"}, "action delete is none of keep, drop, change"),
    "nothing changed": ({"action": "change", "who": "Lan"}, "action change, but no cell differs"),
    "kept but edited": ({"action": "keep", "count": "9", "who": "Lan"}, "action keep, but count was edited"),
    "no number": ({"action": "change", "count": "chín", "who": "Lan"}, "count: chín is no whole number in digits"),
    "no such grade": ({"action": "change", "grade": "tư", "who": "Lan"}, "grade: tư is none of nhất, nhì, ba"),
    "hidden": ({"action": "keep", "who": "Lan", "was": "x"}, "its hidden columns were changed"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_sheet_with_a_fault_is_not_taken(khenthuong: Command, saved: Path, name: str) -> None:
    edit, told = FAULTS[name]
    khenthuong("extract", saved, "-o", "out", "--formats", "none")
    khenthuong("review", "-o", "out", "--below", "1")
    _edit(Path("out/review.xlsx"), {"7": edit, "3": {"action": "keep", "who": "Lan"}})
    ran = khenthuong("review", "-o", "out", "--take", "out/review.xlsx")
    assert ran.code == 1
    assert told in ran.err
    assert "row " in ran.err
    assert not (saved / FILE).exists()


def test_a_csv_sheet_with_semicolons_comes_back_too(khenthuong: Command, saved: Path) -> None:
    khenthuong("extract", saved, "-o", "out", "--formats", "none")
    khenthuong("review", "-o", "out", "--below", "1", "--sheet", "s.csv")
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for row in rows:
        row["action"], row["who"] = "keep", "Lan"
    with Path("s.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert "3 taken from s.csv, 3 stored" in khenthuong("review", "-o", "out", "--take", "s.csv").out


def test_reviewed_articles_become_gold(khenthuong: Command, saved: Path) -> None:
    _reviewed(khenthuong, saved, EDITS)
    ran = khenthuong("review", "-o", "out", "--gold", "new.jsonl")
    assert "1 articles in new.jsonl" in ran.out
    (article,) = load_gold(Path("new.jsonl"))
    assert [(row["award"], row["count"], row["optional"]) for row in article.awards] == [
        ("bang-khen", 3, False), ("bang-khen", 8, False),
    ]  # fmt: skip
    assert khenthuong("evaluate", "new.jsonl").code in (0, 1)


def test_copies_that_disagree_are_worth_a_look(khenthuong: Command) -> None:
    khenthuong("extract", WORLD / "articles.jsonl", "-o", "out", "--formats", "none")
    khenthuong("review", "-o", "out", "--below", "0", "--sheet", "s.csv", "--corpus", ".")
    with Path("s.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if "copies" in row["why"]]
    assert {row["count"] for row in rows} == {"14", "12"}  # the figure and its correction
    assert all(row["evidence"] in row["context"] for row in rows)


def test_corrections_that_cannot_be_read_stop_the_run(khenthuong: Command, saved: Path) -> None:
    (saved / FILE).write_text("not,a,file\n1,2,3\n", encoding="utf-8")
    ran = khenthuong("extract", saved, "-o", "out")
    assert ran.code == 1
    assert "is no file of corrections" in ran.err
    assert not Path("out").exists()
