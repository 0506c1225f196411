"""The version of a reading: results of the same version are the same for the same page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from pipelines import __version__

_LIBRARIES = ("underthesea", "spacy", "lxml", "beautifulsoup4", "trafilatura", "htmldate", "dateparser",
              "charset-normalizer", "pdfplumber", "python-docx", "openpyxl", "xlrd", "datasketch")  # fmt: skip


@cache
def reading_version() -> str:
    """Names what a reading depends on beside the page: code, lexicon and libraries. Changes when any of them does."""
    digest = hashlib.sha256()
    for root in ("extract", "pipelines"):
        for path in sorted(_walk(files(root)), key=lambda p: p[0]):
            digest.update(f"{root}/{path[0]}\n".encode())
            digest.update(path[1].read_bytes())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}\n".encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


@cache
def code_version() -> str:
    """Names all that the written files depend on beside what was read: the whole of ``pipelines``, also what is not part of
    ``reading_version``."""
    digest = hashlib.sha256(reading_version().encode())
    for path, entry in sorted(_all(files("pipelines")), key=lambda each: each[0]):
        digest.update(f"{path}\n".encode())
        digest.update(entry.read_bytes())
    return digest.hexdigest()[:24]


def _all(folder: Any, inside: str = "") -> Iterator[tuple[str, Any]]:
    for entry in folder.iterdir():
        if entry.is_file():
            yield f"{inside}{entry.name}", entry
        elif entry.name != "__pycache__":
            yield from _all(entry, f"{inside}{entry.name}/")


def _walk(folder: Any, inside: str = "") -> Iterator[tuple[str, Any]]:
    """The files that readings depend on: all of extract, and of pipelines the modules that stand at its top."""
    for entry in folder.iterdir():
        name = f"{inside}{entry.name}"
        if entry.is_file():
            if name.endswith((".py", ".toml", ".csv", ".json", ".txt", ".crfsuite", ".gz")):
                yield name, entry
        elif entry.name != "__pycache__" and folder.name != "pipelines" and not inside.startswith("pipelines"):
            yield from _walk(entry, f"{name}/")
