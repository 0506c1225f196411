"""The commands as a user calls them."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.corpus import Corpus
from pipelines.demo.server import LoopbackServer
from pipelines.demo.world import build
from tests.crawl.harness import article, listing, site

ROOT = Path(__file__).parents[2]


def khenthuong(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("KHENTHUONG")}
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
        cwd=cwd, capture_output=True, env=clean | {"PYTHONPATH": str(ROOT)} | environment, timeout=120,
    )  # fmt: skip


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    result = khenthuong("demo", cwd=folder)
    assert result.returncode == 0, result.stderr.decode()
    return folder


def test_the_demo_shows_the_whole_product(demo: Path) -> None:
    world = build()
    articles = table(demo / "output/demo/articles.csv")
    assert len(articles) == world.n_articles + 1 == 20  # the attached list is a document of its own
    families = {"epi", "yyyymm", "a-id", "nukeviet", "vnpt-portal", "vccorp", "wordpress", "xlsx"}
    assert {row["parser"].partition("/")[0] for row in articles} == families
    awards = table(demo / "output/demo/awards.csv")
    counted = {(row["award"], row["recipient_kind"], row["count"]) for row in awards}
    assert {
        ("bang-khen", "collective", "214"),
        ("bang-khen", "individual", "486"),
        ("co-thi-dua", "collective", "32"),
    } <= counted
    with Corpus.read(demo / "output/demo/corpus") as corpus:
        [attachment] = corpus.pages("attachment")
        assert attachment.url.endswith(".xlsx") and attachment.body.startswith(b"PK")


def test_from_every_row_one_command_prints_the_page_and_reads_the_row_again(demo: Path) -> None:
    pages = {
        f"http://{host}{target}": body for host, page in build().pages.items() for target, (_, body) in page.items()
    }
    urls = {row["article_id"]: row["url"] for row in table(demo / "output/demo/articles.csv")}
    awards = table(demo / "output/demo/awards.csv")
    from pipelines.trace import trace

    with Corpus.read(demo / "output/demo/corpus") as corpus:
        for row in awards:
            traced = trace(row["award_id"], corpus, demo / "output/demo")
            assert traced.page.body == pages[urls[row["article_id"]]]
            assert traced.again["evidence"] == row["evidence"] and traced.differs == []
    row = awards[0]
    where = ("--corpus", "output/demo/corpus", "--output", "output/demo")
    result = khenthuong("corpus", "get", row["award_id"], *where, cwd=demo)
    assert result.returncode == 0
    assert result.stdout == pages[urls[row["article_id"]]]
    again = json.loads(result.stderr)
    assert {key: again[key] for key in row if key != "event_id"} == {key: row[key] for key in row if key != "event_id"}
    edited = (demo / "output/demo/awards.csv").read_bytes()
    (demo / "output/demo/awards.csv").write_bytes(edited.replace(b",214,", b",215,"))
    try:
        wrong = next(row["award_id"] for row in awards if row["count"] == "214")
        result = khenthuong("corpus", "get", wrong, *where, cwd=demo)
        assert result.returncode == 4 and b"the row differs in count" in result.stderr
    finally:
        (demo / "output/demo/awards.csv").write_bytes(edited)


def test_a_second_demo_finds_nothing_new_and_leaves_the_same_bytes(demo: Path) -> None:
    names = ("articles.csv", "awards.csv", "recipients.csv", "campaigns.csv", "rates.csv")
    before = {name: (demo / "output/demo" / name).read_bytes() for name in names}
    result = khenthuong("demo", cwd=demo)
    assert result.returncode == 0 and b"nothing new" in result.stdout and b"0 new articles" in result.stdout
    (demo / "output/demo/.crawled").unlink()  # and if the tables are written again, they are the same
    assert b"20 articles" in khenthuong("demo", cwd=demo).stdout
    assert {name: (demo / "output/demo" / name).read_bytes() for name in names} == before


def test_corpus_commands(demo: Path, tmp_path: Path) -> None:
    corpus = demo / "output/demo/corpus"
    counts = json.loads(khenthuong("corpus", "stats", "--json", "--corpus", corpus, cwd=tmp_path).stdout)
    assert counts["articles"] == 19 and counts["attachments"] == 1 and counts["failed"] == 0
    assert b"all whole" in khenthuong("corpus", "verify", "--corpus", corpus, cwd=tmp_path).stdout
    missing = khenthuong("corpus", "get", "feedbeef", "--corpus", corpus, cwd=tmp_path)
    assert missing.returncode == 1 and missing.stderr.count(b"\n") == 1 and b"no saved page" in missing.stderr
    nowhere = khenthuong("corpus", "stats", cwd=tmp_path)
    assert nowhere.returncode == 1 and b"crawl first" in nowhere.stderr


def test_import_brings_in_warc_files_and_folders_once(demo: Path, tmp_path: Path) -> None:
    warc = demo / "output/demo/corpus/warc"
    folder = tmp_path / "trang"
    folder.mkdir()
    (folder / "mot.html").write_text(article("Trang rời"), encoding="utf-8")
    (folder / "hai.jsonl").write_text(json.dumps({"url": "https://baohatinh.vn/a-post12.html", "html": article("Hai")}))
    (folder / "ba.pdf").write_bytes(b"%PDF-1.4 danh sach")
    first = khenthuong("corpus", "import", warc, folder, cwd=tmp_path)
    assert first.returncode == 0 and b"23 pages imported" in first.stdout, first
    again = khenthuong("corpus", "import", warc, folder, cwd=tmp_path)
    assert b"0 pages imported, 23 known already" in again.stdout
    assert b"all whole" in khenthuong("corpus", "verify", cwd=tmp_path).stdout
    counts = json.loads(khenthuong("corpus", "stats", "--json", cwd=tmp_path).stdout)
    assert counts["articles"] == 21 and counts["attachments"] == 2
    assert khenthuong("extract", "corpus", cwd=tmp_path).returncode == 0
    [loose] = [row for row in table(tmp_path / "output/articles.csv") if row["title"] == "Trang rời"]
    assert loose["url"] == "" and loose["saved_as"].startswith("corpus/warc/khenthuong-00001.warc.gz#")
    [award, *_] = [r for r in table(tmp_path / "output/awards.csv") if r["article_id"] == loose["article_id"]]
    traced = khenthuong("corpus", "get", award["award_id"], cwd=tmp_path)
    assert traced.returncode == 0 and traced.stdout.decode() == article("Trang rời")
    got = khenthuong("corpus", "get", "https://baohatinh.vn/khac-han-post12.html", cwd=tmp_path)
    assert got.stdout.decode() == article("Hai")
    known = khenthuong("corpus", "import", "--known", "--corpus", "chon", warc, folder, cwd=tmp_path)
    assert b"1 pages imported, 0 known already, 22 left out" in known.stdout


def toy(folder: Path, server: LoopbackServer) -> Path:
    path = folder / "sources.toml"
    path.write_text(
        f'[crawl]\ncontact = "mailto:c@example.vn"\n[crawl.connect]\n"bao.test" = "127.0.0.1:{server.address[1]}"\n'
        '[source."bao.test"]\nfamily = "epi"\nlistings = ["http://bao.test/"]\n',
        encoding="utf-8",
    )
    return path


def test_crawl_and_run_say_what_they_did_and_go_on_after_sigterm(tmp_path: Path) -> None:
    pages = {"/": listing(["/tin-post1.html"]), "/tin-post1.html": article("Tin một")}
    with LoopbackServer(site(pages)) as server:
        toy(tmp_path, server)
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "pipelines.cli", "run", "--only", "--json"]
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, env=environment)
        while not server.log:  # robots.txt; the next request is 8 s away
            time.sleep(0.01)
        second = khenthuong("crawl", "--only", cwd=tmp_path)
        assert second.returncode == 75 and b"another run" in second.stderr
        process.send_signal(signal.SIGTERM)
        told = json.loads(process.communicate(timeout=30)[0])
        assert process.returncode == 130 and told["stopped"] == "SIGTERM"
    assert not (tmp_path / "output").exists()


def test_an_unreachable_source_ends_with_3_and_wrong_settings_with_2(tmp_path: Path) -> None:
    with LoopbackServer(site({})) as server:
        toy(tmp_path, server)
    result = khenthuong("crawl", "--only", cwd=tmp_path)
    assert result.returncode == 3 and b"bao.test" in result.stdout
    for arguments, message in (
        (["crawl", "--since", "14/8/2026", "--only"], "not a day"),
        (["crawl", "--source", "khong-co"], "is no source"),
        (["crawl", "--sources", "khong-co.toml"], "cannot be read"),
        (["crawl", "--source", "baohatinh.vn", "--sources", "trong.toml"], "site owners must be able to reach you"),
    ):
        (tmp_path / "trong.toml").write_text("")
        wrong = khenthuong(*arguments, cwd=tmp_path)
        assert wrong.returncode == 2 and message in wrong.stderr.decode() and wrong.stderr.count(b"\n") == 1


def test_sources_list_schedule_and_add(demo: Path, tmp_path: Path) -> None:
    listed = khenthuong("sources", "list", cwd=tmp_path).stdout.decode()
    assert "194 sources in 34 provinces, 0 verified" in listed
    in_hue = json.loads(khenthuong("sources", "list", "--province", "Huế", "--json", cwd=tmp_path).stdout)
    assert {entry["province_2025"] for entry in in_hue} == {"Huế"}
    planned = khenthuong("schedule", "--every", "30", cwd=tmp_path).stdout.decode()
    assert (
        "*/30 * * * * cd " in planned
        and "OnUnitInactiveSec=30min" in planned
        and "pipelines.cli run --corpus" in planned
    )
    world = build()
    target, (_, body) = next(item for item in world.pages["baolamgiang.test"].items() if "post41001" in item[0])
    page = tmp_path / "trang.html"
    page.write_bytes(body)
    arguments = ["sources", "add", page, "--url", f"https://baomoilap.vn{target}", "--write", "rieng.toml"]
    proposed = khenthuong(*arguments, cwd=tmp_path)
    assert proposed.returncode == 0, proposed.stderr
    text = proposed.stdout.decode()
    assert '[source."baomoilap.vn"]' in text and 'family = "epi"' in text and "title: Lam Giang tổng kết" in text
    listed = khenthuong("sources", "list", "--sources", "rieng.toml", "--only", cwd=tmp_path).stdout.decode()
    assert "baomoilap.vn" in listed and "1 sources" in listed


def test_sources_check_shows_what_a_site_gives(tmp_path: Path) -> None:
    import asyncio

    from pipelines import sources
    from pipelines.crawl.pace import Pace
    from pipelines.crawl.probe import check_source

    pages = {"/": listing(["/tin-post1.html"]), "/tin-post1.html": article("Tin một")}
    with LoopbackServer(site(pages)) as server:
        declared = sources.load(toy(tmp_path, server), only=True)
        lines, good = asyncio.run(check_source(declared, "bao.test", pace=Pace(pause=0)))
    assert good and "listing http://bao.test/: 1 links" in lines and any("Tin một" in line for line in lines)
    lines, good = asyncio.run(check_source(declared, "bao.test", pace=Pace(pause=0)))
    assert not good and any("could not be read" in line for line in lines)


def test_watch_runs_again_and_again(tmp_path: Path) -> None:
    pages = {"/": listing([])}
    with LoopbackServer(site(pages)) as server:
        toy(tmp_path, server)
        result = khenthuong("watch", "--only", "--times", "2", "--every", "0.01", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.count(b"new articles from") == 2
