"""The files of a corpus on shared storage, in shards: what one task of a cluster reads.

Places are given as for a run on one machine (files, folders, patterns), or as addresses for fsspec: ``s3://``,
``hdfs://``, ``gs://``, ``memory://`` and whatever else it knows. What lies in a place goes by the same names either way.
"""

from __future__ import annotations

import glob
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from pipelines.inputs import SUFFIXES, InputError, Source, find_sources

SHARD_BYTES = 8_000_000
"""Smaller files are read together, up to so many bytes, ..."""
SHARD_FILES = 500
"""... and so many files: a task for each would cost more than its work."""
_ALONE = (".warc", ".warc.gz", ".jsonl", ".jsonl.gz", ".parquet")
_PIECE = 1 << 23


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that one task reads. ``stamp`` changes when any of them, or its place in the corpus, does."""

    number: int
    sources: tuple[Source, ...]
    stamp: str

    @property
    def name(self) -> str:
        """What to call it when speaking of it."""
        first = self.sources[0].saved_as
        return first if len(self.sources) == 1 else f"{first} and {len(self.sources) - 1} more files"


def is_address(place: str) -> bool:
    """Whether a place is an address for fsspec rather than a path."""
    return "://" in place


def find_shards(places: Iterable[str | os.PathLike[str]]) -> list[Shard]:
    """The shards that ``places`` lead to, in the order in which one machine would read their files.

    Raises InputError as ``find_sources`` does, and for storage that cannot be reached.
    """
    marked: dict[str, tuple[Source, str]] = {}
    for place in (os.fspath(given) for given in places):
        found = _remote(place) if is_address(place) and not place.startswith("file://") else _local(place)
        for source, mark in found:
            marked.setdefault(source.url or str(source.path), (source, mark))
    return [
        Shard(number, tuple(source for source, _ in group), _stamp(group))
        for number, group in enumerate(_grouped(marked.values()))
    ]


def fetched(url: str, size: int) -> IO[bytes]:
    """A copy of the file at ``url``, without a name on this machine; gone when closed.

    Raises OSError, also for what the storage's own library raises and for a file that came incomplete.
    """
    import fsspec

    copy = cast("IO[bytes]", tempfile.TemporaryFile(prefix="khenthuong-"))  # noqa: SIM115 (the caller closes it)
    try:
        with fsspec.open(url, "rb") as remote:
            while piece := remote.read(_PIECE):
                copy.write(piece)
        if copy.tell() < size:
            raise OSError(f"only {copy.tell():,} of {size:,} bytes came")
    except Exception as error:
        copy.close()
        if isinstance(error, OSError):
            raise
        raise OSError(f"{type(error).__name__}: {error}") from error
    copy.seek(0)
    return copy


def storage(address: str) -> tuple[Any, str]:
    """The file system of an address or path, and the path in it. Raises InputError."""
    import fsspec

    try:
        return cast("tuple[Any, str]", fsspec.core.url_to_fs(address))
    except (ImportError, ValueError) as error:
        raise InputError(f"{address}: {' '.join(str(error).split())}") from error


def _local(place: str) -> Iterator[tuple[Source, str]]:
    for source in find_sources([place.removeprefix("file://")]):
        status = source.path.stat()
        yield replace(source, path=source.path.resolve()), f"{status.st_size} {status.st_mtime_ns}"


def _remote(address: str) -> Iterator[tuple[Source, str]]:
    system, path = storage(address)
    try:
        if glob.has_magic(path):
            folder, paths = "", sorted(system.glob(path))
            if not paths:
                raise InputError(f"{address}: the pattern matches no files; check it, and quote it in the shell")
        elif system.isdir(path):
            folder, paths = path.rstrip("/"), sorted(system.find(path), key=lambda p: _order(path, p))
        elif system.exists(path):
            folder, paths = "", [path]
        else:
            raise InputError(f"{address}: no such file or folder; check the address")
        usable = [p for p in paths if p.lower().endswith(SUFFIXES) and not _hidden(p.removeprefix(folder))]
        if not usable:
            raise InputError(f"{address}: no articles here (looked for {', '.join(SUFFIXES)})")
        for inside in usable:
            name = PurePosixPath(inside).name
            saved_as = f"{PurePosixPath(folder).name or 'root'}/{inside.removeprefix(folder).strip('/')}" if folder else name
            source = Source(Path(name), saved_as, int(system.size(inside) or 0), system.unstrip_protocol(inside))
            yield source, str(system.ukey(inside))
    except InputError:
        raise
    except Exception as error:  # each storage has errors of its own
        raise InputError(f"{address}: cannot be read ({type(error).__name__}: {' '.join(str(error).split())})") from error


def _order(folder: str, path: str) -> tuple[tuple[bool, str], ...]:
    """Sorts as a walk through the folder does: the files of a folder, then its folders."""
    *folders, name = path.removeprefix(folder).strip("/").split("/")
    return (*((True, part) for part in folders), (False, name))


def _hidden(inside: str) -> bool:
    return any(part.startswith(".") for part in inside.strip("/").split("/"))


def _grouped(marked: Iterable[tuple[Source, str]]) -> Iterator[list[tuple[Source, str]]]:
    group: list[tuple[Source, str]] = []
    size = 0
    for source, mark in marked:
        alone = source.path.name.lower().endswith(_ALONE)
        if group and (alone or size + source.size > SHARD_BYTES or len(group) >= SHARD_FILES):
            yield group
            group, size = [], 0
        group.append((source, mark))
        size += source.size
        if alone:
            yield group
            group, size = [], 0
    if group:
        yield group


def _stamp(group: list[tuple[Source, str]]) -> str:
    text = "\n".join(f"{source.saved_as}\t{source.url or source.path}\t{mark}" for source, mark in group)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:24]
