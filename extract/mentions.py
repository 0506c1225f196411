"""Mentions: what one sentence names, as a flat, ordered list of items with token spans.

Awards (with grade, proper name and a count of their own), counted recipients, persons, bodies, periods, cues and
punctuation. Nothing is decided here about who got what: that is the clause grammar's work.
"""

from __future__ import annotations

from functools import cache

from extract.fold import fold
from extract.lexicon import load, pattern, phrases
from extract.listed import ListedNames
from extract.names import Body
from extract.scanning import Item

__all__ = ["Item", "Scanner", "scan"]

# Words at which a mention may start although neither the trie nor ``Lexicon.openers`` has them: "tập thể bệnh viện",
# "trao bằng danh hiệu", "huy hiệu 50 năm", "lượt người".
_OPENERS = frozenset(phrases("opens-mention"))
_MARKS = frozenset(',;:()/"')  # those that can be or open a mention, folded
_CUE = frozenset(("cue",))
_STANDS_FOR = phrases("stands-for")
_HONOUR_GIVEN = pattern("honour-given")
_DECISIONS = frozenset(phrases("decision-signs"))


@cache
def _first_words(kind: str) -> frozenset[str]:
    """The first syllables of a list of persons: most tokens are none, and need no more looking at."""
    return frozenset(wording.split()[0] for wording in load().people[kind])


class Scanner(ListedNames):
    """Scans one sentence for its mentions."""

    def items(self) -> list[Item]:
        """The mentions in order of appearance."""
        out: list[Item] = []
        i = 0
        openers = self.lex.openers
        while i < len(self.t):
            token = self.t[i]
            item: Item | None
            if (
                token.is_cap
                or token.is_number
                or token.fold in openers
                or token.fold in _OPENERS
                or token.start in self.starts
                or self.masked
            ):
                item, i = self._at(i, out)
            elif not self.m[i]:
                if token.is_word or token.fold not in _MARKS:
                    i += 1  # half of all tokens: a plain word, at which no mention starts
                    continue
                item, i = self._at(i, out)
            elif self.kinds[i] == _CUE:  # a fifth: a small word that is a cue and nothing else
                item, i = self._cue(i)
            else:
                item, i = self._at(i, out)
            if item is not None:
                out.append(item)
        return out

    def _enumerates(self, i: int) -> bool:
        closed = i + 2 < len(self.t) and self.t[i + 2].text == ")"
        return closed and self.t[i + 1].text.isdecimal() and len(self.t[i + 1].text) <= 2

    def _at(self, i: int, out: list[Item]) -> tuple[Item | None, int]:
        token = self.t[i]
        zone = next((z for z in self.masked if z[0] <= token.start < z[1]), None) if self.masked else None
        if zone is not None:
            j = i
            while j < len(self.t) and self.t[j].start < zone[1]:
                j += 1
            return self._item("mark", i, j, "name"), j
        period = self.starts.get(token.start)
        if period is not None:
            j = i
            while j < len(self.t) and self.t[j].start < period.end:
                j += 1
            return self._item("period", i, j, period.value, period=period), j
        if token.text == "/" and self._fold(i + 1) in _DECISIONS:
            j = i + 2
            while j < len(self.t) and (self.t[j].text in "-/&" or (self.t[j].is_word and self.t[j - 1].text in "-/&")):
                j += 1
            return self._item("mark", i, j, "decision"), j
        if token.text == "(" and self._enumerates(i):
            return None, i + 3  # "(1) Sở A; (2) Sở B"
        if token.text in ",;:()":
            return self._item("mark", i, i + 1, token.text), i + 1
        longest = self.m[i]
        for end, entries in longest if "cue" in self.kinds[i] else ():
            if ("cue", "mask") in entries:
                return self._item("mark", i, end, "masked"), end
            if any(kind in ("award", "no-award", "cue") for kind, _ in entries):
                break
        award = self._award(i)
        if award is not None:
            return self._entitled(i, award[0], award[1]) or award
        if token.fold == "phần":
            honour = _HONOUR_GIVEN.match(fold(self.text[token.start : token.start + 140]))
            if honour is not None:  # "trao phần thưởng cao quý của Nhà nước cho ông A": of a form that is not said
                end = next(k for k in range(i, len(self.t)) if self.t[k].end >= token.start + honour.end(1))
                return self._item("cue", i, end + 1, "praise_khen", words=("phần", "thưởng")), end + 1
        stand = self._stands_for(i)
        if stand is not None:
            return stand
        each = self._each(i)
        if each is not None:
            return each
        stands = token.fold in self.lex.openers or token.fold == "tập"  # as pronouns do, and "tập thể bệnh viện"
        pronoun = self._pronoun(i) if stands else 0
        subject = pronoun if self._fold(i - 1) != "của" else 0  # "công ty của anh được …"
        if (
            subject
            and self._acts(i + subject)
            and not (i > 0 and self.t[i - 1].is_number and not self._dated(i))  # "15 ông", but "năm 2015 ông"
            and not any(kind == "number" for _, es in (self.m[i - 1] if i else []) for kind, _ in es)
        ):
            return self._item("person", i, i + subject, "pronoun"), i + subject
        body = self._body_pronoun(i) if stands else 0
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
        small = self._small_unit(i, out) if "head" in self.kinds[i] else None
        if small is not None:
            return small
        people = self._people_of(i) if "noun" in self.kinds[i] or self._fold(i) in ("tập", "toàn", "nhân") else None
        if people is not None:
            return people
        count = self._count(i, out)
        if count is not None:
            return count
        found = self._number(i)
        if found is not None and found.value is not None and (graded := self._grade(found.end)) is not None:
            return self._item("grade", i, graded[1], graded[0], number=found, unit="objects"), graded[1]
        graded = self._grade(i)
        if (
            graded is not None
            and graded[1] < len(self.t)
            and (behind := self._number(graded[1] + (self.t[graded[1]].text == ":"))) is not None
            and behind.value is not None
            and not self._nouns(behind.end)[0]
            and (self.t[graded[1]].text == ":" or behind.end >= len(self.t) or self.t[behind.end].text in ",;).")
        ):  # "hạng Nhất: 14, hạng Nhì: 28", "hạng Nhất 14, hạng Nhì 28"
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
        confers = self._fold(i) == "trưởng" and any(("authority", "organ") in entries for _, entries in longest)
        office = 0 if confers else self._office(i)  # "Trưởng Công an huyện" confers
        if office:
            return self._item("mark", i, office, "office"), office
        if (named := self.names.body(i)) is not None:
            return self._item(
                "body", i, named.end, named.kind, wording=self._words(i, named.end), body=named
            ), named.end
        bare = None
        if token.is_cap:
            bare = self._listed_person(i, out) or self._stage_name(i, out) or self._bare_name(i, out) or self._headed_name(i, out)
        if bare is not None:
            return bare
        for end, entries in longest:
            for kind, value in entries:
                if kind == "cue":
                    return self._item("cue", i, end, value, words=tuple(t.fold for t in self.t[i:end])), end
        return None, i + 1

    def _cue(self, i: int) -> tuple[Item, int]:
        """The cue, or what is masked as none, at a token at which nothing else begins."""
        end, entries = self.m[i][0]
        if ("cue", "mask") in entries:
            return self._item("mark", i, end, "masked"), end
        return self._item("cue", i, end, entries[0][1], words=tuple(t.fold for t in self.t[i:end])), end

    def _dated(self, i: int) -> bool:
        """Whether a period closes right before the token."""
        return any(p.end == self.t[i - 1].end for p in self.periods)

    def _stands_for(self, i: int) -> tuple[Item, int] | None:
        """ "cho thân nhân em A": who takes the award in the place of the person that follows is passed over."""
        if self._fold(i - 1) not in ("cho", "tặng", "đến", "tới"):
            return None
        for n in (3, 2):
            if " ".join(t.fold for t in self.t[i : i + n]) in _STANDS_FOR and i + n < len(self.t):
                person = self.names.person(i + n)
                if person is not None and (person.full or person.honorific):
                    return self._item("mark", i, i + n, "name"), i + n
        return None

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

    def _body_pronoun(self, i: int) -> int:
        """Length of "trường", "đơn vị", "tập thể bệnh viện" as the subject of a verb of receiving; 0 when it is none."""
        start = i + 2 if self.t[i].fold == "tập" and self._fold(i + 1) == "thể" else i
        known = self.lex.people["body_pronoun"]
        if self._fold(start) not in _first_words("body_pronoun"):
            return 0
        size = next((n for n in (3, 2, 1) if " ".join(t.fold for t in self.t[start : start + n]) in known), 0)
        if not size or (
            i > 0
            and self.t[i - 1].is_word
            and self.t[i - 1].fold not in ("và", "thì", "nên", "mà", "khi", "rằng", "nay", "qua")
        ):
            return 0  # inside a phrase it is a noun ("ngành Giáo dục huyện nhận …")
        if start + size < len(self.t) and self.t[start + size].is_number and self._fold(start + size + 1) != "năm":
            return 0  # "Trung đoàn 991 được …" is a name
        end = start + size
        owner = self._pronoun(end + 1) if self._fold(end) == "của" and end + 1 < len(self.t) else 0
        return start + size - i if self._acts(end + 1 + owner if owner else end) else 0  # "công ty (của anh) được …"

    def _pronoun(self, i: int) -> int:
        """Length in tokens of the personal pronoun at ``i``; 0 when there is none."""
        if self._fold(i) not in _first_words("pronoun"):
            return 0
        if i and self.t[i].text in ("Bác", "Người"):
            return 0  # "làm theo lời Bác": the capital stands for Hồ Chí Minh
        known = self.lex.people["pronoun"]
        size = next((n for n in (2, 1) if " ".join(t.fold for t in self.t[i : i + n]) in known), 0)
        size = min(size, len(self.t) - i)
        return size if size and not any(end > i + size and self.t[i].fold != "đồng" for end, _ in self.m[i]) else 0


def scan(
    text: str,
    start: int,
    end: int,
    masked: list[tuple[int, int]] | None = None,
    known: frozenset[str] = frozenset(),
    places: frozenset[str] = frozenset(),
    aliases: dict[str, str] | None = None,
) -> list[Item]:
    """The mentions of the sentence ``text[start:end]``.

    ``known`` are given names of persons, ``places`` names of places, that the article named in full before, ``aliases``
    the abbreviations that it gave for bodies (all folded) with the kinds of those.
    """
    return Scanner(text, start, end, masked or [], known, places, aliases or {}).items()
