"""A small corpus, the command, and its tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.tables import read_csv

STORY = """Xã Nậm Mòn tổng kết phong trào thi đua

Sáng 12/1, UBND xã Nậm Mòn tổng kết phong trào thi đua năm 2021.

Dịp này, Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen cho 3 tập thể, 7 cá nhân.

Giàng Thị Súa
"""


@dataclass
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def khenthuong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str | Path) -> Ran:
        result = CliRunner().invoke(app, [str(arg) for arg in args])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one good article."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "good.txt").write_text(STORY, encoding="utf-8")
    return folder


def table(output: Path, name: str) -> list[dict[str, str]]:
    return read_csv(output / f"{name}.csv")


def articles(output: Path) -> dict[str, dict[str, str]]:
    """Rows of articles.csv by the name of the file they were read from."""
    return {row["saved_as"]: row for row in table(output, "articles")}


def warnings(output: Path) -> dict[str, str]:
    """Warnings of run.json by where."""
    run = json.loads((output / "run.json").read_text("utf-8"))
    return {warning["where"]: warning["what"] for warning in run["warnings"]}
