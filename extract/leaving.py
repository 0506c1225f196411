"""What a sentence leaves for those after it: the running period, giver, subject and list."""

from __future__ import annotations

from extract.lexicon import pattern, phrases
from extract.mentions import Item
from extract.objects import Objects
from extract.statements import Statement

_CEREMONY = phrases("ceremony")
_FOLLOWS = phrases("follows")
_REVIEW = pattern("review")


class Leaving(Objects):
    """Hands the context of a sentence that was read on to the next."""

    def _aside(self, recipient: Item, s: Statement) -> bool:
        """ "ca sĩ Vân Thoa (nay là Nghệ sĩ Nhân dân)": said by the way, the text is about somebody else."""
        gap = self.text[recipient.end : s.end]
        return gap.lstrip().startswith("(") and ")" not in gap

    def _by_holder(self) -> bool:
        """Whether somebody gave here by the office that he holds ("Ông A, Giám đốc Sở, ký quyết định khen …")."""
        return any((s.authority, s.level) == self.ctx.authority in self.ctx.holders.values() for s in self.out)

    def _leave_context(self) -> None:
        first_award = next(
            (i for i, it in enumerate(self.items) if it.kind in ("award", "grade", "count")), len(self.items)
        )
        opening = next(
            (
                i
                for i, it in enumerate(self.items)
                if (it.kind == "mark" and it.value == ";") or (it.kind == "cue" and it.value in ("passive", "receive"))
            ),
            len(self.items),
        )
        leading = [
            self.periods[i]
            for i in self.periods
            if i < min(first_award, opening)
            and self.periods[i]
            and self._sort(i) not in ("month", "since", "bracket")  # of one event, or of a whole history
            and self.text[self.items[i].start] != "("  # "khóa 4 và 5 (1989-2000)"
            and (self.out or not self.folded.endswith(("đến ", "tới "), self.span[0], self.items[i].start))  # "đến năm 2015, đàn bò …"
        ]
        stated = [v for _, v in sorted(self.periods.items()) if v and "," not in v]
        self.ctx.last_period = stated[-1] if stated else ""
        review = _REVIEW.search(self.folded, *self.span)
        merits = self._merits_below()
        if merits:
            self.ctx.period = self.ctx.merits = self.ctx.memory.leading = merits
            self.ctx.opened = True
            self.ctx.distance = 0
        elif self.lead.startswith(_CEREMONY) and review is not None:
            self.ctx.period = self.ctx.memory.leading = review.group(1)
            self.ctx.opened = False
            self.ctx.distance = 0
        elif self.lead.startswith(_CEREMONY):
            self.ctx.period = ""
        elif len({v for v in stated if len(v) == 4}) > 1 and not self.ctx.listing:
            self.ctx.period = ""  # a history year by year sets no running period
        elif not leading and any(
            (p := self.items[i].period) is not None and p.sort == "as-of" for i in self.periods if i < first_award
        ):
            self.ctx.period = ""  # "Tính đến hết năm 2014, …": what follows adds up, over no reporting period
        elif leading and self.out and all(s.name for s in self.out) and self._within(leading[-1]):
            pass  # "Nhiệm kỳ 2017-2022, … Năm 2021, Hội được tặng …": the term runs on
        elif leading and not self.out and (self._turning_point() or self._history(leading[-1])):
            self.ctx.period = ""
        elif leading and "," not in leading[-1] and not self.lead.startswith("so với") and not self._of_a_person():
            if self._local() and self.ctx.outer is None:
                self.ctx.outer = self.ctx.period
            self._count_years()
            again = self.ctx.opened and leading[-1] == self.ctx.period  # "… năm 2017. Trong năm, …"
            self.ctx.period = self.ctx.memory.leading = leading[-1]
            self.ctx.bare = not self.out and not self.ctx.listing
            self.ctx.period_block = self.ctx.block_start
            self.ctx.opened = again or self.span[0] <= self.ctx.block_start + 2
            self.ctx.distance = 0
        elif leading and self.out and leading[-1] != self.ctx.period:
            self.ctx.period = ""  # "Năm học 2018-2019, trường được tặng …": the year told before has ended
        asked = next(
            (i for i, it in enumerate(self.items) if it.kind == "cue" and it.value == "propose"), len(self.items)
        )
        asks = any(it.kind == "award" for it in self.items[asked:])
        self.ctx.proposing = all(s.status == "proposed" for s in self.out) if self.out else asks
        self.ctx.distance += 1
        self.ctx.bare = self.ctx.bare and not self.out
        named = [
            s.recipient for s in self.out if s.name and s.recipient is not None and s.part_of is None and not self._aside(s.recipient, s)
        ]
        if named:
            self.ctx.subject = named[-1]
            self.ctx.subject_block = self.ctx.block_start
            self.ctx.sole = len({(s.name, s.count) for s in self.out}) == 1
            self.ctx.since = 0
        self.ctx.since += 1
        agents = [i for i in sorted(self.parse.roles) if self.parse.roles[i] in ("agent", "proxy")]
        if agents:
            self.ctx.authority = self._named_authority(agents[-1])
            decides = self.text[self.span[1] - 1] == ":" or any(it.value in ("sign", "praise_khen") for it in self.items)
            self.ctx.decides = self.ctx.authority if decides and not self.out else ("", "")
        elif not self.lead.startswith(_FOLLOWS) and not self.ctx.listing and not self._by_holder():
            self.ctx.authority = ("", "")
        self.ctx.statements += self.out
        entry = self.ctx.listing and self.ctx.honoured is not None and self._opens_item(first_award)
        first, last = self.span
        line = self.text[last - 1] not in ".!?" and self.text[last : last + 1] in ("", "\n") and self.text[first - 1 : first] in ("", "\n")
        others = any(it.kind == "person" or (it.kind == "body" and self.parse.roles.get(i) == "free") for i, it in enumerate(self.items))
        line = line and (not others or any(it.kind == "award" for it in self.items))  # "Bộ, ngành", but not another's name
        running = self._goes_on_listing() or entry or self.ctx.listing or line
        self.ctx.honoured = self._whose_honours() or (self.ctx.honoured if running else None)
