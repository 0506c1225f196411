"""The main job on a Dask cluster: real scheduler and workers, started by the documented commands."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction import run
from pipelines.inputs import InputError
from pipelines.partitions import read_articles
from pipelines.schema import ALL_TABLES
from pipelines.shards import find_shards
from pipelines.tables import read_csv
from pipelines.timelimit import TooSlow, time_limit
from pipelines.version import reading_version
from pipelines.versions import Version, best
from tests.pipelines.conftest import STORY, Command, warnings
from tests.pipelines.warcs import page, record
from tests.pipelines.world import WORLD

pytest.importorskip("distributed", reason="the extra khenthuong[dask] is not installed")

ROOT = Path(__file__).parents[2]
CALL = "from pipelines.cli import main; main()"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
SHARDS = 10


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of every form of shard: copies, versions and parts of one event lie in different ones; one is broken."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("storage") / "crawl"
    (folder / "b" / "c").mkdir(parents=True)
    lines = [line for path in sorted(WORLD.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    for number in range(SHARDS):
        mine = lines[number::SHARDS]
        if number % 2:
            (folder / f"{number}.jsonl").write_text("\n".join(mine) + "\n", encoding="utf-8")
        else:
            rows = [json.loads(line) for line in mine]
            columns = sorted({name for row in rows for name in row})
            table = pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in rows])
            pq.write_table(table, folder / "b" / f"{number}.parquet")
    shutil.copy(folder / "1.jsonl", folder / "b" / "c" / "again.jsonl")  # every page of it a second time
    paragraphs = STORY.split("\n\n")
    pages = [record(f"https://bao{n}.example.vn/tin-{n}.html", page(paragraphs[0], *paragraphs[1:])) for n in range(3)]
    (folder / "b.warc.gz").write_bytes(b"".join(pages) + pages[0][:200])
    (folder / "one.txt").write_text(STORY, encoding="utf-8")
    (folder / "two.txt").write_text(STORY.replace("7 cá", "9 cá"), encoding="utf-8")
    (folder / "broken.parquet").write_bytes(b"PAR1 and no more")
    return folder


@pytest.fixture(scope="module")
def expected(shards: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one machine makes of it."""
    output = tmp_path_factory.mktemp("local") / "out"
    run([shards], output, 1)
    return output


@contextlib.contextmanager
def dask_processes(
    folder: Path, environment: dict[str, str] = ENVIRONMENT, workers: int = 2
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """`dask scheduler` and `dask worker`, as docs/cluster.md starts them."""
    file = folder / "scheduler.json"

    def start(*words: str) -> subprocess.Popen[bytes]:
        with (folder / "dask.log").open("ab") as log:
            command = [sys.executable, "-m", "dask", *words]
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)

    started = [start("scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0",
                     "--scheduler-file", str(file))]  # fmt: skip
    try:
        until(lambda: file.exists() and file.stat().st_size > 0)
        address = json.loads(file.read_text("utf-8"))["address"]
        started += [start("worker", address, "--nthreads", "1", "--no-dashboard") for _ in range(workers)]
        yield address, started[1:]
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def same_tables(one: Path, other: Path) -> None:
    for table in ALL_TABLES:
        for name in (table.file, f"{table.name}.parquet"):
            assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_a_cluster_whose_worker_is_killed_gives_the_tables_of_one_machine(
    shards: Path, expected: Path, tmp_path: Path
) -> None:
    with dask_processes(tmp_path) as (address, workers):
        killed_in_the_middle(address, workers, shards, expected, tmp_path)


def killed_in_the_middle(
    address: str, workers: list[subprocess.Popen[bytes]], shards: Path, expected: Path, tmp_path: Path
) -> None:
    import psutil

    output = tmp_path / "out"
    done = output / "partitions" / "done"
    command = [sys.executable, "-c", CALL, "extract", str(shards), "-o", str(output), "--engine", "dask",
               "--scheduler", address]  # fmt: skip
    run = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=tmp_path)
    until(lambda: (done.is_dir() and any(done.iterdir())) or run.poll() is not None)
    read = len(list(done.iterdir()))
    nanny = psutil.Process(workers[0].pid)
    for process in (nanny, *nanny.children(recursive=True)):  # the nanny first, or it would replace its worker
        process.send_signal(signal.SIGKILL)
    out, _ = run.communicate(timeout=120)
    assert run.returncode == 0, out.decode()
    assert 0 < read < SHARDS
    same_tables(output, expected)
    assert warnings(output) == warnings(expected)
    assert "Parquet broken" in warnings(output)["crawl/broken.parquet"]
    local, clustered = (json.loads((folder / "run.json").read_text("utf-8"))["counts"] for folder in (expected, output))
    assert clustered == local
    assert local["duplicates"] > 0

    # The next run reads what is new, and only that.
    before = {path.name for path in done.iterdir()}
    (shards / "new.txt").write_text(STORY.replace("3 tập thể", "5 tập thể"), encoding="utf-8")
    try:
        assert subprocess.run(command, env=ENVIRONMENT, cwd=tmp_path, check=False).returncode == 0
        assert len({path.name for path in done.iterdir()} - before) == 1
        assert len((output / "articles.csv").read_bytes()) > len((expected / "articles.csv").read_bytes())
    finally:
        (shards / "new.txt").unlink()


def test_a_corpus_in_other_storage_is_read_by_the_same_names(shards: Path, expected: Path, tmp_path: Path) -> None:
    import fsspec
    from distributed import LocalCluster

    from pipelines.cluster import run_on_cluster

    memory = fsspec.filesystem("memory")
    memory.put(str(shards), "/bucket/crawl", recursive=True)
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, protocol="tcp", host="127.0.0.1",
                      dashboard_address=None) as cluster:  # fmt: skip
        summary = run_on_cluster(["memory://bucket/crawl"], tmp_path / "out", cluster.scheduler_address,
                                 "memory://bucket/parts")  # fmt: skip
    same_tables(tmp_path / "out", expected)
    assert summary.articles > 50
    assert memory.glob("/bucket/parts/awards/*.parquet")


def test_reading_page_by_page_in_processes_apart_gives_the_same(shards: Path, tmp_path: Path) -> None:
    from pipelines.cluster import read_shard

    shard = next(shard for shard in find_shards([shards]) if shard.name.endswith("b.warc.gz"))
    plain, careful = (
        read_shard(shard, str(tmp_path / str(mode)), reading_version(), careful=mode) for mode in (False, True)
    )
    assert [pickle.dumps(each.rows) for each in read_articles(plain)] == [
        pickle.dumps(each.rows) for each in read_articles(careful)
    ]
    assert plain.problems == careful.problems
    assert plain.articles == 3


POISON = """import os, unicodedata
plain = unicodedata.normalize
def normalize(form, text):
    if "<poison>" in text:
        os.abort()
    return plain(form, text)
unicodedata.normalize = normalize
"""
"""As ``sitecustomize`` of the workers: a library that ends the process over one page."""


def test_a_page_that_ends_every_process_over_it_is_the_only_one_lost(tmp_path: Path) -> None:
    (tmp_path / "faulty").mkdir()
    (tmp_path / "faulty" / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    lines = [{"url": f"https://bao.example.vn/{n}", "text": STORY} for n in range(3)]
    lines[1]["text"] += "<poison> e\u0301"
    (tmp_path / "shard.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path / 'faulty'}",
                   "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}  # fmt: skip
    with dask_processes(tmp_path, environment, workers=1) as (address, _):
        command = [sys.executable, "-c", CALL, "extract", "shard.jsonl", "-o", "out", "--engine", "dask",
                   "--scheduler", address]  # fmt: skip
        done = subprocess.run(command, env=ENVIRONMENT, cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    (lost,) = warnings(tmp_path / "out").items()
    assert lost[0] == "shard.jsonl#2"
    assert "ended its process" in lost[1]
    assert len(read_csv(tmp_path / "out" / "articles.csv")) == 3
    assert len(read_csv(tmp_path / "out" / "awards.csv")) == 4


def test_a_worker_of_another_version_is_told_of(shards: Path, tmp_path: Path) -> None:
    from pipelines.cluster import read_shard

    with pytest.raises(ImportError, match="it has version"):
        read_shard(find_shards([shards])[0], str(tmp_path), "0.0.0+other")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--engine", "dask"), "needs --scheduler"),
        (("s3://bucket/crawl",), "add --engine dask"),
        (("--scheduler", "tcp://127.0.0.1:1"), "need --engine dask"),
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--since", "2024-01-01"), "--engine local only"),
    ],
)
def test_options_that_do_not_go_together(
    khenthuong: Command, corpus: Path, words: tuple[str, ...], said: str
) -> None:
    ran = khenthuong("extract", corpus, "--output", "out", *words)
    assert (ran.code, said in ran.err) == (2, True)
    assert not Path("out").exists()


def test_a_scheduler_that_does_not_answer(
    khenthuong: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.cluster._CONNECT_SECONDS", 1)
    ran = khenthuong("extract", corpus, "--output", "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert ran.code == 1
    assert "tcp://127.0.0.1:1: no Dask scheduler answers here" in " ".join(ran.err.split())


def test_without_the_extra_the_message_says_what_to_install(
    khenthuong: Command, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = khenthuong("extract", corpus, "--output", "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert ran.code == 1
    assert "pip install 'khenthuong[dask]'" in ran.err


def test_storage_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        find_shards(["memory://nowhere/crawl"])
    with pytest.raises(InputError, match="nosuch"):
        find_shards(["nosuch://bucket/crawl"])


def test_small_files_are_read_together(tmp_path: Path) -> None:
    for number in range(1200):
        (tmp_path / f"{number:04}.txt").touch()
    (tmp_path / "0500a.jsonl").touch()
    found = find_shards([tmp_path])
    assert [len(shard.sources) for shard in found] == [500, 1, 1, 500, 199]
    assert len({shard.stamp for shard in found}) == len(found)


def test_a_thread_that_takes_too_long_is_stopped_and_nothing_after_it() -> None:
    said: list[str] = []

    def work() -> None:
        for seconds in (0.0, 5.0, 0.0):
            try:
                with time_limit(0.2):
                    end = time.monotonic() + seconds
                    while time.monotonic() < end:
                        pass
                said.append("done")
            except TooSlow:
                said.append("stopped")
        time.sleep(0.4)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert said == ["done", "stopped", "done"]


VERSIONS = st.lists(
    st.tuples(st.sampled_from("abc"), st.booleans(), st.sampled_from(["", "2024-01-01", "2024-01-02"])), min_size=1
)


@given(VERSIONS, st.randoms())
def test_which_version_stands_for_a_page_depends_on_no_order_and_on_no_copy(
    found: list[tuple[str, bool, str]], shuffle: object
) -> None:
    versions = [Version(number, *each) for number, each in enumerate(found)]
    mixed = list(versions)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert best(mixed) == best(versions)
    twice = [*versions, *(Version(number + len(found), *each) for number, each in enumerate(found))]
    assert best(twice) == best(versions)
