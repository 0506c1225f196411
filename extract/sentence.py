"""One sentence with its mentions and parse, and whom its pronouns mean."""

from __future__ import annotations

import itertools

from extract.clauses import ClauseParser
from extract.fold import fold
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.sequels import Parse
from extract.standing import BRACKETED
from extract.statements import Context, Statement

_OF_PROVINCE = pattern("of-province")
_PLANNED = pattern("planned")
_DOCUMENT = pattern("document")


_UNNAMED = phrases("unnamed-units")
_ONE_IN_A_PLACE = phrases("one-in-a-place")
_CALLINGS = phrases("callings")
_YOUNG, _OLD = {"em", "cháu"}, {"ông", "bà", "cụ", "mẹ", "thầy"}
_FEMALE, _MALE = {"bà", "chị", "cô", "mẹ"}, {"ông", "anh", "chú"}


def suits(pronoun: str, person: Item) -> bool:
    """Whether a pronoun can mean the person, by honorific and by the middle names Thị and Văn."""
    words = set(fold(person.person.honorific).split()) if person.person is not None else set()
    names = fold(person.wording).split()[1:-1]
    if pronoun in _FEMALE:
        return not words & _MALE and "văn" not in names
    if pronoun in _CALLINGS:
        return pronoun in fold(person.person.honorific) if person.person is not None else False
    if pronoun in _YOUNG:
        return not words & _OLD
    if pronoun in _MALE:
        return not words & _FEMALE and "thị" not in names
    return True


class Sentence:
    """The state that the readers of a sentence share, and the people and bodies that short forms mean."""

    def __init__(self, text: str, folded: str, span: tuple[int, int], items: list[Item], context: Context) -> None:
        self.text, self.folded, self.span, self.ctx = text, folded, span, context
        self.items = items
        self.lead = folded[span[0] : span[1]].lstrip('-–+•* "“')
        self.periods = self._resolve_periods()
        self.parse: Parse = ClauseParser(text, items).parse()
        self.index = {id(it): i for i, it in enumerate(items)}
        self.out: list[Statement] = []
        self._kind_of_objects: dict[int, str] = {}

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
                before = self.folded[max(self.span[0], it.start - 40) : it.start]
                planned = _PLANNED.search(before)
                if it.period is None or (it.period.sort == "year" and _DOCUMENT.search(before)):
                    values[i] = ""
                elif planned is None:
                    values[i] = self.ctx.memory.note(it.period)
                else:  # "so với năm 2017 (119 tập thể được khen)": the compared year is that of the brackets behind it
                    values[i] = it.period.value if self.folded[it.end : it.end + 2] == " (" else ""
        return values

    def _kinds(self, r: Item) -> list[str]:
        if r.kind == "count":
            return [k for k in r.nouns if k not in ("open", "")]
        if r.kind == "person":
            head = r.person.honorific.lower() if r.person else ""
            return ["household" if head.startswith(("hộ", "gia đình")) else "individual"]
        return ["collective"]

    def _things(self, r: Item) -> bool:
        """ "nhiều giải pháp": an unknown number of what is neither persons nor bodies."""
        return r.kind == "count" and not self._kinds(r) and r.number is not None and r.number.approx == "indefinite"

    def _is_bare(self, r: Item) -> bool:
        return r.kind == "count" and r.number is not None and r.number.start == r.number.end

    def _resolved(self, r: Item) -> Item | None:
        """ "tặng Bằng khen cho em": a pronoun is the person the text is about; unknown, it is nobody."""
        if self._is_bare(r) and (body := self._body(fold(r.wording))) is not None:
            return Item("body", r.start, r.end, "head", wording=body.wording, body=body.body)
        if r.kind == "body" and r.value == "pronoun":
            wording = fold(r.wording).removeprefix("tập thể ")
            body = self._body(wording)
            if body is None and r.wording[:1].isupper() and wording in _UNNAMED:
                later, named = self.ctx.named_later(wording)
                body = later or (None if named else r)  # a unit's own page calls it "Bệnh viện" throughout
            if body is None and fold(r.wording) in _ONE_IN_A_PLACE and r.wording[:1].isupper():
                body = r  # "Tỉnh Đoàn": a province has one
            return (
                Item("body", r.start, r.end, "head", wording=body.wording, body=body.body) if body is not None else None
            )
        if r.value != "pronoun":
            return r
        subject = self._named_here(r) or self._person(self.folded[r.start : r.end])
        if subject is None:
            return None
        self.ctx.called.setdefault(subject.wording, set()).add(self.folded[r.start : r.end])
        return Item("person", r.start, r.end, "", wording=subject.wording, person=subject.person)

    def _named_here(self, r: Item) -> Item | None:
        """ "Anh A được …; Chủ tịch gửi Bằng khen cho anh": the one whom the sentence names with that form of address."""
        pronoun = self.folded[r.start : r.end]
        for it in reversed(self.items[: self._pos(r)]):
            if it.value in ("office", "propose") or (it.kind == "cue" and it.value == "hand"):
                return None  # whoever speaks, proposes or hands over is somebody else
            if it.kind == "person" and it.person is not None and it.value != "pronoun":
                return it if pronoun in fold(it.person.honorific).split() else None
        return None

    def _person(self, pronoun: str = "") -> Item | None:
        """Whom a personal pronoun means: the last named recipient nearby, else the person the article is about."""
        recent = self.ctx.recent
        if pronoun and recent is not None and suits(pronoun, recent):
            return recent
        subject = self.ctx.subject
        if subject is not None and subject.kind == "person" and self.ctx.since <= 6 and suits(pronoun, subject):
            return self._returned_to(pronoun, subject) or subject
        return self.ctx.main(pronoun)

    def _returned_to(self, pronoun: str, subject: Item) -> Item | None:
        """In a paragraph that does not name ``subject``: the one the article is about, if only he was called so before."""
        if not pronoun or self.ctx.subject_block == self.ctx.block_start:
            return None
        called = self.ctx.called
        main = self.ctx.main(pronoun) or self.ctx.main("")
        if main is None or main.wording == subject.wording or pronoun in called.get(subject.wording, ()):
            return None
        return main if pronoun in called.get(main.wording, ()) else None

    def _body(self, wording: str) -> Item | None:
        """Which body "đơn vị", "nhà trường", "bệnh viện" means: the one the text is about, when its head agrees."""
        if wording not in load().people["body_pronoun"]:
            return None
        subject = self.ctx.subject
        heads = (wording, wording.removeprefix("nhà "))  # "nhà máy"; "nhà trường" of a "Trường …"
        fits = subject is not None and subject.kind == "body"
        if (
            fits
            and subject is not None
            and (wording in ("đơn vị", "ngành", "cơ quan") or fold(subject.wording).startswith(heads))
        ):
            return subject
        for head in heads:
            named = self.ctx.bodies.get(head, {})
            if len(named) == 1:
                return next(iter(named.values()))
        about = self.ctx.about
        titular = about is not None and about.kind == "body" and fold(about.wording).startswith(tuple(head + " " for head in heads))
        return about if titular else None

    def _listed(self, names: list[Item]) -> list[Item]:
        """The heads of a list of names: what stands behind a comma after a person or a body of a ;-list is apposition."""
        kept: list[Item] = []
        semicolons = any(";" in self.text[a.end : b.start] for a, b in itertools.pairwise(names))
        for k, it in enumerate(names):
            if k == 0:
                before = self.text[max(0, it.start - 30) : it.start].rstrip()
                behind_name = before.endswith("(") and any(w[:1].isupper() for w in before[:-1].split()[-1:])
                if not (it.kind == "body" and len(names) > 1 and behind_name):
                    kept.append(it)
                continue
            between = self.text[names[k - 1].end : it.start]
            joined = BRACKETED.sub("", between).strip().lower().removesuffix("tập thể").rstrip()
            if it.kind == "body" and joined.endswith("("):
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
                and not joined.endswith("và")
                and _OF_PROVINCE.match(fold(kept[-1].wording)) is None
            ):
                continue
            aside = not joined.endswith(("và", "cùng"))
            if it.kind == "body" and kept and it.value == "place_head" and kept[-1].value != "place_head" and aside:
                continue
            if it.kind == "body" and kept and joined == "," and self._belongs(kept[-1], it):
                continue
            if (
                semicolons
                and kept
                and kept[-1].value != "people_head"  # "Nhân dân và cán bộ xã A, Hạt Kiểm lâm B; …"
                and ";" not in between
                and not joined.endswith("và")
                and it.kind == "body"
                and it.value != "name"
                and it.wording == self.text[it.start : it.end]  # not one of several that share their head
                and not BRACKETED.search(between)
            ):
                continue
            kept.append(it)
        return kept

    def _belongs(self, a: Item, b: Item) -> bool:
        """ "Tiểu đoàn 7, Trung đoàn 31", "Khoa Sản, Bệnh viện Đa khoa tỉnh": the second is what the first is part of."""
        if a.kind != "body":
            return False
        part, whole = fold(a.wording), fold(b.wording)
        pairs = load().bodies["parts"]["of"]
        return any(part.startswith(tuple(parts)) and whole.startswith(tuple(wholes)) for parts, wholes in pairs)

    def _fits(self, award: Item, r: Item) -> bool:
        """A body is no recipient of a form that only persons receive (law, Articles 19 and 71); it was only named near it."""
        form = load().awards.get(award.value)
        return not (r.kind == "body" and form is not None and form.kinds == ("individual",))
