"""What the README tells people to run exists and is what CI runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import app
from pipelines.schema import TABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SETUP, TEST, *_ = re.findall(r"```sh\n(.+?)\n```", README, re.DOTALL)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert TEST in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_first_commands_are_one_line_each_and_set_up_an_environment() -> None:
    for command in (SETUP, TEST):
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert SETUP.endswith("khenthuong demo")


def test_every_command_of_the_readme_exists() -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"^khenthuong ([a-z]\w*)", README, re.MULTILINE)) <= known


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_lead_to_files(path: str) -> None:
    assert (ROOT / path).exists()


def test_columns_in_the_examples_exist() -> None:
    columns = {column for table in TABLES for column in table.header}
    assert {"status", "part_of", "province", "award", "recipient_kind", "count", "period", "decision"} <= columns
