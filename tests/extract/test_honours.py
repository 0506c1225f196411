"""Pages of a unit: its honours by year, under headings that say whose they are or who gives them, in tables, of its parts."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


TOLD = [
    case(
        "whose-they-are-is-told-later",
        "Tập thể cán bộ, giảng viên và sinh viên Nhà trường đã được Đảng, Nhà nước tặng thưởng các danh "
        "hiệu cao quý:\n\n- Huân chương Độc lập hạng Ba (1990), hạng Nhì (1996)\n- Anh hùng lao động "
        "thời kỳ đổi mới (2002)\n\nLễ kỷ niệm 50 năm của Trường Đại học Lâm Sinh diễn ra năm 2009.",
        "huan-chuong-doc-lap ba <state> [Trường Đại học Lâm Sinh] 1990",
        "huan-chuong-doc-lap nhì <state> [Trường Đại học Lâm Sinh] 1996",
        "anh-hung-lao-dong <state> [Trường Đại học Lâm Sinh] 2002",
        title="Những phần thưởng cao quý được Đảng và Nhà nước trao tặng",
    ),
    case(
        "years-behind-a-colon",
        "Suốt 30 năm, tập thể CBCNV Truyền tải điện Đông Hòa đã vinh dự được trao tặng:\n\nCờ thi đua "
        "của Chính phủ: 2008, 2012\nBộ Công nghiệp: Cờ thi đua xuất sắc năm 2003",
        "co-thi-dua <government> [Truyền tải điện Đông Hòa] 2008",
        "co-thi-dua <government> [Truyền tải điện Đông Hòa] 2012",
        "co-thi-dua <ministry> [Truyền tải điện Đông Hòa] 2003",
    ),
    case(
        "of-its-parts",
        "Công đoàn cơ sở: Bằng khen của Tổng Liên đoàn Lao động Việt Nam năm 2018; Cờ thi đua của LĐLĐ "
        "tỉnh các năm 2016, 2020.",
        "bang-khen <ministry> [Công đoàn cơ sở] 2018",
        "co-thi-dua <department> [Công đoàn cơ sở] 2016",
        "co-thi-dua <department> [Công đoàn cơ sở] 2020",
    ),
    case(
        "of-a-person",
        "Vũ Đình Khoa, nguyên Giám đốc: Huân chương Lao động hạng III (2005), Chiến sĩ thi đua toàn quốc",
        "huan-chuong-lao-dong ba <state> [Vũ Đình Khoa] 2005",
        "chien-si-thi-dua-toan-quoc [Vũ Đình Khoa]",
    ),
    case(
        "of-two-persons",
        "Thầy Y Thuyn Êban (Phó hiệu trưởng), cô Nguyễn Thị Lành (tổ Văn): Bằng khen UBND tỉnh",
        "bang-khen <province> [Y Thuyn Êban]",
        "bang-khen <province> [Nguyễn Thị Lành]",
    ),
    case(
        "behind-a-dash",
        "Trung tâm Huấn luyện - Huân chương Lao động hạng Ba năm 2012",
        "huan-chuong-lao-dong ba <state> [Trung tâm Huấn luyện] 2012",
    ),
    case(
        "givers-as-headings",
        "A. THÀNH TÍCH TẬP THỂ KBNN LÂM SƠN\n\nThủ tướng Chính phủ trao tặng\nBằng khen vì thành tích từ "
        "năm 1998 đến năm 2000\n\nBộ trưởng Bộ Tài chính khen tặng\nCờ thi đua năm 2006, 2008",
        "bang-khen <government> [KBNN LÂM SƠN] 1998/2000",
        "co-thi-dua <ministry> [KBNN LÂM SƠN] 2006",
        "co-thi-dua <ministry> [KBNN LÂM SƠN] 2008",
        title="KBNN LÂM SƠN - BẢNG VÀNG THÀNH TÍCH",
    ),
    case(
        "by-the-title",
        "Tổ Ngữ văn có 14 thầy cô.\n\n- Năm học 2009-2010: Tập thể Lao động xuất sắc, được Bộ trưởng Bộ "
        "GD&ĐT tặng Bằng khen.\n- Năm học 2015-2016: Bằng khen của Thủ tướng Chính phủ",
        "tap-the-lao-dong-xuat-sac [Tổ Ngữ văn] 2009/2010",
        "bang-khen <ministry> [Tổ Ngữ văn] 2009/2010",
        "bang-khen <government> [Tổ Ngữ văn] 2015/2016",
        title="Thành tích nổi bật của Tổ Ngữ văn",
    ),
    case(
        "table-with-decisions",
        "Sau hai mươi năm, Bệnh viện Đa khoa khu vực Sơn Lộc đã có 15 khoa.\n\nNăm | Danh hiệu | Quyết "
        "định; cơ quan ban hành |\n2015 | Tập thể Lao động xuất sắc | Quyết định số 42/QĐ-UBND ngày "
        "03/3/2016 của UBND tỉnh |\n2018 | Cờ thi đua | Quyết định số 25/QĐ-BYT ngày 11/02/2019 của Bộ "
        "trưởng Bộ Y tế |",
        "tap-the-lao-dong-xuat-sac <province> [Bệnh viện Đa khoa khu vực Sơn Lộc] 2015",
        "co-thi-dua <ministry> [Bệnh viện Đa khoa khu vực Sơn Lộc] 2018",
        title="Các thành tích đã đạt",
    ),
    case(
        "the-caption-says-who-gives",
        "Kết quả khen thưởng thuộc thẩm quyền của Giám đốc Sở năm 2022:\n\nTT | Đơn vị | Giấy khen (tập "
        "thể) | Giấy khen (cá nhân) |\n1 | Bệnh viện Đa khoa tỉnh | 6 | 38 |\n2 | Trung tâm Kiểm soát "
        "bệnh tật | 3 | 14 |",
        "giay-khen <department> 6 collective 2022",
        "giay-khen <department> 3 collective 2022",
        "giay-khen <department> 38 individual 2022",
        "giay-khen <department> 14 individual 2022",
        title="Tổng kết công tác thi đua",
    ),
    case(
        "an-entry-with-its-year",
        "Kho bạc Nhà nước Hà Đông và các cá nhân đã được Đảng, Nhà nước trao tặng:\n\nHuân chương Lao "
        "động hạng Nhì\nKho bạc Nhà nước Hà Đông (2010)\nHuân chương Lao động hạng Ba\nÔng Lê Văn Sơn, "
        "nguyên Giám đốc (2009)",
        "huan-chuong-lao-dong nhì <state> [Kho bạc Nhà nước Hà Đông] 2010",
        "huan-chuong-lao-dong ba <state> [Lê Văn Sơn]",
        title="Bảng vàng thành tích Kho bạc Nhà nước Hà Đông",
    ),
    case(
        "grades-with-their-years",
        "Bệnh viện Mắt Sông Hàn đã ba lần được tặng Huân chương Lao động (hạng Ba - 1994, hạng Nhì - "
        "2002, hạng Nhất - 2010).",
        "huan-chuong-lao-dong ba <state> [Bệnh viện Mắt Sông Hàn] 1994",
        "huan-chuong-lao-dong nhì <state> [Bệnh viện Mắt Sông Hàn] 2002",
        "huan-chuong-lao-dong nhất <state> [Bệnh viện Mắt Sông Hàn] 2010",
    ),
    case(
        "the-story-of-a-life",
        "Đồng chí LÊ QUANG TẠO, sinh ngày 3-4-1934; quê quán: xã Hợp Thành, tỉnh Tuyên Quang; vào Đảng "
        "năm 1953; Huân chương Độc lập hạng Nhì; Huy hiệu 65 năm tuổi Đảng.",
        "huan-chuong-doc-lap nhì <state> [LÊ QUANG TẠO]",
        "huy-hieu “65 năm tuổi Đảng” [LÊ QUANG TẠO]",
    ),
    case(
        "portraits-under-headings",
        "Có 2 cá nhân được Tỉnh đoàn tặng Bằng khen.\n\nNgô Thu Trang - Lĩnh vực Khoa học\n\nSinh năm "
        "1988, tác giả 17 bài báo. Trang được Bộ Khoa học và Công nghệ tặng Giấy khen.\n\nVương Sĩ Luân "
        "- Lĩnh vực Sản xuất\n\nCông nhân, quán quân thi tay nghề.",
        "bang-khen <department> 2 individual",
        "bang-khen <department> [Ngô Thu Trang] part",
        "giay-khen <ministry> [Ngô Thu Trang]",
        "bang-khen <department> [Vương Sĩ Luân] part",
        title="8 gương mặt trẻ",
    ),
    case(
        "whose-anniversary-it-is",
        "Bộ Lao động tổ chức lễ kỷ niệm 30 năm Ngày truyền thống Cục An toàn lao động và đón nhận Huân "
        "chương Lao động hạng Nhất.",
        "huan-chuong-lao-dong nhất <state> [Cục An toàn lao động]",
    ),
    case(
        "pinned-to-the-flag",
        "Thứ trưởng gắn Huân chương Lao động hạng Nhất lên lá cờ truyền thống của Cục An toàn lao động.",
        "huan-chuong-lao-dong nhất <state> [Cục An toàn lao động]",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), TOLD)
def test_rows(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
