"""What a single line of a text dump is, judged by its wording alone: date line, byline, caption, navigation …

The words are in ``lexicon/boilerplate.toml``. Where a line stands is for ``extract.dump`` to judge.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_VIETNAM = timezone(timedelta(hours=7))
_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ủy": "uỷ", "úy": "uý"}
_DAY = re.compile(
    r"(?<![\d/.-])(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?((?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(\d{1,2}) tháng (\d{1,2})(?:,| năm)? ((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})(?::|h| giờ )(\d{2})(?::(\d{2}))?(?![\d:])(?: ?phút)?", re.IGNORECASE)
_INITIALS = r"(?:[A-ZĐÀ-Ỹ]{1,5}\.?){1,3}"
_NAME_WORD = r"(?:[A-ZĐÀ-Ỵ][\w'’.-]*|[A-ZĐ]\.\s?[A-ZĐÀ-Ỵ]?\w*|-|–|và|&)"
_NAME_LINE = re.compile(rf"(?:{_INITIALS}|{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}})(?:\s*\([^()]{{2,30}}\))?[.;]?")
_SENTENCE_END = re.compile(r"[.!?…;][”\"'’»)\]]*$|[.!?…][”\"]?\s*/\.?$|\./\.?$")
_AGENCY = re.compile(r"\S{2,30}/TTXVN|TTXVN|\(?Theo [A-ZĐ][^.,:]{1,40}\)?")
_QUANTITY = re.compile(
    r"\d[\d.]*\s+(?:lượt\s+)?(?:tập thể|cá nhân|đơn vị|hộ|gia đình|đồng chí|người|trường hợp|mẹ|em|thầy|nhà)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    line: frozenset[str]
    line_patterns: re.Pattern[str]
    lists: frozenset[str]
    comments: frozenset[str]
    comment_patterns: re.Pattern[str]
    sections: frozenset[str]
    date_words: re.Pattern[str]
    origin: re.Pattern[str]
    byline: re.Pattern[str]
    credits: re.Pattern[str]
    openings: tuple[str, ...]
    brand: re.Pattern[str]


@lru_cache(maxsize=1 << 12)  # each line is asked about several times
def one_spelling(line: str) -> str:
    """Lower case, one tone placement, single spaces, no closing colon: the form in which the word lists compare."""
    line = " ".join(line.lower().replace("–", "-").split()).rstrip(" :")
    for new, old in _TONES.items():
        line = line.replace(new, old)
    return line


def is_noise(line: str) -> bool:
    """Whether the line is navigation, a counter or a control of the page, wherever it stands."""
    words = _words()
    folded = one_spelling(line)
    return not folded or folded in words.line or bool(words.line_patterns.fullmatch(folded))


def opens_list(line: str) -> bool:
    """Whether the line heads a list of other articles ("Tin liên quan")."""
    return one_spelling(line) in _words().lists


def opens_comments(line: str) -> bool:
    """Whether the line heads readers' comments."""
    folded = one_spelling(line)
    return folded in _words().comments or bool(_words().comment_patterns.fullmatch(folded))


def is_section(line: str) -> bool:
    """Whether the line is the name of a site's section."""
    return one_spelling(line) in _words().sections


def is_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, and not as a cut-off teaser."""
    if line.endswith("."):  # most do
        return not line.endswith("...")
    return bool(_SENTENCE_END.search(line[-16:])) and not is_teaser(line)


def is_teaser(line: str) -> bool:
    """Whether the line is cut off with dots, as headlines of other articles are."""
    return line.endswith(("...", "…"))


def has_quantity(line: str) -> bool:
    """Whether the line counts people or bodies: such a line is never taken for a mere heading."""
    return bool(_QUANTITY.search(line))


def date_of(line: str) -> str:
    """The time that a date line tells, in ISO 8601, or "" when the line is no date line.

    A line is one when nothing but a date with its year, a clock time, words such as "Cập nhật lúc" and at most a few
    initials stand in it. Days come before months.
    """
    if len(line) > 120 or ("20" not in line and "19" not in line):  # no year
        return ""
    day = _DAY.search(line)
    if not day:
        return ""
    rest = line[: day.start()] + " " + line[day.end() :]
    clock = _CLOCK.search(rest)
    if clock:
        rest = rest[: clock.start()] + " " + rest[clock.end() :]
    rest = re.sub(r"[\d\W_]+", " ", _words().date_words.sub(" ", " ".join(rest.split()))).strip()
    if rest and not (len(rest) <= 12 and _NAME_LINE.fullmatch(rest)):
        return ""
    numbers = [int(part) for part in day.groups() if part]
    try:
        if clock is None:
            return datetime(numbers[2], numbers[1], numbers[0]).date().isoformat()
        hour, minute, second = (int(part or 0) for part in clock.groups())
        return datetime(numbers[2], numbers[1], numbers[0], hour, minute, second, tzinfo=_VIETNAM).isoformat()
    except ValueError:
        return ""


def origin_of(line: str) -> str:
    """Whom the line names as source ("Nguồn: …"), or ""."""
    match = _words().origin.fullmatch(line) if ":" in line else None
    if match:
        return match["value"].strip()
    return line if ("TTXVN" in line or "Theo" in line) and _AGENCY.fullmatch(line) else ""


def byline_of(line: str) -> str:
    """The author that a labelled byline names ("Tin, ảnh: …"), or ""."""
    match = _words().byline.fullmatch(line) if ":" in line else None
    return match["value"].strip() if match and not is_sentence(match["value"]) else ""


def looks_like_name(line: str) -> bool:
    """Whether the line could be the bare name or initials of an author."""
    return len(line) <= 45 and bool(_NAME_LINE.fullmatch(line)) and (" " in line or len(line) <= 8 or "." in line)


def has_credit(line: str) -> bool:
    """Whether the line is a caption with the photographer's credit at its end or the beginning."""
    if len(line) > 350 or ("(" not in line and "ảnh" not in line.lower()):  # which every one of the patterns has
        return False
    return any(match.start() >= len(line) - 70 or match.start() == 0 for match in _words().credits.finditer(line))


def opens_like_caption(line: str) -> bool:
    """Whether the line begins as captions do ("Quang cảnh …", "Trao …")."""
    return line.lower().startswith(_words().openings)


def title_end(line: str) -> int:
    """Where the headline ends in a line that holds headline and body without a break; 0 when it does not show."""
    match = _words().brand.search(line, 20, 260)
    return match.start() if match and "." not in re.sub(r"\d\.\d|TP\.|[A-Z]\.", "", line[: match.start()]) else 0


@cache
def _words() -> _Words:
    source = files("extract") / "lexicon" / "boilerplate.toml"
    data: dict[str, dict[str, Any]] = tomllib.loads(source.read_text("utf-8"))

    def exact(key: str) -> frozenset[str]:
        return frozenset(one_spelling(word) for word in data[key]["exact"])

    def patterns(key: str, name: str = "patterns") -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in data[key][name]), re.IGNORECASE)

    def labelled(key: str) -> re.Pattern[str]:
        names = "|".join(re.escape(word) for word in sorted(data[key]["prefixes"], key=len, reverse=True))
        return re.compile(rf"[(*]?\s*(?:{names})\s*:\s*(?P<value>.{{1,80}}?)\)?", re.IGNORECASE)

    words = sorted(data["date"]["words"], key=len, reverse=True)
    brands = "|".join(re.escape(name) for name in data["brand"]["names"])
    return _Words(
        line=exact("line"),
        line_patterns=patterns("line"),
        lists=exact("list"),
        comments=exact("comments"),
        comment_patterns=patterns("comments"),
        sections=exact("section"),
        date_words=re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE),
        origin=labelled("origin"),
        byline=labelled("byline"),
        credits=patterns("caption", "credits"),
        openings=tuple(data["caption"]["openings"]),
        brand=re.compile(
            rf"(?<=\s)(?:(?:{brands})\s*[-–]?\s+(?=[A-ZĐ])|\([A-ZĐ]\w{{1,12}}\)\s*[-–]?\s*(?=[A-ZĐ])"
            r"|(?:Sáng|Chiều|Tối|Trưa|Ngày|Vừa qua|Mới đây|Hôm nay|Hôm qua)(?:\s+ngày)?[ ,]+(?=\d|[a-zđ]))"
        ),
    )
