"""A small HTTP/1.1 server on loopback that hands the socket to its handler: the demo's world and the tests' bad sites.

It runs on its own event loop in a thread, keeps a log of every request, and lets a handler write any bytes it likes,
so that a dropped connection, a wrong length or an endless body is a route and not a mock.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

Handler = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Request:
    """A request as it came in. ``began`` and ``ended`` are ``time.time()``."""

    method: str
    target: str
    host: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0
    sent: int = 0

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass
class LoopbackServer:
    """``with LoopbackServer(handler) as server:`` serves at ``server.address`` until the block ends."""

    handler: Handler
    ip: str = "127.0.0.1"
    log: list[Request] = field(default_factory=list)
    address: tuple[str, int] = ("", 0)

    def __enter__(self) -> LoopbackServer:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the loopback server did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def paths(self, host: str = "") -> list[str]:
        """The targets requested so far (of one host), in order."""
        return [entry.target for entry in list(self.log) if not host or entry.host == host]

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, self.ip, 0, backlog=512)
        self.address = server.sockets[0].getsockname()[:2]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                line, *rest = head.decode("latin-1").split("\r\n")
                method, target, _ = line.split(" ", 2)
                headers = {
                    name.strip().lower(): value.strip() for name, _, value in (h.partition(":") for h in rest if h)
                }
                host = headers.get("host", "").partition(":")[0]
                request = Request(method, target, host, headers, time.time())
                self.log.append(request)
                try:
                    await self.handler(request, writer)
                    await writer.drain()
                finally:
                    request.ended = time.time()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError, ValueError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()


def answer(
    writer: asyncio.StreamWriter,
    status: int = 200,
    body: bytes | str = b"",
    content_type: str = "text/html; charset=utf-8",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Write a complete response."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Answer')}", f"Content-Length: {len(data)}"]
    if data:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + data)


_REASONS = {
    200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 403: "Forbidden", 404: "Not Found",
    410: "Gone", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip
