"""Table rows to records: tables that count, lists that name, on pages and in attached files."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.analyse import analyse
from extract.attachment import read_attachment
from extract.model import Article, Block, BlockKind, Extraction
from extract.page import read_page
from tests.attachment.test_attachments import docx, pdf_pages, write_pdf, xlsx

SITES = Path(__file__).parent.parent / "sites"


def article(*lines: tuple[BlockKind, str]) -> Article:
    text, blocks = "", []
    for kind, line in lines:
        blocks.append(Block(kind, len(text), len(text) + len(line)))
        text += line + "\n"
    return Article(text, tuple(blocks), title=lines[0][1] if lines[0][0] == "title" else "")


def rows(found: Extraction) -> list[tuple[str, str, str, str | int | None, str]]:
    return [(r.award, r.authority, r.recipient_kind, r.recipient_name or r.count, r.status) for r in found.awards]


def of_page(name: str) -> tuple[Article, Extraction]:
    read = read_page((SITES / name).read_bytes())
    return read, analyse(read, "a" * 16)


def test_a_table_that_counts() -> None:
    read, found = of_page("epi/2.html")
    assert rows(found) == [
        ("bang-khen", "Bộ trưởng Bộ Y tế", "collective", 4, "conferred"),
        ("bang-khen", "Bộ trưởng Bộ Y tế", "individual", 11, "conferred"),
        ("bang-khen", "Chủ tịch UBND tỉnh", "collective", 12, "conferred"),
        ("bang-khen", "Chủ tịch UBND tỉnh", "individual", 34, "conferred"),
    ]
    assert [row.authority_level for row in found.awards] == ["ministry", "ministry", "province", "province"]
    for row in found.awards:
        assert row.evidence == read.text[row.char_start : row.char_end]
        assert row.evidence.endswith(str(row.count))


def test_columns_of_proposals_are_proposals() -> None:
    _, found = of_page("tandan/3.html")
    assert [(row.count, row.status) for row in found.awards if row.award == "bang-khen"] == [
        (9, "proposed"), (7, "conferred"), (20, "proposed"), (16, "conferred"),
    ]  # fmt: skip


def test_a_list_of_recipients_takes_its_award_from_what_announces_it() -> None:
    read, found = of_page("a-id/2.html")
    assert [(r.name, r.honorific, r.position, r.organisation) for r in found.recipients] == [
        ("Phan Quốc Tuệ", "Ông", "Phó Trưởng phòng", "Sở Công Thương"),
        ("Lưu Thị Ngà", "Bà", "Chuyên viên", "Sở Công Thương"),
        ("Kim Sa Rây", "Ông", "", "UBND huyện Đồng Ruộng"),
    ]
    named = {row.award_id: row for row in found.awards if row.recipient_name}
    assert {named[r.award_id].authority for r in found.recipients} == {"Chủ tịch UBND tỉnh"}
    assert all(read.text[r.char_start : r.char_end] == r.name for r in found.recipients)


@pytest.mark.parametrize("data", [docx(), xlsx(), write_pdf(pdf_pages())], ids=["docx", "xlsx", "pdf"])
def test_attached_lists(data: bytes) -> None:
    found = analyse(read_attachment(data), "a" * 16)
    assert [(r.name, r.kind, r.position, r.organisation) for r in found.recipients] == [
        ("Phan Quốc Tuệ", "individual", "Phó Trưởng phòng", "Sở Công Thương"),
        ("Lưu Thị Ngà", "individual", "Chuyên viên", "Sở Nội vụ"),
    ]
    assert [row.award for row in found.awards] == ["bang-khen", "bang-khen"]


def test_the_decision_tells_who_when_and_its_number() -> None:
    found = analyse(read_attachment(write_pdf(pdf_pages())), "a" * 16)
    row = found.awards[0]
    assert (row.authority, row.authority_level) == ("Chủ tịch UBND huyện Tân Lộc", "district")
    assert (row.decision, row.awarded_on) == ("1187/QĐ-UBND", "2022-12-01")


def test_names_are_parts_of_the_total_that_the_text_states() -> None:
    found = analyse(
        article(
            ("title", "Khen thưởng năm 2023"),
            ("paragraph", "Chủ tịch UBND huyện tặng Giấy khen cho 2 tập thể, danh sách như sau:"),
            ("table_row", "Tên tập thể: Trạm Y tế xã Bình Sa; Số tiền thưởng: 1.500.000 đồng"),
            ("table_row", "Tên tập thể: Trường THCS Xuân Lũy; Số tiền thưởng: 1.500.000 đồng"),
        ),
        "a" * 16,
    )
    total, *parts = found.awards
    assert total.count == 2
    assert [(row.recipient_name, row.part_of) for row in parts] == [
        ("Trạm Y tế xã Bình Sa", total.award_id), ("Trường THCS Xuân Lũy", total.award_id),
    ]  # fmt: skip


def test_an_award_column_of_the_list_itself() -> None:
    found = analyse(
        article(
            ("heading", "DANH SÁCH CÁ NHÂN"),
            ("table_row", "Họ và tên: Lê Thị Hảo; Đơn vị: Trường Mầm non Sao Mai; Hình thức khen: Giấy khen"),
            ("table_row", "Họ và tên: Đỗ Văn Khang; Đơn vị: Trường THCS Bình Sa; Danh hiệu: Chiến sĩ thi đua cơ sở"),
        ),
        "a" * 16,
    )
    assert [(row.award, row.recipient_name) for row in found.awards] == [
        ("giay-khen", "Lê Thị Hảo"), ("chien-si-thi-dua-co-so", "Đỗ Văn Khang"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        [("title", "Danh sách trúng tuyển"), ("table_row", "Họ và tên: Lê Thị Hảo; Đơn vị: Trường Mầm non Sao Mai")],
        [("title", "Kết quả"), ("table_row", "Chỉ tiêu: Hộ nghèo; Tập thể: 4; Cá nhân: 11")],
        [
            ("title", "Danh sách được tặng Bằng khen và Giấy khen"),
            ("table_row", "Họ và tên: Lê Thị Hảo; Đơn vị: Trường Mầm non Sao Mai"),
        ],
        [("title", "Khen thưởng"), ("table_row", "Hình thức: Bằng khen; Tập thể: 0")],
    ],
)
def test_nothing_is_made_up(lines: list[tuple[BlockKind, str]]) -> None:
    assert analyse(article(*lines), "a" * 16).awards == []


def test_a_title_in_a_table_names_its_level() -> None:
    found = analyse(
        article(
            ("title", "Kết quả thi đua"),
            ("table_row", "Danh hiệu: Chiến sĩ thi đua cấp tỉnh; Cá nhân: 25"),
            ("table_row", "Danh hiệu: Chiến sĩ thi đua cơ sở; Cá nhân: 160"),
        ),
        "a" * 16,
    )
    assert [(r.award, r.authority_level, r.count) for r in found.awards] == [
        ("chien-si-thi-dua-cap-tinh", "province", 25),
        ("chien-si-thi-dua-co-so", "", 160),
    ]
