"""What is committed about the sample is what the code gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.dictionary import dictionary
from pipelines.sample import RESULT, write_sample
from pipelines.schema import ALL_TABLES, TABLES
from pipelines.tables import read_csv

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        write_sample(folder)
    return folder


def test_the_committed_result_is_what_the_code_gives(written: Path) -> None:
    committed = {path.name: path.read_bytes() for path in (ROOT / RESULT).iterdir()}
    assert committed == {path.name: path.read_bytes() for path in written.iterdir()}, (
        "the result for corpus/sample changed: look at the difference that `python -m pipelines.sample` makes, "
        "and commit it if it is right"
    )


def test_the_sample_has_fifteen_articles_of_all_forms(written: Path) -> None:
    rows = read_csv(written / "articles.csv")
    assert len(rows) == 15
    assert {Path(row["saved_as"].split("#")[0]).suffix for row in rows} == {".txt", ".html", ".jsonl"}


def test_evidence_is_the_text_between_its_offsets(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.lookup import find_document
    from pipelines.reading import read_article

    texts = {}
    for row in read_csv(written / "articles.csv"):
        texts[row["article_id"]] = read_article(find_document(str(ROOT / "corpus" / row["saved_as"]), written)).text
    found = 0
    for table in TABLES:
        if "evidence" in table.header:
            for row in read_csv(written / table.file):
                text = texts[row["article_id"]]
                assert text[int(row["char_start"]) : int(row["char_end"])] == row["evidence"]
                found += 1
    assert found > 50


def test_references_lead_to_rows(written: Path) -> None:
    tables = {table.name: read_csv(written / table.file) for table in ALL_TABLES}
    for table in ALL_TABLES:
        for column in table.columns:
            values = [row[column.name] for row in tables[table.name]]
            if column.refers_to:
                other, name = column.refers_to.split(".")
                assert {value for value in values if value} <= {row[name] for row in tables[other]}, column
            if column.values:
                assert set(values) <= {"", *column.values}, column
            if column.required:
                assert all(values), column
            if column.unique:
                assert len(set(values)) == len(values), column


def test_the_data_dictionary_is_up_to_date() -> None:
    assert (ROOT / "output" / "README.md").read_text("utf-8") == dictionary(), "run python -m pipelines.dictionary"
