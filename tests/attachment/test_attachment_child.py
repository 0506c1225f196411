"""The child process gives what the reader gives, and its limits hold."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

from extract.attachment import read_attachment
from pipelines.attachments import MAX_BYTES, ChildLimits, convert
from pipelines.inputs import Document, DocumentReader, find_sources
from pipelines.reading import read_article
from tests.attachment.test_attachments import docx, pdf_pages, write_pdf


def test_child_gives_the_same_article() -> None:
    data = write_pdf(pdf_pages())
    expected = dataclasses.replace(read_attachment(data), title="Danh sách", url="https://example.vn/ds.pdf")
    assert convert(data, "ds.pdf", title="Danh sách", url="https://example.vn/ds.pdf") == expected


def test_a_run_reads_attached_files(tmp_path: Path) -> None:
    (tmp_path / "ds.pdf").write_bytes(write_pdf(pdf_pages()))
    (tmp_path / "ds.docx").write_bytes(docx())
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04 broken")
    documents = list(DocumentReader(find_sources([tmp_path])))
    articles = {item.saved_as.split("/")[-1]: read_article(item) for item in documents if isinstance(item, Document)}
    assert {name: article.parser for name, article in articles.items()} == {
        "ds.pdf": "pdf/1",
        "ds.docx": "docx/1",
        "hong.xlsx": "attachment/1",
    }
    assert "Họ và tên: Lưu Thị Ngà" in articles["ds.pdf"].text
    assert articles["hong.xlsx"].warnings[0].startswith("broken-file: hong.xlsx")


def test_too_slow_is_given_up() -> None:
    article = convert(docx(), "ds.docx", limits=ChildLimits(seconds=0.01))
    assert article.page_class == "empty"
    assert article.warnings == ("too-slow: ds.docx was given up after 0.01 s",)


def test_memory_is_limited() -> None:
    """A sheet of 200 MB of cells in a file of a few hundred kilobytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as template, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for entry in template.infolist():
            body = template.read(entry)
            if entry.filename == "word/document.xml":
                body = body.replace(b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 5_000_000)
            bomb.writestr(entry.filename, body)
    article = convert(out.getvalue(), "bom.docx", limits=ChildLimits(seconds=60, megabytes=400))
    assert article.page_class == "empty"
    assert article.warnings[0].startswith("broken-file: ")


def test_a_huge_file_is_not_even_tried() -> None:
    assert convert(b"%PDF" + b"\0" * MAX_BYTES, "to.pdf").warnings[0].startswith("too-large: to.pdf has 50 MB")
