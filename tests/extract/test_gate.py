"""The gate lets every article through that the sentence reader could find an award in."""

from __future__ import annotations

import re

import pytest

from extract import rates
from extract.analyse import analyse
from extract.dump import read_dump
from extract.fold import fold
from extract.gate import may_state_awards
from extract.lexicon import read


def test_every_wording_of_an_award_passes() -> None:
    surfaces = [s for item in read("awards.toml")["award"] if item["form"] for s in item["surface"]]
    assert len(surfaces) > 300
    assert [s for s in surfaces if not may_state_awards(fold(f"Xã có 3 người được {s} năm 2020."))] == []


def test_every_word_that_a_rate_may_be_about_passes() -> None:
    words = re.sub(r"[()?:]", "", rates._OF_AWARDS.pattern).split("|")
    assert [w for w in words if not may_state_awards(f"số {w} đạt 40%")] == []


@pytest.mark.parametrize(
    "text",
    [
        "126 đảng viên nhận Huy hiệu 50 năm.",
        "Đợt này có 14 đồng chí 50 năm tuổi Đảng.",
        "UBND tỉnh trao Bằng cho ba thôn.",
        "Huyện khen\n2 tập thể.",
        "BẰNG  KHEN của tỉnh cho 2 tập thể",
    ],
)
def test_wordings_that_only_the_code_knows_pass(text: str) -> None:
    assert may_state_awards(fold(text))


def test_ordinary_news_stops_and_keeps_its_campaigns() -> None:
    text = (
        "Xã Bình Lộc làm đường\n\nSáng 5/4, ông Phan Văn Tèo cùng 40 hộ sửa 2 km đường liên thôn. "
        "Đây là việc đầu tiên của phong trào “Đường thông, ngõ sáng”.\n\nĐường dự kiến xong trong tháng."
    )
    assert not may_state_awards(fold(text))
    found = analyse(read_dump(text), "a")
    assert [campaign.name for campaign in found.campaigns] == ["Đường thông, ngõ sáng"]
    assert (found.awards, found.recipients, found.rates) == ([], [], [])
