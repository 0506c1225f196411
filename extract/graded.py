"""Parts of a count by grade ("8 Huân chương (2 hạng Nhì, 6 hạng Ba)", "Hạng Nhất: ông A"), and who gave what somebody was praised with."""

from __future__ import annotations

from extract.spelling import SpeltOut
from extract.statements import Statement

# the levels at which these are given (Law 06/2022/QH15, Articles 74-75)
_LOW_FORMS = {
    "bang-khen": ("government", "ministry", "province", "department"),
    "giay-khen": ("ministry", "department", "district", "commune", "enterprise", "other"),
}


class Graded(SpeltOut):
    """Makes graded statements parts of the count that they divide, and lends an award the giver of its praise."""

    def _graded(self) -> None:
        """ "8 Huân chương (2 hạng Nhì, 6 hạng Ba)": the grades in brackets are parts of the count before."""
        objects = sorted((s for s in self.out if s.unit == "objects" and s.recipient is None), key=lambda s: s.start)
        whole: Statement | None = None
        for s in objects:
            wording = self.folded[s.start : s.end]
            counted = wording.startswith(tuple("0123456789")) and "hạng" in wording[:12]
            opened = wording.startswith("hạng") and whole is not None and (self._bracketed(whole, s) or self._adds_up(whole))
            if whole is not None and (counted or opened):
                s.part_of = whole
            else:
                whole = s

    def _bracketed(self, whole: Statement, s: Statement) -> bool:
        """ "91 Huy chương (hạng Nhất 23, hạng Nhì 30)": inside the bracket that opens right behind the whole."""
        gap = self.text[whole.end : s.start].lstrip()
        return gap.startswith("(") and ")" not in gap and s.award == whole.award and (s.count or 0) < (whole.count or 0)

    def _adds_up(self, whole: Statement) -> bool:
        """ "45 Huân chương Lao động, hạng Nhất 5, hạng Nhì 12, hạng Ba 28": the counts of its grades make the whole."""
        graded = [t.count or 0 for t in self.out if t.start > whole.end and t.award == whole.award and t.title == whole.title and t.grade]
        return not whole.grade and len(graded) > 1 and sum(graded) == whole.count

    def _of_ungraded(self, s: Statement) -> Statement | None:
        """ "… Huân chương Lao động cho 6 cán bộ. Hạng Nhất: ông A": a grade by itself opens up the total that has none."""
        opener = self.items[next((i for i, it in enumerate(self.items) if it.kind != "mark"), 0)]
        if not s.grade or not self.folded.startswith("hạng ", opener.start) or "hạng " not in self.folded[s.start : s.end]:
            return None
        told = [t for t in self.ctx.statements if t.award == s.award and t.status == s.status and not t.name]
        totals = [t for t in told[-8:] if not t.grade and (t.count or 0) > max(s.count or 1, 1) and t.part_of is None]
        return next((t for t in reversed(totals) if t.kind in (s.kind, "mixed", "")), None)

    def _praised(self, s: Statement) -> None:
        """ "Giám đốc Sở khen 4 cá nhân. Bốn cá nhân nhận Giấy khen gồm …": who commended them gives the award."""
        if s.award not in _LOW_FORMS or s.authority or s.level or s.count is None:
            return
        for t in reversed([*self.ctx.statements[-8:], *self.out]):
            if t.award in ("khen-thuong", "bieu-duong") and (t.count, t.kind, t.status) == (s.count, s.kind, s.status):
                if t.level and t.level in _LOW_FORMS[s.award]:
                    s.authority, s.level = t.authority, t.level
                return

    def _by_giver(self, s: Statement) -> Statement | None:
        """ "12 tập thể được tặng Cờ thi đua (2 Cờ của Chính phủ, 10 Cờ của UBND tỉnh)": the bracket that makes up the count."""
        if s.unit != "objects" or s.recipient is not None:
            return None
        for t in self.out:
            after = max(t.end, t.recipient.end if t.recipient is not None else 0)
            close = self.text.find(")", after)
            if t.award != s.award or t.count is None or t.unit == "objects" or not self.text[after:].lstrip().startswith("("):
                continue
            inside = [x for x in self.out if x.award == t.award and x.unit == "objects" and after < x.start < close]
            if s in inside and sum(x.count or 0 for x in inside) == t.count:
                return t
        return None
