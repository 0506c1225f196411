"""Periods: stated, carried over, relative; empty rather than guessed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.analyse import analyse
from extract.dump import read_dump
from extract.fold import fold
from extract.periods import bounds, find
from tests.extract.rows import read


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("năm 2020", ["2020"]),
        ("giai đoạn 2016-2020", ["2016/2020"]),
        ("từ năm 2016 đến năm 2020", ["2016/2020"]),
        ("giai đoạn 2016 – 2020", ["2016/2020"]),
        ("nhiệm kỳ 2015 - 2020", ["2015/2020"]),
        ("năm học 2022-2023", ["2022/2023"]),
        ("6 tháng đầu năm 2022", ["2022-H1"]),
        ("6 tháng cuối năm 2022", ["2022-H2"]),
        ("quý III năm 2024", ["2024-Q3"]),
        ("quý I/2024", ["2024-Q1"]),
        ("tháng 5/2020", ["2020-05"]),
        ("ngày 5/3/2021", []),
        ("sinh năm 1952", []),
        ("Quyết định số 218/2013/QĐ-UBND", []),
        ("năm 2019, 42 đơn vị", ["2019"]),
        ("1995 tập thể", []),
    ],
)
def test_stated_periods(text: str, values: list[str]) -> None:
    assert [period.value for period in find(fold(text))] == values


@given(
    st.integers(1950, 2049), st.sampled_from(["{}", "{}-H1", "{}-H2", "{}-Q1", "{}-Q4", "{}-02", "{}-11", "{}/2049"])
)
def test_bounds_are_days_in_order(year: int, form: str) -> None:
    first, last = map(datetime.date.fromisoformat, bounds(form.format(year)))
    assert first <= last
    assert first.day == 1
    assert (last + datetime.timedelta(days=1)).day == 1


def period(text: str, published_at: str = "") -> list[str]:
    article = read_dump(f"Tin thi đua\n\n{text}\n".encode(), published_at=published_at)
    return [row.period for row in analyse(article, "a" * 16).awards]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Năm 2020, UBND tỉnh tặng Bằng khen cho 4 tập thể.", ["2020"]),
        ("UBND tỉnh tặng Bằng khen cho 4 tập thể có thành tích trong giai đoạn 2016-2020.", ["2016/2020"]),
        ("Giai đoạn 2016-2020, UBND tỉnh tặng Cờ cho 4 tập thể; Bằng khen cho 9 tập thể.", ["2016/2020"] * 2),
        ("Tỉnh tổng kết giai đoạn 2016-2020. Trong 5 năm qua, UBND tỉnh tặng Bằng khen cho 9 tập thể.", ["2016/2020"]),
        ("Tổng kết năm 2019. Trong năm, UBND tỉnh tặng Bằng khen cho 9 tập thể.", ["2019"]),
        ("Sáng 12/1/2021, UBND tỉnh tặng Bằng khen cho 4 tập thể.", [""]),
        ("Trong những năm qua, UBND tỉnh tặng Bằng khen cho 4 tập thể.", [""]),
        ("UBND tỉnh tặng Bằng khen năm học 2018-2019 cho 4 tập thể.", ["2018/2019"]),
        ("Năm 2004 và 2011, ông Lò Văn Pánh được Chủ tịch UBND tỉnh tặng Bằng khen.", ["2004", "2011"]),
        (
            "Đại hội nhiệm kỳ 2020-2025 tổng kết giai đoạn 2015-2020: UBND tỉnh tặng 60 tập thể Cờ thi đua.",
            ["2015/2020"],
        ),
    ],
)
def test_the_period_of_a_row(text: str, values: list[str]) -> None:
    assert period(text) == values


def test_half_years_take_their_year_from_the_day_of_publication() -> None:
    text = "6 tháng đầu năm, UBND tỉnh tặng Bằng khen cho 4 tập thể."
    assert period(text, "2022-07-05") == ["2022-H1"]
    assert period(text) == [""]


def test_rows_have_the_days_of_their_period() -> None:
    row = read("Quý III năm 2024, UBND tỉnh tặng Bằng khen cho 4 tập thể.").awards[0]
    assert (row.period, row.period_start, row.period_end) == ("2024-Q3", "2024-07-01", "2024-09-30")
