"""Rows of tables and lists of recipients to records: "Hình thức: Bằng khen; Tập thể: 25", "Họ và tên: …; Đơn vị: …".

A row is read by the labels of its columns (``lexicon/columns.toml``), not by the clause grammar. A list of recipients
takes its award from a column of its own, else from the title or paragraph that announces the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extract.authorities import Scene, level_of, scene_of
from extract.fold import fold
from extract.lexicon import load, pattern, read
from extract.mentions import Item, scan
from extract.model import Annotation, Article, Award, Block, Extraction, Recipient
from extract.page.dates import parse_visible
from extract.records import award_row, confidence, stable_id
from extract.statements import Statement

_LABEL = re.compile(r"(?:^|(?<=; ))([^:;\n]{1,80}): (?=\S)")
_INTEGER = re.compile(r"\d{1,3}(?:\.\d{3})*|\d{1,6}")
_OWN_RANK = pattern("own-rank")
_ANNOUNCES = re.compile(r"danh sách|gồm|như sau|sau đây|được tặng|được công nhận|được khen")
_PROPOSED = re.compile(r"đề nghị|trình|đề xuất")
_LOOK_BACK = 8
"""So many lines above a list may announce it."""
_NAME = re.compile(r"[^\d:;]{3,120}")
_DECISION = re.compile(
    r"quyết định số:?\s*(\d+(?:/\d{4})?/qđ-[\w-]+)(?:[,\s]+ngày\s+(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}))?"
)


class _Cell(NamedTuple):
    label: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Given:
    """What a list's announcement says of the award. Offsets are not kept: the evidence is the row's."""

    award: str
    grade: str
    title: str
    authority: str
    level: str
    status: str
    period: str
    decision: str = ""
    decided_on: str = ""


def add_rows(article: Article, article_id: str, out: Extraction) -> None:
    """Add to ``out`` the awards and recipients that the article's table rows state, in the place of what the clause
    grammar made of these rows. Rows whose columns say nothing of awards stay as they are."""
    if not any(block.kind == "table_row" for block in article.blocks):
        return
    reader = _Announcements(article)
    awards: list[Award] = []
    recipients: list[Recipient] = []
    read_blocks: list[Block] = []
    for block in article.blocks:
        if block.kind != "table_row":
            reader.pass_by(block)
            continue
        cells = _cells(article.text, block)
        found = _counts(article, cells, reader.scene)
        given = None if found else _award_of(article, cells, reader)
        found = found or _named(article, cells, given)
        if not found:
            continue
        read_blocks.append(block)
        for statement in found:
            award, recipient = _record(article, article_id, statement, cells)
            if given is not None:
                award.decision, award.awarded_on = given.decision, given.decided_on
            total = _total(out, award, block) if recipient else None
            if total is not None:
                award.part_of = total.award_id
                if not award.authority:
                    award.authority, award.authority_level = total.authority, total.authority_level
            awards.append(award)
            out.annotations.append(Annotation("person" if recipient else "award", award.char_start, award.char_end))
            if recipient is not None:
                recipients.append(recipient)
    if not awards:
        return
    gone = {
        award.award_id
        for award in out.awards
        if any(block.start <= award.char_start < block.end for block in read_blocks)
        or fold(award.recipient_name).startswith("danh sách")
    }
    out.awards = sorted(
        [*(award for award in out.awards if award.award_id not in gone), *awards],
        key=lambda award: (award.char_start, award.char_end),
    )
    out.recipients = [*(known for known in out.recipients if known.award_id not in gone), *recipients]
    out.annotations.sort(key=lambda annotation: (annotation.start, annotation.end))


def _cells(text: str, block: Block) -> list[_Cell]:
    row = text[block.start : block.end]
    labels = list(_LABEL.finditer(row))
    if not labels or labels[0].start() != 0:
        return []
    cells = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() - 2 if index + 1 < len(labels) else len(row)
        value = row[label.end() : end]
        number = _INTEGER.fullmatch(value) is not None
        cells.append(_Cell(label[1], _role(label[1], number), block.start + label.end(), block.start + end))
    return cells


@cache
def _columns() -> dict[str, re.Pattern[str]]:
    data = read("columns.toml")
    roles = {name: "|".join(f"(?:{fold(p)})" for p in patterns) for name, patterns in data.items() if name != "count"}
    counts = {f"count:{name}": pattern for name, pattern in data["count"].items()}
    return {name: re.compile(pattern) for name, pattern in (roles | counts).items()}


def _role(label: str, number: bool) -> str:
    folded = fold(label).strip(" .")
    if number:
        for kind in ("collective", "individual", "household", "any"):
            if _columns()[f"count:{kind}"].search(folded):
                return f"count:{kind}"
        return ""
    return next((name for name, pattern in _columns().items() if ":" not in name and pattern.fullmatch(folded)), "")


def _counts(article: Article, cells: list[_Cell], scene: Scene) -> list[Statement]:
    """Awards of a row that counts recipients: an award cell and cells of numbers."""
    heads = [cell for cell in cells if cell.role == "award"]
    counts = [cell for cell in cells if cell.role.startswith("count:")]
    if len(heads) != 1 or not counts:
        return []
    given = _given(article.text, heads[0].start, heads[0].end, scene)
    if given is None:
        return []
    if any(cell.role != "count:any" for cell in counts):
        counts = [cell for cell in counts if cell.role != "count:any"]  # the total of the others
    statements = []
    for cell in counts:
        count = int(article.text[cell.start : cell.end].replace(".", ""))
        if not count:
            continue
        kind = cell.role.removeprefix("count:")
        form = load().awards.get(given.award)
        if kind == "any":
            kind = form.kinds[0] if form is not None and len(form.kinds) == 1 else ""
        proposed = _columns()["count:proposed"].search(fold(cell.label)) is not None
        start, end = min(heads[0].start, cell.start), max(heads[0].end, cell.end)
        statements.append(
            Statement(
                given.award,
                given.grade,
                given.title,
                None,
                kind,
                count=count,
                authority=given.authority,
                level=given.level,
                status="proposed" if proposed else given.status,
                period=given.period,
                start=start,
                end=end,
                block="table_row",
                how="table",
                wording=cell.label.lower() if cell.role != "count:any" else "",
            )
        )
    return statements


def _named(article: Article, cells: list[_Cell], given: _Given | None) -> list[Statement]:
    """The award of a row that names a recipient."""
    names = [cell for cell in cells if cell.role in ("person", "collective", "household")]
    if len(names) != 1 or not _NAME.fullmatch(article.text[names[0].start : names[0].end]):
        return []
    if given is None:
        return []
    cell = names[0]
    name, start, recipient = article.text[cell.start : cell.end].strip(), cell.start, None
    items = scan(article.text, cell.start, cell.end, [], frozenset())
    if cell.role == "person":
        people = [item for item in items if item.kind == "person"]
        if len(people) > 1:
            return []
        if people and people[0].end == cell.end:
            recipient = people[0]
            name = recipient.wording
    kind = {"person": "individual", "collective": "collective", "household": "household"}[cell.role]
    return [
        Statement(
            given.award,
            given.grade,
            given.title,
            recipient,
            kind,
            name=name,
            authority=given.authority,
            level=given.level,
            status=given.status,
            period=given.period,
            start=start,
            end=cell.end,
            block="table_row",
            how="table",
        )
    ]


def _award_of(article: Article, cells: list[_Cell], reader: _Announcements) -> _Given | None:
    """The award of a row that names a recipient: its own column's, else the one that was announced."""
    own = next((cell for cell in cells if cell.role == "award"), None)
    return _given(article.text, own.start, own.end, reader.scene) if own else reader.given()


class _Announcements:
    """The lines passed so far, and the award that they announce for the list below them."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.folded = fold(article.text)
        self.scene = scene_of(self.folded, article.title, article.province, article.published_at)
        self._above: list[Block] = []
        self._given: _Given | None = None
        self._fresh = False

    def pass_by(self, block: Block) -> None:
        """Take note of a line that is no row."""
        if block.kind != "caption":
            self._above.append(block)
            self._fresh = False

    def given(self) -> _Given | None:
        """The award that the lines above, or the title, announce, with the decision that the list belongs to."""
        if not self._fresh:
            near = self._above[-_LOOK_BACK:]
            title = [block for block in self._above[:1] if block.kind == "title" and block not in near]
            found = self._announced([*reversed(near), *title])
            self._given = self._decided(found, near) if found is not None else None
            self._fresh = True
        return self._given

    def _announced(self, lines: list[Block]) -> _Given | None:
        found: _Given | None = None
        for line in lines:
            if not _ANNOUNCES.search(self.folded, line.start, line.end):
                continue
            given = _given(self.text, line.start, line.end, self.scene)
            if given is None:
                continue
            if found is None:
                found = given
            elif not found.authority and (given.award, given.grade) == (found.award, found.grade):
                period = found.period or given.period
                found = replace(found, authority=given.authority, level=given.level, period=period)
        return found

    def _decided(self, given: _Given, lines: list[Block]) -> _Given:
        """``given`` with the number and day of the one decision that ``lines`` name, and who took it."""
        found = [(line, match) for line in lines if (match := _DECISION.search(self.folded, line.start, line.end))]
        if len({match[1] for _, match in found}) != 1:
            return given
        line, match = found[0]
        number = self.text[match.start(1) : match.end(1)]
        given = replace(given, decision=number, decided_on=parse_visible(match[2] or ""))
        if given.authority:
            return given
        items = scan(self.text, match.end(), line.end, [], frozenset())
        for first, second in pairwise(item for item in items if item.kind in ("cue", "body")):
            if first.value == "of" and second.kind == "body" and second.value == "authority":
                return replace(given, authority=second.wording, level=level_of(second.wording, self.scene))
        return given


def _given(text: str, start: int, end: int, scene: Scene) -> _Given | None:
    """The one award that ``text[start:end]`` names, with its authority; None for none or several."""
    items = scan(text, start, end, [], frozenset())
    awards = [item for item in items if item.kind == "award"]
    if len({(item.value, item.grade, item.title) for item in awards}) != 1:
        return None
    award = awards[0]
    form = load().awards.get(award.value)
    if form is not None and not form.form:
        return None
    owner = _owner(items, award)
    authority = owner.wording if owner is not None else ""
    level = level_of(authority, scene)
    if not authority and form is not None and form.level == "state":
        level = "state"
    rank = _OWN_RANK.search(fold(text), award.start, award.end) if not authority else None
    if rank is not None and form is not None and form.family == "danh-hieu-thi-dua":
        level = level_of(f"ubnd {rank.group(1)}" if rank.group(1) != "bộ" else "bộ", scene)
    periods = {item.period.value for item in items if item.period is not None}
    before = fold(text[start : award.start])
    status = "proposed" if _PROPOSED.search(before) else "conferred"
    period = periods.pop() if len(periods) == 1 else ""
    return _Given(award.value, award.grade, award.title, authority, level, status, period)


def _owner(items: list[Item], award: Item) -> Item | None:
    """The body after "của" or "cấp" that follows the award."""
    following = [item for item in items if item.start >= award.end]
    for first, second in pairwise(following):
        if first.kind == "cue" and first.value == "of" and second.kind == "body":
            return second
        if first.kind in ("award", "count", "mark"):
            break
    return None


def _total(out: Extraction, award: Award, block: Block) -> Award | None:
    """The counted row above of which a named recipient is one."""
    above = [
        row
        for row in out.awards
        if row.count is not None
        and not row.recipient_name
        and row.char_end <= block.start
        and row.award == award.award
        and row.grade == award.grade
        and row.recipient_kind == award.recipient_kind
        and row.status == award.status
    ]
    return above[-1] if above else None


def _record(
    article: Article, article_id: str, statement: Statement, cells: list[_Cell]
) -> tuple[Award, Recipient | None]:
    award = award_row(article, statement, statement.period)
    award.award_id = stable_id(
        article_id,
        "award",
        award.char_start,
        award.char_end,
        award.award,
        award.award_title,
        award.grade,
        award.recipient_name or award.recipient_kind,
        award.count,
        statement.period,
    )
    award.confidence = confidence(statement, award)
    if not statement.name:
        return award, None
    columns = {role: article.text[start:end] for _, role, start, end in reversed(cells) if role}
    person = statement.recipient.person if statement.recipient is not None else None
    start = statement.end - len(statement.name)
    recipient = Recipient(
        stable_id(award.award_id, "recipient", statement.name),
        award.award_id,
        statement.name,
        statement.kind,
        honorific=person.honorific if person is not None else "",
        position=columns.get("position", ""),
        organisation=columns.get("organisation", ""),
        place=columns.get("place", ""),
        char_start=start if article.text[start : statement.end] == statement.name else statement.start,
        char_end=statement.end,
    )
    return award, recipient
