"""Scanning for counts: a number with the nouns it counts, bare counts of lists and columns, an award's own count."""

from __future__ import annotations

from extract.lexicon import phrases
from extract.names import Body
from extract.numbers import Number
from extract.scan_awards import AwardScanner
from extract.scanning import Item

_RECEIVING = phrases("receiving")
_PASSIVE = phrases("passive")
_PERSONAL = frozenset(phrases("personal-endings"))
_COUNTED = frozenset(("noun", "position"))  # kinds of words
_BEFORE_NOUNS = ("lượt", "nữ", "nam")
_TIERS = frozenset(phrases("tiers-told"))
_UNITS = ("thể", "vị", "quan")  # last words of "tập thể", "đơn vị", "cơ quan"


class CountScanner(AwardScanner):
    """The counts of a sentence."""

    def _count(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        found = self._number(i)
        if found is None:
            return self._tier(i, out) or self._column(i) or self._bare(i, out)
        if (
            self.t[found.start].fold == "năm"
            and found.approx == "exact"
            and (
                self._fold(i - 1) in ("trong", "suốt", "qua", "đầu", "cuối", "mỗi", "hằng", "hàng", "nhiều")
                or (i > 0 and (self.t[i - 1].is_number or self.t[i - 1].fold in self.number_words))
            )
        ):
            return None
        if i > 1 and self.t[i - 1].text == "/" and self.t[i - 2].is_number and self.t[i - 2].end == self.t[i - 1].start:
            return None  # "lớp 7/1 Trường …"
        # "Khối thi đua số 5" numbers a body; "trong tổng số 468 cá nhân" counts.
        if (
            self.t[found.start].is_number
            and self._fold(i - 1) in self.lex.ordinals
            and self._fold(i - 2) not in self.lex.words["number"]["counted_by"]
            and (self._fold(i - 2), self._fold(i - 1)) not in self.lex.compounds  # "lực lượng vũ trang 42 tập thể"
        ):
            return None
        if self.t[i].fold == "một" and self._fold(i + 1) in ("số",):
            return None
        if self._fold(i - 1) == "thứ":
            return None  # "xếp thứ ba là Sở A"
        if self._fold(i - 1) == "cả" and found.end < len(self.t) and self._honorific(found.end):
            return None  # "cả ba ông đều công tác tại …": those just named
        j = found.end
        unit = "recipients"
        if j < len(self.t) and any(("cue", "mask") in entries for _, entries in self.m[j]):
            return None  # "một trong những lá cờ đầu"
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
                praised = praised and not title[0].value.startswith("anh-hung")  # heroes are "tuyên dương"
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
        if found.value is not None and (end := self._quoted_noun(j)):
            kinds = self._nouns(j + 1)[0][:1] or ("individual",)
            return self._item("count", i, end, number=found, unit=unit, nouns=kinds, wording=self._words(j + 1, end - 1)), end
        nouns, wording, end = self._nouns(self._of_whole(found, j))
        if not nouns and unit == "times" and found.approx != "indefinite":
            if j < len(self.t):
                return self._item("count", i, j, number=found, unit="times", nouns=("",), wording=""), j
            return None
        if not nouns and found.value is not None and self._tallied(out, found.start, j):
            return self._item("count", i, j, number=found, unit=unit, nouns=("",), wording=""), j
        if not nouns and found.value is not None and self.t[found.start].is_number and self._enumerating(out) and not self._grade(j):
            end = j
            while end < len(self.t) and end - j < 4 and self.t[end].is_word and self.t[end].fold not in self.lex.stop:
                end += 1
            closed = end == len(self.t) or self.t[end].text in ",;)." or self.t[end].fold == "và"
            if end > j and closed and self.t[j].fold not in self.lex.words["unit"]["other"]:
                wording = self._words(j, end)
                return self._item("count", i, end, number=found, unit=unit, nouns=("open",), wording=wording), end
        if not nouns and found.value is not None and (end := self._given_to(j, out)):
            return self._item("count", i, end, number=found, unit=unit, nouns=("individual",), wording=self._words(j, end)), end
        if not nouns and found.value not in (None, 1) and (end := self._unknown_noun(j)):
            return self._item("count", i, end, number=found, unit=unit, nouns=("open",), wording=self._words(j, end)), end
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
        if found.approx == "indefinite" and end + 1 < len(self.t) and self.t[end].text == ",":
            named = self.names.person(end + 1)
            if named is not None and named.full and named.honorific and self._honorific(end - 1):
                return None  # "3 cá nhân là các thầy, cô Lê Văn A, Trần Thị B"
        return self._item("count", i, end, number=found, unit=unit, nouns=nouns, wording=wording), end

    def _given_to(self, j: int, out: list[Item]) -> int:
        """ "tặng Giấy khen cho 12 quan trắc viên": words that no list knows, behind "cho" and an award; 0 for others."""
        if len(out) < 2 or out[-1].value != "for" or not any(x.kind == "award" for x in out[:-1]):
            return 0
        end = j
        while end < len(self.t) and end - j < 4 and self.t[end].is_word and self.t[end].text.islower():
            if self.t[end].fold in self.lex.stop or self.t[end].fold in self.lex.words["unit"]["other"]:
                return 0
            end += 1
            if self.t[end - 1].fold in _PERSONAL:
                return end
        return 0

    def _unknown_noun(self, j: int) -> int:
        """ "12 máy trưởng được tặng …": where words that no list knows end before a passive; 0 for other words."""
        end = j
        while end < len(self.t) and end - j < 4:
            token = self.t[end]
            if token.fold in _PASSIVE and end > j:
                return end
            if not token.text.islower() or token.fold in self.lex.stop or self.m[end]:
                return 0
            if token.fold in self.lex.words["unit"]["other"]:
                return 0
            end += 1
        return end if j < end < len(self.t) and self.t[end].fold in _PASSIVE else 0

    def _of_whole(self, found: Number, j: int) -> int:
        """ "12 trong (tổng) số 31 đơn vị": where the noun that both numbers count begins; ``j`` without such a whole."""
        if found.value in (None, 1) or self._fold(j) != "trong" or self._fold(j + 1) not in ("số", "tổng"):
            return j
        k = j + (3 if self._fold(j + 1) == "tổng" and self._fold(j + 2) == "số" else 2)
        whole = self._number(k) if k < len(self.t) else None
        fits = whole is not None and whole.value is not None and found.value is not None and whole.value >= found.value
        return whole.end if whole is not None and fits else j

    def _each(self, i: int) -> tuple[Item, int] | None:
        """ "12 giáo viên, mỗi người (được nhận) một Bằng khen": what is said to be given to each is received by all."""
        if self._fold(i) not in ("mỗi", "từng"):
            return None
        kinds, _, j = self._nouns(i + 1)
        if not kinds:
            return None
        while j < len(self.t) and self._fold(j) in _RECEIVING:
            j += 1
        found = self._number(j)
        if found is None or found.value != 1 or found.approx != "exact":
            return None
        j = found.end
        if j + 1 < len(self.t) and not self._award_at(j) and self._fold(j) in self.lex.words["number"]["objects"]:
            j += 1
        if j >= len(self.t) or not self._award_at(j):
            return None
        return self._item("cue", i, j, "receive", words=("mỗi",)), j

    def _quoted_noun(self, j: int) -> int:
        """End of what people are called in quotes, all small: 'cho 7 "hiệp sĩ"'; 0 for none."""
        if j >= len(self.t) or self.t[j].fold != '"':
            return 0
        end = next((k for k in range(j + 1, min(j + 6, len(self.t))) if self.t[k].fold == '"'), 0)
        small = end > j + 1 and all(t.is_word and not t.is_cap for t in self.t[j + 1 : end])
        return end + 1 if small else 0

    def _tallied(self, out: list[Item], i: int, j: int) -> bool:
        """A bare number behind an award and a colon: "Lao động tiên tiến: 2.873", "Cờ thi đua của Chính phủ: 03".

        A title that only one kind gets counts by itself; other forms where nothing but awards and their numbers
        stands before, or where something is counted or praised already.
        """
        k = len(out) - 1
        if k >= 0 and out[k].value == ":":
            k -= 1
        elif k < 0 or self.text[out[k].end : self.t[i].start].strip() not in ("-", "–", "—"):
            return False
        if k >= 2 and out[k].kind == "body" and out[k - 1].value == "of":
            k -= 2  # "của Chính phủ"
        form = self.lex.awards.get(out[k].value) if out[k].kind == "award" else None
        closed = j >= len(self.t) or self.t[j].text in ";,.()"
        if not closed or form is None:
            return False
        if form.family.startswith("danh-hieu") and len(form.kinds) == 1:
            return True
        year = self.t[j - 1].text.isdigit() and 1945 <= int(self.t[j - 1].text) <= 2040
        if year:
            return False
        told = any(x.kind == "count" or x.value.startswith("praise") for x in out[:k])
        return told or all(x.kind in ("award", "count", "mark") for x in out[:k])

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

    def _tier(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "71.206 hộ … (Trung ương: 172; tỉnh: 5.940)": a tier and its number in the bracket behind a count, of the same kind."""
        opened = next((k for k in range(len(out) - 1, -1, -1) if out[k].value in ("(", ")") and out[k].kind == "mark"), -1)
        host = next((x for x in reversed(out[: max(opened, 0)]) if x.kind == "count"), None)
        if opened < 0 or out[opened].value != "(" or host is None or out[opened - 1].kind != "award":
            return None
        size = next((n for n in (3, 2, 1) if " ".join(t.fold for t in self.t[i : i + n]) in _TIERS), 0)
        j = i + size + (self._fold(i + size) == ":")
        found = self._number(j) if size else None
        if found is None or found.value is None or found.end >= len(self.t) or self.t[found.end].text not in ";,)":
            return None
        return self._item("count", i, found.end, number=found, nouns=host.nouns, wording=host.wording), found.end

    def _column(self, i: int) -> tuple[Item, int] | None:
        """ "Tập thể: 25; Cá nhân: 10", as a table row reads: the noun before its number."""
        nouns, wording, end = self._nouns(i)
        if not nouns or end + 1 >= len(self.t) or self.t[end].text != ":" or self._fold(i - 1) == "cấp":
            return None
        found = self._number(end + 1)
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
        if (stands := self._stands_alone(i)) is not None:
            return stands
        if (body := self.names.body(i)) is not None and body.kind == "head" and body.end > i + 2:
            return None  # "cho đội tuyển cử tạ"
        nouns, wording, end = self._nouns(i)
        kinds = [k for k in nouns if k not in ("open", "")]
        if kinds == ["individual"] and self._fold(end) in ("này", "nói", "trên"):
            return self._item("person", i, end, "pronoun"), end  # "cho nam tài xế này"
        if not kinds or (end < len(self.t) and (self.t[end].is_cap or self.t[end].is_number)):
            return None
        return self._item("count", i, end, number=Number(i, i, None, "indefinite"), nouns=nouns, wording=wording), end

    def _honorific(self, j: int) -> bool:
        return "honorific" in self.kinds[j]

    def _stands_alone(self, i: int) -> tuple[Item, int] | None:
        """ "cho tập thể Đồn", "tập thể giáo viên nhà trường": the unit that the text is about, called by its head."""
        if (self._fold(i), self._fold(i + 1)) != ("tập", "thể"):
            return None
        kinds, _, people = self._nouns(i + 2)
        first = people if kinds and set(kinds) <= {"individual"} else i + 2
        for n in (3, 2, 1):
            wording = " ".join(t.fold for t in self.t[first : first + n])
            end = first + n
            follows = self.t[end] if end < len(self.t) else None
            if wording in self.lex.people["body_pronoun"] and (
                follows is None or not follows.is_word or follows.fold in self.lex.stop or follows.fold == "và"
            ):
                body = Body(i, end, self._fold(first), "pronoun")
                return self._item("body", i, end, "pronoun", wording=self._words(first, end), body=body), end
        return None

    def _names_after(self, j: int) -> bool:
        """ "các đồng chí Nguyễn Văn A …": the plural introduces names, it counts nobody."""
        if (
            self._fold(j - 1) in _UNITS
            and (body := self.names.body(j)) is not None
            and body.kind in ("head", "authority")
        ):
            return any(token.is_cap for token in self.t[j + 1 : body.end])  # "các tập thể Phòng A, Phòng B"
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
        if i < len(self.t) and _COUNTED.isdisjoint(self.kinds[i]) and self.t[i].fold not in _BEFORE_NOUNS:
            return (), "", i
        kinds: list[str] = []
        j, end = i, i
        while j < len(self.t):
            if self._fold(j) == "lượt" or (j == i and self._fold(j) in _BEFORE_NOUNS and not self.m[j]):
                j += 1
                continue
            hit = next(((e, v) for e, es in self.m[j] for k, v in es if k == "noun"), None)
            if hit is None and j == i and i and self.t[i - 1].is_number:  # "102 Chủ tịch Hội Phụ nữ cấp huyện"
                hit = next(((e, "individual") for e, es in self.m[j] for k, v in es if k == "position"), None)
            if hit is None or (j > i and (body := self.names.body(j)) is not None and any(t.is_cap for t in self.t[j : body.end])):
                break
            if self._other_unit(j, hit[0]) or (j > i and any(e > hit[0] for e in self._awards_at(j))):
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

    def _awards_at(self, j: int) -> list[int]:
        """Ends of the awards that open at ``j``: in "cho 40 cá nhân và tập thể lao động tiên tiến" the second is no noun."""
        if not self._award_at(j):
            return []
        return [end for end, entries in self.m[j] if any(kind == "award" for kind, _ in entries)]

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
