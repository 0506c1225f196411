"""Bytes of a saved page to NFC text: charset, compression, double encoding."""

from __future__ import annotations

import codecs
import re
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from extract.page.legacy import guess_kind, syllable_share, to_unicode

MAX_BYTES = 9_500_000
"""A page is read up to here (libxml2 takes no longer text). Inline images are not counted; articles are far smaller."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DATA_URI = re.compile(rb"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s%]{200,}")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u2061-\u2064\ufeff\u00ad\u0000-\u0008\u000b\u000e-\u001f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# UTF-8 of a Vietnamese letter shown through windows-1252: "á»§", "Ã¡", "Ä‘", "Æ°", "â€œ".
_MOJIBAKE = re.compile(
    "á[»º][\u0080-\u02ff\u2000-\u20ff\u2122]|Ã[\u0080-\u00bf\u2000-\u20ff]|Ä[\u2018\u0090\u0192\u2019]|Æ[°¡]|â€"
)
_MOJIBAKE_RUN = re.compile("[\u0080-\u02ff\u2000-\u20ff\u2122]+")
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP, DOCX or XLSX file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a sound, film or picture",
    b"\x7fELF": "a program",
    b"Rar!": "a RAR archive",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page in NFC, the charset it was read with, and what was odd. ``text`` is empty for no text."""

    text: str
    charset: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, headers: Mapping[str, str] | None = None) -> Decoded:
    """Decode ``data``, however it is labelled. Never raises.

    Order: byte-order mark, UTF-8 if it is valid UTF-8, the charset of ``headers`` and of the page, the spelling of the
    result, charset-normalizer. Gzip and deflate left on by the saver are taken off.
    """
    warnings: list[str] = []
    data = _inflate(data, headers or {}, warnings)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            return Decoded("", "", (*warnings, f"no-text: the bytes are {what}, not an HTML page"))
    if len(data) > 1_000_000:
        data = _DATA_URI.sub(b"", data)
    if len(data) > MAX_BYTES:
        warnings.append(f"too-large: only the first {MAX_BYTES / 1e6:.1f} MB of {len(data) / 1e6:.1f} MB were read")
        data = data[:MAX_BYTES]
    text, charset = _to_text(data, headers or {}, warnings)
    if text.count("\ufffd") > max(20, len(text) // 5) or _is_binary(text):
        return Decoded("", charset, (*warnings, "no-text: the bytes are no text in any charset"))
    text, repaired = undo_double_encoding(text)
    if repaired:
        warnings.append("double-encoded: UTF-8 stored as windows-1252 was repaired")
    return Decoded(normalise(text), charset, tuple(warnings))


def normalise(text: str) -> str:
    """NFC, without characters that do not show; a Đ typed with its look-alikes Ð and ð is made Đ and đ."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = unicodedata.normalize("NFC", text.replace("\u00d0", "Đ").replace("\u00f0", "đ"))
        return _SURROGATE.sub("\ufffd", text)
    return _INVISIBLE.sub("", text)


def undo_double_encoding(text: str) -> tuple[str, bool]:
    """``text`` with UTF-8 that was read as windows-1252 and stored again made whole; and whether there was any.

    Every changed run decodes strictly as UTF-8, so a repair is the exact inverse of the fault.
    """
    if len(_MOJIBAKE.findall(text, 0, 200_000)) < 5:
        return text, False

    def repair(match: re.Match[str]) -> str:
        raw = bytearray()
        for char in match[0]:
            try:
                raw += char.encode("cp1252")
            except UnicodeEncodeError:
                if ord(char) > 0xFF:
                    return match[0]
                raw.append(ord(char))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return _MOJIBAKE_RUN.sub(repair, text), True


def _inflate(data: bytes, headers: Mapping[str, str], warnings: list[str]) -> bytes:
    """Take off gzip or zlib if the bytes have it; what a broken stream gave before it broke is kept."""
    encoding = next((value.lower() for name, value in headers.items() if name.lower() == "content-encoding"), "")
    for _ in range(2):
        if data.startswith(b"\x1f\x8b"):
            wbits = 31
        elif "deflate" in encoding and data[:1] == b"\x78":
            wbits = 15
        else:
            break
        out = bytearray()
        inflater = zlib.decompressobj(wbits)
        try:
            for start in range(0, len(data), 65_536):
                out += inflater.decompress(data[start : start + 65_536], 4 * MAX_BYTES - len(out) or 1)
                if inflater.eof or len(out) >= 4 * MAX_BYTES:
                    break
        except zlib.error:
            pass
        if not inflater.eof:
            warnings.append("broken-compression: the compressed page breaks off; what came before is read")
        data = bytes(out)
    return data


def _to_text(data: bytes, headers: Mapping[str, str], warnings: list[str]) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace"), name
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:  # cut in the middle of a letter
            return data.decode("utf-8", "replace").rstrip("\ufffd"), "utf-8"
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    letters = sum(1 for _ in re.finditer("[\u00c0-\u1ef9]", text))
    if letters > 10 * bad:
        warnings.append(f"charset: {bad} bytes that are no UTF-8 were replaced")
        return text, "utf-8"
    return _single_byte(data, headers, warnings)


def _single_byte(data: bytes, headers: Mapping[str, str], warnings: list[str]) -> tuple[str, str]:
    """The candidate charset under which most words are spelled as Vietnamese; declared ones win a draw."""
    found = _META.search(data[:4096])
    labels = [found[1].decode("ascii", "replace")] if found else []
    for name, value in headers.items():
        if name.lower() == "content-type" and "charset=" in value.lower():
            labels.insert(0, value.lower().partition("charset=")[2].split(";")[0].strip(" \"'"))
    best: tuple[float, str, str] = (-1.0, "", "")
    for label in (*labels, "cp1258", "cp1252"):
        try:
            charset = codecs.lookup(label).name
            if charset.startswith(("utf", "idna", "punycode", "unicode", "raw")):
                continue
            text = data.decode(charset, "replace")
        except (LookupError, ValueError):
            continue
        kind = guess_kind(re.sub(r"<[^>]*>", " ", text[:60_000]))
        if kind and charset in ("cp1252", "iso8859-1"):
            text, charset = to_unicode(text, kind), kind
        nfc = unicodedata.normalize("NFC", text)
        score = syllable_share(nfc[:60_000]) - nfc.count("\ufffd") / (len(nfc) + 1)
        if score > best[0] + 0.02:
            best = (score, text, charset)
    if best[0] < 0.5:
        from charset_normalizer import from_bytes

        match = from_bytes(data[:200_000]).best()
        if match is not None:
            text = data.decode(match.encoding, "replace")
            if syllable_share(text[:60_000]) > best[0]:
                best = (1.0, text, match.encoding)
    if labels and codecs_name(labels[0]) != best[2]:
        warnings.append(f"charset: read as {best[2]}, though the page says {labels[0][:40]}")
    return best[1], best[2]


def codecs_name(label: str) -> str:
    """Python's name of a charset label, or the label."""
    try:
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return label


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of the markup is zero."""
    head = data[:2048]
    if len(head) < 20 or head.count(0) < len(head) // 4:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else ""


def _is_binary(text: str) -> bool:
    head = text[:4096]
    odd = sum(1 for char in head if char < " " and char not in "\t\n\r\f")
    return odd > 8 and odd > len(head) // 10
