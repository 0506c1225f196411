"""Files of a run appear in the output folder together, complete, or not at all.

A run writes into a hidden folder inside the output folder. When everything is written and on the disk, that folder is
renamed to ``.publish``: from here on the run counts as done, and its files are moved into place one by one. A run that
was killed while moving is finished by the next one; one that was killed before is swept away. Files that are not
written by a run are never touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_WORK = ".run-"
_READY = ".publish"


class OutputError(OSError):
    """The output folder cannot be used; the message is one line for the user."""


@contextlib.contextmanager
def publication(output: Path) -> Iterator[Path]:
    """A folder to write the files of one run into; they replace those in ``output`` when the block ends well.

    When the block raises, everything written is removed and ``output`` is as before. Raises OutputError when the
    folder cannot be written to, or another run is writing to it.
    """
    created = _create(output)
    work = output / f"{_WORK}{os.getpid()}"
    try:
        _clean(output)
        work.mkdir()
    except OSError as error:
        _remove_if_empty(output, created)
        if isinstance(error, OutputError):
            raise
        what = f"{output}: cannot be written to ({error.strerror}); choose another folder with --output"
        raise OutputError(what) from error
    try:
        yield work
        _publish(output, work)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        what = f"{output}: writing failed ({error.strerror or error}); the files in it are as before"
        raise OutputError(what) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
        _remove_if_empty(output, created)


def _create(output: Path) -> bool:
    try:
        if output.is_dir():
            return False
        output.mkdir(parents=True)
    except OSError as error:
        what = "is a file" if output.is_file() else f"cannot be made ({error.strerror})"
        raise OutputError(f"{output}: {what}; choose another folder with --output") from error
    return True


def _clean(output: Path) -> None:
    """Finish or sweep away what a killed run left."""
    if (output / _READY).is_dir():
        _move(output)
    for left in output.glob(f"{_WORK}*"):
        pid = left.name.removeprefix(_WORK)
        if pid.isdigit() and int(pid) != os.getpid() and _alive(int(pid)):
            raise OutputError(f"{output}: another run (process {pid}) is writing here; wait for it, "
                              f"or remove {left} if there is none")
        shutil.rmtree(left, ignore_errors=True)


def _publish(output: Path, work: Path) -> None:
    for path in work.iterdir():
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
    _sync_folder(work)
    work.rename(output / _READY)
    _move(output)


def _move(output: Path) -> None:
    ready = output / _READY
    # run.json goes last: who sees it sees the tables that it speaks of.
    for path in sorted(ready.iterdir(), key=lambda p: (p.name == "run.json", p.name)):
        path.replace(output / path.name)
    _sync_folder(output)
    ready.rmdir()


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not possible on Windows
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_if_empty(output: Path, created: bool) -> None:
    if created:
        with contextlib.suppress(OSError):
            output.rmdir()


def _alive(pid: int) -> bool:
    if os.name == "nt":  # there, signal 0 would end the process instead of asking for it
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
