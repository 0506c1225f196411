"""Whom an award is about where its sentence does not say it outright."""

from __future__ import annotations

import pytest

from tests.extract.rows import rows


def case(name: str, text: str, *expected: str, title: str = "Tin thi đua, khen thưởng") -> object:
    return pytest.param(title, text, list(expected), id=name)


SUBJECTS = [
    case(
        "title-names-the-honoured",
        "- Huân chương Lao động hạng Ba (1985)\n- Cờ thi đua của Chính phủ (2008, 2012)\n- Bằng khen của UBND "
        "tỉnh năm 2010",
        "huan-chuong-lao-dong ba <state> [Bệnh viện Đa khoa tỉnh Lam Sơn] 1985",
        "co-thi-dua <government> [Bệnh viện Đa khoa tỉnh Lam Sơn] 2008",
        "co-thi-dua <government> [Bệnh viện Đa khoa tỉnh Lam Sơn] 2012",
        "bang-khen <province> [Bệnh viện Đa khoa tỉnh Lam Sơn] 2010",
        title="Những phần thưởng cao quý của Bệnh viện Đa khoa tỉnh Lam Sơn",
    ),
    case(
        "line-above-names-the-honoured",
        "Trường Cao đẳng nghề Sông Lam được thành lập năm 1973. Nhà trường đã được Đảng, Nhà nước khen "
        "thưởng nhiều danh hiệu cao quý:\n- Huân chương Lao động hạng Nhất năm 2013\n- 02 Cờ thi đua của Chính "
        "phủ\nNgoài ra, 3 giáo viên được tặng Huân chương Lao động hạng Ba.",
        "huan-chuong-lao-dong nhất <state> [Trường Cao đẳng nghề Sông Lam] 2013",
        "co-thi-dua <government> [Trường Cao đẳng nghề Sông Lam]",
        "huan-chuong-lao-dong ba <state> 3 individual",
    ),
    case(
        "honours-sentence-by-sentence",
        "Trường Tiểu học Bế Văn Đàn đón năm học mới. Nhiều năm liền, nhà trường được các cấp khen thưởng: "
        "Năm 2015: Bằng khen của Thủ tướng Chính phủ. Năm 2017: Cờ thi đua của UBND tỉnh.",
        "bang-khen <government> [Trường Tiểu học Bế Văn Đàn] 2015",
        "co-thi-dua <province> [Trường Tiểu học Bế Văn Đàn] 2017",
    ),
    case(
        "company-of-the-title",
        "Công ty Cổ phần Cấp nước Sông Hinh nay có 6 nhà máy. Nửa thế kỷ ấy được ghi dấu bằng những phần "
        "thưởng: Huân chương Lao động hạng Ba (1996), hạng Nhì (2001); Bằng khen của Bộ Xây dựng năm 2013.",
        "huan-chuong-lao-dong ba <state> [Công ty Cổ phần Cấp nước Sông Hinh] 1996",
        "huan-chuong-lao-dong nhì <state> [Công ty Cổ phần Cấp nước Sông Hinh] 2001",
        "bang-khen <ministry> [Công ty Cổ phần Cấp nước Sông Hinh] 2013",
        title="Công ty Cấp nước Sông Hinh: 50 năm giữ mạch nước",
    ),
    case(
        "kept",
        "Sinh năm 1952, Vàng A Lử nhập ngũ khi chưa tròn 19 tuổi. Ngày trở về, trong ba lô của người lính "
        "Mông là tấm Huân chương Kháng chiến hạng Nhì. Nhờ giữ bản, ông được Bộ trưởng Bộ Công an tặng Bằng "
        "khen năm 1998. Tiếp đó là Bằng khen của Ủy ban Dân tộc năm 2004.",
        "huan-chuong-khang-chien nhì <state> [Vàng A Lử]",
        "bang-khen <ministry> [Vàng A Lử] 1998",
        "bang-khen <ministry> [Vàng A Lử] 2004",
    ),
    case(
        "back-to-whom-it-is-about",
        "Ông Vàng A Lử giữ rừng đã 30 năm. Ông được UBND tỉnh tặng Bằng khen.\n\nVợ ông, bà Giàng Thị Dợ, được "
        "UBND xã tặng Giấy khen. Con trai Vàng A Chía được Công an tỉnh tặng Giấy khen.\n\nXã đang hoàn thiện "
        "hồ sơ đề nghị Chủ tịch nước tặng ông Huân chương Lao động hạng Ba.",
        "bang-khen <province> [Vàng A Lử]",
        "giay-khen <commune> [Giàng Thị Dợ]",
        "giay-khen <department> [Vàng A Chía]",
        "huan-chuong-lao-dong ba <state> [Vàng A Lử] proposed",
    ),
    case(
        "what-he-leads",
        "Anh Lê Văn Sáu mất chiều qua. Lúc sinh thời, anh là Bí thư chi đoàn thôn, năm 2023 từng được Thành "
        "đoàn tặng Giấy khen.",
        "giay-khen <district> [Lê Văn Sáu] 2023",
    ),
    case(
        "where-he-is-from",
        "Anh Lò Văn Ón, bản Nà Sài: Năm 2018 được UBND huyện tặng Giấy khen, năm 2020 được UBND tỉnh tặng "
        "Bằng khen.",
        "giay-khen <district> [Lò Văn Ón] 2018",
        "bang-khen <province> [Lò Văn Ón] 2020",
    ),
    case(
        "whom-the-sentence-names",
        "Chị Mai Thị Lan được Thủ tướng Chính phủ tặng Bằng khen; trước đó, Chủ tịch UBND tỉnh đã tặng Bằng "
        "khen cho chị.",
        "bang-khen <government> [Mai Thị Lan]",
        "bang-khen <province> [Mai Thị Lan]",
    ),
    case(
        "whom-a-clause-tells-of",
        "Viktor Petrovich Sokolov, người được Việt Nam phong tặng Anh hùng Lao động, vừa qua đời.",
        "anh-hung-lao-dong <state> [Viktor Petrovich Sokolov]",
    ),
    case(
        "abbreviation-of-a-body",
        "Công ty CP Dịch vụ Hồng Hà (Hodeco) chào sàn. Hodeco được công nhận là “Doanh nghiệp tiêu biểu”.",
        "danh-hieu “Doanh nghiệp tiêu biểu” [Hodeco]",
    ),
    case(
        "abbreviation-gives",
        "Tập đoàn Điện lực Việt Nam (EVN) họp sáng nay. Dịp này, EVN khen thưởng 100 tập thể, 200 cá nhân.",
        "khen-thuong <ministry> 100 collective",
        "khen-thuong <ministry> 200 individual",
    ),
    case(
        "one-of-many",
        "Ni sư Thích nữ Diệu Ngọc nuôi 46 trẻ mồ côi. Năm 2024, Ni sư cũng là một trong những công dân được "
        "UBND tỉnh tặng danh hiệu “Công dân tiêu biểu”.",
        "danh-hieu “Công dân tiêu biểu” <province> [Thích nữ Diệu Ngọc] 2024",
    ),
    case(
        "recipient-before-the-awards",
        "Đảng, Nhà nước đã tặng thưởng ông Vi Văn Thắng Huân chương Kháng chiến hạng Nhì, Huy hiệu 55 năm "
        "tuổi Đảng.",
        "huan-chuong-khang-chien nhì <state> [Vi Văn Thắng]",
        "huy-hieu “55 năm tuổi Đảng” [Vi Văn Thắng]",
    ),
    case(
        "a-grade-each",
        "Bà Lê Thị Hoa được tặng Huân chương Kháng chiến hạng Nhất, Nhì, Ba.",
        "huan-chuong-khang-chien nhất <state> [Lê Thị Hoa]",
        "huan-chuong-khang-chien nhì <state> [Lê Thị Hoa]",
        "huan-chuong-khang-chien ba <state> [Lê Thị Hoa]",
    ),
    case(
        "a-share-is-nobody",
        "Năm học 2020-2021, ngành Giáo dục có 95% tập thể đạt Tập thể lao động tiên tiến, 35 người được công "
        "nhận Chiến sĩ thi đua cấp tỉnh.",
        "chien-si-thi-dua-cap-tinh <province> 35 individual 2020/2021",
    ),
    case(
        "relatives",
        "Cuối năm, con trai chị Hoa được nhà trường tặng giấy khen học sinh giỏi.",
    ),
    case(
        "visited-not-honoured",
        "Đoàn đã đến thăm, tặng quà 12 Bà mẹ Việt Nam Anh hùng trên địa bàn.",
    ),
    case(
        "credits-are-nobody",
        "Ông Mùa A Chinh có uy tín ở bản.\n\nÔng Mùa A Chinh trao đổi với công an viên. Ảnh: Sùng Lử\n\nNăm 2012 "
        "ông được Chủ tịch UBND huyện tặng Giấy khen.",
        "giay-khen <district> [Mùa A Chinh] 2012",
    ),
    case(
        "given-on-to-another",
        "Công an tỉnh tổ chức lễ đón nhận danh hiệu Anh hùng Lực lượng vũ trang nhân dân do Chủ tịch nước "
        "phong tặng cho Ban An ninh huyện Tân Phú.",
        "anh-hung-llvtnd <state> [Ban An ninh huyện Tân Phú]",
    ),
    case(
        "those-counted-named-below",
        "UBND tỉnh tặng Bằng khen cho 2 tập thể, 2 cá nhân.\n\nCác tập thể gồm: Sở Y tế; Công an huyện Yên "
        "Sơn.\n\nCác cá nhân gồm: ông Lê Văn Khải, trưởng thôn; bà Trần Thị Thu, giáo viên.",
        "bang-khen <province> 2 collective",
        "bang-khen <province> 2 individual",
        "bang-khen <province> [Sở Y tế] part",
        "bang-khen <province> [Công an huyện Yên Sơn] part",
        "bang-khen <province> [Lê Văn Khải] part",
        "bang-khen <province> [Trần Thị Thu] part",
    ),
    case(
        "named-again-under-a-count",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 2 em học sinh Trường THCS Hoa Sen.\n\nHai em học sinh được tặng "
        "Bằng khen gồm: Phạm Văn Sinh (lớp 7C) và em Lê Hoàng Phong (lớp 7E) Trường THCS Hoa Sen.",
        "bang-khen <province> 2 individual",
        "bang-khen <province> [Phạm Văn Sinh] part",
        "bang-khen <province> [Lê Hoàng Phong] part",
    ),
    case(
        "units-of-a-body",
        "17 đồng chí đang công tác tại các cơ quan, đơn vị Bộ CHQS tỉnh được nhận Huy chương Quân kỳ quyết "
        "thắng.",
        "huy-chuong “Quân kỳ quyết thắng” <state> 17 individual",
    ),
    case(
        "group-that-is-led",
        "Nhà trường là đơn vị dẫn đầu khối THCS, được tặng Cờ thi đua của Chính phủ.",
    ),
    case(
        "who-presides",
        "Ông Lê Văn Vinh chủ trì cuộc họp thông qua danh sách đề nghị khen thưởng cấp Nhà nước cho các tập "
        "thể, cá nhân.",
    ),
    case(
        "firm-abroad",
        "Bộ trưởng tặng Bằng khen cho Cục Tổ chức cán bộ và Công ty Sao Biển Campuchia.",
        "bang-khen <ministry> [Cục Tổ chức cán bộ]",
        "bang-khen <ministry> [Công ty Sao Biển Campuchia]",
    ),
    case(
        "words-of-bac",
        "14 tập thể và 14 cá nhân thanh niên tiên tiến làm theo lời Bác đã được UBND tỉnh tặng Bằng khen.",
        "bang-khen <province> 14 collective",
        "bang-khen <province> 14 individual",
    ),
    case(
        "who-chose-him",
        "Ông Lê Văn Chiêng vinh dự được Công an tỉnh chọn là điển hình, đồng thời được Chủ tịch UBND tỉnh "
        "tặng Bằng khen.",
        "bang-khen <province> [Lê Văn Chiêng]",
    ),
    case(
        "day-of-a-force",
        "Nhân Ngày truyền thống lực lượng Cảnh sát giao thông, Phòng Tham mưu Công an tỉnh được Bộ trưởng Bộ "
        "Công an tặng Bằng khen.",
        "bang-khen <ministry> [Phòng Tham mưu Công an tỉnh]",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), [*SUBJECTS])
def test_who_got_it(title: str, text: str, expected: list[str]) -> None:
    assert rows(text, title) == expected
