"""What an article's headline says of the whole text: its year, whom it counts, who gives."""

from __future__ import annotations

from extract import periods
from extract.layout import Layout
from extract.lexicon import pattern
from extract.mentions import Item
from extract.model import Article, Block
from extract.reading import SentenceReader
from extract.statements import Statement

_PLANNED = pattern("planned")
_AIMED = pattern("aimed")
_YEAR_TOLD = pattern("year-told")


class Headline(Layout):
    """Takes in the headline, and lends its giver and period to statements that name none."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self.reader: SentenceReader | None = None  # of the sentence read last
        self.title_counts: dict[int | None, tuple[Item | None, str]] = {}  # what the title counts, with its period

    def _entitle(self, block: Block, zones: list[tuple[int, int]]) -> None:
        """Take in the title: whom the text is about, and the year that it tells of."""
        self._subject(block, zones)
        counted = [it for it in self.titled if it.kind == "count" and it.number is not None and it.number.value]
        dated = periods.find(self.folded[block.start : block.end], block.start)
        for period in dated:
            if _PLANNED.search(self.folded[max(block.start, period.start - 40) : period.start]) is None:
                self.ctx.memory.note(period)
                self.board_period = period.value if len(dated) == 1 else ""
                if len(dated) == 1 and period.sort in ("year", "span", "school"):
                    self.title_counts = {it.number.value: (it, period.value) for it in counted if it.number}
                titled = _YEAR_TOLD.search(self.folded, block.start, block.end)
                if titled is not None and period.sort in ("year", "school", "span", "half", "quarter"):
                    self.ctx.period = self.ctx.titled = period.value
                    self.ctx.opened = True  # "trong năm" of an article about the year that its title names

    def _planned(self, period: periods.Period) -> bool:
        """Whether a period is that of a plan, a congress or an aim."""
        before = self.folded[max(0, period.start - 40) : period.start]
        return _PLANNED.search(before) is not None or _AIMED.match(self.folded, period.end) is not None

    def _from_title(self, s: Statement) -> None:
        """A body that names no giver takes the one of the title, for the same form or under a decision's title."""
        told, period = self.title_counts.get(s.count, (None, ""))
        stated = self.reader is not None and s.period in self.reader.periods.values()
        if told is not None and not stated and s.kind in told.nouns and s.status == "conferred":
            s.period = period  # "Tuyên dương 45 cán bộ Đoàn tiêu biểu năm 2018": told again in the text
        wording, level, forms = self.title_acts
        form = self.lex.awards.get(s.award)
        if not wording or s.authority or s.level or s.award == "huy-hieu-dang":
            return
        if form is None:
            if s.award in forms and s.status == "conferred":
                s.authority, s.level = wording, level  # "Công an tỉnh khen thưởng 3 tập thể"
            return
        if form.level == "grassroots":
            return
        if s.award in forms or (not forms and form.level in ("varies", "ministry-province")):
            s.authority, s.level = wording, level


def headlined(found: list[Statement], told: list[Statement]) -> list[Statement]:
    """Of what the title states (``found``) that of which the text below (``told``) says nothing; a form that only it names is lent."""
    awards = {s.award for s in told if s.status == "conferred" and (s.count is not None or s.name)}
    for s in found:  # "tặng Bằng khen 42 tập thể" above "quyết định khen thưởng cho 42 tập thể": one fact, its form told above
        for t in told:
            if t.award == "khen-thuong" and s.award not in awards and s.count is not None and (t.count, t.kind) == (s.count, s.kind):
                t.award, t.grade, t.title = s.award, s.grade, s.title
                t.authority, t.level = (t.authority, t.level) if t.authority else (s.authority, s.level or t.level)
    awards = {s.award for s in told}
    wholes = [s.part_of for s in told]
    return [
        s for s in found if s in wholes or (s.award not in awards and (not told or s.award not in ("khen-thuong", "bieu-duong")))
    ]
