"""A pool of processes that survives its workers: one that dies or hangs is replaced and its work tried again."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

START_SECONDS = 60.0
"""What a worker may take to load its models, on top of the time for its items."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item that no worker could finish, and why."""

    item: Item
    why: str


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Any
    batch: list[Any]
    tries: int
    deadline: float


def map_batches(
    function: Callable[[list[Item]], list[Result]],
    batches: Iterable[list[Item]],
    jobs: int,
    *,
    prepare: Callable[[], None] | None = None,
    preload: tuple[str, ...] = (),
    seconds_per_item: float = 60.0,
) -> Iterator[Result | Lost[Item]]:
    """Apply ``function`` to every batch in ``jobs`` processes; results come as they are ready, in no order.

    ``function`` must be importable and may not raise. ``prepare`` runs once in each new worker; ``preload`` are modules
    to import once for all of them. A batch whose worker dies or takes longer than ``seconds_per_item`` for each of its
    items is tried once more, item by item; an item that fails again comes back as Lost. ``batches`` is read no faster
    than workers are free. Workers end with the iteration, also when it is left early.
    """
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if preload and "forkserver" in methods:
        context.set_forkserver_preload(list(preload))
    source = iter(batches)
    again: deque[tuple[list[Item], int]] = deque()
    workers: list[_Worker] = []
    exhausted = False
    try:
        while True:
            idle = [worker for worker in workers if not worker.batch]
            while not exhausted or again:
                if again:
                    batch, tries = again.popleft()
                else:
                    following = next(source, None)
                    if following is None:
                        exhausted = True
                        break
                    batch, tries = following, 0
                if not batch:
                    continue
                worker = idle.pop() if idle else None
                if worker is None and len(workers) < jobs:
                    worker = _start(context, function, prepare)
                    workers.append(worker)
                if worker is None:
                    again.appendleft((batch, tries))
                    break
                _give(worker, batch, tries, seconds_per_item)
            busy = [worker for worker in workers if worker.batch]
            if not busy:
                return
            yield from _collect(busy, workers, again)
    finally:
        for worker in workers:
            worker.pipe.close()
            if worker.batch:
                worker.process.terminate()
        for worker in workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _start(context: Any, function: Callable[[list[Any]], list[Any]], prepare: Callable[[], None] | None) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, function, prepare), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, [], 0, 0.0)


def _serve(pipe: Any, function: Callable[[list[Any]], list[Any]], prepare: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the workers
    try:
        if prepare:
            prepare()
        while True:
            pipe.send(function(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone or done


def _give(worker: _Worker, batch: list[Any], tries: int, seconds_per_item: float) -> None:
    worker.batch, worker.tries = batch, tries
    worker.deadline = time.monotonic() + START_SECONDS + seconds_per_item * len(batch)
    try:
        worker.pipe.send(batch)
    except OSError:
        worker.deadline = 0.0  # it died while idle; seen as dead when its results are collected


def _collect(busy: list[_Worker], workers: list[_Worker], again: deque[tuple[list[Any], int]]) -> Iterator[Any]:
    """Wait for a worker to finish, die or run late; yield its results or what is lost with it."""
    waiting: list[Any] = [worker.pipe for worker in busy] + [worker.process.sentinel for worker in busy]
    soonest = min(worker.deadline for worker in busy)
    ready = multiprocessing.connection.wait(waiting, max(0.0, min(soonest - time.monotonic(), 5.0)))
    for worker in busy:
        late = time.monotonic() > worker.deadline
        if worker.pipe in ready or worker.process.sentinel in ready or late:
            try:
                results = worker.pipe.recv() if worker.pipe.poll() else None
            except (EOFError, OSError):
                results = None
            if results is not None:
                worker.batch = []
                yield from results
                continue
            if not late and worker.process.is_alive():
                continue
            crashed = "ended its process (memory full, or a library crashed)"
            why = "took too long" if worker.process.is_alive() else crashed
            workers.remove(worker)
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
            batch, worker.batch = worker.batch, []
            if worker.tries and len(batch) == 1:
                yield Lost(batch[0], why)
            else:
                again.extend(([item], worker.tries + 1) for item in batch)
