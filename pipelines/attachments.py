"""Attached files from the web, converted in a child process that has limits of time and memory.

Parsers of PDF and Office files can be made to run for hours or to take all memory; the child is killed instead, and the
file is reported.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from extract.model import Article, Attachment, Block

MAX_BYTES = 50_000_000
"""Larger files are not read at all."""


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """Wall-clock seconds, and megabytes of memory (where the system can limit it)."""

    seconds: float = 60.0
    megabytes: int = 1_000


def convert(
    data: bytes, name: str = "", *, title: str = "", url: str = "", limits: ChildLimits | None = None
) -> Article:
    """Read an attached file (PDF, DOCX, XLSX, XLS) in a child process; see ``extract.attachment.read_attachment``.

    Never raises for any bytes: a file that takes too long or too much memory, or takes the reader down with it, gives
    an empty Article with a warning that says so.
    """
    limits = limits or ChildLimits()
    called = name or url or "the file"
    if len(data) > MAX_BYTES:
        return _failed(
            title, url, f"too-large: {called} has {len(data) / 1e6:.0f} MB, over {MAX_BYTES // 1_000_000}; not read"
        )
    arguments = [
        sys.executable,
        "-m",
        "pipelines.attachments",
        str(int(limits.seconds) + 1),
        str(limits.megabytes),
        name,
    ]
    try:
        child = subprocess.run(arguments, input=data, capture_output=True, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired:
        return _failed(title, url, f"too-slow: {called} was given up after {limits.seconds:g} s")
    if child.returncode != 0:
        why = "ran out of memory or crashed" if child.returncode < 0 else child.stderr.decode("utf-8", "replace")[-200:]
        return _failed(title, url, f"broken-file: the reader of {called} {' '.join(why.split()) or 'failed'}")
    return dataclasses.replace(_article(json.loads(child.stdout)), title=title, url=url)


def _failed(title: str, url: str, warning: str) -> Article:
    return Article(text="", url=url, title=title, page_class="empty", parser="attachment/1", warnings=(warning,))


def _article(fields: dict[str, Any]) -> Article:
    fields["blocks"] = tuple(Block(**block) for block in fields["blocks"])
    fields["attachments"] = tuple(Attachment(**file) for file in fields["attachments"])
    fields["warnings"] = tuple(fields["warnings"])
    return Article(**fields)


def _child(seconds: int, megabytes: int, name: str) -> None:
    """The child's whole life: limits, bytes in, one JSON object out."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
    except (ImportError, ValueError, OSError):  # no such limits on this system; the parent's clock still holds
        pass
    from extract.attachment import read_attachment

    try:
        article = read_attachment(sys.stdin.buffer.read(), name)
    except MemoryError:
        sys.exit("ran out of memory")
    sys.stdout.write(json.dumps(dataclasses.asdict(article)))


if __name__ == "__main__":
    _child(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
