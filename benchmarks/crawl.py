"""Pages per second of the crawler and of Scrapy on the same loopback site, politeness off, in the same run.

    python benchmarks/crawl.py [--pages 2000] [--rounds 3]     # needs: pip install scrapy
    python benchmarks/crawl.py --memory 10000                  # memory of our crawler over 10,000 pages

The server runs in a process of its own and each crawler in a fresh one, one after the other, in turn. Ours does its
whole job: robots.txt, address guard, canonical addresses, WARC records with fsync, SQLite commits. Scrapy obeys
robots.txt, follows the same links with its LinkExtractor, and saves nothing; with --save it writes each body to a file.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

HOST, PER_LISTING, CONCURRENT = "bench.test", 100, 16
_WORDS = (
    "chủ tịch ủy ban nhân dân tỉnh tặng bằng khen cho tập thể cá nhân có thành tích xuất sắc trong phong trào thi đua"
)


def page(number: int, total: int) -> bytes:
    """An article of about 30 KB with 20 links to others and the menu of a newspaper."""
    menu = "".join(f'<li><a href="/muc-{n}.html">Mục {n}</a></li>' for n in range(40))
    related = "".join(
        f'<a href="/tin-so-{(number + n * 37) % total}-post{(number + n * 37) % total}.html">Tin</a>' for n in range(20)
    )
    words = _WORDS.split()
    text = "".join(f"<p>{' '.join(words[(number + n + k) % len(words)] for k in range(60))}.</p>" for n in range(60))
    head = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Tin {number}</title></head><body><ul>{menu}</ul>"
    return f"{head}<h1>Tin số {number}</h1>{text}<div>{related}</div></body></html>".encode()


def serve(total: int) -> None:
    """Serve the site on a free port; prints the port."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                target = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
                status, body = 200, b""
                if "-post" in target:
                    body = pages[int(target.rsplit("-post", 1)[1].removesuffix(".html"))]
                elif target.startswith("/muc/"):
                    first = int(target.removeprefix("/muc/")) * PER_LISTING
                    links = [
                        f'<a href="/tin-so-{n}-post{n}.html">t</a>'
                        for n in range(first, min(first + PER_LISTING, total))
                    ]
                    body = "".join(links).encode()
                elif target == "/":
                    body = "".join(f'<a href="/muc/{n}">m</a>' for n in range((total - 1) // PER_LISTING + 1)).encode()
                else:
                    status = 404
                head = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    pages = [page(number, total) for number in range(total)]
    asyncio.run(run())


def ours(port: int, total: int) -> None:
    """Crawl the site with khenthuong; prints seconds, pages and memory as JSON."""
    from pipelines import sources
    from pipelines.corpus import Corpus
    from pipelines.crawl.crawler import CrawlResult
    from pipelines.crawl.pace import Pace
    from pipelines.crawl.session import crawl

    memory: list[tuple[int, int]] = []

    def watch(result: CrawlResult) -> None:
        new = result.tallies[HOST].new
        if not memory or new >= memory[-1][0] + 1000:
            resident = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
            memory.append((new, resident >> 20))

    with tempfile.TemporaryDirectory() as folder:
        listings = ", ".join(f'"http://{HOST}/muc/{n}"' for n in range((total - 1) // PER_LISTING + 1))
        declared = Path(folder) / "sources.toml"
        declared.write_text(
            f'[crawl.connect]\n"{HOST}" = "127.0.0.1:{port}"\n'
            f'[source."{HOST}"]\nfamily = "epi"\nlistings = [{listings}]\n'
        )
        loaded = sources.load(declared, only=True)
        pace = Pace(pause=0, latency_factor=0, per_domain=CONCURRENT, per_ip=CONCURRENT, most=CONCURRENT)
        with Corpus.open(Path(folder) / "corpus") as corpus:
            begun = time.perf_counter()
            result = asyncio.run(crawl(corpus, loaded, pace=pace, progress=watch))
            seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "pages": result.tallies[HOST].new, "memory": memory}))


def scrapy(port: int, total: int, save: bool) -> None:
    """Crawl the site with Scrapy; prints seconds and pages as JSON."""
    from scrapy import Spider
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    counted = {"pages": 0}
    folder = tempfile.mkdtemp() if save else ""

    class Bench(Spider):
        name = "bench"
        start_urls = [f"http://127.0.0.1:{port}/muc/{n}" for n in range((total - 1) // PER_LISTING + 1)]
        links = LinkExtractor(allow=r"-post\d+\.html")

        def parse(self, response):  # type: ignore[no-untyped-def]
            if "-post" in response.url:
                counted["pages"] += 1
                if save:
                    Path(folder, f"{counted['pages']}.html").write_bytes(response.body)
            for link in self.links.extract_links(response):
                yield response.follow(link, self.parse)

    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": CONCURRENT, "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT, "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": True, "AUTOTHROTTLE_ENABLED": False, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
            "COOKIES_ENABLED": False,
        }
    )  # fmt: skip
    process.crawl(Bench)
    begun = time.perf_counter()
    process.start()
    print(json.dumps({"seconds": time.perf_counter() - begun, "pages": counted["pages"]}))


def measure(what: str, port: int, total: int) -> dict[str, object]:
    """Run one crawler in a process of its own."""
    command = [sys.executable, __file__, "--do", what, "--port", str(port), "--pages", str(total)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{what} failed:\n{done.stderr[-2000:]}")
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    if result["pages"] != total:
        sys.exit(f"{what} saw {result['pages']} pages of {total}")
    return result


def main() -> None:
    """Read the arguments and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=0, help="only measure our memory over so many pages")
    parser.add_argument("--save", action="store_true", help="let Scrapy write each body to a file")
    parser.add_argument("--do", choices=["serve", "ours", "scrapy", "scrapy-save"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.do == "serve":
        return serve(options.pages)
    if options.do == "ours":
        return ours(options.port, options.pages)
    if options.do:
        return scrapy(options.port, options.pages, options.do == "scrapy-save")
    total = options.memory or options.pages
    command = [sys.executable, __file__, "--do", "serve", "--pages", str(total)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        try:
            if options.memory:
                result = measure("ours", port, total)
                for pages, mebibytes in result["memory"]:  # type: ignore[attr-defined]
                    print(f"{pages:>8} pages {mebibytes:>6} MiB")
                print(f"{total / result['seconds']:.0f} pages a second")  # type: ignore[operator]
                return None
            peer = "scrapy-save" if options.save else "scrapy"
            rates: dict[str, list[float]] = {"ours": [], peer: []}
            for _ in range(options.rounds):
                for what in rates:
                    rates[what].append(total / float(measure(what, port, total)["seconds"]))  # type: ignore[arg-type]
            for what, values in rates.items():
                print(
                    f"{what:<12} {statistics.median(values):7.0f} pages/s   ({', '.join(f'{v:.0f}' for v in values)})"
                )
            ratios = [a / b for a, b in zip(rates["ours"], rates[peer], strict=True)]
            print(f"ours / {peer}: {statistics.median(ratios):.2f}   (rounds: {', '.join(f'{r:.2f}' for r in ratios)})")
        finally:
            server.terminate()
    return None


if __name__ == "__main__":
    main()
