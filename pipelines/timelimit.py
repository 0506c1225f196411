"""A limit on the time of a piece of work, in the main thread and in others."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Iterator


class TooSlow(BaseException):
    """The time is over. No Exception, so that no library takes it for a failure of its own."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the block after ``seconds``, at the next step of Python code that it takes.

    The main thread is reached by the alarm signal, where the system has one; another thread (the tasks of a Dask worker)
    by an exception that a second thread sets in it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield from _of_thread(seconds)
        return
    if not hasattr(signal, "setitimer"):
        yield
        return

    def expire(signum: int, frame: object) -> None:
        raise TooSlow

    previous = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _of_thread(seconds: float) -> Iterator[None]:
    mine = threading.get_ident()
    lock = threading.Lock()
    state = "running"

    def expire() -> None:
        nonlocal state
        with lock:
            if state == "running":
                state = "expired"
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(mine), ctypes.py_object(TooSlow))

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    came = False
    try:
        yield
    except TooSlow:
        came = True
        raise
    finally:
        with lock:
            late = state == "expired" and not came
            state = "done"
        timer.cancel()
        while late:  # the exception is under way: it may not hit what comes after the block
            time.sleep(0.001)
