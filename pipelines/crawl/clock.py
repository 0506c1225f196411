"""Time for a crawl: the system's, or a faster one for tests and the demo."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """The system's time. Everything in a crawl that waits or stamps a time asks this object."""

    scale: float = 1.0  # seconds of crawl time per second of real time

    def now(self) -> float:
        """Seconds since the epoch (UTC)."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait ``seconds`` of crawl time."""
        await asyncio.sleep(max(0.0, seconds) / self.scale)

    def timeout(self, seconds: float) -> asyncio.Timeout:
        """A deadline ``seconds`` of crawl time from now, as an async context manager."""
        return asyncio.timeout(seconds / self.scale)


class ScaledClock(Clock):
    """A clock that runs ``scale`` times as fast as the system's, so that polite waits fit into a test.

    ``origin`` is the instant at which both clocks agree: processes that share it share the scaled time.
    ``ahead`` starts the clock that many seconds later.
    """

    def __init__(self, scale: float, *, origin: float | None = None, ahead: float = 0.0) -> None:
        self.scale = scale
        self.origin = time.time() if origin is None else origin
        self.ahead = ahead

    def now(self) -> float:
        return self.origin + (time.time() - self.origin) * self.scale + self.ahead
