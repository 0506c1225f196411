"""From the lines of a container to those of the article: what is not its own goes, what was cut is joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.page.render import Line, cut_sentence
from extract.page.wording import wording

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Body:
    """The article's lines, and what its last or first lines said of author, source and time."""

    lines: list[Line] = field(default_factory=list)
    lead: str = ""
    author: str = ""
    origin: str = ""
    dropped: list[str] = field(default_factory=list)


def tidy(lines: list[Line], title: str = "", lead: str = "") -> Body:
    """Clean the lines of an article's container.

    ``lead`` is what the page marks as lead, if anything; else a first paragraph all in bold is taken for it. Brand tags
    before the lead, doubled lead, title and captions, link lists, tool rows and the by-line at the end are taken off.
    """
    body = Body(lead=without_brand(lead))
    kept = _without_noise(lines, body)
    kept = _without_doubles(kept, title, body.lead)
    kept = _joined(kept)
    _take_tail(kept, body)
    if kept:
        head = next((line for line in kept if line.kind in ("paragraph", "heading")), None)
        if head is not None:
            head.text = without_brand(head.text)
            if not body.lead and head is kept[0] and head.bold > 0.9 and len(head.text) > 60 and len(kept) > 1:
                body.lead = head.text
                kept.pop(0)
    for line in kept:
        if line.kind == "paragraph" and line.bold > 0.95 and len(line.text) < 120 and line.text[-1:] not in ".!?,;:":
            line.kind = "heading"
    body.lines = [line for line in kept if line.text]
    return body


def without_brand(text: str) -> str:
    """``text`` without the brand tag or agency sign it begins with ("(BHG) - ", "TTXVN - ")."""
    match = wording().brand.match(text)
    return text[match.end() :] if match and len(text) > match.end() + 20 else text


def key(text: str) -> str:
    """What two spellings of one sentence share: letters and digits, lower case, without a brand tag."""
    return " ".join(_WORD.findall(without_brand(text).lower()))


def _without_noise(lines: list[Line], body: Body) -> list[Line]:
    words = wording()
    kept: list[Line] = []
    for index, line in enumerate(lines):
        text = line.text
        if not any(char.isalnum() for char in text) or words.drop.fullmatch(text):
            continue
        if words.stop.fullmatch(text.strip(" :»>-*")) and _only_links_follow(lines[index + 1 :]):
            break
        if line.linked > 0.5 and words.more.match(text):
            continue
        only_link = line.linked > 0.95 and len(text.split()) >= 5 and line.kind != "table_row"
        if (line.first_linked or only_link) and not words.document.search(text):
            body.dropped.append(text)
            continue
        kept.append(line)
    return kept


def _only_links_follow(rest: list[Line]) -> bool:
    """After "Tin liên quan": links, dated titles or short form labels only; a paragraph means that the text goes on."""
    return not any(line.linked < 0.5 and len(line.text) > 160 for line in rest)


def _without_doubles(lines: list[Line], title: str, lead: str) -> list[Line]:
    title_key, lead_key = key(title), key(lead)
    kept: list[Line] = []
    captions: set[str] = set()
    for index, line in enumerate(lines):
        own = key(line.text)
        if index < 3 and own == title_key:
            continue
        if index < 4 and lead_key and (own == lead_key or (len(own) > 60 and own in lead_key)):
            continue
        if index < 4 and lead_key and len(lead_key) > 60 and own.startswith(lead_key):
            # The lead glued to the first sentence: what is left is the body's.
            rest = _after(line.text, lead)
            if rest:
                kept.append(replace(line, text=rest))
                continue
        if line.kind == "caption":
            if own in captions or own == title_key:
                continue
            captions.add(own)
        elif own in captions and (len(own) > 20 or line.slanted > 0.9 or line.centered):
            continue  # the caption again as plain text
        kept.append(line)
    return kept


def _after(text: str, lead: str) -> str:
    text, lead = without_brand(text), without_brand(lead)
    return text[len(lead) :].strip() if text.startswith(lead) else ""


def _joined(lines: list[Line]) -> list[Line]:
    """Paragraphs that an advertisement or a stray tag cut inside a sentence are made whole."""
    kept: list[Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.kind == line.kind == "paragraph"
            and last.bold < 0.9
            and cut_sentence(last.text, line.text)
        ):
            last.text = f"{last.text} {line.text}"
        else:
            kept.append(line)
    return kept


def is_tail(text: str) -> bool:
    """Whether a line is a by-line or a source line by its wording."""
    words = wording()
    return any(pattern.fullmatch(text) for pattern in (*words.origin, *words.author, words.name))


def _take_tail(lines: list[Line], body: Body) -> None:
    """Take the by-line and the source line off the end (at most four lines)."""
    words = wording()
    for _ in range(4):
        if len(lines) < 2:
            return
        last = lines[-1]
        origin = next((match for pattern in words.origin if (match := pattern.fullmatch(last.text))), None)
        author = next((match for pattern in words.author if (match := pattern.fullmatch(last.text))), None)
        if origin and not body.origin and len(last.text.split()) <= 12:
            body.origin = origin[1].strip()
        elif author:
            body.author = body.author or author[1].strip(" .")
        elif not body.author and _is_byline(last, lines[-2]):
            body.author = last.text.strip(" .()")
        else:
            return
        lines.pop()


def _is_byline(line: Line, before: Line) -> bool:
    """A short line of names, set off by type, after running text (a list of names is no by-line)."""
    name = wording().name
    text = line.text
    if line.kind not in ("paragraph", "heading") or len(text) > 60 or any(char.isdigit() for char in text):
        return False
    if before.kind != "caption" and (before.kind == "table_row" or name.fullmatch(before.text)):
        return False
    set_off = line.bold > 0.9 or line.slanted > 0.9
    if line.right and set_off and text[-1] not in ".!?:;":
        return True  # a body's name too ("Trung tâm Công báo")
    after_sentence = len(before.text) > 80 and before.text[-1] in '.!?”"'
    return (set_off or line.right or after_sentence) and name.fullmatch(text) is not None
