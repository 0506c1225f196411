"""Names of those just counted: "Các mẹ được truy tặng gồm: A, B", "Đó là …", "trong đó tập thể có A; cá nhân có B"."""

from __future__ import annotations

import itertools

from extract.lexicon import pattern, phrases
from extract.mentions import Item
from extract.stated import Stated
from extract.statements import Statement

_NEXT_GROUP = pattern("next-group")
_THAT_IS = phrases("that-is")
_THOSE_COUNTED = pattern("those-counted")


class SpeltOut(Stated):
    """Makes the named parts of a count."""

    def _those_are(self, first: int) -> bool:
        """ "trong đó tập thể có A, B; cá nhân có ông C": names behind "có" where a total is broken down."""
        if first < 2 or self.items[first - 1].value != "have":
            return False
        opened = self.items[first - 2]
        return opened.value == "part" or (opened.value == ";" and any(x.value == "part" for x in self.items[:first]))

    def _spells_out(self) -> bool:
        """Whether the sentence names those that the last award counts: "Các mẹ được truy tặng gồm: A, B, C", "Đó là …"."""
        if any(it.kind in ("award", "count") and not self._is_bare_plural(it) for it in self.items):
            return False
        opened = _THOSE_COUNTED.match(self.lead) is not None or self.lead.startswith(_THAT_IS)
        return opened and any(it.kind in ("person", "body") for it in self.items)

    def _heads_of_entries(self, items: list[Item], totals: list[Statement]) -> list[Item]:
        """Of entries that semicolons part, as many as were counted, those named first: "Mẹ A, có con là B; Mẹ C (mẹ của D)"."""
        entries: list[list[Item]] = [[]]
        for a, b in itertools.pairwise([None, *items]):
            between = self.folded[a.end : b.start] if a is not None and b is not None else ""
            if _NEXT_GROUP.search(between):  # "Tập thể: A, B; cá nhân: C, D": groups, not entries
                return items
            if ";" in between:
                entries.append([])
            if b is not None:
                entries[-1].append(b)
        counts = {s.count for s in totals}
        return [e[0] for e in entries if e] if len(entries) > 1 and len(entries) in counts else items

    def _is_bare_plural(self, it: Item) -> bool:
        return it.kind == "count" and it.number is not None and it.number.approx == "indefinite"

    def _spell_out(self) -> None:
        """The names of those that the last award counts, as parts of it; behind "Đó là", only if they are all of them."""
        told = [s for s in self.ctx.statements if s.part_of is None][-4:]
        award = told[-1].award if told else ""
        if self.lead.startswith("các mẹ"):  # the title that is theirs
            award = next((s.award for s in reversed(told) if s.award == "ba-me-viet-nam-anh-hung"), award)
        totals = [s for s in told if s.count and s.award == award and not s.name]
        items = [
            it
            for i, it in enumerate(self.items)
            if (it.kind == "person" and it.value != "pronoun")
            or (
                it.kind == "body"
                and self.parse.roles.get(i) in ("free", "agent")
                and not self.folded[: it.start].rstrip().endswith((" ở", " tại", " quê", " ngụ", " trú"))
            )
        ]
        items = self._heads_of_entries(items, totals)
        found = []
        groups: list[list[Item]] = [[]]
        for it in items:  # "Tập thể: A, B; cá nhân: C, D"
            last = groups[-1][-1] if groups[-1] else it
            if _NEXT_GROUP.search(self.folded[last.end : it.start]):
                groups.append([])
            groups[-1].append(it)
        for name in [x for group in groups for x in self._listed(group)]:
            kind = self._kinds(name)[0]
            fitting = [s for s in totals if s.kind in (kind, "mixed", "")]
            if fitting:
                part = self._part(fitting[-1], name)
                given = [x for x in self.items if x.kind == "cue" and x.value == "give"]
                part.posthumous = "truy" in given[0].words if given else part.posthumous
                found.append(part)
        if self.lead.startswith(_THAT_IS):
            for total in totals:
                mine = [s for s in found if s.part_of is total]
                if len(mine) != total.count:
                    found = [s for s in found if s.part_of is not total]
        self.out += found
