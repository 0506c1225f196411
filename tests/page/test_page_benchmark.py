"""The benchmark command: its score, and a folder in the layout of the public benchmark."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pages import Sample, load, ours_generic, score

SITES = Path(__file__).parent.parent / "sites"
ROOT = SITES.parent.parent


def test_score() -> None:
    text = "một hai ba bốn năm sáu"
    assert score(text, text) == (1.0, 1.0, 1.0)
    assert score("", text).f1 == 0.0
    precision, recall, _ = score("một hai ba bốn", text)
    assert (precision, recall) == (1.0, pytest.approx(1 / 3))


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    truth = {}
    for number in (1, 2):
        expected = json.loads((SITES / "generic" / f"{number}.json").read_text("utf-8"))
        html = (SITES / "generic" / f"{number}.html").read_bytes()
        (tmp_path / "html" / f"p{number}.html.gz").write_bytes(gzip.compress(html))
        body = "\n".join(text for kind, text in expected["blocks"] if kind != "title")
        truth[f"p{number}"] = {"articleBody": body, "url": expected["url"]}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    samples = load(tmp_path)
    assert [score(ours_generic(sample.html, sample.url), sample.body).f1 for sample in samples] == [1.0, 1.0]
    assert isinstance(samples[0], Sample)
    command = [sys.executable, "-m", "benchmarks.pages", str(tmp_path), "--rounds", "1"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert "khenthuong, generic       1.000" in run.stdout


def test_no_benchmark_folder_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no benchmark folder"):
        load(tmp_path)
