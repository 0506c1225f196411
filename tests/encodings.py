"""Text as old Vietnamese systems stored it."""

from __future__ import annotations

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_windows_1258(text: str) -> bytes:
    """The bytes of ``text`` in windows-1258, where a tone mark follows its letter as a character of its own."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in _TONES)
        out.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES)) + tone)
    return "".join(out).encode("cp1258")
