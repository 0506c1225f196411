"""Names that stand in a list without a head of their own: "8 nghệ sĩ: Hạnh Thúy, …", "4 xã A, B", "các sở: Y tế, Nội vụ"."""

from __future__ import annotations

import re
from functools import cache

from extract.fold import fold
from extract.lexicon import phrases
from extract.names import Body
from extract.persons import Person
from extract.places import provinces
from extract.scan_counts import CountScanner
from extract.scanning import Item

_CODE = re.compile(r"[A-ZĐ]{1,3}\d{1,3}\b")  # the police call their departments so
_POLICE = re.compile(r"P[ACKVXH]\d{2}")
_NAMED_BY = frozenset(phrases("named-by"))  # "các xã Bình Minh, Đông Sơn": the head once, then the names
_SHARED = frozenset(phrases("shared-heads"))  # "các sở: Y tế, Nội vụ": heads of names that are fields of work
_SMALL = frozenset(phrases("small-units"))
_ON_STAGE = phrases("on-stage")
_JOINED = tuple(tuple(x.split()) for x in phrases("joined-fields"))
_GIVES_TITLE = ("hiệu", "tặng", "phong", "nhận", "thành", "đạt", "vụ")  # "danh hiệu", "truy tặng", "trở thành"
_LEADS_PEOPLE = ("cho", "tặng", "tới", "đến", "và", "cùng", "của")
_PEOPLE = ("noun", "individual")
_HEADS = frozenset(("head", "place_head"))
_NO_NAME = ("head", "place_head", "authority", "people_head", "award", "position", "rank", "noun")


@cache
def _provinces() -> frozenset[str]:
    return frozenset(fold(p.name) for p in provinces())


class ListedNames(CountScanner):
    """The names of lists that say their head once or not at all."""

    def _entitled(self, i: int, award: Item, j: int) -> tuple[Item, int] | None:
        """ "Nghệ sĩ Ưu tú Hoài Lam được …": before a name a title of honour is how somebody is called, no award given."""
        form = self.lex.awards.get(award.value)
        if form is None or form.family != "danh-hieu-vinh-du-nha-nuoc" or award.number is not None or award.grade:
            return None
        if j >= len(self.t) or not self.t[j].is_cap or self._fold(i - 1) in _GIVES_TITLE:
            return None
        end = self.names._caps(j)
        words = sum(1 for k in range(j, end) if self.t[k].is_word)
        known = any(k in _NO_NAME for _, es in self.m[j] for k, _ in es) or self.names.person(j) is not None
        if known or not 2 <= words <= 5 or (end < len(self.t) and self.t[end].is_cap):
            return None
        person = Person(i, j, end, self._words(i, j), True)
        return self._item("person", i, end, "", wording=self._words(j, end), person=person), end

    def _listed_person(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "8 nghệ sĩ …, gồm: Hạnh Thúy, Mỹ Uyên": names without a family name in a list of persons."""
        token = self.t[i]
        if not out or not (token.is_word and token.is_cap) or self.text[out[-1].end : token.start].strip():
            return None
        last = out[-1]
        opened = last.value == ":" or (last.kind == "cue" and last.value == "itemise")
        goes_on = last.value in (",", "and", ";") and len(out) > 1 and out[-2].kind == "person"
        counted = [x for x in out if x.kind == "count" or (x.kind == "award" and x.number is not None)]
        if not (opened or goes_on) or not counted:
            return None
        whole = counted[-1]
        if whole.kind == "count" and "individual" not in whole.nouns:
            return None
        if whole.kind == "award" and self.lex.awards[whole.value].kinds != ("individual",):
            return None
        begun = any(x.value == ":" or x.value == "itemise" for x in out[out.index(whole) :])
        end = self.names._caps(i)
        words = sum(1 for k in range(i, end) if self.t[k].is_word)
        closed = end >= len(self.t) or self.t[end].text in ",;.()-–" or self.t[end].fold == "và"
        known = any(k in _NO_NAME for _, es in self.m[i] for k, _ in es)
        if not begun or not 2 <= words <= 4 or not closed or known:
            return None
        person = Person(i, i, end, "", True)
        return self._item("person", i, end, "", wording=self._words(i, end), person=person), end

    def _people_of(self, i: int) -> tuple[Item, int] | None:
        """ "cho cán bộ, giáo viên, học sinh Trường A", "cho cán bộ, nhân dân xã B": the people of a body, all of them."""
        if i and (self.t[i - 1].is_number or (self.t[i - 1].is_word and self._fold(i - 1) not in _LEADS_PEOPLE)):
            return None
        j = i + 2 if (self._fold(i), self._fold(i + 1)) in (("tập", "thể"), ("toàn", "thể")) else i
        nouns = 0
        while j < len(self.t):
            end = next((e for e, es in self.m[j] if _PEOPLE in es or (e > j + 1 and any(k == "honorific" for k, _ in es))), 0)
            end = end or (j + 2 if (self._fold(j), self._fold(j + 1)) == ("nhân", "dân") else 0)
            if not end:
                break
            nouns, j = nouns + 1, end
            if j < len(self.t) and (self.t[j].text == "," or self._fold(j) == "và"):
                j += 1
        if (nouns < 2 and not self._fold(j - 1).endswith("cnv")) or j >= len(self.t) or self.t[j - 1].text == "," or self._fold(j - 1) == "và":
            return None
        body = self.names.body(j)
        unit = next((n for n in (3, 2, 1) if " ".join(t.fold for t in self.t[j : j + n]) in self.lex.people["body_pronoun"]), 0)
        if unit and (body is None or body.end <= j + unit):  # "cho cán bộ, giáo viên nhà trường": those of the unit that the text is about
            it = self._item("body", i, j + unit, "pronoun", wording=self._words(j, j + unit), body=Body(i, j + unit, self._fold(j), "pronoun"))
            return it, j + unit
        end = body.end if body is not None else 0
        if body is None and self.t[j].is_cap and self.names.person(j) is None:
            end = self.names._extend(j, j, self._fold(j))  # "tập thể CBCNV Truyền tải điện Đông Hòa": whatever its head
            end = end if end - j > 2 else 0
        if not end or not any(t.is_cap for t in self.t[j:end]):
            return None
        whole = Body(i, end, fold(self.text[self.t[i].start : self.t[j - 1].end]), "people_head")
        return self._item("body", i, end, "people_head", wording=self._words(i, end), body=whole), end

    def _small_unit(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "hai tập thể là khoa lâm học và trung tâm học liệu", "Tổ rèn được …": a unit whose name is written small."""
        end = next((e for e, es in self.m[i] if any(k == "head" for k, _ in es)), 0)
        if not end:
            return None
        j = end
        while j < min(len(self.t), end + 5) and not self.t[j].is_cap and self.t[j].fold not in self.lex.stop and (
            self.t[j].is_word or (self.t[j].is_number and j > end)
        ):
            j += 1
        if self.t[i].is_cap and i and not (j > end + 1 and self.t[j - 1].is_number and self._fold(j - 2) == "số"):
            return None  # but "cho Đội chữa cháy số 3"
        if j == end or any(_PEOPLE in es for k in range(end, j) for _, es in self.m[k]):
            return None
        closed = j == len(self.t) or self.t[j].text in ",;.()" or self._fold(j) in ("và", "cùng", "được", "có", "nhận", "đạt", "đã", "vì", "về", "do", "với", "tại", "ở", "trong", "nhân")
        if not closed:
            return None
        if i == 0 or self.t[i - 1].text == ";":
            good = self._acts(j) or (self._fold(j) == "có" and j + 1 < len(self.t) and self._award_at(j + 1))
        elif self._fold(i - 1) == "thể" and self._fold(i - 2) == "tập":
            good = True
        elif self._fold(i - 1) == "cho" and (self.t[i].is_cap or " ".join(t.fold for t in self.t[i:end]) in _SMALL):
            good = any(x.kind == "award" for x in out)
        else:
            last = out[-1] if out else None
            listed = last is not None and last.value in ("itemise", ":", ",", "and") and not self.text[last.end : self.t[i].start].strip()
            counted = next((x for x in reversed(out) if x.kind in ("count", "award", "period")), None)
            named = len(out) > 1 and out[-2].kind == "body" and out[-2].value == "head" and out[-2].wording[:1].islower()
            opened = last is not None and (last.value in ("itemise", ":") or named)
            good = listed and opened and counted is not None and counted.kind == "count" and "collective" in counted.nouns
        if not good:
            return None
        body = Body(i, j, " ".join(t.fold for t in self.t[i:end]), "head")
        return self._item("body", i, j, "head", wording=self._words(i, j), body=body), j

    def _stage_name(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "các tuyển thủ Huỳnh Lan, Tuyết Ngân và Trương Thị Mai": sports people and artists without a family name."""
        k = len(out) - 1
        if k < 1 or out[k].value not in (",", "and") or out[k - 1].kind != "person" or not (self.t[i].is_word and self.t[i].is_cap):
            return None
        if self.text[out[k].end : self.t[i].start].strip() or self.text[out[k - 1].end : out[k].start].strip():
            return None
        while k >= 0 and (out[k].kind == "person" or out[k].value in (",", "and")):
            person = out[k].person
            if person is not None and fold(person.honorific).endswith(_ON_STAGE):
                break
            k -= 1
        end = self.names._caps(i)
        words = sum(1 for j in range(i, end) if self.t[j].is_word)
        known = any(kind in _NO_NAME for _, es in self.m[i] for kind, _ in es) or " ".join(t.fold for t in self.t[i:end]) in _provinces()
        closed = end >= len(self.t) or self.t[end].text in ",;.(" or self.t[end].fold in ("và", "cùng", "được", "đã", "vừa", "nhận")
        if k < 0 or out[k].kind != "person" or known or not closed or not 2 <= words <= 3:
            return None
        return self._item("person", i, end, "", wording=self._words(i, end), person=Person(i, i, end, "", True)), end

    def _bare_name(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "4 cơ sở là Thượng Hoá, Trung Hoá": a name without a head in a list that breaks down a count."""
        if not self.t[i].is_cap:
            return None
        code = _CODE.match(self.text, self.t[i].start)
        if (
            code is not None
            and len(out) > 1
            and out[-2].kind == "body"
            and _CODE.search(out[-2].wording.split()[-1])
            and out[-1].value in (",", "and")
            and not self.text[out[-1].end : self.t[i].start].strip()
        ):  # "các phòng PC01, PC02 và PA06"
            end = next((k for k in range(i, len(self.t)) if self.t[k].end >= code.end()), i) + 1
            body = Body(i, end, self.t[i].fold, "name")
            return self._item("body", i, end, "name", wording=self._words(i, end), body=body), end
        if code is not None and (i == 0 or self.t[i - 1].text not in "(-/"):
            end = next((k for k in range(i, len(self.t)) if self.t[k].end >= code.end()), i) + 1
            if _POLICE.fullmatch(self._words(i, end).replace(" ", "")):  # "riêng PC45, …"
                body = Body(i, end, self.t[i].fold, "name")
                return self._item("body", i, end, "head", wording=self.text[self.t[i].start : self.t[end - 1].end], body=body), end
        if not (self.t[i].is_word and self.t[i].is_cap):
            return None
        end = self.names._caps(i)
        name = " ".join(t.fold for t in self.t[i:end])
        opens = (i == 0 or self.t[i - 1].text in ",;") and end < len(self.t) and self.t[end].text != ")"
        after_date = i == 0 or (self.t[i - 1].text == "," and all(x.kind in ("period", "mark") for x in out))
        if after_date and self._fold(end) == "là" and self._one_of_units(end + 1):
            if self._told_person(end + 1):
                return self._item("person", i, end, "", wording=self._words(i, end), person=Person(i, i, end, "", True)), end
            return self._item(
                "body", i, end, "name", wording=self._words(i, end), body=Body(i, end, self.t[i].fold, "name")
            ), end
        placed = bool(out) and out[-1].kind == "count" and out[-1].nouns == ("individual",) and out[-1].end == self.t[i].start - 1
        if not placed and (name in self.places or (opens and name in _provinces())) and self._acts(end):
            return self._item(
                "body", i, end, "name", wording=self._words(i, end), body=Body(i, end, self.t[i].fold, "name")
            ), end
        if name in self.aliases and (
            not i or self._acts(end) or (self.t[i].text.isupper() and self.t[i - 1].text != "(")
        ):
            kind = self.aliases[name]
            return self._item("body", i, end, kind, wording=self._words(i, end), body=Body(i, end, name, "alias")), end
        if not out:
            return None
        last = out[-1]
        opened = (last.kind == "cue" and last.value == "itemise") or (last.kind == "mark" and last.value == ":")
        headed = (
            last.kind == "count" and last.wording.split()[-1:] != [] and fold(last.wording).split()[-1] in _NAMED_BY
        )
        goes_on = (
            ((last.kind == "mark" and last.value == ",") or (last.kind == "cue" and last.value == "and"))
            and len(out) > 1
            and out[-2].kind == "body"
            and out[-2].value == "name"
        )
        if not goes_on and not headed and not (opened and len(out) > 1 and any(x.kind == "count" for x in out[-3:-1])):
            return None
        if self.text[last.end : self.t[i].start].strip():
            return None
        end = self.names._caps(i)
        single = end == i + 1 and goes_on and (end == len(self.t) or self.t[end].text in ",;." or self._fold(end) in ("và", "được", "đạt", "nhận"))
        if (not 2 <= end - i <= 5 and not single) or (
            end < len(self.t)
            and self.t[end].is_word
            and not self.t[end].is_cap
            and self.t[end].fold not in self.lex.stop
        ):
            return None
        return self._item(
            "body", i, end, "name", wording=self._words(i, end), body=Body(i, end, self.t[i].fold, "name")
        ), end

    def _acts(self, j: int) -> bool:
        """Whether a verb of receiving follows ("ông được", "anh còn lần lượt nhận"): a pronoun before it is its subject."""
        k = j
        while k < len(self.t) and k < j + 4 and self.t[k].fold in self.lex.people["adverb"]:
            k += 1
        if [t.fold for t in self.t[k : k + 3]] in (["là", "một", "trong"], ["là", "1", "trong"]):
            return True
        spans = [(p.start, p.end) for p in self.periods]
        for k in range(j, min(j + 12, len(self.t))):
            token = self.t[k]
            if token.is_number or token.text in "()" or any(s <= token.start < e for s, e in spans):
                continue  # "đơn vị 5 năm liên tục (2015 - 2019) đạt"
            if k >= j + 5 and not spans:
                return False
            if any(kind == "cue" and value in ("passive", "receive") for _, es in self.m[k] for kind, value in es):
                return True
            if self.t[k].fold not in self.lex.people["adverb"]:
                return False
        return False

    def _told_person(self, j: int) -> bool:
        """ "Hồng Sâm là ca sĩ trẻ nhất được tặng …": behind "là", a word for a person."""
        return j < len(self.t) and any(k in ("noun", "honorific") and v != "collective" for _, es in self.m[j] for k, v in es if k == "honorific" or v == "individual")

    def _one_of_units(self, j: int) -> bool:
        """ "Hòn Lam là trạm hải đảo đầu tiên của tỉnh được tặng …": a unit, and a verb of receiving before a mark."""
        if self._fold(j) in ("một", "1") and self._fold(j + 1) == "trong":
            j = next((k for k in range(j + 2, min(j + 6, len(self.t))) if self._nouns(k)[0]), j)
        if "collective" not in self._nouns(j)[0] and not self._told_person(j) and _HEADS.isdisjoint(self.kinds[j] if j < len(self.t) else ()):
            return False
        for k in range(j, min(j + 16, len(self.t))):
            if self.t[k].text in ",;:()" or self.t[k].fold in ("nơi", "có"):
                return False
            if any(kind == "cue" and value in ("passive", "receive") for _, es in self.m[k] for kind, value in es):
                return True
        return False

    def _headed_name(self, i: int, out: list[Item]) -> tuple[Item, int] | None:
        """ "Hai khoa Nhi và Dược", "các sở: Y tế, Kế hoạch và Đầu tư": fields of work behind the plural of their head."""
        if not (self.t[i].is_word and self.t[i].is_cap) or not out:
            return None
        at = len(out) - 1
        if out[at].value in (":", ",", "and", "itemise") and at and not self.text[out[at].end : self.t[i].start].strip():
            at -= 1
        before, mark = out[at], out[-1].value if at < len(out) - 1 else ""
        if self.text[before.end : (out[at + 1] if mark else self.t[i]).start].strip():
            return None
        if before.kind == "count" and mark in ("", ":", "itemise"):
            head = fold(before.wording)
        elif before.value == "name" and before.body is not None and mark in (",", "and"):
            head = before.body.head
        else:
            return None
        if head not in _SHARED:
            return None
        end = self._field(i, head)
        if end == i:
            return None
        body = Body(i, end, head, "name")
        return self._item("body", i, end, "name", wording=self._words(i, end), body=body), end

    def _field(self, i: int, head: str) -> int:
        """End of the field of work at ``i``; "và" and commas part fields, but for those the lexicon knows as one."""
        for known in _JOINED:
            if tuple(t.fold for t in self.t[i : i + len(known)]) == known:
                return i + len(known)
        end = self.names._extend(i, i, head)
        end = next((k for k in range(i, end) if self.t[k].text in ",–-" or self.t[k].fold == "và"), end)
        last = end
        while last < min(len(self.t), end + 4) and self.t[last].is_word and self.t[last].fold not in self.lex.stop:
            last += 1
        return last if last > i and (self._fold(last) == "và" or (last < len(self.t) and self.t[last].text in ",;).")) else end
