"""Bombs, endless bodies, lies about length, and addresses that a crawler must never reach."""

from __future__ import annotations

import asyncio
import gzip
import resource
import threading
import time
from pathlib import Path

import pytest

from pipelines.crawl.clock import Clock, ScaledClock
from pipelines.crawl.fetch import Fetcher, FetchError, Limits, Response, tls_context
from pipelines.crawl.guard import Network, is_public
from pipelines.crawl.inflate import BadEncoding, TooLarge, inflate
from pipelines.crawl.pace import Pace
from pipelines.demo.server import LoopbackServer, Request, answer
from tests.crawl.harness import AGENT, article, by_host, crawl, declare, listing, rows, site

BOMB = gzip.compress(gzip.compress(b"\0" * 256 * 1024**2, 6), 9)  # 256 MB of zeros in a few kilobytes


async def endless(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    while not writer.is_closing():
        writer.write(chunk)
        await writer.drain()


async def dripping(request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)  # a byte a second on the clock of the test


def raw(data: bytes):
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return handle


def body(data: bytes, coding: str):
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        answer(writer, 200, data, headers={"Content-Encoding": coding})

    return handle


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BAD = {
    "bomb": (body(gzip.compress(b"\0" * 100 * 1024**2, 6), "gzip"), "too-large"),
    "twice": (body(BOMB, "gzip, gzip"), "too-large"),
    "endless": (endless, "too-large"),
    "drip": (dripping, "timeout"),
    "short": (raw(HEAD + b"Content-Length: 1000\r\n\r\nonly this"), "disconnected"),
    "huge": (raw(HEAD + b"Content-Length: 99999999999\r\n\r\nx"), "too-large"),
    "torn": (body(gzip.compress(b"abc" * 999)[:40] + b"\xff" * 40, "gzip"), "encoding"),
    "brotli": (body(b"\x1b\x03", "br"), "encoding"),
    "chunks": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc"), "protocol"),
    "nothing": (raw(b""), "disconnected"),
    "noise": (raw(b"\x16\x03\x01 not http\r\n\r\n"), "protocol"),
    "film": (raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 4\r\n\r\nfilm"), "media-type"),
}


def test_bad_bodies_are_typed_errors_in_time_and_memory_while_other_sites_go_on(tmp_path: Path) -> None:
    page = "/tin-xau-post1.html"
    good = {f"/tin-post{n}.html": article(str(n)) for n in range(1, 6)}
    sites = {f"{name}.test": site({"/": listing([page]), page: handler}) for name, (handler, _) in BAD.items()}
    sites["tot.test"] = site({"/": listing(list(good)), **good})
    peak = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            peak.append(_resident())

    clock = ScaledClock(50)
    with LoopbackServer(by_host(sites)) as server:
        tables = {host: f'family = "epi"\nlistings = ["http://{host}/"]' for host in sites}
        declared = declare(tables, dict.fromkeys(sites, server), tmp_path)
        crawl(
            tmp_path, declared, clock=clock, pace=Pace(pause=0, latency_factor=0, per_ip=99), corpus="warm", max_pages=1
        )
        before = _resident()
        watcher = threading.Thread(target=watch)
        watcher.start()
        fast = Pace(pause=0, latency_factor=0, per_ip=99)
        crawl(tmp_path, declared, clock=clock, pace=fast, limits=Limits())
        done.set()
        watcher.join()
    found = rows(tmp_path, "SELECT source, error, ended-started FROM fetch WHERE kind='article' AND error!=''")
    for name, (_, code) in BAD.items():
        mine = [(error, took) for source, error, took in found if source == f"{name}.test"]
        assert {error for error, _ in mine} == {code}, name
        assert max(took for _, took in mine) < 65, name
    assert rows(tmp_path, "SELECT count(*) FROM page WHERE source='tot.test' AND version=1") == [(5,)]
    assert max(peak) - before < 60 * 1024**2


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def test_a_bomb_costs_no_memory_to_refuse() -> None:
    with pytest.raises(TooLarge):
        inflate(BOMB, "gzip, gzip", 1024**2)
    assert inflate(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", 10) == b"ab"
    with pytest.raises(BadEncoding):
        inflate(b"plain text", "gzip, br", 1024)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0", "fe80::1",
     "fc00::1", "100.64.0.1", "224.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
     "::ffff:10.0.0.1", "255.255.255.255", "nonsense"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are_public() -> None:
    assert is_public("1.1.1.1") and is_public("2606:4700:4700::1111") and is_public("::ffff:1.1.1.1")


def test_redirects_into_the_machine_never_reach_it(tmp_path: Path) -> None:
    """The forbidden server listens on loopback and logs nothing; the toy site is reached through its own allowance."""
    with LoopbackServer(site({})) as forbidden:
        port = forbidden.address[1]
        number = int.from_bytes(bytes([127, 0, 0, 1]), "big")
        targets = [
            f"http://127.0.0.1:{port}/", f"http://[::ffff:127.0.0.1]:{port}/", f"http://{number}:{port}/",
            f"http://0x7f000001:{port}/", f"http://127.1:{port}/", f"http://localhost:{port}/", "file:///etc/passwd",
            f"//127.0.0.1:{port}/", f"http://bao.test@127.0.0.1:{port}/", "gopher://127.0.0.1/",
        ]  # fmt: skip
        pages = {f"/tin-post{n}.html": (302, {"Location": target}) for n, target in enumerate(targets)}
        with LoopbackServer(site({"/": listing(list(pages)), **pages})) as server:
            declared = declare(
                {"bao.test": 'family = "epi"\nlistings = ["http://bao.test/"]'}, {"bao.test": server}, tmp_path
            )
            crawl(tmp_path, declared, pace=Pace(pause=0, latency_factor=0))
            assert len(server.log) == len(targets) + 2
        assert forbidden.log == []
    given_up = dict(rows(tmp_path, "SELECT key, reason FROM page WHERE state='failed'"))
    assert len(given_up) == len(targets)
    assert sum("not a public address" in reason for reason in given_up.values()) == len(targets) - 2


def test_a_resolver_that_changes_its_mind_reaches_nothing() -> None:
    async def get(network: Network, url: str) -> Response:
        async with Fetcher(network, AGENT, Clock(), limits=Limits(connect=0.3, total=2.0)) as fetcher:
            return await fetcher.get(url)

    with LoopbackServer(site({"/": article("bí mật")})) as forbidden:
        port = forbidden.address[1]
        answers = iter([["203.0.113.7"], ["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::ffff:7f00:1"]])

        async def rebinding(host: str, port: int) -> list[str]:
            return next(answers)

        network = Network(resolver=rebinding, allow=["203.0.113.0/24"], keep=0.0)
        for _ in range(4):
            with pytest.raises(FetchError) as raised:
                asyncio.run(get(network, f"http://doi.test:{port}/"))
            assert raised.value.code in {"address", "connect", "timeout"}
        assert forbidden.log == []
        allowed = Network(resolver=lambda host, port: _one("127.0.0.1"), allow=["127.0.0.0/8"])
        assert asyncio.run(get(allowed, f"http://noi-bo.test:{port}/")).status == 200


async def _one(address: str) -> list[str]:
    return [address]


def test_the_peer_of_the_socket_is_compared_too() -> None:
    network = Network()
    network.check_peer("bao.test", "1.1.1.1")
    with pytest.raises(Exception, match="not a public address"):
        network.check_peer("bao.test", "127.0.0.1")


def test_tls_profiles() -> None:
    import ssl

    assert tls_context("default").verify_mode == ssl.CERT_REQUIRED
    assert tls_context("legacy").verify_mode == ssl.CERT_REQUIRED
    assert tls_context("insecure").verify_mode == ssl.CERT_NONE
    with pytest.raises(ValueError, match="TLS profile"):
        tls_context("whatever")


def test_a_certificate_that_does_not_verify_is_refused_unless_the_source_says_so(tmp_path: Path) -> None:
    """A real TLS server with a certificate that nobody signed."""
    import ssl
    from datetime import UTC, datetime, timedelta

    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tls.test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("tls.test")]), False).sign(key, hashes.SHA256())
    )  # fmt: skip
    chain = tmp_path / "tls.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "key.pem").write_bytes(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, tmp_path / "key.pem")

    async def talk(tls: str) -> Response:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            answer(writer, 200, article("an toàn"))
            await writer.drain()

        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        async with server, Fetcher(Network(connect={"tls.test": ("127.0.0.1", port)}), AGENT, Clock()) as fetcher:
            return await fetcher.get("https://tls.test/", tls=tls)

    with pytest.raises(FetchError) as raised:
        asyncio.run(talk("default"))
    assert raised.value.code == "tls"
    assert asyncio.run(talk("insecure")).status == 200
    assert asyncio.run(talk(str(chain))).status == 200


def test_the_timeout_is_real_time_on_the_real_clock() -> None:
    async def get(port: int) -> None:
        network = Network(connect={"drip.test": ("127.0.0.1", port)})
        async with Fetcher(network, AGENT, Clock(), limits=Limits(total=1.0)) as fetcher:
            await fetcher.get("http://drip.test/")

    with LoopbackServer(dripping) as server:
        begun = time.monotonic()
        with pytest.raises(FetchError, match="no complete answer"):
            asyncio.run(get(server.address[1]))
        assert 0.9 < time.monotonic() - begun < 5
