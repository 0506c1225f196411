"""The patterns of ``wording.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """See ``wording.toml`` for what each one matches."""

    noise_block: Pattern
    never_noise: Pattern
    caption_block: Pattern
    image_table: Pattern
    table_header: Pattern
    ordinal_header: Pattern
    drop: Pattern
    stop: Pattern
    document: Pattern
    more: Pattern
    brand: Pattern
    origin: tuple[Pattern, ...]
    author: tuple[Pattern, ...]
    name: Pattern
    soft_404: Pattern
    challenge: Pattern
    needs_javascript: Pattern
    challenge_marks: tuple[str, ...]
    shell_ids: tuple[str, ...]


@cache
def wording() -> Wording:
    """The compiled patterns."""
    data = tomllib.loads(files(__package__).joinpath("wording.toml").read_text("utf-8"))
    blocks, tables, lines, tails, classes = (data[key] for key in ("blocks", "tables", "lines", "tails", "classes"))

    def any_of(patterns: list[str]) -> Pattern:
        return _compile("|".join(f"(?:{pattern})" for pattern in patterns))

    return Wording(
        noise_block=_compile(blocks["noise"]),
        never_noise=_compile(blocks["never_noise"]),
        caption_block=_compile(blocks["caption"]),
        image_table=_compile(blocks["image_table"]),
        table_header=_compile(tables["header"]),
        ordinal_header=_compile(tables["ordinal"]),
        drop=any_of(lines["drop"]),
        stop=any_of(lines["stop"]),
        document=_compile(lines["document"]),
        more=_compile(lines["more"]),
        brand=re.compile(data["heads"]["brand"].replace("\n", "")),
        origin=tuple(_compile(pattern) for pattern in tails["origin"]),
        author=tuple(_compile(pattern) for pattern in tails["author"]),
        name=re.compile(tails["name"]),
        soft_404=_compile(classes["soft_404"]),
        challenge=_compile(classes["challenge"]),
        needs_javascript=_compile(classes["needs_javascript"]),
        challenge_marks=tuple(classes["challenge_marks"]),
        shell_ids=tuple(classes["shell_ids"]),
    )


def _compile(pattern: str) -> Pattern:
    return re.compile(pattern.replace("\n", ""), re.IGNORECASE)
