"""Names of bodies, found by their shape and the words around them.

A body's name begins with a head ("Sở", "Trường", "Công an") and runs on through capitals, administrative words and
lower-case words that lead to one, until a verb, a stop or the next name.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.lexicon import phrases
from extract.persons import Persons, entry_of

_ADMIN = {"tỉnh", "huyện", "xã", "phường", "quận", "thôn", "ấp", "bản", "làng", "buôn", "xóm", "khóm", "tp", "tx", "tt"}
_ADMIN_PAIRS = {
    ("thành", "phố"),
    ("thị", "xã"),
    ("thị", "trấn"),
    ("đặc", "khu"),
    ("khu", "phố"),
    ("khối", "phố"),
    ("tiểu", "khu"),
}
_SPANS = {("giai", "đoạn"), ("nhiệm", "kỳ"), ("thời", "kỳ")}
_HEADS_BY_RANK = ("people_head", "authority", "head", "place_head")
_HEADS = frozenset(_HEADS_BY_RANK)
# kinds of words
_STOPS = frozenset(("award", "cue"))
_OFFICES = frozenset(("position", "rank"))
_AWARD_OR_RANK = frozenset(("award", "rank"))
_TITLES = frozenset(("honorific", "rank"))
_OPENING = _HEADS | _TITLES
_NUMBERED = frozenset(phrases("numbered-heads"))
_FREE = frozenset(phrases("free-heads"))
_NO_HEADS = frozenset(phrases("no-head-behind"))
_HEAD_NOUNS = frozenset(phrases("head-nouns"))
_WHOLE = frozenset(phrases("whole-heads"))
_CAPITAL_HEADS = frozenset(phrases("capital-heads"))
_NO_FIELD = frozenset(phrases("no-second-field"))


@dataclass(frozen=True, slots=True)
class Body:
    """A named body; ``head`` is its head in the lexicon, ``place`` whether the head is a place."""

    start: int
    end: int
    head: str
    kind: str  # "head", "place_head", "people_head", "authority"; "alias" for an abbreviation that the article gives


class Names(Persons):
    """Finds names in one sentence."""

    # -- persons -----------------------------------------------------------------------------------------------

    # -- bodies ------------------------------------------------------------------------------------------------

    def body(self, i: int) -> Body | None:
        """The body named at token ``i``; a head alone in lower case ("đơn vị") is none."""
        if _HEADS.isdisjoint(self.kinds[i]):
            return None
        if tuple([t.fold for t in self.t[i : i + 2]]) in self.lex.no_heads and not any(
            end - i > 2 and entry_of(e, "head", "authority") is not None for end, e in self.m[i]
        ):
            return None  # "bộ đội", but "Bộ đội Biên phòng tỉnh A"
        for end, entries in self.m[i]:
            kind = next(
                (k for k in _HEADS_BY_RANK if entry_of(entries, k) is not None),
                None,
            )
            if kind is None:
                continue
            head = " ".join(t.fold for t in self.t[i:end])
            if end == i + 1 and not self.t[i].is_cap and not self._single(i, end, kind):
                continue
            if end == i + 1 and i and not self.t[i].is_cap and any(e > i for e, _ in self.m[i - 1]):
                continue  # "cán bộ Khoa Nhi": no "bộ"
            if head in _CAPITAL_HEADS and not self.t[i].is_cap:
                continue
            stop = self._extend(i, end, head)
            if stop == end and head in ("đội tuyển", "ban chuyên án") and not self.t[i].is_cap:
                while (
                    stop < self.n and stop < end + 4 and self.t[stop].is_word and self.t[stop].fold not in self.lex.stop
                ):
                    stop += 1
            if kind == "place_head" and stop == end:
                continue
            if kind == "head" and stop == end and not (self.t[i].is_cap and head in _WHOLE):
                continue
            if kind == "people_head" and stop == end:
                continue
            return Body(i, stop, head, kind)
        return None

    def _single(self, i: int, end: int, kind: str) -> bool:
        """A head of one lower-case syllable ("tổ", "bộ", "đội") needs a name right behind it."""
        if kind == "people_head" or self.t[i].fold in ("tỉnh", "huyện", "xã", "phường", "quận", "ubnd", "tp"):
            return True
        if i > 0 and f"{self.t[i - 1].fold} {self.t[i].fold}" in _NO_HEADS:
            return False  # "cán bộ Đoàn", "ngày hội Đại đoàn kết"
        if end < self.n and (self.t[end].is_cap or self.t[end].is_number or self._admin(end)):
            return True
        return self.t[i].fold in ("bộ", "ngành") and i > 0 and self.t[i - 1].fold in ("cấp", "của", "các")

    def _extend(self, i: int, j: int, head: str) -> int:
        """End of the name whose head is ``[i, j)``."""
        good = j
        while j < self.n:
            token = self.t[j]
            council = 0
            if token.fold in ("thi", "tđkt", "tđ"):
                council = next((e for e, es in self.m[j] if ("cue", "mask") in es), 0)
            if council:
                j = good = council
                continue
            if token.is_word and token.is_cap:
                if self._stops_at(j) or self._is_person(j) or self._dates(j):
                    break
                if not _TITLES.isdisjoint(self.kinds[j]) and any(
                    entry_of(e, "rank") is not None
                    or (entry_of(e, "honorific") is not None and token.fold in ("ông", "bà") and not self._no_name(end))
                    for end, e in self.m[j]
                ):
                    break
                j += 1
                good = j
            elif token.is_number:
                if len(token.text) == 4 and token.text[:2] in ("19", "20"):
                    break  # a year
                if (self.t[j - 1].fold == "số" and len(token.text) <= 4) or (
                    (self.t[j - 1].fold in _NUMBERED or self.t[j - 1].is_cap or self.t[j - 2].is_cap)
                    and len(token.text) <= 4
                    and not (
                        j + 1 < self.n and (self._noun(j + 1) or self.t[j + 1].fold in self.lex.words["unit"]["other"])
                    )
                ):
                    j += 1
                    good = j
                else:
                    break
            elif (
                token.text in "'’"
                and 0 < j < self.n - 1
                and self.t[j - 1].end == token.start
                and token.end == self.t[j + 1].start
                and self.t[j + 1].is_word
            ):
                j += 2  # "Ea H'leo"
                good = j
            elif (token.text in "-–&.'’/" and j + 1 < self.n and j > i and self._joins(j)) or (
                token.text == "," and self._comma_continues(j)
            ):
                j += 1
            elif token.text == "(" and j + 2 < self.n and self.t[j + 2].text == ")" and self.t[j + 1].is_cap:
                break
            elif (token.fold == "và" and j + 1 < self.n and (self._and_continues(j) or self._fights_too(i, j))) or (
                token.fold == "số" and j + 1 < self.n and self.t[j + 1].is_number
            ):
                j += 1
            elif token.fold in ("ủy", "đoàn") and self.t[j - 1].fold in (
                "huyện",
                "tỉnh",
                "thành",
                "quận",
                "thị",
                "đảng",
                "chi",
                "cấp",
            ):
                j += 1
                good = j
            elif token.is_word and not token.is_cap:
                step = self._lower(i, j, head)
                if step == 0:
                    break
                j += step
                if (
                    self._admin(j - 1)
                    or step > 1
                    or self.t[j - 2].is_cap
                    or head.split()[0] in _FREE
                    or self._fights(i, j - 1)
                ):
                    good = j
            else:
                break
        return good

    def _no_name(self, j: int) -> bool:
        """Whether the word behind "Bà" makes a place's name of it ("Bà Rịa")."""
        return j < self.n and self.t[j].fold in self.lex.people["not"]

    def _noun(self, j: int) -> bool:
        return "noun" in self.kinds[j]

    def _stops_at(self, j: int) -> bool:
        return not _STOPS.isdisjoint(self.kinds[j]) and any(
            entry_of(e, "award", "cue") is not None
            and (
                entry_of(e, "award") is not None
                or (self.t[j].fold in self.lex.stop and end - j > 1 and not self.t[j].is_cap)
            )
            for end, e in self.m[j]
        )

    def _joins(self, j: int) -> bool:
        """A dash, dot, slash or apostrophe between two parts of one name."""
        before, mark, after = self.t[j - 1], self.t[j], self.t[j + 1]
        if not after.is_word or not (after.is_cap or mark.text in "/'’"):
            return False
        heading = after.text.isupper() and f"{after.fold} {self.t[j + 2].fold if j + 2 < self.n else ''}" in _HEAD_NOUNS
        if mark.text in "-–" and (
            heading
            or self._is_person(j + 1)
            or not _OFFICES.isdisjoint(self.kinds[j + 1])
            or (self._titled(j + 1) and self.person(j + 1) is not None)
        ):  # but "Sở Lao động - Thương binh và Xã hội"
            return False
        if mark.text == ".":
            return before.end == mark.start and before.text.upper() == before.text and len(before.text) <= 3
        return mark.text in "-–" or (before.end == mark.start and mark.end == after.start) or mark.text == "&"

    def _comma_continues(self, j: int) -> bool:
        """ "Sở Văn hóa, Thể thao và Du lịch": a comma between capitalised fields closed by "và" and a capital."""
        k = j + 1
        if k < self.n and (self.t[j - 1].fold, self.t[k].fold) == ("phòng", "chống"):
            return True
        if k >= self.n or not self.t[k].is_cap or self._opens(k):
            return False
        fields = 0
        while k < self.n and fields < 8:
            token = self.t[k]
            if token.fold == "và":
                return (
                    k + 1 < self.n
                    and self.t[k + 1].is_word
                    and self.t[k + 1].is_cap
                    and not self._opens(k + 1)
                    and self.t[j - 1].is_word
                )
            if not (token.is_word or token.text == ",") or (token.is_word and token.fold in self.lex.stop):
                return False
            if token.text == "," and not (k + 1 < self.n and self.t[k + 1].is_cap):
                return False
            k += 1
            fields += 1
        return False

    def _and_continues(self, j: int) -> bool:
        after = self.t[j + 1]
        if not after.is_word or self._opens(j + 1):
            return False
        if after.is_cap:
            return not self._is_person(j + 1) and not self._titled(j + 1)
        return (
            after.fold not in _NO_FIELD
            and after.fold not in self.lex.stop
            and self.t[j - 1].fold not in self.lex.stop
            and self._leads(j + 1, 4)
        )

    def _opens(self, j: int) -> bool:
        """Whether a new body, person or office starts at ``j``."""
        if tuple([t.fold for t in self.t[j : j + 2]]) in self.lex.no_heads:
            return False
        return not _OPENING.isdisjoint(self.kinds[j])

    def _admin(self, j: int) -> bool:
        return self.t[j].fold in _ADMIN or (j > 0 and (self.t[j - 1].fold, self.t[j].fold) in _ADMIN_PAIRS)

    def _fights(self, i: int, j: int) -> bool:
        """Whether ``j`` lies behind the "Phòng, chống" of a name: what is fought is written small."""
        return any(
            self.t[k].fold == "chống" and self.t[k - 1].text == "," and self.t[k - 2].text == "Phòng"
            for k in range(i + 3, j + 1)
        )

    def _fights_too(self, i: int, j: int) -> bool:
        """ "Phòng, chống ma túy và tội phạm": a second thing that is fought."""
        after = self.t[j + 1]
        return self._fights(i, j) and after.is_word and not after.is_cap and not self._opens(j + 1)

    def _dates(self, j: int) -> bool:
        """Whether a period starts at ``j``: "Hội Nông dân Việt Nam năm 2006", "UBND TỈNH GIAI ĐOẠN 2003-2023"."""
        span = tuple(t.fold for t in self.t[j : j + 2]) in _SPANS
        k = j + 2 if span else j + 1
        if k >= self.n or not (span or self.t[j].fold in ("năm", "tháng", "quý")):
            return False
        return self.t[k].is_number or (not span and self.t[k].fold in ("thứ", "nay", "qua", "học"))

    def _lower(self, i: int, j: int, head: str) -> int:
        """How many lower-case words at ``j`` belong to the name (0: none)."""
        folds = [t.fold for t in self.t[j : j + 4]]
        if self._fights(i, j) and (folds[0] == "chống" or folds[0] not in self.lex.stop):
            return 1
        if self._dates(j):
            return 0
        for size in (4, 3, 2):
            if len(folds) >= size and tuple(folds[:size]) in self.lex.continuations:
                quantity = j + size < self.n and self.t[j + size].is_number and head.split()[0] not in ("khu", "trường", "lữ", "trung", "sư", "tiểu")
                return 0 if quantity else size  # "Đồn Biên phòng Sơn Hà quản lý 28 km"
        if (*(t.fold for t in self.t[max(0, j - 2) : j]), *folds[:2]) in self.lex.continuations:
            return 2  # "Tổ chức cán bộ" is a field of work, "cán bộ" alone are people
        if len(folds) > 1 and (folds[0], folds[1]) in _ADMIN_PAIRS:
            return 2
        if folds[0] in _ADMIN:
            return 1
        if (self.t[j - 1].fold, folds[0]) in self.lex.continuations:
            return 1
        if self.t[j - 1].is_cap and (self.t[j - 1].fold, folds[0]) in self.lex.compounds:
            return 1  # the second syllable of a word: "Công an", "Sản xuất"
        if folds[0] in self.lex.stop or "award" in self.kinds[j]:
            return 0
        if (
            self.t[j - 1].is_cap
            and not self._in_place_name(j - 1)
            and j + 1 < self.n
            and (self.t[j + 1].is_cap or self._admin(j + 1))
        ):
            return 1
        if head.split()[0] in _FREE and any(t.is_cap for t in self.t[i + 1 : j]) and not self._in_place_name(j - 1):
            return 1
        return 1 if self._leads(j, 5) else 0

    def _in_place_name(self, j: int) -> bool:
        """Whether the capital at ``j`` stands in the name of an administrative unit ("xã Tân Lộc")."""
        k = j
        while k > 0 and self.t[k].is_word and self.t[k].is_cap and not self._admin(k):
            k -= 1
        return self._admin(k)

    def _leads(self, j: int, reach: int) -> bool:
        """Whether lower-case words from ``j`` lead to a capital or an administrative word before anything ends the name."""
        for k in range(j, min(self.n, j + reach)):
            token = self.t[k]
            if not token.is_word:
                return False
            if token.is_cap:
                return _AWARD_OR_RANK.isdisjoint(self.kinds[k]) and not (k == j and self._opens(k))
            if self._admin(k):
                return True
            if token.fold in self.lex.stop and tuple(t.fold for t in self.t[k : k + 2]) not in self.lex.continuations:
                return False
            if "award" in self.kinds[k]:
                return False
        return False
