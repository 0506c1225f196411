"""Totals and parts: "trong đó", "gồm", lists under a header, shares, members and table rows."""

from __future__ import annotations

import itertools
import re

from extract.elements import Element
from extract.fold import plain
from extract.graded import Graded
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.statements import Statement

_ONE_OF = frozenset(phrases("one-of"))
_BREAKS_DOWN = phrases("breaks-down")
_SPELT_OUT = pattern("spelt-out")


class BrokenDown(Graded):
    """Makes statements and says what is part of what."""

    def _shares(self) -> None:
        """ "289 cá nhân trong tổng số 468 cá nhân được khen thưởng": the first count is a part of the second."""
        counts = [
            it for it in self.items if it.kind == "count" and it.number is not None and it.number.value is not None
        ]
        for a, b in itertools.pairwise(counts):
            gap = self.folded[a.end : b.start].strip()
            if not gap.endswith(("trong tổng số", "trong số", "trên tổng số", "/")) or len(gap) > 30:
                continue
            whole = next(
                (
                    s
                    for s in reversed([*self.ctx.statements, *self.out])
                    if s.recipient is not b
                    and b.number is not None
                    and s.count == b.number.value
                    and s.kind in (self._kinds(b) or [""])
                ),
                None,
            )
            if whole is None:
                continue
            self.out = [s for s in self.out if s.recipient is not a and s.recipient is not b]
            part = self._part(whole, a)
            part.end = b.end
            self.out.append(part)

    def _members(self) -> None:
        """ "Ông A là một trong 15 thuyền trưởng được tặng …": the person is one of the counted."""
        for b in self.items:
            if b.kind == "mark" and self.folded[b.start : b.end] in _ONE_OF:
                a = next(
                    (
                        x
                        for x in reversed(self.items[: self.index[id(b)]])
                        if x.kind == "person"
                        or (x.kind == "body" and self.parse.roles.get(self._pos(x)) == "free")
                        or (x.kind == "mark" and x.value == ";")
                    ),
                    None,
                )
                if a is None or a.kind == "mark":
                    continue
                member = self._resolved(a)
                if member is None:
                    continue
                count = next(
                    (x for x in self.items[self.index[id(b)] : self.index[id(b)] + 4] if x.kind == "count"), None
                )
                own = [s for s in self.out if count is not None and s.recipient is count]
                whole = self._told_before(count) or next(iter(own), None)
                if whole is not None:
                    self.out = [s for s in self.out if s not in own or s is whole]
                    part = self._part(whole, member)
                    if whole.count is None and whole in self.out:  # "là một trong những công dân được tặng …"
                        part.part_of = None
                        self.out.remove(whole)
                    self.out.append(part)

    def _told_before(self, count: Item | None) -> Statement | None:
        """The total of an earlier sentence that "một trong 28 tập thể" repeats."""
        if count is None or count.number is None or count.number.value is None:
            return None
        kinds = self._kinds(count) or [""]
        return next(
            (
                s
                for s in reversed(self.ctx.statements)
                if s.count == count.number.value and s.kind in (kinds[0], "mixed")
            ),
            None,
        )

    def _colon_names(self) -> None:
        """ "4 nghệ nhân được truy tặng đợt này: A, B, C, D": as many names behind the colon as were counted before it."""
        for a, b in itertools.pairwise(list(self.parse.lone_recipients)):
            number = a.items[-1].number
            between = [x for x in self.items if a.items[-1].end <= x.start < b.items[0].start]
            if (
                number is not None
                and not a.names
                and b.items[0].kind != "count"
                and between
                and between[-1].value == ":"
                and all(x.kind in ("cue", "period", "mark") for x in between)
                and number.value == len(self._listed(b.items))
            ):
                a.names = b.items
                self.parse.lone_recipients.remove(b)

    def _among_untold(self) -> None:
        """ "… cho các sĩ quan, trong đó có Đại tá A và bà B": some by name of a number that is not said."""
        whole = self.out[-1] if self.out else None
        if whole is None or whole.name or whole.approx != "indefinite":
            return
        for element in self.parse.lone_recipients:
            if element.items[0].kind != "count" and element.items[0].start > whole.start and (
                self._those_are(element.first) or (element.first and self.items[element.first - 1].value == "part")
            ):
                for name in self._listed(element.items):
                    s = self._part(whole, name)
                    s.part_of = None
                    self.out.append(s)

    def _lone_recipients(self) -> None:
        """Counts without an award that break down or name the members of a total stated before."""
        earlier = [
            s for s in (self.out or self.ctx.statements[-12:]) if s.recipient is not None and s.count is not None
        ]
        if not earlier:
            self._among_untold()
            return
        self._colon_names()
        for element in self.parse.lone_recipients:
            first = element.items[0]
            if first.kind != "count" and self.out:
                before = self.items[element.first - 1] if element.first > 0 else None
                behind = self.items[element.last + 1] if element.last + 1 < len(self.items) else None
                has = behind is not None and behind.kind == "cue" and behind.value in ("and", "have")
                told = before is not None and before.kind == "cue" and before.value == "part"
                tail = re.split(r"[,;.(]", self.text[first.end : self.span[1]], maxsplit=1)[0]
                told = told and not (";" in self.text[self.out[-1].end : first.start] and len(tail.split()) > 3)
                if (told or self._those_are(element.first)) and not has:
                    for name in self._listed(element.items):
                        kind = self._kinds(name)[0]
                        totals = [s for s in self.out if s.count is not None and s.kind == kind] or self.out[-1:]
                        self.out.append(self._part(totals[-1], name))
                continue
            if first.kind != "count" or first.number is None or first.number.value is None:
                continue
            if element.names:
                kinds = self._kinds(first)
                same = next(
                    (
                        s
                        for s in reversed(earlier)
                        if s.count == first.number.value and (not kinds or s.kind in (kinds[0], "", "mixed"))
                    ),
                    None,
                )
                if same is not None and not same.name:
                    for name in self._listed(element.names):
                        self.out.append(self._part(same, name))
                    continue
            cue_before = [it.value for it in self.items[: element.first] if it.kind == "cue"]
            opened = self.lead.startswith(_BREAKS_DOWN) or (
                bool(self.out) and ("part" in cue_before or "rest" in cue_before)
            )
            if self.out and self._apart(element):
                continue
            if not opened and not (self.out and self._spelt_out(element)):
                continue
            total = self._total(element.first, earlier)
            if total is None or self._blocked(element.first, element.last):
                continue
            for r in element.items:
                if (
                    r.number is not None
                    and r.number.value is not None
                    and (total.count is None or r.number.value <= total.count)
                ):
                    part = self._part(total, r)
                    self.out.append(part)
                    for name in self._listed(element.names):
                        self.out.append(self._part(part, name))

    def _spelt_out(self, e: Element) -> bool:
        """ "khen thưởng 712 trường hợp, gồm: 215 tập thể, 470 cá nhân, 27 hộ": counts that add up to the one before."""
        before = self.items[e.first - 1] if e.first else None
        total = next((s for s in reversed(self.out) if s.part_of is None), None)
        if before is None or total is None or total.count is None or total.unit == "objects":
            return False
        listed = before.value == ":" or (before.kind == "cue" and before.words[:1] in (("gồm",), ("bao",), ("cụ",)))
        counts = [r.number.value or 0 for r in e.items if r.number is not None]
        return (
            listed
            and total.end <= e.items[0].start
            and (sum(counts) == total.count or (len(counts) > 1 and sum(counts) < total.count))
        )

    def _apart(self, e: Element) -> bool:
        """ "…; riêng năm 2020 có 9 tập thể": a part of the like count before, with a period of its own."""
        at = next((i for i in range(e.first - 1, -1, -1) if self.items[i].kind == "cue"), -1)
        led = [x for x in self.items[: e.first] if x.kind == "cue" and x.value == "share"]
        if at < 0 or not led or len(e.items) == 0:
            return False
        between = self.items[self._pos(led[-1]) + 1 : e.first]
        period = next((self.periods.get(self._pos(x), "") for x in between if x.kind == "period"), "")
        if not period or any(x.kind not in ("period", "mark") and x.value != "have" for x in between):
            return False
        told = False
        for r in e.items:
            kinds = self._kinds(r)
            like = [s for s in self.out if s.part_of is None and kinds and s.kind == kinds[0] and s.count is not None]
            if like and r.number is not None and (r.number.value or 0) < (like[-1].count or 0):
                part = self._part(like[-1], r)
                part.period = period
                self.out.append(part)
                told = True
        return told

    def _blocked(self, first: int, last: int) -> bool:
        after = list(self.items[last + 1 : last + 3])
        return any(it.kind == "cue" and it.value in ("future",) for it in after)

    def _total(self, first: int, earlier: list[Statement]) -> Statement | None:
        return next((s for s in reversed(earlier) if s.part_of is None), earlier[-1] if earlier else None)

    def _itemised(self, r: Item) -> bool:
        """Whether "gồm" or a bracket opens the count, so that it breaks down the one before."""
        at = self._pos(r)
        before = self.items[at - 1] if at else None
        return before is not None and (
            (before.kind == "cue" and before.value in ("itemise", "part"))
            or (before.kind == "mark" and before.value in "(:")
        )

    def _place(self, s: Statement) -> int:
        """Where the sentence names the recipient, else where it names the award."""
        here = s.recipient is not None and self.span[0] <= s.recipient.start < self.span[1]
        return s.recipient.start if here and s.recipient is not None else s.start

    def _parts(self) -> None:
        self._graded()
        cut = next(
            (
                it
                for it in self.items
                if it.kind == "cue" and (it.value == "part" or it.words in (("gồm",), ("bao", "gồm"), ("gồm", "có")))
            ),
            None,
        )
        specific = self.lead.startswith(("cụ thể", "chia theo", "tính theo"))
        counted = [s for s in self.ctx.statements if s.count is not None or s.approx == "order"]
        for s in self.out:
            if s.part_of is not None:
                continue
            if cut is not None and ";" in self.text[cut.end : s.start] and not self._praise_total(cut):
                continue
            if cut is not None and cut.value == "itemise" and not self._itemises(cut, s):
                continue
            if cut is not None and self._place(s) >= cut.start:
                before = [t for t in self.out if t is not s and self._place(t) < cut.start]
                same = [t for t in before if t.kind in (s.kind, "mixed", "")]
                own = [x for x in self.items if x.kind == "count" and x.end <= cut.start and x.number is not None and x.number.value]
                total = (same or before)[0] if before else None if own else self._previous_total(s, counted)
                if total is not None:
                    s.part_of = total
                    if not s.period and total.period:
                        s.period = total.period
            elif (whole := self._headed(s) or self._opened(s) or self._by_giver(s)) is not None:
                s.part_of = whole
            elif self._of_those(s):
                s.part_of = self.out[0]
            elif (whole := self._of_ungraded(s)) is not None:
                s.part_of = whole
            elif self.lead.startswith(("riêng", "tính riêng", "chỉ riêng")) and s.count is not None:
                s.part_of = next(
                    (
                        t
                        for t in reversed(counted)
                        if t.award == s.award
                        and t.kind == s.kind
                        and (t.authority or t.level == "state")
                        and (plain(t.authority), t.level) == (plain(s.authority), s.level)
                        and t.count is not None
                        and t.count > (s.count or 0)
                        and t not in self.out
                    ),
                    None,
                )
            elif specific and s.recipient is not None:
                total = self._previous_total(s, counted)
                if total is not None:
                    s.part_of = total

    def _of_those(self, s: Statement) -> bool:
        """ "Trong số 256 cá nhân được khen có 112 nông dân": the sentence opens with the whole."""
        first = self.out[0]
        opens = re.match(r"trong (?:tổng )?số (?:gần |hơn |trên )?\d", self.lead) is not None
        return (
            opens
            and s is not first
            and first.award == s.award
            and (s.count is not None or bool(s.name))
            and (first.count or 0) > (s.count or 0)
        )

    def _itemises(self, cut: Item, s: Statement) -> bool:
        """Whether "gồm" breaks down a count of this sentence, and the statement stands inside what it opens."""
        counted = any(
            t.recipient is not None and t.recipient.start < cut.start and t.count is not None for t in self.out
        )
        before = self.items[self.index[id(cut)] - 1] if self.index[id(cut)] else None
        bracket = self.text.find(")", cut.end, self.span[1]) if before is not None and before.value == "(" else -1
        place = s.recipient.start if s.recipient is not None else s.start
        return counted and (bracket < 0 or place < bracket)

    def _inherit(self) -> None:
        """A part that names no giver or period has those of its total."""
        for s in self.out:
            while s.part_of is not None and s.part_of.approx == "indefinite" and s.part_of.part_of is not None:
                s.part_of = s.part_of.part_of  # "Hạng Nhì có các ông: A, B": of the whole that counts them
            self._praised(s)
        for s in self.out:
            t = s.part_of
            if t is None or t.award != s.award:
                continue
            if not s.authority and not s.level:
                s.authority, s.level = t.authority, t.level
            s.period = s.period or t.period

    def _headed(self, s: Statement) -> Statement | None:
        """ "64 người được nhận Huy hiệu: 1 Huy hiệu 75 năm, …": what a colon opens breaks down the count before it."""
        for t in self.out:
            if (
                (
                    t is not s
                    and t.end < s.start
                    and t.count is not None
                    and t.part_of is None
                    and ":" in self.text[t.end : s.start]
                    and ";" not in self.text[t.end : self.text.find(":", t.end)]
                )
                and s.award == t.award
                and s.title != t.title
                and (s.count or 0) < t.count
            ):
                return t
        return None

    def _opened(self, s: Statement) -> Statement | None:
        """ "Khen cấp tỉnh: 1.204 trường hợp (Cờ thi đua: 40; …)", "748 lượt được khen, cụ thể: …": praise broken down."""
        for t in self.out:
            if t.award not in ("khen-thuong", "bieu-duong") or t.count is None or t.part_of is not None or t is s:
                continue
            after = max(t.end, t.recipient.end if t.recipient is not None else 0)
            gap = self.text[after : s.start]
            inside = gap.count("(") > gap.count(")") and gap.lstrip().startswith("(")
            listed = re.match(r"\s*(?:thưởng\s*)?:", gap) and s.unit == "objects"  # "45 cá nhân được khen: 15 Bằng khen, 30 Giấy khen"
            if s.start >= after and s.award != t.award and (inside or listed or _SPELT_OUT.search(gap)):
                return t if s.count is None or s.count <= t.count else None
        return None

    def _praise_total(self, cut: Item) -> bool:
        """Whether what is broken down is a total over several awards: then later clauses are its parts too."""
        before = [t for t in self.out if t.start < cut.start]
        return not before or before[0].award in ("khen-thuong", "bieu-duong")

    def _previous_total(self, s: Statement, counted: list[Statement]) -> Statement | None:
        """The total of the sentence before that a "trong đó" or "cụ thể" opens up."""
        recent = [t for t in counted if t.part_of is None and 0 <= self.span[0] - t.sentence[1] < 400]
        if not recent:
            return None
        last = recent[-1].sentence
        if any(t.sentence > last and t.count is None and not t.name for t in self.ctx.statements):
            return None  # "Nhiều tập thể được khen thưởng. Trong đó có …": parts of what nobody counted
        same = [t for t in recent if t.sentence == last]
        forms = load().awards
        form = forms[s.award].form if s.award in forms else s.award
        for t in reversed(same):
            other = forms[t.award].form if t.award in forms else t.award
            if other == form and (s.count is None or t.count is None or s.count <= t.count):
                return t
        for t in reversed(same):
            if t.award in ("khen-thuong", "bieu-duong") and (s.count is None or t.count is None or s.count <= t.count):
                if s.status == "conferred" and t.status == "proposed":
                    s.status = "proposed"
                return t
        return None
