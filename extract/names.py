"""Names of persons and of bodies, found by their shape and the words around them.

Vietnamese names are capitalised syllables. A person's name follows an honorific, a rank or an office, or begins with a
family name; a body's name begins with a head ("Sở", "Trường", "Công an") and runs on through capitals, administrative
words and lower-case words that lead to one, until a verb, a stop or the next name.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.lexicon import Entry, Lexicon
from extract.tokens import Token

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
_NUMBERED = {
    "số",
    "khu",
    "khối",
    "đội",
    "trung",
    "sư",
    "lữ",
    "tổ",
    "tiểu",
    "khóm",
    "phố",
    "phường",
    "ấp",
    "thôn",
    "đoàn",
    "quận",
    "bộ",
    "phần",
    "xóm",
    "vực",
    "vùng",
}
_FREE = {"đội", "phòng", "khoa", "ban", "trung", "tổ", "câu", "hội", "chi", "kíp", "nhóm", "viện", "đoàn"}
_CAPITAL_HEADS = {"thpt", "thcs", "thpt chuyên", "tiểu học", "mầm non", "ptdtnt", "th&thcs", "mẫu giáo"}
_SCHOOLISH = {
    "trường",
    "thpt",
    "thcs",
    "chuyên",
    "phường",
    "đường",
    "học",
    "mầm",
    "trung",
    "tiểu",
    "non",
    "xã",
    "huyện",
    "quận",
    "đội",
    "hội",
}


_VILLAGES = {"làng", "thôn", "bản", "ấp", "buôn", "xóm", "khóm", "đường", "phố", "cầu", "chợ"}


@dataclass(frozen=True, slots=True)
class Person:
    """A named person. ``start`` is where the honorific begins, ``name_start`` where the name does (token indices)."""

    start: int
    name_start: int
    end: int
    honorific: str
    full: bool  # a full name, not a given name alone


@dataclass(frozen=True, slots=True)
class Body:
    """A named body; ``head`` is its head in the lexicon, ``place`` whether the head is a place."""

    start: int
    end: int
    head: str
    kind: str  # "head", "place_head", "people_head", "authority"


def _entry(entries: list[Entry], *kinds: str) -> str | None:
    return next((value for kind, value in entries if kind in kinds), None)


class Names:
    """Finds names in one sentence. ``matches`` are the trie matches at each token, longest first."""

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: list[Token],
        matches: list[list[tuple[int, list[Entry]]]],
        known: frozenset[str] = frozenset(),
    ) -> None:
        self.lex, self.t, self.m, self.known = lexicon, tokens, matches, known
        self.n = len(tokens)

    # -- persons -----------------------------------------------------------------------------------------------

    def _caps(self, i: int) -> int:
        """End of the run of capitalised syllables that could be a personal name."""
        j = i
        while j < self.n:
            token = self.t[j]
            if token.is_word and token.is_cap:
                middle = j > i + 1 and self.t[j - 1].text in ("Văn", "Thị")  # "Trịnh Văn Tại": any word may be a name
                given = j == i + 2 and not self.m[j] and self._closes(j + 1)
                if j > i and self._breaks(j) and not ((middle or given) and not self.m[j]):
                    break
                j += 1
                if (
                    j + 1 < self.n
                    and self.t[j].text == "-"
                    and self.t[j + 1].is_word
                    and not self.t[j + 1].is_cap
                    and token.end == self.t[j].start
                    and self.t[j].end == self.t[j + 1].start
                ):
                    j += 2  # saints' names: "Phê-rô Nguyễn Văn Viên"
            elif (
                token.text in "'’-"
                and j > i
                and j + 1 < self.n
                and self.t[j + 1].is_word
                and token.end == self.t[j + 1].start
                and self.t[j - 1].end == token.start
            ):
                j += 1 if self.t[j + 1].is_cap else 2  # "Bh'riu"
            elif (
                j > i
                and token.fold in self.lex.people["inner"]
                and token.is_word
                and j + 1 < self.n
                and self.t[j + 1].is_cap
                and (token.fold == "thị" or (token.fold == "nữ" and self.t[i].fold == "thích"))
            ):
                j += 1
            else:
                break
        while j > i and not self.t[j - 1].is_word:
            j -= 1
        return j

    def _closes(self, j: int) -> bool:
        """Whether a name may end before ``j``: so "Trịnh Tuấn Sinh," has three syllables although "sinh" is a verb."""
        return j < self.n and self.t[j].text in ",;)(-–"

    def _breaks(self, j: int) -> bool:
        """Whether a capital at ``j`` opens something else: an office, a rank, a body, an award."""
        for end, entries in self.m[j]:
            for kind, value in entries:
                if kind in ("award", "rank"):
                    return True
                if kind in ("position", "authority", "head", "honorific", "place_head") and end - j >= 2:
                    return True
                if kind == "position" and value in ("nguyên", "phó", "trưởng"):
                    return True
        if self.t[j].fold == "sinh":  # a name as well as "born"
            after = self.t[j + 1].fold if j + 1 < self.n else ""
            return after in ("năm", "ngày", "ra", "tại", "ở", "trưởng", "sống", "quán") or after[:1].isdigit()
        return self.t[j].fold in (
            "là",
            "và",
            "được",
            "đã",
            "cho",
            "ảnh",
            "theo",
            "trong",
            "tại",
            "hiện",
            "với",
            "sau",
        )

    def person(self, i: int) -> Person | None:
        """The person named at token ``i``, with or without honorifics, ranks and offices before the name."""
        j, honorifics = i, []
        while j < self.n:
            step = 0
            for end, entries in self.m[j]:
                if _entry(entries, "honorific", "rank") is not None or (
                    ("noun", "individual") in entries and end < self.n and self.t[end].is_cap and self._named_next(end)
                ):
                    step = end - j
                    break
            if not step:
                break
            honorifics.append(self.t[j].start)
            j += step
            while (
                j < self.n
                and self.t[j].text in ".,/"
                and j + 1 < self.n
                and self.t[j + 1].is_cap
                and self.t[j].text != ","
            ):
                j += 1
            if (
                j < self.n
                and self.t[j].text == ","
                and self._titled(j + 1)
                and self.t[j - 1].fold not in ("ông", "bà", "anh", "chị", "em", "cô", "thầy", "cụ", "chí")
            ):
                j += 1
        name_start = j
        if j >= self.n or not (self.t[j].is_word and self.t[j].is_cap):
            return None
        end = self._caps(j)
        length = sum(1 for k in range(j, end) if self.t[k].is_word)
        first = self.t[j].fold
        if (self._breaks(j) and not honorifics) or (first, self.t[j + 1].fold if j + 1 < self.n else "") == (
            "danh",
            "sách",
        ):
            return None
        if honorifics:
            if self._breaks(j) and first not in self.lex.people["surname"]:
                return None
            if length > 5 or length == 0:
                return None
            text = " ".join(self.t[k].fold for k in range(j, end))
            if self.t[i].fold in ("trưởng", "già") and first not in self.lex.people["surname"]:
                return None  # "Trưởng thôn Núi Hiểu" is an office, Núi Hiểu the village
            if text in ("việt nam", "đảng", "nhà nước", "hội", "đoàn") or text in self.lex.people["not"]:
                return None
            return Person(i, name_start, end, self._text(i, name_start), length >= 2)
        if " ".join(t.fold for t in self.t[j:end]) in self.lex.people["not"]:
            return None
        middle = {self.t[k].text for k in range(j + 1, end - 1)}
        if (
            3 <= length <= 5
            and middle & {"Thị", "Văn"}
            and not any(kind in ("head", "authority") for _, es in self.m[j] for kind, _ in es)
        ):
            return Person(i, name_start, end, "", True)
        if self.t[j].text == "Thị" and 2 <= length <= 3 and not self.m[j]:
            return Person(i, name_start, end, "", True)  # Khmer and Xtiêng women have no family name: "Thị Brang"
        if first in self.lex.people["surname"] and 2 <= length <= 5 and self.t[j].text not in ("A", "Y", "K", "H"):
            if length == 2 and not self._surname_certain(j) and not (j == 0 and end == self.n):
                return None
            return Person(i, name_start, end, "", True)
        if length == 1 and first in self.known and not (j > 0 and self.t[j - 1].is_cap):
            return Person(i, name_start, end, "", False)
        if j and 2 <= length <= 4 and self.t[j - 1].fold in self.lex.people["title"]:
            return Person(i, name_start, end, "", True)  # "NSND Lệ Thủy"
        if self._told_of(j, end, length):
            return Person(i, name_start, end, "", True)
        if self.t[j].text in ("A", "Y", "K", "H") and 2 <= length <= 4 and end - j >= 2:
            if self.t[j].text in ("K", "H") and self.t[j + 1].text not in "'’":
                return None
            return Person(i, name_start, end, "", True)
        return None

    def _told_of(self, j: int, end: int, length: int) -> bool:
        """ "Viktor Gorbatko, người được Việt Nam tặng …": capitals that a clause about a person explains."""
        told = [t.fold for t in self.t[end : end + 3]]
        return (
            2 <= length <= 4
            and (j == 0 or not self.t[j - 1].is_cap)
            and not any(k in ("head", "place_head", "authority", "award") for _, es in self.m[j] for k, _ in es)
            and told[:2] == [",", "người"]
            and told[2:] != []
            and (told[2] in ("được", "từng", "đã", "vừa", "nhận", "đạt"))
        )

    def _named_next(self, j: int) -> bool:
        """Whether a personal name of two to four syllables follows a word for a person ("đoàn viên Thổ Văn Hải")."""
        if any(_entry(e, "head", "place_head", "authority", "people_head") is not None for _, e in self.m[j]):
            return False
        end = self._caps(j)
        words = [t for t in self.t[j:end] if t.is_word]
        return 2 <= len(words) <= 4 and (
            words[0].fold in self.lex.people["surname"] or {t.text for t in words[1:-1]} & {"Thị", "Văn"} != set()
        )

    def _titled(self, j: int) -> bool:
        return j < self.n and any(_entry(entries, "honorific", "rank") for _, entries in self.m[j])

    def _surname_certain(self, j: int) -> bool:
        return self.t[j].fold in self.lex.people["certain"]

    def _text(self, i: int, j: int) -> str:
        return "" if j <= i else " ".join(t.text for t in self.t[i:j])

    # -- bodies ------------------------------------------------------------------------------------------------

    def body(self, i: int) -> Body | None:
        """The body named at token ``i``; a head alone in lower case ("đơn vị") is none."""
        if tuple(t.fold for t in self.t[i : i + 2]) in self.lex.no_heads:
            return None
        for end, entries in self.m[i]:
            kind = next(
                (k for k in ("people_head", "authority", "head", "place_head") if _entry(entries, k) is not None), None
            )
            if kind is None:
                continue
            head = " ".join(t.fold for t in self.t[i:end])
            if end == i + 1 and not self.t[i].is_cap and not self._single(i, end, kind):
                continue
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
            if kind == "head" and stop == end and not (self.t[i].is_cap and head in ("công an",)):
                continue
            if kind == "people_head" and stop == end:
                continue
            return Body(i, stop, head, kind)
        return None

    def _single(self, i: int, end: int, kind: str) -> bool:
        """A head of one lower-case syllable ("tổ", "bộ", "đội") needs a name right behind it."""
        if kind == "people_head" or self.t[i].fold in ("tỉnh", "huyện", "xã", "phường", "quận", "ubnd", "tp"):
            return True
        if end < self.n and (self.t[end].is_cap or self.t[end].is_number or self._admin(end)):
            return True
        return self.t[i].fold in ("bộ", "ngành") and i > 0 and self.t[i - 1].fold in ("cấp", "của", "các")

    def _is_person(self, j: int) -> bool:
        """Whether a full personal name starts at ``j`` inside a body ("Chủ tịch UBND tỉnh Kim Văn Nhân")."""
        if self.t[j].fold not in self.lex.people["surname"] or self.t[j - 1].fold in _SCHOOLISH:
            return False
        if self.t[j - 1].fold in _VILLAGES and (j < 2 or self.t[j - 2].fold not in ("trưởng", "phó", "già")):
            return False  # "làng Hà Văn Trên", but "Trưởng thôn Hà Văn Trên"
        end = self._caps(j)
        words = [self.t[k].fold for k in range(j, end) if self.t[k].is_word]
        if " ".join(words) in self.lex.people["not"]:
            return False  # "TP. Hồ Chí Minh"
        if len(words) >= 3 and (
            words[1]
            in (
                "thị",
                "văn",
                "hữu",
                "đức",
                "xuân",
                "quang",
                "minh",
                "ngọc",
                "thanh",
                "công",
                "quốc",
                "đình",
                "trọng",
                "hoàng",
                "anh",
                "kim",
                "bá",
                "duy",
                "thế",
                "viết",
                "tiến",
                "mạnh",
                "hồng",
            )
        ):
            return True
        return len(words) in (3, 4) and words[0] in (
            "nguyễn",
            "trần",
            "lê",
            "phạm",
            "huỳnh",
            "đặng",
            "bùi",
            "đỗ",
            "vũ",
            "võ",
            "hoàng",
            "phan",
            "ngô",
            "dương",
            "trịnh",
            "đinh",
            "hồ",
            "lý",
            "trương",
            "mai",
            "đoàn",
            "đào",
        )

    def _extend(self, i: int, j: int, head: str) -> int:
        """End of the name whose head is ``[i, j)``."""
        good = j
        while j < self.n:
            token = self.t[j]
            council = next(
                (e for e, es in self.m[j] if ("cue", "mask") in es and token.fold in ("thi", "tđkt", "tđ")), 0
            )
            if council:
                j = good = council
                continue
            if token.is_word and token.is_cap:
                if self._stops_at(j) or self._is_person(j):
                    break
                if any(
                    _entry(e, "rank") is not None
                    or (_entry(e, "honorific") is not None and token.fold in ("ông", "bà"))
                    for _, e in self.m[j]
                ):
                    break
                j += 1
                good = j
            elif token.is_number:
                if (self.t[j - 1].fold == "số" and len(token.text) <= 4) or (
                    (self.t[j - 1].fold in _NUMBERED or self.t[j - 1].is_cap or self.t[j - 2].is_cap)
                    and len(token.text) <= 4
                    and not (
                        j + 1 < self.n
                        and (self._noun(j + 1) or self.t[j + 1].fold in self.lex.words["unit"]["other"])
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
            elif (
                token.fold == "và" and j + 1 < self.n and (self._and_continues(j) or self._fights_too(i, j))
            ) or (
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

    def _noun(self, j: int) -> bool:
        return any(_entry(e, "noun") is not None for _, e in self.m[j])

    def _stops_at(self, j: int) -> bool:
        return any(
            _entry(e, "award", "cue") is not None
            and (
                _entry(e, "award") is not None
                or (self.t[j].fold in self.lex.stop and end - j > 1 and not self.t[j].is_cap)
            )
            for end, e in self.m[j]
        )

    def _joins(self, j: int) -> bool:
        """A dash, dot, slash or apostrophe between two parts of one name."""
        before, mark, after = self.t[j - 1], self.t[j], self.t[j + 1]
        if not after.is_word or not (after.is_cap or mark.text in "/'’"):
            return False
        if mark.text in "-–" and (
            self._is_person(j + 1)
            or any(_entry(e, "position", "rank") for _, e in self.m[j + 1])
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
        following = {
            "các",
            "cán",
            "nhân",
            "xã",
            "huyện",
            "tỉnh",
            "những",
            "có",
            "được",
            "cá",
            "tập",
            "hộ",
            "một",
            "hai",
            "ba",
        }
        return (
            after.fold not in following
            and after.fold not in self.lex.stop
            and self.t[j - 1].fold not in self.lex.stop
            and self._leads(j + 1, 4)
        )

    def _opens(self, j: int) -> bool:
        """Whether a new body, person or office starts at ``j``."""
        if tuple(t.fold for t in self.t[j : j + 2]) in self.lex.no_heads:
            return False
        for _, entries in self.m[j]:
            if _entry(entries, "head", "place_head", "authority", "people_head", "honorific", "rank") is not None:
                return True
        return False

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

    def _lower(self, i: int, j: int, head: str) -> int:
        """How many lower-case words at ``j`` belong to the name (0: none)."""
        folds = [t.fold for t in self.t[j : j + 4]]
        if self._fights(i, j) and (folds[0] == "chống" or folds[0] not in self.lex.stop):
            return 1
        if folds[0] in ("năm", "tháng", "quý") and j + 1 < self.n and self.t[j + 1].is_number:
            return 0  # "Hội Nông dân Việt Nam năm 2006"
        for size in (4, 3, 2):
            if len(folds) >= size and tuple(folds[:size]) in self.lex.continuations:
                quantity = j + size < self.n and self.t[j + size].is_number and head.split()[0] not in ("khu", "trường")
                return 0 if quantity else size  # "Đồn Biên phòng Sơn Hà quản lý 28 km"
        if len(folds) > 1 and (folds[0], folds[1]) in _ADMIN_PAIRS:
            return 2
        if folds[0] in _ADMIN:
            return 1
        if (self.t[j - 1].fold, folds[0]) in self.lex.continuations:
            return 1
        if folds[0] in self.lex.stop or any(_entry(e, "award") is not None for _, e in self.m[j]):
            return 0
        if self.t[j - 1].is_cap and (self.t[j - 1].fold, folds[0]) in self.lex.compounds:
            return 1  # the second syllable of a word: "Công an", "Tư pháp"
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
                return not any(_entry(e, "award", "rank") is not None for _, e in self.m[k]) and not (
                    k == j and self._opens(k)
                )
            if self._admin(k):
                return True
            if token.fold in self.lex.stop and tuple(t.fold for t in self.t[k : k + 2]) not in self.lex.continuations:
                return False
            if any(_entry(e, "award") is not None for _, e in self.m[k]):
                return False
        return False
