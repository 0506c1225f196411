"""Which of several saved versions of one page stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Version(NamedTuple):
    """A saved page as its versions are compared; ``number`` is its place in the input."""

    number: int
    content_sha256: str
    text_found: bool
    fetched_at: str


def best(versions: Iterable[Version]) -> Version:
    """The version that stands for its page, in whatever order they come.

    The content with a text before one without, then the latest fetched, then the last given. Of equal copies it is the
    latest fetched, then the first given, so that a corpus copied into itself gives the same tables.
    """
    contents: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        contents[version.content_sha256].append(version)
    copies = max(contents.values(), key=lambda same: max((v.text_found, v.fetched_at, v.number) for v in same))
    return max(copies, key=lambda v: (v.text_found, v.fetched_at, -v.number))
