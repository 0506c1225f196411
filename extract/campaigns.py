"""Campaigns named in an article: quoted, unquoted, nested, listed; linked to the catalogue.

A campaign is named when a proper name follows a lead word ("phong trào", "cuộc vận động", …); award titles, contests,
congresses and songs in the same quotes are none. The zones of the names are masked for the award grammar.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extract.fold import fold, nfc, plain
from extract.lexicon import read

_OPEN_QUOTES = "“\""
_QUOTE = re.compile(f"[{_OPEN_QUOTES}]")
_QUOTES = re.compile(r"[“”\"‘’'«»]")
_PAIRS = {"“": "”", "‘": "’", "«": "»"}


@dataclass(frozen=True, slots=True)
class CampaignMention:
    """A name at ``[start, end)``; the evidence begins at ``lead_start`` with the lead word."""

    name: str
    kind: str
    lead_start: int
    start: int
    end: int
    zone: tuple[int, int]
    known: str = ""  # catalogue id
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    id: str
    name: str
    kind: str
    sector: str
    launched_by: str
    scope: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    names: dict[str, Known]
    local: list[tuple[re.Pattern[str], Known]]
    by_id: dict[str, Known]
    phrases: re.Pattern[str]
    leads: re.Pattern[str]
    by_initial: tuple[re.Pattern[str], ...]  # the leads with each first letter
    kinds: dict[str, str]


@cache
def _cues() -> dict[str, dict[str, Any]]:
    return read("campaign_cues.toml")


@cache
def catalogue() -> Catalogue:
    """The catalogue of campaigns, compiled on first use."""
    names: dict[str, Known] = {}
    by_id: dict[str, Known] = {}
    local: list[tuple[re.Pattern[str], Known]] = []
    phrases: set[str] = set()
    kinds = {"dot-thi-dua": "phong-trao", "loi-keu-goi": "phong-trao"}
    for item in read("campaigns.toml")["campaign"]:
        known = Known(
            item["id"],
            item["name"],
            kinds.get(item["kind"], item["kind"]),
            item.get("sector", ""),
            item.get("launched_by", ""),
            item["scope"],
        )
        by_id[known.id] = known
        for alias in (item["name"], *item.get("aliases", ())):
            if "{Tỉnh}" in alias:
                pattern = re.escape(plain(alias.replace("{Tỉnh}", "zzz"))).replace("zzz", r"(?P<place>[a-z ]{3,20})")
                local.append((re.compile(pattern + "$"), known))
            else:
                names.setdefault(plain(alias), known)
                if len(alias.split()) >= 4:
                    phrases.add(fold(nfc(alias)))
    leads = {fold(k): v for k, v in _cues()["lead"].items()}
    groups: dict[str, list[str]] = {}
    for lead in sorted(leads, key=len, reverse=True):
        groups.setdefault(lead[0], []).append(re.escape(lead[1:]).replace(r"\ ", r"\s+"))
    # By first letters, as the search then skips quickly what begins with none of them, or not with that one.
    initials = [rf"{first}(?<!\w.)(?:{'|'.join(rest)})" for first, rest in groups.items()]
    lead_pattern = re.compile(rf"({'|'.join(initials)})(?!\w)")
    by_initial = tuple(re.compile(rf"{initial}(?!\w)") for initial in initials)
    phrase_pattern = re.compile(
        r"(?<!\w)(" + "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) + r")(?!\w)"
    )
    return Catalogue(names, local, by_id, phrase_pattern, lead_pattern, by_initial, leads)


@cache
def _fixed() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(item["pattern"]), item["kind"]) for item in _cues()["fixed"].values())


def _quote_end(text: str, start: int, limit: int) -> int:
    """Position after the quote that closes the one at ``start``; nested quotes are skipped. -1 when none closes it."""
    mark = text[start]
    close = _PAIRS.get(mark)
    depth = 0
    for found in _QUOTES.finditer(text, start, limit):
        c, i = found[0], found.start()
        if close is not None:
            opens = c == '"' and i > start and text[i - 1] in " (“" and i + 1 < limit and text[i + 1].isalnum()
            if c == mark or (opens and close == "”"):
                depth += 1
            elif c == close or (c == '"' and close == "”") or c == "”":
                depth -= 1
                if depth <= 0:
                    return i + 1
        elif (
            i > start and c in '"”“'
            if mark in '"”'
            else i > start and c == mark and not (i + 1 < limit and text[i + 1].isalnum())
        ):
            return i + 1
    return -1


@lru_cache(maxsize=2)
def _openings(text: str, folded: str) -> list[int]:
    """Where in the article a lead, a fixed name or a quote begins: a block without any names no campaign."""
    found = []
    for mark in _OPEN_QUOTES:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    for opening in (*catalogue().by_initial, *(fixed for fixed, _ in _fixed())):
        at = 0
        while (match := opening.search(folded, at)) is not None:
            found.append(match.start())
            at = match.start() + 1  # one that runs on from the block above may hide another
    return sorted(found)


def find(text: str, folded: str, start: int, end: int) -> list[CampaignMention]:
    """Campaigns named in the block ``text[start:end]``; ``folded`` is the folded whole text."""
    openings = _openings(text, folded)
    first = bisect_left(openings, start)
    if first == len(openings) or openings[first] >= end:
        return []
    cat = catalogue()
    cues = _cues()
    out: list[CampaignMention] = []
    at = start
    while (lead := cat.leads.search(folded, at, end)) is not None:
        at = lead.end()
        word = re.sub(r"\s+", " ", lead.group(1))
        kind = cat.kinds[word]
        weak = word in cues["words"]["weak"]
        if (
            word == "phong trào thi đua"
            and text[lead.end() - 7] == "T"
            and folded.startswith(" quyết thắng", lead.end())
        ):
            lead = re.compile(r"phong trào").match(folded, lead.start()) or lead
        if word == "thi đua" and folded[max(start, lead.start() - 4) : lead.start()].strip().endswith(
            ("hội", "cụm", "khối", "cờ", "sĩ", "lễ")
        ):
            continue
        found = _after_lead(text, folded, lead, kind, weak, start, end)
        if found:
            out += found
            at = max(at, found[-1].zone[1])
    spans = [m.zone for m in out]
    block = folded[start:end]
    for fixed, fixed_kind in _fixed():
        for m in fixed.finditer(block):
            a, b = start + m.start(), start + m.end()
            if not any(s < b and a < e for s, e in spans):
                out.append(CampaignMention(text[a:b], fixed_kind, a, a, b, (a, b), _known_id(text[a:b])))
                spans.append((a, b))
    for quote in _QUOTE.finditer(text, start, end):  # quoted catalogue names without a lead
        i = quote.start()
        if not any(s <= i < e for s, e in spans):
            close = _quote_end(text, i, min(end, i + 162))
            if close > 0 and close - i < 160:
                name = text[i + 1 : close - 1]
                known = _known_id(name)
                if known and not _excluded(folded, i, start):
                    out.append(CampaignMention(name, cat.by_id[known].kind, i, i + 1, close - 1, (i, close), known))
                    spans.append((i, close))
    out.sort(key=lambda m: m.start)
    return out


def _excluded(folded: str, at: int, start: int) -> bool:
    before = folded[max(start, at - 24) : at].rstrip(" :")
    return any(before.endswith(w) and not before[: -len(w)][-1:].isalnum() for w in _cues()["words"]["not_after"])


def _after_lead(
    text: str, folded: str, lead: re.Match[str], kind: str, weak: bool, start: int, end: int
) -> list[CampaignMention]:
    cues = _cues()
    i = lead.end()
    while True:  # skip words that may stand between the lead and the name
        while i < end and folded[i] in " :\n":
            i += 1
        step = next(
            (
                w
                for w in sorted(cues["words"]["between"], key=len, reverse=True)
                if folded.startswith(w, i) and not folded[i + len(w) : i + len(w) + 1].isalnum()
            ),
            None,
        )
        if step is None or i - lead.end() > 60:
            break
        i += len(step)
    gap = folded[lead.end() : i]
    if "chủ đề" in gap:
        kind = "chu-de"
    if i < end and text[i] in "“\"‘'«”":  # a closing quote opens too, where the keyboard gave it
        return _quoted(
            text,
            folded,
            lead.start(),
            i,
            kind,
            weak and re.sub(r"\s+", " ", lead.group(1)) not in cues["words"]["quoted"],
            end,
        )
    skipped = re.match(
        r"[^.;:“\"\n]{0,60}?(?:với chủ đề|chủ đề|mang tên|có tên|là|:)\s*(?=[“\"])", folded[lead.end() : end]
    )
    if skipped and not weak:
        at = lead.end() + skipped.end()
        return _quoted(text, folded, lead.start(), at, "chu-de" if "chủ đề" in skipped.group() else kind, weak, end)
    if gap.strip() and gap.strip() not in ("thi đua", "yêu nước", ":", "về", "xây dựng", "thực hiện", "lao động"):
        return []
    return _unquoted(text, folded, lead, kind, weak, end)


def _quoted(text: str, folded: str, lead_start: int, i: int, kind: str, weak: bool, end: int) -> list[CampaignMention]:
    """The quoted name at ``i`` and those listed behind it under the same lead."""
    out: list[CampaignMention] = []
    while i < end and (text[i] in "“\"‘'«" or (text[i] == "”" and not out)):
        close = _quote_end(text, i, min(end, i + 260))
        if close < 0:
            break
        name = text[i + 1 : close - 1].strip(" .,;")
        if not name or len(name) > 220:
            break
        known = _known_id(name)
        if (
            not weak
            or known
            or _emulation(folded, lead_start, kind)
            or re.match(r"[^.;\n]{0,20}chủ đề[^.;\n]{0,20}thi đua", folded[close:end])
        ):
            out.append(
                CampaignMention(
                    name,
                    kind,
                    lead_start if not out else i,
                    i + 1,
                    i + 1 + len(text[i + 1 : close - 1].rstrip(" .,;")),
                    (i, close),
                    known,
                    weak,
                )
            )
        more = re.match(
            r"\s*(?:\([^)]{1,30}\))?(?:\s*[,;]|\s+và|\s*[,;]\s*và|\s+hay|\s*/|\s+cùng)\s*(?=[“\"‘«])", text[close:end]
        )
        if more is None:
            break
        i = close + more.end()
    return out


def _emulation(folded: str, lead_start: int, kind: str) -> bool:
    """A theme counts when it is that of a campaign or an emulation congress."""
    before = folded[max(0, lead_start - 90) : lead_start]
    if kind == "chu-de":
        return bool(re.search(r"thi đua|phong trào|đại hội thi đua|phát động", before))
    return kind == "phong-trao"


def _unquoted(text: str, folded: str, lead: re.Match[str], kind: str, weak: bool, end: int) -> list[CampaignMention]:
    cues = _cues()
    i = lead.end()
    while i < end and folded[i] in " :":
        i += 1
    rest = folded[i:end]
    for pattern in cues["unquoted"]["patterns"]:
        if (m := re.match(pattern + r"(?!\w)", rest)) is not None and not weak:
            return [
                CampaignMention(
                    text[i : i + m.end()],
                    kind,
                    lead.start(),
                    i,
                    i + m.end(),
                    (i, i + m.end()),
                    _known_id(text[i : i + m.end()]),
                )
            ]
    if (m := catalogue().phrases.match(folded, i, end)) is not None:
        known = _known_id(text[i : m.end()])
        if known and plain(text[i : m.end()]) not in ("thi dua ai quoc", "thi dua yeu nuoc"):
            return [CampaignMention(text[i : m.end()], kind, lead.start(), i, m.end(), (i, m.end()), known)]
    fixed = re.match(r"(?:đẩy mạnh )?(?:việc )?", rest)
    for item in cues["fixed"].values():
        at = i + (fixed.end() if fixed else 0)
        if (m := re.compile(item["pattern"]).match(folded, at, end)) is not None:
            name = text[at : m.end()]
            told = "cuoc-van-dong" if kind == "cuoc-van-dong" else item["kind"]
            return [CampaignMention(name, told, lead.start(), at, m.end(), (at, m.end()), _known_id(name))]
    if weak or i >= end:
        if (
            re.sub(r"\s+", " ", lead.group(1)) == "chủ đề"
            and (
                m := re.match(
                    r"(?:của (?:đợt thi đua|phong trào)[^.]{0,30}? )?(?:là|:)\s*([^.;\n]{12,140})",
                    folded[lead.end() : end].lstrip(),
                )
            )
            is not None
            and _emulation(folded, lead.start() + 40, "chu-de")
        ):
            shift = lead.end() + len(folded[lead.end() : end]) - len(folded[lead.end() : end].lstrip())
            a, b = shift + m.start(1), shift + m.end(1)
            if text[a] not in '“"':
                return [CampaignMention(text[a:b].strip(), "chu-de", lead.start(), a, b, (a, b))]
        return []
    if not text[i].isupper() or any(
        rest.startswith(g) and not rest[len(g) : len(g) + 1].isalnum()
        for g in cues["generic"]["words"]
        if g != "thi đua"
    ):
        return []
    m = re.match(r"[^.;:()\n“”\"]{6,160}", text[i:end])
    if m is None:
        return []
    name = m.group()
    cut = len(name)
    stops = "|".join(re.escape(w) for w in sorted(cues["words"]["stop"], key=len, reverse=True))
    if (s := re.search(rf"\s(?:{stops})(?!\w)", fold(name))) is not None:
        cut = min(cut, s.start())
    comma = name.find(",")
    if 0 < comma < cut and not name[comma + 1 :].lstrip()[:1].isupper() and len(name[:comma].split()) >= 3:
        cut = comma
    name = name[:cut].rstrip(" ,-–")
    if (
        len(name.split()) < 3
        or re.match(
            r"(?:Khối|Cụm|Ngành|Lực lượng|Lực|Các|Hội|Đoàn|Trường|Công|Tỉnh|Huyện|Xã|Phường|Sở|Ban|Bộ|UBND|Đảng|Trung)\b",
            name,
        )
        or any(x in fold(name) for x in ("bằng khen", "giấy khen", "huân chương"))
    ):
        return []
    return [CampaignMention(name, kind, lead.start(), i, i + len(name), (i, i + len(name)), _known_id(name))]


@lru_cache(maxsize=1 << 12)
def _known_id(name: str) -> str:
    """Catalogue id of a name or of the campaign that it is a local variant of; "" when unknown."""
    cat = catalogue()
    key = plain(name)
    known = cat.names.get(key)
    if known is None:
        key = re.sub(r" (?:giai doan|nam|lan thu) .*$", "", key)
        known = cat.names.get(key)
    if known is not None:
        return known.id
    return next((k.id for pattern, k in cat.local if pattern.match(key)), "")


def identity(mention: CampaignMention) -> tuple[str, str, str]:
    """(campaign id, canonical name, parent id): equal for the same campaign in different articles."""
    cat = catalogue()
    key = re.sub(r" (?:giai doan|nam) \d.*$", "", plain(mention.name))
    if mention.known and key in cat.names:
        known = cat.by_id[mention.known]
        return known.id, known.name, ""
    slug = key.replace(" ", "-")[:80]
    if mention.known:
        return slug, mention.name, mention.known
    return slug, mention.name, ""
