"""``khenthuong evaluate``: what counts as right, on annotations that are right, wrong in one thing, or broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract.model import Award, Campaign
from pipelines.cli import app
from pipelines.evaluate import Evaluation, evaluate
from pipelines.floors import MARGIN, pin, read_floors, shortfalls
from pipelines.gold import GoldArticle, GoldError, Reading, load_gold

TEXT = """Xã Yên Lạc biểu dương phong trào làm đường

UBND huyện Bình Phú tặng Giấy khen cho 4 tập thể, 11 cá nhân trong phong trào "Chung sức làm đường bản" năm 2019.
Ông Lò Văn Pánh nhận Bằng khen của Chủ tịch UBND tỉnh.
"""


def gold(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "award": "giay-khen", "award_name": None, "grade": None, "authority": "Chủ tịch UBND huyện Bình Phú",
        "authority_level": "district", "recipient_kind": "collective", "recipient_text": "tập thể",
        "recipient_name": None, "count": 4, "approx": "exact", "unit": "recipients", "status": "conferred",
        "period": "2019", "part_of": False, "evidence": "tặng Giấy khen cho 4 tập thể", "optional": False,
    }  # fmt: skip
    return row | changes


def row(**changes: Any) -> Award:
    values: dict[str, Any] = {
        "award": "giay-khen", "authority_level": "district", "recipient_kind": "collective", "count": 4,
        "period": "2019", "confidence": 0.97, "construction": "back",
    }  # fmt: skip
    return Award("a", **(values | changes))


def scored(golds: list[dict[str, Any]], rows: list[Award]) -> Evaluation:
    return evaluate([GoldArticle("d", golds, [])], {"d": Reading(rows)})


def counts(found: Evaluation, score: str = "core") -> tuple[int, int, int]:
    it = found.scores[score]
    return it.right, it.extra, it.missed


def test_the_same_row_is_right_strictly() -> None:
    found = scored([gold()], [row()])
    assert counts(found) == counts(found, "strict") == counts(found, "counted") == (1, 0, 0)
    assert counts(found, "named") == (0, 0, 0)
    assert (found.fields["period"], found.differences) == (1.0, [])


@pytest.mark.parametrize(
    "wrong",
    [{"award": "bang-khen"}, {"count": 5}, {"recipient_kind": "individual"}, {"recipient_name": "Tổ 4"}],
)
def test_another_award_or_recipient_is_extra_and_the_annotated_one_missed(wrong: dict[str, Any]) -> None:
    found = scored([gold()], [row(**wrong)])
    assert counts(found) == counts(found, "strict") == (0, 1, 1)
    assert sorted(difference.kind for difference in found.differences) == ["extra", "missed"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("grade", "ba"), ("authority_level", "province"), ("status", "proposed"), ("period", ""), ("part_of", "b")],
)
def test_a_wrong_field_is_right_at_the_core_only(field: str, value: str) -> None:
    found = scored([gold()], [row(**{field: value})])
    assert counts(found) == (1, 0, 0)
    assert counts(found, "strict") == (0, 1, 1)
    assert found.fields[field] == 0.0
    assert [difference.kind for difference in found.differences] == ["field"]


def test_what_is_accepted_or_optional_costs_nothing() -> None:
    assert counts(scored([gold(accept={"period": [None]})], [row(period="")]), "strict") == (1, 0, 0)
    assert counts(scored([gold(optional=True)], [row()])) == (0, 0, 0)
    assert counts(scored([gold(optional=True)], [])) == (0, 0, 0)
    assert counts(scored([gold(recipient_kind=None)], [row()])) == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Lò Văn Pánh", True),
        ("LO VAN PANH", True),
        ("Lò Văn Pán", True),
        ("Lò Thị Mai", False),
        ("Tổ hợp tác Nà Hin, xã Yên Lạc", False),
        ("Pánh", False),
    ],
)
def test_names_may_differ_in_marks_and_a_little(name: str, right: bool) -> None:
    named = gold(recipient_name="Lò Văn Pánh", recipient_kind="individual", count=None)
    assert counts(scored([named], [row(recipient_name=name, recipient_kind="individual", count=None)]), "named") == (
        (1, 0, 0) if right else (0, 1, 1)
    )


def test_a_name_may_stand_with_its_place_and_under_an_alias() -> None:
    named = gold(recipient_name="Ban Chỉ huy Quân sự huyện Bình Phú", aliases=["đơn vị"], count=None)
    for name in ("Ban Chỉ huy Quân sự huyện", "Đơn vị", "Ban CHQS huyện Bình Phú"):
        right = name != "Ban CHQS huyện Bình Phú"
        assert (counts(scored([named], [row(recipient_name=name, count=None)]))[0] == 1) is right


def test_badges_are_told_apart_by_name() -> None:
    badge = gold(award="huy-hieu", award_name="50 năm tuổi Đảng")
    assert counts(scored([badge], [row(award="huy-hieu", award_title="50 năm")])) == (1, 0, 0)
    assert counts(scored([badge], [row(award="huy-hieu", award_title="Vì thế hệ trẻ")])) == (0, 1, 1)
    assert counts(scored([badge], [row(award="huy-hieu")])) == (0, 1, 1)


def test_rows_are_paired_one_to_one_with_the_best() -> None:
    found = scored([gold(period="2018"), gold(period="2019")], [row(period="2019"), row(period="2018"), row()])
    assert counts(found, "strict") == (2, 1, 0)


def test_campaigns_and_articles_without_annotations_of_them() -> None:
    campaign = [{"name": "Chung sức làm đường bản", "kind": "phong-trao", "evidence": ""}]
    reading = {"d": Reading([], [Campaign("c", "“Chung sức làm đường bản”"), Campaign("e", "Ngày thứ bảy xanh")])}
    assert counts(evaluate([GoldArticle("d", [], campaign)], reading), "campaigns") == (1, 1, 0)
    assert counts(evaluate([GoldArticle("d", [], None)], reading), "campaigns") == (0, 0, 0)


def test_the_curve_has_every_row_once_and_equal_confidence_together() -> None:
    rows = [row(count=n, confidence=0.5 + n % 4 / 10, construction="alone" if n % 2 else "back") for n in range(40)]
    found = scored([gold(count=n) for n in range(30)], rows)
    assert [group[:2] for group in found.curve] == [(0.5, 0.5), (0.6, 0.6), (0.7, 0.7), (0.8, 0.8)]
    assert [sum(group[i] for group in found.curve) for i in (2, 3, 4)] == [40, 30, 30]
    assert found.sure(0.8) == (10, 7, 7)
    assert found.constructions == {"back": (20, 15, 15), "alone": (20, 15, 15)}


# -- the command ---------------------------------------------------------------------------------------------------


def save(folder: Path, lines: list[Any], **articles: str) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    for name, text in articles.items():
        (folder / "set").mkdir(exist_ok=True)
        (folder / "set" / f"{name}.txt").write_text(text, "utf-8")
    return path


def annotated(doc: str = "b1") -> dict[str, Any]:
    awards = [
        gold(),
        gold(count=11, recipient_kind="individual", recipient_text="cá nhân"),
        gold(award="bang-khen", recipient_name="Lò Văn Pánh", recipient_kind="individual", count=None,
             authority_level="province", accept={"period": [None]}),
    ]  # fmt: skip
    campaigns = [{"name": "Chung sức làm đường bản", "kind": "phong-trao", "evidence": "", "optional": False}]
    return {"doc": doc, "awards": awards, "campaigns": campaigns}


def call(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["evaluate", *map(str, args)])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_reads_the_articles_beside_the_gold(tmp_path: Path) -> None:
    code, out, _ = call(save(tmp_path, [annotated()], b1=TEXT), "--json")
    found = json.loads(out)["set"]
    assert code == 0
    assert found["documents"] == 1
    assert [found[name]["f1"] for name in ("core", "strict", "named", "campaigns")] == [1.0] * 4
    assert sum(group["rows"] for group in found["curve"]) == 3
    assert all(name for name in found["constructions"])


def test_jobs_change_nothing(tmp_path: Path) -> None:
    names = [f"b{n}" for n in range(20)]
    path = save(tmp_path, [annotated(name) for name in names], **dict.fromkeys(names, TEXT))
    assert call(path, "--json", "--jobs", 2) == call(path, "--json")


def test_differences_are_listed(tmp_path: Path) -> None:
    wrong = annotated()
    wrong["awards"][0]["count"] = 5
    code, out, _ = call(save(tmp_path, [wrong], b1=TEXT), "--show", 10, "--curve")
    assert code == 0
    assert "differences, 2 of 2" in out
    assert "giay-khen: 5" in out
    assert "right by confidence" in out


def test_articles_in_the_lines_and_without_awards(tmp_path: Path) -> None:
    lines = [{"doc": "n1", "title": "Giá lúa", "text": "Giá lúa tăng 200 đồng."}, {"doc": "n2", "text": TEXT}]
    code, out, _ = call(save(tmp_path, lines))
    assert code == 0
    assert "3 rows where there should be none" in out


def test_a_missing_article_is_told_and_counts_as_read_without_rows(tmp_path: Path) -> None:
    code, out, err = call(save(tmp_path, [annotated("b1"), annotated("b2")], b1=TEXT), "--json")
    assert code == 1
    assert json.loads(out)["set"]["core"]["missed"] == 3
    assert "no article for 1 annotated ones (b2)" in err


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "no annotations in it"),
        ([["b1"]], "line 1: expected an object"),
        ([annotated(), annotated()], "line 2: b1 was annotated above"),
        ([annotated() | {"awards": [{}]}], 'line 1: "awards" must be a list of objects with award'),
        ([annotated() | {"awards": [gold(count="4")]}], "line 1: count must be an integer"),
        ([annotated() | {"awards": [gold(grade="hai")]}], "line 1: grade or status"),
    ],
)
def test_annotations_that_are_not_sound_are_named(tmp_path: Path, lines: list[Any], message: str) -> None:
    with pytest.raises(GoldError, match=message):
        load_gold(save(tmp_path, lines))
    code, _, err = call(save(tmp_path, lines, b1=TEXT))
    assert (code, err.count("\n")) == (2, 1)


def test_wrong_paths_are_told_in_one_line(tmp_path: Path) -> None:
    path = save(tmp_path, [annotated()])
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text(TEXT, "utf-8")
    for args, message in (
        ([tmp_path / "none.jsonl"], "cannot be read"),
        ([path], "--articles"),
        ([path, "--articles", other], "none of its files is an article"),
        ([path, path, "--articles", other], "one GOLD.jsonl"),
        ([path, "--floors", tmp_path / "none.toml"], "cannot be read"),
    ):
        code, _, err = call(*args)
        assert (code, err.count("\n")) == (2, 1)
        assert message in err


def test_floors_are_pinned_below_the_scores_and_only_raised(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    half = scored([gold(), gold(count=9)], [row()])
    full = scored([gold()], [row()])
    none = evaluate([GoldArticle("d", [], None)], {"d": Reading([row()])})
    pin(floors, {"set": half, "ordinary": none})
    assert read_floors(floors)["set"]["core"] == pytest.approx(half.core.f1 - MARGIN, abs=0.001)
    assert read_floors(floors)["ordinary"] == {"extra": 1}
    pin(floors, {"set": full})
    assert read_floors(floors)["set"]["core"] == 0.99
    assert pin(floors, {"set": half}) == []
    assert shortfalls({"set": full, "ordinary": none}, read_floors(floors)) == []
    assert "core F1 0.6667 is below the floor of 0.99" in shortfalls({"set": half}, read_floors(floors))[0]
    silent = scored([], [row(), row(count=6)])
    assert shortfalls({"ordinary": silent}, read_floors(floors)) == [
        "ordinary: 2 rows that should not be, at most 1 allowed"
    ]


def test_a_score_below_its_floor_ends_with_1(tmp_path: Path) -> None:
    path = save(tmp_path, [annotated()], b1=TEXT)
    floors = tmp_path / "floors.toml"
    assert call(path, "--pin", floors)[0] == 0
    assert call(path, "--floors", floors)[0] == 0
    (tmp_path / "set" / "b1.txt").write_text("Không có gì.\n", "utf-8")
    code, _, err = call(path, "--floors", floors)
    assert code == 1
    assert "set: core F1 0.0000 is below the floor of 0.99" in err
