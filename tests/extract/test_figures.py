"""How many, out of how many, when, and who gave: totals, parts, periods and givers."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


FIGURES = [
    case(
        "part-of-a-whole",
        "12 trong số 31 đơn vị dẫn đầu các cụm, khối lên nhận Cờ thi đua của UBND tỉnh năm 2018.",
        "co-thi-dua <province> 12 collective 2018",
    ),
    case(
        "praise-by-level",
        "Năm 2020, khen thưởng cấp Nhà nước 35 trường hợp; khen thưởng cấp huyện: 340 tập thể, 1.200 cá "
        "nhân.",
        "khen-thuong <state> 35 2020",
        "khen-thuong <district> 340 collective 2020",
        "khen-thuong <district> 1200 individual 2020",
    ),
    case(
        "praise-broken-down-in-brackets",
        "Khen cấp tỉnh: 1.204 trường hợp (Cờ thi đua: 40; Bằng khen: 1.050; Chiến sĩ thi đua cấp tỉnh: 24).",
        "khen-thuong <province> 1204",
        "co-thi-dua <province> 40 collective part",
        "bang-khen <province> 1050 part",
        "chien-si-thi-dua-cap-tinh <province> 24 individual part",
    ),
    case(
        "total-spelt-out",
        "Chủ tịch UBND tỉnh đã quyết định khen thưởng 712 trường hợp, gồm: 215 tập thể, 470 cá nhân, 27 hộ "
        "gia đình.",
        "khen-thuong <province> 712",
        "khen-thuong <province> 215 collective part",
        "khen-thuong <province> 470 individual part",
        "khen-thuong <province> 27 household part",
    ),
    case(
        "part-with-a-year-of-its-own",
        "Giai đoạn 2016-2020, 35 tập thể được tặng Huân chương Lao động; riêng năm 2020 có 9 tập thể.",
        "huan-chuong-lao-dong <state> 35 collective 2016/2020",
        "huan-chuong-lao-dong <state> 9 collective 2020 part",
    ),
    case(
        "whole-opens",
        "Trong số 256 cá nhân được khen có 112 nông dân, chiếm 43,7%.",
        "khen-thuong 256 individual",
        "khen-thuong 112 individual part",
    ),
    case(
        "a-second-award-of-the-counted",
        "Xã có 2 thôn đạt danh hiệu Làng văn hóa 5 năm liên tục, được UBND tỉnh tặng Bằng khen.",
        "khu-dan-cu-van-hoa 2 collective",
        "bang-khen <province> 2 collective",
    ),
    case(
        "verb-closes",
        "Đối với hình thức Bằng khen của Thủ tướng, tỉnh có 8 tập thể, 11 cá nhân được tặng.",
        "bang-khen <government> 8 collective",
        "bang-khen <government> 11 individual",
    ),
    case(
        "other-acts",
        "Thủ trưởng đơn vị tặng giấy khen 32 đồng chí, thưởng phép 15 đồng chí.",
        "giay-khen 32 individual",
    ),
    case(
        "years-in-a-row",
        "Năm 2019 tặng Bằng khen cho 120 tập thể, năm 2020 tặng 135 tập thể, năm 2021 tặng 142 tập thể.",
        "bang-khen 120 collective 2019",
        "bang-khen 135 collective 2020",
        "bang-khen 142 collective 2021",
    ),
    case(
        "adds-up-to-a-date",
        "Tính đến hết năm 2014, ngành có 19 tập thể được tặng Huân chương Lao động hạng Ba.",
        "huan-chuong-lao-dong ba <state> 19 collective",
    ),
    case(
        "years-with-a-span",
        "UBND tỉnh tặng Cờ thi đua cho ngành Y tế các năm: 2003, 2007 và từ năm 2010 đến năm 2013.",
        "co-thi-dua <province> [ngành Y tế] 2003",
        "co-thi-dua <province> [ngành Y tế] 2007",
        "co-thi-dua <province> [ngành Y tế] 2010/2013",
    ),
    case(
        "year-inside-a-paragraph",
        "Ủy ban MTTQ tỉnh họp sáng qua. Năm 2019, anh Lê Văn Nam được UBND xã tặng Giấy khen.\n\nChủ tịch UBND "
        "tỉnh tặng Bằng khen cho 10 cơ sở tôn giáo.",
        "giay-khen <commune> [Lê Văn Nam] 2019",
        "bang-khen <province> 10 collective",
    ),
    case(
        "holders-of-a-title",
        "Có 3 Nghệ nhân Ưu tú của tỉnh được đề nghị xét tặng danh hiệu Nghệ nhân Nhân dân.",
        "nghe-nhan-nhan-dan <state> 3 individual proposed",
    ),
    case(
        "asked-for-of",
        "Sở Nội vụ đang thẩm định hồ sơ đề nghị khen thưởng của 45 tập thể, 60 cá nhân.",
        "khen-thuong 45 collective proposed",
        "khen-thuong 60 individual proposed",
    ),
    case(
        "refused",
        "Hội đồng không thông qua 3 trường hợp đề nghị tặng Bằng khen do thiếu thành tích.",
    ),
    case(
        "who-asks",
        "UBND huyện vừa có Tờ trình đề nghị UBND tỉnh tặng Cờ thi đua cho xã Minh Tân.",
        "co-thi-dua <province> [xã Minh Tân] proposed",
    ),
    case(
        "some-of-each",
        "Lễ phong tặng, truy tặng danh hiệu Bà mẹ Việt Nam anh hùng cho các mẹ: mẹ Trần Thị Lài (xã Vĩnh "
        "Thủy), mẹ Lê Thị Khuê (xã Hải Ba, truy tặng).",
        "ba-me-viet-nam-anh-hung <state> [Trần Thị Lài]",
        "ba-me-viet-nam-anh-hung <state> [Lê Thị Khuê] posthumous",
    ),
    case(
        "year-of-the-title",
        "Trong năm, UBND huyện tặng Giấy khen cho 40 tập thể, 80 cá nhân.",
        "giay-khen <district> 40 collective 2021",
        "giay-khen <district> 80 individual 2021",
        title="Kết quả công tác thi đua của huyện Mai Sơn năm 2021",
    ),
    case(
        "year-of-the-review",
        "Sáng 8/1, UBND tỉnh tổng kết công tác thi đua năm 2018. Chủ tịch UBND tỉnh tặng Bằng khen cho 12 "
        "tập thể, 30 cá nhân.",
        "bang-khen <province> 12 collective 2018",
        "bang-khen <province> 30 individual 2018",
    ),
    case(
        "sentence-cut-short",
        "UBND tỉnh tặng Bằng khen cho 12 tập thể, (và 3",
        "bang-khen <province> 12 collective",
    ),
    case(
        "range",
        "Mỗi năm UBND huyện tặng Giấy khen cho 15-20 tập thể.",
        "giay-khen <district> ~ collective",
    ),
    case(
        "aim-over-a-semicolon",
        "Huyện phấn đấu có 85% cơ quan đạt Tập thể lao động tiên tiến; 20 trường đạt Tập thể lao động xuất "
        "sắc.",
    ),
    case(
        "part-of-what-nobody-counted",
        "Huyện khen thưởng 32 tập thể. Nhiều cá nhân được khen thưởng. Trong đó có 1 cá nhân được tặng Bằng "
        "khen của Thủ tướng Chính phủ.",
        "khen-thuong <district> 32 collective",
        "bang-khen <government> 1 individual",
    ),
    case(
        "praise-of-three-kinds",
        "Có 13 tập thể, 2 hộ gia đình và 21 cá nhân được vinh danh. Trong đó, 2 hộ gia đình được tặng Bằng "
        "khen của Thủ tướng Chính phủ.",
        "bieu-duong 13 collective",
        "bieu-duong 2 household",
        "bieu-duong 21 individual",
        "bang-khen <government> 2 household part",
    ),
    case(
        "where-members-belong",
        "Tỉnh ủy tặng Huy hiệu Đảng cho 155 đảng viên của 13/15 đảng bộ.",
        "huy-hieu 155 individual",
    ),
    case(
        "badges-by-years",
        "Trong số đảng viên được nhận Huy hiệu Đảng đợt này có 1 đảng viên 70 năm tuổi Đảng, 2 đảng viên 65 "
        "năm tuổi Đảng.",
        "huy-hieu “70 năm tuổi Đảng” 1 individual",
        "huy-hieu “65 năm tuổi Đảng” 2 individual",
    ),
    case(
        "khen-tang",
        "UBND xã khen tặng 2 tập thể và 4 cá nhân.",
        "khen-thuong <commune> 2 collective",
        "khen-thuong <commune> 4 individual",
    ),
    case(
        "title-run-for",
        "Gần 200 doanh nghiệp tham gia hồ sơ xét chọn danh hiệu “Doanh nghiệp tiêu biểu”.",
    ),
    case(
        "asked-of-all-levels",
        "Chi cục Thuế đã đề nghị các cấp khen thưởng 18 đơn vị và cá nhân.",
        "khen-thuong 18 mixed proposed",
    ),
    case(
        "title-asks",
        "Ngoài ra, còn có Cờ thi đua của UBND tỉnh: 54 tập thể; Chiến sĩ thi đua cấp tỉnh: 60 cá nhân.",
        "co-thi-dua <province> 54 collective proposed",
        "chien-si-thi-dua-cap-tinh <province> 60 individual proposed",
        title="12 tập thể được đề nghị tặng Cờ thi đua của Chính phủ",
    ),
    case(
        "the-dead",
        "Tỉnh đã trao danh hiệu Bà mẹ Việt Nam anh hùng cho 56 mẹ và thân nhân của 122 mẹ đã qua đời.",
        "ba-me-viet-nam-anh-hung <state> 56 individual",
        "ba-me-viet-nam-anh-hung <state> 122 individual posthumous",
    ),
]

GIVERS = [
    case(
        "joint-givers",
        "Hội đồng Đội tỉnh, Sở GD&ĐT, UBND huyện Yên Mô và Trường Tiểu học Hoa Lư đã tặng giấy khen cho em "
        "Lê Thị Lan Anh.",
        "giay-khen <department> [Lê Thị Lan Anh]",
    ),
    case(
        "bracket-behind-the-giver",
        "Cục Văn hóa cơ sở (Bộ Văn hóa, Thể thao và Du lịch) và UBND tỉnh đã trao tặng Bằng khen cho 37 đội.",
        "bang-khen <ministry> 37 collective",
    ),
    case(
        "joint-owners",
        "Trao Giấy khen của Huyện ủy, UBND huyện cho 5 tập thể.",
        "giay-khen <district> 5 collective",
    ),
    case(
        "title-says-its-level",
        "Có 38 cá nhân đạt Chiến sĩ thi đua cấp tỉnh.",
        "chien-si-thi-dua-cap-tinh <province> 38 individual",
    ),
    case(
        "office-alone",
        "Sáng 12/12, Bộ Chỉ huy Quân sự tỉnh tổng kết phong trào. Kết thúc hội nghị, Chỉ huy trưởng tặng "
        "Giấy khen 27 tập thể.",
        "giay-khen <department> 27 collective",
    ),
    case(
        "handed-over-below-the-province",
        "Lãnh đạo UBND huyện tuyên dương, trao Bằng khen cho em Lê Thị Lan.",
        "bang-khen [Lê Thị Lan]",
    ),
    case(
        "another-country",
        "Nhà nước Liên bang Nga trao Huân chương Hữu nghị cho Thượng tướng Lê Văn Khánh.",
    ),
    case(
        "orders-beside-a-foreign-one",
        "Ông từng nhận Huân chương Lenin và Huân chương Sao vàng.",
    ),
    case(
        "letter-of-praise",
        "Ban Giám đốc Công an tỉnh vừa có thư khen và thưởng 30 triệu đồng cho Công an huyện Lộc Ninh.",
        "khen-thuong <department> [Công an huyện Lộc Ninh]",
    ),
    case(
        "deeds-praised",
        "Thứ trưởng biểu dương những kết quả mà BĐBP tỉnh đạt được trong thời gian qua.",
    ),
    case(
        "revoked-in-a-row",
        "Chủ tịch UBND tỉnh quyết định thu hồi danh hiệu Chiến sĩ thi đua cấp tỉnh năm 2019 và 3 Bằng khen "
        "đã tặng ông Phan Văn Lợi.",
        "chien-si-thi-dua-cap-tinh <province> [Phan Văn Lợi] revoked 2019",
        "bang-khen <province> [Phan Văn Lợi] revoked",
    ),
    case(
        "leaders-of-a-body",
        "Tại buổi gặp mặt, lãnh đạo Sở Y tế đã tặng Giấy khen cho 4 tập thể, 7 cá nhân.",
        "giay-khen <department> 4 collective",
        "giay-khen <department> 7 individual",
    ),
    case(
        "honour-of-a-form-not-said",
        "Chủ tịch UBND tỉnh trao phần thưởng cao quý của Nhà nước cho ông Nguyễn Văn Thái.",
        "khen-thuong <state> [Nguyễn Văn Thái]",
    ),
    case("enrolled-for-a-title", "Đầu năm, xã đăng ký xây dựng 5 thôn văn hóa."),
    case("organisers-of-a-contest", "Kết thúc hội thi, Ban tổ chức tặng Giấy khen cho 6 đội."),
    case(
        "nobody-in-particular",
        "Năm 2016, ngành có 17.774 cá nhân trong số hơn 23.000 cán bộ đã được các đơn vị khen thưởng.",
        "khen-thuong 17774 individual 2016",
    ),
    case(
        "one-giver-of-two-clauses",
        "16 tập thể được Bộ Công an tặng Cờ thi đua và 22 tập thể, 50 cá nhân được tặng Bằng khen.",
        "co-thi-dua <ministry> 16 collective",
        "bang-khen <ministry> 22 collective",
        "bang-khen <ministry> 50 individual",
    ),
    case(
        "no-giver-of-a-part-for-the-whole",
        "Tỉnh có 20 điển hình được tuyên dương, trong đó có 3 điển hình được nhận Bằng khen của Trung ương "
        "Đoàn.",
        "bieu-duong 20",
        "bang-khen <ministry> 3 part",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), [*FIGURES, *GIVERS])
def test_figures_periods_and_givers(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
