"""Politeness: when the next request to a site may start.

One request at a time per registrable domain and per IP address, a pause after each, at most ``most`` in flight
overall. The rules are a pure state machine over explicit times (``Pace``), so that a test can run a thousand schedules;
``Turnstile`` makes tasks wait by it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf

from pipelines.crawl.clock import Clock

PAUSE = 8.0  # seconds between two requests to one domain, at least
CRAWL_DELAY_CAP = 120.0  # a longer Crawl-delay than this is treated as this
LATENCY_FACTOR = 5.0  # a slow server rests five times as long as its last answer took


@dataclass(slots=True)
class _Domain:
    in_flight: int = 0
    ready_at: float = 0.0
    held_until: float = 0.0
    pause: float | None = None
    crawl_delay: float = 0.0
    latency: float = 0.0


@dataclass(slots=True)
class Pace:
    """Who may start now. Times are seconds on any one clock; nothing here reads a clock or sleeps."""

    pause: float = PAUSE
    latency_factor: float = LATENCY_FACTOR
    per_domain: int = 1
    per_ip: int = 1
    most: int = 16
    _domains: dict[str, _Domain] = field(default_factory=dict)
    _ips: Counter[str] = field(default_factory=Counter)
    _total: int = 0

    def _domain(self, name: str) -> _Domain:
        return self._domains.setdefault(name, _Domain())

    def configure(self, domain: str, *, pause: float | None = None, crawl_delay: float | None = None) -> None:
        """Set a source's own pause (never under the general one) or the Crawl-delay that its robots.txt asks for."""
        state = self._domain(domain)
        if pause is not None:
            state.pause = max(pause, self.pause)
        if crawl_delay is not None:
            state.crawl_delay = min(crawl_delay, CRAWL_DELAY_CAP)

    def delay(self, domain: str) -> float:
        """The pause in force for ``domain``: max(general or own pause, Crawl-delay, factor x last latency)."""
        state = self._domain(domain)
        pause = self.pause if state.pause is None else state.pause
        return max(pause, state.crawl_delay, self.latency_factor * state.latency)

    def wait(self, domain: str, ip: str, now: float) -> float:
        """Seconds until a request may start: 0 now, ``inf`` while another request has to end first."""
        state = self._domain(domain)
        if state.in_flight >= self.per_domain or self._ips[ip] >= self.per_ip or self._total >= self.most:
            return inf
        return max(0.0, state.ready_at - now, state.held_until - now)

    def ready_at(self, domain: str) -> float:
        """The earliest time at which the pause and any hold on ``domain`` are over."""
        state = self._domain(domain)
        return max(state.ready_at, state.held_until)

    def start(self, domain: str, ip: str) -> None:
        """A request starts; the caller has seen ``wait(...) == 0``."""
        self._domain(domain).in_flight += 1
        self._ips[ip] += 1
        self._total += 1

    def end(self, domain: str, ip: str, now: float, latency: float) -> None:
        """The request ended, after ``latency`` seconds; the domain rests from now."""
        state = self._domain(domain)
        state.in_flight -= 1
        state.latency = latency
        self._total -= 1
        self._ips[ip] -= 1
        if not self._ips[ip]:
            del self._ips[ip]
        state.ready_at = max(state.ready_at, now + self.delay(domain))

    def hold(self, domain: str, until: float) -> None:
        """No request to ``domain`` before ``until`` (Retry-After, back-off, or the state of an earlier run)."""
        state = self._domain(domain)
        state.held_until = max(state.held_until, until)


class TurnstileClosed(Exception):
    """The run is ending; the request was not sent."""


class Turnstile:
    """Lets tasks through one by one as ``Pace`` allows, in the order in which they asked."""

    def __init__(self, pace: Pace, clock: Clock) -> None:
        self.pace = pace
        self.clock = clock
        self._changed = asyncio.Event()
        self._closed = asyncio.Event()

    def close(self) -> None:
        """Let nobody through any more: who waits, or comes later, gets ``TurnstileClosed``."""
        self._closed.set()
        self.wake()

    def wake(self) -> None:
        """Let every waiting task look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def turn(self, domain: str, ip: str) -> AsyncIterator[None]:
        """Wait until a request to ``domain`` at ``ip`` may start; the body of the ``async with`` is the request."""
        while wait := self.pace.wait(domain, ip, self.clock.now()):
            if self._closed.is_set():
                break
            if wait == inf:
                await self._changed.wait()
            else:
                with contextlib.suppress(TimeoutError):
                    async with self.clock.timeout(wait):
                        await self._closed.wait()
        if self._closed.is_set():
            raise TurnstileClosed
        self.pace.start(domain, ip)
        begun = self.clock.now()
        try:
            yield
        finally:
            ended = self.clock.now()
            self.pace.end(domain, ip, ended, ended - begun)
            self.wake()
