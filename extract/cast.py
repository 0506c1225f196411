"""Who is who in an article: persons and bodies named before, short forms, the one it is about."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.authorities import level_of
from extract.clauses import ClauseParser
from extract.fold import fold, plain
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item, scan
from extract.model import Article, Block
from extract.sentence import suits
from extract.statements import Context, Statement

_ALIAS = re.compile(
    r"\s*\((?:hay gọi là |thường gọi là |tức |còn gọi là )?([A-ZĐÀ-Ỹ][\w’']*(?: [A-ZĐÀ-Ỹ][\w’']*){0,2})\)"
)
_SHORT = re.compile(r"\s*\((?:(?:gọi|viết) tắt là:? |tên viết tắt:? |sau đây gọi là )?([A-ZĐ][\w&]{2,})\)")
_INSTITUTIONS = phrases("institutions")
_PLACE_HEADS = phrases("place-heads")
_OF_HONOURS = pattern("of-honours")
_OFFICIAL = pattern("official")
_UNIT = pattern("unit-itself")
_CALLED = pattern("called")
_HONOURS_OF = pattern("honours-of")
_OFFICE_OF = pattern("office-heads")
_OF_SOME_BODY = frozenset(phrases("of-some-body"))
_HEADED = {fold(office): tuple(heads) for office, heads in load().bodies["headed"].items()}

_DECISION = pattern("decision")
# the verbs of a headline that commend, and the form that they are told of as
_PRAISES = {"praise_khen": "khen-thuong", "praise_bieu": "bieu-duong"}


class Cast:
    """Remembers the persons and bodies of an article."""

    ctx: Context

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.folded = fold(article.text)
        self.lex = load()
        self.items: list[Item] = []  # all mentions so far
        self.titled: list[Item] = []  # those of the title
        self.people: dict[str, Item] = {}  # by given name or alias
        self.places: set[str] = set()  # names of places named with their kind ("huyện Đại Lộc")
        self.aliases: dict[str, str] = {}  # abbreviations that the article gives for bodies, and the kinds of those
        self.short: dict[str, str] = {}  # the full names of those in capitals
        self.fuller: dict[str, str] = {}  # last two syllables → full name
        self.title_acts: tuple[str, str, frozenset[str]] = ("", "", frozenset())

    def _office_level(self, s: Statement) -> None:
        """ "Chỉ huy trưởng tặng Giấy khen": the office alone is that of the body named before whose head it is.

        So is "Đảng ủy" the "Đảng ủy phường Tân An" named before.
        """
        if s.authority and (not s.level or fold(s.authority) in _OF_SOME_BODY):
            s.level = self._level_by_name(s.authority, s.start) or s.level

    def _level_by_name(self, wording: str, before: int) -> str:
        """The level of the body named before that an office or a short form of a name stands for; "" for none."""
        short = fold(wording)
        heads = _HEADED.get(short, (_OFFICE_OF.sub("", short) + " ",))
        named = (it for it in reversed([*self.titled, *self.items]) if it.kind == "body" and it.start < before)
        for it in named:
            name = fold(it.wording)
            if it.value in ("authority", "head") and name != short and name.startswith(heads):
                level = level_of(it.wording, self.ctx.scene)
                if level:
                    return level
        return ""

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
        if not pronoun and len(seen) == 1 and self._told_of(next(iter(seen.values()))):
            return next(iter(seen.values()))
        counts = sorted(((self._named(p), p.start, p) for p in (fitting or seen.values())), key=lambda t: (-t[0], t[1]))
        least = 2 if fitting else 3
        if not counts or counts[0][0] < least or (len(counts) > 1 and counts[0][0] < 1.5 * counts[1][0]):
            return None
        return counts[0][2]

    def _main_body(self) -> Item | None:
        """The body that a text without its name in the title goes on about: named early, then called by its head."""
        heads = []
        for head, named in self.ctx.bodies.items():
            first = next(iter(named.values()))
            if len(named) == 1 and first.start < 700 and head not in _PLACE_HEADS:
                called = len(re.findall(rf"(?<!\w){re.escape(head)}(?!\w)", self.folded))
                called += len(_UNIT.findall(self.folded))
                heads.append((called, first))
        heads.sort(key=lambda t: (-t[0], t[1].start))
        return heads[0][1] if heads and heads[0][0] >= 3 else None

    def _told_of(self, p: Item) -> bool:
        """Whether the only person named is one whom the text goes on to call ông, bà, anh, chị, and no official."""
        before = self.folded[max(0, p.start - 60) : p.start]
        return p.start < 1200 and _OFFICIAL.search(before) is None and len(_CALLED.findall(self.text)) >= 3

    def _named(self, p: Item) -> int:
        return len(re.findall(rf"(?<!\w){re.escape(p.wording.split()[-1])}(?!\w)", self.text))

    def _remember(self, it: Item) -> None:
        if it.kind == "body" and it.value in ("head", "authority") and it.body is not None:
            head = _standing_for(fold(it.wording))
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
            elif it.kind == "person" and it.person is not None and len(it.wording.split()) == 2:
                longer = self.fuller.get(plain(it.wording))
                if longer is not None:
                    it.wording = longer
            elif it.kind == "body" and fold(it.wording) in self.aliases:
                it.wording = self.short.get(fold(it.wording), it.wording)

    def _subject(self, block: Block, zones: list[tuple[int, int]]) -> None:
        items = self.titled = scan(self.text, block.start, block.end, zones)
        for it in items:
            self._remember(it)
        roles = ClauseParser(self.text, items).roles
        givers = [i for i in sorted(roles) if roles[i] in ("owner", "agent")]
        decision = _DECISION.match(fold(self.text[block.start : block.end])) is not None
        if not givers and decision:
            givers = [i for i in sorted(roles) if items[i].value == "authority"]
        if givers:
            wording = items[givers[-1]].wording
            forms = {it.value for it in items if it.kind == "award"}
            if not decision:
                forms |= {_PRAISES[it.value] for it in items if it.kind == "cue" and it.value in _PRAISES}
            if forms or decision:
                self.title_acts = (wording, level_of(wording, self.ctx.scene), frozenset(forms))
        self.ctx.proposing = any(it.kind == "cue" and it.value == "propose" for it in items) and any(
            it.kind == "award" for it in items
        )  # a lead that lists without a verb goes on with what the title asks for
        bodies = [
            it
            for i, it in enumerate(items)
            if (
                it.kind == "body"
                and (it.value != "authority" or self._own_name(it, roles.get(i, "")))
                and not (i and self.folded[: it.start].endswith("của ") and fold(it.wording).startswith("ngành "))
            )
            or (it.kind == "body" and self._owns_honours(it))
            or (it.kind == "person" and it.person is not None and it.person.full)
        ]
        if bodies:
            self.ctx.subject = self.ctx.about = bodies[0]
            if len(bodies) == 1 and _OF_HONOURS.search(self.folded, block.start, block.end):
                self.ctx.honoured = self.ctx.entitled = bodies[0]

    def _owns_honours(self, it: Item) -> bool:
        """ "Những phần thưởng cao quý của Bệnh viện A": a title that says whose honours follow."""
        given = level_of(it.wording, self.ctx.scene) in ("state", "government")  # "… được Đảng, Nhà nước trao tặng"
        return not given and _HONOURS_OF.search(self.folded[: it.start]) is not None

    def _names_whom(self, block: Block, out: list[Statement]) -> None:
        """ "Lê Văn A - Lĩnh vực Học tập": a line that opens with a person's name heads what is told of that person."""
        line = self.text[block.start : block.end].strip()
        if out or len(line) > 90 or not line or line[-1] in ".;,:!?" or block.kind == "title":
            return
        first = next((it for it in self.items if it.start >= block.start), None)
        if first is None or first.kind != "person" or first.person is None or not first.person.full or first.start > block.start + 3:
            return
        behind = self.text[first.end : block.end].strip()
        if not behind or behind[0] in "-–(":
            self.ctx.subject = self.ctx.recent = first
            self.ctx.since, self.ctx.sole, self.ctx.subject_block = 0, True, block.start

    def _calls_itself(self, items: list[Item]) -> None:
        """ "Bệnh viện luôn hoàn thành nhiệm vụ và đã được tặng …": the common noun that opens a sentence is its subject."""
        told = [it for it in items if it.kind != "period" and it.value != ","]
        if not told or told[0].kind != "body" or fold(told[0].wording) not in _UNNAMED or told[0].wording[:1].islower():
            return
        acts = (it for it in told[1:] if it.kind in ("body", "person", "count") or (it.kind == "cue" and it.value in _ACTS))
        verb = next(acts, None)
        if verb is not None and verb.value in ("passive", "receive"):
            told[0].value = "pronoun"

    def _named_later(self, wording: str) -> tuple[Item | None, bool]:
        """The only body of the whole text that "Nhà trường", "Bệnh viện" can mean; and whether any is named at all."""
        found: dict[str, Item] = {}
        for head in dict.fromkeys((wording, wording.removeprefix("nhà "))):
            for m in re.finditer(rf"(?<!\w){re.escape(head)} (?=\w)", self.folded):
                if not self.text[m.end()].isupper() and not self.text[m.start()].isupper():
                    continue
                end = self.text.find("\n", m.end())
                items = scan(self.text, m.start(), min(m.start() + 120, end if end > 0 else len(self.text)))
                first = items[0] if items else None
                if first is None or first.kind != "body" or first.start != m.start() or first.value not in ("head", "authority"):
                    continue
                if any(c.isupper() or c.isdigit() for c in first.wording[len(head) :]):
                    found.setdefault(fold(first.wording), first)
        return next(iter(found.values())) if len(found) == 1 else None, bool(found)

    def _own_name(self, it: Item, role: str) -> bool:
        """Whether an authority is one that articles are about: "Công ty Cấp nước A", not "UBND tỉnh", "Sở Y tế"."""
        if it.wording == (it.body.head if it.body else ""):
            return False
        level = level_of(it.wording, self.ctx.scene)
        gives = role in ("agent", "owner")
        return level == "enterprise" or (level == "other" and not gives and fold(it.wording).startswith(_INSTITUTIONS))

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


_UNNAMED = frozenset(phrases("unnamed-units"))
_ACTS = ("passive", "receive", "give", "hand", "propose", "recognise", "sign", "praise_khen", "praise_bieu", "praise_both")


@cache
def _by_first_word() -> dict[str, list[str]]:
    heads: dict[str, list[str]] = {}
    for wording in sorted(load().people["body_pronoun"]):
        heads.setdefault(wording.split()[0], []).append(wording)
    return heads


def _standing_for(folded: str) -> str:
    """The head that stands for a body of this name later ("nhà máy", "trường"); "" for none."""
    first = folded.split(" ", 1)[0]
    return next((head for head in _by_first_word().get(first, ()) if folded.startswith(head + " ")), "")


def _fuller(name: str, short: str) -> bool:
    """Whether ``name`` has all words of ``short`` in their order, the first and last in place, and some more."""
    words, rest = plain(short).split(), iter(plain(name).split())
    longer = len(plain(name).split()) > len(words) > 2
    return longer and plain(name).split()[0] == words[0] and all(w in rest for w in words)


@lru_cache(maxsize=16)  # those of an article change with few of its sentences
def given_names(names: tuple[str, ...]) -> frozenset[str]:
    """The last syllables of persons' names, folded: by these alone a text goes on to name them; and names of two syllables."""
    return frozenset(fold(name.split()[-1]) for name in names) | {
        fold(" ".join(name.split()[-2:])) for name in names if 1 <= name.count(" ") <= 3
    }
