"""Files of a run appear in the output folder together, complete, or not at all.

A run writes into a hidden folder inside the output folder. When everything is written and on the disk, that folder is
renamed to ``.publish``: from here on the run counts as done, and its files are moved into place one by one. A run that
was killed while moving is finished by the next one; one that was killed before is swept away. Files that are not
written by a run are never touched.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

_WORK = ".run-"
_READY = ".publish"
_OWNED = ".owned"


class OutputError(OSError):
    """The output folder cannot be used; the message is one line for the user."""


@contextlib.contextmanager
def publication(output: Path, owned: Collection[str] = ()) -> Iterator[Path]:
    """A folder to write the files of one run into; they replace those in ``output`` when the block ends well.

    Files of an older run that this one does not write (of the names ``owned``) are removed, so that all are of one run.
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
        if not (work / _OWNED).exists():
            (work / _OWNED).write_text("\n".join(sorted(owned)), encoding="utf-8")
        _publish(output, work)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        what = f"{output}: writing failed ({error.strerror or error}); the files in it are as before"
        raise OutputError(what) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
        _remove_if_empty(output, created)


def keep_others(folder: Path) -> None:
    """Let the files in the output folder stay that this run, which writes into ``folder``, does not write."""
    (folder / _OWNED).write_text("", encoding="utf-8")


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
    # These go last, in this order: who sees them sees the tables that they speak of.
    last = ("datapackage.json", "run.json", _OWNED)
    files = {path.name: path for path in ready.iterdir()}
    owned = files.pop(_OWNED, None)
    for name in sorted(files, key=lambda n: (last.index(n) if n in last else -1, n)):
        files[name].replace(output / name)
    # On the second try after a kill, files that were moved before are not here any more: the package lists them.
    for name in owned.read_text("utf-8").split("\n") if owned else ():
        if name and name not in files and not _listed(output, name):
            (output / name).unlink(missing_ok=True)
    _sync_folder(output)
    if owned:
        owned.unlink()
    ready.rmdir()


def _listed(output: Path, name: str) -> bool:
    """Whether the data package in ``output``, or nothing that could say otherwise, names the file."""
    try:
        package = json.loads((output / "datapackage.json").read_text("utf-8"))
        return name in ("datapackage.json", "run.json", *(item["path"] for item in package["resources"]))
    except (OSError, ValueError, KeyError, TypeError):
        return True


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
