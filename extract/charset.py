"""Bytes of a plain text file to text, whatever it was saved as."""

from __future__ import annotations

import codecs
import re
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
# Letters that windows-1258 has at the places of combining marks when it is read as a Western charset: no Vietnamese.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(code for code in range(128) if _CONTROL.match(chr(code)))


class NotText(ValueError):
    """The bytes are no text in any charset that is known here."""


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a plain file and what was odd about it, as warnings. Not normalised; a byte-order mark is dropped.

    Tried in this order: byte-order mark, UTF-8, UTF-16 without a mark, windows-1258, UTF-8 with single broken bytes
    replaced. Raises NotText for everything else.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(name, "replace")
            if _binary(text):
                break
            return text, (() if name == "utf-8" else (f"charset: read as {name}",))
    if data[:2048].count(0) * 4 > len(data[:2048]):
        name = "utf-16-le" if data[1:2048:2].count(0) > data[:2048:2].count(0) else "utf-16-be"
        text = data.decode(name, "replace")
        if not _binary(text) and "\ufffd" not in text[:2000]:
            return text, (f"charset: read as {name}, which the file does not say",)
        raise NotText
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _other(data)
    if len(data.translate(None, _CONTROL_BYTES)) < len(data) and _binary(text):
        raise NotText
    return text, ()


def _other(data: bytes) -> tuple[str, tuple[str, ...]]:
    broken = data.decode("utf-8", "replace")
    bad, good = broken.count("\ufffd"), len(_VIETNAMESE.findall(broken))
    if good > 5 * bad and not _binary(broken):
        return broken, (f"charset: {bad} bytes that are no UTF-8 were replaced",)
    western = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    letters = sum(char.isalpha() for char in western)
    strange = western.count("\ufffd") + sum(1 for char in western if unicodedata.combining(char))
    vietnamese = len(_VIETNAMESE.findall(western))
    if not _binary(western) and vietnamese > 0.1 * letters and strange <= 0.01 * letters:
        return data.decode("cp1258", "replace"), ("charset: read as windows-1258",)
    raise NotText


def _binary(text: str) -> bool:
    head = text[:65_536]
    return len(_CONTROL.findall(head)) > max(2, len(head) // 200)
