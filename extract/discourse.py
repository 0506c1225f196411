"""The article as a whole: sentences in order, headers and lists, whom the article is about, facts said twice."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extract import board, campaigns, flat, grid, matrix, periods, rates, spaced
from extract.authorities import level_of_occasion, scene_of
from extract.carried import Carried
from extract.cast import given_names
from extract.fold import fold, plain
from extract.gate import may_state_awards, silent_from
from extract.headline import headlined
from extract.heads import givers, spread
from extract.lexicon import pattern, phrases
from extract.mentions import Item, scan
from extract.merging import merge
from extract.model import Article, Block
from extract.periods import PeriodMemory
from extract.profiles import portrayed
from extract.reading import SentenceReader
from extract.refine import refine
from extract.statements import Context, Statement
from extract.tokens import sentences

_GATE = pattern("gate")
_REVIEW_SCHOOL = pattern("review-school")
_REVIEW = pattern("review")
_OCCASION = pattern("occasion")
_THAT_IS = phrases("that-is")
_TABLED = pattern("tabled")
_CONTEST = pattern("contest")
_HOST = pattern("host")
_HOSTED = pattern("host-end")
_COUNCIL = pattern("council")
_COLUMN = pattern("column")
_LED = pattern("led")
_THOSE_COUNTED = pattern("those-counted")
_BULLET = pattern("bullet")
_DATED = pattern("full-date")
_SUBHEADER = pattern("subheader")
_LIST_TITLE = pattern("list-title")
_ASIDE = re.compile(r"\((?!\d{1,2}\))")
_OPENING = re.compile(r"\w\S*")
_CREDIT = pattern("credit")
_CREDIT_ASIDE = pattern("credit-aside")


class Discourse(Carried):
    """Reads an article's blocks into statements and campaign mentions.

    ``marks`` asks for all that is named, also where an article states nothing more; rows do not depend on it.
    """

    def __init__(self, article: Article, marks: bool = True) -> None:
        super().__init__(article)
        self.marks = marks or any(b.kind == "table_row" for b in article.blocks)  # which become rows elsewhere too
        self.barren = not may_state_awards(self.folded)  # read for campaigns only
        self.title_says: list[Statement] | None = None
        self.mentions: list[campaigns.CampaignMention] = []
        self.rates: list[rates.RateMention] = []
        self.last_award: Item | None = None
        self.silent = len(self.text)
        if self.barren:
            return
        day = _dateline(self.folded)
        scene = scene_of(self.folded, article.title, article.province, article.published_at or day)
        self.ctx = Context(scene, PeriodMemory(article.published_at, day), main=self._main, main_body=self._main_body, named_later=self._named_later, level=self._level_by_name)
        review = _REVIEW.search(self.folded[:800])
        school = _REVIEW_SCHOOL.search(self.folded[:1600])
        self.ctx.review = f"{school.group(1)}/{school.group(2)}" if school else review.group(1) if review else ""
        occasion = _OCCASION.search(self.folded[:900])
        self.ctx.occasion = level_of_occasion(occasion.group(), scene) if occasion else ""
        if not self.ctx.occasion and _HOSTED.search(self.folded, 0, 900):
            host = _HOST.search(self.folded[:900])
            self.ctx.occasion = level_of_occasion(host.group(1), scene) if host is not None else ""
        self.ctx.council = _COUNCIL.search(self.folded[:900]) is not None
        self.ctx.memory.survey([replace(p, planned=self._planned(p)) for p in periods.find(self.folded, relative=False)])

    def read(self) -> list[Statement]:
        """All statements of the article, duplicates merged, in order of place."""
        out: list[Statement] = []
        cells = self.cells = self._flattened()
        tables, within = ({}, set()) if self.barren else matrix.read(self.text, list(self.article.blocks))
        kept = {*cells, *tables, *self._board_behind()}
        blocks = [
            Block("paragraph", b.start, b.end) if b.start in kept else b
            for b in self.article.blocks
            if b.start in kept or b.kind not in ("noise", "byline", "dateline", "origin")
        ]
        if blocks and all(b.kind in ("title", "caption") for b in blocks):  # title and body run together on one line
            blocks = [Block("paragraph", b.start, b.end) if b.kind == "title" else b for b in blocks]
        if self.barren:
            self._campaigns_only(blocks)
            return []
        blocks = spaced.unnumbered(self.text, [b for b in blocks if b.start in tables or b.start not in within])
        rows, parts = flat.rows(self.text, [b for b in blocks if b.start not in within])
        lined, headings = spaced.rows(self.text, [b for b in blocks if b.start not in (rows | tables) and b.start not in parts])
        rows, parts = rows | lined, parts | headings
        figures = board.read(self.text, [b for b in blocks if b.start not in (rows | tables) and b.start not in parts])
        seen: dict[str, list[Block]] = {}  # by their first words
        said = cache(lambda block: plain(self.text[block.start : block.end]))
        laid_out = self.marks or rows or parts or tables or within or figures != board.NONE
        self.silent = len(self.text) if laid_out else silent_from(self.text, self.folded, blocks)
        for k, block in enumerate(blocks):
            if self._says_nothing(block.start):
                self._campaigns_only(blocks, k)  # an award named in passing, and nothing more that could be one
                break
            if block.start in tables:
                out += self._matrix(tables[block.start], blocks[k - 1] if k else None)
                continue
            if block.start in rows:
                out += self._flat(rows[block.start])
                continue
            if block.start in parts or block.start in figures.absorbed:
                continue
            self.ctx.board = block.start in figures.lines
            if block.start in figures.headings:
                out += self._block(block)
                self._board_heading(block)
                continue
            if self.ctx.board or block.start in figures.tallies:
                out += self._figures(block, figures.tallies.get(block.start))
                continue
            self.following = next((b for b in blocks[k + 1 : k + 4] if not _ASIDE.match(self.text, b.start)), None)
            alike = seen.setdefault(self._first_word(block), [])
            if alike and block.kind != "table_row" and len(said(block)) > 20 and said(block) in map(said, alike):
                continue  # the same caption or lead twice
            alike.append(block)
            out += self._block(block)
        out += portrayed(self.text, self.folded, blocks, self.items, out)
        if out or self.silent == len(self.text):
            out = headlined(self._told_above(), out) + out
        return merge(refine(out, self.text), self.text)

    def _first_word(self, block: Block) -> str:
        """The first word of ``plain`` of the block."""
        opening = _OPENING.search(self.text, block.start, block.end)
        return plain(opening.group()).partition(" ")[0] if opening else ""

    def _says_nothing(self, start: int) -> bool:
        """Whether no sentence from ``start`` on can state anything, nor has any before."""
        return start >= self.silent and not self.ctx.statements and not self.ctx.header

    def _told_above(self) -> list[Statement]:
        """What the title states, read once and without leaving anything to the text."""
        title = next((b for b in self.article.blocks if b.kind == "title"), None)
        if self.title_says is None and title is not None:
            ctx, reader, award = self.ctx, self.reader, self.last_award
            self.ctx = replace(
                ctx, statements=[], present=[], authority=("", ""), period="", header=[], listing=False, header_status=""
            )
            self.title_says = self._sentence(title.start, title.end, [m.zone for m in self.mentions])
            self.ctx, self.reader, self.last_award = ctx, reader, award
        return self.title_says or []

    def _campaigns_only(self, blocks: list[Block], first: int = 0) -> None:
        """The campaigns that ``_block`` would find from ``first`` on, without comparing every block with all before it."""
        for k in range(first, len(blocks)):
            block = blocks[k]
            found = campaigns.find(self.text, self.folded, block.start, block.end)
            if found:
                key = plain(self.text[block.start : block.end])
                again = block.kind != "table_row" and len(key) > 20
                if not (again and any(key == plain(self.text[b.start : b.end]) for b in blocks[:k])):
                    self.mentions += found

    def _block(self, block: Block) -> list[Statement]:
        found = campaigns.find(self.text, self.folded, block.start, block.end)
        self.mentions += found
        zones = [m.zone for m in found]
        zones += [m.span() for m in _CREDIT_ASIDE.finditer(self.folded, block.start, block.end)]
        if block.kind == "title":
            self._entitle(block, zones)
            return []
        listing = (
            block.kind in ("list_item", "table_row")
            or _BULLET.match(self.text, block.start, block.end) is not None
            or self._section_of(block)
        )
        ctx = self.ctx
        if self._gives_below(block):
            return []
        if self._section_of(block):
            ctx.header_status = self.section_status
        elif block.end - block.start > 200:
            self.section_status = ""
        ctx.block_start = block.start
        ctx.present = []
        bare = self.folded[block.start : block.end].strip(" .|")
        if not listing and ctx.header and (bare.isdigit() or self.numbered or _COLUMN.fullmatch(bare)):
            listing = True  # a table that was flattened to one cell a line
            if not self.numbered or bare.isdigit() or _COLUMN.fullmatch(bare):
                self.numbered = bare.isdigit()
                return []
        self.numbered = False
        if _LIST_TITLE.fullmatch(bare) and not ctx.header and (told := self._decided()):
            ctx.header, ctx.listing, self.running = told, True, True
            ctx.header_authority, ctx.header_period = (told[0].authority, told[0].level), told[0].period
            return []  # "DANH SÁCH" at the end of a decision lists those whom its articles count
        if not ctx.header and bare.endswith(":") and self._kind_of_group(block) and (told := self._counted_before()):
            ctx.header, ctx.listing, self.running = told, True, True  # "Các cá nhân:", and below it "- Ông A, …"
            ctx.header_kind = self._kind_of_group(block)
            return []
        if ctx.header and self._sections(block):
            ctx.listing, self.running = True, True
            return []
        header = self._heads_list(block)
        if not listing and _THOSE_COUNTED.match(self.folded, block.start, block.end):
            ctx.header = self._counted_before()
            listing = bool(ctx.header)
        if not listing:
            ctx.listing, ctx.header_period, ctx.header_status, ctx.header_authority = False, "", "", ("", "")
            ctx.header_kind = self._kind_of_group(block)
            if _SUBHEADER.match(self.folded, block.start, block.end) and ctx.header:
                ctx.listing = True
            elif self.running and ctx.header and self._grouped(block):
                ctx.listing = listing = True  # "Khối THPT: Trường A, Trường B."
            elif self.running and ctx.header and self._cell(block) and block.start not in self.cells:
                ctx.listing = True  # entries on lines of their own, without numbers or dashes
            elif not header:
                ctx.header = [] if not (ctx.header and self._cell(block)) else ctx.header
        elif not ctx.listing:
            ctx.listing = True
        if listing and bare.endswith(":"):
            ctx.header_kind = self._kind_of_group(block)
        self.running = header or (self.running and ctx.listing)
        ctx.block = block.kind
        if not listing and not ctx.opened and len(ctx.period) == 4:
            ctx.period = ""  # a year stated inside a paragraph runs to its end
        if ctx.outer is not None and not listing:
            ctx.period, ctx.outer = ctx.outer, None
        if "|" in self.text[block.start : block.end]:
            row = grid.cells(self.text, block.start, block.end)
            kinds = grid.heading(self.text, row)
            if kinds:
                self.columns = kinds
                return []
            tabled = grid.counts(self.text, row, self.columns)
            if tabled:
                items = scan(self.text, block.start, block.end, zones)
                self.items += items
                return SentenceReader(self.text, self.folded, (block.start, block.end), items, ctx).tabled(tabled)
            paired = self._paired(row, block.start, block.end)
            if paired:
                return paired
        else:
            self.columns = {}
        out: list[Statement] = []
        ctx.names_follow = block.end - block.start < 120 and self._names_follow()
        for start, end in sentences(self.text, block.start, block.end):
            self.rates += rates.find(self.text, self.folded, start, end)
            if header or out or not self._says_nothing(start):
                out += self._sentence(start, end, zones)
        self._given_above(block, out)
        self._names_whom(block, out)
        if header or self._bare_authority(block):
            self._heading_gives(block)
        if listing and out and self._nests(block):
            ctx.header, ctx.header_authority = [s for s in out if s.part_of is None], ("", "")
            self.running = True
            if self._section_of(block) and all(s.status == "proposed" for s in out):
                self.section_status = "proposed"
        if not listing and header:
            last = self.text[block.start : block.end]
            ctx.listing = True
            ctx.header_period = ctx.period = self._heading_period(block, self.reader) or ctx.period
            if ctx.authority != ("", ""):
                ctx.header_authority = ctx.authority
            ends = self.reader is not None and self.reader.span[1] >= block.end - 2
            stated = self.reader.header_of() if self.reader is not None and ends else []
            stated = stated or [s for s in out if s.award == out[-1].award and s.part_of is None and s.count is not None]
            stated = stated or self._counted_again(block)
            if stated or (ends and not _SUBHEADER.match(self.folded, block.start, block.end)):
                ctx.header = stated  # "… cho 11 tập thể. Danh sách như sau:"
            ctx.header_status = (
                "proposed"
                if (re.search(r"đề nghị|\btrình\b|đề xuất", fold(last)[-200:]) and "theo đề nghị" not in fold(last))
                or (ctx.council and re.search(r"thống nhất|nhất trí|thông qua|bỏ phiếu|kết quả|xét", fold(last)))
                else ""
            )
            if ctx.header and all(s.status == "conferred" and s.count is not None for s in ctx.header):
                ctx.header_status = ""
            self.section_status = ctx.header_status
        return out

    def _sentence(self, start: int, end: int, zones: list[tuple[int, int]]) -> list[Statement]:
        if _CREDIT.match(self.folded, start, end):
            return []
        opener = self.folded[start : start + 8].split(maxsplit=1)[:1]
        if self.ctx.recent is not None and opener and opener[0] in self.lex.people["pronoun"]:
            self.ctx.called.setdefault(self.ctx.recent.wording, set()).add(opener[0])  # "Nhạc sĩ A qua đời. Ông thọ 79 tuổi."
        items = scan(
            self.text,
            start,
            end,
            [z for z in zones if z[0] < end and start < z[1]],
            given_names(tuple([p.wording for p in self.people.values()])),
            frozenset(self.places),
            self.aliases,
        )
        items = givers(self.text, spread(self.text, items))
        self._elided(items)
        self._same_order(items)
        self._mothers(items)
        self.forms_named |= {it.value for it in items if it.kind == "award"}
        self.items += items
        for it in items:
            self._remember(it)
        listed = self.ctx.listing and self.ctx.header
        if (
            not listed
            and not _GATE.search(self.folded, start, end)
            and not any(it.kind in ("award", "count", "period") for it in items)
            and not (self.ctx.statements and self.folded.startswith(_THAT_IS, start))
        ):
            self._resolve_names(items)
            self.ctx.present += [it for it in items if it.kind == "person" and it.person is not None and it.value == ""]
            self._follow_subject(items)
            return []
        self._resolve_names(items)
        self.ctx.present += [it for it in items if it.kind == "person" and it.person is not None and it.value == ""]
        if self.text[end - 1] == "?":
            return []
        self._calls_itself(items)
        for it in items:
            if (
                it.kind == "body"
                and it.body is not None
                and it.wording.lower().startswith("lãnh đạo ")
                and _LED.match(fold(it.wording))
            ):
                rest = it.wording[9:]  # "lãnh đạo thành phố Huế nhận Cờ": the city receives it
                it.wording, it.body, it.value = rest, replace(it.body, head=fold(rest).split()[0]), "place_head"
            if (
                it.kind == "body"
                and it.value == "people_head"
                and it.body is not None
                and it.body.head.startswith("tập thể")
                and len(it.wording) > len(it.body.head) + 8
            ):
                it.wording = it.wording[len(it.body.head) :].strip()
            if it.kind == "award":
                if it.title == "*":  # "danh hiệu này"
                    it.value, it.title = (
                        (self.last_award.value, self.last_award.title) if self.last_award else (it.value, "")
                    )
                if it.value not in ("huan-chuong", "danh-hieu") and (
                    self.lex.awards[it.value].family.startswith("danh-hieu") or it.title
                ):
                    self.last_award = it
        reader = SentenceReader(self.text, self.folded, (start, end), items, self.ctx)
        statements = reader.read()
        self.reader = reader
        contest = _CONTEST.search(self.folded, start, end) is not None
        statements = [
            s
            for s in statements
            if not self._pupils(s) and not (contest and s.level == "other" and "ban tổ chức" in fold(s.authority))
        ]
        if any(it.kind == "award" and it.value == "huan-chuong" and it.title for it in items):
            # "Huân chương Lenin … và Huân chương Sao vàng": beside an order that Vietnam has not, another country's
            statements = [s for s in statements if not s.award.startswith("huan-chuong") or s.authority]
        tabled = self.ctx.council and _TABLED.search(self.folded, start, end) is not None
        for s in statements:
            s.tabled = tabled and s.status == "proposed"
            self._of_group(s)
            self._office_level(s)
            self._from_title(s)
            self._of_one_decision(s)
            if s.award == "giai-thuong" and not s.authority and not s.level:
                s.level = self.ctx.occasion  # a prize is of the body that holds its ceremony
        for s in statements:
            if (
                s.status == "proposed"
                and not s.period
                and self.ctx.review
                and "đột xuất" not in self.folded[s.start : s.end + 40]
            ):
                stated = [t.period for t in statements if t.status == "proposed" and t.period]
                within = self.ctx.titled if self.ctx.titled.startswith(self.ctx.review) else ""  # "6 tháng đầu năm 2019"
                s.period = stated[-1] if stated else within or self.ctx.review
        self._follow_subject(items)
        return statements


def _dateline(folded: str) -> str:
    """The first full date of the opening, as "YYYY": the year in which the article tells its news; "" without one."""
    found = _DATED.search(folded, 0, 700)
    return (found.group(1) or found.group(2)) if found else ""
