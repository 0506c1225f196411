"""What the README tells people to run exists and is what CI runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import app
from pipelines.extraction import run

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


def test_the_pandas_example_runs_on_what_the_command_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    run([ROOT / "tests/world/articles.jsonl"], Path("output"), jobs=1, formats=())
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert re.search(r"Lào Cai +bang-khen +collective +24\.0", ran.stdout)
