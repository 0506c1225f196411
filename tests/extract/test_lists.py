"""Lists and what stands in them: entries that are told of, brackets that divide, givers, money, parts."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


TOLD = [
    case(
        "entries-that-are-told-of",
        "Trong 3 hội viên được Chủ tịch UBND tỉnh tặng Bằng khen có ông Phan Văn Cường (xã Thạnh Hòa), "
        "người chỉ dạy kỹ thuật ủ phân cho gần trăm hộ; bà Lê Thị Xuân, chủ cơ sở kẹo dừa có 38 lao động "
        "nữ; ông Đặng Hoàng Sơn, chủ vườn bưởi.",
        "bang-khen <province> 3 individual",
        "bang-khen <province> [Phan Văn Cường] part",
        "bang-khen <province> [Lê Thị Xuân] part",
        "bang-khen <province> [Đặng Hoàng Sơn] part",
    ),
    case(
        "bodies-behind-grades",
        "Trao Huân chương Lao động hạng Nhất cho Công an tỉnh; hạng Nhì thuộc về Hội Khuyến học tỉnh; Sở "
        "Y tế và ông Giang Văn Tường.",
        "huan-chuong-lao-dong nhất <state> [Công an tỉnh]",
        "huan-chuong-lao-dong nhì <state> [Hội Khuyến học tỉnh]",
        "huan-chuong-lao-dong nhì <state> [Sở Y tế]",
        "huan-chuong-lao-dong nhì <state> [Giang Văn Tường]",
    ),
    case(
        "the-subject-broken-down",
        "Huyện có gần 1.200 tập thể, cá nhân (bao gồm hơn 300 tập thể, hơn 900 cá nhân) của ngành giáo "
        "dục được khen thưởng.",
        "khen-thuong <1200 mixed",
        "khen-thuong >300 collective part",
        "khen-thuong >900 individual part",
    ),
    case(
        "tiers-in-a-bracket",
        "Cuối kỳ, 7.206 hộ được công nhận nông dân SXKD giỏi (Trung ương: 172; tỉnh: 594).",
        "danh-hieu “nông dân SXKD giỏi” 7206 household",
        "danh-hieu “nông dân SXKD giỏi” 172 household part",
        "danh-hieu “nông dân SXKD giỏi” 594 household part",
    ),
    case(
        "a-part-before-the-verb",
        "27 đơn vị, trong đó có 9 hộ kinh doanh, nhận Giấy khen của Tổng cục Thuế.",
        "giay-khen <ministry> 27 collective",
        "giay-khen <ministry> 9 household part",
    ),
    case(
        "objects-of-all",
        "Trao 11 Huân chương Bảo vệ Tổ quốc (2 hạng Nhì, 9 hạng Ba) và 91 Huy chương Chiến sĩ vẻ vang "
        "(hạng Nhất 23, hạng Nhì 68) cho cán bộ, quân nhân chuyên nghiệp.",
        "huan-chuong-bao-ve-to-quoc <state> 11 individual objects",
        "huan-chuong-bao-ve-to-quoc nhì <state> 2 individual objects part",
        "huan-chuong-bao-ve-to-quoc ba <state> 9 individual objects part",
        "huy-chuong “Chiến sĩ vẻ vang” <state> 91 individual objects",
        "huy-chuong “Chiến sĩ vẻ vang” nhất <state> 23 individual objects part",
        "huy-chuong “Chiến sĩ vẻ vang” nhì <state> 68 individual objects part",
    ),
    case(
        "sections-of-a-proposal",
        "Hội đồng Thi đua - Khen thưởng Bộ đang hoàn thiện hồ sơ trình cấp có thẩm quyền xét, tặng Huân "
        "chương Lao động cho các cá nhân.\n\nI. Huân chương Lao động hạng Ba cho 02 cá nhân:\n1. Ông Lê "
        "Hữu Lực, Phó Chánh Thanh tra;\n2. Bà Đàm Thị Thu, Phó Chánh Thanh tra.\nII. Chiến sĩ thi đua "
        "toàn quốc cho 01 cá nhân:\n1. Ông Nguyễn Tiến Trung, Chánh Thanh tra.",
        "huan-chuong-lao-dong ba <state> 2 individual proposed",
        "huan-chuong-lao-dong ba <state> [Lê Hữu Lực] proposed part",
        "huan-chuong-lao-dong ba <state> [Đàm Thị Thu] proposed part",
        "chien-si-thi-dua-toan-quoc 1 individual proposed",
        "chien-si-thi-dua-toan-quoc [Nguyễn Tiến Trung] proposed part",
        title="Lấy ý kiến nhân dân trước khi trình khen thưởng",
    ),
    case(
        "the-past-of-an-entry",
        "UBND thành phố đề nghị Chủ tịch nước tặng thưởng Huân chương Lao động, như sau:\n\nI. Huân "
        "chương Lao động hạng Nhì: 02 đơn vị\n\n(1) Chi cục Thủy lợi (đã được tặng Huân chương Lao động "
        "hạng Ba năm 2014);\n\n(2) Trường Cao đẳng Nghề Ô Môn.",
        "huan-chuong-lao-dong nhì <state> 2 collective proposed",
        "huan-chuong-lao-dong nhì <state> [Chi cục Thủy lợi] proposed part",
        "huan-chuong-lao-dong ba <state> [Chi cục Thủy lợi] 2014",
        "huan-chuong-lao-dong nhì <state> [Trường Cao đẳng Nghề Ô Môn] proposed part",
        title="Danh sách đề nghị khen thưởng",
    ),
    case(
        "who-receives-is-the-next-sentence",
        "Tỉnh đoàn trao Bằng khen cho hai đoàn viên vừa đưa một phụ nữ khỏi dòng nước. Người nhận là "
        "Đoàn Quốc Lâm (SN 1997) và Nay Y Hoan (SN 1999).",
        "bang-khen <department> 2 individual",
        "bang-khen <department> [Đoàn Quốc Lâm] part",
        "bang-khen <department> [Nay Y Hoan] part",
    ),
    case(
        "counted-again-by-name",
        "Bộ tặng Bằng khen cho 3 VĐV và 2 tập thể. 3 VĐV là: Mã Thế Khang, Đàm Ngọc Uyên (đội Aerobic), "
        "Tạ Hữu Đức.",
        "bang-khen <ministry> 3 individual",
        "bang-khen <ministry> 2 collective",
        "bang-khen <ministry> [Mã Thế Khang] part",
        "bang-khen <ministry> [Đàm Ngọc Uyên] part",
        "bang-khen <ministry> [Tạ Hữu Đức] part",
    ),
    case(
        "mothers-each-told-of",
        "Huyện truy tặng danh hiệu “Bà mẹ Việt Nam Anh hùng” cho 2 mẹ và trao Huân chương Độc lập cho 2 "
        "gia đình liệt sĩ.\n\nCác mẹ gồm: Mẹ Nông Thị Lan, có hai con liệt sĩ là Lường Văn Thành và "
        "Lường Văn Lộc; Mẹ Triệu Mùi Nái (mẹ liệt sĩ Bàn Văn Phúc).",
        "ba-me-viet-nam-anh-hung <state> 2 individual posthumous",
        "huan-chuong-doc-lap <state> 2 household",
        "ba-me-viet-nam-anh-hung <state> [Nông Thị Lan] posthumous part",
        "ba-me-viet-nam-anh-hung <state> [Triệu Mùi Nái] posthumous part",
    ),
    case(
        "some-of-an-untold-number",
        "Bộ tặng Kỷ niệm chương “Vì sự nghiệp lao động” cho các sĩ quan, kỹ sư, trong đó có Đại tá Vi "
        "Hồng Chiêm và bà Ninh Thị Lâm.",
        "ky-niem-chuong “Vì sự nghiệp lao động” <ministry> [Vi Hồng Chiêm]",
        "ky-niem-chuong “Vì sự nghiệp lao động” <ministry> [Ninh Thị Lâm]",
    ),
    case(
        "money-beside-it",
        "Chủ tịch UBND tỉnh tặng Bằng khen, thưởng 20 triệu đồng Ban chuyên án 611L.",
        "bang-khen <province> [Ban chuyên án 611L]",
    ),
    case(
        "sentences-run-together",
        "Tỉnh có 1.873 người được tặng Bằng khen của UBND tỉnh.Theo quyết định mới, Chủ tịch UBND tỉnh "
        "tặng Bằng khen cho 4 tập thể.",
        "bang-khen <province> 1873 individual",
        "bang-khen <province> 4 collective",
    ),
    case(
        "praise-of-another-giver",
        "Thầy Bàn Văn Sính từng được Chủ tịch UBND tỉnh tặng Bằng khen, được Trung ương Đoàn tuyên dương "
        "năm 2016.",
        "bang-khen <province> [Bàn Văn Sính]",
        "bieu-duong <ministry> [Bàn Văn Sính] 2016",
    ),
    case(
        "prizes-by-their-giver",
        "Nhạc sĩ Phan Hạnh đã nhận Giải thưởng Hội Nhạc sĩ Việt Nam các năm 1996, 1999 và 2004, Huân "
        "chương Kháng chiến hạng Nhì.",
        "giai-thuong “Hội Nhạc sĩ Việt Nam” [Phan Hạnh] 1996",
        "giai-thuong “Hội Nhạc sĩ Việt Nam” [Phan Hạnh] 1999",
        "giai-thuong “Hội Nhạc sĩ Việt Nam” [Phan Hạnh] 2004",
        "huan-chuong-khang-chien nhì <state> [Phan Hạnh]",
    ),
    case(
        "medals-of-a-trade",
        "Bộ trưởng tặng Huy chương “Vì sự nghiệp phát thanh” cho 12 biên tập viên.",
        "huy-chuong “Vì sự nghiệp phát thanh” <state> 12 individual",
    ),
    case(
        "the-flag-and-the-topic",
        "Về Bằng khen, 52 tập thể và 9 cá nhân được biểu quyết thông qua.",
        "bang-khen 52 collective proposed",
        "bang-khen 9 individual proposed",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), TOLD)
def test_rows(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
