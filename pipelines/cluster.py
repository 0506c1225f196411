"""The main job on many machines: shards of a corpus in, read by the workers of a Dask cluster, the same tables out.

One task reads one shard and writes its Parquet partitions (``pipelines.partitions``); ``pipelines.combine`` works out what
all articles together show; the tables are written here, as a run on one machine writes them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from pipelines import formats as formats_module
from pipelines.corrections import folder_of
from pipelines.corrections import load as load_corrections
from pipelines.extraction import (
    NothingReadError,
    Progress,
    Summary,
    correction_conflicts,
    summary_rows,
    write_run,
)
from pipelines.inputs import Document, DocumentReader, InputError, Problem
from pipelines.packed import unpack
from pipelines.partitions import Part, find_part, part_name, write_part
from pipelines.privacy import leave_out_names
from pipelines.publish import OutputError, publication
from pipelines.reading import Read, read_document, read_documents
from pipelines.schema import EVENTS, SUMMARY
from pipelines.shards import Shard, find_shards, is_address, storage
from pipelines.store import Store
from pipelines.stored import held
from pipelines.tables import ArticleRows
from pipelines.version import reading_version

PARTITIONS = "partitions"
"""Folder in the output folder for the partitions, where no other place is given."""

_CONNECT_SECONDS = 30
_WORKERS_SECONDS = 60
_one_at_a_time = threading.Lock()  # readers keep models and caches per process; threads of one gain nothing


class ClusterError(RuntimeError):
    """The cluster cannot be used; the message is one line for the user."""


def run_on_cluster(
    paths: Sequence[str | os.PathLike[str]],
    output: Path,
    scheduler: str,
    partitions: str = "",
    progress: Progress | None = None,
    *,
    formats: Collection[str] = formats_module.DEFAULT,
    names: bool = True,
    again: bool = False,
) -> Summary:
    """Read the articles that ``paths`` lead to on the cluster of ``scheduler`` and write the tables into ``output``.

    ``paths`` may be addresses for fsspec. ``scheduler`` is an address (tcp://host:port) or a scheduler file (.json).
    ``partitions`` is a folder, by path or address, that this machine and all workers see; shards that an earlier run
    read into it are not read again unless they changed or ``again`` is given. The tables are those of
    ``extraction.run``, byte for byte. Raises what that raises, and ClusterError.
    """
    begun = time.monotonic()
    client = _connect(scheduler)
    import dask
    from distributed import KilledWorker

    from pipelines.combine import SETTINGS, combine

    try:
        shards = find_shards(paths)
        corrections = [] if is_address(os.fspath(paths[0])) else load_corrections(folder_of(paths))
        with publication(output, formats_module.owned()) as folder, contextlib.closing(Store(None)) as store:
            place = _partitions(partitions, output)
            parts, failures = read_shards(client, shards, place, progress, again=again)
            numbered = [(shard.number, at, where, what) for shard, part in parts for at, where, what in part.problems]
            numbered += [(shard.number, -1, shard.name, what) for shard, what in failures]
            if not parts or not any(part.articles for _, part in parts):
                where, what = min(numbered)[2:] if numbered else ("input", "holds no articles")
                raise NothingReadError(f"{where}: {what}; no article could be read, so nothing was written")
            try:
                with dask.config.set(SETTINGS):
                    combined = combine([part for _, part in parts], corrections)
                dataset = held(store, (future.result() for future in client.compute(combined.parts)))
            except (KilledWorker, CancelledError, TimeoutError) as error:
                what = " ".join(str(error).split())[:200] or type(error).__name__
                raise ClusterError(f"{scheduler}: workers or the scheduler ended while articles were compared ({what}); "
                                   "see docs/capacity.md for the memory that takes, and call again: "
                                   "what was read is kept") from error  # fmt: skip
            if not any(summary_rows(dataset)):
                raise NothingReadError("input: holds no text; no article could be read, so nothing was written")
            summary = Summary(warnings=[(where, what) for *_, where, what in sorted(numbered)])
            summary.count(dataset)
            summary.duplicates, summary.superseded = combined.duplicates, combined.superseded
            summary.conflicts, summary.dropped = correction_conflicts(dataset, combined.conflicts), combined.dropped
            summary.warnings += [(entry["where"], entry["what"]) for entry in summary.conflicts]
            derived = {EVENTS.name: combined.events, SUMMARY.name: combined.summary}
            if not names:
                leave_out_names(dataset)
            formats_module.write(dataset, folder, formats, derived if names else None)
            summary.seconds = time.monotonic() - begun
            write_run(folder / "run.json", summary, paths)
        return summary
    finally:
        client.close()


def read_shards(
    client: Any, shards: Sequence[Shard], place: str, progress: Progress | None = None, *, again: bool = False
) -> tuple[list[tuple[Shard, Part]], list[tuple[Shard, str]]]:
    """Read every shard in a task of its own. Returns the parts in order, and the shards that no worker could read.

    A task whose worker ends is given to another; where several end over one shard, it is read once more page by page in
    processes that may end, so that only the page which ends them is lost.
    """
    from distributed import KilledWorker, as_completed

    version = reading_version()
    parts: dict[int, tuple[Shard, Part]] = {}
    failures: list[tuple[Shard, str]] = []
    waiting = {
        client.submit(read_shard, shard, place, version, again=again, retries=2, pure=False): (shard, False)
        for shard in shards
    }
    done = as_completed(list(waiting))
    articles = size = 0
    for future in done:
        shard, careful = waiting.pop(future)
        try:
            part = future.result()
        except KilledWorker:
            if careful:
                failures.append((shard, "not read: workers ended over it again and again (memory full?); "
                                        "give workers more memory, or split the file"))  # fmt: skip
                continue
            future = client.submit(read_shard, shard, place, version, careful=True, retries=1, pure=False)
            waiting[future] = (shard, True)
            done.add(future)
            continue
        except (ImportError, AttributeError, pickle.UnpicklingError) as error:
            raise ClusterError(f"workers cannot run khenthuong ({error}); install this version on every worker") from error
        except OSError as error:
            raise OutputError(f"{place}: a worker cannot write there ({error}); give --partitions a folder "
                              "that all machines can write to") from error  # fmt: skip
        except Exception as error:
            raise ClusterError(f"{shard.name}: its task failed ({type(error).__name__}: {error}); "
                               "see the worker's log") from error  # fmt: skip
        if not parts and find_part(place, part.name) is None:
            raise OutputError(f"{place}: what workers write there is not seen here; give --partitions a folder "
                              "that all machines see")
        parts[shard.number] = (shard, part)
        articles += part.articles
        size += sum(source.size for source in shard.sources)
        if progress:
            progress(articles, size)
    return [parts[number] for number in sorted(parts)], failures


def read_shard(shard: Shard, place: str, version: str, *, careful: bool = False, again: bool = False) -> Part:
    """The task of a worker: read a shard, write its partitions. ``careful``: in processes that may end over a page.

    Raises ImportError where this machine has another version of the project, OSError where writing fails.
    """
    if reading_version() != version:
        raise ImportError(f"it has version {reading_version()}, the run {version}")
    name = part_name(shard, version)
    known = None if again else find_part(place, name)
    if known is not None:
        return known
    if careful:
        # a Dask worker may not start multiprocessing's processes, since it is one
        code = "import sys; from pipelines.cluster import _read_apart; _read_apart()"
        ended = subprocess.run(
            [sys.executable, "-c", code], input=pickle.dumps((shard, place, name)), capture_output=True, check=False
        )
        if ended.returncode:
            raise OSError(ended.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])
        part: Part = pickle.loads(ended.stdout)
        return part
    with _one_at_a_time:
        return write_part(place, name, _read(shard))


def _read(shard: Shard) -> Iterator[tuple[int, ArticleRows | Problem]]:
    for number, item in enumerate(DocumentReader(shard.sources)):
        yield number, item if isinstance(item, Problem) else read_document(item)


def _read_apart() -> None:
    shard, place, name = pickle.load(sys.stdin.buffer)
    found: dict[int, Problem | Read] = {}

    def documents() -> Iterator[tuple[int, Document]]:
        for number, item in enumerate(DocumentReader(shard.sources)):
            if isinstance(item, Problem):
                found[number] = item
            else:
                yield number, item

    found.update({read.number: read for read in read_documents(documents(), jobs=2) if read})
    part = write_part(place, name, (
        (number, unpack(item.packed) if isinstance(item, Read) else item) for number, item in sorted(found.items())
    ))  # fmt: skip
    sys.stdout.buffer.write(pickle.dumps(part))


def _connect(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(f"--engine dask needs Dask ({error}); install it with: pip install 'khenthuong[dask]'") from error
    file = {"scheduler_file": scheduler} if scheduler.endswith(".json") else {"address": scheduler}
    try:
        client: Any = Client(**file, timeout=_CONNECT_SECONDS, set_as_default=True)
    except (OSError, ValueError) as error:
        raise ClusterError(f"{scheduler}: no Dask scheduler answers here; start one with: dask scheduler") from error
    try:
        client.wait_for_workers(1, timeout=_WORKERS_SECONDS)
    except TimeoutError as error:
        client.close()
        raise ClusterError(f"{scheduler}: the scheduler has no workers; start one with: "
                           f"dask worker {scheduler} --nworkers -1 --nthreads 1") from error  # fmt: skip
    return client


def _partitions(given: str, output: Path) -> str:
    place = given or str(output.resolve() / PARTITIONS)
    if not is_address(place):
        place = str(Path(place).resolve())
    try:
        system, path = storage(place)
        system.makedirs(path, exist_ok=True)
    except InputError as error:
        raise OutputError(str(error)) from error
    except Exception as error:  # each storage has errors of its own
        raise OutputError(f"{place}: cannot be made ({error}); choose another place with --partitions") from error
    return place
