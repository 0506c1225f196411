"""Text dumps: the text is kept whole, and every line gets the right role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dump import normalise, read_dump
from extract.model import Article
from tests.encodings import to_windows_1258


def roles(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def kinds(article: Article) -> dict[str, str]:
    return {text: kind for kind, text in roles(article)}


CEREMONY = """Thị xã Hương Khê trao thưởng phong trào thi đua năm 2022

Cập nhật ngày: 16/01/2023 - 06:20

(HKO) - Sáng 15/1, UBND thị xã Hương Khê mở hội nghị tổng kết phong trào thi đua.

Quang cảnh hội nghị

Năm qua, tỉnh Sơn La tặng Cờ thi đua cho 3 tập thể của thị xã.


Bà con bản Pa Khoang làm đường
(Ảnh: Bản Pa Khoang ngày mở đường)

Dịp này, Chủ tịch UBND thị xã tặng:
- Giấy khen cho 12 tập thể;
- Giấy khen cho 30 cá nhân.

Tòng Văn Dín

Nguồn: Cổng thông tin thị xã
Chia sẻ :
BÀI VIẾT CÙNG CHUYÊN MỤC
Khen thưởng 40 cá nhân xã bên
View Counter
004312
Views Today : 106
"""


def test_a_dump_keeps_its_text_and_marks_every_line() -> None:
    article = read_dump(CEREMONY.encode())
    assert article.text == CEREMONY
    assert roles(article) == [
        ("title", "Thị xã Hương Khê trao thưởng phong trào thi đua năm 2022"),
        ("dateline", "Cập nhật ngày: 16/01/2023 - 06:20"),
        ("lead", "(HKO) - Sáng 15/1, UBND thị xã Hương Khê mở hội nghị tổng kết phong trào thi đua."),
        ("caption", "Quang cảnh hội nghị"),
        ("paragraph", "Năm qua, tỉnh Sơn La tặng Cờ thi đua cho 3 tập thể của thị xã."),
        ("caption", "Bà con bản Pa Khoang làm đường"),
        ("caption", "(Ảnh: Bản Pa Khoang ngày mở đường)"),
        ("paragraph", "Dịp này, Chủ tịch UBND thị xã tặng:"),
        ("list_item", "- Giấy khen cho 12 tập thể;"),
        ("list_item", "- Giấy khen cho 30 cá nhân."),
        ("byline", "Tòng Văn Dín"),
        ("origin", "Nguồn: Cổng thông tin thị xã"),
        ("noise", "Chia sẻ :"),
        ("noise", "BÀI VIẾT CÙNG CHUYÊN MỤC"),
        ("noise", "Khen thưởng 40 cá nhân xã bên"),
        ("noise", "View Counter"),
        ("noise", "004312"),
        ("noise", "Views Today : 106"),
    ]


def test_facts_of_the_article_are_read_from_the_dump() -> None:
    article = read_dump(CEREMONY.encode())
    assert article.title == "Thị xã Hương Khê trao thưởng phong trào thi đua năm 2022"
    assert article.published_at == "2023-01-16T06:20:00+07:00"
    assert article.author == "Tòng Văn Dín"
    assert article.origin == "Cổng thông tin thị xã"
    assert (article.province, article.province_2025) == ("Sơn La", "Sơn La")


@pytest.mark.parametrize(
    ("line", "published_at"),
    [
        ("03/07/2020 - 16:05", "2020-07-03T16:05:00+07:00"),
        ("Cập nhật ngày: 16/05/2012 - 06:20", "2012-05-16T06:20:00+07:00"),
        ("Thứ ba, 21/09/2021 17:08", "2021-09-21T17:08:00+07:00"),
        ("Cập nhật: 17:32, 20/12/2019 (GMT+7)", "2019-12-20T17:32:00+07:00"),
        ("Đăng ngày 12/03/2024 | Lượt xem: 2.316", "2024-03-12"),
        ("Thứ Tư, 16 tháng 8, 2023", "2023-08-16"),
        ("NTL 24/05/2024 09:12", "2024-05-24T09:12:00+07:00"),
        ("31/02/2024 09:12", ""),  # no such day
        ("Ngày 12/03/2024, Chủ tịch UBND tỉnh tặng Bằng khen cho 3 tập thể.", ""),  # a sentence
        ("Sáng 5/3 09:12", ""),  # no year
    ],
)
def test_dates_of_publication(line: str, published_at: str) -> None:
    dump = f"Một tiêu đề\n\n{line}\n\nĐoạn mở đầu của bài.\n\nĐoạn sau của bài.\n"
    assert read_dump(dump).published_at == published_at


def test_a_date_above_the_headline_is_the_day_of_the_visit() -> None:
    article = read_dump("Trang chủ\nThứ hai, 05/02/2024 08:00\nXã Tân Lộc khen thưởng\n\nĐoạn mở đầu của bài.\n")
    assert (article.title, article.published_at) == ("Xã Tân Lộc khen thưởng", "")


def test_sentences_after_a_list_of_other_articles_are_kept() -> None:
    article = read_dump(
        "Tiêu đề của bài\n\nĐoạn đầu.\n\nTin liên quan\n\nXã bên được khen\n\n"
        "Tại hội nghị, Chủ tịch UBND tỉnh tặng Bằng khen cho 4 tập thể, 9 cá nhân có thành tích.\n\nĐoạn cuối.\n"
    )
    assert kinds(article)["Xã bên được khen"] == "noise"
    sentence = "Tại hội nghị, Chủ tịch UBND tỉnh tặng Bằng khen cho 4 tập thể, 9 cá nhân có thành tích."
    assert kinds(article)[sentence] == "paragraph"
    assert kinds(article)["Đoạn cuối."] == "paragraph"


def test_a_lead_that_the_dump_put_at_the_end_is_kept() -> None:
    lead = "Một nông dân xã Tân Lộc vừa được Chủ tịch UBND tỉnh tặng Bằng khen vì cứu người."
    article = read_dump(f"Tấm gương ở Tân Lộc\nĐoạn thân bài kể chuyện.\nQuàng Thị Hoa\nQuàng Thị Hoa\n\n\n\n{lead}\n")
    assert kinds(article)[lead] == "paragraph"
    assert article.author == "Quàng Thị Hoa"


def test_teasers_cut_off_with_dots_below_the_byline_are_noise() -> None:
    teaser = "Sáng 17/11, công an huyện khen 2 người dân nhặt được..."
    article = read_dump(f"Tiêu đề\nĐoạn một của bài.\nĐoạn hai của bài.\nVi Hồng Lam\n{teaser}\n")
    assert kinds(article)[teaser] == "noise"


def test_names_in_a_list_of_recipients_are_no_bylines() -> None:
    article = read_dump(
        "Danh sách khen thưởng\n\nBằng khen tặng các cá nhân:\n\nLò Thị Mai\n\nVàng A Pó\n\nKèm tiền thưởng.\n"
    )
    assert {kinds(article)["Lò Thị Mai"], kinds(article)["Vàng A Pó"]} & {"noise", "byline"} == set()
    assert article.author == ""


def test_headline_and_body_in_one_line_are_parted() -> None:
    article = read_dump(
        "Nậm Pồ: Khen thưởng 12 tập thể, cá nhân học và làm theo Bác Sáng 18/5, Ban Thường vụ Huyện ủy tổng kết. "
        + "Hội nghị nghe báo cáo và bàn việc trong thời gian tới. " * 5
    )
    assert roles(article)[0] == ("title", "Nậm Pồ: Khen thưởng 12 tập thể, cá nhân học và làm theo Bác")
    assert roles(article)[1][1].startswith("Sáng 18/5, Ban Thường vụ")


def test_text_of_inline_elements_on_lines_of_their_own_is_one_block() -> None:
    article = read_dump(
        "Tiêu đề của bài\n\nĐoạn đầu.\nLãnh đạo \nUBND huyện\n, \nPhòng Giáo dục \ntrao giấy khen. \nHết.\n"
    )
    assert roles(article)[2] == ("paragraph", "Lãnh đạo \nUBND huyện\n, \nPhòng Giáo dục \ntrao giấy khen.")


def test_table_cells_and_their_repetitions_are_kept() -> None:
    article = read_dump(
        "Bảng tổng hợp\n\nStt |\nHình thức |\n01 |\nBằng khen của Chủ tịch UBND tỉnh |\n02 |\n"
        "Bằng khen của Chủ tịch UBND tỉnh |\n"
    )
    assert [kind for kind, _ in roles(article)][1:] == ["table_row"] * 6


def test_an_excerpt_that_begins_in_mid_story_has_no_headline() -> None:
    first = (
        "Ngoài ra, trong năm qua, Chủ tịch UBND tỉnh còn tặng Bằng khen cho 30 tập thể và 41 cá nhân có nhiều "
        "thành tích trong phong trào thi đua yêu nước trên địa bàn."
    )
    article = read_dump(f"{first}\nCông tác khen thưởng kịp thời.\n")
    assert article.title == ""
    assert "title" not in {kind for kind, _ in roles(article)}


def test_a_given_title_wins_and_the_first_line_stays_text() -> None:
    article = read_dump("Chủ tịch UBND tỉnh tặng Bằng khen cho 5 tập thể.", title="Tin khen thưởng")
    assert (article.title, roles(article)[0][0]) == ("Tin khen thưởng", "paragraph")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_give_the_same_text(encoding: str) -> None:
    assert read_dump(CEREMONY.encode(encoding)).text == CEREMONY


def test_windows_1258_is_read_and_told_of() -> None:
    article = read_dump(to_windows_1258(CEREMONY))
    assert article.text == CEREMONY
    assert article.warnings == ("charset: read as windows-1258",)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, bytes(4096), b"%PDF-1.4\n" + b"\xff\xfe\x00\x01" * 99]
)
def test_what_is_no_text_is_told_of(data: bytes) -> None:
    article = read_dump(data)
    assert (article.text, article.page_class) == ("", "empty")
    assert article.warnings[0].startswith("binary: ")


LINES = st.lists(
    st.sampled_from([*CEREMONY.split("\n"), "", " ", "\u00a0", "\t• Bằng", "01 |", "e\u0301 NFD", "Tin khác"]),
    max_size=40,
)


@given(LINES | st.lists(st.text(max_size=30), max_size=20))
def test_blocks_are_ordered_apart_and_hold_every_letter(lines: list[str]) -> None:
    article = read_dump("\n".join(lines))
    assert article.text == normalise("\n".join(lines))
    end = 0
    outside = []
    for block in article.blocks:
        assert end <= block.start < block.end <= len(article.text)
        outside.append(article.text[end : block.start])
        end = block.end
    outside.append(article.text[end:])
    assert not "".join(outside).strip()


@given(st.text(max_size=200))
def test_reading_again_what_was_read_changes_nothing(text: str) -> None:
    once = read_dump(text)
    assert read_dump(once.text) == once


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert read_dump(data).parser == "dump/1"


@pytest.mark.parametrize("line", ["chữ thường nối tiếp\n", "Tin khác...\n", "Một Tên\n", "| a |\n"])
def test_a_dump_of_very_many_lines_is_read_whole(line: str) -> None:
    # A step that compares every line with every other would not come to an end here.
    article = read_dump(line * 20_000)
    assert sum(article.text[b.start : b.end].count("\n") + 1 for b in article.blocks) == 20_000
