"""Which reporting period a statement belongs to."""

from __future__ import annotations

from extract.givers import Given
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item

_CEREMONY = phrases("ceremony")
_FOLLOWS = phrases("follows")
_BY_NOW = phrases("by-now")
_TURNING_POINT = pattern("turning-point")
_ANOTHER = pattern("another")
_LONG_AGO = pattern("long-ago")
_FROM_THEN = pattern("from-then")
_MERITS = pattern("merits")
_LISTS = pattern("lists")
_ALWAYS = pattern("always")
_BULLETS = ("-", "–", "+", "*", "•")
_UNTOLD = ("later", "vague", "relative-years")  # what nothing may tell the years of


class Dated(Given):
    """Attaches stated and inherited periods."""

    def _period(self, award: Item, recipients: list[Item], inherit: bool) -> str:
        """The period stated for the statement, else, with ``inherit``, the one that runs; a proposal asks for no past one."""
        places = [self._pos(award)] + [self._pos(r) for r in recipients if self.span[0] <= r.start < self.span[1]]
        lo, hi = min(places), max(places)
        after = self._period_after(hi)
        if after and not inherit and any(i > hi and self._sort(i) == "relative-quarter" for i in self.periods):
            return ""  # "đề nghị Trung ương Hội khen thưởng trong quý IV": when it is to be given
        if after:
            return after
        at = self._pos(award)
        nearest = max((i for i in self.periods if lo < i < at), default=-1)
        untold = nearest >= 0 and not self.periods[nearest] and self._sort(nearest) in _UNTOLD
        if untold and not any(x.kind in ("award", "grade") for x in self.items[nearest:at]):
            return ""  # "…; hai năm sau, tỉnh tặng Cờ", "năm 2012 được tặng Bằng khen, 5 năm liền là …": nothing tells when
        inside = [i for i in self.periods if lo < i < hi and self.periods[i] and not self._spent(i, self._pos(award))]
        if inside:
            return self.periods[inside[-1]]
        before = self._period_before(lo)
        if before:
            return before
        if any(
            i < hi
            and not v
            and (p := self.items[i].period) is not None
            and (p.sort in ("relative-years", "relative-span") or self.folded.startswith("năm ngoái", p.start))
            for i, v in self.periods.items()
        ):
            return ""  # "5 năm qua", "năm ngoái" that nothing stated resolves
        trailing = self._trailing(hi)
        if trailing:
            return trailing
        if not inherit or any(
            it.period is not None and it.period.sort in ("since", "as-of") for it in self.items
        ):
            return ""
        behind = self.folded[award.start : award.end + 40].split(";")[0]
        if self.lead.startswith((*_CEREMONY, *_BY_NOW)) or "đột xuất" in behind:
            return ""
        if self.lead.startswith(("cụ thể", "trong đó", "theo đó", "gồm")) and self.ctx.last_period:
            return self.ctx.last_period
        reach = (
            2
            if recipients and recipients[0].kind == "person"
            else 4
            if recipients and recipients[0].kind == "body"
            else 99
        )
        if recipients and recipients[0].kind == "person" and (self._life(recipients[0]) or self._dated_before(recipients[0].wording)):
            return ""
        reach = 99 if self.ctx.period in (self.ctx.titled, self.ctx.merits) else reach
        ended = not self.ctx.listing and not self.lead.startswith(_FOLLOWS) and self.text[self.span[1] - 1] in ".!"
        if self.ctx.period == self.ctx.merits and ended:
            return ""  # the list has ended
        if self.ctx.distance > reach or (reach < 99 and _ALWAYS.search(self.folded[self.span[0] : award.start])):
            return ""
        hands = any(it.kind == "cue" and it.value == "hand" for it in self.items[:at])
        running = len(self.ctx.period) == 4 and self.ctx.period != self.ctx.titled and not self.ctx.listing
        if hands and running and self.ctx.period_block not in (-1, self.ctx.block_start):
            return ""  # "Lãnh đạo Sở trao Giấy khen …": done on the day of the news
        bullet, last, many = self.ctx.by_year
        if many > 1 and last != self.ctx.block_start and self.text[self.ctx.block_start] == bullet:
            return ""  # a list by years: the year of one entry is not that of the next
        if self.ctx.listing and self.ctx.header_period:
            return self.ctx.header_period
        return self.ctx.period

    def _long_ago(self, award: Item) -> str:
        """ "Ngày 17/12/1994, mẹ được phong tặng danh hiệu …": the year of a day of which the news is not; "" for the news itself."""
        told = self.ctx.memory.told
        day = next(iter(_LONG_AGO.finditer(self.folded, self.span[0], award.start)), None)
        if day is None or not told or any(self.periods.values()) or int(told) - int(day.group(1)) < 2:
            return ""
        between = self.folded[day.end() : award.start]
        return "" if ";" in between or any(it.kind == "award" and day.end() < it.start < award.start for it in self.items) else day.group(1)

    def _dated_before(self, name: str) -> bool:
        """ "Ông A được tặng Bằng khen năm 2019. Ông còn được …": whose own year was told is outside the running one."""
        return any(s.name == name and s.period not in ("", self.ctx.period) for s in self.ctx.statements[-6:])

    def _period_after(self, hi: int) -> str:
        """A period behind the statement, up to the semicolon; behind a later award it is only that award's."""
        passed = False
        for i in range(hi + 1, len(self.items)):
            it = self.items[i]
            if self.periods.get(i):
                prior = self.items[i - 1]
                if prior.kind == "cue" and prior.words in (("đến",), ("tới",)) and i >= 2:
                    prior = self.items[i - 2]  # "…, đến năm 2023 chị được …"
                k = next((k for k in range(i + 1, len(self.items)) if self.items[k].value != "done"), len(self.items))
                after = self.items[k] if k < len(self.items) else None
                if (
                    ((prior.kind == "mark" and prior.value == ",") or (prior.kind == "cue" and prior.value == "and"))
                    and after is not None
                    and (
                        (after.kind == "cue" and after.value in ("passive", "receive", "give"))
                        or after.value == "pronoun"
                        or after.words == ("là",)
                        or (after.kind == "mark" and after.value == "," and not self._told_again(k))
                        or self.parse.roles.get(k) in ("agent", "joint", "presenter")
                    )
                ):
                    return ""  # "…, năm 2014 được tặng …": it opens the next clause
                if passed and (
                    prior.kind in ("award", "grade")
                    or self.parse.roles.get(i - 1) == "owner"
                    or (prior.kind == "mark" and prior.value in ",(" and not self.periods_follow(i))
                ):
                    return ""
                return self.periods[i]
            if it.value == "and" and _ANOTHER.match(self.folded, it.end):
                return ""  # "… Huân chương hạng Ba, và chị B, “Nhà khoa học của nhà nông” năm 2015": of somebody else
            if it.kind in ("award", "grade", "count"):
                passed = True
            elif (it.kind == "mark" and it.value == ";") or (
                it.kind == "cue"
                and it.value in ("part", "propose", "future", "passive", "receive")
                and not self._reached_by_them(i)
            ):
                return ""
        return ""

    def _told_again(self, comma: int) -> bool:
        """ "…, thành tích 5 năm, từ 2013 đến 2017": the comma at ``comma`` sets off the same period in other words."""
        return comma + 1 < len(self.items) and self.items[comma + 1].kind == "period"

    def _reached_by_them(self, i: int) -> bool:
        """ "10 chi bộ đạt trong sạch, vững mạnh 5 năm liền giai đoạn 2012-2016": what the award is for, no other award."""
        standard = self.items[i].value == "future" and i > 0 and self.items[i - 1].words == ("đạt",)  # "đạt tiêu chuẩn"
        if self.items[i].words != ("đạt",) and not standard:
            return False
        end = next((k for k in range(i, len(self.items)) if self.periods.get(k)), len(self.items))
        return end < len(self.items) and not any(x.kind in ("award", "grade", "count") for x in self.items[i:end])

    def periods_follow(self, i: int) -> bool:
        """Whether nothing but the end of the segment comes after the period at ``i``."""
        for it in self.items[i + 1 :]:
            if it.kind == "mark" and it.value == ";":
                return True
            if it.kind in ("award", "grade", "count"):
                return False
        return True

    def _period_before(self, lo: int) -> str:
        """The nearest period before, unless it closes an earlier statement of the sentence."""
        for i in range(lo - 1, -1, -1):
            if (
                self.items[i].kind == "mark"
                and self.items[i].value == ";"
                and any(x.kind in ("award", "grade") for x in self.items[:i])
            ):
                head = [k for k in self.periods if self.periods[k] and k < i and self._leads(k)]
                return self.periods[head[0]] if head else ""
            if i in self.periods and not self.periods[i] and self._sort(i) in _UNTOLD:
                return ""  # "hai năm sau", "5 năm liền": of years that nothing tells
            if self.periods.get(i) and (self.text[self.items[i].start] != "(" or self._leads(i)):
                earlier = [
                    x
                    for x in self.items[:i]
                    if x.kind in ("award", "grade")
                    or (x.kind == "count" and x.number is not None and x.number.value is not None)
                ]
                if not earlier:
                    return self.periods[i]
                back = i - 1
                while back in self.periods or (
                    back >= 0 and self.items[back].kind == "cue" and self.items[back].words in (("đến",), ("tới",))
                ):
                    back -= 1  # "…; đến năm 2005, trường đón Huân chương hạng Nhất"
                if back >= 0 and self.items[back].value == "share":
                    back -= 1  # "…; riêng năm 2017, 34 người được công nhận"
                prior = self.items[back] if back >= 0 else None
                if prior is not None and (
                    (prior.kind == "mark" and prior.value in ";,") or (prior.kind == "cue" and prior.value == "and")
                ):
                    return self.periods[i]
        return ""

    def _spent(self, k: int, award: int) -> bool:
        """Whether the period between a subject and an award closes an earlier award of that subject."""
        if award < k or not any(x.kind in ("award", "grade") for x in self.items[:k]):
            return False
        prior = self.items[k - 1]
        return (
            any(x.kind in ("award", "grade") for x in self.items[k:award])
            or prior.kind in ("award", "grade")
            or self.parse.roles.get(k - 1) == "owner"
        )

    def _sort(self, i: int) -> str:
        period = self.items[i].period
        return period.sort if period is not None else ""

    def _in_a_row(self, i: int) -> bool:
        """ "đạt trong sạch, vững mạnh 5 năm liền giai đoạn 2012-2016": what the award is for."""
        near = self.folded[max(self.span[0], self.items[i].start - 24) : self.items[i].start]
        return "liền" in near or "liên tục" in near

    def _leads(self, k: int) -> bool:
        """Whether the period at ``k`` opens the sentence, before any award or count: it holds over its semicolons."""
        return not any(
            x.kind in ("award", "grade") or (x.kind == "count" and x.number is not None and x.number.value is not None)
            for x in self.items[:k]
        )

    def _trailing(self, hi: int) -> str:
        """A period behind the last recipients of the sentence speaks for all of its statements."""
        told = (
            i
            for i, x in enumerate(self.items)
            if x.kind in ("count", "person") or (x.kind == "body" and self.parse.roles.get(i) != "owner")
        )
        last_count = max(told, default=-1)
        last_award = max((i for i, x in enumerate(self.items) if x.kind in ("award", "grade")), default=-1)
        lone = [id(x) for e in self.parse.lone_recipients for x in e.items]
        if any(it.kind == "cue" and it.value.startswith("praise") for it in self.items[hi:]):
            return ""
        if last_count >= 0 and id(self.items[last_count]) in lone:
            return ""  # "…, và chị B, “Nhà khoa học của nhà nông” năm 2015": of one who gets nothing else
        tail = [
            i
            for i in self.periods
            if i > last_count > last_award
            and self.periods[i]
            and (p := self.items[i].period) is not None
            and (p.sort == "year" or (p.sort == "span" and self._in_a_row(i)))
        ]
        return self.periods[tail[0]] if tail and last_count > hi else ""

    def _turning_point(self) -> bool:
        """ "Năm 2004, xí nghiệp chuyển thành công ty": a year of its history."""
        return any(
            self._sort(i) == "year" and _TURNING_POINT.match(self.folded, self.items[i].end, self.span[1])
            for i in self.periods
        )

    def _life(self, person: Item) -> bool:
        """ "Năm 2012, gia đình mở trang trại. Chị Hoa được tặng Bằng khen": a year in the life of whom the text is about."""
        about = self.ctx.about or self.ctx.main("")
        return self.ctx.bare and about is not None and about.wording == person.wording

    def _within(self, year: str) -> bool:
        """Whether the year lies in the term that runs."""
        first, _, last = self.ctx.period.partition("/")
        return bool(last) and len(year) == 4 and first <= year <= last

    def _history(self, year: str) -> bool:
        """ "Năm 2005, công ty chuyển sang sản xuất gạch.": a year long before the news, in which nothing was awarded."""
        told = self.ctx.memory.told
        return len(year) == 4 and bool(told) and int(told) - int(year) > 2 and not self.ctx.listing

    def _count_years(self) -> None:
        """Take in that an entry of a list opens with a year."""
        bullet, at, many = self.ctx.by_year
        mine, start = self.text[self.ctx.block_start], self.ctx.block_start
        if mine in _BULLETS and self.out and at != start:
            self.ctx.by_year = (mine, start, many + 1 if bullet == mine else 1)

    def _merits_below(self) -> str:
        """ "… quyết định khen thưởng các tập thể có thành tích xuất sắc năm 2023:": when those below earned what they get."""
        last = max((i for i in self.periods if self.periods[i] and "," not in self.periods[i]), default=-1)
        if last < 0 or not _LISTS.fullmatch(self.folded, self.items[last].end, self.span[1]):
            return ""
        return self.periods[last] if _MERITS.search(self.folded, self.span[0], self.items[last].start) else ""

    def _of_a_person(self) -> bool:
        """ "Năm 1996 cô tốt nghiệp …": a year in a life, or in the history of the unit that the article is about.

        It is no reporting period of what follows.
        """
        if self.ctx.listing:
            return False  # "- Năm 2003: …. Được UBND tỉnh tặng …": it runs in its entry
        if self.out:
            about = self.ctx.about.wording if self.ctx.about is not None else ""
            first = min(i for i in self.periods if self.periods[i])
            led = first > 0 and self.items[first - 1].kind in ("person", "body") and self.items[first - 1] in [s.recipient for s in self.out]
            return all(s.name and (s.kind == "individual" or s.name == about or led) for s in self.out)
        first = min(i for i in self.periods if self.periods[i])
        if self._sort(first) == "year" and _FROM_THEN.search(self.folded, self.span[0], self.items[first].start):
            return True  # "từ giữa năm 2022, Lợi thuê ba tầng nhà": when a story begins
        opener = self.items[first + 1] if first + 1 < len(self.items) else None
        behind = self.folded[self.items[first].end : min(self.items[first].end + 12, self.span[1])].split()[:2]
        return (opener is not None and opener.kind == "person") or bool(load().people["pronoun"] & set(behind))

    def _local(self) -> bool:
        """Whether a leading period runs in its paragraph only: "riêng năm 2022"."""
        return "riêng" in self.lead[:24]
