"""Objects that are counted: "17 Huân chương (2 hạng Nhất, 15 hạng Ba) cho cán bộ": whose they are, what is part of what."""

from __future__ import annotations

from extract.lexicon import load
from extract.mentions import Item
from extract.standing import without_brackets
from extract.statements import Statement
from extract.subjects import Subjects


class Objects(Subjects):
    """Reads counts of certificates, medals and orders."""

    def _grades_in_brackets(self) -> None:
        """ "91 Huy chương (hạng Nhất 23, hạng Nhì 30)": grades with their numbers are parts of the objects before the bracket."""
        for s in self.out:
            if s.unit == "objects" and s.grade and s.count is not None and s.part_of is None:
                for whole in self.out:
                    gap = self.folded[whole.start : s.end]
                    inside = whole.start <= s.start and gap.count("(") > gap.count(")")
                    if inside and whole.award == s.award and not whole.grade and whole.unit == "objects" and s.count < (whole.count or 0):
                        s.part_of = whole
            elif s.count is not None and s.part_of is None and s.recipient is not None and not s.name:
                for whole in self.out:
                    gap = self.folded[whole.end : s.recipient.start]
                    if (
                        whole.award == s.award
                        and not whole.name
                        and whole.kind in (s.kind, "mixed")
                        and gap.count("(") > gap.count(")")
                        and s.count < (whole.count or 0)
                    ):
                        s.part_of = whole  # "71.206 hộ … (Trung ương: 172; tỉnh: 5.940)"
            if s.part_of is not None and s.unit == s.part_of.unit == "objects" and s.part_of.kind != "mixed":
                s.kind = s.kind or s.part_of.kind

    def _spread_kind(self, own: Statement) -> None:
        """ "17 Huân chương (2 hạng Nhất, 15 hạng Ba) cho cán bộ": the recipients behind are those of all the objects."""
        before = [
            e.items[-1]
            for e in self.parse.lone_awards
            if e.items[-1].number is not None and e.items[-1].start < own.start
        ]
        if not before or not own.kind:
            return
        between = [it for it in self.items if before[0].end <= it.start < own.start]
        opened = [k for k, it in enumerate(between) if it.value == "("]
        if opened and all(it.value != ")" for it in between[opened[-1] :]):
            between = between[: opened[-1]]
        plain = without_brackets(between)
        joined = all(it.kind in ("award", "grade") or it.value in (",", "and") for it in plain)
        self._kind_of_objects |= {
            id(it): own.kind for it in before if joined or load().awards.get(it.value) is load().awards.get(own.award)
        }  # "11 Huân chương (2 hạng Nhì, …), 26 Huy chương và 91 Huy chương cho quân nhân": of those before too

    def _by_grade(self, award: Item) -> Statement | None:
        """ "75 quân nhân được tặng Huy chương (hạng Nhất 14, hạng Nhì 28)": the total whose recipients the grades divide."""
        if not award.grade or award.number is None or self.folded[award.start : award.end].find("hạng") < 0:
            return None
        for s in reversed(self.out):
            if s.award != award.value or s.grade or s.count is None or s.unit == "objects" or s.part_of is not None:
                continue
            gap = self.folded[max(s.end, s.recipient.end if s.recipient is not None else 0) : award.start]
            opens = ("(" in gap and ")" not in gap) or "trong đó" in gap or "gồm" in gap
            return s if opens and ";" not in gap and (award.number.value or 0) < s.count else None
        return None
