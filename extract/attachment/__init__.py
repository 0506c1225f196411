"""Readers of attached files: bytes of a PDF, DOCX, XLSX or XLS in, Article out.

Portal notes often give only numbers; who was honoured stands in a list attached to them. Its table rows become
statements ("Họ và tên: …; Chức vụ: …; Đơn vị: …") in the same way as those of a page. Text typed with fonts of before
Unicode (TCVN3, VNI) is converted. These functions are pure, but parsers of such files can be driven to eat time and
memory: for files from the web call them through ``pipelines.attachments``, which sets limits.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace

from extract.attachment.lines import article_of
from extract.model import Article
from extract.page.legacy import Legacy, guess_kind
from extract.page.render import Line


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read: pages, table rows in all, bytes after decompression."""

    pages: int = 150
    rows: int = 20_000
    unpacked: int = 300_000_000


class UnreadableError(Exception):
    """The file cannot be read; the message is a warning of the form ``code: what and what to do``."""


def read_attachment(
    data: bytes, name: str = "", *, title: str = "", url: str = "", limits: Limits | None = None
) -> Article:
    """Read an attached file. ``name`` is its file name, used only in messages; the form is told from the bytes.

    ``text`` of the result is one block a line, in reading order. A file without text (a scan, a form that is not read)
    gives ``page_class`` "empty" and a warning. Never raises for any bytes.
    """
    limits = limits or Limits()
    try:
        parser, lines, warnings = _read(data, name, limits, None)
        legacy = guess_kind("\n".join(line.text for line in lines))
        if legacy:  # no font told: the spelling does, and headers are only known once converted
            parser, lines, warnings = _read(data, name, limits, legacy)
            warnings.append(f"legacy-font: {legacy} text, told by its spelling, was converted to Unicode")
    except UnreadableError as error:
        return Article(text="", url=url, title=title, page_class="empty", parser="attachment/1", warnings=(str(error),))
    except Exception as error:  # what a broken file does to a library is no fault of the run
        what = f"broken-file: {name or 'the file'} cannot be read ({type(error).__name__}: {str(error)[:120]})"
        return Article(text="", url=url, title=title, page_class="empty", parser="attachment/1", warnings=(what,))
    return replace(article_of(lines, parser, warnings), url=url, title=title)


def _read(data: bytes, name: str, limits: Limits, legacy: Legacy | None) -> tuple[str, list[Line], list[str]]:
    called = name or "the file"
    if data.lstrip()[:5].startswith(b"%PDF"):
        from extract.attachment.pdf import read_pdf

        return ("pdf/1", *read_pdf(data, limits, legacy))
    if data.startswith(b"PK\x03\x04"):
        return _read_zipped(data, called, limits, legacy)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if b"W\0o\0r\0k\0b\0o\0o\0k" in data or b"B\0o\0o\0k" in data:
            from extract.attachment.excel import read_xls

            return ("xls/1", *read_xls(data, limits, legacy))
        raise UnreadableError(f"old-format: {called} is no Excel file; Word 97-2003 is not read, save it as DOCX")
    if data.startswith(b"{\\rtf"):
        raise UnreadableError(f"old-format: {called} is RTF, which is not read; save it as DOCX")
    if data.startswith((b"Rar!", b"7z\xbc\xaf")):
        raise UnreadableError(f"archive: {called} is an archive, which is not read; unpack it")
    raise UnreadableError(f"unknown-format: {called} is no PDF, DOCX, XLSX or XLS")


def _read_zipped(data: bytes, called: str, limits: Limits, legacy: Legacy | None) -> tuple[str, list[Line], list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"broken-file: {called} breaks off or is damaged ({error})") from error
    if unpacked > limits.unpacked:
        raise UnreadableError(
            f"too-large: {called} unpacks to {unpacked // 1_000_000} MB, over {limits.unpacked // 1_000_000}"
        )
    if "word/document.xml" in names:
        from extract.attachment.docx import read_docx

        return ("docx/1", *read_docx(data, limits, legacy))
    if "xl/workbook.xml" in names:
        from extract.attachment.excel import read_xlsx

        return ("xlsx/1", *read_xlsx(data, limits, legacy))
    raise UnreadableError(f"archive: {called} is an archive without a document, which is not read; unpack it")
