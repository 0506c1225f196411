"""The examples run on what the command writes, and pandas and DuckDB agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.extraction import run

ROOT = Path(__file__).parents[1]


def test_the_five_questions_are_answered(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    run([ROOT / "tests/world/articles.jsonl"], tmp_path / "out", jobs=1, formats=())
    command = [sys.executable, str(ROOT / "examples/questions.py"), str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    answers = ran.stdout.strip().split("\n\n")
    assert [answer[0] for answer in answers] == ["1", "2", "3", "4", "5"]
    assert "Lào Cai 2021      60" in answers[0]
    assert "Bệnh viện Đa khoa Quỳ Sơn Huân chương Lao động    ba" in answers[1]
