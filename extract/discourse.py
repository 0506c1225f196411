"""The article as a whole: sentences in order, headers and lists, whom the article is about, facts said twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract import campaigns, flat, grid, periods, rates
from extract.authorities import level_of, level_of_occasion, scene_of
from extract.clauses import ClauseParser
from extract.fold import fold, plain
from extract.gate import may_state_awards
from extract.heads import spread
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item, scan
from extract.model import Article, Block
from extract.periods import PeriodMemory
from extract.reading import SentenceReader
from extract.refine import refine
from extract.sentence import suits
from extract.statements import Context, Statement
from extract.tokens import sentences

_GATE = pattern("gate")
_REVIEW_SCHOOL = pattern("review-school")
_REVIEW = pattern("review")
_OCCASION = pattern("occasion")
_ALIAS = re.compile(
    r"\s*\((?:hay gọi là |thường gọi là |tức |còn gọi là )?([A-ZĐÀ-Ỹ][\w’']*(?: [A-ZĐÀ-Ỹ][\w’']*){0,2})\)"
)
_SHORT = re.compile(r"\s*\((?:(?:gọi|viết) tắt là:? |tên viết tắt:? |sau đây gọi là )?([A-ZĐ][\w&]{2,})\)")
_COUNCIL = pattern("council")
_PLACE_HEADS = phrases("place-heads")
_COLUMN = pattern("column")
_LED = pattern("led")
_PUPIL = pattern("pupil")
_SCHOOL = pattern("school")
_BULLET = pattern("bullet")
_DATED = pattern("full-date")
_SUBHEADER = pattern("subheader")
_RANKED = pattern("ranked")
_OF_HONOURS = pattern("of-honours")
_HONOURS_OF = pattern("honours-of")
_HEADED = {fold(office): tuple(heads) for office, heads in load().bodies["headed"].items()}
_LIST_TITLE = pattern("list-title")
_CREDIT = pattern("credit")
_CREDIT_ASIDE = pattern("credit-aside")
_HEADER = re.compile(r":\s*$")


class Discourse:
    """Reads an article's blocks into statements and campaign mentions."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.folded = fold(article.text)
        self.lex = load()
        self.barren = not may_state_awards(self.folded)  # read for campaigns only
        self.mentions: list[campaigns.CampaignMention] = []
        self.items: list[Item] = []
        self.rates: list[rates.RateMention] = []
        self.following: Block | None = None
        if self.barren:
            return
        scene = scene_of(self.folded, article.title, article.province, article.published_at)
        self.ctx = Context(scene, PeriodMemory(article.published_at, _dateline(self.folded)), main=self._main)
        review = _REVIEW.search(self.folded[:800])
        school = _REVIEW_SCHOOL.search(self.folded[:1600])
        self.ctx.review = f"{school.group(1)}/{school.group(2)}" if school else review.group(1) if review else ""
        occasion = _OCCASION.search(self.folded[:900])
        self.ctx.occasion = level_of_occasion(occasion.group(), scene) if occasion else ""
        self.ctx.council = _COUNCIL.search(self.folded[:900]) is not None
        self.ctx.memory.survey(periods.find(self.folded))
        self.people: dict[str, Item] = {}
        self.places: set[str] = set()  # names of places named with their kind ("huyện Đại Lộc")
        self.aliases: dict[str, str] = {}  # abbreviations that the article gives for bodies, and the kinds of those
        self.short: dict[str, str] = {}  # the full names of those in capitals
        self.fuller: dict[str, str] = {}  # last two syllables → full name
        self.last_award: Item | None = None
        self.reader: SentenceReader | None = None
        self.cells: set[int] = set()  # starts of the lines that a table was flattened to
        self.columns: dict[int, str] = {}
        self.running = False  # under a header, as long as only entries follow
        self.numbered = False  # the line before was the number of a table row
        self.title_acts: tuple[str, str, frozenset[str]] = ("", "", frozenset())

    def read(self) -> list[Statement]:
        """All statements of the article, duplicates merged, in order of place."""
        out: list[Statement] = []
        cells = self.cells = self._flattened()
        blocks = [
            Block("paragraph", b.start, b.end) if b.start in cells else b
            for b in self.article.blocks
            if b.start in cells or b.kind not in ("noise", "byline", "dateline", "origin")
        ]
        if blocks and all(b.kind in ("title", "caption") for b in blocks):  # title and body run together on one line
            blocks = [Block("paragraph", b.start, b.end) if b.kind == "title" else b for b in blocks]
        if self.barren:
            self._campaigns_only(blocks)
            return []
        rows, parts = flat.rows(self.text, blocks)
        seen: set[str] = set()
        for k, block in enumerate(blocks):
            if block.start in rows:
                out += self._flat(rows[block.start])
                continue
            if block.start in parts:
                continue
            self.following = next((b for b in blocks[k + 1 : k + 4] if self.text[b.start] != "("), None)
            key = plain(self.text[block.start : block.end])
            if block.kind != "table_row" and len(key) > 20 and key in seen:
                continue  # the same caption or lead twice
            seen.add(key)
            out += self._block(block)
        return _merge(refine(out, self.text), self.text)

    def _campaigns_only(self, blocks: list[Block]) -> None:
        """The campaigns that ``_block`` would find, without comparing every block with all before it."""
        for k, block in enumerate(blocks):
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
            self._subject(block, zones)
            return []
        listing = (
            block.kind in ("list_item", "table_row") or _BULLET.match(self.text, block.start, block.end) is not None
        )
        ctx = self.ctx
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
        header = self._heads_list(block)
        if not listing:
            ctx.listing, ctx.header_period, ctx.header_status, ctx.header_authority = False, "", "", ("", "")
            if _SUBHEADER.match(self.folded, block.start, block.end) and ctx.header:
                ctx.listing = True
            elif self.running and ctx.header and self._cell(block) and block.start not in self.cells:
                ctx.listing = True  # entries on lines of their own, without numbers or dashes
            elif not header:
                ctx.header = [] if not (ctx.header and self._cell(block)) else ctx.header
        elif not ctx.listing:
            ctx.listing = True
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
        for start, end in sentences(self.text, block.start, block.end):
            self.rates += rates.find(self.text, self.folded, start, end)
            out += self._sentence(start, end, zones)
        if header or self._bare_authority(block):
            self._heading_gives(block)
        if not listing and header:
            last = self.text[block.start : block.end]
            ctx.listing = True
            ctx.header_period = ctx.period
            if ctx.authority != ("", ""):
                ctx.header_authority = ctx.authority
            if self.reader is not None and self.reader.span[1] >= block.end - 2:
                stated = self.reader.header_of()
                if stated or not _SUBHEADER.match(self.folded, block.start, block.end):
                    ctx.header = stated
            ctx.header_status = (
                "proposed"
                if (re.search(r"đề nghị|\btrình\b|đề xuất", fold(last)[-200:]) and "theo đề nghị" not in fold(last))
                or (ctx.council and re.search(r"thống nhất|nhất trí|thông qua|bỏ phiếu|kết quả|xét", fold(last)))
                else ""
            )
        return out

    def _flat(self, row: flat.FlatRow) -> list[Statement]:
        """What a row of a table without markup states: its label's award and the numbers under its headings."""
        items = scan(self.text, row.start, row.end)
        self.items += items
        counts = grid.counts(self.text, list(row.cells), row.kinds)
        reader = SentenceReader(self.text, self.folded, (row.start, row.end), items, self.ctx)
        if not row.kinds and row.cells:
            return self._paired(list(row.cells), row.start, row.cells[-1].end)
        return reader.tabled(counts) if counts else self._section(items)

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
        if len(text) > 220 or text.rstrip().endswith((".", ";", ",")):
            return False
        opening = self.folded[after.start : after.end].strip()
        numbered = re.match(r"(?:1|01|i|a)\s*[.)/-]\s|1$|01$|stt\b|tt$|- |\* |\+ ", opening) is not None
        return numbered and _GATE.search(self.folded, block.start, block.end) is not None

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

    def _bare_authority(self, block: Block) -> bool:
        """A line above a list that is nothing but the name of an authority ("BỘ TRƯỞNG BỘ Y TẾ")."""
        text = self.text[block.start : block.end]
        after = self.following
        if after is None or len(text) > 70 or _BULLET.match(self.text, after.start, after.end) is None:
            return False
        here = [it for it in self.items if it.start >= block.start]
        return len(here) == 1 and here[0].value == "authority" and here[0].end - here[0].start >= len(text.strip()) - 2

    def _heading_gives(self, block: Block) -> None:
        """The only authority of a heading without an award of its own gives what is listed below."""
        here = [it for it in self.items if it.start >= block.start]
        bodies = [it for it in here if it.value == "authority"]
        if len(bodies) == 1 and here[0] is bodies[0] and not any(it.kind in ("award", "count") for it in here):
            wording = bodies[0].wording
            self.ctx.header_authority = (wording, level_of(wording, self.ctx.scene))
        rank = _RANKED.search(self.folded, block.start, block.end)
        if rank is not None and block.end - block.start <= 80 and not any(it.kind in ("award", "count") for it in here):
            self.ctx.header_authority = ("", level_of(rank.group(1), self.ctx.scene))  # "II. KHEN THƯỞNG CẤP TỈNH"

    def _cell(self, block: Block) -> bool:
        """A line that can be a cell or a remark inside a flattened list: short, without a full stop."""
        text = self.text[block.start : block.end].rstrip()
        return (len(text) <= 90 and not text.endswith((".", "!", "?"))) or text.startswith("(")

    def _sentence(self, start: int, end: int, zones: list[tuple[int, int]]) -> list[Statement]:
        if _CREDIT.match(self.folded, start, end):
            return []
        items = scan(
            self.text,
            start,
            end,
            [z for z in zones if z[0] < end and start < z[1]],
            frozenset(fold(p.wording.split()[-1]) for p in self.people.values()),
            frozenset(self.places),
            self.aliases,
        )
        items = spread(self.text, items)
        self._elided(items)
        self.items += items
        for it in items:
            self._remember(it)
        listed = self.ctx.listing and self.ctx.header
        if (
            not listed
            and not _GATE.search(self.folded, start, end)
            and not any(it.kind in ("award", "count", "period") for it in items)
        ):
            self._resolve_names(items)
            self.ctx.present += [it for it in items if it.kind == "person" and it.person is not None and it.value == ""]
            self._follow_subject(items)
            return []
        self._resolve_names(items)
        self.ctx.present += [it for it in items if it.kind == "person" and it.person is not None and it.value == ""]
        if self.text[end - 1] == "?":
            return []
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
        statements = [s for s in statements if not self._pupils(s)]
        if any(it.kind == "award" and it.value == "huan-chuong" and it.title for it in items):
            # "Huân chương Lenin … và Huân chương Sao vàng": beside an order that Vietnam has not, another country's
            statements = [s for s in statements if not s.award.startswith("huan-chuong") or s.authority]
        for s in statements:
            self._office_level(s)
            self._from_title(s)
        for s in statements:
            if (
                s.status == "proposed"
                and not s.period
                and self.ctx.review
                and "đột xuất" not in self.folded[s.start : s.end + 40]
            ):
                stated = [t.period for t in statements if t.status == "proposed" and t.period]
                s.period = stated[-1] if stated else self.ctx.review
        self._follow_subject(items)
        return statements

    def _office_level(self, s: Statement) -> None:
        """ "Chỉ huy trưởng tặng Giấy khen": the office alone is that of the body named before whose head it is."""
        heads = _HEADED.get(fold(s.authority))
        if s.level or not heads:
            return
        for it in reversed(self.items):
            if it.start < s.start and it.value == "authority" and fold(it.wording).startswith(heads):
                s.level = level_of(it.wording, self.ctx.scene)
                if s.level:
                    return

    def _elided(self, items: list[Item]) -> None:
        """ "… được trao Huân chương Lao động. Hạng Nhì có Sở A": a grade that opens a sentence is of the award before."""
        first = next((k for k, it in enumerate(items) if it.kind != "mark"), None)
        if first is None or items[first].kind != "grade" or items[first].value == "*":
            return
        orders = (s for s in reversed(self.ctx.statements[-10:]) if s.award.startswith("huan-chuong"))
        last = next((s for s in orders if not s.grade), None)
        if last is None:
            return
        it = items[first]
        items[first] = replace(it, kind="award", value=last.award, grade=it.value, title=last.title)

    def _from_title(self, s: Statement) -> None:
        """A body that names no giver takes the one of the title, for the same form or under a decision's title."""
        wording, level, forms = self.title_acts
        form = self.lex.awards.get(s.award)
        if not wording or s.authority or s.level or form is None or form.level == "grassroots":
            return
        if s.award in forms or (not forms and form.level in ("varies", "ministry-province")):
            s.authority, s.level = wording, level

    def _pupils(self, s: Statement) -> bool:
        """A school's own Giấy khen or Bằng khen to its pupils is a school matter (annotation guidelines, notes)."""
        if s.award not in ("giay-khen", "bang-khen") or s.level not in ("", "other"):
            return False
        near = self.folded[max(0, s.sentence[0] - 300) : s.sentence[1] + 200]
        return bool(_PUPIL.search(fold(s.wording)) and _SCHOOL.search(near))

    # -- persons and bodies over the article ------------------------------------------------------------------------

    def _main(self, pronoun: str) -> Item | None:
        """Whom a personal pronoun means: the only person so far whom it fits, else the one the text names most.

        Named most means three times or more, and well ahead of the next.
        """
        seen = {p.wording: p for p in self.people.values() if p.person is not None and p.person.full}
        gendered = {"ông", "bà", "anh", "chị", "cô"}
        fitting = [
            p
            for p in seen.values()
            if pronoun
            and p.person is not None
            and suits(pronoun, p)
            and (pronoun in fold(p.person.honorific).split() or not gendered & set(fold(p.person.honorific).split()))
        ]
        called = [p for p in fitting if p.person is not None and pronoun in fold(p.person.honorific).split()]
        if len(called) == 1:
            return called[0]  # "cụ" is the only one whom the text calls cụ
        if len(fitting) == 1 and pronoun in ("ông", "bà", "anh", "chị", "cô", "cụ", "mẹ"):
            return fitting[0]
        counts = sorted(((self._named(p), p.start, p) for p in (fitting or seen.values())), key=lambda t: (-t[0], t[1]))
        least = 2 if fitting else 3
        if not counts or counts[0][0] < least or (len(counts) > 1 and counts[0][0] < 1.5 * counts[1][0]):
            return None
        return counts[0][2]

    def _named(self, p: Item) -> int:
        return len(re.findall(rf"(?<!\w){re.escape(p.wording.split()[-1])}(?!\w)", self.text))

    def _remember(self, it: Item) -> None:
        if it.kind == "body" and it.value in ("head", "authority") and it.body is not None:
            head = next((p for p in self.lex.people["body_pronoun"] if fold(it.wording).startswith(p + " ")), "")
            if head and any(c.isupper() or c.isdigit() for c in it.wording[len(head) :]):
                self.ctx.bodies.setdefault(head, {}).setdefault(fold(it.wording), it)
        about = self.ctx.about
        if about is not None and about.kind == it.kind == "body" and _fuller(it.wording, about.wording):
            self.ctx.subject = it if self.ctx.subject is about else self.ctx.subject
            self.ctx.about = it  # "Công ty Cổ phần Cấp nước A", which the title calls "Công ty Cấp nước A"
        if (
            it.kind == "body"
            and it.body is not None
            and it.body.head in _PLACE_HEADS
            and len(it.wording) > len(it.body.head)
        ):
            self.places.add(fold(it.wording[len(it.body.head) :].strip(" .")))
        if it.kind == "body" and it.value in ("head", "authority"):
            short = _SHORT.match(self.text, it.end)
            if short is not None and not short.group(1).isdigit():  # "Công ty CP Dịch vụ Phú Nhuận (Maseco)"
                self.aliases.setdefault(fold(short.group(1)), it.value)
                if short.group(1).isupper():
                    self.short[fold(short.group(1))] = it.wording
        if it.kind == "person" and it.person is not None and it.person.full:
            words = plain(it.wording).split()
            if len(words) >= 3:
                self.fuller.setdefault(" ".join(words[-2:]), it.wording)
            if words and (len(words) > 2 or words[-1] not in self.people):
                self.people[words[-1]] = it
            alias = _ALIAS.match(self.text, it.end)
            if alias is not None:  # "ông Trần Văn Hiền (Tám Hiền)"
                for word in plain(alias.group(1)).split():
                    self.people.setdefault(word, it)

    def _resolve_names(self, items: list[Item]) -> None:
        """ "Ông Hay" is the "Trương Văn Hay" named before."""
        for it in items:
            if it.kind == "person" and it.person is not None and not it.person.full:
                key = plain(it.wording).split()
                full = self.people.get(key[-1]) if key else None
                if full is not None:
                    it.wording = full.wording
            elif it.kind == "person" and it.person is not None and it.person.honorific and len(it.wording.split()) == 2:
                longer = self.fuller.get(plain(it.wording))
                if longer is not None:
                    it.wording = longer
            elif it.kind == "body" and fold(it.wording) in self.aliases:
                it.wording = self.short.get(fold(it.wording), it.wording)

    def _subject(self, block: Block, zones: list[tuple[int, int]]) -> None:
        items = scan(self.text, block.start, block.end, zones)
        for it in items:
            self._remember(it)
        roles = ClauseParser(self.text, items).roles
        givers = [i for i in sorted(roles) if roles[i] in ("owner", "agent")]
        if not givers and fold(self.text[block.start : block.end]).startswith("quyết định"):
            givers = [i for i in sorted(roles) if items[i].value == "authority"]
        if givers:
            wording = items[givers[-1]].wording
            forms = {it.value for it in items if it.kind == "award"}
            if forms or fold(self.text[block.start : block.end]).startswith("quyết định"):
                self.title_acts = (wording, level_of(wording, self.ctx.scene), frozenset(forms))
        bodies = [
            it
            for it in items
            if (it.kind == "body" and (it.value != "authority" or self._own_name(it) or self._owns_honours(it)))
            or (it.kind == "person" and it.person is not None and it.person.full)
        ]
        if bodies:
            self.ctx.subject = self.ctx.about = bodies[0]
            if len(bodies) == 1 and _OF_HONOURS.search(self.folded, block.start, block.end):
                self.ctx.honoured = bodies[0]

    def _owns_honours(self, it: Item) -> bool:
        """ "Những phần thưởng cao quý của Bệnh viện A": a title that says whose honours follow."""
        return _HONOURS_OF.search(self.folded[: it.start]) is not None

    def _own_name(self, it: Item) -> bool:
        """Whether an authority is one that articles are about: "Công ty Cấp nước A", not "UBND tỉnh", "Sở Y tế"."""
        return level_of(it.wording, self.ctx.scene) == "enterprise" and it.wording != (it.body.head if it.body else "")

    def _follow_subject(self, items: list[Item]) -> None:
        """The grammatical subject that opens a sentence is what the next bare "được tặng" is about."""
        opener = next((it for it in items[:3] if it.kind == "person"), None)
        giving = any(it.kind == "cue" and it.value in ("hand", "sign", "give") for it in items)
        full = (
            opener is not None and opener.person is not None and (opener.person.full or len(opener.wording.split()) > 1)
        )
        self.ctx.recent = opener if full and not giving else None
        if self.ctx.since <= 6 or any(
            (it.kind == "cue" and it.value in ("hand", "sign")) or (it.kind == "mark" and it.value == "office")
            for it in items
        ):
            return  # whoever hands over, or speaks between, does not become the one the text is about
        for it in items[:3]:
            if it.kind == "person":
                return
            if it.kind == "body" and it.value in ("head", "people_head"):
                self.ctx.subject = it
                return
            if it.kind not in ("mark", "cue", "period"):
                return


def _fuller(name: str, short: str) -> bool:
    """Whether ``name`` has all words of ``short`` in their order, the first and last in place, and some more."""
    words, rest = plain(short).split(), iter(plain(name).split())
    longer = len(plain(name).split()) > len(words) > 2
    return longer and plain(name).split()[0] == words[0] and all(w in rest for w in words)


def _dateline(folded: str) -> str:
    """The first full date of the opening, as "YYYY": the year in which the article tells its news; "" without one."""
    found = _DATED.search(folded, 0, 700)
    return (found.group(1) or found.group(2)) if found else ""


_PRAISE = ("khen-thuong", "bieu-duong")


def _merge(statements: list[Statement], article_text: str) -> list[Statement]:
    """One statement per fact: a caption or lead that repeats the body, the same count said again, go into the fuller one."""
    forms = load().awards
    kept: list[Statement] = []
    replaced: dict[int, Statement] = {}

    def form(s: Statement) -> str:
        return forms[s.award].form if s.award in forms else s.award

    for s in statements:
        twin = next((t for t in kept if _same(s, t, form)), None)
        if twin is None:
            kept.append(s)
            continue
        if _richness(s) > _richness(twin) and s.block != "caption":
            kept[kept.index(twin)] = s
            replaced[id(twin)] = s
            if s.part_of is twin:
                s.part_of = None
        else:
            replaced[id(s)] = twin
    kept = [
        s
        for s in kept
        if s.level != "foreign"
        and not _abroad(s)
        and not (
            s.award == "huan-chuong" and (s.title or (s.count is None and not s.authority and s.approx != "order"))
        )
    ]
    for s in kept:
        if (
            s.name
            and s.part_of is None
            and s.kind == "individual"
            and s.award in forms
            and (
                s.award == "huy-hieu-dang"
                or (forms[s.award].family == "danh-hieu-vinh-du-nha-nuoc" and s.award != "anh-hung-lao-dong")
            )
        ):
            totals = [
                t
                for t in kept
                if t.count is not None
                and t.count > 1
                and form(t) == form(s)
                and t.kind == "individual"
                and t.status == s.status
                and "khác" not in article_text[t.end : t.end + 8]
            ]
            same = (
                [t for t in totals if s.title and plain(t.title) == plain(s.title)]
                or [t for t in totals if not t.title]
                or ([] if s.title else totals)
            )
            if same:
                s.part_of = same[0]
    counted = {form(s) for s in kept if s.count is not None or s.name}
    families = {forms[s.award].family for s in kept if s.award in forms and (s.count is not None or s.name)}
    real = {(s.count, s.kind) for s in kept if s.count is not None and s.award in forms}
    out = []
    for s in kept:
        while s.part_of is not None and id(s.part_of) in replaced and replaced[id(s.part_of)] is not s.part_of:
            s.part_of = replaced[id(s.part_of)]
        if s.part_of is s:
            s.part_of = None
        if (
            s.award in ("khen-thuong", "bieu-duong")
            and s.count == 1
            and s.recipient is not None
            and article_text[s.recipient.start : s.recipient.end].lower().startswith("một")
        ):
            continue  # "một học sinh được tuyên dương": told of, not counted
        if s.award in ("khen-thuong", "bieu-duong") and s.name:
            told = [t for t in kept if t.name == s.name and t.award not in _PRAISE]
            same = [t for t in told if t.sentence == s.sentence and not (s.level and t.level and s.level != t.level)]
            if same or any(":" in article_text[s.end : t.start][:80] for t in told):
                continue  # "được tuyên dương và tặng Giấy khen"; "được khen thưởng: Huân chương …"
        if s.award in ("khen-thuong", "bieu-duong") and (s.count, s.kind) in real and s.count is not None:
            continue  # the praise restates the award
        if s.approx == "indefinite" and not s.name and (s.award == "huan-chuong" and "huan-chuong" in families):
            continue
        if s.approx == "indefinite" and not s.name and (s.award in ("khen-thuong", "bieu-duong") or form(s) in counted):
            continue
        out.append(s)
    for s in out:
        if s.part_of is not None and s.part_of not in out:
            s.part_of = None
    return out


def _abroad(s: Statement) -> bool:
    """A body of another country is no recipient that the dataset counts."""
    words = load().words["foreign"]["words"]
    return (
        s.kind == "collective"
        and bool(s.name)
        and any(f" {w} " in f" {fold(s.name)} " for w in words if " " in w or w in ("lào", "campuchia"))
        and "việt nam" not in fold(s.name)
    )


def _richness(s: Statement) -> int:
    return bool(s.authority) + bool(s.level) + 2 * bool(s.period) + bool(s.grade) + (s.part_of is None)


def _same(s: Statement, t: Statement, form: Callable[[Statement], str]) -> bool:
    if form(s) != form(t) or (s.grade and t.grade and s.grade != t.grade) or s.status != t.status:
        return False
    if s.title and t.title and plain(s.title) != plain(t.title):
        return False
    if s.level and t.level and s.level != t.level:
        return False
    if s.period and t.period and s.period != t.period:
        return False
    if s.sentence == t.sentence and s.authority and t.authority and plain(s.authority) != plain(t.authority):
        return False
    if s.name or t.name:
        return bool(s.name and t.name) and _alike(s.name, t.name)
    if s.count is None or t.count is None:
        return s.count == t.count and s.approx == t.approx and s.kind == t.kind and s.sentence != t.sentence
    if s.count != t.count or s.unit != t.unit:
        return False
    if s.sentence == t.sentence and not (s.start == t.start and s.end == t.end):
        return False
    return s.kind == t.kind or not s.kind or not t.kind


def _alike(a: str, b: str) -> bool:
    x, y = plain(a), plain(b)
    if x == y:
        return True
    short, long = sorted((x, y), key=len)
    return len(short) >= 8 and f" {short} " in f" {long} "
