"""``khenthuong extract``: what it writes, and what it says of input that is bad."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.formats import WORKBOOK, owned
from pipelines.schema import TABLES
from pipelines.store import FILE
from tests.encodings import to_windows_1258
from tests.pipelines.conftest import STORY, Command, articles, table, warnings
from tests.pipelines.warcs import page, record


def test_it_writes_the_tables_of_the_contract(khenthuong: Command, corpus: Path) -> None:
    ran = khenthuong("extract", corpus, "--output", "out")
    assert ran.code == 0
    assert "articles read" in ran.out
    out = Path("out")
    assert {path.name for path in out.iterdir()} == (owned() | {FILE}) - {WORKBOOK}
    for written in TABLES:
        data = (out / written.file).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.decode("utf-8-sig").splitlines()[0] == ",".join(written.header)


def test_rows_carry_their_article_and_their_words(khenthuong: Command, corpus: Path) -> None:
    khenthuong("extract", corpus, "--output", "out")
    (article,) = table(Path("out"), "articles")
    assert article["title"] == "Xã Nậm Mòn tổng kết phong trào thi đua"
    assert (article["province"], article["author"], article["n_awards"]) == ("Lào Cai", "Giàng Thị Súa", "2")
    awards = table(Path("out"), "awards")
    assert [(row["award"], row["count"], row["recipient_kind"]) for row in awards] == [
        ("bang-khen", "3", "collective"),
        ("bang-khen", "7", "individual"),
    ]
    for row in awards:
        assert row["article_id"] == article["article_id"]
        assert row["province"] == "Lào Cai"
        assert STORY[int(row["char_start"]) : int(row["char_end"])] == row["evidence"]


def test_the_same_corpus_gives_the_same_bytes_wherever_it_lies(
    khenthuong: Command, corpus: Path, tmp_path: Path
) -> None:
    for number in range(5):
        (corpus / f"story{number}.txt").write_text(
            STORY.replace("7 cá nhân", f"{number + 8} cá nhân"), encoding="utf-8"
        )
    khenthuong("extract", corpus, "--output", "one")
    (tmp_path / "elsewhere").mkdir()
    corpus.rename(tmp_path / "elsewhere" / corpus.name)
    khenthuong("extract", tmp_path / "elsewhere" / corpus.name, "--output", "two", "--jobs", "2")
    for written in TABLES:
        assert Path("one", written.file).read_bytes() == Path("two", written.file).read_bytes()


def test_of_two_versions_of_a_page_the_later_one_with_text_counts(khenthuong: Command, corpus: Path) -> None:
    lines = [
        {"url": "https://www.laocai.gov.vn/tin-1/", "text": STORY.replace("7 cá", "6 cá"), "fetched_at": "2022-01-13"},
        {"url": "http://laocai.gov.vn/tin-1#top", "text": STORY, "fetched_at": "2022-01-14"},
        {"url": "https://laocai.gov.vn/tin-1", "text": STORY, "fetched_at": "2022-01-14"},
        {"url": "https://laocai.gov.vn/tin-1", "text": " \n", "fetched_at": "2022-01-15"},
    ]
    (corpus / "versions.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    khenthuong("extract", corpus / "versions.jsonl", "--output", "out")
    assert list(articles(Path("out"))) == ["versions.jsonl#2"]
    assert [row["count"] for row in table(Path("out"), "awards")] == ["3", "7"]
    counts = json.loads(Path("out/run.json").read_text("utf-8"))["counts"]
    assert (counts["articles"], counts["duplicates"], counts["superseded"]) == (1, 1, 2)


BAD_FILES = {
    "empty.txt": (b"", "empty: "),
    "blank.html": (b" \n\n", "empty: "),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "no-text: "),
    "binary.txt": (bytes(range(256)) * 40, "binary: "),
    "cut.html.gz": (gzip.compress(os.urandom(5000))[:2000], "broken-gzip: "),
    "plain.html.gz": (b"<p>not compressed</p>", "broken-gzip: "),
    "huge.txt": (b"Dong chu. " * 6_300_000, "too-large: "),
    "huge.html": (b"<p>Dong chu.</p> " * 3_600_000, "too-large: "),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_of_and_the_others_are_unharmed(khenthuong: Command, corpus: Path, name: str) -> None:
    data, warning = BAD_FILES[name]
    (corpus / name).write_bytes(data)
    ran = khenthuong("extract", corpus, "--output", "out")
    assert ran.code == 0
    rows = articles(Path("out"))
    assert rows[f"saved/{name}"]["warnings"].startswith(warning)
    assert rows[f"saved/{name}"]["n_awards"] == "0"
    assert rows["saved/good.txt"]["n_awards"] == "2"
    assert f"warning saved/{name}: {warning}" in ran.err
    assert warnings(Path("out"))[f"saved/{name}"].startswith(warning)


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "cut.html.gz"])
def test_a_run_that_reads_nothing_fails_and_writes_nothing(khenthuong: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name][0])
    ran = khenthuong("extract", name, "--output", "out")
    assert (ran.code, Path("out").exists()) == (1, False)
    assert ran.err.startswith(f"khenthuong: {name}: {BAD_FILES[name][1]}")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (STORY.encode("utf-16"), "charset: read as utf-16-le"),
        (STORY.encode("utf-16-le"), "charset: read as utf-16-le"),
        (to_windows_1258(STORY), "charset: read as windows-1258"),
        (STORY.encode() + b"\xff\xfe\xc3\n", "charset: 3 bytes"),
    ],
)
def test_other_charsets_give_the_same_rows(khenthuong: Command, corpus: Path, data: bytes, warning: str) -> None:
    (corpus / "other.txt").write_bytes(data)
    khenthuong("extract", corpus, "--output", "out")
    good, other = (articles(Path("out"))[f"saved/{name}.txt"] for name in ("good", "other"))
    assert other["warnings"].startswith(warning)
    rows = {a["article_id"]: [] for a in (good, other)}
    for row in table(Path("out"), "awards"):
        rows[row["article_id"]].append((row["award"], row["count"], row["evidence"], row["char_start"]))
    assert rows[good["article_id"]] == rows[other["article_id"]]
    assert len(rows[good["article_id"]]) == 2


def test_a_line_that_is_no_json_is_told_of(khenthuong: Command, corpus: Path) -> None:
    good = json.dumps({"text": STORY, "url": "https://laocai.gov.vn/1"})
    (corpus / "a.jsonl").write_text(f'{good}\n{{"text": \n{good.replace("/1", "/2")}\n', encoding="utf-8")
    ran = khenthuong("extract", corpus, "--output", "out")
    assert ran.code == 0
    assert {"saved/a.jsonl#1", "saved/a.jsonl#3"} < set(articles(Path("out")))
    assert "saved/a.jsonl#2: line is no JSON" in ran.err
    assert "line is no JSON" in warnings(Path("out"))["saved/a.jsonl#2"]


def test_a_warc_that_breaks_off_is_told_of(khenthuong: Command, corpus: Path) -> None:
    text = "Dịp này, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể, 7 cá nhân. " + "Hội nghị bàn việc năm sau. " * 9
    whole = record("https://laocai.gov.vn/1", page("Xã Nậm Mòn tổng kết", text))
    (corpus / "crawl.warc.gz").write_bytes(whole + record("https://laocai.gov.vn/2", page("Hai", text))[:-30])
    ran = khenthuong("extract", corpus, "--output", "out")
    assert ran.code == 0
    assert articles(Path("out"))["saved/crawl.warc.gz#0"]["url"] == "https://laocai.gov.vn/1"
    assert "breaks off" in warnings(Path("out"))[f"saved/crawl.warc.gz#{len(whole)}"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("nowhere", "nowhere: no such file or folder; check the path"),
        ("void", "void: no articles in this folder"),
        ("*.pdf", "*.pdf: the pattern matches no articles"),
        ("notes.md", "notes.md: not a form that can be read"),
    ],
)
def test_paths_without_articles_are_refused(khenthuong: Command, tmp_path: Path, given: str, message: str) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "notes.md").touch()
    ran = khenthuong("extract", given, "--output", "out")
    assert ran.code == 2
    assert ran.err.startswith(f"khenthuong: {message}")
    assert ran.err.count("\n") == 1
    assert not Path("out").exists()


def test_an_output_folder_that_is_a_file_is_refused(khenthuong: Command, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    ran = khenthuong("extract", corpus, "--output", "out")
    assert (ran.code, ran.err) == (1, "khenthuong: out: is a file; choose another folder with --output\n")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_an_output_folder_without_write_permission_is_refused(
    khenthuong: Command, corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    ran = khenthuong("extract", corpus, "--output", "out")
    assert ran.code == 1
    assert ran.err.startswith("khenthuong: out: cannot be written to (Permission denied)")


def _published(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without the results that are kept for the next run."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.startswith(FILE)}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_the_old_tables(khenthuong: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    khenthuong("extract", corpus, "--output", "out")
    before = _published(Path("out"))
    (corpus / "more.txt").write_text(STORY.replace("7 cá nhân", "9 cá nhân"), encoding="utf-8")
    real = Path.open

    def on_full_disk(self: Path, mode: str = "r", *args: object, **more: object) -> object:
        full = self.name == "campaigns.csv" and "w" in mode
        return real(Path("/dev/full") if full else self, mode, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", on_full_disk)
    ran = khenthuong("extract", corpus, "--output", "out")
    monkeypatch.undo()
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert _published(corpus.parent / "out") == before


def start(*args: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pipelines.cli", *map(str, args)]
    here = Path(__file__).parents[2]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(here)},
        # a test run in the background ignores SIGINT, and so would its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file that gives articles until it is closed."""
    os.mkfifo(tmp_path / "endless.jsonl")
    return tmp_path / "endless.jsonl"


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_a_run_that_is_stopped_leaves_the_old_tables(
    khenthuong: Command, corpus: Path, endless: Path, tmp_path: Path, stop: signal.Signals, code: int, jobs: str
) -> None:
    khenthuong("extract", corpus, "--output", "out")
    (tmp_path / "out" / "mine.txt").write_text("not of a run")
    before = _published(Path("out"))
    process = start("extract", endless, "--output", tmp_path / "out", "--jobs", jobs)
    # Opened for both directions, the pipe waits for nobody and is never at its end.
    with os.fdopen(os.open(endless, os.O_RDWR), "wb", buffering=0) as pipe:
        pipe.write(json.dumps({"text": STORY}).encode() + b"\n")
        for _ in range(600):
            if list((tmp_path / "out").glob(".run-*")) or process.poll() is not None:
                break
            time.sleep(0.05)
        time.sleep(0.5)
        assert process.poll() is None, process.communicate()
        process.send_signal(stop)
        _, err = process.communicate(timeout=30)
    assert process.returncode == code
    if code == 130:
        assert err == f"khenthuong: stopped; the files in {tmp_path / 'out'} are as before\n"
    assert _published(tmp_path / "out") == before
    # What a killed run left is gone after the next one, which works.
    assert khenthuong("extract", corpus, "--output", "out").code == 0
    assert {path.name for path in Path("out").iterdir()} == {*before, FILE}


def test_help_and_version_say_what_there_is(khenthuong: Command) -> None:
    assert khenthuong("--version").out.startswith("khenthuong ")
    for command in ("extract", "show"):
        assert command in khenthuong("--help").out
        assert khenthuong(command, "--help").code == 0
