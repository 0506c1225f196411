"""The pool of processes goes on when a worker dies, hangs or is killed from outside."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.workers import Lost, map_batches


def double(batch: list[int]) -> list[int]:
    return [2 * item for item in batch]


def die_on_seven(batch: list[int]) -> list[int]:
    if 7 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(batch)


def hang_on_seven(batch: list[int]) -> list[int]:
    if 7 in batch:
        time.sleep(600)
    return double(batch)


def die_once(batch: list[str]) -> list[str]:
    marker = Path(batch[0])
    if not marker.exists():
        marker.touch()
        os._exit(1)
    return batch


def batches(size: int = 4, end: int = 20) -> Iterator[list[int]]:
    for start in range(0, end, size):
        yield list(range(start, min(start + size, end)))


def split(results: object) -> tuple[list[int], list[Lost[int]]]:
    done: list[int] = []
    lost: list[Lost[int]] = []
    for result in results:  # type: ignore[attr-defined]
        (lost if isinstance(result, Lost) else done).append(result)
    return sorted(done), lost


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_item_is_worked_on_once(jobs: int) -> None:
    assert split(map_batches(double, batches(), jobs)) == ([2 * n for n in range(20)], [])


def test_no_batches_is_no_work() -> None:
    assert list(map_batches(double, iter([[], []]), 2)) == []


def test_only_the_item_that_kills_its_worker_is_lost() -> None:
    done, lost = split(map_batches(die_on_seven, batches(), 2))
    assert done == [2 * n for n in range(20) if n != 7]
    assert [(item.item, item.why.split(" (")[0]) for item in lost] == [(7, "ended its process")]


def test_an_item_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.workers.START_SECONDS", 1.0)
    done, lost = split(map_batches(hang_on_seven, batches(), 2, seconds_per_item=0.2))
    assert done == [2 * n for n in range(20) if n != 7]
    assert [(item.item, item.why) for item in lost] == [(7, "took too long")]


def test_a_batch_is_tried_again_after_a_crash(tmp_path: Path) -> None:
    paths = [str(tmp_path / str(n)) for n in range(3)]
    assert sorted(map_batches(die_once, ([path] for path in paths), 2)) == paths


def test_batches_are_taken_only_as_workers_are_free() -> None:
    taken = 0

    def source() -> Iterator[list[int]]:
        nonlocal taken
        for batch in batches(end=400):
            taken += 1
            yield batch

    results = map_batches(double, source(), 2)
    next(results)
    assert taken <= 4
    results.close()  # type: ignore[attr-defined]
