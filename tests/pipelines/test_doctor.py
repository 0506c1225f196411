"""The doctor on output folders and saved pages: red where a template changed, quiet where a site is as it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.doctor import DoctorError, Facts, examine, judge

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>
<h1 class="{c}article__title {c}cms-title">Xã Bình Sa số {n} được tặng Cờ thi đua</h1>
<div class="{c}article__meta"><time datetime="2024-01-{day:02}T08:00:00+07:00"></time></div>
<div class="{c}article__sapo {c}cms-desc">Chiều nay, xã Bình Sa đón nhận Cờ thi đua của UBND tỉnh Hà Lam năm 2023.</div>
<div class="{c}article__body {c}cms-body"><p>Đây là lần thứ {n} xã được nhận Cờ thi đua, phần thưởng của cả tập thể.</p>
<p>Năm 2023, xã hoàn thành 14 trên 14 chỉ tiêu được giao, dẫn đầu khối thi đua các xã vùng bãi ngang của huyện.</p>
</div>
</body></html>"""


def facts(number: int, **changes: object) -> Facts:
    values: dict[str, object] = {
        "source": "bao.example", "saved_as": f"w#{number}", "when": f"2024-01-01T{number:05}", "title": True,
        "dated": True, "lead": True, "chars": 2000 + number, "paragraphs": 12, "fallback": False,
    }  # fmt: skip
    return Facts(**(values | changes))  # type: ignore[arg-type]


def test_a_healthy_source_is_ok() -> None:
    verdict = judge("bao.example", [facts(n) for n in range(300)])
    assert (verdict.state, verdict.pages, verdict.failed) == ("ok", 200, 0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"lead": False}, "no lead, unlike this source's pages so far"),
        ({"dated": False}, "no publication time"),
        ({"title": False}, "no title"),
        ({"fallback": True}, "read by the generic reader, unlike this source's pages so far"),
        ({"chars": 300}, "text far below this source's median"),
        ({"paragraphs": 1}, "number of paragraphs far below this source's median"),
        ({"problem": "challenge"}, "no article (challenge)"),
    ],
)
def test_a_change_of_template_is_red_with_its_reason(changes: dict[str, object], reason: str) -> None:
    pages = [facts(n) for n in range(100)] + [facts(n, **changes) for n in range(100, 130)]
    verdict = judge("bao.example", pages, last=100)
    assert verdict.state == "red"
    assert verdict.failed == 30
    assert verdict.reasons[0] == (reason, 30)
    assert verdict.example == "w#129"


def test_a_fifth_is_tolerated_and_few_pages_tell_nothing() -> None:
    pages = [facts(n) for n in range(80)]
    assert judge("s", [*pages, *(facts(n, title=False) for n in range(80, 100))]).state == "ok"
    assert judge("s", [*pages, *(facts(n, title=False) for n in range(80, 101))]).state == "red"
    assert judge("s", [facts(n, title=False) for n in range(19)]).state == "few"


def test_a_site_that_never_printed_times_or_leads_is_not_blamed() -> None:
    assert judge("s", [facts(n, dated=False, lead=False, fallback=True) for n in range(60)]).state == "ok"


def _saved(folder: Path, old: int, new: int) -> None:
    lines = []
    for n in range(1, old + new + 1):
        html = PAGE.format(n=n, day=n % 28 + 1, c="" if n <= old else "v2-").replace("14 trên 14", f"{n} trên 60")
        fetched = f"2024-02-01T{n // 60:02}:{n % 60:02}:00+07:00"
        lines.append(json.dumps({"url": f"https://baohalam.vn/a-post{n}.html", "html": html, "fetched_at": fetched}))
    (folder / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_saved_pages_after_a_change_of_class_names(tmp_path: Path) -> None:
    _saved(tmp_path, 50, 30)
    verdict = examine(tmp_path, last=40)[0]
    assert (verdict.source, verdict.state, verdict.fallback, verdict.pages) == ("baohalam.vn", "red", 30, 40)
    assert ("read by the generic reader, unlike this source's pages so far", 30) in verdict.reasons


def test_the_command_on_an_output_folder(tmp_path: Path) -> None:
    names = "article_id source title lead published_at fetched_at saved_as parser n_chars warnings"
    with (tmp_path / "articles.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(names.split())
        for n in range(60):
            lead = "" if n >= 40 else "Sáng nay"
            table.writerow([n, "a.vn", "t", lead, "2024-01-01", f"2024-01-02T{n:04}", f"w#{n}", "epi/1", 900 + n, ""])
            table.writerow([n, "b.vn", "t", "x", "2024-01-01", f"2024-01-02T{n:04}", f"w#{n}", "epi/1", 900 + n, ""])
    result = CliRunner().invoke(app, ["doctor", str(tmp_path), "--last", "40"])
    assert result.exit_code == 3
    assert "red  a.vn" in result.output
    assert "20 × no lead" in result.output
    assert "ok   b.vn" in result.output
    assert "2 sources, 1 red" in result.output
    found = json.loads(CliRunner().invoke(app, ["doctor", str(tmp_path), "--json"]).output)
    assert [verdict["source"] for verdict in found] == ["a.vn", "b.vn"]


def test_nothing_to_look_at_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DoctorError, match="no articles in this folder"):
        examine(tmp_path)
    result = CliRunner().invoke(app, ["doctor", str(tmp_path / "nichts")])
    assert result.exit_code == 2
    assert "no such folder" in result.output
    (tmp_path / "articles.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DoctorError, match="column lead is missing"):
        examine(tmp_path)
