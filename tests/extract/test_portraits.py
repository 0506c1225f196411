"""Lives and histories: whom an award is about that names nobody, or names him otherwise."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


SUBJECTS = [
    case(
        "more-for-the-one-named",
        "Năm 2011, Chủ tịch UBND tỉnh tặng ông Trần Đình Khương Bằng khen; năm 2015 Bộ Y tế tặng Kỷ niệm "
        "chương. Tỉnh đoàn cũng tặng Bằng khen, kèm 10 triệu đồng.",
        "bang-khen <province> [Trần Đình Khương] 2011",
        "ky-niem-chuong <ministry> [Trần Đình Khương] 2015",
        "bang-khen <department> [Trần Đình Khương]",
    ),
    case(
        "who-receives-for-a-body",
        "Chủ tịch HĐTV Phạm Hữu Nghĩa thay mặt Công ty Cao su Phước Hưng đón nhận Huân chương Độc lập "
        "hạng Nhì.",
        "huan-chuong-doc-lap nhì <state> [Công ty Cao su Phước Hưng]",
    ),
    case(
        "the-share-of-others",
        "Cả thôn chỉ còn 2 hộ nghèo, 96% hộ đạt gia đình văn hóa.",
    ),
    case(
        "burns-are-no-share",
        "Trung úy Trần Hoài Nam, bị bỏng 30%, được Giám đốc Công an tỉnh khen thưởng đột xuất.",
        "khen-thuong <department> [Trần Hoài Nam]",
    ),
    case(
        "units-that-are-counted",
        "Năm 2023, công ty có 2 nông trường được Tập đoàn Công nghiệp Cao su Việt Nam tặng Cờ thi đua.",
        "co-thi-dua <ministry> 2 collective 2023",
    ),
    case(
        "nouns-that-no-list-knows",
        "Năm 2023, có 12 máy cày viên được UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> 12 2023",
    ),
    case(
        "after-what-the-first-did",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 24 em đoạt giải Nhất, Nhì và 12 giáo viên bồi dưỡng đội "
        "tuyển.",
        "bang-khen <province> 24 individual",
        "bang-khen <province> 12 individual",
    ),
    case(
        "one-predicate-for-all",
        "Sở Tài chính có 2 tập thể, 4 cá nhân; Sở Công Thương 3 tập thể; Cục Thống kê 1 tập thể được "
        "nhận Bằng khen của UBND tỉnh.",
        "bang-khen <province> 2 collective",
        "bang-khen <province> 4 individual",
        "bang-khen <province> 3 collective",
        "bang-khen <province> 1 collective",
    ),
    case(
        "those-of-a-unit",
        "Năm 2020, cán bộ, chiến sĩ Đồn được Bộ Tư lệnh BĐBP tặng Bằng khen.",
        "bang-khen <ministry> [cán bộ, chiến sĩ Đồn] 2020",
    ),
    case(
        "names-that-are-the-counted",
        "Thầy Huỳnh Tấn Phát, cô Lê Thị Bích Ngọc là hai giáo viên được Thủ tướng Chính phủ tặng Bằng "
        "khen. Phân xưởng Chế biến, tổ Cơ điện là những tập thể được UBND tỉnh tặng Bằng khen.",
        "bang-khen <government> [Huỳnh Tấn Phát] part",
        "bang-khen <government> [Lê Thị Bích Ngọc] part",
        "bang-khen <government> 2 individual",
        "bang-khen <province> [Phân xưởng Chế biến]",
        "bang-khen <province> [tổ Cơ điện]",
    ),
    case(
        "a-factory-by-its-head",
        "Nhà máy đã ba lần đón nhận Huân chương Lao động: hạng Ba năm 1985, hạng Nhì năm 1995. Liên tục "
        "từ năm 2015 đến năm 2020, năm nào đơn vị cũng được UBND tỉnh tặng Cờ thi đua.\n\nBộ Công Thương "
        "tặng 5 Bằng khen. Tấm Bằng khen của Thủ tướng Chính phủ năm 2019 được treo trang trọng trong "
        "phòng truyền thống.",
        "huan-chuong-lao-dong ba <state> [Nhà máy Đường Sông Con] 1985",
        "huan-chuong-lao-dong nhì <state> [Nhà máy Đường Sông Con] 1995",
        "co-thi-dua <province> [Nhà máy Đường Sông Con] 2015/2020",
        "bang-khen <ministry> 5 objects",
        "bang-khen <government> [Nhà máy Đường Sông Con] 2019",
        title="Nhà máy Đường Sông Con: Nửa thế kỷ ngọt ngào",
    ),
    case(
        "years-line-by-line",
        "- Năm 2003: Tập thể Lao động Xuất sắc. Được UBND tỉnh tặng Bằng khen.\n\n- Năm 2006: Tập thể "
        "Lao động Xuất sắc. UBND tỉnh tặng Cờ thi đua. Bằng khen Bộ Y tế.",
        "tap-the-lao-dong-xuat-sac [Trường Cao đẳng nghề Hoa Lư] 2003",
        "bang-khen <province> [Trường Cao đẳng nghề Hoa Lư] 2003",
        "tap-the-lao-dong-xuat-sac [Trường Cao đẳng nghề Hoa Lư] 2006",
        "co-thi-dua <province> [Trường Cao đẳng nghề Hoa Lư] 2006",
        "bang-khen <ministry> [Trường Cao đẳng nghề Hoa Lư] 2006",
        title="Thành tích của Trường Cao đẳng nghề Hoa Lư",
    ),
    case(
        "anniversary-of-a-school",
        "Năm 1997, Trường vinh dự được đón nhận Huân chương Lao động hạng Ba.",
        "huan-chuong-lao-dong ba <state> [Trường THPT Gò Nổi] 1997",
        title="60 năm Trường THPT Gò Nổi",
    ),
    case(
        "a-hospital-in-the-title",
        "Bệnh viện được xem là một trong những lá cờ đầu của ngành Y tế. Đơn vị vinh dự được Chủ tịch "
        "nước phong tặng Huân chương Lao động hạng Nhất.",
        "huan-chuong-lao-dong nhất <state> [Bệnh viện Đa khoa tỉnh]",
        title="Bệnh viện Đa khoa tỉnh: Lá cờ đầu của ngành Y tế tỉnh",
    ),
    case(
        "the-house-that-keeps-it",
        "Y sĩ Siu H’Blơi về Trạm Y tế xã Ia Dom khi mới 23 tuổi. Gần ba mươi năm sau, chị vẫn đi bộ vào "
        "làng tiêm chủng.\n\nTrong tủ kính nhà chị có tấm Kỷ niệm chương “Vì sức khỏe nhân dân”, có Bằng "
        "khen của Bộ trưởng Bộ Y tế năm 2014. Năm 2020, nữ y sĩ người Gia Rai được Chủ tịch nước phong "
        "tặng danh hiệu “Thầy thuốc Ưu tú”. Chị bảo thế là đủ. Chị luôn cười.",
        "ky-niem-chuong “Vì sức khỏe nhân dân” <ministry> [Siu H’Blơi]",
        "bang-khen <ministry> [Siu H’Blơi] 2014",
        "thay-thuoc-uu-tu <state> [Siu H’Blơi] 2020",
        title="Bác sĩ của buôn làng",
    ),
    case(
        "then-became",
        "Năm 1993, bà Nông Thị Xuyến được phong tặng danh hiệu Nghệ sĩ Ưu tú, năm 2016 là Nghệ sĩ Nhân "
        "dân. Học trò của bà, nghệ sĩ Hoàng Thị Diệp, năm 2023 cũng trở thành Nghệ sĩ Ưu tú.",
        "nghe-si-uu-tu <state> [Nông Thị Xuyến] 1993",
        "nghe-si-nhan-dan <state> [Nông Thị Xuyến] 2016",
        "nghe-si-uu-tu <state> [Hoàng Thị Diệp] 2023",
    ),
    case(
        "handed-to-the-dead",
        "Bí thư Thành ủy trao Huân chương Dũng cảm truy tặng liệt sĩ Ngô Văn Vinh.",
        "huan-chuong-dung-cam <state> [Ngô Văn Vinh] posthumous",
    ),
    case(
        "a-hamlet-beside-a-body",
        "Ban Chỉ huy Quân sự xã và bản Cang được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> [Ban Chỉ huy Quân sự xã]",
        "bang-khen <province> [bản Cang]",
    ),
    case(
        "many-ideas-are-nobody",
        "Ông Lê Văn Tám nêu nhiều giải pháp, được Bộ Y tế tặng Bằng khen.",
        "bang-khen <ministry> [Lê Văn Tám]",
    ),
    case(
        "honours-of-a-cooperative",
        "Cách đây 15 năm, khi Hợp tác xã Nông nghiệp Phú Thịnh ra đời, chẳng mấy ai tin. Nay hợp tác xã "
        "có 214 thành viên.\n\nMỗi vụ, hợp tác xã bao tiêu 1.200 tấn lúa.\n\nNhững nỗ lực ấy được ghi "
        "nhận bằng nhiều phần thưởng cao quý: Bằng khen của UBND tỉnh (năm 2015), Huân chương Lao động "
        "hạng Ba (năm 2020).",
        "bang-khen <province> [Hợp tác xã Nông nghiệp Phú Thịnh] 2015",
        "huan-chuong-lao-dong ba <state> [Hợp tác xã Nông nghiệp Phú Thịnh] 2020",
        title="Vươn lên từ vùng đất khó",
    ),
    case(
        "honours-of-a-forester",
        "34 năm gắn với rừng, ông Hồ Văn Chiêng thuộc từng gốc lim. Đồng nghiệp gọi ông là “bản đồ "
        "sống”.\n\nÔng từng 4 lần bị hành hung. Vậy mà chưa khi nào ông nghĩ đến chuyện bỏ rừng.\n\nSự "
        "cống hiến ấy được đền đáp bằng những phần thưởng cao quý: Bằng khen của Bộ trưởng Bộ Nông "
        "nghiệp và Phát triển nông thôn (2012), danh hiệu Chiến sĩ thi đua cấp tỉnh năm 2019.",
        "bang-khen <ministry> [Hồ Văn Chiêng] 2012",
        "chien-si-thi-dua-cap-tinh <province> [Hồ Văn Chiêng] 2019",
        title="Người giữ rừng ở Tà Cơn",
    ),
    case(
        "the-whole-school",
        "Tập thể Trường THCS Lý Tự Trọng được tặng Cờ thi đua của UBND tỉnh. Công đoàn trường được LĐLĐ "
        "tỉnh tặng Bằng khen.\n\nNăm học 2022-2023, tập thể được đề nghị tặng Huân chương Lao động hạng "
        "Ba. Đơn vị có 28 lớp, tập thể luôn đoàn kết. Trường có 1.045 học sinh, trường đạt chuẩn quốc "
        "gia.",
        "co-thi-dua <province> [Trường THCS Lý Tự Trọng]",
        "bang-khen <department> [Công đoàn trường]",
        "huan-chuong-lao-dong ba <state> [Trường THCS Lý Tự Trọng] proposed 2022/2023",
        title="Lá cờ đầu của ngành giáo dục huyện",
    ),
    case(
        "what-somebody-cooked",
        "Gia đình bà Nguyễn Thị Thí nấu 1.000 suất cơm mỗi ngày cũng nhận Bằng khen của Chủ tịch UBND "
        "tỉnh.",
        "bang-khen <province> [Nguyễn Thị Thí]",
    ),
    case(
        "was-once",
        "Đại tá Cù Huy Thắng, Đội trưởng, từng là chiến sĩ thi đua toàn quân năm 2021.",
        "chien-si-thi-dua-cap-tinh [Cù Huy Thắng] 2021",
    ),
    case(
        "said-by-the-way",
        "Nhạc sĩ Thái Hòa Cơ qua đời rạng sáng 12-10. Ông thọ 79 tuổi.\n\nNhắc đến Thái Hòa Cơ, người "
        "yêu nhạc nhớ ngay “Đò dọc”. Lúc ca sĩ Vân Thoa (nay là NSND) hát lần đầu, ông đang sốt rét.\n\n"
        "Bản thảo còn giữ được. Năm 2012, ông được tặng Giải thưởng Nhà nước.",
        "nghe-si-nhan-dan <state> [Vân Thoa]",
        "giai-thuong-nha-nuoc <state> [Thái Hòa Cơ] 2012",
    ),
    case(
        "when-a-story-began",
        "Theo điều tra, từ giữa năm 2022, Lợi thuê ba tầng nhà, lập công ty rồi tuyển người. Ghi nhận "
        "chiến công này, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể.",
        "bang-khen <province> 3 collective",
    ),
    case(
        "of-one-decision",
        "Chủ tịch UBND tỉnh vừa tặng Bằng khen cho các tập thể, cá nhân có thành tích bảo vệ rừng năm "
        "2025. Theo đó, 5 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.\n\nCó 7 cá nhân được Chủ tịch "
        "UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> 5 collective 2025",
        "bang-khen <province> 7 individual 2025",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), [*SUBJECTS])
def test_whose_award_it_is(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
