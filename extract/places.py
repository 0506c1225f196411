"""The province an article is about, from its wording; empty rather than guessed."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.model import Article

# How strongly a mention speaks for the article being about that province. The weights only have to order the cases:
# named as its subject, as an administrative body, in passing, as the venue of an event.
_SUBJECT = 4.0
_BODY = 2.0
_MENTION = 1.0
_VENUE = 0.25
_ENOUGH = 2.0
_CLEAR = 1.5
# The two cities where national bodies sit are named in articles that are not about them.
_CAPITALS = ("Hà Nội", "Hồ Chí Minh")
_CAPITAL_ENOUGH = 4.0


# A body of the province right before its name: "Sở Y tế Nghệ An", "Công an Yên Bái".
_OF_BODY = re.compile(
    r"(?:Sở|Ban|Hội|Đoàn|Liên đoàn|Công an|Bộ Chỉ huy|Trường|Bệnh viện|Cục|Báo|Đài|UBND|HĐND|Tỉnh ủy|Tỉnh đoàn|LĐLĐ)"
    r"(?:[ -]+[\w-]+){0,6} $"
)
_BEFORE = re.compile(r"(?i)(?<!\w)(tỉnh|thành phố|tp\.?)\Z")  # no name begins with one of these
_REACH = 10  # code points: one before the longest of them


@dataclass(frozen=True, slots=True)
class Province:
    """A province of before July 2025 and the unit it has belonged to since."""

    code: str
    name: str
    kind: str
    surface: tuple[str, ...]
    merged_into: str
    merged_into_code: str
    bare: bool = True


@cache
def provinces() -> tuple[Province, ...]:
    """All 63, in the order of their codes."""
    data = tomllib.loads((files("extract") / "lexicon" / "provinces.toml").read_text("utf-8"))
    return tuple(
        Province(
            code=row["code"],
            name=row["name"],
            kind=row["type"],
            surface=tuple(row["surface"]),
            merged_into=row["merged_into"],
            merged_into_code=row["merged_into_code"],
            bare=row.get("bare", True),
        )
        for row in data["province"]
    )


def bare_names() -> tuple[str, ...]:
    """Names of provinces that mean a province at the end of a body's name, also without their kind before them."""
    return tuple(p.name for p in provinces() if p.bare and p.name != "Hồ Chí Minh")


def province_2025(name: str) -> str:
    """The name, from 1 July 2025, of the unit that the province ``name`` belongs to; "" for a name not known."""
    return _by_name()[name].merged_into if name in _by_name() else ""


def find_province(title: str, opening: str, rest: str = "") -> str:
    """The name of the province that an article is about, or "".

    ``opening`` is the lead and first paragraphs, ``rest`` the text after them. A name counts for more in the title, as
    "tỉnh X" or as part of a body ("UBND tỉnh X"), and for little as a venue ("tại Hà Nội"). Two provinces that are
    named about equally give "".
    """
    scores: dict[str, float] = defaultdict(float)
    rest = opening[1500:] + "\n" + rest
    for text, factor in ((title, 2.0), (opening[:1500], 1.0), (rest[:20_000], 0.2)):
        seen: Counter[str] = Counter()
        for name, before, start, end in _mentions(text):
            seen[name] += 1
            if seen[name] <= 3:
                scores[name] += factor * _weight(name, before, start, end, text)
    ranked = sorted(scores.items(), key=lambda item: -item[1])[:2]
    if not ranked or ranked[0][1] < (_CAPITAL_ENOUGH if ranked[0][0] in _CAPITALS else _ENOUGH):
        return ""
    if len(ranked) == 2 and ranked[0][1] < _CLEAR * ranked[1][1]:
        return ""
    return ranked[0][0]


def located(article: Article) -> Article:
    """The article with its source and province filled in where its reader left them empty.

    The province is that of the source's host, else the one that the wording speaks of.
    """
    from extract.page.sites import registrable, site_of  # here, because the page readers look up provinces

    address = article.canonical_url or article.url
    source = article.source or registrable(address)
    if article.province:
        return dataclasses.replace(article, source=source)
    site = site_of(address)
    province = site.province or _by_wording(article)
    return dataclasses.replace(
        article, source=source, province=province, province_2025=site.province_2025 or province_2025(province)
    )


def _by_wording(article: Article) -> str:
    read = [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind in ("lead", "paragraph", "caption", "list_item")
    ]
    return find_province(article.title, "\n".join(read[:3]), "\n".join(read[3:]))


def _mentions(text: str) -> Iterator[tuple[str, str, int, int]]:
    """The provinces named in ``text``: name, "tỉnh" or "TP." before it or "", and where the two begin and end."""
    last = 0
    for match in _pattern().finditer(text):
        end = last + len(text[last : match.start()].rstrip())
        before = _BEFORE.search(text, max(last, end - _REACH), end)
        start = before.start() if before else match.start()
        last = match.end()
        yield _by_surface()[match[0].upper()], before[1].lower() if before else "", start, last


def _weight(name: str, before: str, start: int, end: int, text: str) -> float:
    if not before and not _by_name()[name].bare:
        return 0.0
    after = text[end : end + 30]
    if re.match(r"\s*(?:chung sức|cùng cả nước)", after) or (start == 0 and after[:1] == ":"):
        return _SUBJECT
    if before.startswith(("tỉnh", "thành phố", "tp")):
        return _BODY
    if start == 0 or (text[start - 1] == "(" and after[:1] == ")"):
        return _BODY
    # The venue of a national event is not what the article is about; the seat of a province is in it, though.
    lead_in = text[max(0, start - 12) : start].lower()
    if re.search(r"(?:\btại|\bở|\bra|\bvề|\bvào|\blên|\bđến)\s+$", lead_in):
        return _VENUE if name in _CAPITALS else _MENTION
    return _BODY if _OF_BODY.search(text, max(0, start - 70), start) else _MENTION


@cache
def _by_name() -> dict[str, Province]:
    return {province.name: province for province in provinces()}


@cache
def _by_surface() -> dict[str, str]:
    return {form.upper(): province.name for province in provinces() for form in province.surface}


@cache
def _pattern() -> re.Pattern[str]:
    forms = {form for province in provinces() for form in province.surface}
    forms |= {form.upper() for form in forms}
    groups: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):
        groups[form[0]].append(re.escape(form[1:]))
    # By initials, as the search then skips quickly what begins with none of them.
    names = "|".join(rf"{initial}(?<!\w.)(?:{'|'.join(rest)})" for initial, rest in sorted(groups.items()))
    return re.compile(rf"(?:{names})(?!\w)")
