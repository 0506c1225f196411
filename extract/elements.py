"""Elements of a sentence: awards and recipients in order, coordinated ones joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.fold import fold
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.standing import BRACKETED, NAMED, Standing, without_brackets

_OF_STATE = frozenset((*phrases("offices-of-state"), "chính phủ", "nhà nước", "quốc hội"))  # who give, and receive nothing
_WITH_GRADES = ("huan-chuong", "huy-chuong", "giai-thuong", "other")
_OFFICES = phrases("offices")
_UNITS = frozenset(w.split()[0] for w in phrases("units-of-places"))
_AMONG = phrases("among")
_PRIZE = pattern("prize-of-the-year")
_OTHER_ACT = pattern("other-act")
_PLURAL_HEAD = pattern("plural-head")


@dataclass(slots=True)
class Element:
    """A run of coordinated awards (``kind`` "A") or recipients ("R"), with the names listed behind its counts."""

    kind: str  # "A" or "R"
    items: list[Item]
    first: int  # index of the first item in the sentence
    last: int
    names: list[Item] = field(default_factory=list)


def _graded(award: Item) -> bool:
    """Whether a form has grades: orders and medals (Law 06/2022/QH15, Articles 33-58), and prizes by their statutes."""
    form = load().awards.get(award.value)
    return form is None or form.family in _WITH_GRADES


class Elements(Standing):
    """Builds the elements of one sentence from its mentions."""

    def elements(self, praise: bool) -> list[Element]:
        """Awards and recipients in order; with ``praise`` also the verbs of praise, as awards without a form."""
        out: list[Element] = []
        where = -9  # the last count that says where somebody is
        last_award: Item | None = None
        for i, it in enumerate(self.items):
            if it.kind == "award" and self._holders(i):
                holders = Item("count", it.start, it.end, number=it.number, nouns=("individual",), wording=it.title)
                self._join(out, "R", holders, i)
            elif it.kind == "award":
                last_award = it
                self._join(out, "A", it, i)
            elif it.kind == "grade" and last_award is not None and not _graded(last_award):
                continue  # "bằng khen: 6 tập thể hạng nhì": where they came in
            elif (
                it.kind == "grade"
                and last_award is not None
                and (it.number is None or last_award.number is not None or self._divides(i, last_award))
            ):
                copy = Item(
                    "award",
                    it.start,
                    it.end,
                    last_award.value,
                    "" if it.value == "*" else it.value,
                    last_award.title,
                    it.number,
                    it.unit,
                )
                self._join(out, "A", copy, i)
            elif (
                praise
                and it.kind == "cue"
                and it.value.startswith("praise")
                and not self._noun_use(i)
                and _PRIZE.match(self.text[it.end : it.end + 60].lower()) is None
            ):
                form = "bieu-duong" if it.value == "praise_bieu" else "khen-thuong"
                self._join(out, "A", Item("award", it.start, it.end, form), i)
            elif it.kind == "count":
                if self._compares(i):
                    continue
                if (
                    self._led_by_place(i)
                    and it.number is not None
                    and (it.number.approx == "indefinite" or self._stays(i))
                ) or (where == i - 2 and self.items[i - 1].value == "and"):
                    where = i  # "sinh hoạt tại 21 chi bộ và 6 đảng bộ"
                    continue
                prior = self.items[i - 1] if i else None
                led = any(x.kind in NAMED and x.value != "pronoun" and self.roles.get(k, "free") == "free" for k, x in enumerate(self.items[:i]))
                host = self.items[i - 2] if i > 1 and prior is not None and prior.value == "done" else prior
                if (led or (host is not None and host.kind == "count")) and self.is_object(i):
                    continue  # "ông A, chủ ghe đưa các em vào bờ, được khen thưởng"
                if self._those_who(i) or self._made_or_done(i) or self._among_others(i):
                    continue
                if self._home_of(i) or self._praisers(i) or self._whose_places(i):
                    continue
                if prior is not None and prior.kind == "count" and self.gap(prior, it) in _AMONG:
                    continue  # "17.774 cá nhân trong số hơn 23.000 cán bộ"
                if (
                    it.number is not None
                    and it.number.approx == "indefinite"
                    and prior is not None
                    and prior.kind == "count"
                    and not self.gap(prior, it)
                ):
                    continue  # "nguyên chỉ huy các đơn vị"
                self._join(out, "R", it, i)
            elif it.kind in NAMED and self._explains(i):
                continue
            elif (
                it.kind == "person"
                and (it.person is None or it.person.full or len(it.wording.split()) > 1 or self._for_one(i))
                and not self._giver(i)
                and not self._relative(i)
                and not self._takes_for(i)
            ) or (
                it.kind == "body"
                and self.roles.get(i) == "free"
                and it.body is not None
                and (not it.body.head.startswith(_OFFICES) or it.wording.endswith((" ủy", " uỷ")))
                and not self._credited(i)
                and fold(it.wording) not in _OF_STATE
            ):
                self._join(out, "R", it, i)
        return out

    def _join(self, out: list[Element], kind: str, it: Item, i: int) -> None:
        """Append to the last element when only coordination lies between, else open a new one."""
        if kind == "R" and (host := self._list_of(out, it, i)) is not None:
            (host.names if host.names else host.items).append(it)
            host.last = i
            while out[-1] is not host and self._told_of(out[-1]):
                out.pop()  # "ông A, đã cho 40 người trú nhờ; ông B"
            return
        if out and out[-1].kind == kind:
            last = out[-1]
            between = self.items[last.last + 1 : i]
            marks = [x.value for x in between if x.kind == "mark" and x.value in ",;:()"]
            cues = [x.value for x in between if x.kind == "cue"]
            if kind == "A":
                own = it.number is not None or last.items[-1].number is not None
                easy = (
                    all(c in ("and", "of", "done", "give", "hand", "by") for c in cues)
                    and ";" not in marks
                    and ":" not in marks
                    and "(" not in marks
                )
                if (
                    easy
                    and not own
                    and last.items[-1].kind == it.kind
                    and not any(x.kind in ("person", "count") for x in between)
                ):
                    grade_only = it.grade and self.items[i].kind == "grade"
                    if not (grade_only and cues and "give" in cues):
                        last.items.append(it)
                        last.last = i
                        return
            else:
                blocking = [
                    c
                    for c in (x.value for x in without_brackets(between) if x.kind == "cue")
                    if c not in ("and", "of", "itemise", "rest", "because", "done", "share", "for", "with")
                ]
                first_named = last.items[-1].kind in NAMED
                named = it.kind in NAMED
                reasons = any(
                    x.kind == "cue" and x.value == "because" and self.text[x.end :].lstrip().startswith(":")
                    for x in between
                )
                opened = (":" in marks or "itemise" in cues) and not reasons
                blocked = bool(blocking) or (not opened and any(x.kind == "period" for x in between))
                if named and (first_named or last.names):
                    blocked = bool(blocking) or not self._apposed(
                        last.names[-1] if last.names else last.items[-1], it, between
                    )
                if not blocked and not (reasons and named):  # "vì: đã có thành tích …": a reason follows, no names
                    listed = any(c == "itemise" for c in cues) or ":" in marks or ("(" in marks and named)
                    if named and not first_named and (listed or last.names or self._introduces(last.items[-1], it)):
                        last.names.append(it)
                        last.last = i
                        return
                    if named and last.names:
                        last.names.append(it)
                        last.last = i
                        return
                    if (
                        named
                        and first_named
                        and (";" not in marks or self._under_list(last) or self._subjects_listed(last, i))
                    ):
                        last.items.append(it)
                        last.last = i
                        return
                    if (
                        not named
                        and self.led_plainly(i)
                        and not first_named
                        and not last.names
                        and ";" not in marks
                        and ":" not in marks
                        and not listed
                        and "(" not in marks
                        and ")" not in marks
                        and "because" not in cues
                    ):
                        last.items.append(it)
                        last.last = i
                        return
        out.append(Element(kind, [it], i, i))

    def _list_of(self, out: list[Element], it: Item, i: int) -> Element | None:
        """The list of names behind "gồm:" that a person behind a semicolon goes on, whatever was told of the one before."""
        before = self.items[i - 1] if i else None
        if it.kind not in NAMED or before is None or before.value != ";" or not out or out[-1].kind != "R":
            return None
        if it.kind == "body" and not self._bare_entry(i):
            return None
        telling = ("passive", "receive", "give", "hand", "propose", "recognise", "revoke", "sign")
        for host in reversed(out):
            since = self.items[host.last + 1 : i]
            acts = any(x.kind == "cue" and (x.value in telling or x.value.startswith("praise")) for x in since)
            if host.kind != "R" or acts or any(x.kind == "award" for x in since):
                return None
            if host.names or (len(host.items) > 1 and host.items[0].kind in NAMED and self._under_list(host)):
                return host
            if host.items[0].kind in NAMED and self._behind_award(host) and not self._has_own(i):
                return host  # "tặng Bằng khen cho ông A, người đã …; bà B, chủ cơ sở …"
        return None

    def _bare_entry(self, i: int) -> bool:
        """Whether the entry that opens at ``i`` only names: "…; Sở Y tế và ông A; …"."""
        last = self.items[i]
        for x in self.items[i + 1 :]:
            if x.value == ";":
                return True
            plain = x.kind in NAMED or x.value in (",", "and", "(", ")", "office")
            if not plain or (x.kind != "mark" and len(self.gap(last, x).split()) > 2):
                return False
            last = x
        tail = self.text[last.end : last.end + 30].split("\n")[0].split(".")[0]
        return len(tail.split()) <= 2

    def _told_of(self, e: Element) -> bool:
        """Whether a count stands in what is told of somebody: behind words or a verb, not behind a mark or "và"."""
        before, first = self.items[e.first - 1], self.items[e.first]
        return first.kind == "count" and (
            bool(self.gap(before, first)) or (before.kind == "cue" and before.value not in ("and", "itemise"))
        )

    def _behind_award(self, host: Element) -> bool:
        """Whether a name stands behind the award that it gets, led to by "cho", "có", "là", "gồm" or a colon."""
        before = self._near(host.first, -1)
        leads = before is not None and (before.value in ("for", "have", "itemise") or before.value == ":")
        return leads and any(x.kind == "award" for x in self.items[: host.first])

    def _has_own(self, i: int) -> bool:
        """Whether the entry that opens at ``i`` tells of an award or praise of its own."""
        for x in self.items[i + 1 :]:
            if x.value == ";":
                return False
            if x.kind == "award" or (x.kind == "cue" and (x.value.startswith("praise") or x.value in ("give", "hand"))):
                return True
        return False

    def led_plainly(self, i: int) -> bool:
        """Whether no other act leads to a count from the item before: not "…, thưởng phép 15 đồng chí"."""
        previous = self.items[i - 1] if i else None
        return previous is None or _OTHER_ACT.match(self.gap(previous, self.items[i])) is None

    def _introduces(self, count: Item, name: Item) -> bool:
        """ "hai lái xe Nguyễn Văn A", "2 nữ nhân viên gác chắn Lê Thị B": the counted and, right behind, their names."""
        gap = self.text[count.end : name.start]
        if gap.strip().lower() in ("", "là"):
            return True
        words = gap.split()
        return name.kind == "person" and len(words) <= 3 and all(w.isalpha() and w.islower() for w in words)

    def _under_list(self, e: Element) -> bool:
        """Whether a run of names stands behind a colon or "gồm", so that semicolons part its entries."""
        before = self._near(e.first, -1)
        return before is not None and (
            (before.kind == "mark" and before.value == ":")
            or (before.kind == "cue" and before.value in ("itemise", "for"))
        )

    def _subjects_listed(self, e: Element, i: int) -> bool:
        """ "Sở A; ông B, Giám đốc Sở C và xã D được tặng": semicolons part the subjects of a sentence that opens with them."""
        if any(
            it.kind in ("award", "count") or (it.kind == "cue" and it.value != "and") for it in self.items[: e.first]
        ):
            return False
        for it in self.items[i + 1 :]:
            if it.kind == "cue" and it.value in ("passive", "receive"):
                return True
            if it.kind not in ("person", "body", "mark") and not (
                it.kind == "cue" and it.value in ("and", "of", "done")
            ):
                return False
        return False

    def _apposed(self, a: Item, b: Item, between: list[Item]) -> bool:
        """Whether ``b`` goes on a list of names after ``a``: only apposition and coordination lie between."""
        gap = BRACKETED.sub("", self.text[a.end : b.start])
        if b.kind == "body":
            gap = _PLURAL_HEAD.sub("", gap)  # "các sở: A, B; các huyện: C, D"
        if ":" in gap or "“" in gap or "”" in gap or "\n" in gap:
            return False
        covered = sum(x.end - x.start for x in between if x.kind != "mark" or len(x.value) > 1)
        words = len(gap.split())
        head = gap.lstrip()[:1]
        if head in (",", "-", "–", "(", ";"):
            return words <= 14 + covered // 4
        if a.kind == "body" and b.body is not None and b.body.head.split()[0] in _UNITS:
            return words <= 6 + covered // 4  # "Tổ nhận khoán bảo vệ rừng thôn Liêng Bông"
        return words <= 2 + covered // 4

    # -- links -------------------------------------------------------------------------------------------------------

    def between(self, a: Element, b: Element) -> tuple[list[str], list[str], list[Item]]:
        """Marks, cues and all mentions that lie between two elements."""
        between = without_brackets(self.items[a.last + 1 : b.first])
        marks = [x.value for x in between if x.kind == "mark" and x.value in ",;:()"]
        cues = [x.value for x in between if x.kind == "cue"]
        return marks, cues, between
