"""robots.txt, pace, Retry-After: seen from the sites' own logs."""

from __future__ import annotations

import asyncio
import sys
import time
from email.utils import formatdate
from itertools import pairwise
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.crawl.clock import ScaledClock
from pipelines.crawl.outcomes import retry_after
from pipelines.crawl.pace import CRAWL_DELAY_CAP, Pace
from pipelines.crawl.robots import Robots, read_rules
from pipelines.demo.server import Handler, LoopbackServer, Request, answer
from tests.crawl.harness import article, by_host, crawl, declare, listing, rows, site

OPEN, SHUT = "/tin-mo-post1.html", "/kin/tin-kin-post2.html"
PAGES = {"/": listing([OPEN, SHUT]), OPEN: article("Mở"), SHUT: article("Kín")}
# real seconds by which a site in this process may log an answer after the crawler has read it: one turn of the
# interpreter's threads
LATE = sys.getswitchinterval()
CLOSED_BOOK = "User-agent: *\nDisallow: /kin/\n"


async def broken(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.close()


def text(body: bytes, content_type: str = "text/plain", status: int = 200, **headers: str):
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        answer(writer, status, body, content_type, headers)

    return handle


ROBOTS = {
    "plain": (text(CLOSED_BOOK.encode()), ["/", OPEN]),
    "bom": (text(b"\xef\xbb\xbf" + CLOSED_BOOK.encode()), ["/", OPEN]),
    "missing": (text(b"", status=404), ["/", OPEN, SHUT]),
    "busy": (text(b"", status=503), []),
    "dropped": (broken, []),
    "page": (text(b"<!DOCTYPE html><html><body>Trang khong ton tai", "text/html"), ["/", OPEN, SHUT]),
    "forbidden": (text(b"", status=403), []),
    "moved": (text(b"", status=301, Location="/moi/robots.txt"), ["/", OPEN]),
    "named": (
        text(b"User-agent: *\nDisallow: /\n\nUser-agent: khenthuong\nDisallow: /kin/\nAllow: /kin/tin-kin-post2"),
        ["/", OPEN, SHUT],
    ),
    "wildcard": (text(b"User-agent: *\nDisallow: /*-post2.html$\n"), ["/", OPEN]),
}


def test_each_robots_variant_lets_exactly_the_allowed_paths_through(tmp_path: Path) -> None:
    sites = {}
    for name, (handler, _) in ROBOTS.items():
        pages = {**PAGES, "/robots.txt": handler, "/moi/robots.txt": text(CLOSED_BOOK.encode())}
        sites[f"{name}.test"] = site(pages)
    with LoopbackServer(by_host(sites)) as server:
        tables = {host: f'family = "epi"\nlistings = ["http://{host}/"]' for host in sites}
        declared = declare(tables, dict.fromkeys(sites, server), tmp_path)
        crawl(tmp_path, declared, pace=Pace(pause=0.0, latency_factor=0.0, per_ip=99))
        for name, (_, allowed) in ROBOTS.items():
            asked = [path for path in server.paths(f"{name}.test") if not path.endswith("robots.txt")]
            assert sorted(asked) == sorted(allowed), name
    refused = rows(tmp_path, "SELECT key, reason FROM page WHERE source='plain.test' AND state='failed'")
    assert refused == [("plain.test#2", "disallowed by robots.txt")]


def test_crawl_delay_is_obeyed_up_to_its_cap() -> None:
    rules = Robots(read_rules("https://a.test", 200, b"User-agent: *\nCrawl-delay: 30\n", 0))
    pace = Pace()
    pace.configure("a.test", crawl_delay=rules.crawl_delay())
    assert pace.delay("a.test") == 30
    pace.configure("a.test", crawl_delay=3600)
    assert pace.delay("a.test") == CRAWL_DELAY_CAP


def test_three_sites_two_on_one_address_are_asked_one_by_one(tmp_path: Path) -> None:
    paths = [f"/tin-post{n}.html" for n in range(1, 21)]
    pages = {"/": listing(paths), **{path: article(path) for path in paths}}

    async def slowly(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.004)
        await site(pages)(request, writer)

    hosts = ["mot.test", "hai.test", "ba.test"]
    clock = ScaledClock(150)
    with LoopbackServer(slowly) as shared, LoopbackServer(slowly) as alone:
        servers = {"mot.test": shared, "hai.test": shared, "ba.test": alone}
        tables = {host: f'family = "epi"\nlistings = ["http://{host}/"]' for host in hosts}
        crawl(tmp_path, declare(tables, servers, tmp_path), clock=clock)
        for host, server in servers.items():
            seen = [entry for entry in server.log if entry.host == host]
            assert len(seen) == 22  # robots.txt, the listing, 20 articles
            gaps = [(after.began - before.ended) * clock.scale for before, after in pairwise(seen)]
            assert min(gaps) >= 8.0 - LATE * clock.scale
        on_one_address = sorted(shared.log, key=lambda entry: entry.began)
        assert all(a.ended - LATE <= b.began for a, b in pairwise(on_one_address))


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.floats(0, 30)), min_size=1, max_size=40),
    st.dictionaries(st.integers(0, 5), st.floats(0, 300), max_size=6),
)
def test_no_schedule_breaks_a_rule(requests: list[tuple[int, int, float]], delays: dict[int, float]) -> None:
    """Random requests (domain, address, latency), each started as soon as the pace allows it."""
    pace = Pace(most=3)
    for domain, delay in delays.items():
        pace.configure(str(domain), crawl_delay=delay)
    now, waiting = 0.0, list(requests)
    running: list[tuple[float, float, str, str]] = []  # end, latency, domain, address
    ended_at: dict[str, tuple[float, float]] = {}
    while waiting or running:
        started = False
        for request in list(waiting):
            domain, ip, latency = str(request[0]), str(request[1]), request[2]
            if pace.wait(domain, ip, now) > 0:
                continue
            assert len(running) < 3
            assert all(domain != other[2] and ip != other[3] for other in running)
            if domain in ended_at:
                end, last = ended_at[domain]
                assert now - end >= max(8.0, min(delays.get(int(domain), 0.0), 120.0), 5 * last) - 1e-6
            pace.start(domain, ip)
            running.append((now + latency, latency, domain, ip))
            waiting.remove(request)
            started = True
        if started:
            continue
        waits = [pace.wait(str(d), str(i), now) for d, i, _ in waiting]
        ends = [entry[0] for entry in running]
        moments = [now + wait for wait in waits if wait not in (0, inf)] + ends
        assert moments, "nothing runs and nothing may start"
        step = min(moments)
        now = step if step > now else now + 1e-9 * max(1.0, now)
        for entry in [entry for entry in running if entry[0] <= now]:
            running.remove(entry)
            pace.end(entry[2], entry[3], now, entry[1])
            ended_at[entry[2]] = (now, entry[1])


def test_a_slow_site_does_not_delay_the_others(tmp_path: Path) -> None:
    paths = [f"/tin-post{n}.html" for n in range(1, 7)]
    pages = {"/": listing(paths), **{path: article(path) for path in paths}}

    few = {**pages, "/": listing(paths[:1])}

    def world(latency: float) -> Handler:
        async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
            if request.host == "cham.test":
                await asyncio.sleep(latency)
            await site(few if request.host == "cham.test" else pages)(request, writer)

        return handle

    hosts = [f"nhanh{n}.test" for n in range(9)] + ["cham.test"]
    tables = {host: f'family = "epi"\nlistings = ["http://{host}/"]' for host in hosts}
    took = {}
    for latency in (0.0, 0.4):
        folder = tmp_path / str(latency)
        folder.mkdir()
        with LoopbackServer(world(latency)) as server:
            declared = declare(tables, dict.fromkeys(hosts, server), folder)
            crawl(folder, declared, clock=ScaledClock(40), pace=Pace(per_ip=99))
            fast = [entry for entry in server.log if entry.host != "cham.test"]
            assert len(fast) == 9 * 8
            took[latency] = max(entry.ended for entry in fast) - min(entry.began for entry in fast)
    assert took[0.4] < 1.1 * took[0.0]


def test_nobody_comes_back_before_retry_after_and_a_given_up_page_is_a_row(tmp_path: Path) -> None:
    busy: dict[str, list[float]] = {}
    clock = ScaledClock(400)

    def refuse(status: int, header: str | None, times: int):
        async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
            seen = busy.setdefault(request.target, [])
            seen.append(clock.now())
            if len(seen) <= times:
                date = formatdate(clock.now() + 100, usegmt=True) if header == "date" else header
                answer(writer, status, headers={"Retry-After": date} if date else None)
            else:
                answer(writer, 200, article("Đã có lại"))

        return handle

    targets = {
        "/giay-post1.html": refuse(429, "90", 1),
        "/ngay-post2.html": refuse(503, "date", 1),
        "/im-post3.html": refuse(500, None, 99),
        "/mat-post4.html": (404, {}),
        "/go-post5.html": (410, {}),
    }
    with LoopbackServer(site({"/": listing(list(targets)), **targets})) as server:
        declared = declare(
            {"bao.test": 'family = "epi"\nlistings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path
        )
        crawl(tmp_path, declared, clock=clock)
        log = server.log
    assert busy["/giay-post1.html"][1] - busy["/giay-post1.html"][0] >= 90
    assert busy["/ngay-post2.html"][1] - busy["/ngay-post2.html"][0] >= 99  # an HTTP date has whole seconds
    tries = busy["/im-post3.html"]
    assert len(tries) == 3
    assert tries[1] - tries[0] >= 60 and tries[2] - tries[1] >= 120
    for first, status, hold in (("/giay-post1.html", 429, 90), ("/im-post3.html", 500, 60)):
        at = next(index for index, entry in enumerate(log) if entry.target == first)
        assert (log[at + 1].began - log[at].ended) * clock.scale >= hold - 1, status  # the whole site rests
    assert [path for path in server.paths() if path.startswith(("/mat", "/go"))] == [
        "/mat-post4.html",
        "/go-post5.html",
    ]
    given_up = dict(rows(tmp_path, "SELECT key, reason FROM page WHERE state='failed'"))
    assert given_up == {
        "bao.test#3": "500 Internal Server Error, 3 times",
        "bao.test#4": "404 Not Found",
        "bao.test#5": "410 Gone",
    }


def test_a_long_retry_after_outlives_the_run(tmp_path: Path) -> None:
    with LoopbackServer(site({"/": (429, {"Retry-After": "7200"})})) as server:
        declared = declare({"bao.test": 'listings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path)
        start = time.time()
        for ahead in (0, 3600):
            crawl(tmp_path, declared, clock=ScaledClock(400, origin=start, ahead=ahead))
        assert server.paths() == ["/robots.txt", "/"]
        crawl(tmp_path, declared, clock=ScaledClock(400, origin=start, ahead=9000))
        assert server.paths() == ["/robots.txt", "/", "/"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("0", 0.0), ("soon", None), ("", None), ("-5", None), ("99999999", 7 * 86400.0)],
)
def test_retry_after_values(value: str, seconds: float | None) -> None:
    assert retry_after(value, 1000.0) == (None if seconds is None else 1000.0 + seconds)
