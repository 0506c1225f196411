"""What a sentence takes from those before it: an order's kind or grade, the year of one decision."""

from __future__ import annotations

from dataclasses import replace

from extract import periods
from extract.fold import fold, plain
from extract.headline import Headline
from extract.lexicon import pattern
from extract.mentions import Item
from extract.statements import Statement

_SAME_ORDER = pattern("same-order")
_PUPIL = pattern("pupil")
_SCHOOL = pattern("school")
_MOTHER = "ba-me-viet-nam-anh-hung"


class Carried(Headline):
    """Fills what a sentence leaves out from what was stated before."""

    def _elided(self, items: list[Item]) -> None:
        """ "… được trao Huân chương Lao động. Hạng Nhì có Sở A": a grade that opens a sentence is of the award before."""
        first = next((k for k, it in enumerate(items) if it.kind != "mark"), None)
        if first is None or items[first].kind != "grade" or items[first].value == "*":
            return
        orders = (s for s in reversed(self.ctx.statements[-10:]) if s.award.startswith("huan-chuong"))
        last = next((s for s in orders if not s.grade), None)
        if last is None:
            return
        it = items[first]
        items[first] = replace(it, kind="award", value=last.award, grade=it.value, title=last.title)

    def _mothers(self, items: list[Item]) -> None:
        """ "phong tặng 8 mẹ", "657 mẹ đã khuất được truy tặng": mothers receive one title, which the article named before."""
        if any(it.kind == "award" for it in items) or _MOTHER not in {s.award for s in self.ctx.statements} | self.forms_named:
            return
        for k in range(len(items) - 1, -1, -1):
            it = items[k]
            if it.kind != "cue" or it.value != "give" or it.words[0] not in ("phong", "truy"):
                continue
            behind = items[k + 1] if k + 1 < len(items) and not self.text[it.end : items[k + 1].start].strip() else None
            told = [x for x in items[:k] if x.value != "done"]
            before = told[-2] if len(told) > 1 and told[-1].value == "passive" else None
            if any(x is not None and x.number is not None and x.number.value is not None and fold(x.wording).endswith("mẹ") for x in (behind, before)):
                items.insert(k + 1, Item("award", it.end, it.end, _MOTHER))

    def _same_order(self, items: list[Item]) -> None:
        """ "… Huân chương Lao động hạng Ba … và trao Huân chương cùng hạng cho ông A": the order named before."""
        for k, it in enumerate(items):
            if it.kind != "award" or it.value != "huan-chuong" or it.title or it.grade or not _SAME_ORDER.match(self.folded, it.end):
                continue
            orders = [(x.value, x.grade) for x in items[:k] if x.kind == "award"]
            orders = orders or [(s.award, s.grade) for s in self.ctx.statements[-6:]]
            last = next((x for x in reversed(orders) if x[0].startswith("huan-chuong-")), None)
            if last is not None:
                it.value, it.grade = last

    def _of_one_decision(self, s: Statement) -> None:
        """ "5 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen … / 7 cá nhân được Chủ tịch UBND tỉnh tặng Bằng khen …": of one year."""
        last = next((t for t in reversed(self.ctx.statements) if t.part_of is None and t.sentence != s.sentence), None)
        if s.period or last is None:
            return
        alike = (s.award, s.status, s.level, plain(s.authority)) == (last.award, last.status, last.level, plain(last.authority))
        if alike and s.count is not None and last.count is not None and s.authority and s.kind != last.kind and not periods.find(self.folded[last.end : s.start]):
            s.period = last.period
        elif s.part_of is not None and s.part_of.award == s.award:
            s.period = s.part_of.period

    def _pupils(self, s: Statement) -> bool:
        """A school's own Giấy khen or Bằng khen to its pupils is a school matter (annotation guidelines, notes)."""
        if s.award not in ("giay-khen", "bang-khen") or s.level not in ("", "other"):
            return False
        if any(t.award == s.award and t.level not in ("", "other") for t in self.ctx.statements):
            return False  # "Hai em được tặng bằng khen gồm: …" spells out what an authority gave
        near = self.folded[max(0, s.sentence[0] - 300) : s.sentence[1] + 200]
        person = s.recipient.person if s.recipient is not None else None
        pupil = _PUPIL.search(fold(s.wording)) or (person is not None and fold(person.honorific) in ("em", "cháu"))
        return bool(pupil and _SCHOOL.search(near))
