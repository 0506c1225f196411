"""Names of those that an award counts: beside the count, in a sentence, a list or paragraphs of their own."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


NAMED = [
    case(
        "that-is",
        "UBND tỉnh tặng Bằng khen cho 3 tập thể. Đó là Sở Y tế, Trường Mầm non Hoa Mai và Công ty Hồng "
        "Phát.",
        "bang-khen <province> 3 collective",
        "bang-khen <province> [Sở Y tế] part",
        "bang-khen <province> [Trường Mầm non Hoa Mai] part",
        "bang-khen <province> [Công ty Hồng Phát] part",
    ),
    case(
        "that-is-but-not-all",
        "UBND tỉnh tặng Bằng khen cho 3 tập thể. Đó là Sở Y tế và Trường Mầm non Hoa Mai.",
        "bang-khen <province> 3 collective",
    ),
    case(
        "the-groups-have-them",
        "UBND tỉnh tặng Bằng khen cho 2 tập thể, 2 cá nhân, trong đó tập thể có Sở Y tế, Trường Mầm non "
        "Hoa Mai; cá nhân có ông Lê Văn Tám, bà Trần Thị Bông.",
        "bang-khen <province> 2 collective",
        "bang-khen <province> 2 individual",
        "bang-khen <province> [Sở Y tế] part",
        "bang-khen <province> [Trường Mầm non Hoa Mai] part",
        "bang-khen <province> [Lê Văn Tám] part",
        "bang-khen <province> [Trần Thị Bông] part",
    ),
    case(
        "groups-in-a-paragraph",
        "UBND tỉnh tặng Bằng khen cho 2 tập thể và 2 cá nhân.\n\nTập thể: Sở Y tế, Trường Mầm non Hoa "
        "Mai; cá nhân: ông Lê Văn Tám, bà Trần Thị Bông.",
        "bang-khen <province> 2 collective",
        "bang-khen <province> 2 individual",
        "bang-khen <province> [Sở Y tế] part",
        "bang-khen <province> [Trường Mầm non Hoa Mai] part",
        "bang-khen <province> [Lê Văn Tám] part",
        "bang-khen <province> [Trần Thị Bông] part",
    ),
    case(
        "groups-in-sentences",
        "UBND tỉnh tặng Bằng khen cho 1 tập thể và 2 cá nhân. Các tập thể được khen thưởng: Sở Y tế. Các "
        "cá nhân: Lê Văn Tám, Trần Thị Bông.",
        "bang-khen <province> 1 collective",
        "bang-khen <province> 2 individual",
        "bang-khen <province> [Sở Y tế] part",
        "bang-khen <province> [Lê Văn Tám] part",
        "bang-khen <province> [Trần Thị Bông] part",
    ),
    case(
        "mothers-told-later",
        "UBND huyện tổ chức lễ trao tặng, truy tặng danh hiệu “Bà mẹ Việt Nam anh hùng” cho 3 mẹ, trong "
        "đó có 1 mẹ được phong tặng và 2 mẹ được truy tặng. Các mẹ được truy tặng gồm: Võ Thị Hường, "
        "Phan Thị Ngà (thị trấn Minh Lương).",
        "ba-me-viet-nam-anh-hung <state> 3 individual",
        "ba-me-viet-nam-anh-hung <state> 1 individual part",
        "ba-me-viet-nam-anh-hung <state> 2 individual posthumous part",
        "ba-me-viet-nam-anh-hung <state> [Võ Thị Hường] posthumous part",
        "ba-me-viet-nam-anh-hung <state> [Phan Thị Ngà] posthumous part",
    ),
    case(
        "such-as",
        "UBND tỉnh trao Kỷ niệm chương cho 12 người, tiêu biểu như ông Lê Văn Tám, bà Trần Thị Bông.",
        "ky-niem-chuong <province> 12 individual",
        "ky-niem-chuong <province> [Lê Văn Tám] part",
        "ky-niem-chuong <province> [Trần Thị Bông] part",
    ),
    case(
        "a-virus-is-no-number",
        "UBND tỉnh tặng Bằng khen cho 2 tập thể có thành tích trong phòng, chống dịch Covid-19 là Bệnh "
        "viện Sản - Nhi và Trạm Y tế xã Ia Dom.",
        "bang-khen <province> 2 collective",
        "bang-khen <province> [Bệnh viện Sản - Nhi] part",
        "bang-khen <province> [Trạm Y tế xã Ia Dom] part",
    ),
    case(
        "enumerated",
        "Các tập thể được tặng Cờ thi đua của UBND tỉnh: (1) Sở Y tế; (2) Trường Mầm non Hoa Mai; (3) "
        "Công ty Hồng Phát.",
        "co-thi-dua <province> [Sở Y tế]",
        "co-thi-dua <province> [Trường Mầm non Hoa Mai]",
        "co-thi-dua <province> [Công ty Hồng Phát]",
    ),
    case(
        "portraits-below-a-count",
        "UBND huyện vừa biểu dương, tặng Giấy khen 3 cá nhân tiêu biểu.\n\nBà Trần Thị Bông (tổ dân phố "
        "3): 10 năm nấu cháo từ thiện.\n\nÔng Lò Văn Sơn (bản Cang): hiến 1.500 m2 đất làm đường.",
        "giay-khen <district> 3 individual",
        "giay-khen <district> [Trần Thị Bông] part",
        "giay-khen <district> [Lò Văn Sơn] part",
    ),
    case(
        "as-many-as-counted",
        "Chủ tịch nước vừa ký quyết định phong tặng danh hiệu Nghệ sĩ Ưu tú cho 2 nghệ sĩ của tỉnh.\n\n"
        "Nghệ sĩ Nguyễn Thị Hường sinh năm 1978, vào nghề từ năm 16 tuổi.\n\nNgười trẻ nhất là nghệ sĩ "
        "Đỗ Thị Phương, gắn bó với cây nhị từ nhỏ.",
        "nghe-si-uu-tu <state> 2 individual",
        "nghe-si-uu-tu <state> [Nguyễn Thị Hường] part",
        "nghe-si-uu-tu <state> [Đỗ Thị Phương] part",
    ),
    case(
        "officials-are-not-portrayed",
        "UBND huyện tặng Giấy khen 2 cá nhân.\n\nÔng Trần Quốc Việt, Chủ tịch UBND huyện, gửi lời chúc "
        "mừng.\n\nBà Lê Thị Thu, Bí thư Huyện ủy, tặng hoa.",
        "giay-khen <district> 2 individual",
    ),
    case(
        "a-group-without-marks",
        "Chủ tịch UBND huyện tặng Giấy khen cho các tập thể, cá nhân có tên sau:\n\nA. TẬP THỂ\nTrạm Y "
        "tế xã Ia Dom\n\nB. CÁ NHÂN\nSiu H’Blơi, Trạm trưởng Trạm Y tế xã Ia Dom\nRơ Châm Tuyn, Công an "
        "viên làng Mook Đen",
        "giay-khen <district> [Trạm Y tế xã Ia Dom]",
        "giay-khen <district> [Siu H’Blơi]",
        "giay-khen <district> [Rơ Châm Tuyn]",
    ),
    case(
        "the-unit-and-its-body",
        "Tiểu đoàn 7, Trung đoàn 31 được Bộ Quốc phòng tặng Bằng khen. Khoa Sản, Bệnh viện Đa khoa tỉnh "
        "và Trường Mầm non Hoa Mai được UBND tỉnh tặng Bằng khen.",
        "bang-khen <ministry> [Tiểu đoàn 7]",
        "bang-khen <province> [Khoa Sản]",
        "bang-khen <province> [Trường Mầm non Hoa Mai]",
    ),
    case(
        "a-unit-is-not-its-body",
        "Công an tỉnh được Bộ Công an tặng Cờ thi đua năm 2020; Phòng Tham mưu Công an tỉnh được Bộ Công "
        "an tặng Cờ thi đua năm 2020.",
        "co-thi-dua <ministry> [Công an tỉnh] 2020",
        "co-thi-dua <ministry> [Phòng Tham mưu Công an tỉnh] 2020",
    ),
    case(
        "offices-between-names",
        "Đồng chí Hồ Sỹ Hùng, Phó Cục trưởng; Trần Thị Kim Oanh, Trưởng phòng Tổ chức cán bộ được Thủ "
        "tướng Chính phủ tặng Bằng khen.",
        "bang-khen <government> [Hồ Sỹ Hùng]",
        "bang-khen <government> [Trần Thị Kim Oanh]",
    ),
    case(
        "a-lineage",
        "Dòng họ Nguyễn Đăng (xã Mão Điền) được tặng Bằng khen của Trung ương Hội Khuyến học Việt Nam.",
        "bang-khen <ministry> [Dòng họ Nguyễn Đăng]",
    ),
    case(
        "a-name-like-an-organ",
        "Chị Đào Thị Đoàn được UBND tỉnh tặng Bằng khen. Chị Đoàn là cá nhân được nhận Huân chương Lao "
        "động hạng Ba.",
        "bang-khen <province> [Đào Thị Đoàn]",
        "huan-chuong-lao-dong ba <state> [Đào Thị Đoàn]",
    ),
    case(
        "names-behind-praise",
        "2 tập thể được UBND tỉnh khen thưởng gồm Trường Tiểu học Lý Thường Kiệt (phường Thuận Hóa) và "
        "Trường THCS Đặng Dung (xã Quảng Điền).",
        "khen-thuong <province> 2 collective",
        "khen-thuong <province> [Trường Tiểu học Lý Thường Kiệt] part",
        "khen-thuong <province> [Trường THCS Đặng Dung] part",
    ),
    case(
        "as-many-behind-a-colon",
        "Chủ tịch nước phong tặng danh hiệu Nghệ nhân Nhân dân cho 62 cá nhân và truy tặng danh hiệu này "
        "đối với 2 cá nhân. 2 nghệ nhân được truy tặng đợt này: Phan Chí Thành (Bình Định), Phạm Văn "
        "Hiến (Hà Nam).",
        "nghe-nhan-nhan-dan <state> 62 individual",
        "nghe-nhan-nhan-dan <state> 2 individual posthumous",
        "nghe-nhan-nhan-dan <state> [Phan Chí Thành] posthumous part",
        "nghe-nhan-nhan-dan <state> [Phạm Văn Hiến] posthumous part",
    ),
    case(
        "became-one-of",
        "Thủ tướng Chính phủ tặng Bằng khen cho 7 doanh nghiệp. Tập đoàn Hồng Phát trở thành một trong "
        "bảy doanh nghiệp được nhận Bằng khen của Thủ tướng Chính phủ.",
        "bang-khen <government> 7 collective",
        "bang-khen <government> [Tập đoàn Hồng Phát] part",
    ),
    case(
        "a-province-has-titles",
        "Đến nay tỉnh Hà Tĩnh có 18 nghệ nhân ưu tú được phong tặng.",
        "nghe-nhan-uu-tu <state> 18 individual",
    ),
    case(
        "a-province-alone",
        "Lào Cai được Chính phủ tặng Cờ thi đua. Sở Y tế tỉnh Lào Cai được Bộ Y tế tặng Bằng khen.",
        "co-thi-dua <government> [Lào Cai]",
        "bang-khen <ministry> [Sở Y tế tỉnh Lào Cai]",
    ),
    case(
        "whose-places",
        "Sở Văn hóa và Thể thao tặng Giấy khen cho 26 gia đình văn hóa của 13 huyện, thị xã.",
        "giay-khen <department> 26 household",
    ),
    case(
        "where-he-serves",
        "Thừa ủy quyền của Trung ương Đoàn, bà Hồ Hồng Nguyên, Bí thư Tỉnh đoàn đã trao Huy hiệu “Tuổi "
        "trẻ dũng cảm” cho đại úy Thái Ngọc Hiếu, cán bộ Phòng Cảnh sát PCCC Công an tỉnh.",
        "huy-hieu “Tuổi trẻ dũng cảm” <ministry> [Thái Ngọc Hiếu]",
    ),
    case(
        "units-of-the-army",
        "Ba tập thể được phong tặng danh hiệu Anh hùng Lực lượng vũ trang nhân dân gồm Bộ đội Biên phòng "
        "tỉnh Nghệ An, Bộ Tư lệnh Bộ đội Biên phòng; Lữ đoàn Tăng thiết giáp 416, Quân khu 9; Binh chủng "
        "Công binh.",
        "anh-hung-llvtnd <state> 3 collective",
        "anh-hung-llvtnd <state> [Bộ đội Biên phòng tỉnh Nghệ An] part",
        "anh-hung-llvtnd <state> [Lữ đoàn Tăng thiết giáp 416] part",
        "anh-hung-llvtnd <state> [Binh chủng Công binh] part",
    ),
    case(
        "a-verb-of-its-own",
        "Hội Phụ nữ tỉnh Khánh Hòa được Trung ương Hội Liên hiệp Phụ nữ Việt Nam tặng Cờ thi đua và tặng "
        "Bằng khen cho 20 tập thể, 3 cá nhân.",
        "co-thi-dua <ministry> [Hội Phụ nữ tỉnh Khánh Hòa]",
        "bang-khen <ministry> 20 collective",
        "bang-khen <ministry> 3 individual",
    ),
    case(
        "each-grade-in-turn",
        "Chủ tịch nước trao Huân chương Lao động hạng Nhì, hạng Ba cho ông Lê Văn An và bà Trần Thị Bình.",
        "huan-chuong-lao-dong nhì <state> [Lê Văn An]",
        "huan-chuong-lao-dong ba <state> [Trần Thị Bình]",
    ),
    case(
        "in-turn",
        "Xã Tân An và xã Bình Hòa lần lượt được tặng Cờ thi đua của Chính phủ và Bằng khen của Thủ tướng.",
        "co-thi-dua <government> [Xã Tân An]",
        "bang-khen <government> [xã Bình Hòa]",
    ),
    case(
        "who-stands-for-others",
        "Chị Trương Thị Linh là đại diện duy nhất cho công nhân lao động của tỉnh được nhận giải thưởng "
        "Nguyễn Đức Cảnh.",
        "giai-thuong “Nguyễn Đức Cảnh” [Trương Thị Linh]",
    ),
    case(
        "who-made-the-works",
        "Ông Lê Văn An là tác giả của 3 sáng kiến, được UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> [Lê Văn An]",
    ),
    case(
        "authors-counted",
        "Chủ tịch nước trao Giải thưởng Hồ Chí Minh cho 3 tác giả.",
        "giai-thuong-ho-chi-minh <state> 3 individual",
    ),
    case(
        "only-the-title-says-it",
        "Chiều 13/11, tại Hà Nội, 80 nhà giáo về dự chương trình gặp mặt. Tỉnh Thanh Hóa có 3 nhà giáo "
        "tham dự.",
        "bang-khen <ministry> 3 individual",
        title="Ba nhà giáo Thanh Hóa được Bộ trưởng Bộ Giáo dục và Đào tạo tặng Bằng khen",
    ),
    case(
        "members-by-name",
        "Thủ tướng Chính phủ tặng Bằng khen cho 2 tập thể và 2 cá nhân thuộc Công an tỉnh Hải Dương. Tập "
        "thể được tặng Bằng khen là Công an thành phố Chí Linh và Phòng Cảnh sát giao thông Công an "
        "tỉnh. Các cá nhân được tặng Bằng khen là Trung tá Nguyễn Văn Hải, Đội trưởng, Công an tỉnh Hải "
        "Dương, Bộ Công an; Đại úy Phạm Thị Hòa, cán bộ Bệnh viện Y học cổ truyền, Bộ Công an.",
        "bang-khen <government> 2 collective",
        "bang-khen <government> 2 individual",
        "bang-khen <government> [Công an thành phố Chí Linh] part",
        "bang-khen <government> [Phòng Cảnh sát giao thông Công an tỉnh] part",
        "bang-khen <government> [Nguyễn Văn Hải] part",
        "bang-khen <government> [Phạm Thị Hòa] part",
    ),
    case(
        "its-form-stands-in-the-title",
        "Sáng nay, Giám đốc Sở Nội vụ đã công bố quyết định khen thưởng của Chủ tịch UBND tỉnh cho 42 "
        "tập thể có thành tích chống dịch.",
        "bang-khen <province> 42 collective",
        title="Chủ tịch UBND tỉnh tặng Bằng khen cho 42 tập thể chống dịch",
    ),
    case(
        "those-who-are-told-of",
        "Tổ quản lý hồ Khe Nứa, những người đã thức trắng ba đêm mở cửa tràn, được Bộ trưởng Bộ Nông "
        "nghiệp tặng Bằng khen.",
        "bang-khen <ministry> [Tổ quản lý hồ Khe Nứa]",
    ),
    case(
        "recipients-before-the-colon",
        "Một phần thưởng nữa đến với 3 đoàn viên dân quân xã Trà Nú: Huy hiệu “Tuổi trẻ dũng cảm” của "
        "Trung ương Đoàn.",
        "huy-hieu “Tuổi trẻ dũng cảm” <ministry> 3 individual",
    ),
    case(
        "sectors-with-their-counts",
        "Ngành Giáo dục có 118 tập thể, 264 cá nhân được tặng Bằng khen của Chủ tịch UBND tỉnh; ngành Y "
        "tế 31 tập thể, 97 cá nhân; lực lượng vũ trang 42 tập thể, 85 cá nhân.",
        "bang-khen <province> 118 collective",
        "bang-khen <province> 264 individual",
        "bang-khen <province> 31 collective",
        "bang-khen <province> 97 individual",
        "bang-khen <province> 42 collective",
        "bang-khen <province> 85 individual",
    ),
    case(
        "entries-whatever-their-head",
        "Chủ tịch UBND tỉnh quyết định tặng Bằng khen cho 3 tập thể.\n\nDanh sách cụ thể như sau:\n\n* "
        "Tập thể:\n1. Trạm Y tế xã An Hiệp\n2. Chốt kiểm soát liên ngành Cầu Cái Tàu\n3. Bếp ăn “0 đồng” "
        "chùa Phước Thạnh",
        "bang-khen <province> 3 collective",
        "bang-khen <province> [Trạm Y tế xã An Hiệp] part",
        "bang-khen <province> [Chốt kiểm soát liên ngành Cầu Cái Tàu] part",
        "bang-khen <province> [Bếp ăn “0 đồng” chùa Phước Thạnh] part",
    ),
    case(
        "grades-divide-a-total",
        "Có 75 quân nhân được tặng Huy chương Chiến sĩ vẻ vang (hạng Nhất 14, hạng Nhì 28, hạng Ba 33).",
        "huy-chuong “Chiến sĩ vẻ vang” <state> 75 individual",
        "huy-chuong “Chiến sĩ vẻ vang” nhất <state> 14 individual part",
        "huy-chuong “Chiến sĩ vẻ vang” nhì <state> 28 individual part",
        "huy-chuong “Chiến sĩ vẻ vang” ba <state> 33 individual part",
    ),
    case(
        "the-order-named-before",
        "Thứ trưởng gắn Huân chương Lao động hạng Ba lên cờ truyền thống của Công ty Sông Chày và trao "
        "Huân chương cùng hạng cho ông Mạc Văn Tuyển.",
        "huan-chuong-lao-dong ba <state> [Công ty Sông Chày]",
        "huan-chuong-lao-dong ba <state> [Mạc Văn Tuyển]",
    ),
    case(
        "a-list-goes-on-behind-what-is-told",
        "Có 3 cá nhân được tặng Bằng khen, gồm: ông Trần Công Luận, Trưởng phòng; ông K’ Brốp, Tổ trưởng "
        "Tổ nhận khoán bảo vệ rừng thôn Liêng Bông; bà Ka Thuyên, Phó Chủ tịch UBND xã.",
        "bang-khen 3 individual",
        "bang-khen [Trần Công Luận] part",
        "bang-khen [K’ Brốp] part",
        "bang-khen [Ka Thuyên] part",
    ),
    case(
        "a-title-as-the-topic",
        "Riêng danh hiệu “Phụ nữ tiêu biểu”, Tây Ninh có 2 cá nhân, gồm: chị Ngô Ngọc Sương; chị Trịnh "
        "Tú Anh.",
        "danh-hieu “Phụ nữ tiêu biểu” 2 individual",
        "danh-hieu “Phụ nữ tiêu biểu” [Ngô Ngọc Sương] part",
        "danh-hieu “Phụ nữ tiêu biểu” [Trịnh Tú Anh] part",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), [*NAMED])
def test_names_of_the_counted(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
