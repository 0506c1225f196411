"""Names of persons: capitalised syllables behind an honorific, a rank or an office, or that begin with a family name."""

from __future__ import annotations

from dataclasses import dataclass

from extract.fold import fold
from extract.lexicon import Entry, Lexicon, phrases
from extract.tokens import Token

_SCHOOLISH = frozenset(phrases("named-after-persons"))
_OF_UNITS = frozenset(phrases("of-units"))
_TITLES = frozenset(("honorific", "rank"))  # kinds of words
_BEFORE_NAMES = _TITLES | {"noun"}
_ON_STAGE = phrases("on-stage")
_VILLAGES = frozenset(phrases("villages"))


@dataclass(frozen=True, slots=True)
class Person:
    """A named person. ``start`` is where the honorific begins, ``name_start`` where the name does (token indices)."""

    start: int
    name_start: int
    end: int
    honorific: str
    full: bool  # a full name, not a given name alone


def entry_of(entries: list[Entry], *kinds: str) -> str | None:
    return next((value for kind, value in entries if kind in kinds), None)


class Persons:
    """Finds names of persons in one sentence.

    ``matches`` are the trie matches at each token, longest first, ``kinds`` those of their entries.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: list[Token],
        matches: list[list[tuple[int, list[Entry]]]],
        kinds: list[frozenset[str]],
        known: frozenset[str] = frozenset(),
    ) -> None:
        self.lex, self.t, self.m, self.kinds, self.known = lexicon, tokens, matches, kinds, known
        self.n = len(tokens)

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
                token.text in "'’"
                and j == i + 1
                and len(self.t[i].text) == 1
                and j + 1 < self.n
                and self.t[j + 1].is_cap
                and self.t[j + 1].start <= token.end + 1
            ):
                j += 1  # "K’ Brốp"
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
        if self.t[j].text == "Thị" and j and self.t[j - 1].fold in self.lex.people["surname"] and self.t[j - 1].is_cap:
            return False  # "Đào Thị Đoàn" is no "Thị đoàn"
        for end, entries in self.m[j]:
            for kind, value in entries:
                if kind in ("award", "rank"):
                    return True
                if kind in ("position", "authority", "head", "honorific", "place_head") and end - j >= 2:
                    return True
                if kind == "position" and value in ("nguyên", "phó", "trưởng"):
                    return not self._closes(j + 1)  # "bà Hồ Hồng Nguyên, Bí thư …"
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
        if i >= self.n or not (self.t[i].is_cap or not _BEFORE_NAMES.isdisjoint(self.kinds[i])):
            return None
        j, honorifics = i, []
        while j < self.n:
            step = 0
            for end, entries in self.m[j] if not _BEFORE_NAMES.isdisjoint(self.kinds[j]) else ():
                if entry_of(entries, "honorific", "rank") is not None or (
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
        if honorifics and j < self.n and not self.t[j].is_cap and fold(self._text(i, j)).endswith(_ON_STAGE):
            genre = next((k for k in (j + 1, j + 2) if k < self.n and self.t[k].is_word and self.t[k].is_cap), 0)
            unit = any(k in ("head", "place_head", "authority") for _, es in self.m[genre] for k, _ in es)
            if genre and not unit and all(t.is_word and not t.is_cap and t.fold not in self.lex.stop for t in self.t[j:genre]):
                j = genre  # "nghệ sĩ cải lương Tư Thanh"
        name_start = j
        if j >= self.n or not (self.t[j].is_word and self.t[j].is_cap):
            return None
        end = self._caps(j)
        if self.t[j].text.isupper() and len(self.t[j].text) > 2 and any(not t.text.isupper() for t in self.t[j + 1 : end]):
            return None  # "Công nhân PXKT Than 1": an abbreviation, no name
        if end == j + 1 and self.t[j].text.isupper() and len(self.t[j].text) > 2:
            return None  # "cán bộ CNV ngành": workers, nobody's name
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
            if length > 1 and first not in self.lex.people["surname"] and any(k == "head" for _, es in self.m[j] for k, _ in es):
                return None  # "Hiệu trưởng Trường PTDT …"
            text = " ".join(self.t[k].fold for k in range(j, end))
            unit = text in self.lex.people["body_pronoun"] or first in self.lex.people["body_pronoun"]
            if self.t[j - 1].fold in _OF_UNITS and unit and first not in self.lex.people["surname"]:
                return None  # "cán bộ, chiến sĩ Đồn", "cán bộ Phòng Cảnh sát …": those of the unit
            if self.t[i].fold in ("trưởng", "già") and first not in self.lex.people["surname"]:
                return None  # "Trưởng thôn Núi Hiểu" is an office, Núi Hiểu the village
            of_all = text in ("việt nam", "đảng", "nhà nước", "hội", "đoàn") and not self._addressed(j - 1)
            if of_all or text in self.lex.people["not"]:
                return None
            return Person(i, name_start, end, self._text(i, name_start), length >= 2)
        if " ".join(t.fold for t in self.t[j:end]) in self.lex.people["not"]:
            return None
        middle = {self.t[k].text for k in range(j + 1, end - 1)}
        if (
            self.t[j].text.isupper()
            and len(self.t[j].text) > 1
            and j
            and self.t[j - 1].is_word
            and self.t[j - 1].text.isupper()
            and not middle & {"THỊ", "VĂN"}
        ):
            return None  # "BẢNG VÀNG THÀNH TÍCH": a heading in capitals
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
        if length == 2 and not (j > 0 and self.t[j - 1].is_cap) and " ".join(t.fold for t in self.t[j:end]) in self.known:
            return Person(i, name_start, end, "", True)  # a stage name told of before
        if j and 2 <= length <= 4 and self.t[j - 1].fold in self.lex.people["title"]:
            return Person(i, name_start, end, "", True)  # "NSND Lệ Thủy"
        if self._told_of(j, end, length):
            return Person(i, name_start, end, "", True)
        if all(len(t.text) == 1 for t in self.t[j:end]):
            return None  # "Xem cỡ chữ A A"
        if self.t[j].text in ("A", "Y", "K", "H") and 2 <= length <= 4 and end - j >= 2 and not (
            j and self.t[j - 1].fold in ("giải", "loại", "hạng", "hệ", "lớp", "khối", "tổ", "khu", "nhóm", "đợt")
        ):
            if self.t[j].text in ("K", "H") and self.t[j + 1].text not in "'’":
                return None
            return Person(i, name_start, end, "", True)
        return None

    def _addressed(self, i: int) -> bool:
        """Whether the word before a name is a form of address: "chị Đoàn", but "đoàn viên Đoàn …"."""
        return self.t[i].fold in self.lex.people["pronoun"]

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
        if any(entry_of(e, "head", "place_head", "authority", "people_head") is not None for _, e in self.m[j]):
            return False
        end = self._caps(j)
        words = [t for t in self.t[j:end] if t.is_word]
        return 2 <= len(words) <= 4 and (
            words[0].fold in self.lex.people["surname"] or {t.text for t in words[1:-1]} & {"Thị", "Văn"} != set()
        )

    def _titled(self, j: int) -> bool:
        return j < self.n and not _TITLES.isdisjoint(self.kinds[j])

    def _surname_certain(self, j: int) -> bool:
        return self.t[j].fold in self.lex.people["certain"]

    def _text(self, i: int, j: int) -> str:
        return "" if j <= i else " ".join(t.text for t in self.t[i:j])

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
        if len(words) >= 3 and (words[1] in self.lex.people["middle"]):
            return True
        return len(words) in (3, 4) and words[0] in self.lex.people["common"]
