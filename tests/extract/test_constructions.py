"""One invented sentence for each construction and phenomenon, and the rows that a careful reader takes from it."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, wrong: str = "") -> object:
    """A sentence with its rows; ``wrong`` says what is not right yet."""
    marks = [pytest.mark.xfail(strict=True, reason=wrong)] if wrong else []
    return pytest.param(text, list(expected), id=name, marks=marks)


# What binds award and recipients (the table in extract/clauses.py).
CONSTRUCTIONS = [
    case(
        "passive",
        "Năm 2021, có 7 tập thể, 19 cá nhân được Thủ tướng Chính phủ tặng Bằng khen.",
        "bang-khen <government> 7 collective 2021",
        "bang-khen <government> 19 individual 2021",
    ),
    case(
        "passive-receive",
        "Tại buổi lễ, 12 đơn vị đón nhận Cờ thi đua của UBND tỉnh.",
        "co-thi-dua <province> 12 collective",
    ),
    case(
        "active",
        "Chủ tịch UBND tỉnh Hà Lam tặng Bằng khen cho 16 tập thể và 31 hộ gia đình.",
        "bang-khen <province> 16 collective",
        "bang-khen <province> 31 household",
    ),
    case(
        "active-without-cho",
        "Dịp này, Giám đốc Sở Y tế tặng Giấy khen 14 cá nhân.",
        "giay-khen <department> 14 individual",
    ),
    case(
        "nominal",
        "Kết quả khen thưởng năm 2019 của UBND tỉnh: Bằng khen: 140 tập thể, 322 cá nhân; Cờ thi đua: 41 tập thể.",
        "bang-khen <province> 140 collective 2019",
        "bang-khen <province> 322 individual 2019",
        "co-thi-dua <province> 41 collective 2019",
    ),
    case(
        "verbless",
        "Kết quả, 6 tập thể nhận Cờ thi đua của Chính phủ, 19 tập thể Bằng khen của Thủ tướng Chính phủ.",
        "co-thi-dua <government> 6 collective",
        "bang-khen <government> 19 collective",
    ),
    case(
        "counted",
        "UBND huyện Bình Sa công nhận 61 Tập thể lao động tiên tiến và 508 Lao động tiên tiến.",
        "tap-the-lao-dong-tien-tien <district> 61 collective",
        "lao-dong-tien-tien <district> 508 individual",
    ),
    case(
        "elided",
        "Chủ tịch nước tặng Huân chương Lao động hạng Nhất cho 1 tập thể, hạng Nhì cho 2 cá nhân, hạng Ba cho 7 cá nhân.",
        "huan-chuong-lao-dong nhất <state> 1 collective",
        "huan-chuong-lao-dong nhì <state> 2 individual",
        "huan-chuong-lao-dong ba <state> 7 individual",
    ),
    case(
        "shared",
        "Có 9 đoàn viên nhận Bằng khen và Huy hiệu “Tuổi trẻ dũng cảm” của Trung ương Đoàn.",
        "bang-khen <ministry> 9 individual",
        "huy-hieu “Tuổi trẻ dũng cảm” <ministry> 9 individual",
    ),
    case(
        "listed",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể: Sở Xây dựng; Trường THPT Nà Hin; Hợp tác xã Chè Phin Hồ.",
        "bang-khen <province> 3 collective",
        "bang-khen <province> [Sở Xây dựng] part",
        "bang-khen <province> [Trường THPT Nà Hin] part",
        "bang-khen <province> [Hợp tác xã Chè Phin Hồ] part",
    ),
    case(
        "listed-persons",
        "Giám đốc Công an tỉnh tặng Giấy khen cho 2 cá nhân gồm: ông Lò Văn Pánh, trú tại bản Nà Hin và bà Ksor H'Lan.",
        "giay-khen <department> 2 individual",
        "giay-khen <department> [Lò Văn Pánh] part",
        "giay-khen <department> [Ksor H'Lan] part",
    ),
    case(
        "carried",
        "Chủ tịch UBND xã tặng Giấy khen cho 58 tập thể; 8 hộ gia đình hiến đất làm đường.",
        "giay-khen <commune> 58 collective",
        "giay-khen <commune> 8 household",
    ),
]

COUNTS = [
    case(
        "thousands",
        "Năm 2020, UBND tỉnh tặng Bằng khen cho 1.195 tập thể.",
        "bang-khen <province> 1195 collective 2020",
    ),
    case("padded", "UBND tỉnh tặng Cờ thi đua cho 02 tập thể.", "co-thi-dua <province> 2 collective"),
    case(
        "number-words",
        "Bảy tập thể và mười hai cá nhân được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> 7 collective",
        "bang-khen <province> 12 individual",
    ),
    case(
        "five-and-year",
        "Năm 2018, năm tập thể được UBND tỉnh tặng Cờ thi đua.",
        "co-thi-dua <province> 5 collective 2018",
    ),
    case(
        "approximate",
        "Các cấp đã tặng Giấy khen cho hơn 700 tập thể, gần 2.300 cá nhân.",
        "giay-khen >700 collective",
        "giay-khen <2300 individual",
    ),
    case(
        "magnitude",
        "Hàng trăm tập thể, hàng nghìn cá nhân được tặng Giấy khen.",
        "giay-khen ~ collective",
        "giay-khen ~ individual",
    ),
    case(
        "mixed",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 173 tập thể, cá nhân.",
        "bang-khen <province> 173 mixed",
    ),
    case(
        "times",
        "Trong 5 năm 2015-2020, UBND tỉnh tặng Bằng khen cho 318 lượt tập thể.",
        "bang-khen <province> 318 collective times 2015/2020",
    ),
    case(
        "objects",
        "Năm 2022, Nhà nước tặng 11 Huân chương Độc lập cho các tập thể trong tỉnh.",
        "huan-chuong-doc-lap <state> 11 collective objects 2022",
    ),
    case(
        "objects-received",
        "Năm 2022, tỉnh được Nhà nước tặng 11 Huân chương Độc lập.",
        "huan-chuong-doc-lap <state> 11 objects 2022",
    ),
    case(
        "not-counts",
        "Kỷ niệm 55 năm thành lập, theo Quyết định số 218/QĐ-UBND ngày 7/11/2022, 4 tập thể nhận Bằng khen của UBND tỉnh.",
        "bang-khen <province> 4 collective",
    ),
    case(
        "other-things-counted",
        "Từ 12.400 sáng kiến làm lợi 90 tỷ đồng, Tổng Liên đoàn Lao động Việt Nam tặng Bằng Lao động sáng tạo cho 46 cá nhân.",
        "danh-hieu “Bằng Lao động sáng tạo” <ministry> 46 individual",
    ),
]

PARTS = [
    case(
        "of-which",
        "Đợt này, 90 đảng viên được tặng Huy hiệu Đảng, trong đó 3 đồng chí nhận Huy hiệu 70 năm tuổi Đảng.",
        "huy-hieu 90 individual",
        "huy-hieu “70 năm tuổi Đảng” 3 individual part",
    ),
    case(
        "brackets",
        "Chủ tịch nước tặng 8 Huân chương Lao động (2 hạng Nhì, 6 hạng Ba) cho cán bộ, công nhân.",
        "huan-chuong-lao-dong <state> 8 individual objects",
        "huan-chuong-lao-dong nhì <state> 2 individual objects part",
        "huan-chuong-lao-dong ba <state> 6 individual objects part",
    ),
    case(
        "by-kind",
        "Năm 2017, UBND tỉnh tặng Bằng khen cho 500 cá nhân, trong đó có 289 công nhân, nông dân.",
        "bang-khen <province> 500 individual 2017",
        "bang-khen <province> 289 individual 2017 part",
    ),
]

COMPARED = [
    case(
        "more-than-the-year-before",
        "Năm 2020, toàn huyện có 12 tập thể được UBND tỉnh tặng Bằng khen, tăng 3 tập thể so với năm 2019.",
        "bang-khen <province> 12 collective 2020",
    ),
    case(
        "elided-award-of-the-next-year",
        "Năm 2019, UBND tỉnh tặng Bằng khen cho 12 tập thể; năm 2020 tặng 15 tập thể.",
        "bang-khen <province> 12 collective 2019",
        "bang-khen <province> 15 collective 2020",
    ),
]

PRAISE = [
    case(
        "praised",
        "Hội Nông dân tỉnh tuyên dương 35 nông dân sản xuất kinh doanh giỏi.",
        "bieu-duong <department> 35 individual",
    ),
    case(
        "commended-form-not-said",
        "Giám đốc Công an tỉnh đã quyết định khen thưởng đột xuất cho Đội Cảnh sát hình sự.",
        "khen-thuong <department> [Đội Cảnh sát hình sự]",
    ),
    case("money", "Chủ tịch UBND tỉnh thưởng nóng đội tuyển 50 triệu đồng."),
]

STATUS = [
    case(
        "proposed",
        "Hội đồng thống nhất trình Thủ tướng Chính phủ tặng Bằng khen cho 1 tập thể, 6 cá nhân.",
        "bang-khen <government> 1 collective proposed",
        "bang-khen <government> 6 individual proposed",
    ),
    case(
        "conferred-and-proposed",
        "UBND huyện tặng Giấy khen cho 25 tập thể; đề nghị UBND tỉnh tặng Bằng khen cho 40 cá nhân.",
        "giay-khen <district> 25 collective",
        "bang-khen <province> 40 individual proposed",
    ),
    case(
        "on-proposal-of",
        "Theo đề nghị của Ban Dân vận, Chủ tịch UBND tỉnh tặng Bằng khen cho 5 hộ gia đình.",
        "bang-khen <province> 5 household",
    ),
    case(
        "revoked",
        "Chủ tịch UBND tỉnh quyết định thu hồi Bằng khen đã tặng cho ông Tòng Văn Dín.",
        "bang-khen <province> [Tòng Văn Dín] revoked",
    ),
    case("negated", "Năm 2020, xã không có cá nhân nào được Chủ tịch UBND tỉnh tặng Bằng khen."),
    case("never", "Ông Lò Văn Pánh chưa từng được tặng Giấy khen."),
    case("conditional", "Xã nào về đích sớm sẽ được UBND tỉnh tặng Cờ thi đua."),
    case("planned", "Dự kiến, cuối năm 2026 UBND tỉnh sẽ tặng Bằng khen cho 50 tập thể."),
    case(
        "posthumous",
        "Chủ tịch nước truy tặng danh hiệu Bà mẹ Việt Nam Anh hùng cho 13 mẹ.",
        "ba-me-viet-nam-anh-hung <state> 13 individual posthumous",
    ),
]

AUTHORITY = [
    case(
        "proxy",
        "Thừa ủy quyền Chủ tịch nước, Bí thư Tỉnh ủy trao Huân chương Lao động hạng Ba cho Công ty Thủy nông Bình Sa.",
        "huan-chuong-lao-dong ba <state> [Công ty Thủy nông Bình Sa]",
    ),
    case(
        "stated-once",
        "Chủ tịch UBND tỉnh tặng Cờ thi đua cho 10 tập thể; công nhận 55 Tập thể lao động xuất sắc; tặng Bằng khen cho 80 cá nhân.",
        "co-thi-dua <province> 10 collective",
        "tap-the-lao-dong-xuat-sac <province> 55 collective",
        "bang-khen <province> 80 individual",
    ),
    case(
        "office-with-name",
        "Chủ tịch UBND tỉnh Lê Quang Sáng đã ký quyết định tặng Bằng khen cho 25 tập thể.",
        "bang-khen <province> 25 collective",
    ),
    case(
        "office-and-rank-with-name",
        "Giám đốc Công an tỉnh, Đại tá Trần Gia Bách tặng Giấy khen cho 3 tập thể.",
        "giay-khen <department> 3 collective",
        wrong="a giver whose name follows the office is lost",
    ),
    case(
        "place-named-after-a-person",
        "UBND thành phố Hồ Chí Minh tặng Bằng khen cho 25 tập thể.",
        "bang-khen <province> 25 collective",
    ),
    case(
        "submitted-to",
        "Sở Nội vụ trình UBND tỉnh xem xét, tặng Bằng khen cho 9 tập thể.",
        "bang-khen <province> 9 collective proposed",
    ),
    case(
        "behind-the-award",
        "Có 35 tập thể được tặng Bằng khen của Bộ trưởng Bộ Quốc phòng.",
        "bang-khen <ministry> 35 collective",
    ),
    case(
        "owner-and-presenter",
        "Phó Chủ tịch UBND tỉnh trao Bằng khen của Bộ trưởng Bộ Y tế cho 4 cá nhân.",
        "bang-khen <ministry> 4 individual",
    ),
]

NAMES = [
    case(
        "persons",
        "Ông Giàng A Pháo và bà H'Hen Niê được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> [Giàng A Pháo]",
        "bang-khen <province> [H'Hen Niê]",
    ),
    case(
        "person-with-office",
        "Chủ tịch UBND huyện tặng Giấy khen cho bà Lê Thu Vân, nguyên Phó Trưởng phòng Nội vụ.",
        "giay-khen <district> [Lê Thu Vân]",
    ),
    case(
        "two-awards-of-one",
        "Ông Lò Văn Pánh được tặng Bằng khen của Thủ tướng Chính phủ và Giấy khen của Chủ tịch UBND huyện.",
        "bang-khen <government> [Lò Văn Pánh]",
        "giay-khen <district> [Lò Văn Pánh]",
    ),
    case(
        "years-running",
        "Công ty Cấp nước Hà Lam 3 năm liền được tặng Cờ thi đua của UBND tỉnh.",
        "co-thi-dua <province> [Công ty Cấp nước Hà Lam]",
    ),
    case(
        "later-year-of-the-same",
        "Năm 2015, Hợp tác xã Chè Phin Hồ được UBND tỉnh tặng Bằng khen. Đến năm 2019, lại nhận Cờ thi đua của Chính phủ.",
        "bang-khen <province> [Hợp tác xã Chè Phin Hồ] 2015",
        "co-thi-dua <government> [Hợp tác xã Chè Phin Hồ] 2019",
    ),
    case(
        "each-in-the-list-of-years",
        "Các năm 2017, 2018, Trạm Y tế xã Tân Lộc được UBND huyện tặng Giấy khen.",
        "giay-khen <district> [Trạm Y tế xã Tân Lộc] 2017",
        "giay-khen <district> [Trạm Y tế xã Tân Lộc] 2018",
    ),
    case(
        "one-of-many",
        "Chị Hờ Thị Súa là một trong 63 gương mặt được Trung ương Đoàn tặng Bằng khen.",
        "bang-khen <ministry> [Hờ Thị Súa] part",
        "bang-khen <ministry> 63 individual",
    ),
    case(
        "place-and-people",
        "Nhân dân và cán bộ xã Tân Lộc được Chủ tịch nước tặng Huân chương Lao động hạng Ba.",
        "huan-chuong-lao-dong ba <state> [Nhân dân và cán bộ xã Tân Lộc]",
    ),
    case(
        "guests-get-nothing",
        "Dự lễ có ông Trần Gia Bách, Phó Chủ tịch UBND tỉnh. Chủ tịch UBND tỉnh tặng Bằng khen cho 6 tập thể.",
        "bang-khen <province> 6 collective",
    ),
]

LAYOUT = [
    case(
        "list-under-header",
        "Năm 2023, Chủ tịch UBND tỉnh tặng:\n- Bằng khen: 35 tập thể;\n- Cờ thi đua: 4 tập thể.\n\n"
        "Liên đoàn Lao động tỉnh tặng:\n- Cờ thi đua: 2 tập thể.",
        "bang-khen <province> 35 collective 2023",
        "co-thi-dua <province> 4 collective 2023",
        "co-thi-dua <department> 2 collective 2023",
    ),
    case(
        "numbered-names",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 2 tập thể:\n1. Sở Xây dựng\n2. Trường Tiểu học Nà Hin",
        "bang-khen <province> 2 collective",
        "bang-khen <province> [Sở Xây dựng] part",
        "bang-khen <province> [Trường Tiểu học Nà Hin] part",
    ),
    case(
        "flattened-table",
        "Kết quả khen thưởng của UBND tỉnh năm 2016:\n"
        "Stt | Hình thức | Tập thể | Cá nhân\n1 | Bằng khen | 25 | 40\n2 | Cờ thi đua | 9 | 0",
        "bang-khen <province> 25 collective 2016",
        "bang-khen <province> 40 individual 2016",
        "co-thi-dua <province> 9 collective 2016",
    ),
    case(
        "table-with-a-cell-in-each-line",
        "Kết quả khen thưởng của UBND tỉnh năm 2016:\nStt\nHình thức\nTập thể\nCá nhân\n1\nBằng khen\n25\n40\n2\nCờ thi đua\n9\n0",
        "bang-khen <province> 25 collective 2016",
        "bang-khen <province> 40 individual 2016",
        "co-thi-dua <province> 9 collective 2016",
    ),
    case(
        "caption-repeats",
        "Phó Chủ tịch UBND tỉnh trao Bằng khen cho 6 tập thể\n\n"
        "Sáng 5/6, UBND tỉnh tổ chức hội nghị. Chủ tịch UBND tỉnh tặng Bằng khen cho 6 tập thể.",
        "bang-khen <province> 6 collective",
    ),
]

SILENCE = [
    case("sport", "Đoàn Hà Lam giành 3 huy chương Vàng, 5 huy chương Bạc tại giải vô địch điền kinh."),
    case("contest", "Ban tổ chức trao 2 giải Nhất, 4 giải Nhì và bằng khen của ban tổ chức cho các tiết mục xuất sắc."),
    case(
        "school",
        "Cuối năm học, nhà trường tặng giấy khen cho 412 học sinh giỏi.",
    ),
    case(
        "law",
        "Tiêu chuẩn tặng Bằng khen của Thủ tướng Chính phủ: có 2 lần được tặng danh hiệu Chiến sĩ thi đua cấp tỉnh.",
    ),
    case("office", "Trưởng Ban Thi đua - Khen thưởng tỉnh báo cáo về Quỹ khen thưởng năm 2020."),
    case("forged", "Công an thu giữ 14 bằng khen giả mang tên UBND tỉnh."),
    case("standard", "Toàn huyện có 31/38 thôn đạt chuẩn nông thôn mới."),
    case("wish", "Cử tri mong muốn Nhà nước sớm tặng Huân chương cho các cựu thanh niên xung phong."),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*CONSTRUCTIONS, *COUNTS, *PARTS, *COMPARED, *PRAISE, *STATUS, *AUTHORITY, *NAMES, *LAYOUT, *SILENCE],
)
def test_the_rows_of_a_sentence(text: str, expected: list[str]) -> None:
    assert rows(text) == expected
