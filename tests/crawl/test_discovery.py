"""Every way of finding articles, what is one article, and what a second run costs."""

from __future__ import annotations

import asyncio
import gzip
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines import sources
from pipelines.corpus import Corpus
from pipelines.crawl.clock import ScaledClock
from pipelines.crawl.discover import iso, read_feed, read_links, read_sitemap
from pipelines.crawl.pace import Pace
from pipelines.crawl.urls import clean, page_key, registrable_domain
from pipelines.demo.server import LoopbackServer, Request, answer
from tests.crawl.harness import article, crawl, declare, listing, rows, site

FAST = {"pause": 0.0, "latency_factor": 0.0, "per_ip": 99}
HOUR = 3600.0


def paths(first: int, last: int) -> list[str]:
    return [f"/tin-khen-thuong-post{n}.html" for n in range(first, last + 1)]


def sitemap(host: str, entries: list[str], tag: str = "url", day: str = "2026-08-14") -> str:
    outer = {"url": "urlset", "sitemap": "sitemapindex"}[tag]
    body = "".join(f"<{tag}><loc>http://{host}{path}</loc><lastmod>{day}</lastmod></{tag}>" for path in entries)
    return f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</{outer}>'


def rss(host: str, entries: list[str]) -> str:
    items = "".join(f"<item><title>t</title><link>http://{host}{path}?utm_source=rss</link></item>" for path in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>c</title>{items}</channel></rss>'


def test_four_kinds_of_discovery_find_every_article_and_fetch_none_twice(tmp_path: Path) -> None:
    articles = {path: article(path) for path in paths(1, 30)}
    pages: dict[str, dict[str, object]] = {
        "ban-do.test": {
            "/sitemap.xml": sitemap("ban-do.test", ["/thang-7.xml", "/thang-8.xml"], "sitemap"),
            "/thang-7.xml": sitemap("ban-do.test", paths(1, 15)),
            "/thang-8.xml": sitemap("ban-do.test", paths(16, 30)),
        },
        "nguon.test": {"/rss": rss("nguon.test", paths(1, 30))},
        "trang.test": {
            "/tin/": listing(paths(1, 10)),
            "/tin/?page=2": listing(paths(11, 20)),
            "/tin/?page=3": listing(paths(21, 30)),
            "/tin/?page=4": listing(paths(21, 30)),
            "/tin/?page=5": listing([]),
        },
        "tim.test": {
            "/tim?q=khen%20th%C6%B0%E1%BB%9Fng": listing(paths(1, 20)),
            "/tim?q=b%E1%BA%B1ng%20khen": listing(paths(15, 30)),
        },
    }
    tables = {
        "ban-do.test": 'family = "epi"\nsitemaps = ["http://ban-do.test/sitemap.xml"]',
        "nguon.test": 'family = "epi"\nfeeds = ["http://nguon.test/rss"]',
        "trang.test": 'family = "epi"\nlistings = ["http://trang.test/tin/"]\npaging = "?page={n}"',
        "tim.test": 'family = "epi"\nsearches = ["http://tim.test/tim?q={query}"]\n'
        'keywords = ["khen thưởng", "bằng khen"]',
    }
    sites = {host: {**own, **articles} for host, own in pages.items()}
    start = time.time()
    with LoopbackServer(lambda request, writer: site(sites[request.host])(request, writer)) as server:
        declared = declare(tables, dict.fromkeys(tables, server), tmp_path)
        clock = ScaledClock(50, origin=start)
        first = crawl(tmp_path, declared, clock=clock, pace=Pace(**FAST))
        assert {host: tally.new for host, tally in first.tallies.items()} == dict.fromkeys(tables, 30)
        for host in tables:
            assert sorted(path for path in server.paths(host) if "-post" in path) == sorted(articles)
        assert "/tin/?page=5" not in server.paths("trang.test")  # page 4 brought nothing new
        for number in (31, 32):
            articles[f"/tin-khen-thuong-post{number}.html"] = article(str(number))
        for host, own in sites.items():
            own |= articles
            newest = paths(31, 32)
            if host == "ban-do.test":
                own["/thang-8.xml"] = sitemap(host, [*paths(16, 30), *newest])
                own["/sitemap.xml"] = sitemap(host, ["/thang-8.xml"], "sitemap", "2026-08-15")
            elif host == "nguon.test":
                own["/rss"] = rss(host, [*newest, *paths(3, 30)])
            elif host == "trang.test":
                own["/tin/"] = listing([*newest, *paths(1, 8)])
            else:
                own["/tim?q=khen%20th%C6%B0%E1%BB%9Fng"] = listing([*newest, *paths(1, 18)])
        server.log.clear()
        crawl(tmp_path, declared, clock=clock, pace=Pace(**FAST))
        for host in tables:
            assert sorted(path for path in server.paths(host) if "-post" in path) == paths(31, 32)


def test_thirty_spellings_of_five_articles_are_five_articles(tmp_path: Path) -> None:
    spellings = []
    for n in range(1, 6):
        spellings += [
            f"/thi-dua-a{n}.html", f"/slug-khac-han-a{n}.html?utm_source=fb", f"/thi-dua-a{n}.html?fbclid=Iw{n}#top",
            f"//thi-dua-a{n}.html", f"/thi-dua-a{n}.html;jsessionid=AB{n}", f"/print/thi-dua-a{n}.html",
        ]  # fmt: skip
        spellings[-2:] = [
            f"http://www.mien-nam.test:80/thi-dua-a{n}.html;jsessionid=AB{n}",
            f"http://m.mien-nam.test/x-a{n}.html",
        ]
    assert len(spellings) == 30

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.path == "/":
            answer(writer, 200, listing(spellings))
        elif "-a" in request.path:
            answer(writer, 200, article(request.path.rsplit("-a", 1)[1]))
        else:
            answer(writer, 404)

    hosts = ["mien-nam.test", "www.mien-nam.test", "m.mien-nam.test"]
    with LoopbackServer(handle) as server:
        declared = declare(
            {"mien-nam.test": 'family = "a-id"\nlistings = ["http://mien-nam.test/"]'},
            dict.fromkeys(hosts, server),
            tmp_path,
        )
        crawl(tmp_path, declared, pace=Pace(**FAST))
        assert len([path for path in server.paths() if "-a" in path]) == 5
    with Corpus.read(tmp_path / "corpus") as corpus:
        assert [page.key for page in corpus.pages()] == [f"mien-nam.test#{n}" for n in range(1, 6)]


def test_a_canonical_link_or_redirect_tells_of_a_copy(tmp_path: Path) -> None:
    own = "/bai-goc-duoc-khen-thuong"
    canonical = f'<link rel="canonical" href="{own}-nam-nay">'
    pages = {
        "/": listing([f"{own}-nam-nay", f"{own}-ban-sao-mot", f"{own}-ban-sao-hai"]),
        f"{own}-nam-nay": article("Gốc", canonical),
        f"{own}-ban-sao-mot": article("Gốc", canonical),
        f"{own}-ban-sao-hai": (301, {"Location": f"{own}-nam-nay"}),
    }
    with LoopbackServer(site(pages)) as server:
        declared = declare({"cong.test": 'listings = ["http://cong.test/"]'}, {"cong.test": server}, tmp_path)
        result = crawl(tmp_path, declared, pace=Pace(**FAST))
    with Corpus.read(tmp_path / "corpus") as corpus:
        assert [page.url for page in corpus.pages()] == [f"http://cong.test{own}-nam-nay"]
    assert result.tallies["cong.test"].copies == 2


def test_a_second_run_over_unchanged_pages_costs_fifty_304(tmp_path: Path) -> None:
    pages = {"/": listing(paths(1, 50)), **{path: article(path) for path in paths(1, 50)}}
    start = time.time()
    with LoopbackServer(site(pages)) as server:
        declared = declare(
            {"bao.test": 'family = "epi"\nlistings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path
        )
        crawl(tmp_path, declared, clock=ScaledClock(50, origin=start), pace=Pace(**FAST))
        before = next((tmp_path / "corpus" / "warc").iterdir()).read_bytes()
        with Corpus.read(tmp_path / "corpus") as corpus:
            pages_before = list(corpus.pages())
        server.log.clear()
        later = ScaledClock(50, origin=start, ahead=1.5 * HOUR)
        result = crawl(tmp_path, declared, clock=later, pace=Pace(**FAST), only_due=True)
        asked = [entry for entry in server.log if "-post" in entry.target]
        assert len(asked) == 50 and all("if-none-match" in entry.headers for entry in asked)
    assert result.tallies["bao.test"].unchanged >= 50
    codes = rows(tmp_path, "SELECT status, count(*), sum(size) FROM fetch WHERE kind='article' AND run=2 GROUP BY 1")
    assert codes == [(304, 50, None)]  # and no body: size is that of a body received
    assert next((tmp_path / "corpus" / "warc").iterdir()).read_bytes() == before
    with Corpus.read(tmp_path / "corpus") as corpus:
        assert list(corpus.pages()) == pages_before


def test_articles_are_looked_at_again_after_an_hour_a_day_and_a_week_and_changes_are_versions(tmp_path: Path) -> None:
    pages = {"/": listing(["/tin-post1.html"]), "/tin-post1.html": article("Bản một")}
    start = time.time()
    visits = []
    with LoopbackServer(site(pages)) as server:
        declared = declare(
            {"bao.test": 'family = "epi"\nlistings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path
        )
        for hours in (0, 0.5, 1.2, 3, 25, 30, 170, 400, 900):
            if hours == 25:
                pages["/tin-post1.html"] = article("Bản hai, đã đính chính")
            server.log.clear()
            clock = ScaledClock(50, origin=time.time(), ahead=start - time.time() + hours * HOUR)
            crawl(tmp_path, declared, clock=clock, pace=Pace(**FAST), only_due=True)
            visits.append(server.paths().count("/tin-post1.html"))
    assert visits == [1, 0, 1, 0, 1, 0, 1, 0, 0]
    with Corpus.read(tmp_path / "corpus") as corpus:
        [page] = corpus.pages()
        assert page.version == 2 and "Bản hai".encode() in page.body
        versions = corpus.db.execute("SELECT warc, offset FROM fetch WHERE warc IS NOT NULL ORDER BY id").fetchall()
        assert "Bản một".encode() in corpus.find(f"{versions[0][0]}#{versions[0][1]}").body


def test_seeds_are_visited_sooner_after_news_and_later_after_none(tmp_path: Path) -> None:
    pages = {"/": listing(paths(1, 1)), **{path: article(path) for path in paths(1, 9)}}
    intervals = []
    clock = ScaledClock(400)
    with LoopbackServer(site(pages)) as server:
        declared = declare(
            {"bao.test": 'family = "epi"\nlistings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path
        )
        for news in (1, 2, 3, 3, 3):
            pages["/"] = listing(paths(1, news))
            crawl(tmp_path, declared, clock=clock, pace=Pace(**FAST))
            intervals.append(rows(tmp_path, "SELECT interval FROM page WHERE kind='listing'")[0][0])
    assert intervals == [1800, 1200, 1200, 1800, 2700]


def test_since_and_max_pages_bound_a_run(tmp_path: Path) -> None:
    old = sitemap("bao.test", paths(1, 3)).replace("2026-08-14", "2019-01-01")
    new = sitemap("bao.test", paths(4, 9))
    pages = {"/cu.xml": old, "/moi.xml": new, **{path: article(path) for path in paths(1, 9)}}
    table = 'family = "epi"\nsitemaps = ["http://bao.test/cu.xml", "http://bao.test/moi.xml"]'
    with LoopbackServer(site(pages)) as server:
        declared = declare({"bao.test": table}, {"bao.test": server}, tmp_path)
        result = crawl(tmp_path, declared, pace=Pace(**FAST), since="2026-01-01", max_pages=5)
        assert "max-pages" in result.stopped
        assert len([path for path in server.paths() if "-post" in path]) == 3
        crawl(tmp_path, declared, pace=Pace(**FAST), since="2026-01-01")
        assert sorted(path for path in server.paths() if "-post" in path) == paths(4, 9)


def test_an_attachment_of_an_article_is_saved(tmp_path: Path) -> None:
    async def pdf(request: Request, writer: asyncio.StreamWriter) -> None:
        answer(writer, 200, b"%PDF-1.4 ...", "application/pdf")

    pages = {
        "/": listing(["/tin-post1.html"]),
        "/tin-post1.html": listing(["/uploads/danh-sach.pdf", "http://khac.test/x.pdf"]),
        "/uploads/danh-sach.pdf": pdf,
    }
    with LoopbackServer(site(pages)) as server:
        declared = declare(
            {"bao.test": 'family = "epi"\nlistings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path
        )
        crawl(tmp_path, declared, pace=Pace(**FAST))
    with Corpus.read(tmp_path / "corpus") as corpus:
        [page] = corpus.pages("attachment")
        assert page.body == b"%PDF-1.4 ..." and page.url.endswith("/uploads/danh-sach.pdf")
    assert rows(tmp_path, "SELECT parent FROM page WHERE kind='attachment'") == [("bao.test#1",)]


def test_the_exact_bytes_come_back(tmp_path: Path) -> None:
    text = article("Nén").encode("utf-16")

    async def compressed(request: Request, writer: asyncio.StreamWriter) -> None:
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        data = gzip.compress(text)
        writer.write(head.encode() + f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n\r\n")

    pages = {"/": listing(["/tin-post1.html"]), "/tin-post1.html": compressed}
    with LoopbackServer(site(pages)) as server:
        declared = declare(
            {"bao.test": 'family = "epi"\nlistings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path
        )
        crawl(tmp_path, declared, pace=Pace(**FAST))
    with Corpus.read(tmp_path / "corpus") as corpus:
        [page] = corpus.pages()
        for name in (page.id, page.url, page.key, page.record.saved_as, "corpus/" + page.record.saved_as):
            assert corpus.find(name).body == text


def test_every_province_has_sources_and_every_declaration_holds() -> None:
    loaded = sources.load()
    assert len({source.province_2025 for source in loaded.sources.values()}) == 34
    for source in loaded.sources.values():
        assert source.patterns is not None and source.seeds()
        assert source.evidence in {"archived page", "public code"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[source.a]\nfamliy = 'epi'", r"\[source.a\] has no key 'famliy'"),
        ("[source.a]\nfamily = 'x'", "family 'x' is not known"),
        ("[source.a]\nfeeds = 'http://a/'", "feeds must be a list"),
        ("[source.a]\nverified = 'yes'", "verified must be true or false"),
        ("[source.a]\nfeeds = ['ftp://a/']", "not an http"),
        ("[crawl]\ncontakt = 'x'", r"\[crawl\] has no key 'contakt'"),
        ("[crawl.connect]\na = '1.2.3.4'", "an address with a port"),
        ("[source", "sources.toml"),
    ],
)
def test_a_wrong_declaration_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(sources.SourcesError, match=message):
        sources.load(path)


@settings(max_examples=300)
@example("", b"<:")
@given(st.text(max_size=80), st.binary(max_size=300))
def test_addresses_and_pages_of_any_kind_raise_nothing(text: str, data: bytes) -> None:
    for url in (text, f"http://a.test/{text}", f"http://{text}/"):
        cleaned = clean(url, "http://a.test/b/")
        assert clean(cleaned) == cleaned  # cleaning twice changes nothing
        if cleaned:
            page_key(cleaned)
    read_sitemap(data, "http://a.test/")
    read_links(data, "http://a.test/")
    read_links(text.encode("utf-8", "replace"), "http://a.test/")


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_feeds_of_any_kind_raise_nothing(data: bytes) -> None:
    read_feed(data, "http://a.test/")


def test_small_things() -> None:
    assert registrable_domain("sxd.dongnai.gov.vn") == "dongnai.gov.vn"
    assert registrable_domain("mot.test") == "mot.test" and registrable_domain("127.0.0.1") == "127.0.0.1"
    assert iso("2026-08-14T19:26:00+07:00") == "2026-08-14T12:26:00Z" and iso("14/08/2026") == ""
    # the query that a portal needs stays
    assert clean("https://A.gov.vn:443/w/x?12150284#c") == "https://a.gov.vn/w/x?12150284"
    assert clean("http://a.vn/xã-hội/tin") == "http://a.vn/x%C3%A3-h%E1%BB%99i/tin"


def test_a_site_without_seeds_is_found_through_robots_txt_and_its_home_page(tmp_path: Path) -> None:
    pages = {
        "/": listing(paths(1, 2)),
        "/ban-do.xml": sitemap("cong.test", paths(2, 5)),
        **{path: article(path) for path in paths(1, 5)},
    }
    robots = (
        "User-agent: *\nDisallow: /quan-tri/\nSitemap: http://cong.test/ban-do.xml\nSitemap: http://khac.test/x.xml\n"
    )
    with LoopbackServer(site(pages, robots)) as server:
        declared = declare({"cong.test": 'scheme = "http"\narticle = ["-post[0-9]+"]'}, {"cong.test": server}, tmp_path)
        crawl(tmp_path, declared, pace=Pace(**FAST))
        assert sorted(path for path in server.paths() if "-post" in path) == paths(1, 5)
        assert server.paths("khac.test") == []
