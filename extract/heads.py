"""Bodies told together. Names that share a head said once: "Công an các huyện Ý Yên, Vụ Bản" are Công an huyện Ý Yên and Công an huyện Vụ Bản."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.fold import fold
from extract.lexicon import pattern, phrases
from extract.mentions import Item
from extract.names import Body

_UNITS = frozenset(phrases("units-of-places"))  # "xã", "huyện", "thôn": nouns that a list of places shares
_SHARED = frozenset(phrases("shared-heads"))
_TIES = (",", "and")
_MONEY_WORD = re.compile(r"đồng|kèm")
_MONEY = pattern("money-aside")
_OFFICES_OF_STATE = frozenset(phrases("offices-of-state"))
_SEVERAL = pattern("several-givers")


def spread(text: str, items: list[Item]) -> list[Item]:
    """The mentions of a sentence with every name of such a list in full; in place of the head and its plural noun.

    A name's span stays where it is written; its ``wording`` is the name in full.
    """
    out: list[Item] = []
    i = 0
    while i < len(items):
        count = items[i]
        unit = fold(count.wording) if count.kind == "count" else ""
        unit = unit if unit in _UNITS or unit in _SHARED else ""
        opened = i + 1 < len(items) and items[i + 1].value in (":", "itemise")
        names = _names(text, items, i + 2 if opened else i + 1) if unit else []
        if not names:
            out.append(count)
            i += 1
            continue
        head, value, kind = "", "head", unit
        before = out[-1] if out else None
        if before is not None and before.kind == "body" and not text[before.end : count.start].strip():
            head = before.wording + " "
            kind = before.body.head if before.body is not None else unit
            out.pop()
        elif count.number is not None and count.number.value is not None:
            out.append(count)
            value = "name"
        noun = unit.split(",")[0].capitalize() if unit in _SHARED and not head else unit
        for k in range(i + 1, names[-1] + 1):
            it = items[k]
            if k in names:
                body = replace(it.body, head=kind) if it.body is not None else None
                out.append(replace(it, value=value, wording=f"{head}{noun} {it.wording}", body=body))
            else:
                out.append(it)
        i = names[-1] + 1
    return out


def _names(text: str, items: list[Item], first: int) -> list[int]:
    """Indices of the bare names that follow one another from ``first`` on."""
    found: list[int] = []
    k = first
    while k < len(items) and _bare(items[k], bool(found)):
        found.append(k)
        if k + 2 >= len(items) or items[k + 1].value not in _TIES or text[items[k + 1].end : items[k + 2].start].strip():
            break
        k += 2
    return found


def _bare(it: Item, listed: bool) -> bool:
    """Whether a mention is a name without a head; in a list also one that begins like a head ("Vụ Bản")."""
    if it.kind != "body" or it.body is None:
        return False
    words = it.wording.split()
    return it.value == "name" or (listed and it.value == "head" and len(words) == 2 and all(w[:1].isupper() for w in words))


def givers(text: str, items: list[Item]) -> list[Item]:
    """The mentions with the givers told in the plural as bodies: "Chủ tịch UBND các huyện tặng", "được các sở khen".

    To the scanner they are a number of units, as those who receive are; the verb right behind tells them apart.
    """
    out: list[Item] = []
    asides = [m.span() for m in _MONEY.finditer(fold(text[items[0].start : items[-1].end]))] if items and _MONEY_WORD.search(text, items[0].start, items[-1].end) else []
    for i, it in enumerate(items):
        if asides and it.value in (",", "and") and any(s <= it.start - items[0].start < e for s, e in asides):
            continue  # "tặng Bằng khen, thưởng 20 triệu đồng, Ban chuyên án A"
        office = out[-1] if out else None
        if it.kind == "person" and office is not None and fold(office.wording) in _OFFICES_OF_STATE and not text[office.end : it.start].strip():
            continue  # "Chủ tịch nước Lê Văn A ký quyết định": his office gives
        verb = next((x for x in items[i + 1 :] if x.value != "done"), None)
        gives = verb is not None and verb.kind == "cue" and verb.value in ("give", "praise_khen")
        if it.kind != "count" or not gives or _SEVERAL.fullmatch(fold(text[it.start : it.end])) is None:
            out.append(it)
            continue
        start, head = it.start, fold(text[it.start : it.end]).split()[1]
        before = out[-1] if out else None
        if before is not None and before.value == "authority" and not text[before.end : it.start].strip():
            start, head = before.start, before.body.head if before.body is not None else head
            out.pop()
        wording = text[start : it.end]
        out.append(Item("body", start, it.end, "authority", wording=wording, body=Body(0, 0, head, "authority")))
    return out
