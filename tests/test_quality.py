"""The scores on the annotated articles do not fall below their floors (``tests/gold/floors.toml``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.evaluate import evaluate
from pipelines.floors import read_floors, shortfalls
from pipelines.gold import find_articles, load_gold, read_gold

GOLD = Path(__file__).parent / "gold"


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLD.glob("*.jsonl")))
def test_no_score_is_below_its_floor(name: str) -> None:
    path = GOLD / f"{name}.jsonl"
    floors = read_floors(GOLD / "floors.toml")
    assert floors.get(name), f"no floors for {name}: khenthuong evaluate {path} --pin {GOLD / 'floors.toml'}"
    gold = load_gold(path)
    evaluation = evaluate(gold, read_gold(gold, find_articles(gold, path)))
    assert evaluation.absent == []
    assert shortfalls({name: evaluation}, floors) == []
