"""Floors of quality: per gold file the scores that the extraction must not fall below, kept in a TOML file.

``core``, ``strict``, ``counted``, ``named`` and ``campaigns`` are least F1 scores; ``extra`` is the most rows that may
come out of articles that give none. A gold file goes by its stem.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pipelines.evaluate import Evaluation

MARGIN = 0.01
"""How far below the measured score a floor is pinned, so that a change may cost a row here and win two there."""

Floors = dict[str, dict[str, float]]

_HEAD = """\
# Scores (F1) that the extraction must not fall below on the gold file of that name, and the most rows that may come
# out of articles without awards (extra). Raised after an improvement with
#     khenthuong evaluate tests/gold/*.jsonl --pin tests/gold/floors.toml
# which never lowers one: to lower a floor, edit it here and say in the commit why.
"""


class FloorsError(ValueError):
    """The floors cannot be read; the message is one line for the user."""


def read_floors(path: Path) -> Floors:
    """Floors by gold stem and score. Raises FloorsError for a file that cannot be read or is of another form."""
    try:
        floors = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FloorsError(f"{path}: cannot be read ({error.strerror or error}); check the path") from error
    except ValueError as error:
        raise FloorsError(f"{path}: no TOML ({str(error)[:80]}); correct it") from error
    for name, section in floors.items():
        known = isinstance(section, dict) and all(
            key in ("core", "strict", "counted", "named", "campaigns", "extra") and isinstance(value, int | float)
            for key, value in section.items()
        )
        if not known:
            raise FloorsError(f"{path}: [{name}] must hold core, strict, counted, named, campaigns or extra as numbers")
    return floors


def shortfalls(found: Mapping[str, Evaluation], floors: Floors) -> list[str]:
    """One line for every score of ``found`` (by gold stem) that is below its floor."""
    lines = []
    for stem, evaluation in found.items():
        for name, floor in floors.get(stem, {}).items():
            if name == "extra":
                if evaluation.core.extra > floor:
                    lines.append(f"{stem}: {evaluation.core.extra} rows that should not be, at most {floor:g} allowed")
            elif (f1 := evaluation.scores[name].f1) < floor:
                lines.append(f"{stem}: {name} F1 {f1:.4f} is below the floor of {floor:g}")
    return lines


def pin(path: Path, found: Mapping[str, Evaluation]) -> list[str]:
    """Raise the floors in ``path`` to just below what was measured, and lower none. Gives a line for each raised."""
    floors = read_floors(path) if path.exists() else {}
    raised = []
    for stem, evaluation in found.items():
        section = floors.setdefault(stem, {})
        for name, value in _measured(evaluation).items():
            old = section.get(name)
            if old is None or (value < old if name == "extra" else value > old):
                section[name] = value
                raised.append(f"{stem}: {name} {'–' if old is None else format(old, 'g')} → {value:g}")
    sections = [
        f"\n[{stem}]\n" + "".join(f"{name} = {value:g}\n" for name, value in section.items())
        for stem, section in sorted(floors.items())
        if section
    ]
    new = path.with_name(f".{path.name}.new")
    new.write_text(_HEAD + "".join(sections), encoding="utf-8")
    new.replace(path)
    return raised


def _measured(evaluation: Evaluation) -> dict[str, float]:
    if not evaluation.core.right and not evaluation.core.missed:
        return {"extra": evaluation.core.extra}
    return {
        name: max(0.0, math.floor((score.f1 - MARGIN) * 1000) / 1000)
        for name, score in evaluation.scores.items()
        if score.right or score.missed
    }
