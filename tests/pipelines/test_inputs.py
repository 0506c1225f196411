"""What is read from files, folders and archives, in which order and under which name."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.inputs import Document, DocumentReader, InputError, Problem, find_sources
from tests.pipelines.warcs import page, record


def read(*paths: Path | str) -> list[Document | Problem]:
    return list(DocumentReader(find_sources(paths)))


def names(*paths: Path | str) -> list[str]:
    return [item.saved_as if isinstance(item, Document) else f"! {item.where}" for item in read(*paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    (root / "b").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "z.txt").write_text("Z", encoding="utf-8")
    (root / "b" / "a.HTML").write_text("<p>A", encoding="utf-8")
    (root / "b" / "c.html.gz").write_bytes(gzip.compress(b"<p>C"))
    (root / "b" / "note.md").write_text("not read", encoding="utf-8")
    (root / ".git" / "x.txt").write_text("not read", encoding="utf-8")
    return root


def test_a_folder_is_searched_through_in_the_order_of_names(folder: Path) -> None:
    assert names(folder) == ["corpus/z.txt", "corpus/b/a.HTML", "corpus/b/c.html.gz"]
    documents = [item for item in read(folder) if isinstance(item, Document)]
    assert [(d.form, d.data) for d in documents] == [("text", b"Z"), ("html", b"<p>A"), ("html", b"<p>C")]


def test_names_do_not_depend_on_how_the_folder_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert names(".") == names(folder) == names(f"{folder}/b/..")


def test_a_file_that_several_paths_lead_to_is_read_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "z.txt")
    assert names(folder / "z.txt", folder, folder / "*.txt") == ["z.txt", "corpus/b/a.HTML", "corpus/b/c.html.gz"]


def test_patterns(folder: Path) -> None:
    assert names(f"{folder}/**/*.html*") == ["c.html.gz"]
    assert names(f"{folder}/[bz]*") == ["b/a.HTML", "b/c.html.gz", "z.txt"]


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.txt", "corpus/b/note.md", "corpus/empty"])
def test_paths_that_lead_nowhere_are_refused(folder: Path, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "empty").mkdir()
    monkeypatch.chdir(folder.parent)
    with pytest.raises(InputError, match=rf"^{given.replace('*', '.')}: "):
        find_sources([given])


def test_jsonl_lines_are_articles_and_bad_ones_are_told_of(tmp_path: Path) -> None:
    lines = [
        json.dumps({"url": "https://a.vn/1", "html": "<p>Một", "fetched_at": "2024-01-01T00:00:00Z"}).encode(),
        b"",
        b'{"url": "https://a.vn/2", "text": "cut off',
        b"[1, 2]",
        b'{"url": "https://a.vn/3"}',
        json.dumps({"text": "Bốn", "title": "T", "published_at": "2020-01-02", "url": None}).encode(),
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    one, bad, no_object, no_text, four = read(tmp_path / "a.jsonl")
    assert one == Document(
        "a.jsonl#1", "html", "<p>Một".encode(), url="https://a.vn/1", fetched_at="2024-01-01T00:00:00Z"
    )
    assert four == Document("a.jsonl#6", "text", "Bốn".encode(), title="T", published_at="2020-01-02")
    assert [item.where for item in (bad, no_object, no_text) if isinstance(item, Problem)] == [
        "a.jsonl#3",
        "a.jsonl#4",
        "a.jsonl#5",
    ]


def test_compressed_jsonl_that_breaks_off_gives_the_lines_before(tmp_path: Path) -> None:
    line = json.dumps({"text": os.urandom(3000).hex()}).encode() + b"\n"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line + line[:-1] + b"\n" * 3000)[:-40])
    *_, last = items = read(tmp_path / "a.jsonl.gz")
    assert len(items) >= 2
    assert isinstance(last, Problem)
    assert "broken after line" in last.what


@pytest.mark.parametrize("zipped", [True, False])
def test_response_records_with_pages_are_read_from_a_warc(tmp_path: Path, zipped: bool) -> None:
    records = [
        record("https://a.vn/1", page("Một", "Chữ."), gzip=zipped),
        record("https://a.vn/2", "gone", gzip=zipped, status="404 Not Found"),
        record("https://a.vn/3", "{}", gzip=zipped, kind="application/json"),
        record("https://a.vn/4", page("Bốn", "Chữ."), gzip=zipped),
    ]
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    path.write_bytes(b"".join(records))
    one, four = read(path)
    assert isinstance(one, Document)
    assert isinstance(four, Document)
    assert (one.saved_as, one.url, one.fetched_at) == (f"{path.name}#0", "https://a.vn/1", "2024-05-01T02:03:04Z")
    assert one.data == page("Một", "Chữ.").encode()
    assert four.saved_as == f"{path.name}#{sum(map(len, records[:3]))}"


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_record_that_breaks_off_hides_nothing_behind_it(tmp_path: Path, zipped: bool, kept: float) -> None:
    first, cut, last = (record(f"https://a.vn/{n}", page(f"Bài {n}", "Chữ. " * 200), gzip=zipped) for n in range(3))
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    path.write_bytes(first + cut[: int(len(cut) * kept)] + last)
    items = read(path)
    assert [item.url for item in items if isinstance(item, Document)] == ["https://a.vn/0", "https://a.vn/2"]
    assert [item.where for item in items if isinstance(item, Problem)] == [f"{path.name}#{len(first)}"]


@pytest.mark.parametrize("zipped", [True, False])
def test_a_warc_cut_in_its_last_record_is_told_of(tmp_path: Path, zipped: bool) -> None:
    first, cut = (record(f"https://a.vn/{n}", page(f"Bài {n}", "Chữ. " * 200), gzip=zipped) for n in range(2))
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    path.write_bytes(first + cut[:-60])
    document, problem = read(path)
    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert "breaks off" in problem.what


def test_bytes_read_reach_the_total(folder: Path) -> None:
    reader = DocumentReader(find_sources([folder]))
    assert reader.bytes_read == 0
    list(reader)
    assert reader.bytes_read == reader.total_bytes > 0


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = {
        "url": ["https://bao.example.vn/1", None, "https://bao.example.vn/3"],
        "html": [b"<p>C\xf4ng b\xe1o", None, None],
        "text": [None, "Tin", None],
        "fetched_at": [datetime(2024, 5, 1, 2, 3, tzinfo=UTC), None, None],
        "of_no_interest": [1, 2, 3],
    }
    pq.write_table(pa.table(rows), tmp_path / "a.parquet")
    first, second, third = read(tmp_path / "a.parquet")
    assert isinstance(first, Document)
    assert (first.saved_as, first.form, first.data) == ("a.parquet#1", "html", b"<p>C\xf4ng b\xe1o")
    assert first.fetched_at == "2024-05-01T02:03:00+00:00"
    assert isinstance(second, Document)
    assert (second.form, second.data, second.url) == ("text", b"Tin", "")
    assert third == Problem("a.parquet#3", "object has neither html nor text; left out")


@pytest.mark.parametrize("cut", [True, False])
def test_a_parquet_file_that_is_none_or_holds_something_else_is_told_of(tmp_path: Path, cut: bool) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"name": ["x"]}), path)
    if cut:
        path.write_bytes(path.read_bytes()[:-4])
    (problem,) = read(path)
    assert isinstance(problem, Problem)
    assert ("broken" if cut else "neither a column html nor text") in problem.what
