"""Scanning for awards: form, grade, proper name, party badges, and awards that a title only mentions."""

from __future__ import annotations

from extract.fold import fold
from extract.lexicon import phrases
from extract.scanning import Item, Sentence

_TITLED = ("ky-niem-chuong", "huy-hieu", "danh-hieu", "giai-thuong")
_RECOGNISED_AS = phrases("recognised-as")
_CONFERRING = frozenset(phrases("conferring"))
_TITLED_BY = phrases("titled-by")
_COUNTED_WITH = frozenset(phrases("counted-with-title"))
_REASON_OPENS = frozenset(phrases("reason-opens"))
_TITLE_STOP = frozenset(phrases("title-stop"))
_TITLE_OPEN = frozenset(phrases("title-open"))

_AWARD_OPENERS = ('"', "bằng", "huy", "từ")  # of awards that the lexicon does not have: titles in quotes, badges
_PLAIN_GRADES = {"i": "nhất", "nhất": "nhất", "nhì": "nhì", "ba": "ba", "iii": "ba", "ii": "nhì"}


class AwardScanner(Sentence):
    """The awards of a sentence."""

    def _award(self, i: int) -> tuple[Item, int] | None:
        if i >= len(self.t):
            return None
        token = self.t[i]
        if not (token.is_number or "award" in self.kinds[i] or token.fold in _AWARD_OPENERS):
            return None
        if self._names_a_work(i):
            end = next((end for end, entries in self.m[i] if any(kind == "award" for kind, _ in entries)), None)
            return (self._item("mark", i, end, "masked"), end) if end is not None else None
        if (
            self.t[i].text in ("Bằng", "bằng")
            and (self._fold(i + 1), self._fold(i + 2)) == ("danh", "hiệu")
            and self._fold(i - 1) == "trao"
            and self._fold(i + 3) not in ('"', "vinh", "cao")
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
        if self.t[i].fold == '"' and self._recognised_as(i) and i + 1 < len(self.t) and not self._award_at(i + 1):
            title, end = self._title(i)
            if title and title[:1].isupper() and not any(w in fold(title) for w in self.lex.words["title"]["none"]):
                return self._item("award", i, end, "danh-hieu", title=title), end
        for end, entries in self.m[i]:
            value = next((v for kind, v in entries if kind == "award"), None)
            if value is None:
                if any(kind == "no-award" for kind, _ in entries):
                    return self._of_a_trade(i, end)
                continue
            form = self.lex.awards[value].form
            if self._before_name(i, end, value):
                return self._item("mark", i, end, "name"), end
            if self._fold(i) == "cờ" and end == i + 1 and not self._real_flag(i):
                return None
            title, j = "", end
            if form in _TITLED and value in ("ky-niem-chuong", "huy-hieu", "danh-hieu", "giai-thuong"):
                inner = self._inner_award(end) if value == "danh-hieu" else None
                if inner is not None:
                    value, written, j = inner
                    title = written if self.lex.awards[value].form == "danh-hieu" else self.lex.awards[value].title
                elif self._fold(end) in ("này", "trên", "đó") or (
                    self._fold(end) == "cao" and self._fold(end + 2) in ("này", "trên", "đó")
                ):
                    return self._item("award", i, end, "danh-hieu", title="*"), end
                else:
                    title, j = self._title(end)
                    if value == "giai-thuong" and not title and (body := self.names.body(end)) is not None and body.end > end + 2:
                        title, j = self._words(end, body.end), body.end  # "Giải thưởng Hội Nhạc sĩ Việt Nam"
                    if value == "danh-hieu" and not title and self._fold(end) not in ("này", "trên"):
                        return self._item("mark", i, end, "masked"), end
                    if any(w in fold(title) for w in self.lex.words["title"]["none"]):
                        return self._item("mark", i, j, "masked"), j
                    if value == "giai-thuong" and not title:
                        return self._item("mark", i, end, "masked"), end
            elif form == "danh-hieu":
                if not self._used_as_title(i):
                    return None  # "đã chọn 5 nông dân xuất sắc": words that any sentence may hold
                title = self._words(i, end)
            elif form in ("ky-niem-chuong", "huy-chuong", "giai-thuong", "huan-chuong", "huy-hieu"):
                title = self.lex.awards[value].title
                if value == "huan-chuong" and end < len(self.t) and self.t[end].is_cap and not self._grade(end):
                    title, j = self._title(end)
            grades, j = self._grades(j)
            grade = grades[0] if len(grades) == 1 and grades[0] != "*" else ""
            several = grades if len(grades) > 1 and "?" not in grades else ()
            item = self._item("award", i, j, value, title=title, grade=grade, grades=several)
            return item, j
        return None

    def _of_a_trade(self, i: int, end: int) -> tuple[Item, int] | None:
        """ "Huy chương “Vì sự nghiệp phát thanh”": medals that ministries gave before 2004, by whatever name."""
        if self._fold(end - 1) != "chương" or self._fold(end) not in ('"', "vì"):
            return None
        title, j = self._title(end)
        if not fold(title).startswith("vì "):
            return None
        return self._item("award", i, j, "huy-chuong-nganh-truoc-2004", title=title), j

    def _names_a_work(self, i: int) -> bool:
        """Whether the words at ``i`` open the quoted name of a book, song or film."""
        if i < 2 or self.t[i - 1].text not in "\"“'‘«":
            return False
        return any(
            " ".join(t.fold for t in self.t[max(0, i - 1 - size) : i - 1]) in self.lex.words["work"]["heads"]
            for size in (1, 2, 3)
        )

    def _recognised_as(self, i: int) -> bool:
        """ "được công nhận là “Doanh nghiệp tiêu biểu”": a name in quotes behind a verb of recognition is a title."""
        before = " ".join(t.fold for t in self.t[max(0, i - 4) : i])
        return before.endswith(_RECOGNISED_AS)

    def _before_name(self, i: int, end: int, value: str) -> bool:
        """ "NSƯT Trần Hòa", "Thầy thuốc Ưu tú, bác sĩ Lê An": a state title in front of a name tells who it is, not what he gets."""
        form = self.lex.awards[value]
        if form.family != "danh-hieu-vinh-du-nha-nuoc" or form.kinds != ("individual",) or end >= len(self.t):
            return False
        told = self._fold(i - 1) == "là" and any(self._award_at(k) for k in range(max(0, i - 12), i - 1))  # "2 NNND là NNƯT A"
        if (self._fold(i - 1) in _CONFERRING and not told) or self._fold(i - 1) in ("hiệu", '"'):
            return False
        if self.t[end].text == "," and end + 1 < len(self.t) and self.m[end + 1]:
            end += 1  # "Thầy thuốc Nhân dân, GS.TS Đoàn Tử Khiêm"
        person = self.names.person(end)
        return person is not None and person.full and (self.t[end - 1].text != "," or bool(person.honorific))

    def _used_as_title(self, i: int) -> bool:
        """Whether a title of ordinary words stands as a name: in quotes, with a capital, or behind "danh hiệu", "đạt"."""
        if self._fold(i) == "danh":
            return True
        if i == 0:
            return False
        if self.t[i - 1].fold == '"' or self.t[i].is_cap:
            return True
        if " ".join(t.fold for t in self.t[max(0, i - 3) : i]).endswith(_TITLED_BY):
            return True
        j = i - 1
        while j > 0 and (self.t[j].is_number or self._fold(j) in _COUNTED_WITH or self._fold(j) in self.lex.stop):
            if self._fold(j) in ("đạt", "là"):
                break
            j -= 1
        before = " ".join(t.fold for t in self.t[max(0, j - 2) : j + 1])
        return before.endswith(_TITLED_BY)

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

    def _inner_award(self, i: int) -> tuple[str, str, int] | None:
        """A known award behind "danh hiệu", in quotes or not: its id, its wording and where it ends."""
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
                return value, self._words(j, end), k
        return None

    def _title(self, i: int) -> tuple[str, int]:
        """A proper name behind a badge, title or prize: in quotes, or from a capital to the next break."""
        j = i
        while j < len(self.t) and self.t[j].fold in (":", "là"):
            j += 1
        single = j + 1 < len(self.t) and self.t[j].text in "'‘"
        if single:
            k = next((k for k in range(j + 2, min(j + 16, len(self.t))) if self.t[k].text in "'’"), 0)
            return (self._words(j + 1, k), k + 1) if k else ("", i)
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
                    and not (word == "vì" and self._fold(k + 1) not in _REASON_OPENS)
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
        for k in range(j, min(j + 12, len(self.t))):  # "danh hiệu sản xuất, kinh doanh giỏi"
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
        elif not self.t[i].is_number and not (self._fold(i) == "từ" and self._span_of_years(i + 1)):
            return None
        first = j
        if self._fold(j) == "từ" and self._span_of_years(j + 1):  # "từ 30 đến 50 năm tuổi Đảng"
            return self._item("award", i, j + 7, "huy-hieu-dang", title=self._words(j, j + 7)), j + 7
        last = -1
        while j < len(self.t) and (
            self.t[j].is_number
            or self.t[j].text in ",-"
            or self._fold(j) == "và"
            or (last >= 0 and self._fold(j) == "năm" and self._more_years(j + 1))
        ):
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

    def _span_of_years(self, j: int) -> bool:
        """ "30 đến 50 năm tuổi Đảng"."""
        words = [t.fold for t in self.t[j : j + 6]]
        return len(words) == 6 and words[0].isdecimal() and words[1] in ("đến", "-", "tới") and words[2].isdecimal() and words[3:] == ["năm", "tuổi", "đảng"]

    def _more_years(self, j: int) -> bool:
        """ "Huy hiệu 60 năm, 50 năm và 40 năm tuổi Đảng": another number of years goes on."""
        joint = j < len(self.t) and (self.t[j].text == "," or self._fold(j) == "và")
        return joint and j + 1 < len(self.t) and self.t[j + 1].is_number and self._fold(j + 2) in ("năm", ",", "và")

    def _grades(self, i: int) -> tuple[tuple[str, ...], int]:
        """The grades behind an award and where they end; "?" for one whose word is not known."""
        j = i
        while j < len(self.t) and self.t[j].fold in ('"',):
            j += 1
        first = self._grade(j)
        if first is None:
            return (), i
        value, end = first
        seen = [value]
        if value == "*":  # "hạng Nhất, Nhì, Ba"
            seen = [_PLAIN_GRADES[t.fold] for t in self.t[j:end] if t.fold in _PLAIN_GRADES] or ["*"]
        j = end
        while j + 1 < len(self.t) and self.t[j].fold in (",", "và", "hoặc"):
            more = self._grade(j + 1)
            plain = self._fold(j + 1) in ("nhất", "nhì", "ba", "iii", "ii") and not (
                j + 2 < len(self.t) and self._fold(j + 2) in ("tập", "cá")
            )
            if more is None and not plain:
                break
            seen.append(more[0] if more else _PLAIN_GRADES.get(self._fold(j + 1), "?"))
            j = more[1] if more else j + 2
        return tuple(dict.fromkeys(seen)) if len(set(seen)) == len(seen) else ("*",), j
