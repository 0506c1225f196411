"""What holds an award back, makes it a proposal or undoes it, and what only stands beside it."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


HELD = [
    case(
        "striving-of-the-past",
        "Sau 10 năm nỗ lực phấn đấu, Trường Mầm non Hoa Mai được UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> [Trường Mầm non Hoa Mai]",
    ),
    case(
        "aims-that-were-met",
        "Năm 2023, xã Tân Lập hoàn thành 15/15 chỉ tiêu, được UBND tỉnh tặng Cờ thi đua.",
        "co-thi-dua <province> [xã Tân Lập] 2023",
    ),
    case(
        "aims-that-run-on",
        "Năm 2025, ngành phấn đấu hoàn thành 100% chỉ tiêu, có 3 đơn vị được tặng Cờ thi đua của Chính "
        "phủ.",
    ),
    case(
        "an-aim-with-its-year",
        "Đoàn phường đặt mục tiêu năm 2025, Đoàn phường được Trung ương Đoàn tặng Bằng khen.",
    ),
    case(
        "conditions-of-life",
        "Trong điều kiện còn nhiều khó khăn, Trường Mầm non Hoa Mai vẫn được UBND tỉnh tặng Bằng khen "
        "năm 2020.",
        "bang-khen <province> [Trường Mầm non Hoa Mai] 2020",
    ),
    case(
        "wishes-that-led-to-deeds",
        "Mong muốn giúp bà con thoát nghèo, chị Vi Thị Lan mở lớp dạy nghề và được UBND tỉnh tặng Bằng "
        "khen năm 2019.",
        "bang-khen <province> [Vi Thị Lan] 2019",
    ),
    case(
        "a-wish-itself",
        "Mong muốn của ông là một ngày kia, Hội Nông dân xã được tặng Bằng khen.",
    ),
    case(
        "rules",
        "Tiêu chuẩn xét tặng Bằng khen của UBND tỉnh là 2 năm liền hoàn thành xuất sắc nhiệm vụ, được "
        "tặng 2 Giấy khen.",
    ),
    case(
        "by-right-of-office",
        "Theo thẩm quyền, Chủ tịch UBND huyện tặng Giấy khen cho 34 tập thể.",
        "giay-khen <district> 34 collective",
    ),
    case(
        "a-comparison",
        "Nếu như năm 2019 tỉnh có 5 tập thể được tặng Cờ thi đua của Chính phủ thì nay là 7.",
        "co-thi-dua <government> 5 collective 2019",
    ),
    case(
        "deserved-or-wished-for",
        "Tập thể Trường Hoa Mai đã xứng đáng được Chủ tịch nước tặng Huân chương Lao động hạng Ba năm "
        "2010. Bác Páo xứng đáng được Thủ tướng tặng Bằng khen.",
        "huan-chuong-lao-dong ba <state> [Trường Hoa Mai] 2010",
    ),
    case(
        "ideas-are-no-proposals",
        "Chị Vi Thị Lan có 3 đề xuất cải tiến được áp dụng và được Tổng Liên đoàn Lao động Việt Nam tặng "
        "Bằng khen.",
        "bang-khen <ministry> [Vi Thị Lan]",
    ),
    case(
        "checked-then-given",
        "Sau khi thẩm định hồ sơ, Chủ tịch UBND tỉnh quyết định tặng Bằng khen cho 12 tập thể.",
        "bang-khen <province> 12 collective",
    ),
    case(
        "voted-for-then-given",
        "Qua bỏ phiếu tín nhiệm, ông Lê Văn Tám được bầu làm trưởng thôn; năm 2019, ông được UBND tỉnh "
        "tặng Bằng khen.",
        "bang-khen <province> [Lê Văn Tám] 2019",
    ),
    case(
        "still-proposed",
        "Ban Thường vụ đề xuất UBND tỉnh tặng Bằng khen cho 5 tập thể.",
        "bang-khen <province> 5 collective proposed",
    ),
    case(
        "enrolled-for",
        "Năm 2026, xã đăng ký 4 tập thể đạt Tập thể lao động xuất sắc.",
    ),
    case(
        "undone-behind-it",
        "Danh hiệu Chiến sĩ thi đua cấp tỉnh năm 2020 của ông Đinh Xuân Lộc cũng bị hủy bỏ theo đề nghị "
        "của Sở Nội vụ.",
        "chien-si-thi-dua-cap-tinh <province> [Đinh Xuân Lộc] revoked 2020",
    ),
    case(
        "only-heard",
        "Hội đồng được nghe báo cáo xét duyệt Cờ thi đua của UBND tỉnh cho 69 đơn vị. Qua bỏ phiếu, Hội "
        "đồng thống nhất đề nghị tặng Cờ thi đua của UBND tỉnh cho 48 đơn vị.",
        "co-thi-dua <province> 48 collective proposed",
        title="Hội đồng Thi đua - Khen thưởng tỉnh họp xét",
    ),
    case(
        "somebody-else-was-given",
        "Trường THCS Lý Tự Trọng được đề nghị tặng Huân chương Lao động hạng Ba; Hiệu trưởng Phạm Quang "
        "Vinh được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "huan-chuong-lao-dong ba <state> [Trường THCS Lý Tự Trọng] proposed",
        "bang-khen <province> [Phạm Quang Vinh]",
    ),
    case(
        "the-praised-and-who-receives",
        "Công an thành phố tổ chức lễ tuyên dương 10 gương mặt trẻ tiêu biểu và đón nhận Bằng khen của "
        "Thủ tướng tặng Đoàn Thanh niên Công an thành phố.",
        "bang-khen <government> [Đoàn Thanh niên Công an thành phố]",
    ),
    case(
        "ranks-are-no-grades",
        "Huyện được Chủ tịch UBND tỉnh tặng cờ dẫn đầu: 4 tập thể; kèm bằng khen của Chủ tịch UBND tỉnh: "
        "6 tập thể hạng nhì, 3 tập thể hạng ba.",
        "co-thi-dua <province> 4 collective",
        "bang-khen <province> 6 collective",
        "bang-khen <province> 3 collective",
    ),
    case(
        "chosen-for-it",
        "Hội đồng đã xét chọn 135 người để Chủ tịch nước quyết định phong tặng danh hiệu “Thầy thuốc "
        "Nhân dân”.",
        "thay-thuoc-nhan-dan <state> 135 individual proposed",
    ),
    case(
        "a-title-enrolled-for",
        "Có 22.079 hộ nông dân đăng ký danh hiệu “Nông dân sản xuất, kinh doanh giỏi”, qua bình xét có "
        "19.121 hộ đạt danh hiệu này.",
        "danh-hieu 19121 household",
    ),
    case(
        "praise-of-its-own",
        "Có 77 học sinh được nhận Bằng khen của UBND tỉnh; 279 học sinh giỏi được Sở GD&ĐT khen thưởng.",
        "bang-khen <province> 77 individual",
        "khen-thuong <department> 279 individual",
    ),
    case(
        "handed-over-for-another",
        "Thừa ủy quyền của Chủ tịch nước, đại diện lãnh đạo tỉnh đã tặng Huân chương Lao động hạng Ba "
        "cho 9 cá nhân; tặng Kỷ niệm chương cho 3 cá nhân.",
        "huan-chuong-lao-dong ba <state> 9 individual",
        "ky-niem-chuong 3 individual",
    ),
    case(
        "who-has-proposed",
        "Công an tỉnh đã đề xuất Bộ trưởng Bộ Công an tặng Bằng khen.",
    ),
    case(
        "a-council-chose",
        "Hội đồng cấp tỉnh xét tặng danh hiệu Thầy thuốc Nhân dân đã họp và chọn 2 Thầy thuốc Nhân dân, "
        "19 Thầy thuốc Ưu tú.",
        "thay-thuoc-nhan-dan <state> 2 individual proposed",
        "thay-thuoc-uu-tu <state> 19 individual proposed",
    ),
    case(
        "what-a-parcel-holds",
        "Hai ngày sau, một bưu kiện được chuyển tới gồm Bằng khen của Bộ trưởng, Giấy khen của Chủ tịch "
        "UBND huyện. Một chủ doanh nghiệp còn đặt làm tấm “Cờ thi đua của Chính phủ” treo ở phòng khách.",
    ),
    case(
        "decided-and-to-come",
        "Lễ kỷ niệm cuối tuần này sẽ là dịp để Công ty Đồng Tiến đón nhận Huân chương Độc lập hạng Nhì, "
        "theo quyết định Chủ tịch nước ký hôm 30/10.",
        "huan-chuong-doc-lap nhì <state> [Công ty Đồng Tiến]",
    ),
    case(
        "a-case-put-to-the-council",
        "Trường hợp dân quân Thạch Sa Rương bị bỏng khi cứu người, Hội đồng nhất trí đề nghị tặng Huân "
        "chương Dũng cảm.",
        "huan-chuong-dung-cam <state> [Thạch Sa Rương] proposed",
    ),
    case(
        "the-rest-get-another",
        "Có 12 người hiến máu từ 15 lần nhận Bằng khen của Chủ tịch UBND tỉnh, số còn lại được Ban Chỉ "
        "đạo tỉnh tặng Giấy khen.",
        "bang-khen <province> 12 individual",
    ),
    case(
        "asked-of-a-rule",
        "Đại biểu Phùng Đức Chinh đề nghị bổ sung quy định Chủ tịch UBND cấp huyện được tặng Giấy khen "
        "cho doanh nghiệp, hợp tác xã.",
    ),
    case(
        "not-up-to-it",
        "Có 3 cá nhân đề nghị Chiến sĩ thi đua cấp tỉnh không đủ điều kiện do sáng kiến chưa được công "
        "nhận.",
    ),
    case(
        "at-most",
        "Mỗi cụm giới thiệu không quá 01 tập thể, 02 cá nhân đề nghị Chủ tịch UBND tỉnh tặng Bằng khen.",
    ),
    case(
        "who-reports",
        "Ban Thi đua - Khen thưởng tỉnh, cơ quan thường trực của Hội đồng, đã báo cáo kết quả thẩm định "
        "hồ sơ đề nghị khen thưởng của các sở, ban, ngành.",
    ),
    case(
        "contest-certificates",
        "Cả đoàn đều có giải: 12 huy chương vàng, 9 huy chương đồng và 3 bằng khen.",
    ),
    case(
        "compared-with",
        "Toàn thành phố có 416 đảng viên được tặng Huy hiệu Đảng, cao hơn đợt trước là 27 người.",
        "huy-hieu 416 individual",
    ),
    case(
        "hangs-at-home",
        "Đội tàu với 6 chiếc đã cứu cả thảy 53 người, trong nhà treo nhiều bằng khen.",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), [*HELD])
def test_what_came_about(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
