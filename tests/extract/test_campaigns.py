"""Campaigns: which names are one, how far they reach, and what they are linked to."""

from __future__ import annotations

import pytest

from tests.extract.rows import read


def names(text: str) -> list[tuple[str, str]]:
    return [(campaign.name, campaign.kind) for campaign in read(text).campaigns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã phát động phong trào “Chung sức làm đường bản”.", [("Chung sức làm đường bản", "phong-trao")]),
        ('Xã phát động phong trào thi đua "Sạch từ ngõ".', [("Sạch từ ngõ", "phong-trao")]),
        ("Hội hưởng ứng cuộc vận động “Hũ gạo tình thương”.", [("Hũ gạo tình thương", "cuoc-van-dong")]),
        ("Xã có phong trào “Vườn mẫu” và “Đường hoa”.", [("Vườn mẫu", "phong-trao"), ("Đường hoa", "phong-trao")]),
        (
            "Trạm hưởng ứng phong trào “Thực hiện “Ba tốt” ở trạm y tế”.",
            [("Thực hiện “Ba tốt” ở trạm y tế", "phong-trao")],
        ),
        ("Cả tỉnh thực hiện phong trào xây dựng nông thôn mới.", [("xây dựng nông thôn mới", "phong-trao")]),
        (
            "Tỉnh phát động đợt thi đua với chủ đề “Về đích sớm, giữ chất lượng”.",
            [("Về đích sớm, giữ chất lượng", "chu-de")],
        ),
    ],
)
def test_named_campaigns(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Các phong trào thi đua yêu nước được đẩy mạnh.",
        "Phong trào của ngành có nhiều khởi sắc.",
        "Danh hiệu “Đơn vị tiên tiến” được trao cho 3 trạm.",
        "Cuộc thi “Tiếng hát bản làng” có 2 giải nhất.",
        "Bộ phim “Chung một dòng sông” được chiếu lại.",
        "Ban Thi đua - Khen thưởng tỉnh họp.",
    ],
)
def test_what_is_no_campaign(text: str) -> None:
    assert names(text) == []


def test_a_campaign_named_twice_is_one_row() -> None:
    found = read("Xã phát động phong trào “Đường hoa”. Nhờ phong trào “Đường hoa”, đường sạch hơn.").campaigns
    assert [(campaign.name, campaign.mentions) for campaign in found] == [("Đường hoa", 2)]


def test_a_known_campaign_has_the_same_id_in_every_wording() -> None:
    one = read("Tỉnh hưởng ứng phong trào “Cả nước chung sức xây dựng nông thôn mới”.").campaigns[0]
    two = read('Tỉnh hưởng ứng phong trào thi đua "CẢ NƯỚC CHUNG SỨC XÂY DỰNG NÔNG THÔN MỚI".').campaigns[0]
    assert one.campaign_id == two.campaign_id
    assert (one.level, one.canonical_name) == ("national", "Cả nước chung sức xây dựng nông thôn mới")


def test_a_province_s_variant_is_linked_to_the_national_campaign() -> None:
    national = read("Tỉnh hưởng ứng phong trào “Cả nước chung sức xây dựng nông thôn mới”.").campaigns[0]
    local = read("Tỉnh phát động phong trào “Hà Giang chung sức xây dựng nông thôn mới”.").campaigns[0]
    assert local.campaign_id != national.campaign_id
    assert local.parent_id == national.campaign_id


def test_the_row_knows_the_campaign_of_its_sentence() -> None:
    found = read("UBND xã tặng Giấy khen cho 4 tập thể trong phong trào “Đường hoa”.")
    assert found.awards[0].campaign_id == found.campaigns[0].campaign_id


def test_evidence_holds_lead_word_and_name() -> None:
    campaign = read("Xã phát động phong trào “Đường hoa” từ đầu năm.").campaigns[0]
    assert campaign.evidence == "phong trào “Đường hoa”"
