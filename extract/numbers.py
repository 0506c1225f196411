"""Counts as Vietnamese news writes them: 1.195, 02, 2 150, mười hai, hơn 700, hàng nghìn, 31/38."""

from __future__ import annotations

from dataclasses import dataclass

from extract.lexicon import Lexicon
from extract.tokens import Token


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens ``[start, end)``. ``value`` is None for an order of magnitude or an indefinite."""

    start: int
    end: int
    value: int | None
    approx: str  # exact, over, nearly, about, order, indefinite
    bounds: tuple[int, int] | None = None  # "15-20": the count itself is not known


def digits(text: str) -> int | None:
    """ "1.195" → 1195, "02" → 2; None for decimals ("38,2"), dates ("19.5") and numbers too long to count people."""
    if text.isdecimal():
        return int(text) if len(text) <= 7 else None
    groups = text.split(".")
    if (
        len(groups) > 1
        and groups[0] != "0"
        and 1 <= len(groups[0]) <= 3
        and all(len(g) == 3 and g.isdecimal() for g in groups[1:])
        and groups[0].isdecimal()
    ):
        return int("".join(groups))
    return None


def spelled(lexicon: Lexicon, tokens: list[Token], i: int) -> tuple[int, int] | None:
    """A number in words at ``i`` as (end, value), up to 99: "bảy", "mười hai", "hai mươi lăm"."""
    words: dict[str, int] = lexicon.words["number"]["words"]
    first = words.get(tokens[i].fold)
    if first is not None and i + 1 < len(tokens) and tokens[i + 1].fold == "trăm" and first < 10:
        rest = spelled(lexicon, tokens, i + 2) if i + 2 < len(tokens) and tokens[i + 2].fold != "năm" else None
        return (rest[0], first * 100 + rest[1]) if rest is not None and rest[1] >= 10 else (i + 2, first * 100)
    if first is None or tokens[i].fold in ("tư", "lăm"):
        return None

    def at(k: int) -> str:
        return tokens[k].fold if k < len(tokens) else ""

    if first == 10:
        unit = words.get(at(i + 1))
        return (i + 2, 10 + unit) if unit is not None and unit < 10 and at(i + 1) != "năm" else (i + 1, 10)
    if at(i + 1) in ("mươi", "chục"):
        unit = 1 if at(i + 2) == "mốt" else words.get(at(i + 2))
        return (
            (i + 3, first * 10 + unit) if unit is not None and unit < 10 and at(i + 2) != "năm" else (i + 2, first * 10)
        )
    return i + 1, first


def number(
    lexicon: Lexicon, tokens: list[Token], matches: list[list[tuple[int, list[tuple[str, str]]]]], i: int
) -> Number | None:
    """The number that starts at token ``i``, with its approximation word; a year, a date or a document number is none."""
    n = len(tokens)
    if i >= n:
        return None
    start, approx = i, "exact"
    for end, entries in matches[i]:
        for kind, value in entries:
            if kind == "number":
                if value == "indefinite" and end < n and tokens[end].is_number:
                    continue
                return Number(i, end, None, value)
            if (
                kind == "approx"
                and end < n
                and (tokens[end].is_number or tokens[end].fold in lexicon.words["number"]["words"])
            ):
                approx, i = value, end
                break
        if i != start:
            break
    token = tokens[i]
    if token.is_number and i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].is_word:
        hyphen = tokens[i - 1]
        if (hyphen.end, tokens[i - 2].end) == (token.start, hyphen.start):
            return None  # "Covid-19"
    if token.is_number:
        amount = digits(token.text)
        if amount is None:
            return _thousands(tokens, start, i, approx)
        end = i + 1
        if (
            len(token.text) <= 3
            and end < n
            and tokens[end].is_number
            and len(tokens[end].text) == 3
            and tokens[end].text.isdecimal()
            and tokens[end].start - token.end == 1
            and token.text[0] != "0"
            and not (i > 0 and tokens[i - 1].fold in ("năm", "số", "tháng", "ngày"))
        ):
            return Number(start, end + 1, int(token.text + tokens[end].text), approx)  # "2 150"
        if (
            end + 1 < n and tokens[end].text == "/" and tokens[end + 1].is_number
        ):  # "31/38 thôn": the first is the count
            total = digits(tokens[end + 1].text)
            if total is None or total < amount or (end + 2 < n and tokens[end + 2].text in "/-"):
                return None
            return Number(start, end + 2, amount, approx)
        high = _range(tokens, i, amount)
        if high is not None:
            return Number(start, end + 2, None, "about", (amount, high))
        if end < n and tokens[end].fold in ("nghìn", "ngàn") and "," not in token.text:
            return Number(start, end + 1, amount * 1000, approx)
        return Number(start, end, amount, approx)
    word = spelled(lexicon, tokens, i)
    if word is None:
        return None
    return Number(start, word[0], word[1], approx)


def _range(tokens: list[Token], i: int, low: int) -> int | None:
    """ "15-20", "15 đến 20": the upper number; a dash between spaces at the start of a line is no range."""
    if i + 2 >= len(tokens) or not tokens[i + 2].is_number or tokens[i].text.startswith("0"):
        return None
    dash, high = tokens[i + 1], digits(tokens[i + 2].text)
    if dash.text in "-–":
        spaced = dash.start > tokens[i].end and tokens[i + 2].start > dash.end
        if (spaced and i == 0) or (i + 3 < len(tokens) and tokens[i + 3].text in "-–/"):
            return None
    elif dash.fold not in ("đến", "tới"):
        return None
    return high if high is not None and low < high < low * 10 else None


def _thousands(tokens: list[Token], start: int, i: int, approx: str) -> Number | None:
    """ "2,3 nghìn": a decimal of thousands, which is a rounded number."""
    whole, comma, part = tokens[i].text.partition(",")
    if (
        not comma
        or not whole.isdecimal()
        or not part.isdecimal()
        or i + 1 >= len(tokens)
        or tokens[i + 1].fold not in ("nghìn", "ngàn")
    ):
        return None
    return Number(start, i + 2, round(float(f"{whole}.{part}") * 1000), "about" if approx == "exact" else approx)
