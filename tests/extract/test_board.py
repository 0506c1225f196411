"""Awards told in figures and rows without a verb: boards, and tables whose bars are lost."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


BOARDS = [
    case(
        "number-and-award-in-a-line",
        "Khen thưởng cấp Nhà nước\n2 Huân chương Lao động hạng Nhì\n3 Cờ thi đua của Chính phủ\n\nKhen "
        "thưởng cấp tỉnh\n45 Cờ thi đua của UBND tỉnh\n1.120 Bằng khen của Chủ tịch UBND tỉnh\n310 Tập "
        "thể lao động xuất sắc",
        "huan-chuong-lao-dong nhì <state> 2 objects 2023",
        "co-thi-dua <government> 3 objects 2023",
        "co-thi-dua <province> 45 objects 2023",
        "bang-khen <province> 1120 objects 2023",
        "tap-the-lao-dong-xuat-sac <province> 310 collective 2023",
        title="[Infographic] Thi đua, khen thưởng tỉnh Tây Ninh năm 2023 qua những con số",
    ),
    case(
        "award-above-its-numbers",
        "Cờ thi đua của UBND tỉnh\n12 đơn vị\n\nBằng khen của Chủ tịch UBND tỉnh\n118 tập thể\n345 cá "
        "nhân\n\nChiến sĩ thi đua cơ sở\n1.450 cá nhân",
        "co-thi-dua <province> 12 collective 2022/2023",
        "bang-khen <province> 118 collective 2022/2023",
        "bang-khen <province> 345 individual 2022/2023",
        "chien-si-thi-dua-co-so 1450 individual 2022/2023",
        title="Những con số thi đua của ngành giáo dục năm học 2022-2023",
    ),
    case(
        "numbers-above-their-award",
        "15 tập thể\nCờ thi đua của UBND tỉnh\n\n102 tập thể, 256 cá nhân\nBằng khen của Chủ tịch UBND "
        "tỉnh\n\n2\nHuân chương Lao động hạng Ba",
        "co-thi-dua <province> 15 collective",
        "bang-khen <province> 102 collective",
        "bang-khen <province> 256 individual",
        "huan-chuong-lao-dong ba <state> 2",
    ),
    case(
        "either-way-is-no-way",
        "15 tập thể\nCờ thi đua của UBND tỉnh\n102 tập thể",
    ),
    case(
        "brackets-break-down",
        "02\nHuân chương Lao động hạng Ba\n(1 tập thể, 1 cá nhân)\n\n15\nBằng khen của Thủ tướng Chính "
        "phủ\n(5 tập thể, 10 cá nhân)",
        "huan-chuong-lao-dong ba <state> 2",
        "huan-chuong-lao-dong ba <state> 1 collective part",
        "huan-chuong-lao-dong ba <state> 1 individual part",
        "bang-khen <government> 15",
        "bang-khen <government> 5 collective part",
        "bang-khen <government> 10 individual part",
    ),
    case(
        "headings-name-the-kind",
        "TẬP THỂ\n6 Cờ thi đua của Chính phủ\n220 Bằng khen của Chủ tịch UBND tỉnh\n\nCÁ NHÂN\n14 Bằng "
        "khen của Thủ tướng Chính phủ\n410 Bằng khen của Chủ tịch UBND tỉnh",
        "co-thi-dua <government> 6 collective objects",
        "bang-khen <province> 220 collective objects",
        "bang-khen <government> 14 individual objects",
        "bang-khen <province> 410 individual objects",
    ),
    case(
        "headings-name-level-and-years",
        "THÀNH TÍCH 5 NĂM 2019-2024\nHuân chương Bảo vệ Tổ quốc hạng Ba\n1\nBằng khen của Bộ Quốc phòng\n"
        "112\n\nKHEN THƯỞNG CẤP TỈNH\nCờ thi đua\n22 tập thể\nBằng khen\n165 cá nhân",
        "huan-chuong-bao-ve-to-quoc ba <state> 1 2019/2024",
        "bang-khen <ministry> 112 2019/2024",
        "co-thi-dua <province> 22 collective 2019/2024",
        "bang-khen <province> 165 individual 2019/2024",
    ),
    case(
        "numbers-behind-a-colon-or-dash",
        "KẾT QUẢ KHEN THƯỞNG GIAI ĐOẠN 2020-2025\nCờ thi đua của Chính phủ: 9\nCờ thi đua của UBND tỉnh "
        "– 87\nBằng khen của Thủ tướng Chính phủ: 31 (12 tập thể, 19 cá nhân)\nGiấy khen cấp huyện: 5.600",
        "co-thi-dua <government> 9 collective 2020/2025",
        "co-thi-dua <province> 87 collective 2020/2025",
        "bang-khen <government> 31 2020/2025",
        "bang-khen <government> 12 collective 2020/2025 part",
        "bang-khen <government> 19 individual 2020/2025 part",
        "giay-khen <district> 5600 2020/2025",
    ),
    case(
        "years-are-no-numbers",
        "Cờ thi đua của Chính phủ\n2015\nCờ thi đua của UBND tỉnh\n2017",
    ),
    case(
        "dashes-under-a-kind",
        "Trong 5 năm 2019-2024, LLVT tỉnh đạt nhiều thành tích.\n\n* Tập thể:\n- 04 Cờ thi đua của Chính "
        "phủ\n* Cá nhân:\n- 05 Bằng khen của Thủ tướng Chính phủ",
        "co-thi-dua <government> 4 collective objects 2019/2024",
        "bang-khen <government> 5 individual objects 2019/2024",
    ),
]

SPACED = [
    case(
        "columns-parted-by-spaces",
        "Năm 2022, kết quả khen thưởng như sau\n\nTT\tHình thức\tTập thể\tCá nhân\n1\tCờ thi đua của Chính "
        "phủ\t2\t-\n2\tBằng khen của Thủ tướng Chính phủ\t3\t5\n3\tChiến sĩ thi đua cơ sở\t-\t210",
        "co-thi-dua <government> 2 collective 2022",
        "bang-khen <government> 3 collective 2022",
        "bang-khen <government> 5 individual 2022",
        "chien-si-thi-dua-co-so 210 individual 2022",
    ),
    case(
        "sections-of-the-table",
        "Hình thức khen thưởng  Tập thể  Cá nhân\nI Khen thưởng cấp tỉnh\n1 Cờ thi đua  12  -\n2 Bằng "
        "khen  24  61",
        "co-thi-dua <province> 12 collective",
        "bang-khen <province> 24 collective",
        "bang-khen <province> 61 individual",
    ),
    case(
        "a-row-that-does-not-fit",
        "TT Hình thức Tập thể Cá nhân\n1 Cờ thi đua của Chính phủ 2\n2 Bằng khen của Thủ tướng Chính phủ "
        "3 5",
        "bang-khen <government> 3 collective",
        "bang-khen <government> 5 individual",
    ),
    case(
        "order-numbers-without-a-heading",
        "1 Cờ thi đua của Chính phủ 4\n2 Bằng khen của Thủ tướng Chính phủ 15\n3 Chiến sĩ thi đua toàn "
        "quốc 2",
        "co-thi-dua <government> 4 collective",
        "bang-khen <government> 15",
        "chien-si-thi-dua-toan-quoc 2 individual",
    ),
    case(
        "order-numbers-before-names",
        "Điều 1. Tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho 01 tập thể và 02 cá nhân đã có "
        "thành tích xuất sắc (có danh sách kèm theo).\n\nDANH SÁCH\nI. TẬP THỂ\n1 Hạt Kiểm lâm huyện "
        "Krông Bông\nII. CÁ NHÂN\n1 Ông Y Bhăn Niê, Trưởng buôn Tơng Rang A, xã Cư Drăm\n2 Bà Nguyễn Thị "
        "Kim Thoa, Kiểm lâm viên",
        "bang-khen <province> 1 collective",
        "bang-khen <province> 2 individual",
        "bang-khen <province> [Hạt Kiểm lâm huyện Krông Bông] part",
        "bang-khen <province> [Y Bhăn Niê] part",
        "bang-khen <province> [Nguyễn Thị Kim Thoa] part",
        title="Quyết định về việc tặng thưởng Bằng khen",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), [*BOARDS, *SPACED])
def test_boards_and_rows(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
