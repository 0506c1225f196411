"""Reporting periods: "năm 2020", "giai đoạn 2016-2020", "năm học 2022-2023", "6 tháng đầu năm", "5 năm qua".

Canonical forms are those of the dataset: 2020, 2016/2020, 2020-H1, 2020-Q1, 2020-05.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_Y = r"((?:19|20)\d\d)"
_DASH = r"\s*(?:-|/|đến|tới|đến năm|đến hết năm|tới năm|đến hết)\s*(?:năm\s*)?"
_HALF = {"đầu": "H1", "cuối": "H2"}
_QUARTER = {"i": "Q1", "1": "Q1", "ii": "Q2", "2": "Q2", "iii": "Q3", "3": "Q3", "iv": "Q4", "4": "Q4"}
_SOME_YEARS = tuple(f"{number} năm" for number in (*range(10), "ba", "bốn", "năm", "sáu", "mười"))

# Sort, wordings of which every match has one, pattern; the first to match a place has it.
_PATTERNS: list[tuple[str, tuple[str, ...], re.Pattern[str]]] = [
    ("school-span", ("năm học",), re.compile(rf"từ năm học\s*{_Y}\s*-\s*{_Y}\s*(?:đến|tới)\s*năm học\s*{_Y}\s*-\s*{_Y}")),
    ("since", ("năm học",), re.compile(rf"từ năm học\s*{_Y}\s*[-/]\s*{_Y}\s*(?:đến|tới)\s*nay")),
    ("years", ("năm học",), re.compile(rf"(?:các )?năm học\s*{_Y}\s*-\s*{_Y}(?:(?:\s*,\s*|\s*và\s*)(?:năm học )?{_Y}\s*-\s*{_Y})+")),
    ("school", ("năm học",), re.compile(rf"năm học\s*(?:là\s*)?{_Y}\s*[-/]\s*{_Y}")),
    ("half", ("tháng đầu", "tháng cuối", "nửa đầu", "nửa cuối"), re.compile(rf"(?:(?:6|sáu|06) tháng (đầu|cuối)(?: của)?|nửa (đầu|cuối)) năm(?: học)?\s*{_Y}")),
    ("quarter", ("quý",), re.compile(rf"quý\s*(i{{1,3}}|iv|[1-4])\s*(?:/|năm|-|,)?\s*(?:năm\s*)?{_Y}")),
    ("months", ("tháng",), re.compile(rf"(?:từ )?tháng\s*(1[0-2]|0?[1-9])\s*(?:đến|tới|-)\s*(?:hết )?(?:tháng\s*)?(1[0-2]|0?[1-9])\s*(?:/|năm|-)\s*(?:năm\s*)?{_Y}")),
    ("years", ("năm",), re.compile(rf"(?:các năm|năm(?: liên tiếp| liền| liên tục)?|trong các năm)(?:\s*:)?\s*{_Y}(?:\s*,\s*(?:năm )?{_Y})*\s*(?:,|và|, và)\s*(?:từ )?(?:các )?(?:năm )?{_Y}(?:{_DASH}{_Y}|(?!\s*-))")),
    ("round", ("đợt",), re.compile(rf"đợt\s*(?:i{{1,3}}|\d)\s*[-/]\s*{_Y}")),
    ("as-of", ("tính", "thống kê", "kể", "cập nhật", "hết", "cuối"), re.compile(rf"(?:tính|thống kê|kể|cập nhật)\s+(?:đến|tới)\s*(?:hết |cuối |ngày )?(?:\d{{1,2}}/)?(?:(?:tháng )?\d{{1,2}}(?:/|-| năm )|năm )?\s*{_Y}|(?:(?:tính )?(?:đến|tới) (?:hết|cuối)|^\W*hết) (?:(?:tháng )?\d{{1,2}}(?:/| năm )|năm )\s*{_Y}")),
    ("since", ("nay",), re.compile(rf"từ(?: năm| đầu năm)?\s*{_Y}\s*(?:đến|tới)\s*nay")),
    (
        "span", ("-", "/", "đến", "tới"),
        re.compile(
            rf"(?:từ năm|từ|các năm|giai đoạn|nhiệm kỳ|thời kỳ|trong\s*\d+\s*năm|\d+\s*năm|năm năm|ba năm|hai năm|bốn năm|năm|đoạn)?\s*\(?\s*{_Y}{_DASH}{_Y}\)?"
        ),
    ),
    ("month", ("tháng",), re.compile(rf"(?<!ngày )(?<!\d )(?<!\d/)(?<!\d-)(?:trong |của )?tháng\s*(1[0-2]|0?[1-9])\s*(?:/|-|năm|,)\s*(?:năm\s*)?{_Y}")),
    ("years", ("(",), re.compile(rf"\(\s*(?:năm\s*)?{_Y}(?:\s*,\s*{_Y})*\s*(?:,|và)\s*{_Y}\s*\)")),
    ("bracket", ("hạng",), re.compile(rf"(?:(?<=hạng nhất)|(?<=hạng nhì)|(?<=hạng ba)|(?<=hạng i)|(?<=hạng ii)|(?<=hạng iii))\s*[-:,]?\s*{_Y}(?=\s*(?:[,;.)\n]|và|$))")),
    ("bracket", ("(",), re.compile(rf"\({_Y}\)")),
    ("year", ("năm",), re.compile(rf"(?<!ngày )(?<!sinh )năm\s*(?:\()?{_Y}(?!\s*[-/]\s*\d)")),
    ("year", (":",), re.compile(rf"^\s*(?:[-–+*•]\s*)?{_Y}\s*:")),
    ("years", (":",), re.compile(rf":\s*{_Y}(?:\s*(?:,|và)\s*{_Y})+(?=\s*(?:[.;\n]|$))")),
    ("year", (":",), re.compile(rf":\s*{_Y}(?=\s*(?:[.;\n]|$))")),
    ("years", (",",), re.compile(rf"(?<=[^\W\d_] ){_Y}(?:\s*,\s*{_Y})+(?=\s*(?:[;.\n]|$))")),
    ("year", ("tỉnh", "bộ", "sở", "quốc", "đoàn", "ngành", "khen", "đua", "hạng"), re.compile(rf"(?:(?<=tỉnh )|(?<=bộ )|(?<=cơ sở )|(?<=toàn quốc )|(?<=tw đoàn )|(?<=ngành )|(?<=bằng khen )|(?<=thi đua )){_Y}(?=\s*(?:[;.\n]|$))")),
    ("vague", ("năm sau", "năm gần đây", "năm trở lại đây", "tháng đầu năm"), re.compile(r"(?:trong |suốt )?\b(?:mấy|vài|nhiều|những|ít) năm (?:sau này|sau đó|sau|gần đây|trở lại đây)|\b(?:[2-57-9]|1[01]|hai|ba|bốn|năm|bảy|tám|chín|mười) tháng đầu năm(?! \d)")),
    ("later", ("năm sau",), re.compile(r"\b(một|hai|ba|bốn|năm|\d{1,2})? ?năm sau(?: đó| nữa)?(?= |,)")),
    ("relative-school", ("năm học",), re.compile(r"(?:trong |cũng trong |(?:kết thúc|hết|cuối|khép lại) )(?:cả )?năm học(?: này| qua| vừa qua)?(?! \d)(?=[ ,.;])|\bnăm học (?:qua|này|vừa qua)\b")),
    ("relative-years", ("qua", "này", "gần", "trở lại", "liền"), re.compile(r"(?:trong |suốt |qua )?(?:\b(?:(\d{1,2})|hai|ba|bốn|năm|sáu|mười)\s*năm)\s*(?:qua|này|gần đây|trở lại đây|gần nhất|vừa qua|liền)")),
    ("relative-span", ("giai đoạn", "nhiệm kỳ", "thời gian", "chặng", "đại hội", *_SOME_YEARS), re.compile(r"(?:trong |ở |cũng )*(?:giai đoạn|nhiệm kỳ|thời gian|khoảng thời gian|quãng thời gian|chặng)\s*(?:này|ấy|đó|qua|vừa qua|trên)|cũng trong thời gian ấy|cũng thời gian này|(?:trong|sau|suốt|qua) (?:gần |hơn )?(?:0?[2-9]|1[0-5]|ba|bốn|năm|sáu|mười) năm(?= |,)(?! \d)|(?:năm|5|05) năm(?= ấy| đó|,)|(?:trong |suốt |cả |toàn )nhiệm kỳ(?! \d)(?! tới)(?! mới)|(?:kể )?từ (?:sau )?đại hội (?:lần )?trước(?: (?:tới|đến) nay)?")),
    ("relative-half", ("tháng đầu", "tháng cuối", "nửa đầu", "nửa cuối"), re.compile(r"(?:(?:6|sáu|06) tháng (đầu|cuối) năm|nửa (đầu|cuối) năm)(?! \d)(?: nay)?")),
    ("relative-quarter", ("quý",), re.compile(r"\bquý\s*(i{1,3}|iv)\b(?!\s*[/-]?\s*\d)")),
    ("relative-year", ("trong năm", "suốt năm", "năm qua", "năm nay", "năm vừa", "cùng"), re.compile(r"(?:trong |cũng trong |suốt )năm(?= qua|,| nay|;|\.)(?: qua| nay)?|năm qua|cũng trong năm|trong năm(?! \d)(?! học)|năm nay|cùng kỳ|cùng năm|năm vừa qua|cùng thời gian")),
    ("last-year", ("năm ngoái", "năm trước"), re.compile(r"năm ngoái|(?<!\d )(?<!hai )(?<!ba )(?<!bốn )(?<!năm )(?<!mấy )(?<!nhiều )(?<!những )(?<!các )(?<!vài )năm trước(?: đó)?")),
]  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
# sorts whose patterns all hold a year
_DATED = frozenset(
    ("school-span", "years", "months", "school", "half", "quarter", "round", "as-of", "since", "span", "month", "bracket", "year")
)
_CLOSE = re.compile(r"[.;!?\"]")  # no pattern of these sorts has one of these
_ANY = re.compile(r"năm|giai đoạn|nhiệm kỳ|quý|tháng|cùng kỳ|thời gian|\d{4}|thời kỳ")


@dataclass(frozen=True, slots=True)
class Period:
    """A period mentioned at ``[start, end)`` of the text. ``value`` is "" while a relative one is unresolved."""

    start: int
    end: int
    value: str
    sort: str  # year, span, school, half, quarter, month, relative-…
    years: int = 0  # the length that a relative period states
    same: bool = False  # "cùng kỳ", "cũng trong năm": the period that led last
    planned: bool = False  # of aims and plans
    in_a_row: bool = False  # "5 năm liền"
    this_year: bool = False  # "năm nay"


def find(folded: str, offset: int = 0, relative: bool = True) -> list[Period]:
    """Periods in a folded stretch of text; ``offset`` is added to the positions. Sorted, not overlapping.

    Without ``relative``, only those that hold a year.
    """
    if not _ANY.search(folded):
        return []
    found: list[Period] = []
    taken: list[tuple[int, int]] = []
    dated = _with_years(folded)
    whole = [(0, len(folded))] if relative else []
    for sort, needed, pattern in _PATTERNS:
        stretches = dated if sort in _DATED else whole
        if not stretches or not any(map(folded.__contains__, needed)):
            continue
        for m in _matches(pattern, needed, folded, stretches):
            if any(m.start() < e and s < m.end() for s, e in taken):
                continue
            value = _value(sort, m)
            if value is None:
                continue
            start = m.start() + len(m.group()) - len(m.group().lstrip())
            taken.append((start, m.end()))
            found.append(
                Period(
                    offset + start,
                    offset + m.end(),
                    value,
                    sort,
                    _years(m.group()),
                    m.group().startswith(("cùng", "cũng")),
                    in_a_row=m.group().endswith("liền"),
                    this_year=m.group().endswith("năm nay"),
                )
            )
    found.sort(key=lambda p: p.start)
    return found


def _with_years(folded: str) -> list[tuple[int, int]]:
    """The stretches of text between full stops, quotes and the like that hold a year, each with the mark behind it."""
    found: list[tuple[int, int]] = []
    end = 0
    while (year := _YEAR.search(folded, end)) is not None:
        start = max(end, *(folded.rfind(mark, end, year.start()) + 1 for mark in '.;!?"'))
        close = _CLOSE.search(folded, year.end())
        end = close.end() if close else len(folded)
        found.append((start, end))
    return found


def _matches(
    pattern: re.Pattern[str], needed: tuple[str, ...], folded: str, stretches: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    for start, end in stretches:
        if any(folded.find(wording, start, end) >= 0 for wording in needed):
            yield from pattern.finditer(folded, start, end)


_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "mười": 10}


def _years(wording: str) -> int:
    """The length that "5 năm qua" states; 0 when it states none."""
    m = re.search(r"(\d{1,2}|một|hai|ba|bốn|năm|sáu|mười) năm", wording)
    if m is None and wording.startswith("năm sau"):
        return 1
    return 0 if m is None else int(m.group(1)) if m.group(1).isdigit() else _NUMBERS[m.group(1)]


def _value(sort: str, m: re.Match[str]) -> str | None:
    g = m.groups()
    if sort == "school-span":
        return f"{g[0]}/{g[3]}"
    if sort in ("school", "span"):
        a, b = int(g[0]), int(g[1])
        if not a < b <= a + 45:
            return None
        return f"{a}/{b}"
    if sort == "half":
        return f"{g[2]}-{_HALF[g[0] or g[1]]}"
    if sort == "quarter":
        return f"{g[1]}-{_QUARTER[g[0]]}"
    if sort == "months":
        part = {(1, 6): "-H1", (7, 12): "-H2", (1, 3): "-Q1", (4, 6): "-Q2", (7, 9): "-Q3", (10, 12): "-Q4"}
        return g[2] + part.get((int(g[0]), int(g[1])), "")  # "từ tháng 5 đến tháng 10/2021": in the year
    if sort == "month":
        return f"{g[1]}-{int(g[0]):02d}"
    if sort in ("year", "round", "bracket"):
        return str(g[0])
    if sort == "years":
        schools = re.findall(r"((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)", m.group())
        if "năm học" in m.group():
            return ",".join(f"{a}/{b}" for a, b in schools)
        return ",".join(re.sub(_DASH, "/", y) for y in re.findall(rf"{_Y[1:-1]}(?:{_DASH}{_Y[1:-1]})?", m.group()))
    if sort == "as-of":
        return next(y for y in g if y)
    if sort == "since":
        return ""
    if sort == "relative-half":
        return _HALF[g[0] or g[1]]
    if sort == "relative-quarter":
        return _QUARTER[g[0]]
    return ""


def joined(value: str) -> str:
    """Years that follow one another as the period from the first to the last ("2020,2021"); "" for others."""
    years = value.split(",")
    if len(years) == 1:
        return value
    follow = all(y.isdigit() and int(y) == int(years[0]) + k for k, y in enumerate(years))
    return f"{years[0]}/{years[-1]}" if follow else ""


def bounds(value: str) -> tuple[str, str]:
    """First and last day of a canonical period as ISO dates; ("", "") for the empty period."""
    if not value:
        return "", ""
    if "/" in value:
        first, last = value.split("/")
        return f"{first}-01-01", f"{last}-12-31"
    year, _, part = value.partition("-")
    if not part:
        return f"{year}-01-01", f"{year}-12-31"
    if part[0] == "H":
        return (f"{year}-01-01", f"{year}-06-30") if part == "H1" else (f"{year}-07-01", f"{year}-12-31")
    if part[0] == "Q":
        first_month = 3 * int(part[1]) - 2
        last_day = "31" if part in ("Q1", "Q4") else "30"
        return f"{year}-{first_month:02d}-01", f"{year}-{first_month + 2:02d}-{last_day}"
    month = int(part)
    last_day_number = (
        29 if month == 2 and int(year) % 4 == 0 else 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    )
    return f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last_day_number}"


class PeriodMemory:
    """The periods stated so far in a document, by sort, for resolving "5 năm qua", "trong năm", "cùng kỳ"."""

    def __init__(self, published_at: str = "", dateline: str = "") -> None:
        self.year = ""
        self.span = ""
        self.last = ""
        self.leading = ""
        self.spans: list[str] = []
        self.school = ""
        self.guessed = False  # ``told`` is only the latest year that the text names
        self.published = published_at[:4] if published_at[:4].isdigit() else ""
        self.told = self.dated = self.published or dateline  # the year in which the news is told

    def survey(self, periods: list[Period]) -> None:
        """Take in all spans of the document, for references that come before the span is stated."""
        self.spans = [p.value for p in periods if p.sort == "span"]
        if not self.told:
            self.guessed = True
            self.told = max((p.value for p in periods if p.sort in ("year", "as-of")), default="")
            for p in periods:
                if p.sort == "span" and not p.planned and p.value[:4] > self.told > "":
                    self.told = p.value[5:]  # "giai đoạn 2015-2020, đã có …" in a text whose years end in 2012
        self.school = next((p.value for p in periods if p.sort == "school"), "")

    def _past_span(self, period: Period) -> str:
        """The stated span that "N năm qua" means: of that length where N is given, and over by the article's date."""
        limit, years = self.told or "9999", period.years
        if self.told and ((self.guessed and not period.in_a_row) or (period.sort == "relative-span" and years > 5)):
            limit = str(int(self.told) + 1)  # a term that ends is told of before its last year is named or over

        def fits(value: str) -> bool:
            first, last = value.split("/")
            return last <= limit and (not years or int(last) - int(first) in (years, years - 1))

        if self.span and fits(self.span):
            return self.span
        return next((v for v in self.spans if fits(v)), "")

    def note(self, period: Period) -> str:
        """Take in a mention; give its value, resolved where it is relative and what it refers to was stated."""
        value = period.value
        sort = period.sort
        if sort == "relative-year":
            value = self.year or ("" if "/" in self.last else self.last)  # "năm nay" is no school year and no term
            if period.this_year and self.dated:
                value = self.dated
            if period.same and self.leading:
                value = self.leading
        elif sort == "later":
            value = str(int(self.last) + period.years) if re.fullmatch(r"\d{4}", self.last) else ""
            if value > (self.dated or "9999"):
                value = ""
        elif sort == "relative-school":
            value = self.school
        elif sort == "last-year":
            value = str(int(self.published) - 1) if self.published else ""
        elif sort in ("relative-years", "relative-span"):
            value = self._past_span(period)
        elif sort in ("relative-half", "relative-quarter"):
            year = self.year or self.told
            value = f"{year}-{period.value}" if year else ""
        if not value or sort == "as-of" or (sort == "span" and self.told and value[:4] >= self.told):
            return ""  # a term that begins with the news: no award was given in it yet
        if sort == "year":
            self.year = value
        elif sort == "span":
            self.span = value
        elif sort == "school":
            self.school = value
        elif sort == "half":
            self.year = value[:4]
        self.last = value
        return value
