"""The clause grammar: which award, which recipients, given by whom, in one sentence.

Recipients and awards alternate along a sentence. What lies in the gap between two neighbours says whether they belong
together and which way (table ``_FORWARD`` and ``_BACKWARD``):

    passive    8 tập thể được Thủ tướng tặng Bằng khen            recipients → award over "được", "nhận", "đạt"
    active     UBND tỉnh tặng Bằng khen cho 16 tập thể            award ← recipients over "cho", "tặng", nothing
    nominal    Bằng khen: 140 tập thể; Cờ: 41 tập thể             award ← recipients over a colon or bracket
    verbless   6 tập thể nhận Cờ, 19 tập thể Bằng khen            recipients → award over nothing
    counted    công nhận 61 Tập thể lao động tiên tiến            the award carries its own count
    elided     hạng Nhì cho 2 cá nhân, hạng Ba cho 7              a grade alone repeats the award before it
    shared     9 đề tài nhận Bằng khen cùng Huy hiệu              coordinated awards share the recipients
    listed     3 tập thể: Sở A; Sở B; xã C                        names behind a count are its parts
    carried    tặng Giấy khen cho 58 tập thể; 8 hộ hiến đất       a bare count goes on with the award before it
"""

from __future__ import annotations

from extract.elements import Element
from extract.mentions import Item
from extract.sequels import Link, Parse, Sequels
from extract.standing import NAMED


class ClauseParser(Sequels):
    """Parses the mentions of one sentence: ``ClauseParser(text, items).parse()``."""

    def parse(self) -> Parse:
        """Bind awards and recipients; praise only where no award takes the recipients."""
        result = Parse(self.items, self.roles)
        result.objects = {i for i, it in enumerate(self.items) if it.kind == "count" and self.is_object(i)}
        bound_items: set[int] = set()
        elements = self.elements(praise=False)
        self._bind(elements, result, bound_items)
        if any(it.kind == "cue" and it.value.startswith("praise") for it in self.items):
            praised = self.elements(praise=True)
            fresh = [
                e
                for e in praised
                if not any(id(x) in bound_items for x in e.items)
                and (e.kind == "R" or e.items[0].value in ("khen-thuong", "bieu-duong"))
            ]
            weak = Parse(self.items, self.roles)
            self._bind(fresh, weak, bound_items, praised)
            result.links += weak.links
            result.lone_awards += [
                e for e in weak.lone_awards if e.items[0].value in ("khen-thuong", "bieu-duong") and not result.links
            ]
            result.lone_recipients = [
                e for e in result.lone_recipients if not any(id(x) in bound_items for x in e.items)
            ]
            self._praised_too(result)
        result.links.sort(key=lambda k: min(x.start for x in (*k.awards, *k.recipients)))
        return result

    def _bind(
        self, elements: list[Element], result: Parse, bound: set[int], context: list[Element] | None = None
    ) -> None:
        ordered = self._split_awards(context or elements)
        taken: dict[int, list[tuple[Element, str]]] = {}
        loose: list[Element] = []
        wanted = {id(e) for e in ordered} if context is None else {id(e) for e in elements}
        previous = ""
        for k, e in enumerate(ordered):
            if e.kind != "R" or id(e) not in wanted:
                continue
            before = next((x for x in reversed(ordered[:k]) if x.kind == "A"), None)
            after = ordered[k + 1] if k + 1 < len(ordered) and ordered[k + 1].kind == "A" else None
            direct = k > 0 and ordered[k - 1] is before
            back = self.backward(before, e) if before is not None and direct else 0.0
            forth = self.forward(e, after) if after is not None else 0.0
            if after is not None and after.items[0].number is not None and forth < 3:
                forth = 0.0 if after.items[0].unit == "recipients" else forth * 0.5
            floor = 1.0 if e.items[0].kind in NAMED else 0.4
            if (
                before is not None
                and before.items[0].value in ("khen-thuong", "bieu-duong")
                and (back < 2 or "," in self.between(before, e)[0])
            ):
                back = 0.0
            if after is not None and self._aged(e, after):
                back = 0.0
            if after is not None and after.items[0].value in ("khen-thuong", "bieu-duong") and forth < 1:
                forth = 0.0
            if (
                forth >= 3
                and back >= 2
                and len(e.items) > 1
                and e.items[0].kind == "count"
                and after is not None
                and before is not None
            ):
                tail = self._tail(e)
                if tail is not None:
                    head = Element("R", [x for x in e.items if x not in tail], e.first, e.last)
                    taken.setdefault(id(before), []).append((head, "back"))
                    taken.setdefault(id(after), []).append((Element("R", tail, e.first, e.last, e.names), "forth"))
                    continue
            ahead = forth > back or (forth == back and forth > 0 and previous == "forth")
            if ahead and forth >= floor and after is not None:
                taken.setdefault(id(after), []).append((self._last_run(e), "forth"))
                previous = "forth"
                continue
            if back >= 0.5 and before is not None:
                taken.setdefault(id(before), []).append((e, "back"))
                previous = "back"
                continue
            previous_r = ordered[k - 1] if k and ordered[k - 1].kind == "R" else None
            if previous_r is not None and (
                (e.items[0].kind in NAMED and self._coordinated(previous_r, e)) or self._goes_on_counting(previous_r, e)
            ):
                host = next((a for a, rs in taken.items() if any(r is previous_r for r, _ in rs)), None)
                if host is not None:
                    taken[host].append((e, "joined"))
                    continue
            if (
                before is not None
                and id(before) in taken
                and before.items[0].value not in ("khen-thuong", "bieu-duong")
                and (self._given_again(e) or (e.items[0].kind == "count" and self._carries(before, e, ordered, k)))
            ):
                taken.setdefault(id(before), []).append((e, "carried"))
                continue
            loose.append(e)
        for e in reversed(list(loose)):  # "chị A, anh B và 28 cá nhân khác nhận Bằng khen"
            k = ordered.index(e)
            after = ordered[k + 1] if k + 1 < len(ordered) else None
            if after is not None and after.kind == "R" and k + 2 < len(ordered) and self._next_clause(e, after, ordered[k + 2]):
                after, shared = ordered[k + 2], True
            else:
                shared = False
            if after is None or after.kind != "R":
                continue
            if (
                shared
                or ((e.items[0].kind in NAMED or e.names) and self._coordinated(e, after))
                or self._same_award_ahead(e, after)
                or self._next_name(e, after)
                or self._broken_down(e, after)
                or self._with_part(e, after)
            ):
                host = next(
                    (
                        a
                        for a, rs in taken.items()
                        if any(r.items[0] is after.items[0] and how in ("forth", "joined") for r, how in rs)
                    ),
                    None,
                )
                if host is not None:
                    taken[host].insert(0, (e, "joined"))
                    loose.remove(e)
        for e in ordered:
            if e.kind != "A" or id(e) not in wanted:
                continue
            mine = taken.get(id(e), [])
            if any(how == "back" and r.items[0].kind == "count" for r, how in mine):  # "huyện được tặng cờ: 4 tập thể"
                mine = [(r, how) for r, how in mine if r.items[0].value != "pronoun"]
            behind = next((r for r, how in mine if how == "back"), None)
            if behind is not None and e.items[0].value in ("khen-thuong", "bieu-duong"):
                # "ông A chủ trì cuộc họp xét khen thưởng cho các tập thể": without a passive he is not who is praised
                told = self.text[e.items[0].start :].lower().startswith("được")
                mine = [(r, how) for r, how in mine if how != "forth" or told or "passive" in self.between(r, e)[1]]
            if behind is not None and {"by", "give"} <= {
                x.value for x in self.items[e.last + 1 : behind.first] if x.kind == "cue"
            }:  # "Công an tỉnh đón nhận danh hiệu do Chủ tịch nước phong tặng cho Ban An ninh tỉnh"
                mine = [(r, how) for r, how in mine if how == "back"]
            counted = next((r for r, how in mine if r.items[0].kind == "count" and how == "forth"), None)
            for r, how in list(mine):
                number = r.items[0].number
                if (
                    counted is not None
                    and how == "back"
                    and r.names
                    and not counted.names
                    and number is not None
                    and number.approx == "indefinite"
                ):
                    counted.names = r.names  # "Hai cán bộ được nhận Giải thưởng X là các đồng chí: A; B"
                    bound.update(id(x) for x in (*r.items, *r.names))
                    mine.remove((r, how))
                    continue
                if (
                    counted is not None
                    and how == "back"
                    and r.items[0].kind in NAMED
                    and r is not counted
                    and not counted.names
                ):
                    counted.names = r.items  # names behind a colon are those of the count before the award
                    bound.update(id(x) for x in r.items)
                    mine.remove((r, how))
            for r, how in mine:
                result.links.append(Link(e.items, r.items, how, r.names))
                bound.update(id(x) for x in (*e.items, *r.items, *r.names))
            if not mine:
                result.lone_awards.append(e)
        if context is None:
            self._go_on(ordered, result, bound)
            self._told_last(loose, result, bound)
            self._called_so(loose, result, bound)
        self._praised_by_name(loose, result, bound)
        result.lone_recipients += loose

    def _aged(self, e: Element, badge: Element) -> bool:
        """ "có 1 đảng viên 70 năm tuổi Đảng": the years are those of the badge that this one gets."""
        award = badge.items[0]
        return award.value == "huy-hieu-dang" and self.text[award.start].isdigit() and not self.gap(e.items[-1], award)

    def _split_awards(self, elements: list[Element]) -> list[Element]:
        """ "9 đơn vị nhận cờ và Kỷ niệm chương đến với 88 cá nhân": the last of coordinated awards goes with what follows."""
        out: list[Element] = []
        for k, e in enumerate(elements):
            before = elements[k - 1] if k else None
            after = elements[k + 1] if k + 1 < len(elements) else None
            if (
                e.kind == "A"
                and len(e.items) > 1
                and before is not None
                and after is not None
                and before.kind == after.kind == "R"
                and self.forward(before, e) >= 3
                and self.backward(e, after) >= 2.2
                and (self._gives_again(e) or before.items[0].kind == after.items[0].kind)
            ):
                at = self._gives_again(e) or len(e.items) - 1
                out += [Element("A", e.items[:at], e.first, e.last), Element("A", e.items[at:], e.last, e.last)]
            else:
                out.append(e)
        return out

    def _gives_again(self, e: Element) -> int:
        """ "đơn vị được Bộ tặng Cờ và tặng Bằng khen cho 20 tập thể": index of the award behind a verb of its own; 0 for none."""
        for k in range(len(e.items) - 1, 0, -1):
            a, b = e.items[k - 1], e.items[k]
            if any(x.kind == "cue" and x.value == "give" and a.end <= x.start < b.start for x in self.items):
                return k
        return 0

    def _last_run(self, e: Element) -> Element:
        """ "6.118 chị đăng ký và 5.204 chị đạt danh hiệu": a verb between two counts leaves the first behind."""
        for k in range(len(e.items) - 1, 0, -1):
            a, b = e.items[k - 1], e.items[k]
            if b.kind == "count" and any(
                x.kind == "mark" and x.value == "masked" and a.end <= x.start < b.start for x in self.items
            ):
                return Element("R", e.items[k:], e.first, e.last, e.names)
        return e

    def _tail(self, e: Element) -> list[Item] | None:
        """The counts that open a new passive clause at the end of a coordination: the last, and what "và" ties to it."""
        tail = [e.items[-1]]
        for x in reversed(e.items[:-1]):
            if self.gap(x, tail[0]) not in ("và", "cùng"):
                break
            tail.insert(0, x)
        return tail if len(tail) < len(e.items) else None

    def _praised_behind(self, r: Element) -> bool:
        """ "…; 279 học sinh đạt giải được Sở GD&ĐT khen thưởng": a verb of praise of its own, in the clause."""
        for x in self.items[r.last + 1 :]:
            if x.kind in ("award", "count") or (x.kind == "mark" and x.value in ";:"):
                return False
            if x.kind == "cue" and x.value.startswith("praise"):
                return True
        return False

    def _carries(self, a: Element, r: Element, ordered: list[Element], k: int) -> bool:
        """ "…; 8 hộ hiến đất làm lộ": a count that opens a clause without an award of its own goes on with the last."""
        marks, cues, _between = self.between(a, r)
        previous = self.items[r.first - 1] if r.first > 0 else None
        if previous is not None and previous.kind == "body" and r.first > 1 and not self.gap(previous, r.items[0]):
            previous = self.items[r.first - 2]  # "…; ngành Y tế 31 tập thể, 97 cá nhân": whose they are stands before
        again = (
            previous is not None
            and previous.kind == "cue"
            and previous.value == "give"
            and not self.gap(previous, r.items[0])
        )
        if again and cues.count("give") >= 1 and "passive" not in cues and marks:
            return True  # "…; năm 2020 tặng 15 tập thể"
        if (
            any(c in ("passive", "receive", "give", "hand", "propose", "have", "future", "not") for c in cues)
            and "part" not in cues
        ):
            return False
        opens = previous is not None and (
            (previous.kind == "mark" and previous.value in ";,(")
            or (previous.kind == "cue" and previous.value in ("and", "part", "rest", "itemise"))
        )
        if not opens:
            return False
        if not self.led_plainly(r.first) or self._praised_behind(r):
            return False
        tail = self.items[r.last + 1 : r.last + 3]
        return not any(
            x.kind == "cue"
            and (x.value in ("passive", "receive", "give", "hand", "future") or x.words[:1] == ("được",))
            for x in tail[:1]
        )
