"""Copies, events, parts, decisions: on the sample world, and laws that must hold for any input."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.copies import Text, same_as, shingles
from pipelines.extraction import collect, run
from pipelines.inputs import find_sources
from pipelines.resolve import resolve
from pipelines.tables import Dataset, read_csv
from tests.pipelines.world import SETS, WORLD, comparable, pairs, rows_with_labels

Tables = dict[str, list[dict[str, str]]]


def _tables(folder: Path) -> Tables:
    return {name: read_csv(folder / f"{name}.csv") for name in ("awards", "articles", "summary")}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("world")
    run([WORLD / "articles.jsonl"], folder, jobs=1)
    return _tables(folder)


@pytest.fixture(scope="module")
def all_worlds(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The rows of all three sets read as one corpus, with their labels."""
    folder = tmp_path_factory.mktemp("worlds")
    run([WORLD / f"articles{which}.jsonl" for which in SETS], folder, jobs=1)
    tables = _tables(folder)
    of_set = {row["article_id"]: row["saved_as"].split(".")[0].removeprefix("articles") for row in tables["articles"]}
    rows = []
    for which in SETS:
        mine = [row for row in tables["awards"] if of_set[row["article_id"]] == which]
        for row in rows_with_labels(which, mine, tables["articles"]):
            rows.append({**row, "article": which + row["article"], "label": which + row["label"]})
    return rows


def _article(tables: Tables, name: str) -> dict[str, str]:
    return next(row for row in tables["articles"] if row["url"].endswith(f"/{name}"))


def _rows(tables: Tables, name: str, award: str = "") -> list[dict[str, str]]:
    article_id = _article(tables, name)["article_id"]
    return [r for r in tables["awards"] if r["article_id"] == article_id and award in ("", r["award"])]


def test_the_panel_equals_the_one_counted_by_hand(world: Tables) -> None:
    assert world["summary"] == read_csv(WORLD / "summary.csv")


def test_rows_of_one_award_share_their_event(all_worlds: list[dict[str, str]]) -> None:
    gold, found, compared = pairs(all_worlds, "label"), pairs(all_worlds, "event_id"), comparable(all_worlds)
    assert len(compared) >= 150
    assert len(gold) >= 80
    assert len(gold & found) / len(found) >= 0.98, sorted(map(sorted, found - gold))
    assert len(gold & found) / len(gold) >= 0.85, sorted(map(sorted, gold - found))


def test_a_copy_points_to_the_earliest_article_and_stays(world: Tables) -> None:
    assert {row["url"].rsplit("/")[-1]: row["same_as"] for row in world["articles"] if row["same_as"]} == {
        "a4": _article(world, "a1")["article_id"]
    }
    assert len(_rows(world, "a4")) == 2


def test_a_corrected_figure_replaces_the_first_one_in_the_panel(world: Tables) -> None:
    first, corrected = _rows(world, "d1"), _rows(world, "d2")
    assert [(a["count"], b["count"], a["event_id"] == b["event_id"]) for a, b in zip(first, corrected, strict=True)] == [
        ("14", "12", True), ("22", "22", True),
    ]  # fmt: skip
    counts = [r["count"] for r in world["summary"] if r["province_2025"] == "Sơn La"]
    assert counts == ["12", "22"]


def test_a_decision_follows_its_proposal_and_is_another_event(world: Tables) -> None:
    proposed = {(r["award"], r["count"]): r["event_id"] for r in _rows(world, "c1")}
    for row in _rows(world, "c4"):
        assert row["follows"] == proposed.get((row["award"], row["count"]), "")
        assert row["event_id"] not in proposed.values()
    assert [bool(row["follows"]) for row in _rows(world, "c4")] == [True, True, True, False]  # 9 proposed, 8 conferred


def test_what_is_revoked_follows_what_was_given(world: Tables) -> None:
    (given,), (revoked,) = _rows(world, "i1"), _rows(world, "i2")
    assert (revoked["status"], revoked["follows"]) == ("revoked", given["event_id"])


def test_names_in_one_article_are_parts_of_the_count_in_another(world: Tables) -> None:
    (total,) = [row for row in _rows(world, "b1") if row["recipient_kind"] == "individual"]
    assert {row["part_of_event"] for row in _rows(world, "b4")} == {total["event_id"]}
    (part,) = _rows(world, "k2")
    assert part["part_of"] == ""  # its own article names no total
    assert part["part_of_event"] == _rows(world, "k1")[0]["event_id"]


def test_totals_of_a_year_and_of_all_time_stand_apart(world: Tables) -> None:
    assert {row["scope"] for row in _rows(world, "e7")} == {"period"}
    assert [row["scope"] for row in _rows(world, "e10")] == ["occasion", "cumulative"]
    assert {row["scope"] for row in _rows(world, "e1")} == {"occasion"}


def test_the_order_of_the_input_changes_nothing() -> None:
    dataset, _ = collect(find_sources([WORLD / "articles.jsonl"]), jobs=1)
    shuffled = Dataset({name: random.Random(7).sample(rows, len(rows)) for name, rows in dataset.rows.items()},
                       dataset.shingles)  # fmt: skip
    resolve(shuffled)
    for name in ("awards", "articles"):
        assert sorted(map(repr, shuffled.rows[name])) == sorted(map(repr, dataset.rows[name]))


BODY = (
    "Anh nhận đấu thầu hai héc ta đầm lầy bỏ hoang, đắp bờ, thả cá, trồng sen và nuôi vịt trên mặt nước. Sau sáu vụ, đầm cho "
    "thu chừng ba trăm triệu đồng mỗi năm, tạo việc làm cho bảy lao động trong xóm và bốn nhà khác mượn giống không lấy lãi."
)


def _text(name: str, text: str, day: str, **more: object) -> Text:
    return Text(name, shingles(text), (day,), **more)  # type: ignore[arg-type]


def test_a_text_in_other_unicode_form_or_tone_placement_is_a_copy() -> None:
    import unicodedata

    other = unicodedata.normalize("NFD", BODY.replace("thủy", "thuỷ")).upper()
    assert same_as([_text("b", other, "2021-01-02"), _text("a", BODY, "2021-01-01")]) == {"b": "a"}


def test_one_mould_with_other_numbers_is_no_copy() -> None:
    first = _text("a", BODY + " Tháng 5.", "2021-05-01", states=frozenset({("bang-khen", 5)}))
    second = _text("b", BODY + " Tháng 6.", "2021-06-01", states=frozenset({("bang-khen", 6)}))
    assert same_as([first, second]) == {}


def test_naming_the_source_makes_a_shortened_text_a_copy() -> None:
    half = BODY.split(". ")[0] + ". " + " ".join(BODY.split(". ")[1].split()[:12])
    first = _text("a", BODY, "2021-05-01", source="baodamsen.vn", site_name="Báo Đầm Sen")
    named = _text("b", half, "2021-05-02", source="tin.vn", origin="Báo Đầm Sen")
    unnamed = _text("c", half, "2021-05-02", source="tin.vn")
    assert same_as([first, named, unnamed]) == {"b": "a"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(alphabet="abc đẹ", max_size=40), st.sampled_from(["2020-01-01", "2020-01-02"])), max_size=8
    )
)
def test_copies_always_point_to_an_earlier_article_that_is_none(texts: list[tuple[str, str]]) -> None:
    given_texts = {f"t{i}": _text(f"t{i}", text, day) for i, (text, day) in enumerate(texts)}
    leaders = same_as(given_texts.values())
    for copy, first in leaders.items():
        assert first not in leaders
        assert (given_texts[first].order, first) < (given_texts[copy].order, copy)
