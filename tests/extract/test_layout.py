"""Lists and what is left of tables: who and what stand on lines and in cells of their own."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


LAYOUT = [
    case(
        "table-a-cell-a-line",
        "Kết quả khen thưởng năm 2018 cụ thể:\n\nTT\nHình thức khen thưởng\nTập thể\nCá nhân\nI\nKhen thưởng cấp "
        "Nhà nước\n1\nHuân chương Lao động hạng Ba\n04\n07\n2\nCờ thi đua của Chính phủ\n05\n-\nII\nKhen thưởng cấp "
        "tỉnh\n1\nTập thể lao động xuất sắc\n164\n-",
        "huan-chuong-lao-dong ba <state> 4 collective 2018",
        "huan-chuong-lao-dong ba <state> 7 individual 2018",
        "co-thi-dua <government> 5 collective 2018",
        "tap-the-lao-dong-xuat-sac <province> 164 collective 2018",
    ),
    case(
        "table-of-names-a-cell-a-line",
        "Danh sách được khen thưởng dịp 2/9\nTT\nHọ và tên\nĐơn vị\nHình thức khen thưởng\n1\nNguyễn Văn "
        "Thành\nCông an xã Hòa Bình\nBằng khen của Chủ tịch UBND tỉnh\n2\nTrường Mầm non Hoa Sen\nPhòng GD&ĐT\nCờ "
        "thi đua của UBND tỉnh\nHội nghị kết thúc lúc 11 giờ.",
        "bang-khen <province> [Nguyễn Văn Thành]",
        "co-thi-dua <province> [Trường Mầm non Hoa Sen]",
    ),
    case(
        "row-of-name-and-award",
        "Kết quả trao thưởng như sau:\nHọ và tên | Đơn vị | Hình thức khen\nLê Thị Mận | Hội LHPN xã Tân Phú | "
        "Giấy khen của Chủ tịch UBND huyện",
        "giay-khen <district> [Lê Thị Mận]",
    ),
    case(
        "tier-as-a-heading",
        "KẾT QUẢ KHEN THƯỞNG NĂM 2022\nI. KHEN THƯỞNG CẤP NHÀ NƯỚC\n1. Bằng khen của Thủ tướng Chính phủ: 09 "
        "tập thể\nII. KHEN THƯỞNG CẤP TỈNH\n1. Cờ thi đua: 45 tập thể\n2. Tập thể lao động xuất sắc: 215 tập "
        "thể",
        "bang-khen <government> 9 collective 2022",
        "co-thi-dua <province> 45 collective 2022",
        "tap-the-lao-dong-xuat-sac <province> 215 collective 2022",
    ),
    case(
        "decision-with-a-list-at-its-end",
        "Điều 1. Tặng Bằng khen của Chủ tịch UBND tỉnh cho 01 tập thể và 01 cá nhân (có danh sách kèm theo), "
        "đã có thành tích xuất sắc năm 2021.\nĐiều 2. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu "
        "trách nhiệm thi hành.\nDANH SÁCH\nI. TẬP THỂ\n1. Phòng Lao động - Thương binh và Xã hội huyện Ba "
        "Vì\nII. CÁ NHÂN\n1. Bà Hứa Thị Xuân, Chi hội trưởng thôn Khuổi Hao",
        "bang-khen <province> 1 collective 2021",
        "bang-khen <province> 1 individual 2021",
        "bang-khen <province> [Phòng Lao động - Thương binh và Xã hội huyện Ba Vì] 2021 part",
        "bang-khen <province> [Hứa Thị Xuân] 2021 part",
    ),
    case(
        "grade-opens-a-sentence",
        "Sáng 25/12, 2 tập thể được trao Huân chương Lao động. Hạng Nhì có Sở Tài chính. Hạng Ba có Bệnh "
        "viện Phổi và bà Cao Thị Lý.",
        "huan-chuong-lao-dong <state> 2 collective",
        "huan-chuong-lao-dong nhì <state> [Sở Tài chính] part",
        "huan-chuong-lao-dong ba <state> [Bệnh viện Phổi] part",
        "huan-chuong-lao-dong ba <state> [Cao Thị Lý]",
    ),
    case(
        "names-with-their-badge-in-brackets",
        "5 đảng viên được nhận Huy hiệu Đảng, gồm các đồng chí: Lý Thị Kim (80 năm tuổi Đảng); Đoàn Văn Nết, "
        "Hồ Sỹ Đạt (cùng 60 năm tuổi Đảng).",
        "huy-hieu 5 individual",
        "huy-hieu “80 năm tuổi Đảng” [Lý Thị Kim] part",
        "huy-hieu “60 năm tuổi Đảng” [Đoàn Văn Nết] part",
        "huy-hieu “60 năm tuổi Đảng” [Hồ Sỹ Đạt] part",
    ),
    case(
        "stage-names",
        "8 nghệ sĩ được phong tặng NSƯT là: Hạnh Thúy, Mỹ Uyên và đạo diễn Trần Thanh Huy.",
        "nghe-si-uu-tu <state> 8 individual",
        "nghe-si-uu-tu <state> [Hạnh Thúy] part",
        "nghe-si-uu-tu <state> [Mỹ Uyên] part",
        "nghe-si-uu-tu <state> [Trần Thanh Huy] part",
    ),
    case(
        "titles-of-those-in-office",
        "22 Nghệ sĩ Nhân dân mới là: Đinh Bằng Phiên, Trần Mai Khanh (Lê Khanh).",
        "nghe-si-nhan-dan <state> 22 individual",
        "nghe-si-nhan-dan <state> [Đinh Bằng Phiên] part",
        "nghe-si-nhan-dan <state> [Trần Mai Khanh] part",
    ),
    case(
        "head-said-once",
        "Phòng Cảnh sát giao thông, Công an các huyện Ý Yên, Vụ Bản và 12 cá nhân được Giám đốc Công an tỉnh "
        "tặng Giấy khen.",
        "giay-khen <department> [Phòng Cảnh sát giao thông]",
        "giay-khen <department> [Công an huyện Ý Yên]",
        "giay-khen <department> [Công an huyện Vụ Bản]",
        "giay-khen <department> 12 individual",
    ),
    case(
        "unit-said-once",
        "Tặng Cờ thi đua của UBND tỉnh cho 2 xã là Tân Lập và Hòa Bình.",
        "co-thi-dua <province> 2 collective",
        "co-thi-dua <province> [xã Tân Lập] part",
        "co-thi-dua <province> [xã Hòa Bình] part",
    ),
    case(
        "departments-beside-districts",
        "Trong số 12 đơn vị được nhận Cờ đợt này có Sở Nội vụ, huyện Quỳnh Phụ và thành phố Thái Bình.",
        "co-thi-dua 12 collective",
        "co-thi-dua [Sở Nội vụ] part",
        "co-thi-dua [huyện Quỳnh Phụ] part",
        "co-thi-dua [thành phố Thái Bình] part",
    ),
    case(
        "reasons-are-no-list",
        "UBND tỉnh tặng Bằng khen cho 2 tập thể, 3 cá nhân, vì: có thành tích xuất sắc ở Trường Mầm non Hoa "
        "Sen.",
        "bang-khen <province> 2 collective",
        "bang-khen <province> 3 individual",
    ),
    case(
        "dashes-under-numbers",
        "Sở Nội vụ lấy ý kiến về danh sách đề nghị khen thưởng, cụ thể:\n\n1. Đề nghị tặng Huân chương Lao "
        "động hạng Ba: 02 tập thể\n\n- Thanh tra tỉnh;\n\n- Sở Tư pháp.\n\n2. Đề nghị tặng Huân chương Lao động "
        "hạng Nhì: 01 tập thể\n\n- Văn phòng Tỉnh ủy.",
        "huan-chuong-lao-dong ba <state> 2 collective proposed",
        "huan-chuong-lao-dong ba <state> [Thanh tra tỉnh] proposed part",
        "huan-chuong-lao-dong ba <state> [Sở Tư pháp] proposed part",
        "huan-chuong-lao-dong nhì <state> 1 collective proposed",
        "huan-chuong-lao-dong nhì <state> [Văn phòng Tỉnh ủy] proposed part",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), [*LAYOUT])
def test_entries_and_rows(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
