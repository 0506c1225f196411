"""Recipients that share the award of their neighbours: coordinated names, counts that go on, predicates said once."""

from __future__ import annotations

from extract.affinity import Affinity
from extract.elements import Element
from extract.lexicon import pattern
from extract.standing import NAMED

_OFFICE_BEHIND = pattern("office-behind")


class Chains(Affinity):
    """Tells which recipients of a sentence go together."""

    def _coordinated(self, a: Element, b: Element) -> bool:
        """ "cho 02 cán bộ Thanh tra tỉnh và bác sĩ Nguyễn Kha Miên": a name that goes on with the counted."""
        marks, cues, between = self.between(a, b)
        return set(cues) == {"and"} and set(marks) <= {","} and not any(x.kind in ("award", "count") for x in between)

    def _goes_on_counting(self, a: Element, b: Element) -> bool:
        """ "cho 24 em đoạt giải Nhất, Nhì và 12 giáo viên": what the first counted did stands between."""
        marks, cues, between = self.between(a, b)
        joint = self.items[b.first - 1] if b.first else None
        return (
            a.items[-1].kind == b.items[0].kind == "count"
            and joint is not None
            and joint.value == "and"
            and set(cues) <= {"and", "receive", "have", "done"}
            and set(marks) <= {",", "masked"}
            and not any(x.kind in ("award", "count", "person") for x in between)
        )

    def _next_clause(self, e: Element, body: Element, after: Element) -> bool:
        """ "Sở A có 2 tập thể, 4 cá nhân; Sở B 1 tập thể được nhận Bằng khen": the predicate of the last is that of all."""
        owner = self.items[e.first - 1] if e.first else None
        return (
            e.items[0].kind == after.items[0].kind == "count"
            and body.items[0].kind == "body"
            and owner is not None
            and (owner.kind == "body" or owner.value == "have")
            and self.between(e, body)[0] == [";"]
            and not self.between(e, body)[1]
            and not self.between(body, after)[0]
            and set(self.between(body, after)[1]) <= {"have"}
        )

    def _with_part(self, e: Element, after: Element) -> bool:
        """ "27 đơn vị, trong đó có 9 hộ kinh doanh, nhận giấy khen": the part stands between the total and its verb."""
        marks, cues, _ = self.between(e, after)
        a, b = e.items[-1].number, after.items[0].number
        counted = a is not None and b is not None and (a.value or 0) > (b.value or 0) > 0
        behind = [x.value for x in self.items[after.last + 1 : after.last + 5]]
        return counted and marks == [","] and set(cues) <= {"part", "have"} and "part" in cues and "propose" not in behind

    def _broken_down(self, e: Element, after: Element) -> bool:
        """ "45 tập thể, cá nhân (gồm 20 tập thể, 25 cá nhân) được tặng": the bracket behind the count divides it."""
        between = self.items[e.last + 1 : after.first]
        return (
            e.items[-1].kind == after.items[0].kind == "count"
            and bool(between)
            and between[0].value == "("
            and all(x.value in ("(", "itemise", "part") for x in between)
        )

    def _next_name(self, e: Element, after: Element) -> bool:
        """ "đồng chí A, Phó Cục trưởng; đồng chí B, Trưởng phòng được tặng …": offices stand between the names."""
        gap = self.text[e.items[-1].end : after.items[0].start]
        office, _, rest = gap.rpartition(";")
        return (
            e.items[-1].kind == after.items[0].kind == "person"
            and not self.between(e, after)[1]
            and _OFFICE_BEHIND.match(office.lower()) is not None
            and not rest.strip()
        )

    def _same_award_ahead(self, e: Element, after: Element) -> bool:
        """ "364 mẹ được phong tặng, 127 mẹ được truy tặng danh hiệu X": the award is named once, behind the last verb."""
        if e.items[-1].kind != "count" or after.items[0].kind != "count":
            return False
        between = [it for it in self.between(e, after)[2] if it.value != "done"]
        told = [it.value for it in between]
        return told in ([*verb, joint] for verb in (["passive", "give"],) for joint in (",", ";", "and"))

    def _given_again(self, r: Element) -> bool:
        """ "truy tặng Huân chương cho ông A và trao tặng cho bà B": the verb alone repeats the award."""
        ahead = [x.value for x in self.items[max(0, r.first - 3) : r.first]]
        return r.items[0].kind in NAMED and ahead in (["and", "give", "for"], ["and", "hand", "for"])
