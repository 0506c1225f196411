"""A parsed sentence becomes statements, in the light of what came before."""

from __future__ import annotations

from dataclasses import replace

from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.objects import Objects
from extract.sequels import Link
from extract.standing import without_brackets
from extract.statements import Statement

_CEREMONY = phrases("ceremony")
_FOLLOWS = phrases("follows")
_REVIEW = pattern("review")
_VISITED = pattern("visited")
_IN_TURN = pattern("in-turn")
_DAY_OF = pattern("anniversary-of")


class SentenceReader(Objects):
    """Reads one sentence into statements and leaves the context updated."""

    def read(self) -> list[Statement]:
        """Statements of the sentence, in order."""
        if self._spells_out():
            self._spell_out()
            if self.out:
                self._leave_context()
                return self.out
        for link in self.parse.links:
            told = link.recipients
            link.recipients = [
                x for r in link.recipients if not self._things(r) and (x := self._resolved(r)) is not None
            ]
            if link.recipients:
                self._link(link)
            else:
                for award in link.awards:
                    if award.number is not None or any(map(self._things, told)):
                        self._lone_award(award)
        for element in self.parse.lone_awards:
            for award in element.items:
                if not self._shared_later(award):
                    self._lone_award(award)
        self._shares()
        self._members()
        self._level_by_reference()
        self._lone_recipients()
        if self.ctx.listing and self.ctx.header and not any(it.kind in ("award", "grade") for it in without_brackets(self.items)):
            self._entry()
        self._each_grade()
        self.out.sort(key=lambda s: (s.start, s.end))
        self._parts()
        self._grades_in_brackets()
        self._inherit()
        self._leave_context()
        return self.out

    def _each_grade(self) -> None:
        """ "bà A được tặng Huân chương Kháng chiến hạng Nhất, Nhì": for one that is named, an award for each grade."""
        for award in self.items:
            counted = award.number is not None and award.number.value != len(award.grades)
            if award.kind != "award" or not award.grades or counted:
                continue
            for s in list(self.out):
                if (
                    s.name
                    and s.count is None
                    and s.award == award.value
                    and not s.grade
                    and s.start <= award.start < s.end
                ):
                    at = self.out.index(s)
                    self.out[at : at + 1] = [replace(s, grade=grade) for grade in award.grades]

    def _shared_later(self, award: Item) -> bool:
        """ "Bộ tặng Bằng khen, tỉnh tặng Giấy khen cho em A": the recipient behind the last award is that of the first too."""
        at = self._pos(award)
        if award.number is not None or not any(
            it.kind == "cue" and it.value in ("give", "hand", "revoke") for it in self.items[:at]
        ):
            return False
        revoked = any(it.kind == "cue" and it.value == "revoke" for it in self.items[:at])
        for link in self.parse.links:
            first = min(self._pos(a) for a in link.awards)
            between = self.items[at + 1 : first]
            if link.how != "back" or first <= at or not link.recipients or link.recipients[0].kind == "count":
                continue
            if any((it.kind == "mark" and it.value == ";") or it.kind in ("count", "person") for it in between):
                return False
            joined = revoked and all(it.kind in ("period", "mark") or it.value == "and" for it in between)
            if joined or any(it.kind == "cue" and it.value in ("give", "hand") for it in between):
                scope = self._scope(award, [])
                if scope:
                    self.out += [self._statement(award, r, scope, link) for r in self._listed(link.recipients)]
                return True
        return False

    def _link(self, link: Link) -> None:
        before = len(self.out)
        for one in self._in_turn(link):
            self._bound(one)
        made: set[tuple[str, ...]] = set()
        for s in self.out[before:]:  # "Bằng khen toàn diện và Bằng khen chuyên đề: 87 tập thể" counts them once
            if s.part_of is None and s.recipient is not None and s.recipient.kind == "count":
                key = (s.award, s.grade, s.title, s.authority, s.level, s.unit, str(s.recipient.start), s.period)
                if key in made:
                    self.out.remove(s)
                made.add(key)

    def _in_turn(self, link: Link) -> list[Link]:
        """ "Huân chương hạng Nhì, hạng Ba cho ông A và bà B": as many grades as names, one for each in their order."""
        if len(link.awards) == 1 and len(link.awards[0].grades) < 2:
            return [link]
        grades = [replace(a, grade=g, grades=()) for a in link.awards for g in a.grades or (a.grade,)]
        names = self._listed(link.recipients) if link.recipients[0].kind != "count" else []
        told = _IN_TURN.search(self.folded, *self.span) is not None
        alike = len({a.value for a in grades}) == 1 and all(a.grade for a in grades)
        if len(grades) < 2 or len(grades) != len(names) or link.names or not (alike or told):
            return [link]
        return [Link([a], [r], link.how) for a, r in zip(grades, names, strict=True)]

    def _celebrated(self, link: Link) -> list[Item]:
        """ "Bộ A tổ chức lễ kỷ niệm 30 năm Ngày truyền thống Cục B và đón nhận Huân chương": whose day it is receives it."""
        r = link.recipients[0]
        if link.how != "forth" or r.kind != "body" or len(link.recipients) > 1:
            return link.recipients
        for it in self.items[self._pos(r) + 1 : self._pos(link.awards[0])]:
            if it.kind == "body" and _DAY_OF.search(self.folded, r.end, it.start) and any(c.isupper() for c in it.wording):
                return [it]
        return link.recipients

    def _bound(self, link: Link) -> None:
        if link.recipients[0].start >= self.span[0]:
            link.recipients = self._celebrated(link)
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
                first = [self._statement(award, r, scope, link) for r in link.recipients if self._fits(award, r)]
                for s in first:
                    s.part_of = own
                self.out += first
                continue
            each = award.number is not None and award.number.value == len(link.recipients) and link.how != "carried"
            if (
                award.number is not None
                and award.unit == "objects"
                and all(r.kind == "person" or (each and len(link.recipients) > 1 and r.kind == "body") for r in link.recipients)
            ):  # "2 Huân chương cho ông A và Công ty B" too
                award = replace(award, number=None)  # "chị A được tặng 3 Bằng khen": the person is what counts
            counted = award.number is not None and link.how == "forth" and link.recipients[0].kind == "count"
            if counted and ":" in self.text[link.recipients[-1].end : award.start]:
                untitled = replace(award, number=None, title="")  # "64 người được nhận: 1 Huy hiệu 75 năm, …"
                self.out += [self._statement(untitled, r, scope, link) for r in link.recipients]
                self._lone_award(award)
                continue
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
                    if r.kind == "count":
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

    def _given(self, award: Item, r: Item) -> bool:
        """Recipients without a number need a verb of giving, and no word that makes it a rule ("chỉ xét cho cá nhân")."""
        at = self._pos(award)
        verbs = any(it.kind == "cue" and it.value in ("give", "hand", "propose") for it in self.items[:at])
        between = self.folded[award.start : r.start]
        return verbs and not any(w in f" {between} " for w in (" chỉ ", " xét ", " không "))

    def _lone_award(self, award: Item) -> None:
        scope = self._scope(award, [])
        if scope == "":
            return
        form = load().awards.get(award.value)
        if award.number is not None and award.unit == "objects" and self.ctx.honoured is not None and self._bare_list():
            award = replace(award, number=None)  # "- 2 Cờ thi đua của Chính phủ" among the honours of one
        if award.number is not None:
            last = self.out[-1] if self.out else None
            if (whole := self._by_grade(award)) is not None:
                part = self._statement(award, None, scope, None)
                part.count, part.approx, part.kind, part.unit = award.number.value, "exact", whole.kind, whole.unit
                part.wording, part.part_of = whole.wording, whole
                part.authority, part.level, part.status, part.period = whole.authority, whole.level, whole.status, whole.period
                self.out.append(part)
                return
            if award.unit == "recipients" and _VISITED.search(self.folded, self.span[0], award.start):
                return  # "thăm, tặng quà 12 Bà mẹ Việt Nam Anh hùng": they have the title already
            if not self._eventful(award, counted=True) and (last is None or last.how != "kept"):
                return
            if (
                award.unit == "objects"
                and last is not None
                and last.name
                and last.kind == "individual"
                and last.recipient is not None
                and (award.number.value or 99) <= 10
            ):
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
            behind = [x.value for x in without_brackets(self.items[self._pos(award) + 1 :])[:2]]
            s.kind = s.kind or ("individual" if behind == ["for", "office"] else "")  # "cho nguyên thủ trưởng Bộ Chỉ huy"
            self.out.append(s)
            return
        if award.value in ("khen-thuong", "bieu-duong"):
            return
        alone = (self._bare_list() or self._opens_item(self._pos(award))) and self.text[self.span[1] - 1] != ":"
        if people := self._headed_by_all():
            for person in people:
                s = self._statement(award, person, scope, None)
                s.start, s.end = min(person.start, award.start), award.end
                self.out.append(s)
            return
        owner = self._listed_for(award) or self._headed_by() or (self._running_honoured() if alone else None)
        if owner is not None:
            s = self._statement(award, owner, scope, None)
            s.start, s.end = award.start, award.end
            self.out.append(s)
            return
        if not self._eventful(award, counted=False) and (told := self._told_life(award)) is not None:
            s = self._statement(award, told, scope, None)
            s.start, s.end = award.start, award.end
            self.out.append(s)
            return
        if not self._eventful(award, counted=False):
            for keeper in self._owners(award):
                s = self._statement(award, keeper, scope, None)
                s.how, s.start, s.end = "kept", award.start, award.end
                self.out.append(s)
            return
        follow = self.items[self._pos(award) + 1 : self._pos(award) + 4]
        if any(it.kind == "mark" and it.value == ":" for it in follow):
            return  # what the colon opens receives it
        for subject in self._subjects(award):
            if not self._fits(award, subject):
                continue
            s = self._statement(award, subject, scope, None)
            if subject.start < self.span[0] or subject.start > award.end + 400:
                s.start, s.end = award.start, award.end
            self.out.append(s)

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
        elif leading and not self.out and (self._turning_point() or self._history(leading[-1])):
            self.ctx.period = ""
        elif leading and "," not in leading[-1] and not self.lead.startswith("so với") and not self._of_a_person():
            if self._local() and self.ctx.outer is None:
                self.ctx.outer = self.ctx.period
            self._count_years()
            again = self.ctx.opened and leading[-1] == self.ctx.period  # "… năm 2017. Trong năm, …"
            self.ctx.period = self.ctx.memory.leading = leading[-1]
            self.ctx.bare = not self.out and not self.ctx.listing
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
            self.ctx.decides = self.ctx.authority if self.text[self.span[1] - 1] == ":" and not self.out else ("", "")
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
