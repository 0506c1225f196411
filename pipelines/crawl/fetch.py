"""One HTTP request: the only place that touches httpx.

A request here follows no redirect, retries nothing and waits for nobody: politeness, robots and hops are the caller's.
What comes back is either a complete ``Response`` or a ``FetchError`` with a code that goes into the corpus.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Protocol, cast

import httpcore
import httpx

from pipelines.crawl.clock import Clock
from pipelines.crawl.guard import AddressRefused, GuardedBackend, NameUnknown, Network
from pipelines.crawl.inflate import BadEncoding, Inflater, TooLarge, inflate

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNWANTED_TYPES = re.compile(r"^(?:audio|video|font|image)/", re.I)


class FetchError(Exception):
    """A request that gave no complete response. ``code`` is one word for the tables; the message says the rest."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    @property
    def worth_retrying(self) -> bool:
        """Whether the same request may well succeed in a minute."""
        return self.code in {"timeout", "connect", "disconnected", "name", "protocol"}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request. Sizes in bytes, times in seconds."""

    body: int = 20 * 1024 * 1024  # decoded, and as transferred
    connect: float = 10.0
    read: float = 30.0
    total: float = 60.0


@dataclass(frozen=True, slots=True)
class Response:
    """A complete response. ``raw`` is the body as transferred (compressed), ``body`` decoded."""

    url: str
    status: int
    reason: str
    http_version: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    body: bytes
    ip: str
    started: float
    ended: float

    def header(self, name: str) -> str:
        """The first header called ``name`` (any case), or the empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


class _Stream(httpx.AsyncByteStream):
    def __init__(self, inner: AsyncIterable[bytes]) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._inner:
            yield piece

    async def aclose(self) -> None:
        close = getattr(self._inner, "aclose", None)
        if close is not None:
            await close()


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's transport on an httpcore pool whose sockets the address guard opens."""

    def __init__(self, network: Network, context: ssl.SSLContext, connections: int) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=20.0,
            network_backend=GuardedBackend(network),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=None,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Stream(cast(AsyncIterable[bytes], answer.stream)),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _HasExtraInfo(Protocol):
    def get_extra_info(self, info: str) -> object: ...


def tls_context(profile: str) -> ssl.SSLContext:
    """The TLS settings called ``profile``: ``default``, ``legacy`` (old servers: weak keys, TLS 1.0), ``insecure``
    (certificate not verified) or the path of a PEM file with the missing chain. Raises ``ValueError`` for another."""
    context = ssl.create_default_context()
    if profile in ("", "default"):
        return context
    if profile == "legacy":
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
        return context
    if profile == "insecure":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if Path(profile).is_file():
        context.load_verify_locations(cafile=profile)
        return context
    raise ValueError(f"TLS profile {profile!r} is neither default, legacy, insecure nor a PEM file")


class Fetcher:
    """Sends single GET requests. Use as an async context manager."""

    def __init__(
        self, network: Network, user_agent: str, clock: Clock, *, limits: Limits | None = None, connections: int = 64
    ) -> None:
        self.network = network
        self.user_agent = user_agent
        self.clock = clock
        self.limits = limits or Limits()
        self._connections = connections
        self._clients: dict[str, httpx.AsyncClient] = {}

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients.values():
            await client.aclose()

    def _client(self, tls: str) -> httpx.AsyncClient:
        if tls not in self._clients:
            scale = self.clock.scale
            self._clients[tls] = httpx.AsyncClient(
                transport=GuardedTransport(self.network, tls_context(tls), self._connections),
                headers={
                    "User-Agent": self.user_agent,
                    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                    "Accept-Language": "vi,en;q=0.5",
                    "Accept-Encoding": "gzip, deflate",
                },
                timeout=httpx.Timeout(
                    self.limits.read / scale, connect=self.limits.connect / scale, pool=self.limits.total / scale
                ),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # no site gets to recognise us
                follow_redirects=False,
                trust_env=False,
            )
        return self._clients[tls]

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None, tls: str = "default") -> Response:
        """GET ``url``; the complete response, whatever its status. Raises ``FetchError``."""
        started = self.clock.now()
        try:
            async with self.clock.timeout(self.limits.total):
                return await self._get(url, headers or {}, tls, started)
        except (TimeoutError, httpx.TimeoutException, httpcore.TimeoutException) as error:
            spent = self.clock.now() - started
            raise FetchError("timeout", f"no complete answer after {spent:.0f} s") from error
        except AddressRefused as error:
            raise FetchError("address", str(error)) from error
        except NameUnknown as error:
            raise FetchError("name", str(error)) from error
        except TooLarge as error:
            raise FetchError("too-large", str(error)) from error
        except BadEncoding as error:
            raise FetchError("encoding", str(error)) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise FetchError("url", f"not an address that can be fetched: {url[:200]} ({error})") from error
        except (httpx.ConnectError, httpcore.ConnectError) as error:
            tls_failed = "SSL" in str(error) or "certificate" in str(error).lower()
            raise FetchError("tls" if tls_failed else "connect", str(error) or "no connection") from error
        except (httpx.RemoteProtocolError, httpcore.RemoteProtocolError) as error:
            closed = "closed" in str(error) or "disconnected" in str(error)
            raise FetchError("disconnected" if closed else "protocol", str(error)) from error
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            raise FetchError("disconnected", str(error) or type(error).__name__) from error

    async def _get(self, url: str, headers: Mapping[str, str], tls: str, started: float) -> Response:
        if not url.lower().startswith(("http://", "https://")):
            raise FetchError("url", f"only http and https are fetched, not {url[:200]}")
        async with self._client(tls).stream("GET", url, headers=headers) as answer:
            raw: list[bytes] = []
            coding = answer.headers.get("Content-Encoding", "")
            media_type = answer.headers.get("Content-Type", "")
            if answer.status_code == 200 and _UNWANTED_TYPES.match(media_type):
                raise FetchError("media-type", f"{media_type.split(';')[0]} is not saved")
            declared = answer.headers.get("Content-Length", "")
            if declared.isdigit() and int(declared) > self.limits.body:
                raise TooLarge(f"the body is larger than {self.limits.body // 1024} KB")
            counter = Inflater(coding, self.limits.body)
            received = 0
            async for piece in answer.aiter_raw():
                received += len(piece)
                if received > self.limits.body:
                    raise TooLarge(f"the body is larger than {self.limits.body // 1024} KB")
                if coding:  # count what it decodes to, keep none of it: a bomb must not fill the memory
                    for _ in counter.feed(piece):
                        pass
                raw.append(piece)
            body = b"".join(raw)
            stream = cast("_HasExtraInfo | None", answer.extensions.get("network_stream"))
            peer = stream.get_extra_info("server_addr") if stream else None
            version = answer.extensions.get("http_version", b"HTTP/1.1")
            reason = answer.extensions.get("reason_phrase", b"")
            return Response(
                url=url,
                status=answer.status_code,
                reason=reason.decode("latin-1"),
                http_version=version.decode("ascii", "replace"),
                headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers.raw),
                raw=body,
                body=inflate(body, coding, self.limits.body),
                ip=str(peer[0]) if isinstance(peer, tuple) else "",
                started=started,
                ended=self.clock.now(),
            )
