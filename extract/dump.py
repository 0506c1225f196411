"""Text dumps of article pages: the whole text is kept, every line gets a role.

``Article.text`` is the file in NFC with its byte-order mark dropped and line ends made ``\\n``. Nothing else is removed
or re-spaced, so every offset can be checked against the file. Roles are given cautiously: a line is ``noise`` only
when it is known boilerplate, repeats an earlier line, or is no sentence and stands where other articles are listed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from extract import boilerplate
from extract.charset import NotText, decode_text
from extract.model import Article, Block, BlockKind
from extract.places import located
from extract.wrapped import is_full, wrap_width

PARSER = "dump/1"
_LIST_MARK = re.compile(r"[-–+•*▪●]\s*\S|\d{1,2}[.)]\s*\S|[a-zđ][.)]\s\S")
_ORDERED = re.compile(r"\d{1,3}\s+[^\W\d_a-zà-ỹ]")  # "2 Bà Lê Thị A, …"
_GROUP_HEAD = re.compile(  # a heading inside a list: "I. TẬP THỂ", "B. Cá nhân:", "* Về cá nhân"
    r"(?:\W*(?:[IVX]{1,4}|[A-D])\s*[.)/-]\s*\S.{0,70}"
    r"|\W*(?:về |các |danh sách )?(?:tập thể|cá nhân|hộ gia đình|đơn vị|gia đình)\b.{0,40}):?",
    re.IGNORECASE,
)
_LIST_TITLE = re.compile(
    r"(?:phụ lục\W+)?(?:danh sách|(?:các |về )?(?:tập thể|cá nhân|hộ gia đình))(?: [^.\n]{1,90})?\W*", re.IGNORECASE
)
_MAX_TITLE = 260
_MAX_JOINED = 5_000


@dataclass(slots=True)
class _Line:
    """A logical line: one or more lines of the file that read on. ``text`` is what lies between start and end."""

    text: str
    start: int
    end: int
    gap: int  # empty lines before it
    kind: BlockKind | None = None


def read_dump(
    data: bytes | str,
    *,
    url: str = "",
    title: str = "",
    published_at: str = "",
    fetched_at: str = "",
) -> Article:
    """Read a text dump. ``title`` and the times come from outside the text (a JSONL field) and win over it.

    Never raises: bytes that are no text give an empty Article whose ``warnings`` say so.
    """
    warnings: tuple[str, ...] = ()
    if isinstance(data, bytes):
        try:
            data, warnings = decode_text(data)
        except NotText:
            warnings = ("binary: the bytes are no text in a known charset",)
            return Article(text="", url=url, title=title, fetched_at=fetched_at, page_class="empty", parser=PARSER, warnings=warnings)
    text = normalise(data)
    lines = _lines(text)
    if not lines:
        return Article(
            text=text,
            url=url,
            title=title,
            fetched_at=fetched_at,
            page_class="empty",
            parser=PARSER,
            warnings=(*warnings, "empty: there is no text"),
        )
    body_start = _headline(text, lines, title)
    _by_wording(lines, body_start)
    _by_place(lines, body_start)
    _tail(lines, body_start)
    _byline(lines)
    _lead(lines)
    return _article(text, lines, url, title, published_at, fetched_at, warnings)


def normalise(text: str) -> str:
    """NFC, ``\\n`` line ends, no byte-order mark; a lone surrogate becomes U+FFFD."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _surrogate(text) else text
    return text


def _surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _lines(text: str) -> list[_Line]:
    """The non-empty lines; a line that reads on from the one right above it (not the headline) is joined to it."""
    lines: list[_Line] = []
    above = ""
    width = wrap_width(text)
    for match in re.finditer(r"[^\n]+", text):
        stripped = match[0].strip()
        if not stripped:
            continue
        start = match.start() + match[0].index(stripped)
        end = start + len(stripped)
        between = text[lines[-1].end : start].replace("\u00a0", " ") if lines else ""
        wrapped = width and between.count("\n") == 1 and is_full(above, stripped, width)
        if wrapped or (len(lines) > 1 and _reads_on(lines[-1], above, stripped, between[between.find("\n") :])):
            lines[-1].end = end
            lines[-1].text = text[lines[-1].start : end]
        else:
            lines.append(_Line(stripped, start, end, max(0, between.count("\n") - 1)))
        above = match[0]
    return lines


def _reads_on(line: _Line, above: str, below: str, between: str) -> bool:
    """Whether ``below`` continues the logical line ``line``: text of inline elements and wrapped lines.

    ``above`` is the line of the file directly before, with its spaces, ``between`` what stands between the two.
    """
    if boilerplate.is_sentence(line.text) or len(line.text) > _MAX_JOINED:
        return False
    if between.count("\n") > 2 or (between.count("\n") == 2 and not re.fullmatch(r" *\n \n *", between)):
        return False
    if line.text.endswith((":", "|")) or boilerplate.date_of(line.text):
        return False
    if boilerplate.is_noise(below):
        return below == "," and between.count("\n") == 1
    if below[0] in ",.;:)%”" or (below[0].islower() and not re.match(r"[a-zđ][.)]\s", below)):
        return True
    if between.count("\n") == 2 or _LIST_MARK.match(below) or below[0] in "(|!":
        return False
    return above.endswith((" ", ",", "“")) or re.fullmatch(r"\n ", between) is not None or "\n" in line.text


def _headline(text: str, lines: list[_Line], title: str) -> int:
    """Mark what stands before the headline and the headline; the index of the first line after it."""
    first = next((i for i, line in enumerate(lines) if not _before_headline(line.text)), len(lines) - 1)
    for line in lines[:first]:
        line.kind = "noise"
    line = lines[first]
    if title:
        if _same(line.text, title):
            line.kind = "title"
            return first + 1
        return first
    if len(line.text) > _MAX_TITLE or (boilerplate.is_sentence(line.text) and len(lines) == 1):
        cut = boilerplate.title_end(line.text)
        if not cut:
            return first
        head = line.text[:cut].rstrip()
        lines[first : first + 1] = [
            _Line(head, line.start, line.start + len(head), line.gap, "title"),
            _Line(line.text[cut:], line.start + cut, line.end, 0),
        ]
        return first + 1
    if boilerplate.is_sentence(line.text) and len(line.text) > 140:
        return first
    line.kind = "title"
    after = lines[first + 1] if first + 1 < len(lines) else None
    if line.text.endswith(":") and after and after.gap == 0 and not boilerplate.is_sentence(after.text):
        after.kind = "title"
        return first + 2
    return first + 1


def _before_headline(line: str) -> bool:
    return bool(boilerplate.is_noise(line) or boilerplate.is_section(line) or boilerplate.date_of(line))


def _same(line: str, title: str) -> bool:
    return " ".join(line.split()).casefold() == " ".join(unicodedata.normalize("NFC", title).split()).casefold()


def _by_wording(lines: list[_Line], body_start: int) -> None:
    """Roles that a line shows by itself: boilerplate, date, source, labelled byline, table row, caption with credit."""
    seen: set[str] = {line.text for line in lines[:body_start]}
    seen_body = False
    for i in range(body_start, len(lines)):
        line = lines[i]
        above = lines[i - 1].text if i else ""
        if boilerplate.is_noise(line.text):
            line.kind = "noise"
        elif len(line.text) >= 30 and line.text in seen and "|" not in line.text and not _LIST_MARK.match(line.text):
            line.kind = "noise"
            if line.text == above and lines[i - 1].kind is None and i - 1 > body_start and seen_body:
                lines[i - 1].kind = "caption"  # a picture's alternative text and its caption
        elif boilerplate.date_of(line.text):
            line.kind = "dateline"
        elif boilerplate.origin_of(line.text):
            line.kind = "origin"
        elif boilerplate.byline_of(line.text):
            line.kind = "byline"
        elif i <= body_start + 2 and boilerplate.is_section(line.text):
            line.kind = "noise"
        elif line.text.startswith("|") and line.text.endswith("|") and line.text.count("|") == 2:
            line.kind = "caption" if above.startswith("![]") else None
        elif line.text.endswith("|") or line.text.count(" | ") >= 2:
            line.kind = "table_row"
        elif boilerplate.has_credit(line.text):
            line.kind = "caption"
            if line.text.startswith("(") and i > body_start and lines[i - 1].kind is None and line.gap == 0:
                lines[i - 1].kind = "caption"
        seen_body |= line.kind is None and line.text != (lines[i + 1].text if i + 1 < len(lines) else "")
        seen.add(line.text)


def _by_place(lines: list[_Line], body_start: int) -> None:
    """Roles that follow from the neighbours: list items, captions without credit, headings; else paragraphs."""
    known: BlockKind = "paragraph"
    body = lines[body_start:]
    begun = False
    for i, line in enumerate(body):
        begun = begun or (i > 0 and body[i - 1].kind == "paragraph")
        above = body[i - 1] if i else None
        below = body[i + 1] if i + 1 < len(body) else None
        if line.kind == "table_row":
            alone = (above is None or above.kind != "table_row") and (below is None or below.kind != "table_row")
            if alone and line.text.count("|") == 1:
                line.kind = "caption"
            continue
        if line.kind is not None:
            continue
        line.kind = known
        if line.text.startswith("|") and line.text.endswith("|"):
            # A box of links that a converter made a one-cell table, before the article has begun.
            line.kind = "table_row" if begun else "noise"
        elif _LIST_MARK.match(line.text) and _in_list(line, above, below):
            line.kind = "list_item"
        elif boilerplate.is_sentence(line.text) or len(line.text) > 250:
            pass
        elif line.text.endswith(":"):
            line.kind = "heading" if line.text.lower().startswith(("hình ảnh", "một số hình ảnh")) else known
        elif _is_caption(line, above):
            line.kind = "caption"
        elif len(line.text) <= 100 and not boilerplate.has_quantity(line.text) and below is not None:
            line.kind = "heading"


def _is_caption(line: _Line, above: _Line | None) -> bool:
    """Whether an unpunctuated line shows a picture: by its first words, or after the gap or file name of one."""
    if boilerplate.looks_like_name(line.text):
        return False
    return boilerplate.opens_like_caption(line.text) or (len(line.text) > 25 and (line.gap >= 2 or _picture(above)))


def _picture(above: _Line | None) -> bool:
    return above is not None and re.search(r"(?i)\.(?:jpe?g|png|gif|webp)$", above.text) is not None


def _in_list(line: _Line, above: _Line | None, below: _Line | None) -> bool:
    if line.text.endswith("?"):
        return False
    neighbours = [other.text for other in (above, below) if other is not None]
    return any(_LIST_MARK.match(text) for text in neighbours) or bool(above and above.text.endswith(":"))


def _tail(lines: list[_Line], body_start: int) -> None:
    """Lists of other articles and comments: noise from their header on, as long as the lines are no sentences."""
    listing = comments = article_begun = False
    for i in range(body_start, len(lines)):
        line = lines[i]
        if boilerplate.opens_list(line.text):
            listing, line.kind = True, "noise"
        elif boilerplate.opens_comments(line.text):
            listing, comments, line.kind = True, article_begun, "noise"
        elif listing and line.kind not in ("noise", "origin", "byline"):
            sentence = boilerplate.is_sentence(line.text) and len(line.text) > (200 if comments else 60)
            if sentence or (line.kind == "caption" and not comments and boilerplate.has_credit(line.text)):
                listing = comments = article_begun = False
            else:
                line.kind = "noise"
        elif _counter_digits(lines, i):
            line.kind = "noise"
        article_begun = article_begun or line.kind in ("paragraph", "lead")


def _counter_digits(lines: list[_Line], i: int) -> bool:
    """Bare digits beside a visitor counter; digits elsewhere may be a cell of a table that lost its bars."""
    if len(lines[i].text) > 12 or not re.fullmatch(r"[\d.,]+", lines[i].text):
        return False
    beside = [lines[j].text.lower() for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return any("view" in text or "truy cập" in text or "counter" in text or "lượt xem" in text for text in beside)


def _byline(lines: list[_Line]) -> None:
    """A bare name after the last paragraph is the author's; headlines cut off with dots below it are of other news."""
    paragraphs = (i for i in range(len(lines) - 1, -1, -1) if lines[i].kind == "paragraph")
    last = next((i for i in paragraphs if _body(lines[i], lines, i)), -1)
    if last < 0:
        return
    last = _list_end(lines, last)
    found = -1
    for i in range(last + 1, len(lines)):
        line = lines[i]
        group = _GROUP_HEAD.fullmatch(line.text)
        if not group and line.kind in ("heading", "paragraph", "caption") and boilerplate.looks_like_name(line.text):
            line.kind, found = "byline", i if found < 0 else found
        elif found >= 0 and line.kind in ("heading", "paragraph", "list_item"):
            if boilerplate.is_teaser(line.text) or not boilerplate.is_sentence(line.text):
                line.kind = "noise"
        elif line.kind == "heading":
            line.kind = "paragraph"  # nothing follows that it could head


def _list_end(lines: list[_Line], last: int) -> int:
    """Index of the last line of a list that the last paragraph opens; ``last`` when it opens none.

    A decision or a report may end in its list: entries with numbers or dashes, headings such as "II. CÁ NHÂN" between
    them, or, behind a colon, bare names set as close as the first of them.
    """
    opens = lines[last].text.endswith(":")
    grouped = False  # below a heading of a group, entries may stand without numbers or dashes
    end = i = last
    while i + 1 < len(lines):
        i += 1
        line = lines[i]
        if (
            _LIST_MARK.match(line.text)
            or _ORDERED.match(line.text)
            or _GROUP_HEAD.fullmatch(line.text)
            or line.kind == "table_row"
            or (grouped and end == i - 1 and line.gap == 0 and not boilerplate.is_teaser(line.text))
            or (opens and (end == i - 1) and line.gap == lines[last + 1].gap and not boilerplate.is_teaser(line.text))
        ):
            grouped = end == i - 1 and (grouped or _GROUP_HEAD.fullmatch(line.text) is not None)
            end = i
        elif not _heads(line.text, lines[i + 1].text if i + 1 < len(lines) else ""):
            break
    return end


def _heads(line: str, below: str) -> bool:
    """Whether a line between lists heads the next: it ends with a colon, or is a title such as "DANH SÁCH"."""
    if _GROUP_HEAD.fullmatch(below) or _LIST_MARK.match(below):
        return line.endswith(":") or _LIST_TITLE.fullmatch(line) is not None
    return False


def _body(line: _Line, lines: list[_Line], i: int) -> bool:
    """Whether a paragraph is of the body, and neither the name below it nor what a dump put after that name."""
    if not boilerplate.is_sentence(line.text) and not boilerplate.is_teaser(line.text) and len(line.text) < 60:
        return False
    if boilerplate.is_teaser(line.text):
        return not any(boilerplate.looks_like_name(b.text) for b in lines[max(1, i - 40) : i])
    if boilerplate.looks_like_name(line.text):
        return False
    above = [other for other in lines[max(0, i - 3) : i] if other.kind not in ("noise", "dateline")]
    displaced = line.gap >= 2 and bool(above) and boilerplate.looks_like_name(above[-1].text)
    return not displaced


def _lead(lines: list[_Line]) -> None:
    """The first paragraph, where more than one follow and no heading stands before it."""
    paragraphs = [line for line in lines if line.kind == "paragraph"]
    if len(paragraphs) < 2 or len(paragraphs[0].text) > 700 or not boilerplate.is_sentence(paragraphs[0].text):
        return
    first = lines.index(paragraphs[0])
    if not any(line.kind in ("heading", "list_item", "table_row") for line in lines[:first]):
        paragraphs[0].kind = "lead"


def _article(
    text: str, lines: list[_Line], url: str, title: str, published_at: str, fetched_at: str, warnings: tuple[str, ...]
) -> Article:
    def joined(kind: BlockKind) -> str:
        return " ".join(" ".join(line.text.split()) for line in lines if line.kind == kind)

    title = title or joined("title")
    lead = joined("lead")
    dates = [boilerplate.date_of(line.text) for line in lines if line.kind == "dateline"]
    bylines = [line.text for line in lines if line.kind == "byline"]
    origins = [boilerplate.origin_of(line.text) for line in lines if line.kind == "origin"]
    article = Article(
        text=text,
        blocks=tuple(Block(line.kind or "paragraph", line.start, line.end) for line in lines),
        url=url,
        title=title,
        lead=lead,
        author=(boilerplate.byline_of(bylines[0]) or bylines[0]) if bylines else "",
        origin=origins[-1] if origins else "",
        published_at=published_at or (dates[0] if dates else ""),
        fetched_at=fetched_at,
        parser=PARSER,
        warnings=warnings,
    )
    return located(article)
