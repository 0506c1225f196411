"""Mentions: what one sentence names, as a flat, ordered list of items with token spans.

Awards (with grade, proper name and a count of their own), counted recipients, persons, bodies, periods, cues and
punctuation. Nothing is decided here about who got what: that is the clause grammar's work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract import periods
from extract.fold import fold
from extract.lexicon import Entry, Lexicon, load
from extract.names import Body, Names, Person
from extract.numbers import Number, number
from extract.tokens import Token, tokenize


@dataclass(slots=True)
class Item:
    """A mention. ``kind`` is award, count, person, body, cue, grade, period or mark; offsets are code points."""

    kind: str
    start: int
    end: int
    value: str = ""  # award: catalogue id; cue: list name; mark: the character; grade; period: canonical form
    grade: str = ""
    title: str = ""
    number: Number | None = None  # award: count of its own; count: the count
    unit: str = "recipients"
    nouns: tuple[str, ...] = ()  # count: kinds of the nouns, e.g. ("collective", "individual")
    wording: str = ""  # count: the counted noun as written; person, body: the name
    person: Person | None = None
    body: Body | None = None
    period: periods.Period | None = None
    words: tuple[str, ...] = field(default=())  # cue: its wording


_SPACE = re.compile(r"[^\S ]")
_TITLED = {"ky-niem-chuong", "huy-hieu", "danh-hieu", "giai-thuong"}
_TITLE_STOP = {
    "cho",
    "của",
    "năm",
    "trong",
    "về",
    "tặng",
    "trao",
    "do",
    "với",
    "các",
    "và",
    "là",
    "tại",
    "được",
    "đã",
    "có",
    "lần",
    "này",
    "cấp",
    "để",
    "khi",
    "từ",
    "đến",
    "nhân",
    "theo",
    "kèm",
    "vì",
}
_TITLE_OPEN = {
    "vì",
    "bảo",
    "nhà",
    "chiến",
    "hiệp",
    "cựu",
    "lao",
    "tuổi",
    "thành",
    "sinh",
    "dám",
    "học",
    "công",
    "người",
    "nông",
    "doanh",
}


# Words at which a mention may start although neither the trie nor ``Lexicon.openers`` has them: "tập thể bệnh viện",
# "trao bằng danh hiệu", "huy hiệu 50 năm", "lượt người".
_OPENERS = {"tập", "bằng", "huy", "lượt"}


class Scanner:
    """Scans one sentence ``text[start:end]``; ``masked`` are token-free zones (campaign names) by code points."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        masked: list[tuple[int, int]],
        known: frozenset[str] = frozenset(),
        places: frozenset[str] = frozenset(),
        lexicon: Lexicon | None = None,
    ) -> None:
        self.lex = lexicon or load()
        self.text = text
        self.t: list[Token] = tokenize(text, start, end)
        folds = [t.fold for t in self.t]
        trie = self.lex.trie
        self.m: list[list[tuple[int, list[Entry]]]] = [
            trie.longest(folds, i) if trie.opens(word) else [] for i, word in enumerate(folds)
        ]
        self.names = Names(self.lex, self.t, self.m, known)
        self.masked = masked
        self.places = places
        self.badge = "tuổi đảng" in " ".join(folds)
        self.periods = periods.find(_SPACE.sub(" ", fold(text[start:end])), start)

    def items(self) -> list[Item]:
        """The mentions in order of appearance."""
        out: list[Item] = []
        i = 0
        starts = {period.start for period in self.periods}
        while i < len(self.t):
            token = self.t[i]
            if (
                token.text[0].islower()
                and not self.m[i]
                and token.fold not in self.lex.openers
                and token.fold not in _OPENERS
                and token.start not in starts
                and not self.masked
            ):
                i += 1  # half of all tokens: a plain word, at which no mention starts
                continue
            item, i = self._at(i, out)
            if item is not None:
                out.append(item)
        return out

    # -- one position --------------------------------------------------------------------------------------------

    def _at(self, i: int, out: list[Item]) -> tuple[Item | None, int]:
        token = self.t[i]
        zone = next((z for z in self.masked if z[0] <= token.start < z[1]), None)
        if zone is not None:
            j = i
            while j < len(self.t) and self.t[j].start < zone[1]:
                j += 1
            return self._item("mark", i, j, "name"), j
        period = next((p for p in self.periods if p.start <= token.start < p.end), None)
        if period is not None and token.start == period.start:
            j = i
            while j < len(self.t) and self.t[j].start < period.end:
                j += 1
            return self._item("period", i, j, period.value, period=period), j
        if token.text == "/" and self._fold(i + 1) in (
            "qđ",
            "kh",
            "tb",
            "ct",
            "nq",
            "tt",
            "nđ",
            "ttr",
            "cv",
            "hd",
            "ubnd",
        ):
            j = i + 2
            while j < len(self.t) and (self.t[j].text in "-/&" or (self.t[j].is_word and self.t[j - 1].text in "-/&")):
                j += 1
            return self._item("mark", i, j, "decision"), j
        if token.text in ",;:()":
            return self._item("mark", i, i + 1, token.text), i + 1
        longest = self.m[i]
        for end, entries in longest:
            if ("cue", "mask") in entries:
                return self._item("mark", i, end, "masked"), end
            if any(kind in ("award", "no-award") for kind, _ in entries):
                break
        award = self._award(i)
        if award is not None:
            return award
        subject = self._pronoun(i)
        if (
            subject
            and self._acts(i + subject)
            and not (i > 0 and self.t[i - 1].is_number)
            and not any(kind == "number" for _, es in (self.m[i - 1] if i else []) for kind, _ in es)
        ):
            return self._item("person", i, i + subject, "pronoun"), i + subject
        body = self._body_pronoun(i)
        if body:
            item = self._item(
                "body",
                i,
                i + body,
                "pronoun",
                wording=self._words(i, i + body),
                body=Body(i, i + body, self.t[i].fold, "pronoun"),
            )
            return item, i + body
        pronoun = self._pronoun(i)
        if (
            out
            and pronoun
            and out[-1].kind == "cue"
            and out[-1].value in ("for", "give")
            and self.text[out[-1].end : self.t[i].start].strip() == ""
            and not (
                i + pronoun < len(self.t)
                and ((self.t[i + pronoun].is_cap and not self._award_at(i + pronoun)) or self._nouns(i + pronoun)[0])
            )
        ):
            return self._item("person", i, i + pronoun, "pronoun"), i + pronoun
        count = self._count(i, out)
        if count is not None:
            return count
        found = number(self.lex, self.t, self.m, i)
        if found is not None and found.value is not None and (graded := self._grade(found.end)) is not None:
            return self._item("grade", i, graded[1], graded[0], number=found, unit="objects"), graded[1]
        graded = self._grade(i)
        if (
            graded is not None
            and graded[1] + 1 < len(self.t)
            and self.t[graded[1]].text == ":"
            and (behind := number(self.lex, self.t, self.m, graded[1] + 1)) is not None
            and behind.value is not None
            and not self._nouns(behind.end)[0]
        ):
            return self._item("grade", i, behind.end, graded[0], number=behind, unit="objects"), behind.end
        for end, entries in longest:
            for kind, value in entries:
                if kind == "grade":
                    return self._item("grade", i, end, value), end
                if kind == "no-award":
                    return self._item("mark", i, end, "no-award"), end
        if (person := self.names.person(i)) is not None:
            item = self._item(
                "person", i, person.end, wording=self._words(person.name_start, person.end), person=person
            )
            return item, person.end
        office = self._office(i)
        if office:
            return self._item("mark", i, office, "office"), office
        if (named := self.names.body(i)) is not None:
            return self._item(
                "body", i, named.end, named.kind, wording=self._words(i, named.end), body=named
            ), named.end
        bare = self._bare_name(i, out)
        if bare is not None:
            return bare
        for end, entries in longest:
            for kind, value in entries:
                if kind == "cue":
                    return self._item("cue", i, end, value, words=tuple(t.fold for t in self.t[i:end])), end
        return None, i + 1

    def _item(self, kind: str, i: int, j: int, value: str = "", **more: object) -> Item:
        return Item(kind, self.t[i].start, self.t[j - 1].end, value, **more)  # type: ignore[arg-type]

    def _words(self, i: int, j: int) -> str:
        return self.text[self.t[i].start : self.t[j - 1].end]

    def _fold(self, i: int) -> str:
        return self.t[i].fold if 0 <= i < len(self.t) else ""

    def _office(self, i: int) -> int:
        """End of an office that is a mere title of somebody ("Phó Chủ tịch UBND tỉnh"): it confers nothing."""
        if self._fold(i) not in ("phó", "nguyên", "quyền") and not (self._fold(i) == "trưởng" and self.t[i].is_cap):
            return 0
        j = i
        while j < len(self.t):
            end = next((e for e, entries in self.m[j] if any(kind == "position" for kind, _ in entries)), 0)
            if not end:
                break
            last, j = j, end
            if (self.t[last].fold, self.t[j - 1].fold) == ("phó", "phó"):
                continue
        if j == i:
            return 0
        for k in (j, j - 1):
            if i < k < len(self.t) and (body := self.names.body(k)) is not None:
                return body.end
        return j

    # -- awards ----------------------------------------------------------------------------------------------------

    def _tallied(self, out: list[Item], j: int) -> bool:
        """ "Chiến sĩ thi đua cơ sở: 240; Lao động tiên tiến: 2.873": a bare number behind a title that only one kind gets."""
        if len(out) < 2 or out[-1].value != ":" or out[-2].kind != "award":
            return False
        form = self.lex.awards.get(out[-2].value)
        closed = j >= len(self.t) or self.t[j].text in ";,.("
        return closed and form is not None and form.family.startswith("danh-hieu") and len(form.kinds) == 1

    def _names_a_work(self, i: int) -> bool:
        """Whether the words at ``i`` open the quoted name of a book, song or film."""
        if i < 2 or self.t[i - 1].text not in "\"“'‘«":
            return False
        return any(
            " ".join(t.fold for t in self.t[max(0, i - 1 - size) : i - 1]) in self.lex.words["work"]["heads"]
            for size in (1, 2, 3)
        )

    def _award(self, i: int) -> tuple[Item, int] | None:
        if self._names_a_work(i):
            end = next((end for end, entries in self.m[i] if any(kind == "award" for kind, _ in entries)), None)
            return (self._item("mark", i, end, "masked"), end) if end is not None else None
        if (
            self.t[i].text in ("Bằng", "bằng")
            and (self._fold(i + 1), self._fold(i + 2)) == ("danh", "hiệu")
            and self._fold(i - 1) == "trao"
        ):
            return self._item("award", i, i + 3, "danh-hieu", title="*"), i + 3
        if (
            self.t[i].text == "Bằng"
            and self._fold(i - 1) in ("trao", "nhận")
            and self._fold(i + 1) in ("cho", "và", "truy")
        ):
            return self._item("award", i, i + 1, "danh-hieu", title="*"), i + 1
        badge = self._party_badge(i)
        if badge is not None:
            return badge
        for end, entries in self.m[i]:
            value = next((v for kind, v in entries if kind == "award"), None)
            if value is None:
                if any(kind == "no-award" for kind, _ in entries):
                    return None
                continue
            form = self.lex.awards[value].form
            if self._fold(i) == "cờ" and end == i + 1 and not self._real_flag(i):
                return None
            title, j = "", end
            if form in _TITLED and value in ("ky-niem-chuong", "huy-hieu", "danh-hieu", "giai-thuong"):
                inner = self._inner_award(end) if value == "danh-hieu" else None
                if inner is not None:
                    value, j = inner
                    title = self.lex.awards[value].title
                elif self._fold(end) in ("này", "trên", "đó") or (
                    self._fold(end) == "cao" and self._fold(end + 2) == "này"
                ):
                    return self._item("award", i, end, "danh-hieu", title="*"), end
                else:
                    title, j = self._title(end)
                    if value == "danh-hieu" and not title and self._fold(end) not in ("này", "trên", "cao"):
                        return self._item("mark", i, end, "masked"), end
                    if any(w in fold(title) for w in self.lex.words["title"]["none"]):
                        return self._item("mark", i, j, "masked"), j
                    if value == "giai-thuong" and not title:
                        return self._item("mark", i, end, "masked"), end
            elif form in ("danh-hieu", "ky-niem-chuong", "huy-chuong", "giai-thuong", "huan-chuong", "huy-hieu"):
                title = self.lex.awards[value].title
                if value == "huan-chuong" and end < len(self.t) and self.t[end].is_cap and not self._grade(end):
                    title, j = self._title(end)
            grade, j = self._grades(j)
            item = self._item("award", i, j, value, title=title, grade=grade)
            return item, j
        return None

    def _real_flag(self, i: int) -> bool:
        """Whether a bare "cờ" is the award: given, received or counted nearby, or owned by a body."""
        after = self._fold(i + 1)
        if after in ("của", "cho", "thi", "đơn", "xuất", "dẫn", "toàn", "cấp") or self._fold(i - 1) in (
            "tặng",
            "nhận",
            "trao",
            "lá",
            "giành",
            "đón",
        ):
            return True
        return (i > 0 and self.t[i - 1].is_number) or (
            i + 1 < len(self.t) and self.t[i + 1].text in ",:" and self._fold(i - 1) in ("", "tặng", "nhận", "được")
        )

    def _inner_award(self, i: int) -> tuple[str, int] | None:
        """A known award behind "danh hiệu", in quotes or not."""
        j = i
        while (
            j < len(self.t)
            and self.t[j].fold in ('"', "'", ":", "vinh", "dự", "nhà", "nước", "cao", "quý", "là", "thi", "đua")
            and j - i < 6
        ):
            if self.t[j].fold == "nhà" and self._fold(j + 1) != "nước":
                break
            j += 1
        if j >= len(self.t):
            return None
        for end, entries in self.m[j]:
            value = next((v for kind, v in entries if kind == "award"), None)
            if value is not None and value != "danh-hieu":
                k = end
                if k < len(self.t) and self.t[k].fold in ('"', "'"):
                    k += 1
                elif j > i and self.t[j - 1].fold == '"':  # the quotes hold more than the known name
                    return None
                return value, k
        return None

    def _title(self, i: int) -> tuple[str, int]:
        """A proper name behind a badge, title or prize: in quotes, or from a capital to the next break."""
        j = i
        while j < len(self.t) and self.t[j].fold in (":", "là"):
            j += 1
        if j < len(self.t) and self.t[j].fold == '"':
            k, depth = j + 1, 1
            while k < len(self.t) and depth:
                if self.t[k].text == "“":
                    depth += 1
                elif self.t[k].fold == '"':
                    depth -= 1
                k += 1
            if k - j > 2:
                return self._words(j + 1, k - 1 if not depth else k), k
            return "", i
        if j < len(self.t) and self.t[j].is_cap and (self._fold(j) in _TITLE_OPEN or not self.names._opens(j)):
            k = j + 1
            while k < len(self.t) and self.t[k].is_word and k - j < 14:
                word = self.t[k].fold
                if (
                    word in _TITLE_STOP
                    and not (
                        word == "và"
                        and k + 1 < len(self.t)
                        and not self._award_at(k + 1)
                        and self.t[k - 1].fold not in _TITLE_STOP
                        and self._fold(j) == "vì"
                    )
                    and not (word in ("của", "các") and self._fold(j) == "vì")
                ):
                    break
                if (
                    self._award_at(k)
                    or self._grade(k)
                    or (
                        self.t[k].is_cap
                        and self._fold(j) == "vì"
                        and (person := self.names.person(k)) is not None
                        and person.full
                    )
                ):
                    break
                if any(kind in ("honorific", "rank") for e, es in self.m[k] for kind, _ in es) and self.t[k].fold in (
                    "ông",
                    "bà",
                    "đồng",
                    "anh",
                    "chị",
                ):
                    break
                k += 1
            return self._words(j, k), k
        for k in range(j, min(j + 9, len(self.t))):  # "danh hiệu sản xuất, kinh doanh giỏi"
            word = self.t[k].fold
            if (
                not (self.t[k].is_word or word == ",")
                or self.t[k].is_number
                or word in ("cấp", "các", "cho", "của", "được")
                or (k > j and self._award_at(k))
            ):
                break
            pair = (word, self._fold(k + 1))
            if k > j and (
                word in ("giỏi", "ưu")
                or pair
                in {
                    ("xuất", "sắc"),
                    ("tiêu", "biểu"),
                    ("tiên", "tiến"),
                    ("kiểu", "mẫu"),
                    ("hiếu", "học"),
                    ("vững", "mạnh"),
                }
            ):
                stop = k + 1 if word == "giỏi" else k + 2
                return self._words(j, min(stop, len(self.t))), min(stop, len(self.t))
        return "", i

    def _award_at(self, k: int) -> bool:
        return any(kind == "award" for _, es in self.m[k] for kind, _ in es)

    def _party_badge(self, i: int) -> tuple[Item, int] | None:
        """ "Huy hiệu 70, 75 năm tuổi Đảng", also with the head elided ("14 đồng chí 50 năm tuổi Đảng")."""
        j = i
        head = self._fold(i) == "huy" and self._fold(i + 1) == "hiệu"
        if head:
            j = i + 2
            if self._fold(j) == "đảng":
                j += 1
            if self._fold(j) in ("loại", "mức"):
                j += 1
        elif not self.t[i].is_number:
            return None
        first = j
        last = -1
        while j < len(self.t) and (self.t[j].is_number or self.t[j].text in ",-" or self._fold(j) == "và"):
            if self.t[j].is_number:
                if not (self.t[j].text.isdecimal() and 20 <= int(self.t[j].text) <= 95):
                    break
                last = j
            j += 1
        if last < 0 or not self.t[first].is_number:
            return None
        j = last + 1
        if self._fold(j) == "năm":
            j += 1
        if self._fold(j) == "tuổi" and self._fold(j + 1) == "đảng":
            j += 2
        elif (
            self._fold(j - 1) == "năm"
            and self.badge
            and (self._fold(j) in ("có", "cho", ":", "là", ",", ";", ".", "và", "") or head)
        ):
            pass
        elif self._fold(j - 1) == "tuổi" or not (head and self._fold(j - 1) == "năm"):
            return None
        return self._item("award", i, j, "huy-hieu-dang", title=self._words(first, j)), j

    def _grade(self, i: int) -> tuple[str, int] | None:
        if i >= len(self.t):
            return None
        for end, entries in self.m[i]:
            value = next((v for kind, v in entries if kind == "grade"), None)
            if value is not None:
                return value, end
        return None

    def _grades(self, i: int) -> tuple[str, int]:
        """The grade behind an award; several grades under one count are no grade."""
        j = i
        while j < len(self.t) and self.t[j].fold in ('"',):
            j += 1
        first = self._grade(j)
        if first is None:
            return "", i
        value, j = first
        seen = [value]
        while j + 1 < len(self.t) and self.t[j].fold in (",", "và", "hoặc"):
            more = self._grade(j + 1)
            plain = self._fold(j + 1) in ("nhất", "nhì", "ba", "iii", "ii") and not (
                j + 2 < len(self.t) and self._fold(j + 2) in ("tập", "cá")
            )
            if more is None and not plain:
                break
            seen.append(more[0] if more else "?")
            j = more[1] if more else j + 2
        return ("" if len(seen) > 1 or value == "*" else value), j

    # -- counts ----------------------------------------------------------------------------------------------------

    def _count(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        found = number(self.lex, self.t, self.m, i)
        if found is None:
            return self._column(i) or self._bare(i, out)
        if (
            self.t[found.start].fold == "năm"
            and found.approx == "exact"
            and self._fold(i - 1) in ("trong", "suốt", "qua", "đầu", "cuối", "mỗi", "hằng", "hàng", "nhiều", "5")
        ):
            return None
        # "Khối thi đua số 5" numbers a body; "trong tổng số 468 cá nhân" counts.
        if (
            self.t[found.start].is_number
            and self._fold(i - 1) in self.lex.ordinals
            and self._fold(i - 2) not in self.lex.words["number"]["counted_by"]
        ):
            return None
        if self.t[i].fold == "một" and self._fold(i + 1) in ("số",):
            return None
        j = found.end
        unit = "recipients"
        if self._fold(j) == "lượt":
            unit, j = "times", j + 1
        elif (
            self._fold(j) in self.lex.words["number"]["objects"]
            and (a := self._award(j + (2 if self._fold(j) == "danh" else 1)))
            and a[0].kind == "award"
        ):
            return self._own(found, i, a, "objects")
        if j < len(self.t) and found.approx != "indefinite":
            title = self._award(j)
            if title is not None and title[0].kind == "award" and title[0].value not in ("danh-hieu",):
                praised = bool(out) and out[-1].kind == "cue" and out[-1].value.startswith("praise")
                if praised or (
                    out and out[-1].kind == "cue" and out[-1].value == "for" and any(x.kind == "award" for x in out)
                ):
                    kinds = self.lex.awards[title[0].value].kinds
                    return self._item(
                        "count", i, title[1], number=found, unit=unit, nouns=kinds[:1], wording=self._words(j, title[1])
                    ), title[1]
                return self._own(found, i, title, "")
        if found.value is not None and self._fold(j) == "là" and self._nouns(j + 1)[0]:
            j += 1
        nouns, wording, end = self._nouns(j)
        if not nouns and unit == "times" and found.approx != "indefinite":
            if j < len(self.t):
                return self._item("count", i, j, number=found, unit="times", nouns=("",), wording=""), j
            return None
        if not nouns and found.value is not None and self._tallied(out, j):
            return self._item("count", i, j, number=found, unit=unit, nouns=("",), wording=""), j
        if not nouns and found.value is not None and self.t[found.start].is_number and self._enumerating(out):
            end = j
            while end < len(self.t) and end - j < 4 and self.t[end].is_word and self.t[end].fold not in self.lex.stop:
                end += 1
            closed = end == len(self.t) or self.t[end].text in ",;)." or self.t[end].fold == "và"
            if end > j and closed and self.t[j].fold not in self.lex.words["unit"]["other"]:
                wording = self._words(j, end)
                return self._item("count", i, end, number=found, unit=unit, nouns=("open",), wording=wording), end
        if not nouns:
            return None
        if (
            nouns[0] == "individual"
            and found.approx == "exact"
            and found.value == 1
            and self.t[found.start].fold == "một"
            and self._fold(i - 1) in ("là", "như")
        ):
            return None
        if found.approx == "indefinite" and end < len(self.t) and self.t[end].is_cap and self._names_after(end):
            return None
        return self._item("count", i, end, number=found, unit=unit, nouns=nouns, wording=wording), end

    def _body_pronoun(self, i: int) -> int:
        """Length of "trường", "đơn vị", "tập thể bệnh viện" as the subject of a verb of receiving; 0 when it is none."""
        start = i + 2 if (self._fold(i), self._fold(i + 1)) == ("tập", "thể") else i
        known = self.lex.people["body_pronoun"]
        size = next((n for n in (3, 2, 1) if " ".join(t.fold for t in self.t[start : start + n]) in known), 0)
        if not size or (
            i > 0
            and self.t[i - 1].is_word
            and self.t[i - 1].fold not in ("và", "thì", "nên", "mà", "khi", "rằng", "nay", "qua")
        ):
            return 0  # inside a phrase it is a noun ("ngành Giáo dục huyện nhận …")
        return start + size - i if self._acts(start + size) else 0

    def _pronoun(self, i: int) -> int:
        """Length in tokens of the personal pronoun at ``i``; 0 when there is none."""
        size = next((n for n in (2, 1) if " ".join(t.fold for t in self.t[i : i + n]) in self.lex.people["pronoun"]), 0)
        return size if size and not any(end > i + size and self.t[i].fold != "đồng" for end, _ in self.m[i]) else 0

    def _acts(self, j: int) -> bool:
        """Whether a verb of receiving follows ("ông được", "anh còn lần lượt nhận"): a pronoun before it is its subject."""
        if [t.fold for t in self.t[j : j + 3]] == ["là", "một", "trong"]:
            return True
        for k in range(j, min(j + 5, len(self.t))):
            if any(kind == "cue" and value in ("passive", "receive") for _, es in self.m[k] for kind, value in es):
                return True
            if self.t[k].fold not in self.lex.people["adverb"]:
                return False
        return False

    def _enumerating(self, out: list[Item]) -> bool:
        """Whether a count is being broken down here ("17 tập thể (gồm 8 giáo xứ, 2 thánh thất"): any noun counts then."""
        opened = next(
            (
                k
                for k in range(len(out) - 1, -1, -1)
                if (out[k].kind == "mark" and out[k].value in "()")
                or (out[k].kind == "cue" and out[k].value == "itemise")
            ),
            None,
        )
        if opened is None or out[opened].value == ")":
            return False
        return (
            opened > 0
            and any(x.kind == "count" for x in out[:opened])
            and all(
                x.kind in ("count", "mark", "cue") and not (x.kind == "cue" and x.value not in ("itemise", "and"))
                for x in out[opened:]
            )
        )

    def _bare_name(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "4 cơ sở là Thượng Hoá, Trung Hoá": a name without a head in a list that breaks down a count."""
        if not (self.t[i].is_word and self.t[i].is_cap):
            return None
        end = self.names._caps(i)
        if self._acts(end) and " ".join(t.fold for t in self.t[i:end]) in self.places:
            return self._item(
                "body", i, end, "name", wording=self._words(i, end), body=Body(i, end, self.t[i].fold, "name")
            ), end
        if not out:
            return None
        last = out[-1]
        opened = (last.kind == "cue" and last.value == "itemise") or (last.kind == "mark" and last.value == ":")
        goes_on = (
            ((last.kind == "mark" and last.value == ",") or (last.kind == "cue" and last.value == "and"))
            and len(out) > 1
            and out[-2].kind == "body"
            and out[-2].value == "name"
        )
        if not goes_on and not (opened and len(out) > 1 and any(x.kind == "count" for x in out[-3:-1])):
            return None
        if self.text[last.end : self.t[i].start].strip():
            return None
        end = self.names._caps(i)
        if not 2 <= end - i <= 5 or (
            end < len(self.t)
            and self.t[end].is_word
            and not self.t[end].is_cap
            and self.t[end].fold not in self.lex.stop
        ):
            return None
        return self._item(
            "body", i, end, "name", wording=self._words(i, end), body=Body(i, end, self.t[i].fold, "name")
        ), end

    def _column(self, i: int) -> tuple[Item, int] | None:
        """ "Tập thể: 25; Cá nhân: 10", as a table row reads: the noun before its number."""
        nouns, wording, end = self._nouns(i)
        if not nouns or end + 1 >= len(self.t) or self.t[end].text != ":":
            return None
        found = number(self.lex, self.t, self.m, end + 1)
        if found is None or found.value is None or (found.end < len(self.t) and self.t[found.end].is_word):
            return None
        return self._item("count", i, found.end, number=found, nouns=nouns, wording=wording), found.end

    def _bare(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "cho sĩ quan, quân nhân chuyên nghiệp": recipients without a number behind "cho"."""
        if (
            not out
            or out[-1].kind != "cue"
            or out[-1].value != "for"
            or self.text[out[-1].end : self.t[i].start].strip()
        ):
            return None
        if not self.t[i].is_word or self.t[i].is_cap or self.names.person(i) is not None:
            return None
        nouns, wording, end = self._nouns(i)
        kinds = [k for k in nouns if k not in ("open", "")]
        if not kinds or (end < len(self.t) and (self.t[end].is_cap or self.t[end].is_number)):
            return None
        return self._item("count", i, end, number=Number(i, i, None, "indefinite"), nouns=nouns, wording=wording), end

    def _names_after(self, j: int) -> bool:
        """ "các đồng chí Nguyễn Văn A …": the plural introduces names, it counts nobody."""
        return self.names.person(j) is not None or (
            any(k == "honorific" for _, es in self.m[j - 1] for k, _ in es) and self.names.person(j - 1) is not None
        )

    def _own(self, found: Number, i: int, award: tuple[Item, int], unit: str) -> tuple[Item, int]:
        item, j = award
        form = self.lex.awards[item.value]
        item.start = self.t[i].start
        item.number = found
        counted_by_title = form.family in ("danh-hieu-thi-dua", "danh-hieu-vinh-du-nha-nuoc") or form.form in (
            "danh-hieu",
            "gia-dinh-van-hoa",
            "khu-dan-cu-van-hoa",
        )
        item.unit = unit or ("recipients" if counted_by_title else "objects")
        return item, j

    def _nouns(self, i: int) -> tuple[tuple[str, ...], str, int]:
        """Counted nouns at ``i``: kinds, wording, end. "tập thể, hộ và cá nhân" is one count of three kinds."""
        kinds: list[str] = []
        j, end = i, i
        while j < len(self.t):
            if self._fold(j) == "lượt":
                j += 1
                continue
            hit = next(((e, v) for e, es in self.m[j] for k, v in es if k == "noun"), None)
            if hit is None or (self.t[j].is_cap and j > i and self.names.body(j) is not None):
                break
            if self._other_unit(j, hit[0]):
                break
            kinds.append(hit[1])
            end = j = hit[0]
            if j < len(self.t) and (self.t[j].text in ",/" or self.t[j].fold in ("và", "hoặc", "cùng")):
                step = 2 if self.t[j].text == "," and self._fold(j + 1) in ("và",) else 1
                if j + step < len(self.t) and not self.t[j + step].is_number and not self._name_like(j + step):
                    j += step
                    continue
            break
        if not kinds:
            return (), "", i
        return tuple(dict.fromkeys(kinds)), self._words(i, end), end

    def _name_like(self, j: int) -> bool:
        return (self.names.person(j) is not None) or self.t[j].is_cap

    def _other_unit(self, j: int, end: int) -> bool:
        """ "12 tổ máy", "3 nhà văn hóa", "người/km2": a noun that counts something else here."""
        following = self._fold(end)
        first = self._fold(j)
        if (
            first in ("tổ", "đội", "đoàn")
            and following in ("máy", "công", "chức", "quốc", "tịch", "viên", "hợp")
            and end == j + 1
        ):
            return following not in ("công",)
        if (first == "tổ" and following == "chức") or (self._fold(end - 1) == "chức" and first == "tổ"):
            return self._fold(end) in (
                "lễ",
                "hội",
                "họp",
                "các",
                "cuộc",
                "đại",
                "kỷ",
                "triển",
                "thực",
                "tốt",
                "thành",
                "gặp",
                "buổi",
                "chương",
                "tổng",
                "sơ",
                "trao",
                "phát",
            )
        return (
            (first, following) in {("trường", "hợp"), ("người", "chết"), ("bản", "án"), ("em", "bé")}
            and end == j + 1
            and first != "trường"
        )


def scan(
    text: str,
    start: int,
    end: int,
    masked: list[tuple[int, int]] | None = None,
    known: frozenset[str] = frozenset(),
    places: frozenset[str] = frozenset(),
) -> list[Item]:
    """The mentions of the sentence ``text[start:end]``.

    ``known`` are given names of persons, ``places`` names of places, that the article named in full before (folded).
    """
    return Scanner(text, start, end, masked or [], known, places).items()
