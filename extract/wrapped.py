"""Files whose paragraphs were wrapped to a width, a word more and the line were too long."""

from __future__ import annotations

import itertools

_NARROWEST, _WIDEST = 50, 140  # widths to which files are wrapped


def wrap_width(text: str) -> int:
    """The width to which the paragraphs of a file were wrapped; 0 for one that has a line for each."""
    raw = [line.rstrip() for line in text.split("\n")]
    width = max((len(line) for line in raw), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(a, b) for a, b in itertools.pairwise(raw) if a.strip() and b.strip()]
    full = sum(is_full(a, b, width) for a, b in pairs)
    return width if full >= 4 and full >= 0.75 * len(pairs) else 0


def is_full(line: str, below: str, width: int) -> bool:
    """Whether the first word of the line below had no room on this one."""
    return len(line.rstrip()) + 1 + len(below.split(maxsplit=1)[0]) > width
