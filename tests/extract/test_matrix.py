"""Tables of figures read as a matrix: what a number counts is told by its row and by its column."""

from __future__ import annotations

import pytest

from tests.extract.rows import read, rows


def case(name: str, title: str, text: str, *expected: str) -> object:
    return pytest.param(title, text, list(expected), id=name)


TABLES = [
    case(
        "numbered-lines",
        "Kết quả thi đua ngành Giáo dục huyện Yên Lạc năm học 2022 - 2023",
        "Phòng GD&ĐT huyện vừa tổng kết công tác thi đua năm học 2022 - 2023. Kết quả cụ thể như sau:\n\n"
        "TT\nDanh hiệu, hình thức khen thưởng\nSố lượng\n1\nTập thể lao động xuất sắc\n5\n2\nTập thể lao "
        "động tiên tiến\n41\n3\nChiến sĩ thi đua cơ sở\n120\n4\nLao động tiên tiến\n1.045\n5\nBằng khen "
        "của Chủ tịch UBND tỉnh\n8\n6\nGiấy khen của Chủ tịch UBND huyện\n66",
        "tap-the-lao-dong-xuat-sac 5 collective 2022/2023",
        "tap-the-lao-dong-tien-tien 41 collective 2022/2023",
        "chien-si-thi-dua-co-so 120 individual 2022/2023",
        "lao-dong-tien-tien 1045 individual 2022/2023",
        "bang-khen <province> 8 2022/2023",
        "giay-khen <district> 66 2022/2023",
    ),
    case(
        "years-down-awards-across",
        "Kết quả thi đua ngành Giáo dục huyện Yên Lạc",
        "Kết quả thi đua các năm học gần đây:\n\nNăm học | Tập thể LĐXS | Tập thể LĐTT | CSTĐ cơ sở | "
        "LĐTT | Giấy khen\n2020 - 2021 | 4 | 38 | 101 | 980 | 60\n2021 - 2022 | 5 | 40 | 110 | 1.002 | "
        "62\n2022 - 2023 | 6 | 41 | 120 | 1.045 | 66",
        "tap-the-lao-dong-xuat-sac 4 collective 2020/2021",
        "tap-the-lao-dong-xuat-sac 5 collective 2021/2022",
        "tap-the-lao-dong-xuat-sac 6 collective 2022/2023",
        "tap-the-lao-dong-tien-tien 38 collective 2020/2021",
        "tap-the-lao-dong-tien-tien 40 collective 2021/2022",
        "tap-the-lao-dong-tien-tien 41 collective 2022/2023",
        "chien-si-thi-dua-co-so 101 individual 2020/2021",
        "chien-si-thi-dua-co-so 110 individual 2021/2022",
        "chien-si-thi-dua-co-so 120 individual 2022/2023",
        "lao-dong-tien-tien 980 individual 2020/2021",
        "lao-dong-tien-tien 1002 individual 2021/2022",
        "lao-dong-tien-tien 1045 individual 2022/2023",
        "giay-khen 60 2020/2021",
        "giay-khen 62 2021/2022",
        "giay-khen 66 2022/2023",
    ),
    case(
        "a-cell-a-line",
        "Kết quả thi đua ngành Giáo dục huyện Yên Lạc",
        "Kết quả thi đua các năm học gần đây được thể hiện qua bảng sau:\n\nNăm học\nTập thể LĐXS\nTập "
        "thể LĐTT\nCSTĐ cơ sở\nLĐTT\n2020 - 2021\n4\n38\n101\n980\n2021 - 2022\n5\n40\n110\n1.002",
        "tap-the-lao-dong-xuat-sac 4 collective 2020/2021",
        "tap-the-lao-dong-xuat-sac 5 collective 2021/2022",
        "tap-the-lao-dong-tien-tien 38 collective 2020/2021",
        "tap-the-lao-dong-tien-tien 40 collective 2021/2022",
        "chien-si-thi-dua-co-so 101 individual 2020/2021",
        "chien-si-thi-dua-co-so 110 individual 2021/2022",
        "lao-dong-tien-tien 980 individual 2020/2021",
        "lao-dong-tien-tien 1002 individual 2021/2022",
    ),
    case(
        "units-and-their-sum",
        "Kết quả thi đua ngành Giáo dục huyện Yên Lạc năm học 2022 - 2023",
        "Kết quả bình xét thi đua năm học 2022 - 2023 của các bậc học:\n\nBậc học\nTTLĐXS\nCSTĐCS\nLĐTT\n"
        "Mầm non\n2\n30\n310\nTiểu học\n3\n45\n402\nTHCS\n1\n45\n333\nTổng cộng\n6\n120\n1.045",
        "tap-the-lao-dong-xuat-sac 2 collective 2022/2023 part",
        "tap-the-lao-dong-xuat-sac 3 collective 2022/2023 part",
        "tap-the-lao-dong-xuat-sac 1 collective 2022/2023 part",
        "tap-the-lao-dong-xuat-sac 6 collective 2022/2023",
        "chien-si-thi-dua-co-so 30 individual 2022/2023 part",
        "chien-si-thi-dua-co-so 45 individual 2022/2023 part",
        "chien-si-thi-dua-co-so 45 individual 2022/2023 part",
        "chien-si-thi-dua-co-so 120 individual 2022/2023",
        "lao-dong-tien-tien 310 individual 2022/2023 part",
        "lao-dong-tien-tien 402 individual 2022/2023 part",
        "lao-dong-tien-tien 333 individual 2022/2023 part",
        "lao-dong-tien-tien 1045 individual 2022/2023",
    ),
    case(
        "blank-lines-are-empty-cells",
        "Kết quả thi đua ngành Giáo dục huyện Yên Lạc năm học 2022 - 2023",
        "Kết quả bình xét thi đua năm học 2022 - 2023:\n\nDanh hiệu\nTập thể\nCá nhân\nCờ thi đua của "
        "UBND tỉnh\n1\n\nBằng khen của UBND tỉnh\n3\n8\nGiấy khen của UBND huyện\n20\n66\nLao động tiên "
        "tiến\n\n1.045",
        "co-thi-dua <province> 1 collective 2022/2023",
        "bang-khen <province> 3 collective 2022/2023",
        "bang-khen <province> 8 individual 2022/2023",
        "giay-khen <district> 20 collective 2022/2023",
        "giay-khen <district> 66 individual 2022/2023",
        "lao-dong-tien-tien 1045 individual 2022/2023",
    ),
    case(
        "years-across",
        "Kết quả thi đua ngành Giáo dục huyện Yên Lạc",
        "Bảng tổng hợp danh hiệu thi đua qua các năm học:\n\nDanh hiệu\n2021 - 2022\n2022 - 2023\nTập "
        "thể lao động xuất sắc\n5\n6\nTập thể lao động tiên tiến\n40\n41\nChiến sĩ thi đua cơ sở\n110\n"
        "120",
        "tap-the-lao-dong-xuat-sac 5 collective 2021/2022",
        "tap-the-lao-dong-xuat-sac 6 collective 2022/2023",
        "tap-the-lao-dong-tien-tien 40 collective 2021/2022",
        "tap-the-lao-dong-tien-tien 41 collective 2022/2023",
        "chien-si-thi-dua-co-so 110 individual 2021/2022",
        "chien-si-thi-dua-co-so 120 individual 2022/2023",
    ),
    case(
        "years-across-with-bars",
        "Kết quả thi đua ngành Giáo dục huyện Yên Lạc",
        "Bảng tổng hợp danh hiệu thi đua qua các năm học:\n\nDanh hiệu | 2021 - 2022 | 2022 - 2023\nTập "
        "thể lao động xuất sắc | 5 | 6\nTập thể lao động tiên tiến | 40 | 41\nChiến sĩ thi đua cơ sở | "
        "110 | 120\nBằng khen của Chủ tịch UBND tỉnh | 8 | 9",
        "tap-the-lao-dong-xuat-sac 5 collective 2021/2022",
        "tap-the-lao-dong-xuat-sac 6 collective 2022/2023",
        "tap-the-lao-dong-tien-tien 40 collective 2021/2022",
        "tap-the-lao-dong-tien-tien 41 collective 2022/2023",
        "chien-si-thi-dua-co-so 110 individual 2021/2022",
        "chien-si-thi-dua-co-so 120 individual 2022/2023",
        "bang-khen <province> 8 2021/2022",
        "bang-khen <province> 9 2022/2023",
    ),
    case(
        "honours-with-their-givers",
        "Công ty cổ phần Minh Phát: 30 năm xây dựng",
        "Những phần thưởng công ty đã nhận được:\n\nNăm | Hình thức khen thưởng | Cơ quan ban hành quyết "
        "định\n1999 | Bằng khen | UBND tỉnh Hà Nam\n2005 | Huân chương Lao động hạng Ba | Chủ tịch nước\n"
        "2010 - 2012 | Cờ thi đua | Bộ Công Thương",
        "bang-khen <province> [Công ty cổ phần Minh Phát] 1999",
        "huan-chuong-lao-dong ba <state> [Công ty cổ phần Minh Phát] 2005",
        "co-thi-dua <ministry> [Công ty cổ phần Minh Phát] 2010/2012",
    ),
    case(
        "year-award-number",
        "Kết quả khen thưởng của huyện Đồng Xuân",
        "Kết quả khen thưởng qua các năm:\n\nNăm\nHình thức khen thưởng\nSố lượng\n2021\nBằng khen của "
        "UBND tỉnh\n12\n2021\nGiấy khen của UBND huyện\n240\n2022\nBằng khen của UBND tỉnh\n15\n2022\n"
        "Giấy khen của UBND huyện\n255",
        "bang-khen <province> 12 2021",
        "giay-khen <district> 240 2021",
        "bang-khen <province> 15 2022",
        "giay-khen <district> 255 2022",
    ),
    case(
        "a-total-beside-its-kinds",
        "Kết quả khen thưởng năm 2022 của Liên đoàn Lao động tỉnh",
        "Tổng hợp khen thưởng năm 2022:\n\nSTT | Hình thức khen thưởng | Tổng số | Tập thể | Cá nhân\n1 "
        "| Cờ thi đua của Tổng Liên đoàn | 3 | 3 | \n2 | Bằng khen của Tổng Liên đoàn | 20 | 8 | 12\n3 | "
        "Bằng khen của Liên đoàn Lao động tỉnh | 150 | 50 | 100\nTổng cộng | | 173 | 61 | 112",
        "co-thi-dua <ministry> 3 collective 2022",
        "bang-khen <ministry> 8 collective 2022",
        "bang-khen <ministry> 12 individual 2022",
        "bang-khen <department> 50 collective 2022",
        "bang-khen <department> 100 individual 2022",
    ),
    case(
        "two-headings",
        "Kết quả khen thưởng năm 2022 của tỉnh",
        "Tổng hợp khen thưởng năm 2022 theo khối:\n\nĐơn vị | Bằng khen | | Giấy khen | \n | Tập thể | "
        "Cá nhân | Tập thể | Cá nhân\nKhối Đảng | 5 | 12 | 3 | 9\nKhối sở, ngành | 20 | 45 | 12 | 30",
        "bang-khen 5 collective 2022",
        "bang-khen 12 individual 2022",
        "bang-khen 20 collective 2022",
        "bang-khen 45 individual 2022",
        "giay-khen 3 collective 2022",
        "giay-khen 9 individual 2022",
        "giay-khen 12 collective 2022",
        "giay-khen 30 individual 2022",
    ),
    case(
        "honours-a-cell-a-line",
        "Thành tích của Trường THCS Lê Lợi",
        "Trường THCS Lê Lợi đạt nhiều thành tích:\n\nNăm học\nDanh hiệu\nCấp công nhận\n2019 - 2020\nTập "
        "thể lao động xuất sắc\nUBND tỉnh\n2020 - 2021\nTập thể lao động tiên tiến\nUBND huyện",
        "tap-the-lao-dong-xuat-sac <province> [Trường THCS Lê Lợi] 2019/2020",
        "tap-the-lao-dong-tien-tien <district> [Trường THCS Lê Lợi] 2020/2021",
    ),
    case(
        "tabs-with-empty-cells",
        "Khen thưởng của huyện năm 2022",
        "Kết quả khen thưởng năm 2022:\n\nTT	Danh hiệu	Tập thể	Cá nhân	Ghi chú\n1	Lao động tiên tiến		"
        "450	\n2	Tập thể lao động tiên tiến	30		Có danh sách\n3	Giấy khen của Chủ tịch UBND huyện	12	88",
        "lao-dong-tien-tien 450 individual 2022",
        "tap-the-lao-dong-tien-tien 30 collective 2022",
        "giay-khen <district> 12 collective 2022",
        "giay-khen <district> 88 individual 2022",
    ),
    case(
        "spaces-between-cells",
        "Khen thưởng của huyện năm 2022",
        "Kết quả khen thưởng năm 2022:\n\nDanh hiệu                                Tập thể    Cá nhân    "
        "Hộ gia đình\nBằng khen của UBND tỉnh                  3          12         1\nGiấy khen của "
        "Chủ tịch UBND huyện        12         88         5",
        "bang-khen <province> 3 collective 2022",
        "bang-khen <province> 12 individual 2022",
        "bang-khen <province> 1 household 2022",
        "giay-khen <district> 12 collective 2022",
        "giay-khen <district> 88 individual 2022",
        "giay-khen <district> 5 household 2022",
    ),
    case(
        "badges-by-years",
        "Trao Huy hiệu Đảng đợt 3/2 năm 2022",
        "Đảng ủy xã Tân Lập trao Huy hiệu Đảng đợt 3/2 cho các đảng viên của các chi bộ, như sau:\n\n| "
        "Chi bộ | 30 năm | 40 năm | 50 năm | Cộng |\n|---|---|---|---|---|\n| Thôn Đông | 2 | 1 | | 3 |\n"
        "| Thôn Đoài | 1 | | 1 | 2 |\n| Trường Tiểu học | 3 | | | 3 |\n| Cộng | 6 | 1 | 1 | 8 |",
        "huy-hieu “30 năm tuổi Đảng” 2 individual 2022 part",
        "huy-hieu “30 năm tuổi Đảng” 1 individual 2022 part",
        "huy-hieu “30 năm tuổi Đảng” 3 individual 2022 part",
        "huy-hieu “30 năm tuổi Đảng” 6 individual 2022",
        "huy-hieu “40 năm tuổi Đảng” 1 individual 2022 part",
        "huy-hieu “40 năm tuổi Đảng” 1 individual 2022",
        "huy-hieu “50 năm tuổi Đảng” 1 individual 2022 part",
        "huy-hieu “50 năm tuổi Đảng” 1 individual 2022",
    ),
    case(
        "results-beside-registrations",
        "Kết quả thi đua năm 2022 và đăng ký năm 2023",
        "Kết quả thi đua năm 2022 và đăng ký thi đua năm 2023 của ngành:\n\nDanh hiệu | Kết quả năm 2022 "
        "| Đăng ký năm 2023\nChiến sĩ thi đua cơ sở | 120 | 150\nLao động tiên tiến | 1.045 | 1.100\nTập "
        "thể lao động xuất sắc | 6 | 8",
        "chien-si-thi-dua-co-so 120 individual 2022",
        "lao-dong-tien-tien 1045 individual 2022",
        "tap-the-lao-dong-xuat-sac 6 collective 2022",
    ),
    case(
        "nought-is-no-award",
        "Khen thưởng năm 2022 của thành phố",
        "Số liệu khen thưởng năm 2022 của thành phố:\n\nHình thức khen thưởng         Tập thể      Cá "
        "nhân      Hộ gia đình\n\nBằng khen UBND tỉnh           12           30           0\n\nGiấy khen "
        "UBND thành phố      45           210          16\n\nLao động tiên tiến            -            "
        "1.320        -",
        "bang-khen <province> 12 collective 2022",
        "bang-khen <province> 30 individual 2022",
        "giay-khen <district> 45 collective 2022",
        "giay-khen <district> 210 individual 2022",
        "giay-khen <district> 16 household 2022",
        "lao-dong-tien-tien 1320 individual 2022",
    ),
    case(
        "bars-behind-cells",
        "Sở Nội vụ công bố danh sách khen thưởng năm 2023",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 2 tập thể và 2 cá nhân có thành tích năm 2023, theo danh "
        "sách sau:\n\nSTT |\nTên tập thể, cá nhân |\nChức vụ, đơn vị |\n1 |\nPhòng Nội vụ huyện Yên Bình "
        "|\n|\n2 |\nVăn phòng Sở Tư pháp |\n|\n3 |\nÔng Lê Văn An |\nTrưởng phòng, Sở Y tế |\n4 |\nBà "
        "Trần Thị Bình |\nChuyên viên, Sở Nội vụ |",
        "bang-khen <province> 2 collective 2023",
        "bang-khen <province> 2 individual 2023",
        "bang-khen <province> [Phòng Nội vụ huyện Yên Bình] 2023 part",
        "bang-khen <province> [Văn phòng Sở Tư pháp] 2023 part",
        "bang-khen <province> [Lê Văn An] 2023 part",
        "bang-khen <province> [Trần Thị Bình] 2023 part",
    ),
    case(
        "honours-year-by-year",
        "Trường THCS Lê Lợi: những thành tích đã đạt được",
        "Trong 5 năm qua, Trường THCS Lê Lợi đã đạt được nhiều thành tích:\n\n- Năm học 2015 - 2016: Tập "
        "thể lao động xuất sắc; Bằng khen của Chủ tịch UBND tỉnh.\n\n- Năm học 2016 - 2017: Tập thể lao "
        "động tiên tiến; Công đoàn trường được LĐLĐ tỉnh tặng Bằng khen.\n\n- Năm học 2017 - 2018: Cờ "
        "thi đua của UBND tỉnh.\n\n- Năm học 2018 - 2019: Giấy khen của Giám đốc Sở GD&ĐT.",
        "tap-the-lao-dong-xuat-sac [Trường THCS Lê Lợi] 2015/2016",
        "bang-khen <province> [Trường THCS Lê Lợi] 2015/2016",
        "tap-the-lao-dong-tien-tien [Trường THCS Lê Lợi] 2016/2017",
        "bang-khen <department> [Công đoàn trường] 2016/2017",
        "co-thi-dua <province> [Trường THCS Lê Lợi] 2017/2018",
        "giay-khen <department> [Trường THCS Lê Lợi] 2018/2019",
    ),
    case(
        "sectors-and-their-members",
        "Khen thưởng ngành Giáo dục",
        "Danh sách tập thể được UBND tỉnh tặng Cờ thi đua năm học 2022 - 2023:\n\nKhối THPT: Trường THPT "
        "Lê Lợi (huyện Yên Bình), Trường THPT Hoàng Quốc Việt (TP Yên Bái).\nKhối Phòng GD&ĐT: Phòng "
        "GD&ĐT huyện Văn Chấn.\n\nTặng Bằng khen của Chủ tịch UBND tỉnh cho các cá nhân:\n1. Lê Văn An, "
        "Hiệu trưởng Trường THPT Lê Lợi\n2. Trần Thị Bình, giáo viên Trường THCS Yên Ninh",
        "co-thi-dua <province> [Trường THPT Lê Lợi] 2022/2023",
        "co-thi-dua <province> [Trường THPT Hoàng Quốc Việt] 2022/2023",
        "co-thi-dua <province> [Phòng GD&ĐT huyện Văn Chấn] 2022/2023",
        "bang-khen <province> [Lê Văn An] 2022/2023",
        "bang-khen <province> [Trần Thị Bình] 2022/2023",
    ),
    case(
        "a-board-in-groups",
        "[Infographic] Dấu ấn khen thưởng giai đoạn 2020 - 2025",
        "Mời bạn đọc nhìn lại kết quả khen thưởng của tỉnh qua đồ họa dưới đây.\n\nKHEN THƯỞNG CẤP NHÀ "
        "NƯỚC\n\n05\nHuân chương Độc lập các hạng\n\n62\nHuân chương Lao động\nHạng Nhất: 04\nHạng Nhì: "
        "13\nHạng Ba: 45\n\n286\nBằng khen của Thủ tướng Chính phủ\n138 tập thể\n148 cá nhân",
        "huan-chuong-doc-lap <state> 5 2020/2025",
        "huan-chuong-lao-dong <state> 62 2020/2025",
        "huan-chuong-lao-dong nhất <state> 4 2020/2025 part",
        "huan-chuong-lao-dong nhì <state> 13 2020/2025 part",
        "huan-chuong-lao-dong ba <state> 45 2020/2025 part",
        "bang-khen <government> 286 2020/2025",
        "bang-khen <government> 138 collective 2020/2025 part",
        "bang-khen <government> 148 individual 2020/2025 part",
    ),
    case(
        "sections-of-a-proposal",
        "Lấy ý kiến về danh sách đề nghị khen thưởng",
        "Sở Nội vụ công khai danh sách được UBND thành phố đề nghị Thủ tướng Chính phủ trình Chủ tịch "
        "nước tặng thưởng Huân chương Lao động, như sau:\n\nI. Huân chương Lao động hạng Nhì: 02 cá "
        "nhân\n\n(1) Ông Nguyễn Tấn Lộc, Trưởng Ban Quản lý;\n\n(2) Bà Mai Thị Cẩm Hường, Giám đốc Bệnh "
        "viện Mắt.\n\nII. Huân chương Lao động hạng Ba: 01 tập thể\n\n(1) Công ty CP Lúa gạo Vàng.",
        "huan-chuong-lao-dong nhì <state> 2 individual proposed",
        "huan-chuong-lao-dong nhì <state> [Nguyễn Tấn Lộc] proposed part",
        "huan-chuong-lao-dong nhì <state> [Mai Thị Cẩm Hường] proposed part",
        "huan-chuong-lao-dong ba <state> 1 collective proposed",
        "huan-chuong-lao-dong ba <state> [Công ty CP Lúa gạo Vàng] proposed part",
    ),
    case(
        "a-number-that-could-be-of-another-column-is-none",
        "Kết quả thi đua của huyện",
        "Kết quả thi đua năm học 2022 - 2023:\n\nBậc học\nTTLĐXS\nCSTĐCS\nMầm non\n2\nTiểu học\n3\n45\n"
        "Tổng cộng\n5\n45",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), TABLES)
def test_tables_of_figures(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
    found = read(text, title)
    assert all(str(row.count) in row.evidence.replace(".", "") for row in found.awards if row.count is not None)

