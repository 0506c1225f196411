"""How those who receive are called: by stage names and titles, in quotes, as the people of a unit, by a head said once."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


TOLD = [
    case(
        "stage-names-in-a-row",
        "Các tuyển thủ Huỳnh Lan, Tuyết Ngân và thủ môn Kim Yến nhận Bằng khen của Bộ trưởng.",
        "bang-khen <ministry> [Huỳnh Lan]",
        "bang-khen <ministry> [Tuyết Ngân]",
        "bang-khen <ministry> [Kim Yến]",
    ),
    case(
        "a-title-before-a-stage-name",
        "Nghệ sĩ Ưu tú Hoài Lam được phong tặng danh hiệu Nghệ sĩ Nhân dân.",
        "nghe-si-nhan-dan <state> [Hoài Lam]",
    ),
    case(
        "letters-before-a-stage-name",
        "NSUT Hoài Lam vừa được phong tặng danh hiệu NSND.",
        "nghe-si-nhan-dan <state> [Hoài Lam]",
    ),
    case(
        "with-the-genre",
        "Ba người được truy tặng NSND là nghệ sĩ chèo Lệ Hằng, nghệ sĩ cải lương Tư Thanh và nhạc công "
        "trống Đỗ Sửu.",
        "nghe-si-nhan-dan <state> 3 individual posthumous",
        "nghe-si-nhan-dan <state> [Lệ Hằng] posthumous part",
        "nghe-si-nhan-dan <state> [Tư Thanh] posthumous part",
        "nghe-si-nhan-dan <state> [Đỗ Sửu] posthumous part",
    ),
    case(
        "a-full-stop-behind-letters",
        "Diva Thu Ngân được phong tặng danh hiệu NSND. Năm 2006, Thu Ngân là ca sĩ trẻ nhất nhận danh "
        "hiệu NSƯT.",
        "nghe-si-nhan-dan <state> [Thu Ngân]",
        "nghe-si-uu-tu <state> [Thu Ngân] 2006",
    ),
    case(
        "given-names-of-two-syllables",
        "Kỹ sư Vương Sĩ Luân về nhà máy năm 2015. Sĩ Luân có 5 sáng kiến, từng nhận Bằng khen của Trung "
        "ương Đoàn.",
        "bang-khen <ministry> [Vương Sĩ Luân]",
    ),
    case(
        "a-noun-in-quotes",
        "UBND quận tặng Giấy khen cho 3 “dũng sĩ đường phố”.",
        "giay-khen <district> 3 individual",
    ),
    case(
        "quoted-and-named",
        "Trung ương Đoàn trao Huy hiệu “Tuổi trẻ dũng cảm” cho hai “dũng sĩ” Lê Phú Thọ, Trần Đức Bảo và "
        "tặng Bằng khen cho “dũng sĩ” Vũ Văn Long.",
        "huy-hieu “Tuổi trẻ dũng cảm” <ministry> 2 individual",
        "huy-hieu “Tuổi trẻ dũng cảm” <ministry> [Lê Phú Thọ] part",
        "huy-hieu “Tuổi trẻ dũng cảm” <ministry> [Trần Đức Bảo] part",
        "bang-khen <ministry> [Vũ Văn Long]",
    ),
    case(
        "the-people-of-a-body",
        "UBND tỉnh tặng Bằng khen cho cán bộ, nhân dân xã Tân Lộc và 3 cá nhân.",
        "bang-khen <province> [cán bộ, nhân dân xã Tân Lộc]",
        "bang-khen <province> 3 individual",
    ),
    case(
        "the-people-of-the-unit",
        "Sáng 16/11, Trường THPT Lê Thánh Tôn kỷ niệm 30 năm thành lập. Huyện ủy tặng Giấy khen cho tập "
        "thể cán bộ, giáo viên nhà trường.",
        "giay-khen <district> [Trường THPT Lê Thánh Tôn]",
        title="Trường THPT Lê Thánh Tôn kỷ niệm 30 năm thành lập",
    ),
    case(
        "whatever-the-head-of-the-body",
        "Bộ Công Thương tặng Cờ thi đua cho tập thể CBCNV Truyền tải điện Đông Hòa.",
        "co-thi-dua <ministry> [Truyền tải điện Đông Hòa]",
    ),
    case(
        "a-head-said-once",
        "UBND tỉnh tặng Cờ thi đua cho các sở: Nội vụ, Kế hoạch và Đầu tư; các huyện: Bình Gia, Bắc Sơn.",
        "co-thi-dua <province> [Sở Nội vụ]",
        "co-thi-dua <province> [Sở Kế hoạch và Đầu tư]",
        "co-thi-dua <province> [huyện Bình Gia]",
        "co-thi-dua <province> [huyện Bắc Sơn]",
    ),
    case(
        "fields-of-work",
        "Hai khoa Ngoại tiêu hóa và Dược từng được tặng Huân chương Lao động hạng Ba.",
        "huan-chuong-lao-dong ba <state> 2 collective",
        "huan-chuong-lao-dong ba <state> [Khoa Ngoại tiêu hóa] part",
        "huan-chuong-lao-dong ba <state> [Khoa Dược] part",
    ),
    case(
        "single-syllables",
        "Các đồn Hướng Lập, Thuận và Cửa Tùng được Bộ Chỉ huy tặng Giấy khen.",
        "giay-khen <department> [đồn Hướng Lập]",
        "giay-khen <department> [đồn Thuận]",
        "giay-khen <department> [đồn Cửa Tùng]",
    ),
    case(
        "written-small",
        "Bộ trưởng tặng Bằng khen cho hai tập thể là khoa lâm học và trung tâm học liệu, cùng 11 cá nhân.",
        "bang-khen <ministry> 2 collective",
        "bang-khen <ministry> [khoa lâm học] part",
        "bang-khen <ministry> [trung tâm học liệu] part",
        "bang-khen <ministry> 11 individual",
    ),
    case(
        "written-small-as-subject",
        "Tổ rèn được Nhà nước phong tặng danh hiệu Anh hùng Lao động.",
        "anh-hung-lao-dong <state> [Tổ rèn]",
    ),
    case(
        "small-with-a-number",
        "UBND huyện tặng Giấy khen cho Đội chữa cháy số 3; Đảng ủy tặng Giấy khen cho chi bộ khu 2.",
        "giay-khen <district> [Đội chữa cháy số 3]",
        "giay-khen [chi bộ khu 2]",
    ),
    case(
        "it-is-the-first",
        "Năm 2009, Hòn Mun là trạm hải đảo đầu tiên của khu vực được Chủ tịch nước tặng thưởng Huân "
        "chương Lao động hạng Ba.",
        "huan-chuong-lao-dong ba <state> [Hòn Mun] 2009",
    ),
    case(
        "letters-for-staff",
        "Có 16 CBQL, GV, NV được công nhận Chiến sĩ thi đua cơ sở.",
        "chien-si-thi-dua-co-so 16 individual",
    ),
    case(
        "letters-of-the-police",
        "Riêng PC45, Chủ tịch UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> [PC45]",
    ),
    case(
        "limits-of-a-name",
        "Công đoàn tặng Bằng khen cho đồng chí Phạm Văn Hải – PXKT Than 1.",
        "bang-khen [Phạm Văn Hải]",
    ),
    case(
        "national-teams",
        "Thủ tướng tặng 2 Bằng khen cho HLV Lê Đức Hùng cùng tập thể ĐT bóng chuyền nữ Việt Nam.",
        "bang-khen <government> [Lê Đức Hùng]",
        "bang-khen <government> [ĐT bóng chuyền nữ Việt Nam]",
    ),
    case(
        "a-mother-by-her-child",
        "Lãnh đạo huyện trao Bằng danh hiệu “Bà mẹ Việt Nam Anh hùng” cho ông Trương Đình Vĩ, con trai "
        "út của mẹ Hoàng Thị Thơm.",
        "ba-me-viet-nam-anh-hung <state> [Hoàng Thị Thơm]",
    ),
    case(
        "mothers-counted",
        "Tỉnh tổ chức lễ trao danh hiệu “Bà mẹ Việt Nam Anh hùng” cho các mẹ vùng Bưng. Trong đó, 37 mẹ "
        "còn sống được phong tặng, 57 mẹ đã khuất được truy tặng.",
        "ba-me-viet-nam-anh-hung <state> 37 individual",
        "ba-me-viet-nam-anh-hung <state> 57 individual posthumous",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), TOLD)
def test_rows(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
