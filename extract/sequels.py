"""What goes on with an award that is bound: a second one for the same, names behind it, praise beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.chains import Chains
from extract.elements import Element
from extract.mentions import Item
from extract.standing import NAMED


@dataclass(slots=True)
class Link:
    """One award element bound to one recipient element. ``how`` names the construction."""

    awards: list[Item]
    recipients: list[Item]
    how: str
    names: list[Item] = field(default_factory=list)  # a list of names behind the counts


@dataclass(slots=True)
class Parse:
    """What the grammar found in a sentence: links, and awards and recipients left alone."""

    items: list[Item]
    roles: dict[int, str]
    links: list[Link] = field(default_factory=list)
    objects: set[int] = field(default_factory=set)  # counts that a verb acts on ("cứu ba học sinh"), no subjects
    lone_awards: list[Element] = field(default_factory=list)
    lone_recipients: list[Element] = field(default_factory=list)


class Sequels(Chains):
    """Binds what the pairing of neighbours leaves alone."""

    def _go_on(self, ordered: list[Element], result: Parse, bound: set[int]) -> None:
        """ "2 thôn đạt danh hiệu A, được tỉnh tặng Bằng khen": the counted of one award get the next, without a new subject."""
        for k, e in enumerate(ordered):
            earlier = ordered[k - 1] if k else None
            if e.kind != "A" or earlier is None or earlier.kind != "A" or e not in result.lone_awards:
                continue
            link = next((x for x in result.links if x.awards is earlier.items and x.how == "forth"), None)
            if link is None or link.recipients[0].kind != "count" or e.items[0].number is not None:
                continue
            marks, cues, _between = self.between(earlier, e)
            if "passive" in cues and marks in ([","], []) and "part" not in cues and "rest" not in cues:
                result.links.append(Link(e.items, link.recipients, "forth"))
                result.lone_awards.remove(e)
                bound.update(id(x) for x in e.items)

    def _called_so(self, loose: list[Element], result: Parse, bound: set[int]) -> None:
        """ "A, B là hai giáo viên được đề nghị …": the names are those counted; "là những tập thể …" counts nobody."""
        for e in list(loose):
            link = next(
                (x for x in result.links if x.how == "forth" and x.recipients[0].start > e.items[-1].end), None
            )
            if link is None or e.items[0].kind not in NAMED or link.recipients[0].kind != "count" or link.names:
                continue
            told = [x for x in self.items if e.items[-1].end <= x.start < link.recipients[0].start]
            number = link.recipients[0].number
            words = [x.words for x in told if x.kind == "cue"]
            stands_for = "đại diện" in self.text[e.items[-1].end : link.recipients[0].start].lower()
            if words != [("là",)] and not (words == [("là",), ("cho",)] and stands_for):
                continue
            if len(told) > len(words) or len(link.recipients) > 1 or number is None:
                continue
            if number.approx == "indefinite":
                link.recipients = e.items
            elif number.value == len(e.items):
                link.names = e.items
            else:
                continue
            loose.remove(e)
            bound.update(id(x) for x in e.items)

    def _praised_by_name(self, loose: list[Element], result: Parse, bound: set[int]) -> None:
        """ "2 tập thể được khen thưởng gồm A và B": the names behind praise are those of the count before it."""
        for e in list(loose):
            link = next((x for x in reversed(result.links) if x.awards[0].start < e.items[0].start), None)
            if link is None or link.how != "forth" or link.names or e.items[0].kind not in NAMED:
                continue
            if link.awards[0].value not in ("khen-thuong", "bieu-duong") or link.recipients[-1].kind != "count":
                continue
            told = [x for x in self.items if link.awards[-1].end <= x.start < e.items[0].start]
            if told and all(x.value in ("itemise", ":", "period") or x.kind == "period" for x in told):
                link.names = e.items
                loose.remove(e)
                bound.update(id(x) for x in e.items)

    def _told_last(self, loose: list[Element], result: Parse, bound: set[int]) -> None:
        """ "Đối với Bằng khen của Thủ tướng, có 8 tập thể được tặng": the verb closes, its award stands before."""
        for e in list(loose):
            tail = [x for x in self.items[e.last + 1 :] if x.value not in (".", "done")]
            if e.items[0].kind != "count" or [x.value for x in tail[:2]] != ["passive", "give"]:
                continue
            if len(tail) > 2 and not (tail[2].kind == "mark" and tail[2].value in ";."):
                continue
            award = next((a for a in reversed(result.lone_awards) if a.last < e.first), None)
            marks = self.between(award, e)[0] if award is not None else []
            if award is None or ";" in marks or ":" in marks:
                continue
            result.links.append(Link(award.items, e.items, "back"))
            result.lone_awards.remove(award)
            loose.remove(e)
            bound.update(id(x) for x in (*award.items, *e.items))

    def _praised_too(self, result: Parse) -> None:
        """ "ông A được UBND tỉnh tặng Bằng khen, được Tỉnh đoàn tuyên dương": praise of another giver, with its own verb."""
        for i, it in enumerate(self.items):
            if it.kind != "cue" or not it.value.startswith("praise") or i < 2:
                continue
            start = next((k for k in range(i - 1, -1, -1) if self.items[k].value == "passive"), -1)
            by = [k for k in range(start + 1, i) if self.items[k].kind == "body"]
            if start < 1 or not by or any(x.kind in ("award", "mark", "count", "person") for x in self.items[start:i]):
                continue
            link = next((x for x in reversed(result.links) if x.how == "forth" and x.recipients[0].kind in NAMED), None)
            if link is None or link.recipients[-1].end > self.items[start].start or link.awards[0].value.endswith("khen-thuong"):
                continue
            award = link.awards[0]
            first, last = (award.end, self.items[start].start) if award.start < it.start else (it.end, award.start)
            told = [k for k, x in enumerate(self.items) if first <= x.start < last]
            others = award.start < it.start or any(
                self.items[k].value == "passive" or self.roles.get(k) == "agent" for k in told
            )
            if others and not any(self.items[k].value == ";" or self.items[k].kind in ("count", "person") for k in told):
                form = "bieu-duong" if it.value == "praise_bieu" else "khen-thuong"
                result.links.append(Link([Item("award", it.start, it.end, form)], link.recipients, "forth"))
