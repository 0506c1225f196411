"""Links become statements: award, recipient, authority, status, period, and what is part of what.

A statement is still in the words of the article; :mod:`extract.records` turns statements into rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from extract.authorities import Scene, level_of
from extract.fold import fold, plain
from extract.clauses import ClauseParser, Link, Parse
from extract.lexicon import load
from extract.mentions import Item
from extract.periods import PeriodMemory

STATE_FAMILIES = ("huan-chuong", "huy-chuong", "danh-hieu-vinh-du-nha-nuoc")
_CEREMONY = (
    "dịp này",
    "nhân dịp",
    "tại hội nghị",
    "tại buổi",
    "tại lễ",
    "tại đại hội",
    "cũng tại",
    "sau phần",
    "sáng ",
    "chiều ",
    "tối ",
    "ngày ",
    "kết thúc hội nghị",
    "kết thúc",
    "tại chương trình",
    "cũng dịp",
    "trong dịp",
    "nhân buổi",
    "trước đó",
    "tại kỳ họp",
    "trước đây",
    "cũng trong buổi",
    "tại cuộc họp",
    "tại phiên",
    "ngay tại",
    "hội nghị đã",
    "tại cuộc",
    "ngay sau",
    "hôm qua",
    "hôm nay",
    "mới đây",
    "vừa qua",
    "trong buổi",
    "trong khuôn khổ",
)
_ELLIPTIC = ("được", "ngoài ra", "đặc biệt", "với ", "nhiều năm", "trong đó", "năm ", "từng", "ghi nhận", "cũng ", "đến nay", "bên cạnh", "trước đó", "từ năm", "các năm", "riêng", "ba lần", "hai lần", "liên tục", "bào chữa")
_NO_NOMINEE = (
    "ubnd",
    "chủ tịch",
    "hội đồng",
    "ủy ban nhân dân",
    "khối",
    "cụm",
    "ban thường vụ",
    "thị xã",
    "huyện",
    "tỉnh",
    "xã",
    "thành phố",
    "đại hội",
)
_BREAKS_DOWN = (
    "người được", "những người được", "các cá nhân được", "trong danh sách", "trong đó", "trong số", "cụ thể", "chia theo", "tính theo", "còn lại", "số còn lại", "gồm", "bao gồm",
)  # fmt: skip
_FOLLOWS = (
    "trong danh sách",
    "người được",
    "những người được",
    "các cá nhân được",
    "trong đó",
    "trong số",
    "cụ thể",
    "theo đó",
    "chia theo",
    "tính theo",
    "còn lại",
    "số còn lại",
    "gồm",
    "bao gồm",
    "ngoài ra",
    "bên cạnh đó",
    "cũng trong",
    "cùng với đó",
    "đồng thời",
    "cũng theo",
)


@dataclass(eq=False, slots=True)
class Statement:
    """One award × one recipient group or name. Offsets are code points of the article's text."""

    award: str  # catalogue id
    grade: str
    title: str
    recipient: Item | None
    kind: str
    name: str = ""
    count: int | None = None
    approx: str = "exact"
    unit: str = "recipients"
    authority: str = ""
    level: str = ""
    status: str = "conferred"
    period: str = ""
    part_of: Statement | None = None
    start: int = 0
    end: int = 0
    posthumous: bool = False
    how: str = ""
    block: str = "paragraph"
    sentence: tuple[int, int] = (0, 0)
    wording: str = ""


@dataclass(slots=True)
class Context:
    """What earlier sentences leave for later ones."""

    scene: Scene
    memory: PeriodMemory
    statements: list[Statement] = field(default_factory=list)
    period: str = ""  # of the running paragraph
    review: str = ""  # the year that a review or council is about
    authority: tuple[str, str] = ("", "")
    subject: Item | None = None  # whom the article or paragraph is about
    recent: Item | None = None  # the person who opened the sentence before
    main: Callable[[str], Item | None] = lambda _: None  # the person an article is about, when one stands out
    since: int = 99  # sentences since the subject was named as a recipient
    block: str = "paragraph"
    distance: int = 0  # sentences since the running period was stated
    listing: bool = False  # under a header or inside a list
    header_period: str = ""
    header_status: str = ""
    header_authority: tuple[str, str] = ("", "")
    council: bool = False  # the article is about an emulation council that votes; what it agrees on is proposed
    header: list[Statement] = field(default_factory=list)  # what the header of a list states; its entries share it
    last_period: str = ""  # the last one stated in the sentence before


_AGREED = re.compile(r"thống nhất|nhất trí|thông qua|bỏ phiếu|biểu quyết|tán thành")
_HONOURS = re.compile(r"(?:phần thưởng|thành tích|danh hiệu|huân chương|khen thưởng)[^.;:]{0,40}:")
_PLANNED = re.compile(r"(?:nhiệm vụ|phương hướng|kế hoạch|giao ước thi đua|chỉ tiêu|mục tiêu|trọng tâm|bước vào|bước sang|thành lập|ra đời|tái lập|nhập ngũ|vào đảng|kết nạp|nghỉ hưu|về hưu|khởi công|khánh thành|tốt nghiệp|ra trường|chuyển về|sinh)(?: [^\W\d]+){0,3} $|(?:^|\s)từ (?:năm )?$")


_FEMALE, _MALE = {"bà", "chị", "cô", "mẹ"}, {"ông", "anh", "chú"}


def suits(pronoun: str, person: Item) -> bool:
    """Whether a pronoun can mean the person, by honorific and by the middle names Thị and Văn."""
    words = set(fold(person.person.honorific).split()) if person.person is not None else set()
    names = fold(person.wording).split()[1:-1]
    if pronoun in _FEMALE:
        return not words & _MALE and "văn" not in names
    if pronoun in _MALE:
        return not words & _FEMALE and "thị" not in names
    return True


class SentenceReader:
    """Reads one parsed sentence into statements, in the light of the context, and leaves the context updated."""

    def __init__(self, text: str, folded: str, span: tuple[int, int], items: list[Item], context: Context) -> None:
        self.text, self.folded, self.span, self.ctx = text, folded, span, context
        self.items = items
        self.lead = folded[span[0] : span[1]].lstrip('-–+•* "“')
        self.periods = self._resolve_periods()
        self.parse: Parse = ClauseParser(text, items).parse()
        self.index = {id(it): i for i, it in enumerate(items)}
        self.out: list[Statement] = []
        self._kind_of_objects: dict[int, str] = {}

    # -- positions ---------------------------------------------------------------------------------------------

    def _pos(self, it: Item) -> int:
        """Index of the item in the sentence; copies of grades are found by their place."""
        known = self.index.get(id(it))
        if known is not None:
            return known
        return next((i for i, x in enumerate(self.items) if x.start == it.start), 0)

    def _resolve_periods(self) -> dict[int, str]:
        values = {}
        for i, it in enumerate(self.items):
            if it.kind == "period":
                planned = _PLANNED.search(self.folded[max(self.span[0], it.start - 40) : it.start])
                values[i] = self.ctx.memory.note(it.period) if it.period is not None and planned is None else ""
        return values

    # -- the sentence ------------------------------------------------------------------------------------------

    def read(self) -> list[Statement]:
        """Statements of the sentence, in order."""
        for link in self.parse.links:
            link.recipients = [x for r in link.recipients if (x := self._resolved(r)) is not None]
            if link.recipients:
                self._link(link)
        for element in self.parse.lone_awards:
            for award in element.items:
                self._lone_award(award)
        self._shares()
        self._members()
        self._level_by_reference()
        self._lone_recipients()
        if self.ctx.listing and self.ctx.header and not any(it.kind in ("award", "grade") for it in self.items):
            self._entry()
        self.out.sort(key=lambda s: (s.start, s.end))
        self._parts()
        self._leave_context()
        return self.out

    def _resolved(self, r: Item) -> Item | None:
        """ "tặng Bằng khen cho em": a pronoun is the person the text is about; unknown, it is nobody."""
        if self._is_bare(r) and (body := self._body(fold(r.wording))) is not None:
            return Item("body", r.start, r.end, "head", wording=body.wording, body=body.body)
        if r.kind == "body" and r.value == "pronoun":
            body = self._body(fold(r.wording).removeprefix("tập thể "))
            return Item("body", r.start, r.end, "head", wording=body.wording, body=body.body) if body is not None else None
        if r.value != "pronoun":
            return r
        subject = self._person(self.folded[r.start : r.end])
        if subject is None:
            return None
        return Item("person", r.start, r.end, "", wording=subject.wording, person=subject.person)

    def _person(self, pronoun: str = "") -> Item | None:
        """Whom a personal pronoun means: the last named recipient nearby, else the person the article is about."""
        recent = self.ctx.recent
        if pronoun and recent is not None and suits(pronoun, recent):
            return recent
        subject = self.ctx.subject
        if subject is not None and subject.kind == "person" and self.ctx.since <= 6 and suits(pronoun, subject):
            return subject
        return self.ctx.main(pronoun)

    def _body(self, wording: str) -> Item | None:
        """Which body "đơn vị", "nhà trường", "bệnh viện" means: the one the text is about, when its head agrees."""
        subject = self.ctx.subject
        if subject is None or subject.kind != "body" or wording not in load().people["body_pronoun"]:
            return None
        own = wording.removeprefix("nhà ")
        return subject if wording in ("đơn vị", "ngành", "cơ quan") or fold(subject.wording).startswith(own) else None

    def _foreign(self, award: Item, authority: str) -> bool:
        words = load().words["foreign"]["words"]
        text = fold(f"{authority} {award.title}")
        return any(f" {w} " in f" {text} " for w in words)

    def _link(self, link: Link) -> None:
        for award in link.awards:
            scope = self._scope(award, link.recipients)
            if scope == "":
                continue
            first: list[Statement] = []
            if award.number is not None and award.unit == "recipients":
                own = self._statement(award, None, scope, link)
                own.count, own.approx, own.wording = (
                    award.number.value,
                    award.number.approx,
                    self.text[award.start : award.end],
                )
                form = load().awards.get(award.value)
                own.kind = form.kinds[0] if form is not None and len(form.kinds) == 1 else "individual"
                self.out.append(own)
                first = [self._statement(award, r, scope, link) for r in link.recipients]
                for s in first:
                    s.part_of = own
                self.out += first
                continue
            if award.number is not None and award.unit == "objects" and all(r.kind == "person" for r in link.recipients):
                award = replace(award, number=None)  # "chị A được tặng 3 Bằng khen": the person is what counts
            if award.number is not None and award.unit == "objects":
                kinds = [k for r in link.recipients for k in self._kinds(r)]
                indefinite = all(
                    r.kind == "count" and r.number is not None and r.number.approx == "indefinite"
                    for r in link.recipients
                )
                own = self._statement(award, None, scope, link)
                own.kind = (kinds[0] if len(set(kinds)) == 1 else "mixed") if kinds else ""
                own.count, own.approx, own.unit = award.number.value, award.number.approx, "objects"
                self.out.append(own)
                self._spread_kind(own)
                if indefinite:
                    continue
                for r in link.recipients:
                    s = self._statement(award, r, scope, link)
                    s.part_of = own
                    self.out.append(s)
                continue
            named = link.recipients[0].kind != "count"
            whole = self.out[-1] if link.how == "carried" and self.out and self._itemised(link.recipients[0]) else None
            for r in self._listed(link.recipients) if named else link.recipients:
                if not self._fits(award, r) or (self._is_bare(r) and not self._given(award, r)):
                    continue
                s = self._statement(award, r, scope, link)
                if whole is not None and (s.count or 0) <= (whole.count or 0):
                    s.part_of = whole
                first.append(s)
                self.out.append(s)
            self._names(award, link, first, scope)

    def _spread_kind(self, own: Statement) -> None:
        """ "17 Huân chương (2 hạng Nhất, 15 hạng Ba) cho cán bộ": the recipients behind are those of all the objects."""
        before = [
            e.items[-1]
            for e in self.parse.lone_awards
            if e.items[-1].number is not None and e.items[-1].start < own.start
        ]
        if not before or not own.kind:
            return
        self._kind_of_objects = {
            id(it): own.kind for it in before if load().awards.get(it.value) is load().awards.get(own.award)
        }

    def _names(self, award: Item, link: Link, counted: list[Statement], scope: str) -> None:
        """Names listed behind a count are parts of it; of several counts, of the one of their kind."""
        for name in self._listed(link.names):
            s = self._statement(award, name, scope, link)
            kind = s.kind
            totals = (
                [c for c in counted if c.kind == kind] or [c for c in counted if c.kind in ("mixed", "")] or counted
            )
            s.part_of = totals[0] if totals else None
            self.out.append(s)

    def _itemised(self, r: Item) -> bool:
        """Whether "gồm" or a bracket opens the count, so that it breaks down the one before."""
        at = self._pos(r)
        before = self.items[at - 1] if at else None
        return before is not None and (before.kind == "cue" and before.value in ("itemise", "part") or before.kind == "mark" and before.value in "(:")

    def _is_bare(self, r: Item) -> bool:
        return r.kind == "count" and r.number is not None and r.number.start == r.number.end

    def _given(self, award: Item, r: Item) -> bool:
        """Recipients without a number need a verb of giving, and no word that makes it a rule ("chỉ xét cho cá nhân")."""
        at = self._pos(award)
        verbs = any(it.kind == "cue" and it.value in ("give", "hand", "propose") for it in self.items[:at])
        between = self.folded[award.start : r.start]
        return verbs and not any(w in f" {between} " for w in (" chỉ ", " xét ", " không "))

    def _fits(self, award: Item, r: Item) -> bool:
        """A body is no recipient of a form that only persons receive (law, Articles 19 and 71); it was only named near it."""
        form = load().awards.get(award.value)
        return not (r.kind == "body" and form is not None and form.kinds == ("individual",))

    def _listed(self, names: list[Item]) -> list[Item]:
        """The heads of a list of names: what stands behind a comma after a person or a body of a ;-list is apposition."""
        kept: list[Item] = []
        semicolons = any(";" in self.text[a.end : b.start] for a, b in zip(names, names[1:], strict=False))
        for k, it in enumerate(names):
            if k == 0:
                kept.append(it)
                continue
            between = self.text[names[k - 1].end : it.start]
            joined = between.strip().lower().removesuffix("tập thể").rstrip()
            if it.kind == "body" and joined == "(":
                continue
            if (
                it.kind == "body"
                and kept
                and kept[-1].kind == "person"
                and not (joined.endswith((";", "và", "cùng")) and not joined.startswith("("))
            ):
                continue
            if (
                it.kind == "body"
                and kept
                and it.value == "authority"
                and it.body is not None
                and it.body.head in ("huyện", "xã", "thị xã", "tp", "thành phố", "quận", "phường", "thị trấn", "tỉnh")
                and kept[-1].kind == "body"
                and kept[-1].body is not None
                and kept[-1].body.head
                not in ("huyện", "xã", "thị xã", "tp", "thành phố", "quận", "phường", "thị trấn", "tỉnh")
            ):
                continue
            if it.kind == "body" and kept and it.value == "place_head" and kept[-1].value != "place_head":
                continue
            if semicolons and ";" not in between and not joined.endswith("và") and it.kind == "body":
                continue
            kept.append(it)
        return kept

    def _statement(self, award: Item, r: Item | None, scope: str, link: Link | None) -> Statement:
        authority, level = self._authority(award)
        s = Statement(
            award.value,
            award.grade,
            award.title,
            r,
            "",
            how=link.how if link else "alone",
            block=self.ctx.block,
            sentence=self.span,
        )
        s.authority, s.level, s.status = authority, level, scope
        s.start, s.end = award.start, award.end
        if r is not None:
            s.start, s.end = min(award.start, r.start), max(award.end, r.end)
            if r.kind == "count" and r.number is not None:
                s.count, s.approx, s.unit, s.wording = r.number.value, r.number.approx, r.unit, r.wording
                kinds = [k for k in r.nouns if k not in ("open", "")]
                s.kind = "" if not kinds else kinds[0] if len(set(kinds)) == 1 else "mixed"
                form = load().awards.get(award.value)
                if r.nouns == ("",) and form is not None and len(form.kinds) == 1:
                    s.kind = form.kinds[0]  # "Lao động tiên tiến là 9.215 lượt"
            else:
                s.name, s.kind = r.wording, self._kinds(r)[0]
        s.period = self._period(award, link.recipients if link is not None else [r] if r is not None else [])
        s.posthumous = any(
            it.kind == "cue" and "truy" in it.words for it in self.items if abs(it.start - award.start) < 60
        )
        return s

    def _kinds(self, r: Item) -> list[str]:
        if r.kind == "count":
            return [k for k in r.nouns if k not in ("open", "")]
        if r.kind == "person":
            head = r.person.honorific.lower() if r.person else ""
            return ["household" if head.startswith(("hộ", "gia đình")) else "individual"]
        return ["collective"]

    # -- awards without a recipient in reach ---------------------------------------------------------------------

    def _lone_award(self, award: Item) -> None:
        scope = self._scope(award, [])
        if scope == "":
            return
        form = load().awards.get(award.value)
        if award.number is not None:
            if not self._eventful(award, counted=True):
                return
            last = self.out[-1] if self.out else None
            if award.unit == "objects" and last is not None and last.name and last.kind == "individual" and last.recipient is not None and (award.number.value or 99) <= 10:
                self.out.append(self._statement(award, last.recipient, scope, None))
                return  # "ông được Bộ tặng Kỷ niệm chương, tỉnh tặng 3 Bằng khen"
            s = self._statement(award, None, scope, None)
            s.count, s.approx, s.unit = award.number.value, award.number.approx, award.unit
            if form is not None and len(form.kinds) == 1 and (award.unit != "objects" or form.kinds == ("individual",)):
                s.kind = form.kinds[0]
            elif award.unit != "objects" and form is not None and form.family in ("danh-hieu-vinh-du-nha-nuoc",):
                s.kind = "individual"
            s.wording = self.text[award.start : award.end] if award.unit != "objects" else ""
            s.kind = s.kind or self._kind_of_objects.get(id(award), "")
            self.out.append(s)
            return
        if award.value in ("khen-thuong", "bieu-duong"):
            return
        if not self._eventful(award, counted=False):
            return
        for subject in self._subjects(award):
            if not self._fits(award, subject):
                continue
            s = self._statement(award, subject, scope, None)
            if subject.start < self.span[0] or subject.start > award.end + 400:
                s.start, s.end = award.start, award.end
            self.out.append(s)

    def _eventful(self, award: Item, counted: bool) -> bool:
        """Whether something is given or received here: a verb before the award, or a list under a header."""
        at = self._pos(award)
        cues = [it.value for it in self.items[:at] if it.kind == "cue"]
        if any(c in ("give", "hand", "receive", "recognise", "have", "revoke", "propose") for c in cues):
            return True
        if _HONOURS.search(self.folded[self.span[0] : award.start]):
            return True
        if counted and (self.ctx.listing or award.unit == "recipients" or "passive" in cues):
            return True
        after = [it.value for it in self.items[at + 1 : at + 4] if it.kind == "cue"]
        return any(c in ("give",) for c in after)

    def _subjects(self, award: Item) -> list[Item]:
        """Whom a bare "được tặng Huân chương" is about: the nearest free name before it, else the running subject."""
        at = self._pos(award)
        roles = self.parse.roles
        receiving = [
            i
            for i in range(at)
            if self.items[i].kind == "cue" and self.items[i].value in ("passive", "receive", "have")
        ]
        given = max((i for i in range(at) if self.items[i].kind == "cue" and self.items[i].value == "give"), default=-1)
        if not receiving and given >= 0:
            after = self.folded[self.items[given].end : award.start].strip().removeprefix("cho ").strip()
            body = next((b for n in (2, 1) if (b := self._body(" ".join(after.split()[:n]))) is not None), None)
            if body is not None:
                return [body]
        if not receiving and _HONOURS.search(self.folded[self.span[0] : award.start]):
            pronoun = re.search(r"\b(ông|bà|anh|chị|cô|thầy|cụ)\b", self.folded[self.span[0] : award.start])
            person = self._person(pronoun.group(1)) if pronoun is not None else None
            return [person] if person is not None else []
        if not receiving:
            revoked = [i for i in range(at) if self.items[i].kind == "cue" and self.items[i].value == "revoke"]
            proposal = max(
                (
                    i
                    for i in range(at)
                    if self.items[i].kind == "cue"
                    and self.items[i].value == "propose"
                    and self.items[i].words[0] in ("đề", "trình", "kiến", "giới")
                ),
                default=-1,
            )
            if proposal > 0:
                return self._nominees(proposal)
            if not revoked or self.parse.links:
                return []
        stop = receiving[-1] if receiving else at
        for i in range(stop - 1, -1, -1):
            it = self.items[i]
            if it.kind == "person" and it.person is not None and (it.person.full or it.person.honorific):
                return [it]
            if it.kind == "body" and roles.get(i) in ("free", "nominator"):
                meant = self._resolved(it)
                return [meant] if meant is not None else []
            if it.kind == "count" and it.number is not None and it.number.value is not None:
                return []
        opening = [
            it
            for it in self.items[:stop]
            if it.kind in ("count", "award", "body")
            and self.parse.roles.get(self._pos(it)) not in ("generic", "modifier", "agent", "owner")
        ]
        if opening:
            chained = self.out[-1] if self.out else None
            names = [it for it in self.items[:stop] if it.kind == "person" and chained is not None and it.start > chained.start]
            if chained is not None and chained.name and chained.recipient is not None and chained.how == "alone" and not names:
                return [chained.recipient]
            return []
        people = load().people
        words = self.lead.split(" ", 2)
        two = " ".join(words[:2])
        personal = words[0] in people["pronoun"] or two in people["pronoun"]
        bodily = words[0] in people["body_pronoun"] or two in people["body_pronoun"]
        elliptic = self.lead.startswith(_ELLIPTIC)
        if bodily or (elliptic and self.ctx.subject is not None and self.ctx.subject.kind == "body"):
            return [self.ctx.subject] if self.ctx.subject is not None and self.ctx.subject.kind == "body" else []
        person = self._person(words[0] if personal else "") if personal or elliptic or self.ctx.since <= 1 else None
        return [person] if person is not None else []

    def _nominees(self, proposal: int) -> list[Item]:
        """ "Khối suy tôn Sở Tư pháp, đề nghị Chính phủ tặng cờ": the names before the proposal are whom it is for."""
        found: list[Item] = []
        for i in range(proposal - 1, -1, -1):
            it = self.items[i]
            if it.kind == "mark" and it.value == ";" or it.kind in ("award", "count"):
                break
            if it.kind == "cue" and it.value != "and":
                if found:
                    break
                continue
            if it.kind == "body" and self.parse.roles.get(i) in ("free", "nominator", "joint"):
                head = it.body.head if it.body is not None else ""
                if head.startswith(_NO_NOMINEE):
                    break
                found.insert(0, it)
            elif it.kind == "person" and it.person is not None and it.person.full:
                found.insert(0, it)
        return found

    def _lone_recipients(self) -> None:
        """Counts without an award that break down or name the members of a total stated before."""
        earlier = [
            s for s in (self.out or self.ctx.statements[-12:]) if s.recipient is not None and s.count is not None
        ]
        if not earlier:
            return
        for element in self.parse.lone_recipients:
            first = element.items[0]
            if first.kind != "count" and self.out:
                before = self.items[element.first - 1] if element.first > 0 else None
                if before is not None and before.kind == "cue" and before.value == "part":
                    for name in self._listed(element.items):
                        kind = self._kinds(name)[0]
                        totals = [s for s in self.out if s.count is not None and s.kind == kind] or self.out[-1:]
                        self.out.append(self._part(totals[-1], name))
                continue
            if first.kind != "count" or first.number is None or first.number.value is None:
                continue
            if element.names:
                kinds = self._kinds(first)
                same = next(
                    (
                        s
                        for s in reversed(earlier)
                        if s.count == first.number.value and (not kinds or s.kind in (kinds[0], "", "mixed"))
                    ),
                    None,
                )
                if same is not None and not same.name:
                    for name in self._listed(element.names):
                        self.out.append(self._part(same, name))
                    continue
            cue_before = [it.value for it in self.items[: element.first] if it.kind == "cue"]
            opened = self.lead.startswith(_BREAKS_DOWN) or (
                bool(self.out) and ("part" in cue_before or "rest" in cue_before)
            )
            if not opened:
                continue
            total = self._total(element.first, earlier)
            if total is None or self._blocked(element.first, element.last):
                continue
            for r in element.items:
                if (
                    r.number is not None
                    and r.number.value is not None
                    and (total.count is None or r.number.value <= total.count)
                ):
                    part = self._part(total, r)
                    self.out.append(part)
                    for name in self._listed(element.names):
                        self.out.append(self._part(part, name))

    def _entry(self) -> None:
        """An entry of a list whose header states the award: a name, or counts, without an award of their own."""
        taken = {id(s.recipient) for s in self.out}
        verbs = [it for it in self.items if it.kind == "cue" and it.value in ("passive", "give", "receive", "hand", "propose", "future")]
        if verbs or self.out:
            return
        names = [it for i, it in enumerate(self.items) if it.kind == "person" and it.value != "pronoun" or it.kind == "body" and self.parse.roles.get(i) in ("free", "agent", "presenter", "modifier")]
        counts = [it for it in self.items if it.kind == "count" and it.number is not None and it.number.value is not None and id(it) not in taken]
        opened = self.items[0] if self.items else None
        entries: list[Item] = []
        if names and (not counts or names[0].start < counts[0].start) and self._opens_entry(names[0]):
            several = any(";" in self.text[a.end : b.start] for a, b in zip(names, names[1:], strict=False))
            entries = self._listed(names) if several else names[:1]
        elif counts and opened is not None:
            entries = counts
        for it in entries:
            kind = self._kinds(it)[0] if self._kinds(it) else ""
            totals = [h for h in self.ctx.header if h.kind == kind] or [h for h in self.ctx.header if h.kind in ("mixed", "")] or self.ctx.header
            s = self._part(totals[-1], it)
            if it.kind == "body":
                s.name, s.end = self._whole_entry(it)
            if totals[-1].count is None and totals[-1].approx != "order":
                s.part_of = None
            self.out.append(s)

    def _whole_entry(self, it: Item) -> tuple[str, int]:
        """The name of a body that fills an entry: up to the first comma, dash, bracket or semicolon."""
        m = re.match(r"[^,;(\n]*?(?=\s+[-–]\s|\s*[,;(]|\s*$)", self.text[it.start : self.span[1]].rstrip(" ."))
        end = it.start + (m.end() if m else 0)
        return (self.text[it.start : end], end) if it.end < end <= it.end + 60 else (it.wording, it.end)

    def _opens_entry(self, it: Item) -> bool:
        """Whether a name opens the entry: only a number, a bullet or an honorific stands before it."""
        before = self.folded[self.span[0] : it.start].strip(" -–+*•.)|/:")
        return len(before.split()) <= 1 or before.isdigit()

    def tabled(self, counts: list[Item]) -> list[Statement]:
        """Statements of a table row: its award with the numbers under the headings that name recipients."""
        awards = [it for it in self.items if it.kind == "award"]
        if len(awards) != 1 or not counts:
            return []
        scope = self._scope(awards[0], []) or "conferred"
        self.out = []
        for it in counts:
            s = self._statement(awards[0], it, scope, None)
            s.how = "listed"
            s.kind = it.nouns[0]
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
        return [self._statement(awards[-1], None, self._scope(awards[-1], []), None)]

    def _level_by_reference(self) -> None:
        """ "Ban Chỉ đạo" is the "Ban Chỉ đạo … tỉnh" named before."""
        for s in self.out:
            if s.authority and not s.level and " " in s.authority:
                fuller = next(
                    (
                        t
                        for t in reversed(self.ctx.statements + self.out)
                        if t.level and plain(t.authority).startswith(plain(s.authority) + " ")
                    ),
                    None,
                )
                if fuller is not None:
                    s.level = fuller.level

    def _shares(self) -> None:
        """ "289 cá nhân trong tổng số 468 cá nhân được khen thưởng": the first count is a part of the second."""
        counts = [
            it for it in self.items if it.kind == "count" and it.number is not None and it.number.value is not None
        ]
        for a, b in zip(counts, counts[1:], strict=False):
            gap = self.folded[a.end : b.start].strip()
            if not gap.endswith(("trong tổng số", "trong số", "trên tổng số", "/")) or len(gap) > 30:
                continue
            whole = next(
                (
                    s
                    for s in reversed([*self.ctx.statements, *self.out])
                    if s.recipient is not b and s.count == b.number.value and s.kind in (self._kinds(b) or [""])
                ),
                None,
            )  # type: ignore[union-attr]
            if whole is None:
                continue
            self.out = [s for s in self.out if s.recipient is not a and s.recipient is not b]
            part = self._part(whole, a)
            part.end = b.end
            self.out.append(part)

    def _members(self) -> None:
        """ "Ông A là một trong 15 thuyền trưởng được tặng …": the person is one of the counted."""
        for b in self.items:
            if b.kind == "mark" and self.folded[b.start : b.end] == "là một trong":
                a = next((x for x in reversed(self.items[: self.index[id(b)]]) if x.kind == "person" or (x.kind == "mark" and x.value == ";")), None)
                if a is None or a.kind != "person":
                    continue
                member = self._resolved(a)
                if member is None:
                    continue
                count = next(
                    (x for x in self.items[self.index[id(b)] : self.index[id(b)] + 4] if x.kind == "count"), None
                )
                whole = next((s for s in self.out if count is not None and s.recipient is count), None)
                if whole is not None:
                    self.out.append(self._part(whole, member))

    def _blocked(self, first: int, last: int) -> bool:
        after = [it for it in self.items[last + 1 : last + 3]]
        return any(it.kind == "cue" and it.value in ("future",) for it in after)

    def _total(self, first: int, earlier: list[Statement]) -> Statement | None:
        return next((s for s in reversed(earlier) if s.part_of is None), earlier[-1] if earlier else None)

    def _part(self, total: Statement, r: Item) -> Statement:
        s = Statement(
            total.award,
            total.grade,
            total.title,
            r,
            "",
            authority=total.authority,
            level=total.level,
            status=total.status,
            period=total.period,
            part_of=total,
            how="listed",
            block=self.ctx.block,
            sentence=self.span,
            start=r.start,
            end=r.end,
        )
        if r.kind == "count" and r.number is not None:
            s.count, s.approx, s.unit, s.wording = r.number.value, r.number.approx, r.unit, r.wording
            kinds = self._kinds(r)
            s.kind = "" if not kinds else kinds[0] if len(set(kinds)) == 1 else "mixed"
        else:
            s.name, s.kind = r.wording, self._kinds(r)[0]
        s.posthumous = total.posthumous
        return s

    # -- status ----------------------------------------------------------------------------------------------------

    def _scope(self, award: Item, recipients: list[Item]) -> str:
        """conferred, proposed or revoked; "" when the award is denied, wished for, conditional or forged."""
        at = self._pos(award)
        status, future, maybe = "", False, False
        if self.ctx.header_status and self.ctx.listing:
            status = self.ctx.header_status
        for i, it in enumerate(self.items[:at]):
            if it.kind == "mark" and it.value in ";:":
                future = maybe = False
            if it.kind != "cue":
                continue
            if it.value == "propose":
                if i > 0 and self.items[i - 1].kind == "cue" and self.items[i - 1].value == "by_proposal":
                    continue
                if (
                    "trình" in it.words
                    and len(it.words) == 1
                    and self.text[it.start - 1 : it.start] not in (" ", "", "(", "“")
                ):
                    continue
                status = "proposed"
            elif (
                it.value == "done"
                and status == "proposed"
                and any(
                    x.kind == "cue" and x.value in ("passive", "give", "receive") for x in self.items[i + 1 : i + 3]
                )
                and not any(x.kind == "cue" and x.value == "propose" for x in self.items[i + 1 : at])
            ):
                status = ""
            elif it.value == "revoke":
                status = "revoked"
            elif it.value == "future":
                future = True
            elif it.value == "maybe":
                maybe = True
            elif it.value == "sign" and status != "revoked":
                maybe = False
                status = "" if status == "proposed" and ("ký" in it.words or "ban" in it.words) else status
        if future or (maybe and status != "proposed"):
            return ""
        if self.ctx.council and status == "" and _AGREED.search(self.folded[self.span[0] : award.start]):
            status = "proposed"
        if self._negated(at) or self._forged(award):
            return ""
        after = self.items[at + 1 : at + 6]
        if (
            any(it.kind == "cue" and it.value == "propose" and "chờ" in " ".join(it.words) for it in after)
            and status == ""
        ):
            return "proposed"
        return status or "conferred"

    def _negated(self, at: int) -> bool:
        for i in range(at - 1, max(-1, at - 5), -1):
            it = self.items[i]
            if it.kind == "cue" and it.value == "not":
                return self.items[at].start - it.end < 30
            if not (it.kind == "cue" and it.value in ("passive", "receive", "have", "give", "hand", "done")):
                return False
        return False

    def _forged(self, award: Item) -> bool:
        near = self.folded[max(self.span[0], award.start - 30) : min(self.span[1], award.end + 40)]
        return (
            any(w in near for w in (" làm giả", "giả mạo", " giả,", " giả ", " giả.", "mua bán"))
            and "tác giả" not in near
        )

    # -- authority ---------------------------------------------------------------------------------------------------

    def _authority(self, award: Item) -> tuple[str, str]:
        """(authority as written, level)."""
        form = load().awards.get(award.value)
        text, level = self._who(award)
        if award.value == "huy-hieu-dang":
            return (text if text.lower().startswith("đảng") else ""), ""
        if form is not None and (
            form.family in STATE_FAMILIES or form.form in ("giai-thuong-ho-chi-minh", "giai-thuong-nha-nuoc")
        ):
            if level == "foreign" or self._foreign(award, self._owner_text(award)):
                return text, "foreign"
            return (text if level in ("state",) else ""), "state"
        return text, level

    def _owner_text(self, award: Item) -> str:
        owner = self._owner(self._pos(award))
        return self.items[owner].wording if owner is not None else ""

    def _who(self, award: Item) -> tuple[str, str]:
        at = self._pos(award)
        roles = self.parse.roles
        owner = self._owner(at)
        if owner is not None:
            return self._named_authority(owner)
        proxy = next((i for i in range(at) if roles.get(i) == "proxy"), None)
        agents = [i for i in range(at) if roles.get(i) in ("agent", "presenter")]
        proposal = max(
            (i for i in range(at) if self.items[i].kind == "cue" and self.items[i].value == "propose"), default=-1
        )
        if proposal >= 0:
            agents = [i for i in agents if i > proposal]
        if proxy is not None and (not agents or roles[agents[-1]] == "presenter" or proxy > agents[-1]):
            return self._named_authority(proxy)
        if agents:
            i = agents[-1]
            if roles[i] == "presenter":
                return "", level_of(self.items[i].wording, self.ctx.scene)
            while i - 2 >= 0 and roles.get(i - 2) == "joint":
                i -= 2
            if not self._carries_to(i, at, award):
                return "", ""
            return self._named_authority(i)
        after = [i for i in range(at + 1, len(self.items)) if roles.get(i) == "agent"]
        if (
            after
            and self.items[after[0]].start - award.end < 60
            and any(x.kind == "cue" and x.value == "by" for x in self.items[at + 1 : after[0]])
        ):
            return self._named_authority(after[0])
        for i in range(at + 1, len(self.items)):  # "Hai phòng nhận Cờ, 9 trạm nhận Bằng khen của Bộ Xây dựng"
            if self.items[i].kind == "mark" and self.items[i].value == ";":
                break
            if roles.get(i) == "owner":
                return self._named_authority(i)
            if roles.get(i) in ("agent", "presenter", "proxy"):
                break
        if proposal < 0 and any(it.kind == "cue" and it.words == ("cũng",) for it in self.items[:at]):
            last = self.ctx.statements[-1] if self.ctx.statements else None
            if last is not None and last.award == award.value:
                return last.authority, last.level
        if proposal < 0 and self.lead.startswith(("trong đó", "cụ thể", "trong số")):
            return self.ctx.authority
        if proposal < 0 and self.ctx.listing:
            return self.ctx.header_authority
        return "", ""

    def _carries_to(self, agent: int, at: int, award: Item) -> bool:
        """Whether a giver named earlier in the sentence still gives here.

        The agent of a passive ("được Bộ trưởng tặng") stays in its clause; a subject goes on until a new one, but not
        to a form that it cannot confer (Law 06/2022/QH15, Articles 77-80).
        """
        between = self.items[agent + 1 : at]
        if not any(it.kind in ("award", "grade") for it in between):
            return True
        passive = any(it.kind == "cue" and it.value == "passive" for it in self.items[max(0, agent - 2) : agent])
        if passive and any(it.kind == "mark" and it.value == ";" for it in between):
            return False
        level = level_of(self.items[agent].wording, self.ctx.scene)
        form = load().awards.get(award.value)
        if form is not None and form.level == "grassroots":
            return level in ("department", "district", "commune", "enterprise", "other", "")
        if award.value in ("tap-the-lao-dong-xuat-sac", "chien-si-thi-dua-cap-tinh"):
            return level not in ("state", "government")
        return True

    def _named_authority(self, i: int) -> tuple[str, str]:
        wording = self.items[i].wording
        return wording, level_of(wording, self.ctx.scene)

    def _owner(self, at: int) -> int | None:
        """The body that owns the award ("Bằng khen của …"), also when it closes a coordination of awards."""
        passed = 0
        for i in range(at + 1, len(self.items)):
            it = self.items[i]
            if self.parse.roles.get(i) == "owner":
                return i
            if it.kind in ("award", "grade"):
                passed += 1
                if passed > 3 or it.number is not None:
                    return None
            elif (
                it.kind in ("count", "person")
                or (it.kind == "mark" and it.value in ";:(")
                or (it.kind == "cue" and it.value in ("for", "give", "passive", "receive", "hand", "because"))
                or (it.kind == "body" and passed)
            ):
                return None
        return None

    # -- periods -----------------------------------------------------------------------------------------------------

    def _period(self, award: Item, recipients: list[Item]) -> str:
        places = [self._pos(award)] + [self._pos(r) for r in recipients if self.span[0] <= r.start < self.span[1]]
        lo, hi = min(places), max(places)
        after = self._period_after(hi)
        if after:
            return after
        inside = [i for i in self.periods if lo < i < hi and self.periods[i]]
        if inside:
            return self.periods[inside[-1]]
        before = self._period_before(lo)
        if before:
            return before
        trailing = self._trailing(hi)
        if trailing:
            return trailing
        if any(it.period is not None and it.period.sort == "since" for it in self.items):
            return ""
        if self.lead.startswith(_CEREMONY) or "đột xuất" in self.folded[award.start : award.end + 40]:
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
        if self.ctx.distance > reach:
            return ""
        if self.ctx.listing and self.ctx.header_period:
            return self.ctx.header_period
        return self.ctx.period

    def _period_after(self, hi: int) -> str:
        """A period behind the statement, up to the semicolon; behind a later award it is only that award's."""
        passed = False
        for i in range(hi + 1, len(self.items)):
            it = self.items[i]
            if i in self.periods and self.periods[i]:
                prior = self.items[i - 1]
                if passed and (
                    prior.kind in ("award", "grade")
                    or self.parse.roles.get(i - 1) == "owner"
                    or prior.kind == "mark"
                    and prior.value in ",("
                    and not self.periods_follow(i)
                ):
                    return ""
                return self.periods[i]
            if it.kind in ("award", "grade", "count"):
                passed = True
            elif (it.kind == "mark" and it.value == ";") or (
                it.kind == "cue" and it.value in ("part", "propose", "future", "passive", "receive")
            ):
                return ""
        return ""

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
            if i in self.periods and self.periods[i]:
                earlier = [
                    x
                    for x in self.items[:i]
                    if x.kind in ("award", "grade")
                    or (x.kind == "count" and x.number is not None and x.number.value is not None)
                ]
                if not earlier:
                    return self.periods[i]
                back = i - 1
                while back in self.periods:
                    back -= 1
                prior = self.items[back] if back >= 0 else None
                if prior is not None and prior.kind == "mark" and prior.value in ";,":
                    return self.periods[i]
        return ""

    def _trailing(self, hi: int) -> str:
        """A period behind the last recipients of the sentence speaks for all of its statements."""
        last_count = max((i for i, x in enumerate(self.items) if x.kind in ("count", "person", "body")), default=-1)
        last_award = max((i for i, x in enumerate(self.items) if x.kind in ("award", "grade")), default=-1)
        if any(it.kind == "cue" and it.value.startswith("praise") for it in self.items[hi:]):
            return ""
        tail = [
            i
            for i in self.periods
            if i > last_count > last_award and self.periods[i] and (p := self.items[i].period) is not None and p.sort == "year"
        ]
        return self.periods[tail[0]] if tail and last_count > hi else ""

    # -- parts -------------------------------------------------------------------------------------------------------

    def _praise_total(self, cut: Item) -> bool:
        """Whether what is broken down is a total over several awards: then later clauses are its parts too."""
        before = [t for t in self.out if t.start < cut.start]
        return not before or before[0].award in ("khen-thuong", "bieu-duong")

    def _headed(self, s: Statement) -> Statement | None:
        """"64 người được nhận Huy hiệu: 1 Huy hiệu 75 năm, …": what a colon opens breaks down the count before it."""
        for t in self.out:
            if t is not s and t.end < s.start and t.count is not None and t.part_of is None and ":" in self.text[t.end : s.start] and ";" not in self.text[t.end : self.text.find(":", t.end)]:
                if s.award == t.award and s.title != t.title and (s.count or 0) < t.count:
                    return t
        return None

    def _graded(self) -> None:
        """ "8 Huân chương (2 hạng Nhì, 6 hạng Ba)": the grades in brackets are parts of the count before."""
        objects = sorted((s for s in self.out if s.unit == "objects" and s.recipient is None), key=lambda s: s.start)
        whole: Statement | None = None
        for s in objects:
            if (
                self.folded[s.start : s.end].startswith(tuple("0123456789"))
                and "hạng" in self.folded[s.start : s.end][:12]
                and whole is not None
            ):
                s.part_of = whole
            else:
                whole = s

    def _parts(self) -> None:
        self._graded()
        cut = next((it for it in self.items if it.kind == "cue" and (it.value == "part" or it.words in (("gồm",), ("bao", "gồm"), ("gồm", "có")))), None)
        specific = self.lead.startswith(("cụ thể", "chia theo", "tính theo"))
        counted = [s for s in self.ctx.statements if s.count is not None or s.approx == "order"]
        for s in self.out:
            if s.part_of is not None:
                continue
            if cut is not None and ";" in self.text[cut.end : s.start] and not self._praise_total(cut):
                continue
            place = (
                s.recipient.start
                if s.recipient is not None and self.span[0] <= s.recipient.start < self.span[1]
                else s.start
            )
            if cut is not None and place >= cut.start:
                before = [
                    t
                    for t in self.out
                    if t is not s and (t.recipient.start if t.recipient is not None else t.start) < cut.start
                ]
                same = [t for t in before if t.kind in (s.kind, "mixed", "")]
                total = (same or before or [self._previous_total(s, counted)])[0]
                if total is not None:
                    s.part_of = total
                    if not s.period and total.period:
                        s.period = total.period
            elif (whole := self._headed(s)) is not None:
                s.part_of = whole
            elif self.lead.startswith("riêng") and s.count is not None:
                whole = next(
                    (
                        t
                        for t in reversed(counted)
                        if t.award == s.award
                        and t.kind == s.kind
                        and t.authority
                        and plain(t.authority) == plain(s.authority)
                        and t.count is not None
                        and t.count > (s.count or 0)
                        and t not in self.out
                    ),
                    None,
                )
                s.part_of = whole
            elif specific and s.recipient is not None:
                total = self._previous_total(s, counted)
                if total is not None:
                    s.part_of = total

    def _previous_total(self, s: Statement, counted: list[Statement]) -> Statement | None:
        """The total of the sentence before that a "trong đó" or "cụ thể" opens up."""
        recent = [t for t in counted if t.part_of is None and 0 <= self.span[0] - t.sentence[1] < 400]
        if not recent:
            return None
        last = recent[-1].sentence
        same = [t for t in recent if t.sentence == last]
        forms = load().awards
        form = forms[s.award].form if s.award in forms else s.award
        for t in reversed(same):
            other = forms[t.award].form if t.award in forms else t.award
            if other == form and (s.count is None or t.count is None or s.count <= t.count):
                return t
        for t in reversed(same):
            if t.award in ("khen-thuong", "bieu-duong") and (s.count is None or t.count is None or s.count <= t.count):
                if s.status == "conferred" and t.status == "proposed":
                    s.status = "proposed"
                return t
        return None

    # -- context -----------------------------------------------------------------------------------------------------

    def _leave_context(self) -> None:
        first_award = next(
            (i for i, it in enumerate(self.items) if it.kind in ("award", "grade", "count")), len(self.items)
        )
        opening = next(
            (
                i
                for i, it in enumerate(self.items)
                if it.kind == "mark" and it.value == ";" or it.kind == "cue" and it.value in ("passive", "receive")
            ),
            len(self.items),
        )
        leading = [self.periods[i] for i in self.periods if i < min(first_award, opening) and self.periods[i]]
        stated = [v for _, v in sorted(self.periods.items()) if v and "," not in v]
        self.ctx.last_period = stated[-1] if stated else ""
        if self.lead.startswith(_CEREMONY):
            self.ctx.period = ""
        elif leading and "," not in leading[-1]:
            self.ctx.period = self.ctx.memory.leading = leading[-1]
            self.ctx.distance = 0
        self.ctx.distance += 1
        named = [s.recipient for s in self.out if s.name and s.recipient is not None and s.part_of is None]
        if named:
            self.ctx.subject = named[-1]
            self.ctx.since = 0
        self.ctx.since += 1
        agents = [i for i in sorted(self.parse.roles) if self.parse.roles[i] in ("agent", "proxy")]
        if agents:
            self.ctx.authority = self._named_authority(agents[-1])
        elif not self.lead.startswith(_FOLLOWS) and not self.ctx.listing:
            self.ctx.authority = ("", "")
        self.ctx.statements += self.out
