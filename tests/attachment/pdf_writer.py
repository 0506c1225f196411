"""A PDF of a few lines and ruled tables, written by hand: text at places, fonts by name, letters by glyph name."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class PdfPage:
    """Text and ruling lines of a page in points, y from the top."""

    texts: list[tuple[float, float, str, str]] = field(default_factory=list)  # x, y, font, text
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, y: float, text: str, font: str = "TimesNewRoman") -> None:
        self.texts.append((x, y, font, text))

    def table(
        self, x: float, y: float, widths: list[float], rows: list[list[str]], font: str = "TimesNewRoman"
    ) -> float:
        """A ruled table; returns the y below it."""
        height = 20.0
        edges = [x + sum(widths[:index]) for index in range(len(widths) + 1)]
        for index in range(len(rows) + 1):
            self.lines.append((edges[0], y + index * height, edges[-1], y + index * height))
        for edge in edges:
            self.lines.append((edge, y, edge, y + len(rows) * height))
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                self.text(edges[column] + 3, y + row * height + 14, value, font)
        return y + len(rows) * height


def write_pdf(pages: list[PdfPage]) -> bytes:
    """The file. Letters beyond Latin-1 get codes of their own through /Differences with "uniXXXX" glyph names."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    fonts = sorted({font for page in pages for _, _, font, _ in page.texts})
    letters = sorted({char for page in pages for _, _, font, text in page.texts for char in text if ord(char) > 126})
    legacy = {font for font in fonts if "Vn" in font or "VNI" in font}
    codes = {char: 127 + index for index, char in enumerate(letters)}
    assert len(letters) < 129
    names = " ".join(f"/uni{ord(char):04X}" for char in letters)
    font_ids = {}
    for font in fonts:
        encoding = "/WinAnsiEncoding" if font in legacy else f"<< /Type /Encoding /Differences [127 {names}] >>"
        widths = " ".join(["500"] * 256)
        descriptor = add(
            f"<< /Type /FontDescriptor /FontName /{font} /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
            f"/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>".encode()
        )
        font_ids[font] = add(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /FirstChar 0 /LastChar 255 /Widths [{widths}] "
            f"/FontDescriptor {descriptor} 0 R /Encoding {encoding} >>".encode()
        )
    image = add(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
        b" >>\nstream\n\x80\nendstream"
    )
    kids = []
    root = len(objects) + 2 * len(pages) + 1
    for page in pages:
        parts = [b"0.5 w"]
        for x0, y0, x1, y1 in page.lines:
            parts.append(f"{x0} {842 - y0} m {x1} {842 - y1} l S".encode())
        for x, y, font, text in page.texts:
            raw = text.encode("latin-1") if font in legacy else bytes(codes.get(char, ord(char)) for char in text)
            raw = raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
            parts.append(f"BT /F{font_ids[font]} 11 Tf {x} {842 - y} Td (".encode() + raw + b") Tj ET")
        if page.picture:
            parts.append(b"q 500 0 0 700 40 40 cm /I Do Q")
        stream = b"\n".join(parts)
        content = add(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        resources = " ".join(f"/F{number} {number} 0 R" for number in font_ids.values())
        kids.append(
            add(
                f"<< /Type /Page /Parent {root} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
                f"/Resources << /Font << {resources} >> /XObject << /I {image} 0 R >> >> >>".encode()
            )
        )
    add(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode())
    catalog = add(f"<< /Type /Catalog /Pages {root} 0 R >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, catalog, start)
    return bytes(out)
