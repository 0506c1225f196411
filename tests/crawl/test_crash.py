"""kill -9, torn files, full and read-only disks: nothing saved is lost, nothing hidden, nothing fetched for nothing."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.corpus import Corpus, CorpusBusy, CorpusError
from pipelines.crawl.clock import ScaledClock
from pipelines.demo.server import LoopbackServer, Request
from tests.crawl.harness import article, crawl, declare, listing, rows, site

KILLS = int(os.environ.get("KHENTHUONG_TEST_KILLS", "50"))
PAGES = 300
HOSTS = ("mot.test", "hai.test", "ba.test")
EPI = 'family = "epi"\nlistings = ["http://{host}/"]'


def simple_site(count: int) -> dict[str, str]:
    paths = [f"/tin-post{n}.html" for n in range(1, count + 1)]
    return {"/": listing(paths), **{path: article(f"Tin {path} " + "chữ " * 200) for path in paths}}


def test_fifty_kills_lose_nothing_and_fetch_nothing_thrice(tmp_path: Path) -> None:
    """Three sites of 100 articles; the process is killed at random points and started again each time."""
    pages = simple_site(PAGES // len(HOSTS))

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.004)  # so that a good part of the kills falls into a request
        await site(pages)(request, writer)

    dice = random.Random(50)
    total = PAGES + 2 * len(HOSTS)
    points = sorted(dice.sample(range(1, total - 25), KILLS))
    scale, origin = 100.0, time.time()
    with LoopbackServer(handle) as server:
        declare({host: EPI.format(host=host) for host in HOSTS}, dict.fromkeys(HOSTS, server), tmp_path)
        command = [sys.executable, "-m", "tests.crawl.crawl_once", str(tmp_path), str(scale), str(origin)]
        killed = 0
        for point in points:
            process = subprocess.Popen(command, stderr=subprocess.PIPE)
            while len(server.log) < point and process.poll() is None:
                time.sleep(0.001)
            time.sleep(dice.random() * 0.1)
            assert process.poll() is None, process.communicate()[1].decode()[-2000:]
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        subprocess.run(command, check=True)
        # on a slow machine an hour of crawl time passes and pages are asked whether they have changed: no fetch
        log = [entry for entry in server.log if "-post" in entry.target and "if-none-match" not in entry.headers]
        fetched = Counter((entry.host, entry.target) for entry in log)
    assert killed == KILLS
    assert len(fetched) == PAGES
    assert max(fetched.values()) <= 2, fetched.most_common(3)
    with Corpus.read(tmp_path / "corpus") as corpus:
        assert list(corpus.verify()) == []  # every record whole, none hidden, none uncatalogued
        saved = list(corpus.pages())
    assert len({page.url for page in saved}) == PAGES
    assert all(f"<title>Tin /{page.url.rsplit('/', 1)[1]} ".encode() in page.body for page in saved)
    in_files = 0
    for path in (tmp_path / "corpus" / "warc").iterdir():
        with path.open("rb") as file:
            in_files += sum(record.rec_type == "response" for record in ArchiveIterator(file))
    assert in_files == PAGES


@pytest.mark.parametrize("tail", [b"\x1f\x8b\x08\x00torn", b"WARC/1.0\r\n", b"\x00" * 5000])
def test_a_torn_record_is_cut_off_on_start(tmp_path: Path, tail: bytes) -> None:
    with LoopbackServer(site(simple_site(3))) as server:
        declared = declare({"mot.test": EPI.format(host="mot.test")}, {"mot.test": server}, tmp_path)
        crawl(tmp_path, declared)
        path = next((tmp_path / "corpus" / "warc").iterdir())
        whole = path.read_bytes()
        path.write_bytes(whole + tail)
        with Corpus.open(tmp_path / "corpus") as corpus:
            assert path.read_bytes() == whole
            assert "unfinished record" in corpus.repaired[0]


def test_verify_names_what_is_damaged(tmp_path: Path) -> None:
    with LoopbackServer(site(simple_site(3))) as server:
        declared = declare({"mot.test": EPI.format(host="mot.test")}, {"mot.test": server}, tmp_path)
        crawl(tmp_path, declared)
    path = next((tmp_path / "corpus" / "warc").iterdir())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with Corpus.read(tmp_path / "corpus") as corpus:
        assert any(path.name in line for line in corpus.verify())


def test_two_runs_do_not_write_to_one_corpus(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "corpus"), pytest.raises(CorpusBusy, match="another run"):
        Corpus.open(tmp_path / "corpus")


def run_limited(folder: Path, prepare: object, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.crawl.crawl_once", str(folder), "400", str(time.time()), *options]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=prepare)  # type: ignore[call-overload]


@pytest.fixture(params=["limit", "disk"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Callable[[], None] | None, list[str]]]:
    """A corpus folder that takes about a megabyte: by a limit of the system, or on a real disk of that size where the
    test may mount one. Gives (what to do in the child, the command that makes the disk larger)."""
    if request.param == "limit":

        def limit() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))

        yield limit, ["true"]
        return
    disk = tmp_path / "corpus"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a disk of its own needs the right to mount one")
    yield None, ["mount", "-o", "remount,size=50m", str(disk)]
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_the_run_and_corrupts_nothing(
    tmp_path: Path, small_disk: tuple[Callable[[], None] | None, list[str]]
) -> None:
    prepare, enlarge = small_disk
    noise = random.Random(1)
    pages = simple_site(30)
    pages |= {path: article(path + noise.randbytes(60_000).hex()) for path in pages if "post" in path}
    with LoopbackServer(site(pages)) as server:
        declared = declare({"mot.test": EPI.format(host="mot.test")}, {"mot.test": server}, tmp_path)
        result = run_limited(tmp_path, prepare)
        assert result.returncode != 0
        assert "the disk is full" in result.stderr and "free some space" in result.stderr
        assert "Traceback" not in result.stderr
        with Corpus.read(tmp_path / "corpus") as corpus:
            before = {page.url for page in corpus.pages()}
            assert 0 < len(before) < 30
            assert list(corpus.verify()) == []
        subprocess.run(enlarge, check=True)
        crawl(tmp_path, declared, clock=ScaledClock(400, ahead=3000))
        assert len(rows(tmp_path, "SELECT key FROM page WHERE kind='article' AND version=1")) == 30
        with Corpus.read(tmp_path / "corpus") as corpus:
            assert list(corpus.verify()) == []


def test_a_read_only_corpus_is_refused_and_can_be_read(tmp_path: Path) -> None:
    with LoopbackServer(site(simple_site(3))) as server:
        declared = declare({"mot.test": EPI.format(host="mot.test")}, {"mot.test": server}, tmp_path)
        crawl(tmp_path, declared)
        for path in sorted((tmp_path / "corpus").rglob("*"), reverse=True):
            path.chmod(0o555 if path.is_dir() else 0o444)
        for path in (tmp_path / "corpus", *tmp_path.parents):
            if path.stat().st_uid == os.getuid() and path != Path("/"):
                path.chmod(0o555 if path.name == "corpus" else 0o755)

        result = run_limited(tmp_path, None, "nobody")
        assert result.returncode != 0
        assert "cannot be written" in result.stderr and "--corpus" in result.stderr
        with Corpus.read(tmp_path / "corpus") as corpus:
            assert len(list(corpus.pages())) == 3 and list(corpus.verify()) == []
    (tmp_path / "corpus").chmod(0o755)


def test_a_missing_corpus_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="crawl first"):
        Corpus.read(tmp_path / "none")


def test_a_page_that_ends_the_process_twice_waits_a_day(tmp_path: Path) -> None:
    """What the journal says of requests without an outcome, whatever ended the process."""
    from pipelines.corpus import Outcome
    from pipelines.crawl.frontier import CALM, INTERRUPTED, Journal

    with LoopbackServer(site(simple_site(2))) as server:
        declared = declare({"mot.test": EPI.format(host="mot.test")}, {"mot.test": server}, tmp_path)
        crawl(tmp_path, declared, max_pages=1)
    now = time.time() + 1000
    with Corpus.open(tmp_path / "corpus") as corpus:
        for times in (1, 2):
            path = tmp_path / f"requests-{times}.log"
            journal = Journal(path)
            journal.begun("mot.test#1", "mot.test", now)
            journal.close()
            path.write_bytes(path.read_bytes() + b"+\tmot.test\t17")  # a torn line: the request never went out
            outcome = Outcome(None, then=lambda db, _, path=path: Journal.recover(path, db, now, 8.0))
            ready, cut_off = corpus.commit([outcome])[0]
            assert ready == {"mot.test": now + 8.0} and cut_off == 1
            sql = "SELECT interrupted, priority, due FROM page WHERE key='mot.test#1'"
            due = now + (CALM if times == 1 else 86400)
            assert corpus.db.execute(sql).fetchone() == (times, 20 + INTERRUPTED, due)
