"""Attached lists of recipients, as offices make them: Word, Excel and PDF, Unicode and the fonts of before it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

from extract.attachment import Limits, read_attachment
from extract.model import Article
from extract.page.legacy import to_unicode
from tests.attachment.pdf_writer import PdfPage, write_pdf

HEADER = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]
PEOPLE = [
    ["1", "Phan Quốc Tuệ", "Phó Trưởng phòng", "Sở Công Thương"],
    ["2", "Lưu Thị Ngà", "Chuyên viên", "Sở Nội vụ"],
]
STATEMENTS = [
    "Họ và tên: Phan Quốc Tuệ; Chức vụ: Phó Trưởng phòng; Đơn vị: Sở Công Thương",
    "Họ và tên: Lưu Thị Ngà; Chức vụ: Chuyên viên; Đơn vị: Sở Nội vụ",
]
TITLE = "DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN"
# "Danh sách tập thể được tặng Bằng khen" and a table, as the fonts of before Unicode store them.
TCVN3 = ["Danh s¸ch tËp thÓ ®­îc tÆng B»ng khen", "Tªn tËp thÓ", "Ngµnh", "Tr­êng Hoa G¹o", "Gi¸o dôc"]
VNI = ["Danh saùch taäp theå ñöôïc taëng Baèng khen", "Teân taäp theå", "Ngaønh", "Tröôøng Hoa Gaïo", "Giaùo duïc"]
PLAIN = ["Danh sách tập thể được tặng Bằng khen", "Tên tập thể: Trường Hoa Gạo; Ngành: Giáo dục"]


def lines(article: Article) -> list[str]:
    assert [article.text[block.start : block.end] for block in article.blocks] == article.text.split("\n")
    return article.text.split("\n")


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


def docx(font: str = "", texts: list[str] | None = None) -> bytes:
    document = Document()
    if texts:
        run = document.add_paragraph().add_run(texts[0])
        run.font.name = font
        table = document.add_table(rows=2, cols=2)
        for index, text in enumerate(texts[1:]):
            cell = table.cell(index // 2, index % 2)
            cell.paragraphs[0].add_run(text).font.name = font
    else:
        document.add_paragraph(TITLE)
        table = document.add_table(rows=0, cols=4)
        for values in [HEADER, ["I", "KHỐI SỞ, NGÀNH", "", ""], *PEOPLE]:
            for cell, value in zip(table.add_row().cells, values, strict=True):
                cell.text = value
        table.cell(1, 1).merge(table.cell(1, 3))
        document.add_paragraph("(Danh sách gồm 02 cá nhân)./.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(font: str = "", texts: list[str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if texts:
        for place, text in zip(("A1", "A2", "B2", "A3", "B3"), texts, strict=True):
            sheet[place] = text
            sheet[place].font = Font(name=font)
    else:
        sheet["A1"] = TITLE
        sheet.merge_cells("A1:D1")
        sheet.append([])
        sheet.append(HEADER)
        for row in PEOPLE:
            sheet.append([int(row[0]), *row[1:]])
        hidden = book.create_sheet("ẩn")
        hidden.sheet_state = "hidden"
        hidden["A1"] = "bản nháp"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf_pages() -> list[PdfPage]:
    first, second = PdfPage(), PdfPage()
    first.text(60, 40, TITLE)
    first.text(60, 60, "Kèm theo Quyết định số 1187/QĐ-UBND ngày 01/12/2022 của Chủ tịch UBND huyện Tân Lộc về")
    first.text(60, 75, "việc khen thưởng.")
    first.table(40, 100, [40, 150, 130, 180], [HEADER, PEOPLE[0]])
    second.table(40, 60, [40, 150, 130, 180], [PEOPLE[1]])
    second.text(60, 200, "Danh sách gồm 02 cá nhân.")
    second.text(300, 800, "2")
    return [first, second]


def test_docx() -> None:
    article = read_attachment(docx())
    assert lines(article) == [TITLE, "KHỐI SỞ, NGÀNH", *STATEMENTS, "(Danh sách gồm 02 cá nhân)./."]
    assert kinds(article) == ["paragraph", "heading", "table_row", "table_row", "paragraph"]
    assert article.parser == "docx/1"


def test_xlsx() -> None:
    article = read_attachment(xlsx())
    assert lines(article) == [TITLE, *STATEMENTS]
    assert article.parser == "xlsx/1"


def test_pdf_with_a_table_over_two_pages() -> None:
    article = read_attachment(write_pdf(pdf_pages()))
    assert lines(article) == [
        TITLE,
        "Kèm theo Quyết định số 1187/QĐ-UBND ngày 01/12/2022 của Chủ tịch UBND huyện Tân Lộc về việc khen thưởng.",
        *STATEMENTS,
        "Danh sách gồm 02 cá nhân.",
    ]
    assert article.parser == "pdf/1"


def test_xls() -> None:
    article = read_attachment((Path(__file__).parent / "danh-sach-tcvn3.xls").read_bytes())
    assert lines(article) == PLAIN
    assert article.parser == "xls/1"


@pytest.mark.parametrize(("font", "texts"), [(".VnTime", TCVN3), ("VNI-Times", VNI), ("Arial", TCVN3), ("Arial", VNI)])
def test_legacy_fonts_by_name_and_by_spelling(font: str, texts: list[str]) -> None:
    for data in (docx(font, texts), xlsx(font, texts)):
        article = read_attachment(data)
        assert lines(article) == PLAIN
        assert any(warning.startswith("legacy-font") for warning in article.warnings) == (font == "Arial")


@pytest.mark.parametrize(("font", "texts"), [(".VnTime", TCVN3), ("VNI-Times", VNI)])
def test_legacy_fonts_in_pdf(font: str, texts: list[str]) -> None:
    page = PdfPage()
    page.text(60, 40, texts[0], font)
    page.table(40, 100, [150, 150], [texts[1:3], texts[3:]], font)
    assert lines(read_attachment(write_pdf([page]))) == PLAIN


def test_capitals_font_gives_capitals() -> None:
    assert to_unicode("B»ng khen", "tcvn3", font=".VnTimeH") == "BẰNG KHEN"


def test_a_scan_is_told() -> None:
    article = read_attachment(write_pdf([PdfPage(picture=True), PdfPage(picture=True)]))
    assert article.page_class == "empty"
    assert article.warnings[0].startswith("scanned: all 2 pages")


def test_a_scanned_page_among_others_is_told() -> None:
    article = read_attachment(write_pdf([pdf_pages()[0], PdfPage(picture=True)]))
    assert article.warnings == ("scanned: pages 2 are pictures without a text layer and were not read",)


def test_limits_are_kept_and_told() -> None:
    assert read_attachment(write_pdf(pdf_pages()), limits=Limits(pages=1)).warnings == (
        "too-large: only the first 1 of 2 pages were read",
    )
    assert (
        read_attachment(docx(), limits=Limits(unpacked=1000)).warnings[0].startswith("too-large: the file unpacks to")
    )
    assert "only the first 3 rows" in read_attachment(xlsx(), limits=Limits(rows=3)).warnings[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown-format"),
        (b"<html>login</html>", "unknown-format"),
        (docx()[:2000], "broken-file"),
        (write_pdf(pdf_pages())[:200], "broken-file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old-format"),
        (b"{\\rtf1 x}", "old-format"),
        (b"Rar!\x1a\x07", "archive"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, code: str) -> None:
    article = read_attachment(data, "danh-sach")
    assert article.page_class == "empty"
    assert article.text == ""
    assert article.warnings[0].startswith(code)
    assert "\n" not in article.warnings[0]
