"""Givers, levels and periods that a text tells in a roundabout way."""

from __future__ import annotations

import pytest

from extract.authorities import Scene, level_of
from tests.extract.rows import rows


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Công an Hà Tĩnh", "department"),
        ("Cục Hải quan Quảng Ninh", "department"),
        ("Kho bạc Nhà nước Nghệ An", "department"),
        ("UBND Đà Nẵng", "province"),
        ("Chủ tịch Hồ Chí Minh", ""),
        ("Bộ Chỉ huy", "department"),
        ("Chánh án Tòa án nhân dân tỉnh", "department"),
        ("Viện trưởng VKSND tỉnh", "department"),
        ("Viện trưởng VKSND tối cao", "ministry"),
        ("Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh", "department"),
        ("Ban Nội chính Tỉnh ủy", "department"),
        ("Liên hiệp các Hội Văn học nghệ thuật tỉnh", "department"),
        ("Giám đốc Bệnh viện Đa khoa tỉnh", "other"),
        ("Đại học Huế", "other"),
        ("Binh đoàn 15", "ministry"),
        ("Tổng Giám đốc Ngân hàng Chính sách xã hội", "ministry"),
        ("Công đoàn Tổng Công ty", "enterprise"),
    ],
)
def test_the_level_of_a_body_by_its_head_and_place(text: str, level: str) -> None:
    assert level_of(text, Scene()) == level


def test_a_short_form_has_the_level_of_the_body_named_before() -> None:
    assert rows(
        "Ngày 9/1, Cục Thuế tỉnh họp tổng kết. Tổng cục tặng Giấy khen cho 3 cá nhân; "
        "Cục trưởng Cục Thuế tặng Giấy khen cho 22 tập thể."
    ) == ["giay-khen <ministry> 3 individual", "giay-khen <department> 22 collective"]
    assert rows(
        "Hội Nông dân tỉnh họp tổng kết. Tại hội nghị, Hội đã trao Bằng khen cho 15 tập thể."
    ) == ["bang-khen <department> 15 collective"]


def test_a_bank_that_rewards_keeps_its_name() -> None:
    assert rows("Có 3 tập thể được Tổng Giám đốc Ngân hàng Chính sách xã hội tặng Giấy khen.") == [
        "giay-khen <ministry> 3 collective"
    ]


def test_the_year_in_which_a_body_changed_its_name_is_no_period() -> None:
    assert rows(
        "Thành lập năm 1976, năm 2004 xí nghiệp chuyển thành công ty cổ phần.\n\n"
        "Hiện nay có 3 tập thể được tặng Huân chương Lao động hạng Ba."
    ) == ["huan-chuong-lao-dong ba <state> 3 collective"]


def test_the_result_of_a_year_is_told_of_that_year() -> None:
    assert rows(
        "I. Kết quả thực hiện nhiệm vụ năm học 2017 - 2018\n\nCó 18 giáo viên được công nhận Chiến sĩ thi đua cơ sở."
    ) == ["chien-si-thi-dua-co-so 18 individual 2017/2018"]


def test_a_year_has_ended_when_a_later_sentence_tells_of_another() -> None:
    assert rows(
        "Năm học 2019 - 2020, trường có 15 nhóm lớp.\n\n"
        "Năm học 2018 - 2019, trường được UBND tỉnh tặng Cờ thi đua. "
        "Có 6 giáo viên được công nhận Chiến sĩ thi đua cơ sở.",
        "Trường Mầm non Hoa Sen đón danh hiệu mới",
    )[1:] == ["chien-si-thi-dua-co-so 6 individual"]


def test_the_term_that_a_text_without_a_date_tells_of() -> None:
    assert rows(
        "Nhiệm kỳ 2017 - 2022, Đoàn có 9 công trình thanh niên. Năm 2021, Đoàn trồng 2.000 cây xanh.\n\n"
        "Trong nhiệm kỳ, có 45 đoàn viên được Tỉnh đoàn tặng Giấy khen."
    ) == ["giay-khen <department> 45 individual 2017/2022"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chủ tịch UBND các huyện tặng Giấy khen cho 41 cá nhân.", ["giay-khen <district> 41 individual"]),
        ("Các sở, ngành đã tặng Giấy khen cho 9 tập thể.", ["giay-khen <department> 9 collective"]),
        ("Có 45 tập thể được các xã, phường khen thưởng.", ["khen-thuong <commune> 45 collective"]),
        (
            "UBND tỉnh tặng Cờ thi đua cho 4 đơn vị, các huyện tặng Giấy khen cho 9 tập thể.",
            ["co-thi-dua <province> 4 collective", "giay-khen <district> 9 collective"],
        ),
        ("UBND tỉnh tặng Bằng khen cho các xã, phường.", []),
        ("Có 48 đoàn viên được các cấp bộ Đoàn khen thưởng.", ["khen-thuong 48 individual"]),
        ("Có 49 tập thể được các cấp trong tỉnh tặng Bằng khen.", ["bang-khen 49 collective"]),
        ("Có 6 tập thể được các bộ, ngành, đoàn thể Trung ương tặng Bằng khen.", ["bang-khen <ministry> 6 collective"]),
    ],
)
def test_givers_in_the_plural(text: str, expected: list[str]) -> None:
    assert rows(text)[: len(expected) or None] == expected or (not expected and "<commune>" not in str(rows(text)))


def test_a_name_ends_before_the_period() -> None:
    assert rows(
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 6 tập thể có thành tích trong tổ chức "
        "Ngày hội Đại đoàn kết toàn dân tộc giai đoạn 2003 - 2023."
    ) == ["bang-khen <province> 6 collective 2003/2023"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- Tổng Liên đoàn Lao động Việt Nam: 1 Cờ thi đua; Bằng khen cho 9 tập thể",
            ["co-thi-dua <ministry> 1 objects", "bang-khen <ministry> 9 collective"],
        ),
        (
            "Kết quả: Thủ tướng Chính phủ: Bằng khen cho 2 tập thể; Giám đốc Sở: Giấy khen cho 31 tập thể.",
            ["bang-khen <government> 2 collective", "giay-khen <department> 31 collective"],
        ),
        ("- Ban Thường vụ Huyện ủy: Giấy khen cho 8 chi bộ", ["giay-khen <district> 8 collective"]),
    ],
)
def test_who_gives_stands_before_a_colon(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_a_title_by_its_rank_is_not_given_by_the_giver_of_a_later_award() -> None:
    assert rows("Có 45 giáo viên là Chiến sĩ thi đua cấp tỉnh, 3 giáo viên được tặng Bằng khen của Bộ trưởng.") == [
        "chien-si-thi-dua-cap-tinh <province> 45 individual",
        "bang-khen <ministry> 3 individual",
    ]
    assert rows("Trong đó có 16 Tập thể lao động xuất sắc, 9 tập thể nhận Giấy khen của Chủ tịch UBND huyện.")[0] == (
        "tap-the-lao-dong-xuat-sac 16 collective"
    )


def test_no_bang_khen_is_of_the_state() -> None:
    assert rows("Ông Trần Gia Bách nhận Bằng khen cấp Trung ương.") == ["bang-khen <ministry> [Trần Gia Bách]"]


def test_the_title_dates_what_it_counts() -> None:
    assert rows(
        "Tối 24/3, Tỉnh đoàn tổ chức lễ kỷ niệm.\n\nTỉnh đoàn đã tuyên dương 45 cán bộ Đoàn tiêu biểu. "
        "Nhân dịp này, 5 tập thể được Trung ương Đoàn tặng Bằng khen.",
        "Tuyên dương 45 cán bộ Đoàn tiêu biểu năm 2018",
    ) == ["bieu-duong <department> 45 individual 2018", "bang-khen <ministry> 5 collective"]


def test_a_year_told_twice_in_its_paragraph_runs_on() -> None:
    assert rows(
        "Hội vừa tổng kết công tác năm 2017. Trong năm, Hội xây 41 căn nhà.\n\n"
        "Kết quả, 5 xã được UBND tỉnh tặng Bằng khen."
    ) == ["bang-khen <province> 5 collective 2017"]


def test_a_term_later_than_all_years_told_is_past_unless_planned() -> None:
    text = "Nhân dân tỉnh được tặng Huân chương Độc lập năm 2007.\n\n"
    told = "Riêng giai đoạn 2015 - 2020, đã có 95 tập thể được tặng Cờ thi đua của Chính phủ."
    assert rows(text + told)[-1] == "co-thi-dua <government> 95 collective 2015/2020"


def test_a_persons_own_year_ends_the_running_one() -> None:
    assert rows(
        "Giai đoạn 2018 - 2022, có 12 người được Thủ tướng Chính phủ tặng Bằng khen.\n\n"
        "Già làng A Bết được UBND tỉnh tặng Bằng khen năm 2019. Ông còn được Chủ tịch UBND huyện tặng Giấy khen."
    )[1:] == ["bang-khen <province> [A Bết] 2019", "giay-khen <district> [A Bết]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế họp tổng kết. Ban Giám đốc tặng Giấy khen cho 9 cá nhân.", "giay-khen <department> 9 individual"),
        ("Huyện đoàn Bình Sa họp. Ban Thường vụ khen thưởng 9 đoàn viên.", "khen-thuong <district> 9 individual"),
        (
            "Tập đoàn Bưu chính Viễn thông Việt Nam họp. Tập đoàn tặng Bằng khen cho 9 cá nhân.",
            "bang-khen <ministry> 9 individual",
        ),
        ("Công ty Cổ phần Xây dựng họp. Ban Giám đốc tặng Giấy khen cho 9 người.", "giay-khen <enterprise> 9 individual"),
    ],
)
def test_an_organ_of_the_body_named_before(text: str, expected: str) -> None:
    assert rows(text) == [expected]


def test_the_host_of_a_meeting_commends() -> None:
    assert rows("Ngày 20/4, UBND huyện Bến Sa tổ chức hội nghị tổng kết, khen thưởng 329 tập thể và cá nhân.") == [
        "khen-thuong <district> 329 mixed"
    ]


def test_what_units_have_reached_over_years_is_the_period_of_the_award() -> None:
    assert rows(
        "Năm 2017, Ban Thường vụ Tỉnh ủy làm việc hiệu quả. Ban Thường vụ Tỉnh ủy tặng Bằng khen cho 10 chi bộ, "
        "17 đảng viên đạt trong sạch, vững mạnh tiêu biểu 5 năm liền giai đoạn 2012 - 2016."
    ) == ["bang-khen <province> 10 collective 2012/2016", "bang-khen <province> 17 individual 2012/2016"]


def test_since_a_school_year_is_no_period() -> None:
    text = "Tổ Văn liên tục đạt danh hiệu Tập thể lao động xuất sắc (từ năm học 2009 - 2010 đến nay)."
    assert rows(text) == ["tap-the-lao-dong-xuat-sac [Tổ Văn]"]


def test_an_article_about_the_results_of_a_school_year() -> None:
    assert rows(
        "Các danh hiệu được ghi nhận:\n\n- Sở Giáo dục và Đào tạo tặng Giấy khen 6 tập thể.\n\n"
        "Cơ quan Phòng Giáo dục được UBND tỉnh tặng Bằng khen.",
        "Kết quả công tác thi đua năm học 2008-2009",
    ) == [
        "giay-khen <department> 6 collective 2008/2009",
        "bang-khen <province> [Cơ quan Phòng Giáo dục] 2008/2009",
    ]


def test_a_length_of_years_that_nothing_dates_ends_the_year_before_it() -> None:
    assert rows("Cô Mai Thị Thuần năm 2012 được Thủ tướng Chính phủ tặng Bằng khen, 5 năm liền là Chiến sĩ thi đua cơ sở.") == [
        "bang-khen <government> [Mai Thị Thuần] 2012",
        "chien-si-thi-dua-co-so [Mai Thị Thuần]",
    ]
    assert rows(
        "Năm học 2018-2019, trường nhận Cờ thi đua của Chính phủ; hai năm sau, UBND tỉnh tặng Cờ thi đua.",
        "Trường THPT Tân Lộc tròn 60 tuổi",
    ) == [
        "co-thi-dua <government> [Trường THPT Tân Lộc] 2018/2019",
        "co-thi-dua <province> [Trường THPT Tân Lộc]",
    ]


def test_a_union_of_a_ministry() -> None:
    assert level_of("Đoàn Thanh niên Bộ Công an", Scene()) == "ministry"
    assert level_of("Công đoàn Bộ Y tế", Scene()) == "ministry"
    assert level_of("Đoàn Thanh niên Bộ Chỉ huy Quân sự tỉnh", Scene()) == "department"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Trần Gia Bách, Bí thư Huyện ủy trao Giấy khen cho 9 người.", "giay-khen <district> 9 individual"),
        ("Bí thư Trung ương Đoàn Lê Văn Ba trao Bằng khen cho 9 đoàn viên.", "bang-khen <ministry> 9 individual"),
        ("Ông Lê Văn Ba, Phó Chủ tịch UBND huyện tặng Giấy khen cho 9 người.", "giay-khen <district> 9 individual"),
        ("Ông Lê Văn Ba, Phó Chủ tịch UBND huyện được tặng Giấy khen.", "giay-khen [Lê Văn Ba]"),
        ("Tòa Giám mục tặng Bằng khen cho 9 giáo dân.", "bang-khen <other> 9 individual"),
    ],
)
def test_the_level_of_an_office_holder_who_gives(text: str, expected: str) -> None:
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Chủ tịch Trung ương Hội", "ministry"),
        ("Trưởng ban Tổ chức Tỉnh ủy", "department"),
        ("Chủ tịch Hội đồng quản trị Công ty May", "enterprise"),
        ("Chủ tịch công ty", "enterprise"),
        ("Chủ tịch huyện", "district"),
    ],
)
def test_the_level_of_who_heads_a_body(text: str, level: str) -> None:
    assert level_of(text, Scene()) == level


def test_the_year_of_a_heading_in_capitals() -> None:
    assert rows(
        "I. KHEN THƯỞNG CẤP TỈNH NĂM 2022\n\n1. Cờ thi đua của UBND tỉnh: 4 tập thể\n\n2. Tập thể lao động xuất sắc: 31"
    ) == ["co-thi-dua <province> 4 collective 2022", "tap-the-lao-dong-xuat-sac <province> 31 collective 2022"]


def test_a_line_of_a_history_that_opens_with_its_year() -> None:
    assert rows(
        "* Từ 2014 - 2018: Cờ thi đua của UBND tỉnh\n\n* 2019: Bằng khen của Thủ tướng Chính phủ",
        "Bảng vàng truyền thống Công ty Thủy lợi Hà Lam",
    ) == [
        "co-thi-dua <province> [Công ty Thủy lợi Hà Lam] 2014/2018",
        "bang-khen <government> [Công ty Thủy lợi Hà Lam] 2019",
    ]


def test_whom_givers_in_the_plural_commend() -> None:
    assert rows("Hơn 300 lượt cá nhân được giám đốc các sở tặng Giấy khen.") == [
        "giay-khen <department> >300 individual times"
    ]


def test_a_range_of_months_lies_in_its_year() -> None:
    text = "Chủ tịch UBND tỉnh tặng Bằng khen cho 35 tập thể có thành tích {}."
    assert rows(text.format("từ tháng 5 đến tháng 10/2021")) == ["bang-khen <province> 35 collective 2021"]
    assert rows(text.format("từ tháng 1 đến tháng 6 năm 2021")) == ["bang-khen <province> 35 collective 2021-H1"]


def test_ten_years_of_a_programme_that_is_nearly_over() -> None:
    assert rows(
        "Ngày 12/11/2019, UBND tỉnh tổng kết 10 năm xây dựng nông thôn mới giai đoạn 2010 - 2020.\n\n"
        "Trong 10 năm, đã có 21 tập thể được Thủ tướng Chính phủ tặng Bằng khen."
    ) == ["bang-khen <government> 21 collective 2010/2020"]


def test_the_years_of_a_post_are_no_period() -> None:
    assert rows(
        "Đồng chí Lê Văn Ba từng giữ chức Phó Giám đốc Sở giai đoạn 2010 - 2018, được tặng Huân chương Lao động "
        "hạng Ba năm 2015 và nhiều Bằng khen của UBND tỉnh."
    ) == ["huan-chuong-lao-dong ba <state> [Lê Văn Ba] 2015", "bang-khen <province> [Lê Văn Ba]"]


def test_hue_is_of_province_level_by_the_date_that_the_text_tells() -> None:
    text = "Ngày 30/6/{}, phường Tân An họp. Chủ tịch UBND thành phố Huế tặng Bằng khen cho 2 tập thể."
    assert rows(text.format(2026)) == ["bang-khen <province> 2 collective"]
    assert rows(text.format(2019)) == ["bang-khen <district> 2 collective"]


def test_a_flag_of_a_sector() -> None:
    assert rows("Năm 2018, 1 tập thể được tặng Cờ thi đua ngành Ngân hàng.") == ["co-thi-dua 1 collective 2018"]


def test_the_year_of_a_resolution_is_no_period() -> None:
    assert rows(
        "Theo Nghị quyết số 12 năm 2021 của HĐND tỉnh, mỗi nghệ nhân được hỗ trợ. 3 làng được UBND tỉnh tặng Cờ thi đua."
    ) == ["co-thi-dua <province> 3 collective"]


def test_what_there_is_by_now_is_of_no_year() -> None:
    assert rows(
        "Năm 2019, ngành có 4 tập thể được UBND tỉnh tặng Bằng khen. Đến nay, 25 nghệ sĩ được phong tặng danh hiệu "
        "Nghệ sĩ Ưu tú."
    ) == ["bang-khen <province> 4 collective 2019", "nghe-si-uu-tu <state> 25 individual"]


def test_federations_and_boards_of_associations() -> None:
    assert level_of("Liên đoàn Luật sư Việt Nam", Scene()) == "ministry"
    assert level_of("Ban Chủ nhiệm Đoàn Luật sư tỉnh", Scene()) == "department"
    assert rows("Liên đoàn Luật sư Việt Nam tặng Bằng khen cho 3 luật sư.") == ["bang-khen <ministry> 3 individual"]


def test_years_that_follow_one_another_are_one_period_of_a_count() -> None:
    assert rows("Năm 2020 và 2021 có 5 cá nhân được Bộ Tài chính tặng Bằng khen.") == [
        "bang-khen <ministry> 5 individual 2020/2021"
    ]
    assert rows("Năm 2015 và 2021 có 5 cá nhân được Bộ Tài chính tặng Bằng khen.") == ["bang-khen <ministry> 5 individual"]


def test_the_host_who_hands_over() -> None:
    assert rows("Ban Dân vận Tỉnh ủy tổ chức gặp mặt truyền thống, trao Kỷ niệm chương cho 25 đồng chí.") == [
        "ky-niem-chuong <department> 25 individual"
    ]


def test_a_flag_of_the_sector_is_not_of_the_next_giver() -> None:
    assert rows("Sở Y tế họp. 12 đơn vị nhận Cờ thi đua của ngành, 5 đơn vị nhận Cờ thi đua của tỉnh.") == [
        "co-thi-dua <department> 12 collective",
        "co-thi-dua <province> 5 collective",
    ]


def test_who_gives_the_lower_form_has_not_given_the_higher_one() -> None:
    assert rows("Có 3 tập thể được tặng Cờ thi đua, 12 tập thể được tặng Giấy khen của Giám đốc Sở.") == [
        "co-thi-dua 3 collective",
        "giay-khen <department> 12 collective",
    ]


def test_two_who_commend_together() -> None:
    assert rows("Liên đoàn Lao động tỉnh và Sở Giáo dục và Đào tạo cùng khen thưởng 20 giáo viên.") == [
        "khen-thuong <department> 20 individual"
    ]


def test_a_congress_commends_for_who_holds_it() -> None:
    assert rows(
        "Sáng 10/6/2020, huyện Tân Lộc tổ chức Đại hội thi đua yêu nước lần thứ V.\n\n"
        "Đại hội đã biểu dương 45 tập thể điển hình tiên tiến."
    ) == ["bieu-duong <district> 45 collective"]


def test_a_list_given_for_the_merit_of_a_year() -> None:
    announced = (
        "Tại hội nghị, lãnh đạo Sở công bố quyết định khen thưởng các tập thể, cá nhân có thành tích xuất sắc năm 2021:\n\n"
        "Bằng khen của Chủ tịch UBND tỉnh:\nPhòng Nội vụ huyện Tân Hòa\nÔng Lê Văn Bình, Trưởng phòng Tổ chức\n\n"
        "Giấy khen của Giám đốc Sở Nội vụ:\nBà Trần Thị Hoa, chuyên viên\nBà Vũ Thị Kim, chuyên viên\n"
        "Ông Ngô Văn Đức, chuyên viên\n\n"
    )
    listed = [
        "bang-khen <province> [Phòng Nội vụ huyện Tân Hòa] 2021",
        "bang-khen <province> [Lê Văn Bình] 2021",
        "giay-khen <department> [Trần Thị Hoa] 2021",
        "giay-khen <department> [Vũ Thị Kim] 2021",
        "giay-khen <department> [Ngô Văn Đức] 2021",
    ]
    more = "Ngoài ra, 42 công chức đạt danh hiệu Lao động tiên tiến."
    assert rows(announced + more) == [*listed, "lao-dong-tien-tien 42 individual 2021"]
    other = "Chiều cùng ngày, Sở họp. Có 42 công chức đạt danh hiệu Lao động tiên tiến."
    assert rows(announced + other) == [*listed, "lao-dong-tien-tien 42 individual"]


def test_what_is_handed_over_in_anothers_name_is_of_no_running_year() -> None:
    assert rows(
        "Năm qua, đơn vị bắt 71 vụ trong tổng số vụ của năm 2023.\n\n"
        "Thừa ủy quyền của Chủ tịch nước, lãnh đạo Bộ Chỉ huy trao Huân chương Bảo vệ Tổ quốc hạng Ba cho 9 quân nhân."
    ) == ["huan-chuong-bao-ve-to-quoc ba <state> 9 individual"]


def test_the_five_years_before_a_congress_are_those_of_the_term() -> None:
    assert rows(
        "Giai đoạn 2015-2020, phong trào có nhiều kết quả. 5 năm qua, Chủ tịch nước tặng Huân chương Lao động cho 12 tập thể. "
        "Riêng năm 2019, tỉnh tặng Bằng khen cho 64 cá nhân."
    ) == ["huan-chuong-lao-dong <state> 12 collective 2015/2020", "bang-khen <province> 64 individual 2019"]
    assert rows(
        "Nhiệm kỳ 2020 - 2025, Hội đặt mục tiêu kết nạp 300 hội viên. 5 năm qua, Hội có 12 tập thể được UBND tỉnh tặng Bằng "
        "khen. Năm 2019, Hội có 4 cá nhân được UBND tỉnh tặng Bằng khen."
    ) == ["bang-khen <province> 12 collective", "bang-khen <province> 4 individual 2019"]


def test_a_period_told_in_two_ways() -> None:
    assert rows(
        "Chủ tịch nước tặng Huân chương Lao động hạng Ba cho 5 tập thể, tính thành tích 5 năm, từ 2013 đến 2017."
    ) == ["huan-chuong-lao-dong ba <state> 5 collective 2013/2017"]


@pytest.mark.parametrize("grades", ["(hạng Nhất 5, hạng Nhì 12, hạng Ba 28)", ", hạng Nhất 5, hạng Nhì 12, hạng Ba 28"])
def test_the_grades_of_a_count_are_its_parts(grades: str) -> None:
    assert rows(f"Tỉnh có 45 Huân chương Lao động{grades}.".replace(" ,", ",")) == [
        "huan-chuong-lao-dong <state> 45 objects",
        "huan-chuong-lao-dong nhất <state> 5 objects part",
        "huan-chuong-lao-dong nhì <state> 12 objects part",
        "huan-chuong-lao-dong ba <state> 28 objects part",
    ]
    assert rows("Chủ tịch nước tặng 3 Huân chương Lao động hạng Nhất, 12 Huân chương Lao động hạng Nhì.") == [
        "huan-chuong-lao-dong nhất <state> 3 objects",
        "huan-chuong-lao-dong nhì <state> 12 objects",
    ]


def test_grades_by_themselves_open_up_the_total_without_one() -> None:
    assert rows(
        "Chủ tịch nước tặng Huân chương Lao động cho 6 cán bộ. Hạng Nhất: ông Lê Văn Bình. Hạng Ba: 3 cá nhân."
    ) == [
        "huan-chuong-lao-dong <state> 6 individual",
        "huan-chuong-lao-dong nhất <state> [Lê Văn Bình] part",
        "huan-chuong-lao-dong ba <state> 3 individual part",
    ]
    assert rows(
        "Chủ tịch nước tặng Huân chương Lao động cho 6 cán bộ. Huân chương Lao động hạng Nhì trao cho ông Lê Văn Bình."
    ) == ["huan-chuong-lao-dong <state> 6 individual", "huan-chuong-lao-dong nhì <state> [Lê Văn Bình]"]


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Thượng tá Lê Văn Bình, Trưởng Công an huyện Tân Hòa, tặng Giấy khen cho 4 tập thể.", "giay-khen <district> 4 collective"),
        ("Ông Lê Văn Bình, Chủ tịch UBND tỉnh, vừa ký quyết định tặng Bằng khen cho 4 tập thể.", "bang-khen <province> 4 collective"),
        ("Ông Lê Văn Bình, Giám đốc Sở Y tế, cho hay đã quyết định khen đột xuất 2 tập thể.", "khen-thuong <department> 2 collective"),
        ("Ông Lê Văn Bình, Giám đốc Sở Y tế, cho biết Chủ tịch UBND tỉnh đã ký quyết định khen thưởng 2 tập thể.", "khen-thuong <province> 2 collective"),
        ("Ông Lê Văn Bình, Phó Chủ tịch UBND tỉnh, ký quyết định khen thưởng 3 cá nhân.", "khen-thuong <province> 3 individual"),
        ("Theo ông Lê Văn Bình, Giám đốc Công an tỉnh, có 3 cá nhân được khen thưởng đột xuất.", "khen-thuong 3 individual"),
        ("Thứ trưởng Bộ Y tế Lê Văn Bình trao Kỷ niệm chương cho 12 cán bộ.", "ky-niem-chuong <ministry> 12 individual"),
        ("Chủ tịch UBND tỉnh về xã Tân Lập tặng Bằng khen cho 3 hộ.", "bang-khen <province> 3 household"),
        ("Hội Nông dân tỉnh đến huyện Tân Hòa trao Bằng khen cho 3 hội viên.", "bang-khen <department> 3 individual"),
        ("Tại xã Tân Lập, UBND huyện trao Giấy khen cho 3 hộ.", "giay-khen <district> 3 household"),
        ("BTL Bộ đội Biên phòng khen 3 tập thể.", "khen-thuong <ministry> 3 collective"),
        ("EVNNPT tặng Giấy khen cho 20 cá nhân.", "giay-khen <enterprise> 20 individual"),
        ("Các bộ, ngành trung ương tặng 96 cờ.", "co-thi-dua <ministry> 96 objects"),
        ("Về phía UBND tỉnh, bằng khen được tặng bà con; ngoài ra tặng bằng khen 4 cá nhân.", "bang-khen <province> 4 individual"),
        ("Về phía Liên đoàn Lao động tỉnh, có 12 công đoàn được tặng Cờ thi đua.", "co-thi-dua 12 collective"),
    ],
)
def test_who_gives(sentence: str, row: str) -> None:
    assert rows(sentence) == [row]


def test_who_signed_gives_in_the_next_sentence_too() -> None:
    assert rows(
        "Thượng tá Lưu Bá Khoa, Trưởng Công an TP Sông Cầm, ký quyết định khen 4 tập thể. Cụ thể, ông Khoa tặng Giấy khen cho "
        "2 tập thể."
    ) == ["khen-thuong <district> 4 collective", "giay-khen <district> 2 collective part"]


def test_givers_behind_of_and_a_colon() -> None:
    assert rows("Khối công đoàn: của Tổng LĐLĐ: 02 cờ, 17 bằng khen; của LĐLĐ huyện: 511 giấy khen cho cá nhân.")[-1:] == [
        "giay-khen <district> 511 individual objects"
    ]
    assert rows("Thành tích của Sở Y tế: 2 Cờ thi đua.") == ["co-thi-dua 2 objects"]


def test_who_commended_them_gives_what_they_get() -> None:
    assert rows(
        "Giám đốc Công an tỉnh khen thưởng đột xuất 3 tập thể. Ba tập thể nhận Giấy khen là Phòng Tham mưu, Phòng Hậu cần, Đội CSGT."
    ) == [
        "giay-khen <department> 3 collective",
        "giay-khen <department> [Phòng Tham mưu] part",
        "giay-khen <department> [Phòng Hậu cần] part",
        "giay-khen <department> [Đội CSGT] part",
    ]
    assert rows("Giám đốc Công an tỉnh khen thưởng 4 cá nhân. Trước đó, trường có 5 cá nhân được nhận Bằng khen.") == [
        "khen-thuong <department> 4 individual",
        "bang-khen 5 individual",
    ]


def test_what_the_proposed_one_has_already() -> None:
    assert rows(
        "Trình Thủ tướng Chính phủ tặng Bằng khen:\n\n- Bà Hoàng Thị Mai, Hiệu trưởng Trường Tiểu học A (đã có Bằng khen của UBND tỉnh năm 2015);\n"
        "- Ông Đàm Quang Hải, Giám đốc Bệnh viện B"
    )[:2] == ["bang-khen <government> [Hoàng Thị Mai] proposed", "bang-khen <province> [Hoàng Thị Mai] 2015"]
    assert rows("UBND huyện hủy bỏ khen thưởng đối với bà Hoàng Thị Mai (đã tặng Giấy khen).") == [
        "giay-khen <district> [Hoàng Thị Mai] revoked"
    ]


def test_two_counts_of_a_sentence_are_two_facts_whatever_a_caption_says_again() -> None:
    assert rows(
        "Trao Huân chương Lao động cho 5 cán bộ\n\nChủ tịch nước tặng Huân chương Lao động hạng Nhì, hạng Ba cho 5 cán bộ; "
        "14 Huân chương Lao động hạng Nhì (9 tập thể, 5 cá nhân)."
    ) == [
        "huan-chuong-lao-dong <state> 5 individual",
        "huan-chuong-lao-dong nhì <state> 14 mixed objects",
        "huan-chuong-lao-dong nhì <state> 9 collective part",
        "huan-chuong-lao-dong nhì <state> 5 individual part",
    ]


def test_a_list_by_years_and_the_sections_below_it() -> None:
    assert rows(
        "Các danh hiệu của Công ty CP Vận tải Sông Mai:\n\nA. Tập thể Công ty\n\n"
        "- Năm 2003: đạt Tập thể lao động xuất sắc, UBND tỉnh tặng Bằng khen\n"
        "- Năm 2014: Cục Đường thủy nội địa tặng Giấy khen.\n\nC. Cá nhân\n\n- 02 Chiến sĩ thi đua ngành Giao thông."
    ) == [
        "tap-the-lao-dong-xuat-sac [Công ty CP Vận tải Sông Mai] 2003",
        "bang-khen <province> [Công ty CP Vận tải Sông Mai] 2003",
        "giay-khen <ministry> [Công ty CP Vận tải Sông Mai] 2014",
        "chien-si-thi-dua-cap-tinh 2 individual",
    ]


@pytest.mark.parametrize("then", ["Vài năm sau", "Những năm gần đây", "Mấy năm sau này"])
def test_years_that_nobody_counts_end_the_year_told_before(then: str) -> None:
    assert rows(
        f"Năm 1999, bà Lê Thị Hoa được UBND tỉnh tặng Bằng khen. {then}, bà được Hội Nông dân tỉnh tặng Bằng khen."
    ) == ["bang-khen <province> [Lê Thị Hoa] 1999", "bang-khen <department> [Lê Thị Hoa]"]


def test_the_year_of_somebody_else() -> None:
    assert rows(
        "Trong số khách mời có ông Trần Văn Hồng, từng được Chủ tịch nước tặng Huân chương Lao động hạng Ba, và chị Lê Thị Mơ, "
        "“Nhà khoa học của nhà nông” năm 2015."
    ) == ["huan-chuong-lao-dong ba <state> [Trần Văn Hồng]"]


def test_what_is_given_beside_the_count_is_no_part_of_it() -> None:
    assert rows(
        "Đợt này, phường có 31 đảng viên được nhận Huy hiệu 50 năm tuổi Đảng. Ngoài ra, Đảng ủy phường truy tặng Huy hiệu 50 năm "
        "tuổi Đảng cho đồng chí Phạm Văn Bộc."
    ) == ["huy-hieu “50 năm tuổi Đảng” 31 individual", "huy-hieu “50 năm tuổi Đảng” [Phạm Văn Bộc] posthumous"]


def test_a_standard_reached_over_years_is_what_the_award_is_for() -> None:
    assert rows(
        "Ban Thường vụ Tỉnh ủy tặng Bằng khen cho Chi bộ Tổ dân phố 9 đạt tiêu chuẩn “Hoàn thành xuất sắc nhiệm vụ” 5 năm liền "
        "2020 - 2024; Chủ tịch UBND phường tặng Giấy khen 6 tập thể."
    ) == ["bang-khen <province> [Chi bộ Tổ dân phố 9] 2020/2024", "giay-khen <commune> 6 collective"]


def test_a_year_of_its_own_behind_a_semicolon() -> None:
    assert rows("Trường đã có 2 Nhà giáo Ưu tú; riêng năm 2017, 34 người được công nhận Chiến sĩ thi đua cơ sở.") == [
        "nha-giao-uu-tu <state> 2 individual",
        "chien-si-thi-dua-co-so 34 individual 2017",
    ]


def test_years_of_other_things_are_no_periods() -> None:
    assert rows(
        "Lãnh đạo tỉnh trao danh hiệu Bà mẹ Việt Nam Anh hùng cho ông Lê Văn Vỵ, con mẹ Hoàng Thị Thảo (mất năm 1994)."
    ) == rows("Lãnh đạo tỉnh trao danh hiệu Bà mẹ Việt Nam Anh hùng cho ông Lê Văn Vỵ, con mẹ Hoàng Thị Thảo.")
    assert rows(
        "Ông là Ủy viên Ban Chấp hành khóa 4 và 5 (1989-2000). Ông Lê Văn Bình đã được tặng Huân chương Lao động hạng Nhì."
    ) == ["huan-chuong-lao-dong nhì <state> [Lê Văn Bình]"]
    assert rows("Hết năm 2014, tỉnh có 9 xã được tặng Cờ thi đua của UBND tỉnh.") == ["co-thi-dua <province> 9 collective"]


def test_this_year_is_the_year_of_the_news() -> None:
    assert rows("Sáng 14/6/2017, Hội họp. Năm 2016 có 46 đợt. Có 87 người được tôn vinh năm nay.") == [
        "bieu-duong 87 individual 2017"
    ]


def test_the_day_of_an_award_long_ago() -> None:
    text = "Sáng 2/3/2016, xã họp. Ngày 12/3/{}, mẹ Lê Thị Hoa được phong tặng danh hiệu Bà mẹ Việt Nam Anh hùng."
    assert rows(text.format(1998)) == ["ba-me-viet-nam-anh-hung <state> [Lê Thị Hoa] 1998"]
    assert rows(text.format(2016)) == ["ba-me-viet-nam-anh-hung <state> [Lê Thị Hoa]"]


def test_who_receives_is_the_subject_again_behind_a_semicolon() -> None:
    assert rows(
        "Bộ Giáo dục và Đào tạo tặng Cờ thi đua cho Trường THPT Nam Lý; nhà trường đạt danh hiệu Tập thể lao động xuất sắc."
    ) == ["co-thi-dua <ministry> [Trường THPT Nam Lý]", "tap-the-lao-dong-xuat-sac [Trường THPT Nam Lý]"]


def test_levels_of_the_parts_of_a_count() -> None:
    assert rows(
        "Đã có 56 tập thể, 312 cá nhân được khen thưởng các cấp, trong đó cấp tỉnh 12 tập thể, 45 cá nhân; cấp huyện 44 tập thể, "
        "267 cá nhân."
    )[2:] == [
        "khen-thuong <province> 12 collective part",
        "khen-thuong <province> 45 individual part",
        "khen-thuong <district> 44 collective part",
        "khen-thuong <district> 267 individual part",
    ]


def test_who_commends_in_the_title() -> None:
    assert rows("Theo đó, 3 tập thể được khen thưởng.", "Công an tỉnh khen thưởng đột xuất 3 tập thể") == [
        "khen-thuong <department> 3 collective"
    ]
    assert rows("Sáng nay, 3 tập thể được tặng Giấy khen.", "Công an tỉnh khen thưởng đột xuất 5 cá nhân") == [
        "giay-khen 3 collective"
    ]


def test_units_written_as_letters_and_heads_of_ministries() -> None:
    assert level_of("UBND H.Củ Chi", Scene()) == level_of("Công an Q.Tân Bình", Scene()) == "district"
    assert level_of("UBND P.Dĩ An", Scene()) == "commune"
    assert level_of("Tổng Giám đốc Bảo hiểm xã hội Việt Nam", Scene()) == "ministry"
    assert level_of("Tổng Giám đốc Công ty Cao su Phú Riềng", Scene()) == "enterprise"


def test_parts_behind_a_colon_and_in_a_bracket() -> None:
    assert rows("Có 45 cá nhân được khen thưởng: 15 Bằng khen và 30 Giấy khen.") == [
        "khen-thuong 45 individual",
        "bang-khen 15 objects part",
        "giay-khen 30 objects part",
    ]
    assert rows("Có 12 tập thể được tặng Cờ thi đua (2 Cờ thi đua của Chính phủ, 10 Cờ thi đua của UBND tỉnh).") == [
        "co-thi-dua 12 collective",
        "co-thi-dua <government> 2 objects part",
        "co-thi-dua <province> 10 objects part",
    ]
    assert rows(
        "Toàn tỉnh có 3.450 mẹ được phong tặng danh hiệu Bà mẹ Việt Nam Anh hùng. Riêng huyện Tân Hòa có 230 mẹ được phong tặng."
    ) == ["ba-me-viet-nam-anh-hung <state> 3450 individual", "ba-me-viet-nam-anh-hung <state> 230 individual part"]


def test_years_as_headings_of_a_list() -> None:
    assert rows(
        "Năm 2018\n1. Ông Lê Văn Bình: Bằng khen của Chủ tịch UBND tỉnh\nNăm 2019\n1. Bà Trần Thị Hoa: Bằng khen của Chủ tịch "
        "UBND tỉnh"
    ) == ["bang-khen <province> [Lê Văn Bình] 2018", "bang-khen <province> [Trần Thị Hoa] 2019"]


def test_the_end_of_a_school_year() -> None:
    assert rows(
        "Phòng Giáo dục tổng kết năm học 2018-2019, triển khai nhiệm vụ năm học 2019-2020.\n\nKết thúc năm học, có 12 trường đạt "
        "Tập thể Lao động xuất sắc."
    ) == ["tap-the-lao-dong-xuat-sac 12 collective 2018/2019"]


@pytest.mark.parametrize("year", ["Năm 2012, gia đình mở trang trại nuôi gà.", "Đến năm 2012, đàn gà có 500 con."])
def test_a_year_in_a_life_runs_to_no_award(year: str) -> None:
    assert rows(f"{year} Chị Hoa được Chủ tịch UBND tỉnh tặng Bằng khen.", "Nữ bí thư chi bộ Lê Thị Hoa") == [
        "bang-khen <province> [Lê Thị Hoa]"
    ]


def test_a_year_of_results_runs_to_what_was_awarded() -> None:
    assert rows("Năm 2019, doanh thu tăng 15%. 3 cá nhân nhận Bằng khen của Thủ tướng Chính phủ.", "Thi đua ở Công ty Sông Mai") == [
        "bang-khen <government> 3 individual 2019"
    ]


def test_who_comes_and_gives() -> None:
    assert rows("Giám đốc Sở GD-ĐT đã đến thăm, tặng Giấy khen cho 2 học sinh.") == ["giay-khen <department> 2 individual"]
    assert rows("Anh Lê Văn Bình đã được Chủ tịch UBND xã và Tỉnh đoàn tặng giấy khen, bằng khen.") == [
        "giay-khen <commune> [Lê Văn Bình]",
        "bang-khen <department> [Lê Văn Bình]",
    ]


def test_who_holds_a_meeting_in_order_to_commend() -> None:
    assert rows("Công an huyện Tân Hòa tổ chức lễ trao thưởng đột xuất. Dịp này có 3 tập thể được khen thưởng.") == [
        "khen-thuong <district> 3 collective"
    ]
    assert rows("Công an huyện Tân Hòa tổ chức lễ trao thưởng đột xuất. Dịp này có 3 tập thể được tặng Bằng khen.") == [
        "bang-khen 3 collective"
    ]


def test_the_first_of_those_who_hand_over_together() -> None:
    assert rows("Dịp này, Tỉnh Đoàn, Sở GD&ĐT và UBND huyện cũng trao bằng khen cho em Lê Văn Bình.") == [
        "bang-khen <department> [Lê Văn Bình]"
    ]
    assert rows("Sáng nay, tại Bệnh viện Đa khoa tỉnh, Trung ương Đoàn trao bằng khen cho em Lê Văn Bình.") == [
        "bang-khen <ministry> [Lê Văn Bình]"
    ]


def test_who_decided_a_list() -> None:
    assert rows(
        "I. Cờ thi đua\n1. Công đoàn Viên chức tỉnh\nII. Bằng khen\n1. Ông Lê Văn Bình", "Danh sách khen thưởng của Liên đoàn Lao động tỉnh"
    ) == ["co-thi-dua <department> [Công đoàn Viên chức tỉnh]", "bang-khen <department> [Lê Văn Bình]"]
    assert rows(
        "UBND tỉnh quyết định khen thưởng:\nTặng Cờ thi đua cho: Công an huyện Tân Hòa.\nTặng Bằng khen cho: ông Lê Văn Bình."
    ) == ["co-thi-dua <province> [Công an huyện Tân Hòa]", "bang-khen <province> [Lê Văn Bình]"]


def test_a_sentence_without_a_subject_goes_on_with_the_giver() -> None:
    assert rows(
        "Trong tháng 5/2021, UBND huyện tặng Giấy khen cho 12 tập thể. Lũy kế 5 tháng đầu năm, tặng Giấy khen cho 60 tập thể."
    ) == ["giay-khen <district> 12 collective 2021-05", "giay-khen <district> 60 collective"]
    assert rows("UBND huyện tặng Giấy khen cho 12 tập thể. Có 60 tập thể được tặng Bằng khen.") == [
        "giay-khen <district> 12 collective",
        "bang-khen 60 collective",
    ]


def test_levels_right_behind_an_award() -> None:
    assert rows("Giấy khen cấp sở có 45 người. Có 3 tập thể nhận Bằng khen cấp bộ.") == [
        "giay-khen <department> 45 individual",
        "bang-khen <ministry> 3 collective",
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ba người dân nhận giấy khen từ Trưởng Công an huyện Tân Hòa.", ["giay-khen <district> 3 individual"]),
        ("Hai em học sinh nhận từ tay Chủ tịch UBND tỉnh tấm Bằng khen.", ["bang-khen <province> 2 individual"]),
        ("Quyết định khen thưởng 3 tập thể do Chủ tịch UBND TP Vinh ký.", ["khen-thuong <district> 3 collective"]),
        ("Ba người dân nhận giấy khen, có người về từ huyện Tân Hòa.", ["giay-khen 3 individual"]),
    ],
)
def test_from_whom(sentence: str, found: list[str]) -> None:
    assert rows(sentence) == found


def test_lists_on_which_opinions_are_asked_propose() -> None:
    text = "{}\n\nI. Huân chương Lao động hạng Ba\n1. Ông Lê Văn Bình, Giám đốc Sở Y tế\n2. Trường THPT Nam Lý"
    asked = text.format("Sở Nội vụ công khai lấy ý kiến nhân dân về hồ sơ đề nghị khen thưởng đối với các trường hợp sau:")
    assert rows(asked) == [
        "huan-chuong-lao-dong ba <state> [Lê Văn Bình] proposed",
        "huan-chuong-lao-dong ba <state> [Trường THPT Nam Lý] proposed",
    ]
    given = text.format("Sở Nội vụ thông báo danh sách khen thưởng theo đề nghị của Ban Thi đua:")
    assert all("proposed" not in row for row in rows(given))


def test_parts_of_what_nobody_awarded() -> None:
    assert rows(
        "Toàn tỉnh có 35 nghệ nhân được Chủ tịch nước phong tặng Nghệ nhân Ưu tú. Đợt 3, tỉnh có 10 hồ sơ đề nghị xét tặng, trong "
        "đó 8 hồ sơ Nghệ nhân Ưu tú."
    ) == ["nghe-nhan-uu-tu <state> 35 individual", "nghe-nhan-uu-tu <state> 8 proposed"]


def test_who_decided_in_the_sentence_before() -> None:
    assert rows(
        "Giám đốc Công an tỉnh vừa ký quyết định khen thưởng. Các tập thể được tặng Giấy khen gồm: Phòng Tham mưu, Đội CSGT."
    ) == ["giay-khen <department> [Phòng Tham mưu]", "giay-khen <department> [Đội CSGT]"]
    assert rows("Giám đốc Công an tỉnh khen thưởng 3 tập thể. Hai cá nhân được tặng Bằng khen.") == [
        "khen-thuong <department> 3 collective",
        "bang-khen 2 individual",
    ]
    assert rows("Hội LHPN tỉnh đến nhà tặng Bằng khen cho chị Lê Thị Mơ.") == ["bang-khen <department> [Lê Thị Mơ]"]


def test_a_year_within_a_term_does_not_end_it() -> None:
    assert rows(
        "Nhiệm kỳ 2017 - 2022, Hội được UBND tỉnh tặng 5 Bằng khen. Năm 2021, Hội được Chủ tịch nước tặng Huân chương Lao động "
        "hạng Nhì. Có 450 hội viên được tặng Kỷ niệm chương.",
        "Hội CCB tỉnh",
    ) == [
        "bang-khen <province> 5 collective objects 2017/2022",
        "huan-chuong-lao-dong nhì <state> [Hội CCB tỉnh] 2021",
        "ky-niem-chuong 450 individual 2017/2022",
    ]
