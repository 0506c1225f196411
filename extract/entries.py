"""Entries of lists and rows of tables: names and numbers whose award stands in the header or in another cell."""

from __future__ import annotations

import itertools
import re

from extract.breakdown import BrokenDown
from extract.lexicon import load, pattern
from extract.mentions import Item
from extract.names import Body
from extract.standing import without_brackets
from extract.statements import Statement

_GROUP = pattern("group")
_SECTION = pattern("section")
# a numbered or dashed line that opens with a capital: what stands before the first comma, bracket or dash
_FILLED = re.compile(r"\s*(?:\d{1,3}\s*[.)/]|[-–+*•])\s*([A-ZĐÀ-Ỹ][^,;(\n]*?)(?=\s+[-–]\s|\s*[,;(]|\s*\.?\s*$)")


class Entered(BrokenDown):
    """Makes statements of entries and rows."""

    def _entry(self) -> None:
        """An entry of a list whose header states the award: a name, or counts, without an award of their own.

        What brackets tell of it ("Trường A (đã được tặng … năm 2014)") does not count.
        """
        taken = {id(s.recipient) for s in self.out}
        outside = without_brackets(self.items)
        verbs = [
            it
            for it in outside
            if it.kind == "cue" and it.value in ("passive", "give", "receive", "hand", "propose", "future")
        ]
        told_apart = any(it.kind in ("award", "grade") for it in self.items)
        if verbs or (self.out and not told_apart):
            return
        names = [
            it
            for i, it in enumerate(self.items)
            if (it.kind == "person" and it.value != "pronoun")
            or (it.kind == "body" and self.parse.roles.get(i) in ("free", "agent", "presenter", "modifier"))
        ]
        counts = [
            it
            for it in self.items
            if it.kind == "count" and it.number is not None and it.number.value is not None and id(it) not in taken
        ]
        opened = self.items[0] if self.items else None
        entries: list[Item] = []
        colon = self.text.find(":", self.span[0], self.span[1])
        told = [it for it in names if it.start > colon > 0]
        lead = self.folded[self.span[0] : colon].strip(" -–+*•.)|/") if colon > 0 else ""
        parted = colon > 0 and (not told or told[0].start > colon) and self.text.find(";", colon, self.span[1]) > 0
        if counts and counts[0].start > colon > 0 and not self.text[colon + 1 : counts[0].start].strip():
            entries = counts  # "1. Lực lượng vũ trang: 9 tập thể, 16 cá nhân"
        elif told and (parted or _GROUP.fullmatch(lead) or _SECTION.fullmatch(lead)):
            entries = self._listed(told)  # "+ Khối doanh nghiệp: Công ty A; Công ty B"
        elif names and (not counts or names[0].start < counts[0].start) and self._opens_entry(names[0]):
            group = _GROUP.match(self.folded[self.span[0] : names[0].start].strip(" -–+*•.)|/:")) is not None
            several = group or any(";" in self.text[a.end : b.start] for a, b in itertools.pairwise(names))
            entries = self._listed(names) if several else names[:1]
        elif counts and opened is not None:
            entries = counts
        elif (body := self._filled()) is not None:
            entries = [body]
        for it in entries:
            kind = self._kinds(it)[0] if self._kinds(it) else ""
            totals = (
                [h for h in self.ctx.header if h.kind == kind]
                or [h for h in self.ctx.header if h.kind in ("mixed", "")]
                or self.ctx.header
            )
            s = self._part(totals[-1], it)
            if it.kind == "body":
                s.name, s.end = self._whole_entry(it)
            s.period = self._year_behind(it, entries) or s.period
            if totals[-1].count is None and totals[-1].approx != "order":
                s.part_of = None
            self.out.append(s)

    def _year_behind(self, it: Item, entries: list[Item]) -> str:
        """ "Ông A, nguyên Giám đốc (2009)": the year of an entry, in brackets or behind a comma."""
        later = min((x.start for x in entries if x.start > it.start), default=self.span[1])
        later = min([later, *(x.start for x in self.items if x.kind == "award" and x.start > it.start)])  # "(có Bằng khen năm 2015)"
        years = [i for i in self.periods if it.start < self.items[i].start < later and self.periods[i]]
        return self.periods[years[0]] if years and self._sort(years[0]) in ("bracket", "year", "span") else ""

    def _filled(self) -> Item | None:
        """ "4. Chốt kiểm soát liên ngành Cầu Cái Tàu": under "* Tập thể:" what opens the entry is the body, whatever its head."""
        found = _FILLED.match(self.text, *self.span)
        if self.ctx.header_kind != "collective" or found is None or not 2 <= len(found.group(1).split()) <= 15:
            return None
        start, end = found.span(1)
        body = Body(0, 0, self.folded[start:end].split()[0], "head")
        return Item("body", start, end, "head", wording=self.text[start:end], body=body)

    def _whole_entry(self, it: Item) -> tuple[str, int]:
        """The name of a body that fills an entry: up to the first comma, dash, bracket or semicolon."""
        m = re.match(r"[^,;(|\n]*?(?=\s+[-–]\s|\s*[,;(|]|\s*$)", self.text[it.start : self.span[1]].rstrip(" ."))
        end = it.start + (m.end() if m else 0)
        return (self.text[it.start : end], end) if it.end < end <= it.end + 60 else (it.wording, it.end)

    def _opens_entry(self, it: Item) -> bool:
        """Whether a name opens the entry: only a number, a bullet or an honorific stands before it."""
        before = self.folded[self.span[0] : it.start].strip(" -–+*•.)|/:")
        return len(before.split()) <= 1 or before.isdigit() or _GROUP.fullmatch(before) is not None

    def tabled(self, counts: list[Item], parts: list[Item] | None = None) -> list[Statement]:
        """Statements of a table row: its award with the numbers under the headings that name recipients.

        ``parts`` break down the last number.
        """
        awards = [it for it in self.items if it.kind == "award"]
        if len(awards) != 1 or not counts:
            return []
        scope = self._scope(awards[0], []) or "conferred"
        self.out = []
        for it in counts:
            s = self._statement(awards[0], it, scope, None)
            s.how = "listed"
            form = load().awards.get(s.award)
            s.kind = it.nouns[0] or (form.kinds[0] if form is not None and len(form.kinds) == 1 else "")
            self.out.append(s)
        self.out += [self._part(self.out[-1], it) for it in parts or ()]
        self.ctx.statements += self.out
        return self.out

    def paired(self) -> list[Statement]:
        """Statements of a table row whose first mention is a name and whose others are what that one gets."""
        name = self.items[0]
        self.out = []
        for award in self.items[1:]:
            if award.kind == "award":
                s = self._statement(award, name, self._scope(award, []) or "conferred", None)
                s.how = "listed"
                self.out.append(s)
        self.ctx.statements += self.out
        return self.out

    def header_of(self) -> list[Statement]:
        """What this sentence states as the header of the list that follows: its last statements, or its bare award."""
        if self.out:
            last = self.out[-1].award
            return [s for s in self.out if s.award == last and s.part_of is None] or self.out[-1:]
        awards = [it for it in self.items if it.kind == "award"]
        if not awards or self._scope(awards[-1], []) == "":
            return []
        counted = [
            s
            for s in self.ctx.statements[-6:]
            if s.award == awards[-1].value and s.count is not None and s.part_of is None
        ]
        asked = self._scope(awards[-1], []) == "proposed"
        if counted and not (asked and any(s.status != "proposed" for s in counted)):
            return counted  # "Danh sách được tặng Bằng khen": the list of those just counted
        return [self._statement(awards[-1], None, self._scope(awards[-1], []), None)]
