"""What a count counts: one occasion, a period, or everything up to now."""

from __future__ import annotations

import pytest

from extract.extent import extent
from extract.model import Award

AWARD = "tặng Bằng khen cho 12 tập thể"
CASES = {
    "Tại hội nghị, Chủ tịch UBND tỉnh {}.": ("2020", "occasion"),
    "Trong năm 2020, Chủ tịch UBND tỉnh {}.": ("2020", "period"),
    "Năm 2020, các cấp thi đua sôi nổi. Chủ tịch UBND tỉnh {}.": ("2020", "period"),
    "Trong năm 2020, tỉnh trồng nhiều rừng. Dịp này, Chủ tịch UBND tỉnh {}.": ("2020", "occasion"),
    "Chủ tịch UBND tỉnh {}.": ("", "occasion"),
    "Chủ tịch UBND huyện {} ": ("2020", "period"),
    "Đến nay, UBND tỉnh đã {}.": ("", "cumulative"),
    "Từ đầu năm đến nay, UBND tỉnh đã {}.": ("2020", "period"),
    "Từ khi thành lập, đơn vị được {}.": ("", "cumulative"),
    "Đến nay, chi hội vẫn họp thưa. UBND phường {}.": ("", "occasion"),
    "6 tháng đầu năm 2020, UBND tỉnh {}.": ("2020-H1", "period"),
    "Ngày 12/3, UBND tỉnh {}.": ("2020", "occasion"),
}


@pytest.mark.parametrize("frame", CASES)
def test_the_nearest_frame_counts(frame: str) -> None:
    period, expected = CASES[frame]
    text = frame.format(AWARD)
    start = text.index(AWARD)
    assert (
        extent(text, Award("a", "bang-khen", period=period, char_start=start, char_end=start + len(AWARD))) == expected
    )


def test_a_named_recipient_is_of_an_occasion() -> None:
    award = Award("a", "bang-khen", recipient_name="Vàng Thị Sông", period="2020", char_end=10)
    assert extent("Trong năm 2020, tỉnh tặng Bằng khen cho bà Vàng Thị Sông.", award) == "occasion"
