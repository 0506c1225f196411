"""How an article is laid out: headings, lists and what is left of tables."""

from __future__ import annotations

import re
from dataclasses import replace

from extract import board, flat, grid, matrix, periods
from extract.authorities import level_of
from extract.cast import Cast
from extract.fold import fold
from extract.gate import names_award, traces_of
from extract.lexicon import pattern
from extract.mentions import Item, scan
from extract.model import Article, Block
from extract.numbers import Number, digits
from extract.reading import SentenceReader
from extract.statements import Statement

_GATE = pattern("gate")
_COLUMN = pattern("column")
_BULLET = pattern("bullet")
_GIVES_BELOW = pattern("gives-below")
_CAPTION_GIVER = pattern("caption-giver")
_SUBHEADER = pattern("subheader")
_RANKED = pattern("ranked")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[.)/]")
_ROMAN = re.compile(r"\s*[IVX]{1,5}\s*[.)/-]\s")
_ARABIC = re.compile(r"\s*\d")
_OPENS_LIST = re.compile(r"\s*(?:0?1|a)\s*[.)/-]")
_FIRST = re.compile(r"\s*\((?:1|01|a)\)\s*[^\W\d]")
_DASHED = re.compile(r"\s*[-–+*•]\s*[^\W\d]")
_OF_KIND = pattern("of-kind")
_SECTION = pattern("section")
_NAMES_LIST = pattern("names-list")
_HEADER = re.compile(r":\s*$")


class Layout(Cast):
    """Tells headings, entries and rows from sentences."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self.following: Block | None = None
        self.cells: set[int] = set()  # starts of the lines that a table was flattened to
        self.board_period = ""  # of the board of figures that is being read
        self.columns: dict[int, str] = {}
        self.forms_named: set[str] = set()  # the awards named so far
        self.given_by: tuple[str, str] | None = None  # by the heading above lines of awards
        self.running = False  # under a header, as long as only entries follow
        self.section_status = ""  # of a list in sections that its lead proposes
        self.numbered = False  # the line before was the number of a table row

    def _flat(self, row: flat.FlatRow) -> list[Statement]:
        """What a row of a table without markup states: its label's award and the numbers under its headings."""
        items = scan(self.text, row.start, row.end)
        self.items += items
        counts = grid.counts(self.text, list(row.cells), row.kinds)
        reader = SentenceReader(self.text, self.folded, (row.start, row.end), items, self.ctx)
        if not row.kinds and row.cells:
            return self._paired(list(row.cells), row.start, row.cells[-1].end)
        return reader.tabled(counts) if counts else self._section(items)

    def _caption_giver(self, caption: Block | None) -> tuple[str, str]:
        """Who gives what a table lists, told above it: "Kết quả khen thưởng thuộc thẩm quyền của Giám đốc Sở:"."""
        named = _CAPTION_GIVER.search(self.folded, caption.start, caption.end) if caption is not None else None
        giver = next((it for it in self.items if it.start == named.end() and it.value == "authority"), None) if named else None
        if giver is None:
            return "", ""
        return giver.wording, level_of(giver.wording, self.ctx.scene) or self._level_by_name(giver.wording, giver.start)

    def _matrix(self, table: matrix.Matrix, caption: Block | None) -> list[Statement]:
        """What a table of figures states; a unit's figures are parts of those in the row that adds them up."""
        ctx = self.ctx
        told = self._caption_giver(caption)
        ctx.listing, ctx.header, ctx.authority, ctx.header_authority = False, [], ("", ""), ("", "")
        out: list[Statement] = []
        units: list[tuple[Statement, matrix.Figure]] = []
        for f in table.figures:
            value = digits(re.split(r"\s", self.text[f.count.start : f.count.end])[0])
            count = Item("count", f.count.start, f.count.end, number=Number(0, 1, value, "exact"), nouns=(f.kind,))
            reader = SentenceReader(self.text, self.folded, (table.start, table.end), list(f.award), ctx)
            for s in reader.tabled([count]):
                s.period = ctx.memory.note(f.period) if f.period is not None else s.period or self.board_period
                self._office_level(s)
                if not s.authority and not s.level:
                    s.authority, s.level = told
                units.append((s, f))
                out.append(s)
        sums = {(s.award, s.grade, s.title, s.level, s.kind, f.award[0].start): s for s, f in units if f.whole}
        wholes = {(s.award, s.grade, s.title, s.level, s.kind, s.period): s for s, f in units if not f.unit}
        for s, f in units:
            whole = wholes.get((s.award, s.grade, s.title, s.level, s.kind, s.period))
            s.part_of = whole if f.unit and whole is not None and (s.count or 0) <= (whole.count or 0) else None
            through = sums.get((s.award, s.grade, s.title, s.level, s.kind, f.award[0].start))
            if through is not None and through is not s and s.part_of is None:
                s.part_of = through
        owner = ctx.honoured or ctx.about or self._first_named(table) or ctx.main_body() or self._only_honoured()
        for h in table.honours:
            if owner is None:
                break  # whose honours they are is not told
            reader = SentenceReader(self.text, self.folded, (table.start, table.end), [owner, *h.award], ctx)
            for s in reader.paired():
                s.period, s.start, s.end = ctx.memory.note(h.period), h.award[0].start, h.award[0].end
                if h.giver is not None and not s.authority:
                    s.authority = self.text[h.giver.start : h.giver.end]
                    s.level = level_of(s.authority, ctx.scene) or s.level
                self._office_level(s)
                out.append(s)
        self.items += [it for f in table.figures for it in f.award] + [it for h in table.honours for it in h.award]
        return out

    def _first_named(self, table: matrix.Matrix) -> Item | None:
        """The unit that the text names first, where the table is one of honours; not one that the table names as giver."""
        if not table.honours:
            return None
        given = fold(" ".join(self.text[h.giver.start : h.giver.end] for h in table.honours if h.giver is not None))
        named = sorted((it for named in self.ctx.bodies.values() for it in named.values() if it.start < table.start), key=lambda it: it.start)
        named = [it for it in named if fold(it.wording) not in given and level_of(it.wording, self.ctx.scene) in ("other", "enterprise", "")]
        own = [it for it in named if it.wording.split()[-1][:1].isupper()]  # not "Trung tâm Y tế huyện"
        return own[0] if own else None

    def _only_honoured(self) -> Item | None:
        """The only body that the text told of as honoured so far."""
        named = {s.name: s.recipient for s in self.ctx.statements if s.name}
        told = next(iter(named.values())) if len(named) == 1 else None
        return told if told is not None and told.kind == "body" else None

    def _paired(self, row: list[grid.Cell], start: int, end: int) -> list[Statement]:
        """What a row states whose cells are a name and, behind it, what that one gets: "Lê Thị A | Xã B | Giấy khen"."""
        name: Item | None = None
        given: list[Item] = []
        for cell in row:
            items = scan(self.text, cell.start, cell.end)
            first = next((it for it in items if it.kind != "mark"), None)
            if first is None or first.start > cell.start + 6:
                continue
            if name is None and first.kind in ("person", "body") and first.value != "pronoun":
                name = first
            elif name is not None and first.kind == "award" and not any(it.kind == "count" for it in items):
                given += items
        if name is None or not given:
            return []
        return SentenceReader(self.text, self.folded, (start, end), [name, *given], self.ctx).paired()

    def _figures(self, block: Block, tally: board.Tally | None) -> list[Statement]:
        """What a line of a board states, or an award's line with those of its numbers."""
        ctx = self.ctx
        ctx.listing, ctx.header = False, []
        if tally is not None:
            self.items += tally.label
            reader = SentenceReader(self.text, self.folded, (tally.start, tally.end), list(tally.label), ctx)
            out = reader.tabled(list(tally.counts), list(tally.parts))
            for g in tally.grades if len(tally.counts) == 1 and out else ():
                part = replace(out[0], grade=g.value, count=g.number.value if g.number else None, part_of=out[0])
                part.start, part.end = min(out[0].start, g.start), max(g.end, out[0].start)
                out.append(part)
        else:
            items = scan(self.text, block.start, block.end)
            self.items += items
            out = SentenceReader(self.text, self.folded, (block.start, block.end), items, ctx).read()
        for s in out:
            self._of_group(s)
            s.period = s.period or self.board_period
            if not s.authority and not s.level:
                s.authority, s.level = ctx.header_authority
        return out

    def _board_heading(self, block: Block) -> None:
        """A heading inside a board: "KHEN THƯỞNG CẤP TỈNH NĂM 2023" gives what is below it its level and period."""
        self._heading_gives(block)
        found = periods.find(self.folded[block.start : block.end], block.start)
        if len(found) == 1:
            self.board_period = self.ctx.memory.note(found[0])

    def _kind_of_group(self, block: Block) -> str:
        """The kind of recipients that a heading such as "I. TẬP THỂ" or "* Về cá nhân:" names; "" for another line."""
        named = _OF_KIND.fullmatch(self.folded[block.start : block.end].strip())
        if named is None:
            return ""
        nouns = self.lex.words["noun"]
        return next((k for k in ("collective", "individual", "household") if named.group(1) in nouns[k]), "")

    def _sections(self, block: Block) -> bool:
        """ "I. KHỐI CÁC CƠ QUAN CẤP TỈNH", "* Khối doanh nghiệp:": a numbered or capital line that parts a list."""
        words = self.text[block.start : block.end].strip()
        named = _SECTION.match(self.folded, block.start, block.end) is not None
        return named and len(words) < 90 and not words.endswith((".", ";")) and not self._award_alone(block)

    def _grouped(self, block: Block) -> bool:
        """ "Khối THPT: Trường A (huyện X), Trường B.": a sector and, behind its colon, those of it."""
        colon = self.text.find(":", block.start, block.end)
        return colon > 0 and block.end - block.start <= 400 and _SECTION.fullmatch(self.folded, block.start, colon) is not None

    def _of_group(self, s: Statement) -> None:
        """ "* Tập thể:" and below it "- 04 Cờ thi đua": the awards of a group are its members'."""
        form = self.lex.awards.get(s.award)
        kind = self.ctx.header_kind
        if kind and not s.kind and s.count is not None and (form is None or not form.kinds or kind in form.kinds):
            s.kind = kind

    def _section(self, items: list[Item]) -> list[Statement]:
        """A row that only names a level or an authority ("II / Khen thưởng cấp tỉnh") heads the rows below it."""
        bodies = [it for it in items if it.value == "authority"]
        tier = _RANKED.search(self.folded, items[0].start, items[-1].end) if items else None
        self.ctx.header_authority = ("", "")
        if tier is not None:
            self.ctx.header_authority = ("", level_of(tier.group(1), self.ctx.scene))
        elif len(bodies) == 1:
            self.ctx.header_authority = (bodies[0].wording, level_of(bodies[0].wording, self.ctx.scene))
        self.ctx.listing = True
        return []

    def _board_behind(self) -> set[int]:
        """Starts of the lines of a board that the end of the article was taken for: three statements at least."""
        behind = [b for b in self.article.blocks if b.kind in ("noise", "byline")]
        found = board.read(self.text, behind) if len(behind) > 5 else board.NONE
        if len(found.tallies) + len(found.lines) < 3:
            return set()
        return {*found.tallies, *found.lines, *found.headings, *found.absorbed}

    def _flattened(self) -> set[int]:
        """Starts of the blocks that are cells of a table flattened to one cell a line, under a "STT" or "Họ và tên"."""
        found: set[int] = set()
        inside = False
        for b in self.article.blocks:
            text = self.folded[b.start : b.end].strip(" .")
            if text in ("stt", "tt", "số tt", "họ và tên"):
                inside = True
            elif inside and (b.end - b.start > 140 or self.text[b.end - 1] in ".!?"):
                inside = False
            if inside:
                found.add(b.start)
        return found

    def _heads_list(self, block: Block) -> bool:
        """Whether a list follows: a colon says so, or a short line without a full stop before numbered entries."""
        text = self.text[block.start : block.end]
        if _HEADER.search(text) or (self.ctx.listing and self._award_alone(block)):
            return True
        after = self.following
        if after is None:
            return False
        if after.start in self.cells and _COLUMN.fullmatch(self.folded[after.start : after.end].strip(" .")):
            return _GATE.search(self.folded, block.start, block.end) is not None  # a table flattened to lines follows
        if _GIVES_BELOW.fullmatch(self.folded, block.start, block.end) and _DASHED.match(self.text, after.start, after.end):
            return True  # "Bộ Công Thương tặng." over a list of dashes
        if len(text) > 220 or text.rstrip().endswith((".", ";", ",")):
            return False
        opening = self.folded[after.start : after.end].strip()
        numbered = re.match(r"(?:1|01|i|a)\s*[.)/-]\s|1$|01$|stt\b|tt$|- |\* |\+ ", opening) is not None
        return numbered and _GATE.search(self.folded, block.start, block.end) is not None

    def _names_follow(self) -> bool:
        """Whether the next line opens with a name and states no award."""
        after = self.following
        items = scan(self.text, after.start, after.end) if after is not None and after.end - after.start < 200 else []
        first = next((it for it in items if it.kind != "mark"), None)
        opens = first is not None and after is not None and first.kind in ("person", "body") and first.start <= after.start + 4
        return opens and not any(it.kind in ("award", "grade") or (it.kind == "cue" and it.value in ("give", "hand")) for it in items)

    def _gives_below(self, block: Block) -> bool:
        """ "Bộ trưởng Bộ Tài chính khen tặng" over lines that open with an award: who gives those."""
        after = self.following
        told = after is not None and _GIVES_BELOW.fullmatch(self.folded, block.start, block.end) is not None
        if after is None or block.end - block.start > 90 or self.text[block.end - 1] in ";,!?":
            return False
        if not names_award(self.folded[after.start : after.end], traces_of(self.folded)):
            return False
        below = next((it for it in scan(self.text, after.start, after.end) if it.kind not in ("mark", "period")), None)
        if below is None or below.kind != "award" or below.start > after.start + 1:
            return False
        items = scan(self.text, block.start, block.end)
        if not items or items[0].value != "authority":
            return False
        level = level_of(items[0].wording, self.ctx.scene)
        if not told and (level not in ("state", "government", "ministry", "province") or len(items) > 1 or self.text[block.start : block.end].strip(" .:-–*") != items[0].wording):
            return False  # "Bộ Công Thương" alone too
        self.items += items
        self.given_by = (items[0].wording, level)
        return True

    def _given_above(self, block: Block, out: list[Statement]) -> None:
        """Gives the awards of a line the giver of the heading above it; any other block ends that."""
        if not self.given_by or block.end - block.start > 220 or not any(it.kind == "award" for it in self.items if it.start >= block.start):
            self.given_by = None
            return
        for s in out:
            if not s.authority and s.level in ("", self.given_by[1]) and s.award != "huy-hieu-dang":
                s.authority, s.level = self.given_by

    def _nests(self, block: Block) -> bool:
        """Whether a numbered entry that states an award heads the dashes below it ("1. Huân chương …: 02 tập thể")."""
        after = self.following
        if after is None or _NUMBERED.match(self.folded, block.start, block.end) is None:
            return False
        if _DASHED.match(self.text, after.start, after.end) or _FIRST.match(self.text, after.start, after.end):
            return True
        if _OPENS_LIST.match(self.folded, after.start, after.end) and (
            _ROMAN.match(self.text, block.start, block.end) or not _ARABIC.match(self.text, after.start, after.end)
        ):
            return True  # "II. Huân chương … cho 02 cá nhân:" and below it "1. Ông A"; "2. …" and below it "a) Ông A"
        named = next(iter(scan(self.text, after.start, after.end)), None)
        short = after.end - after.start <= 200 and _NUMBERED.match(self.folded, after.start, after.end) is None
        return self._section_of(block) and short and named is not None and named.start == after.start and named.kind in ("person", "body")

    def _section_of(self, block: Block) -> bool:
        """ "II. Huân chương Lao động hạng Nhì: 02 cá nhân": a section of a list, with its award and number."""
        if block.end - block.start > 160 or _ROMAN.match(self.text, block.start, block.end) is None:
            return False
        items = scan(self.text, block.start, block.end)
        return any(it.kind == "award" for it in items) and any(it.kind == "count" for it in items)

    def _award_alone(self, block: Block) -> bool:
        """A line inside a list that is nothing but an award, with its owner at most: it heads the entries below it."""
        after = self.following
        if block.end - block.start > 90 or after is None or after.end - after.start > 140:
            return False
        items = scan(self.text, block.start, block.end)
        awards = [it for it in items if it.kind == "award"]
        if len(awards) != 1 or any(it.kind in ("count", "person") for it in items) or awards[0].number is not None:
            return False
        covered = sum(it.end - it.start for it in items)
        return block.end - block.start - covered <= 16

    def _decided(self) -> list[Statement]:
        """The counted statements that a list at the end of the text spells out: all of one form, none spelt out yet."""
        counted = [s for s in self.ctx.statements if s.part_of is None and s.recipient is not None]
        forms = {(s.award, s.grade, s.title) for s in counted}
        listed = any(s.part_of is not None for s in self.ctx.statements)
        return counted if len(forms) == 1 and not listed and all(s.count is not None for s in counted) else []

    def _counted_before(self) -> list[Statement]:
        """The counted statements of the last award so far, for a paragraph that spells them out."""
        told = [s for s in self.ctx.statements if s.part_of is None][-4:]
        last = told[-1] if told else None
        if last is None or last.count is None:
            return []
        return [s for s in told if s.count and (s.award, s.grade, s.title) == (last.award, last.grade, last.title)]

    def _told_above(self) -> list[Statement]:
        """What the title states."""
        return []

    def _counted_again(self, block: Block) -> list[Statement]:
        """ "Danh sách 20 gương “Thanh niên sống đẹp” năm 2020:": the total told before that the heading of a list repeats."""
        if _NAMES_LIST.match(self.folded, block.start, block.end) is None:
            return []
        told = {digits(n) for n in re.findall(r"\d[\d.]*", self.text[block.start : block.end])}
        stated = (*self._told_above(), *self.ctx.statements)
        return [s for s in stated if s.part_of is None and s.count in told and (s.count or 0) > 1][-1:]

    def _bare_authority(self, block: Block) -> bool:
        """A line above a list that is nothing but the name of an authority ("BỘ TRƯỞNG BỘ Y TẾ")."""
        text = self.text[block.start : block.end]
        after = self.following
        if after is None or len(text) > 70 or _BULLET.match(self.text, after.start, after.end) is None:
            return False
        here = [it for it in self.items if it.start >= block.start]
        return len(here) == 1 and here[0].value == "authority" and here[0].end - here[0].start >= len(text.strip()) - 2

    def _heading_period(self, block: Block, reader: SentenceReader | None) -> str:
        """ "II. KHEN THƯỞNG CẤP TỈNH NĂM 2022": the only period of a short heading that counts nobody."""
        here = [it for it in self.items if it.start >= block.start]
        tabled = self.following is not None and self.following.start in self.cells
        if tabled or block.end - block.start > 110 or any(it.kind in ("count", "person") for it in here):
            return ""
        told = {v for v in reader.periods.values() if v} if reader is not None else set()
        return told.pop() if len(told) == 1 and reader is not None and reader.span[0] >= block.start else ""

    def _heading_gives(self, block: Block) -> None:
        """The only authority of a heading without an award of its own gives what is listed below."""
        here = [it for it in self.items if it.start >= block.start]
        bodies = [it for it in here if it.value == "authority"]
        group = _SUBHEADER.match(self.folded, block.start, block.end)  # "A. Tập thể Công ty": who receives
        if len(bodies) == 1 and here[0] is bodies[0] and group is None and not any(it.kind in ("award", "count") for it in here):
            wording = bodies[0].wording
            self.ctx.header_authority = (wording, level_of(wording, self.ctx.scene))
        rank = _RANKED.search(self.folded, block.start, block.end)
        if rank is not None and block.end - block.start <= 80 and not any(it.kind in ("award", "count") for it in here):
            self.ctx.header_authority = ("", level_of(rank.group(1), self.ctx.scene))  # "II. KHEN THƯỞNG CẤP TỈNH"

    def _cell(self, block: Block) -> bool:
        """A line that can be a cell or a remark inside a flattened list: short, without a full stop."""
        text = self.text[block.start : block.end].rstrip()
        return (len(text) <= 90 and not text.endswith((".", "!", "?"))) or text.startswith("(")
