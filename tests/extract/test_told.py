"""How portals and newspapers tell awards: each construction in a sentence or two of ours, with the rows it states."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str) -> object:
    return pytest.param(text, list(expected), id=name)


COUNTS = [
    case(
        "each-one",
        "Sáu nữ y tá, mỗi người được nhận một Giấy khen của Giám đốc Sở Y tế.",
        "giay-khen <department> 6 individual",
    ),
    case(
        "receivers-behind-a-semicolon",
        "Huyện đoàn Sơn Hà tặng 40 Giấy khen; người nhận gồm 9 tập thể, 31 cá nhân.",
        "giay-khen <district> 40 mixed objects",
        "giay-khen <district> 9 collective part",
        "giay-khen <district> 31 individual part",
    ),
    case(
        "subject-of-a-proposal",
        "Có 3 tập thể, 8 cá nhân đề nghị tặng Bằng khen của Thủ tướng Chính phủ và 1 tập thể đề nghị tặng Cờ thi đua "
        "của Chính phủ.",
        "bang-khen <government> 3 collective proposed",
        "bang-khen <government> 8 individual proposed",
        "co-thi-dua <government> 1 collective proposed",
    ),
    case(
        "on-the-list-of-proposals",
        "Còn 4 đơn vị vào danh sách đề nghị Bộ Công Thương tặng Bằng khen.",
        "bang-khen <ministry> 4 collective proposed",
    ),
    case(
        "proposing-goes-on",
        "Hội đồng thống nhất đề nghị Chủ tịch UBND tỉnh tặng Cờ thi đua cho 11 đơn vị. Ngoài ra còn có Bằng khen chuyên "
        "đề cho 26 tập thể. Năm trước, Sở Tư pháp đã được tặng Bằng khen của Bộ Tư pháp.",
        "co-thi-dua <province> 11 collective proposed",
        "bang-khen 26 collective proposed",
        "bang-khen <ministry> [Sở Tư pháp]",
    ),
    case(
        "counted-title-in-a-list",
        "UBND huyện tặng danh hiệu Lao động tiên tiến cho 900 cá nhân và tập thể lao động tiên tiến cho 45 tập thể.",
        "lao-dong-tien-tien <district> 900 individual",
        "tap-the-lao-dong-tien-tien <district> 45 collective",
    ),
    case(
        "one-count-of-two-sorts-of-one-form",
        "Bằng khen thường xuyên và Bằng khen chuyên đề: 52 tập thể.",
        "bang-khen 52 collective",
    ),
    case(
        "acted-on",
        "Anh Lò Văn Hặc lội suối cứu hai học trò, được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> [Lò Văn Hặc]",
    ),
    case(
        "badge-of-several-years",
        "Có 210 đảng viên được trao Huy hiệu 50 năm, 40 năm và 30 năm tuổi Đảng.",
        "huy-hieu “50 năm, 40 năm và 30 năm tuổi Đảng” 210 individual",
    ),
    case(
        "parts-that-add-up",
        "Đảng bộ có 12 đảng viên được tặng Huy hiệu Đảng. 2 đồng chí nhận Huy hiệu 60 năm tuổi Đảng, 10 đồng chí nhận "
        "Huy hiệu 40 năm tuổi Đảng.",
        "huy-hieu 12 individual",
        "huy-hieu “60 năm tuổi Đảng” 2 individual part",
        "huy-hieu “40 năm tuổi Đảng” 10 individual part",
    ),
    case(
        "posthumous-by-its-own-verb",
        "Chủ tịch nước phong tặng danh hiệu Bà mẹ Việt Nam Anh hùng cho 2 mẹ và truy tặng danh hiệu Bà mẹ Việt Nam Anh "
        "hùng cho 19 mẹ.",
        "ba-me-viet-nam-anh-hung <state> 2 individual",
        "ba-me-viet-nam-anh-hung <state> 19 individual posthumous",
    ),
    case("ordinary-words-are-no-title", "Tỉnh đã chọn 5 nông dân xuất sắc đi dự hội nghị toàn quốc."),
    case(
        "where-somebody-is",
        "Đảng ủy trao Huy hiệu 55 năm tuổi Đảng cho 4 đảng viên sinh hoạt tại 3 chi bộ và 2 đảng bộ cơ sở.",
        "huy-hieu “55 năm tuổi Đảng” 4 individual",
    ),
]

NAMES = [
    case(
        "subjects-parted-by-semicolons",
        "Sở Ngoại vụ; ông Hà Quốc Trị, Giám đốc Sở Tài chính và UBND phường Đông Ngạn được tặng Bằng khen của UBND tỉnh.",
        "bang-khen <province> [Sở Ngoại vụ]",
        "bang-khen <province> [Hà Quốc Trị]",
        "bang-khen <province> [UBND phường Đông Ngạn]",
    ),
    case(
        "head-told-once",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho các xã Phú Mỹ, Tân Thuận và thị trấn Vĩnh Bình.",
        "bang-khen <province> [xã Phú Mỹ]",
        "bang-khen <province> [xã Tân Thuận]",
        "bang-khen <province> [thị trấn Vĩnh Bình]",
    ),
    case(
        "counted-and-named",
        "Công an huyện trao Giấy khen cho hai lái xe Trần Văn Khởi và Lý Hoàng Sang.",
        "giay-khen <district> 2 individual",
        "giay-khen <district> [Trần Văn Khởi] part",
        "giay-khen <district> [Lý Hoàng Sang] part",
    ),
    case(
        "brackets-explain",
        "Bộ Y tế tặng Bằng khen cho 2 cá nhân gồm: ông Vi Văn Đạt (sinh năm 1970, quê quán: xã Tam Thái); bà Lương Thị "
        "Xiên (xã Yên Na).",
        "bang-khen <ministry> 2 individual",
        "bang-khen <ministry> [Vi Văn Đạt] part",
        "bang-khen <ministry> [Lương Thị Xiên] part",
    ),
    case(
        "taken-by-a-relative",
        "Thừa ủy quyền của Chủ tịch nước, lãnh đạo tỉnh trao Huân chương Dũng cảm cho thân nhân anh Mai Xuân Bắc.",
        "huan-chuong-dung-cam <state> [Mai Xuân Bắc]",
    ),
    case(
        "state-title-before-a-name",
        "Hai cá nhân được phong tặng danh hiệu Nghệ sĩ Nhân dân gồm: NSƯT Lưu Quang Đáng; NSƯT Hồ Vân Kiều.",
        "nghe-si-nhan-dan <state> 2 individual",
        "nghe-si-nhan-dan <state> [Lưu Quang Đáng] part",
        "nghe-si-nhan-dan <state> [Hồ Vân Kiều] part",
    ),
    case(
        "one-of-those-told-before",
        "Chính phủ tặng Cờ thi đua cho 15 tập thể. Trường Cao đẳng nghề Sông Lam là một trong 15 tập thể được vinh danh.",
        "co-thi-dua <government> 15 collective",
        "co-thi-dua <government> [Trường Cao đẳng nghề Sông Lam] part",
    ),
    case(
        "unit-by-its-head",
        "Đồn Biên phòng Ka Roòng quản lý 28 km đường biên. UBND tỉnh đã tặng Bằng khen cho tập thể Đồn và 2 cá nhân.",
        "bang-khen <province> [Đồn Biên phòng Ka Roòng]",
        "bang-khen <province> 2 individual",
    ),
    case(
        "being-of-a-title",
        "Cô giáo Nông Thị Ngọc Bích được Bộ Giáo dục và Đào tạo tặng Bằng khen, bốn năm liền là Chiến sĩ thi đua cơ sở.",
        "bang-khen <ministry> [Nông Thị Ngọc Bích]",
        "chien-si-thi-dua-co-so [Nông Thị Ngọc Bích]",
    ),
    case(
        "recognised-by-a-name-in-quotes",
        "Công ty Gốm Chu Đậu Xanh được công nhận là “Doanh nghiệp vì người lao động”.",
        "danh-hieu “Doanh nghiệp vì người lao động” [Công ty Gốm Chu Đậu Xanh]",
    ),
    case(
        "codes-of-departments",
        "Phòng PC08, PA05 và PC10 được Bộ Công an tặng Bằng khen.",
        "bang-khen <ministry> [Phòng PC08]",
        "bang-khen <ministry> [PA05]",
        "bang-khen <ministry> [PC10]",
    ),
]

GIVERS = [
    case(
        "giver-behind-a-passive",
        "Năm 2022, có 17 Huy hiệu “Tuổi trẻ dũng cảm” đã được Trung ương Đoàn trao tặng.",
        "huy-hieu “Tuổi trẻ dũng cảm” <ministry> 17 individual objects 2022",
    ),
    case(
        "two-givers-two-forms",
        "UBND tỉnh và Giám đốc Sở Xây dựng tặng Bằng khen và Giấy khen cho 30 cá nhân.",
        "bang-khen <province> 30 individual",
        "giay-khen <department> 30 individual",
    ),
    case(
        "tiers",
        "Cấp tỉnh khen thưởng 8 tập thể; cấp huyện khen 21 tập thể; cấp xã khen 90 hộ gia đình.",
        "khen-thuong <province> 8 collective",
        "khen-thuong <district> 21 collective",
        "khen-thuong <commune> 90 household",
    ),
    case(
        "givers-in-a-lump",
        "Ông Chu Văn Lềnh được UBND huyện tặng Giấy khen và nhiều Bằng khen của các cấp, các ngành.",
        "giay-khen <district> [Chu Văn Lềnh]",
        "bang-khen [Chu Văn Lềnh]",
    ),
    case(
        "this-occasion",
        "Bộ trưởng Bộ Nội vụ tặng Bằng khen cho 60 công chức. Tỉnh có 2 công chức được tặng Bằng khen dịp này.",
        "bang-khen <ministry> 60 individual",
        "bang-khen <ministry> 2 individual",
    ),
]

PERIODS = [
    case(
        "years-behind-the-award",
        "Công ty Chè Tân Cương Hồng được tặng Huân chương Lao động hạng Ba (2001), hạng Nhì (2007).",
        "huan-chuong-lao-dong ba <state> [Công ty Chè Tân Cương Hồng] 2001",
        "huan-chuong-lao-dong nhì <state> [Công ty Chè Tân Cương Hồng] 2007",
    ),
    case(
        "several-years-in-brackets",
        "Chị Đinh Thị Mơ hai lần nhận Giấy khen của UBND huyện (2012, 2015), một lần được Hội Nông dân tỉnh tặng Bằng khen.",
        "giay-khen <district> [Đinh Thị Mơ] 2012",
        "giay-khen <district> [Đinh Thị Mơ] 2015",
        "bang-khen <department> [Đinh Thị Mơ]",
    ),
    case(
        "term-and-a-year-of-its-own",
        "Giai đoạn 2016-2021, 300 hộ được UBND huyện tặng Giấy khen. Riêng năm 2021, có 70 hộ được UBND huyện tặng Giấy khen.\n\nTrong nhiệm kỳ, Trung ương "
        "Hội Nông dân Việt Nam tặng Bằng khen 6 tập thể.",
        "giay-khen <district> 300 household 2016/2021",
        "giay-khen <district> 70 household 2021 part",
        "bang-khen <ministry> 6 collective 2016/2021",
    ),
    case(
        "a-year-in-a-life",
        "Năm 2010, ông Kpă Thuyên được UBND tỉnh tặng Bằng khen.\n\nTại lễ, Chủ tịch UBND huyện trao Giấy khen cho 8 hộ.",
        "bang-khen <province> [Kpă Thuyên] 2010",
        "giay-khen <district> 8 household",
    ),
    case(
        "a-year-later",
        "Năm 2014, bà Quàng Thị Inh được tặng Kỷ niệm chương “Vì sự nghiệp y tế”; hai năm sau, bà được Bộ Y tế tặng Bằng khen.",
        "ky-niem-chuong “Vì sự nghiệp y tế” [Quàng Thị Inh] 2014",
        "bang-khen <ministry> [Quàng Thị Inh] 2016",
    ),
    case(
        "compared-year-in-front-of-brackets",
        "So với năm 2017 (40 tập thể được Chủ tịch UBND huyện tặng Giấy khen), số đơn vị được khen tăng gấp rưỡi.",
        "giay-khen <district> 40 collective 2017",
    ),
]

LISTS = [
    case(
        "ends-in-its-list",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho các tập thể, cá nhân sau:\n\nI. TẬP THỂ\n1. Ban Dân tộc tỉnh\n2. Trường THPT "
        "Mộc Hạ\nII. CÁ NHÂN\n1. Ông Lầu A Chống, Bí thư Chi bộ bản Co Mạ\n2. Bà Cà Thị Sương, giáo viên",
        "bang-khen <province> [Ban Dân tộc tỉnh]",
        "bang-khen <province> [Trường THPT Mộc Hạ]",
        "bang-khen <province> [Lầu A Chống]",
        "bang-khen <province> [Cà Thị Sương]",
    ),
    case(
        "award-alone-heads-lines",
        "Những đơn vị được tặng Huân chương Lao động dịp này:\n\nHuân chương Lao động hạng Nhì\n\nTrường Đại học Tây Nguyên Xanh"
        "\n\nHuân chương Lao động hạng Ba\n\nBệnh viện Mắt Sông Hậu",
        "huan-chuong-lao-dong nhì <state> [Trường Đại học Tây Nguyên Xanh]",
        "huan-chuong-lao-dong ba <state> [Bệnh viện Mắt Sông Hậu]",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*COUNTS, *NAMES, *GIVERS, *PERIODS, *LISTS])
def test_the_rows_that_a_careful_reader_takes(text: str, expected: list[str]) -> None:
    assert rows(text) == expected
