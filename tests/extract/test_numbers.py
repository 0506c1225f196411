"""Counts as news writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbers import digits
from tests.extract.rows import read


def unread(reason: str) -> pytest.MarkDecorator:
    """What is not read yet."""
    return pytest.mark.xfail(strict=True, reason=reason)


def count(wording: str) -> tuple[int | None, str] | None:
    """Value and approximation of a count of collectives, read in a sentence."""
    found = read(f"Chủ tịch UBND tỉnh tặng Bằng khen cho {wording} tập thể.").awards
    return (found[0].count, found[0].approx) if found else None


@given(st.integers(1, 9_999_999))
def test_a_number_is_read_with_and_without_thousands_marks(value: int) -> None:
    assert digits(str(value)) == value
    assert digits(f"{value:,}".replace(",", ".")) == value


@pytest.mark.parametrize("text", ["38,2", "19.5", "1.19", "0.500", "1.195.4", "12345678", ""])
def test_no_count(text: str) -> None:
    assert digits(text) is None


@pytest.mark.parametrize(
    ("wording", "value", "approx"),
    [
        ("4", 4, "exact"),
        ("02", 2, "exact"),
        ("1463", 1463, "exact"),
        ("1.195", 1195, "exact"),
        ("2 150", 2150, "exact"),
        ("bảy", 7, "exact"),
        ("mười hai", 12, "exact"),
        ("hai mươi lăm", 25, "exact"),
        ("năm", 5, "exact"),
        ("hơn 700", 700, "over"),
        ("trên 2.300", 2300, "over"),
        ("gần 700", 700, "nearly"),
        ("khoảng 40", 40, "about"),
        ("hàng trăm", None, "order"),
        ("nhiều", None, "indefinite"),
        ("hơn 2 nghìn", 2000, "over"),
        ("ba mươi mốt", 31, "exact"),
        ("gần một trăm", 100, "nearly"),
        pytest.param("2,3 nghìn", 2300, "exact", marks=unread("decimals before nghìn are not read")),
        ("31/38", 31, "exact"),
    ],
)
def test_the_count_of_a_sentence(wording: str, value: int | None, approx: str) -> None:
    assert count(wording) == (value, approx)


def test_bounds_follow_from_the_wording() -> None:
    for wording, bounds in {
        "4": (4, 4),
        "hơn 700": (701, None),
        "gần 700": (None, 699),
        "khoảng 40": (None, None),
    }.items():
        row = read(f"UBND tỉnh tặng Bằng khen cho {wording} cá nhân.").awards[0]
        assert (row.count_min, row.count_max) == bounds
