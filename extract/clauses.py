"""The clause grammar: which award, which recipients, given by whom, in one sentence.

Recipients and awards alternate along a sentence. What lies in the gap between two neighbours says whether they belong
together and which way (table ``_FORWARD`` and ``_BACKWARD``):

    passive    8 tập thể được Thủ tướng tặng Bằng khen            recipients → award over "được", "nhận", "đạt"
    active     UBND tỉnh tặng Bằng khen cho 16 tập thể            award ← recipients over "cho", "tặng", nothing
    nominal    Bằng khen: 140 tập thể; Cờ: 41 tập thể             award ← recipients over a colon or bracket
    verbless   6 tập thể nhận Cờ, 19 tập thể Bằng khen            recipients → award over nothing
    counted    công nhận 61 Tập thể lao động tiên tiến            the award carries its own count
    elided     hạng Nhì cho 2 cá nhân, hạng Ba cho 7              a grade alone repeats the award before it
    shared     9 đề tài nhận Bằng khen cùng Huy hiệu              coordinated awards share the recipients
    listed     3 tập thể: Sở A; Sở B; xã C                        names behind a count are its parts
    carried    tặng Giấy khen cho 58 tập thể; 8 hộ hiến đất       a bare count goes on with the award before it
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.fold import fold
from extract.lexicon import load, phrases
from extract.mentions import Item

_NAMED = ("person", "body")
_OFFICES = phrases("offices")
_PLACES = phrases("places")
_SPEECH_ENDS = re.compile(r"[^“”\"«»]{10,}[”\"»]\s*,")  # direct speech around the award closes, its speaker follows


@dataclass(slots=True)
class Link:
    """One award element bound to one recipient element. ``how`` names the construction."""

    awards: list[Item]
    recipients: list[Item]
    how: str
    names: list[Item] = field(default_factory=list)  # a list of names behind the counts


@dataclass(slots=True)
class Element:
    kind: str  # "A" or "R"
    items: list[Item]
    first: int  # index of the first item in the sentence
    last: int
    names: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Parse:
    """What the grammar found in a sentence: links, and awards and recipients left alone."""

    items: list[Item]
    roles: dict[int, str]
    links: list[Link] = field(default_factory=list)
    lone_awards: list[Element] = field(default_factory=list)
    lone_recipients: list[Element] = field(default_factory=list)


class ClauseParser:
    """Parses the mentions of one sentence; ``text`` is the article's text, in which their offsets count."""

    def __init__(self, text: str, items: list[Item]) -> None:
        self.text, self.items = text, items
        self.roles: dict[int, str] = {}
        for i, it in enumerate(items):  # left to right: a place takes after the one before it
            if it.kind == "body":
                self.roles[i] = self._role(i)

    # -- roles of bodies -----------------------------------------------------------------------------------------

    def _near(self, i: int, step: int) -> Item | None:
        """The neighbouring item that says something: quotes, names of campaigns and offices are passed over."""
        j = i + step
        while 0 <= j < len(self.items):
            it = self.items[j]
            if (
                not (it.kind == "mark" and it.value in ("name", "masked", "office", "no-award", "decision"))
                and it.kind != "period"
                and not (step > 0 and it.kind == "cue" and it.value in ("done", "maybe") and it.words != ("có",))
            ):
                return it
            j += step
        return None

    def gap(self, a: Item, b: Item) -> str:
        return self.text[a.end : b.start].strip().lower()

    def _role(self, i: int) -> str:
        it = self.items[i]
        if it.value == "pronoun":
            return "free"
        before, after = self._near(i, -1), self._near(i, +1)
        if (
            after is not None
            and after.kind == "person"
            and it.value == "authority"
            and self.gap(it, after) in ("", ",", "-", "–")
        ):
            after = self._near(self.items.index(after), +1)  # "Chủ tịch UBND tỉnh Lê Quang Sáng đã ký …"
        if before is not None and before.kind == "cue":
            if before.value in ("of", "by") and i >= 2:
                ahead = next((x for x in reversed(self.items[: i - 1]) if x.kind != "mark" or x.value in ";:"), None)
                if before.value == "of" and ahead is not None and ahead.kind in ("award", "grade"):
                    return "free" if self._receives(ahead, it) else "owner"
                if (
                    before.value == "of"
                    and before.words == ("cấp",)
                    and ahead is not None
                    and ahead.kind == "cue"
                    and ahead.value.startswith("praise")
                ):
                    return "owner"
                if before.value == "of" and ahead is not None and ahead.kind == "cue" and ahead.value == "by_proposal":
                    return "proposer"
                if before.value == "of" and not (
                    after is not None
                    and after.kind == "cue"
                    and after.value in ("give",)
                    and ahead is not None
                    and ahead.kind == "cue"
                    and ahead.value == "sign"
                ):
                    if ahead is not None and ahead.kind == "body" and self.gap(ahead, it) in ("thuộc", "của"):
                        return "modifier"
                    if ahead is not None and ahead.kind == "cue" and (ahead.value == "sign" or "định" in ahead.words):
                        return "agent"
                    return "modifier"
                if before.value == "by":
                    return "agent"
            if before.value == "by_proposal":
                return "proposer"
            if before.value == "proxy":
                return "proxy"
            if (
                before.value == "passive"
                and after is not None
                and after.kind == "cue"
                and after.value in ("give", "recognise", "hand", "sign", "propose")
            ) or (
                before.value == "passive"
                and after is not None
                and after.kind == "cue"
                and after.value.startswith("praise")
            ):
                return "agent"
        if (
            before is not None
            and before.kind in ("award", "grade")
            and it.value == "authority"
            and self.gap(before, it) in ("", '"', "”", "cấp")
            and not (False)
        ):
            return "owner"
        if (
            before is not None
            and before.kind == "count"
            and self.gap(before, it) in ("", "của", "thuộc", "ở", "tại", "trong", "trên địa bàn", "từ", "đến từ", "là")
        ) and self.gap(before, it) != "là":
            return "modifier"
        if after is not None and after.kind == "cue":
            if after.value in ("give", "recognise", "sign") or after.value.startswith("praise"):
                return "agent"
            if after.value == "hand":
                return "presenter"
            if after.value == "propose":
                asked = before is not None and before.kind == "cue" and before.value == "propose"
                return "agent" if asked else "nominator"
        if before is not None and self._joint(i):
            return "joint"
        if (
            before is not None
            and before.kind == "cue"
            and before.value == "propose"
            and after is not None
            and after.kind == "cue"
        ):
            return "agent"
        between = self.text[before.end : it.start].split()[-1:] if before is not None else []
        if (
            between
            and between[0].lower() in ("tại", "ở", "trong", "từ", "cùng", "qua", "với", "trên", "theo", "về")
            and before is not None
        ):
            return "modifier" if between[0].lower() != "cùng" and between[0].lower() != "với" else "free"
        head = it.body.head if it.body is not None else ""
        if (
            head in _PLACES
            and before is not None
            and before.kind == "mark"
            and before.value in ",("
            and i >= 2
            and self.items[i - 2].kind == "body"
        ):
            prior = self.items[i - 2].body
            if self.roles.get(i - 2) == "modifier" or (prior is not None and prior.head not in _PLACES):
                return "modifier"
        return "free" if self._proper(it) else "generic"

    def _receives(self, award: Item, it: Item) -> bool:
        """ "đón nhận Huân chương của Công ty …": only the state confers orders, so the owner is the one who got it."""
        form = load().awards.get(award.value)
        head = it.body.head if it.body is not None else ""
        return (
            form is not None
            and form.family in ("huan-chuong", "danh-hieu-vinh-du-nha-nuoc")
            and it.value in ("head", "people_head", "authority")
            and head.startswith(
                (
                    "công ty",
                    "tổng công ty",
                    "tập đoàn",
                    "trường",
                    "bệnh viện",
                    "công an",
                    "sở",
                    "hội",
                    "xã",
                    "huyện",
                    "phường",
                    "trung tâm",
                    "viện",
                    "học viện",
                    "nhân dân",
                    "cán bộ",
                    "đảng bộ",
                    "ngân hàng",
                    "nhà máy",
                )
            )
        )

    def _giver(self, i: int) -> bool:
        """Whether the person at ``i`` hands over, signs or speaks: "ông A, Phó Chủ tịch UBND tỉnh, trao …"."""
        before = self._near(i, -1)
        if (
            before is not None
            and before.kind == "cue"
            and before.value == "by"
            and self.gap(before, self.items[i]) == ""
        ):
            return True
        if (
            before is not None
            and before.kind == "cue"
            and before.value == "of"
            and not any(x.kind in ("award", "count") for x in self.items[max(0, i - 3) : i])
        ):
            return True
        if self._credited(i):
            return True
        for it in self.items[i + 1 : i + 9]:
            if it.kind in ("award", "count", "grade") or (it.kind == "mark" and it.value in ";:"):
                return False
            if it.kind == "cue":
                if it.value in ("passive", "receive", "part", "for", "have", "itemise", "of"):
                    return False
                if it.value in ("hand", "give", "sign", "recognise") or it.value.startswith("praise"):
                    return True
        return False

    def _credited(self, i: int) -> bool:
        """Whether the name at ``i`` is that of the one who took the picture or wrote the piece."""
        before = self.text[max(0, self.items[i].start - 8) : self.items[i].start]
        return fold(before).rstrip().endswith(phrases("credit"))

    def _joint(self, i: int) -> bool:
        """ "Bộ Công an, UBND tỉnh tặng": a body coordinated with one that confers."""
        it = self.items[i]
        nxt = self.items[i + 1] if i + 1 < len(self.items) else None
        if (
            nxt is not None
            and ((nxt.kind == "mark" and nxt.value == ",") or (nxt.kind == "cue" and nxt.value == "and"))
            and i + 2 < len(self.items)
        ):
            other = self.items[i + 2]
            return (
                other.kind == "body"
                and it.value == "authority"
                and other.value == "authority"
                and self._role(i + 2) in ("agent", "joint")
                and self.gap(it, other) in (",", "và", "cùng", "")
            )
        return False

    def _proper(self, it: Item) -> bool:
        if it.value in ("people_head", "name"):
            return True
        if it.body is not None and it.body.head.startswith(_OFFICES):
            return False
        if it.body is not None and it.body.head.startswith("lãnh đạo") and it.body.head != "lãnh đạo":
            return False
        if it.value == "head" and it.body is not None and len(it.wording) > len(it.body.head):
            return True
        if (
            it.wording[:1].isupper()
            and it.body is not None
            and (len(it.body.head.split()) >= 2 or it.body.head.endswith(("đoàn", "hội")))
            and it.body.head.startswith(
                (
                    "phòng",
                    "ban ",
                    "hội",
                    "đoàn",
                    "huyện đoàn",
                    "tỉnh đoàn",
                    "thành đoàn",
                    "thị đoàn",
                    "liên đoàn",
                    "công đoàn",
                    "tỉnh hội",
                )
            )
        ):
            return True
        wording = it.wording
        head = len(it.body.head) if it.body else 0
        rest = wording[head:]
        return (
            any(c.isupper() for c in rest)
            or (head > 0 and wording[:1].isupper() and len(rest.strip()) > 0)
            or (" " in rest.strip())
        )

    # -- elements --------------------------------------------------------------------------------------------------

    def elements(self, praise: bool) -> list[Element]:
        """Awards and recipients in order; with ``praise`` also the verbs of praise, as awards without a form."""
        out: list[Element] = []
        last_award: Item | None = None
        for i, it in enumerate(self.items):
            if it.kind == "award":
                last_award = it
                self._join(out, "A", it, i)
            elif it.kind == "grade" and last_award is not None and (it.number is None or last_award.number is not None):
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
            elif praise and it.kind == "cue" and it.value.startswith("praise") and not self._noun_use(i):
                form = "bieu-duong" if it.value == "praise_bieu" else "khen-thuong"
                self._join(out, "A", Item("award", it.start, it.end, form), i)
            elif it.kind == "count":
                if self._compares(i):
                    continue
                if (
                    self._led_by_place(i)
                    and it.number is not None
                    and (it.number.approx == "indefinite" or self._stays(i))
                ):
                    continue
                prior = self.items[i - 1] if i else None
                if (
                    it.number is not None
                    and it.number.approx == "indefinite"
                    and prior is not None
                    and prior.kind == "count"
                    and not self.gap(prior, it)
                ):
                    continue  # "nguyên chỉ huy các đơn vị"
                self._join(out, "R", it, i)
            elif (
                it.kind == "person"
                and (it.person is None or it.person.full or len(it.wording.split()) > 1 or self._for_one(i))
                and not self._giver(i)
            ) or (
                it.kind == "body"
                and self.roles.get(i) == "free"
                and it.body is not None
                and not it.body.head.startswith(_OFFICES)
                and not self._credited(i)
            ):
                self._join(out, "R", it, i)
        return out

    def _for_one(self, i: int) -> bool:
        """ "tặng Bằng khen cho chị Hoa": a given name alone, with its form of address, behind the word for the recipient."""
        it = self.items[i]
        return i > 0 and self.items[i - 1].value == "for" and it.end - it.start > len(it.wording) > 0

    def _noun_use(self, i: int) -> bool:
        """ "mở đường cho khen thưởng đột xuất", "về khen thưởng": the word is a noun here, nobody is commended."""
        words = self.text[max(0, self.items[i].start - 14) : self.items[i].start].lower().split()
        return bool(words) and words[-1] in (
            "cho",
            "về",
            "việc",
            "tác",
            "mức",
            "để",
            "nhằm",
            "kịp",
            "trong",
            "của",
            "hồ",
            "sơ",
        )

    def _compares(self, i: int) -> bool:
        """ "tăng 3 tập thể so với năm trước": a difference, no count of recipients."""
        words = self.text[max(0, self.items[i].start - 14) : self.items[i].start].lower().split()
        if words[-1:] == ["thêm"]:
            words = words[:-1]  # "tặng Giấy khen thêm 12 giáo viên" counts, "tăng thêm 12" compares
        return bool(words) and words[-1] in ("tăng", "giảm", "thiếu", "vượt")

    def _stays(self, i: int) -> bool:
        """ "sinh hoạt tại 21 chi bộ": a number behind a word of place counts where, not who."""
        it = self.items[i]
        words = self.text[max(0, it.start - 16) : it.start].lower().split()
        return bool(words) and words[-1] in ("tại", "ở", "từ", "trên", "giữa", "khắp")

    def _led_by_place(self, i: int) -> bool:
        it = self.items[i]
        words = self.text[max(0, it.start - 16) : it.start].split()
        return bool(words) and words[-1].lower() in (
            "ở",
            "tại",
            "của",
            "thuộc",
            "trong",
            "từ",
            "trên",
            "với",
            "đến",
            "hỗ",
            "bàn",
            "giữa",
            "về",
        )

    def _join(self, out: list[Element], kind: str, it: Item, i: int) -> None:
        """Append to the last element when only coordination lies between, else open a new one."""
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
                    for c in cues
                    if c not in ("and", "of", "itemise", "rest", "because", "done", "share", "for", "with")
                ]
                first_named = last.items[-1].kind in _NAMED
                named = it.kind in _NAMED
                blocked = bool(blocking) or any(x.kind == "period" for x in between)
                if named and (first_named or last.names):
                    blocked = bool(blocking) or not self._apposed(
                        last.names[-1] if last.names else last.items[-1], it, between
                    )
                if not blocked:
                    listed = any(c == "itemise" for c in cues) or ":" in marks or ("(" in marks and named)
                    if (
                        named
                        and not first_named
                        and (listed or last.names or self.gap(last.items[-1], it) in ("", "là"))
                    ):
                        last.names.append(it)
                        last.last = i
                        return
                    if named and last.names:
                        last.names.append(it)
                        last.last = i
                        return
                    if named and first_named and (";" not in marks or self._under_list(last)):
                        last.items.append(it)
                        last.last = i
                        return
                    if (
                        not named
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

    def _under_list(self, e: Element) -> bool:
        """Whether a run of names stands behind a colon or "gồm", so that semicolons part its entries."""
        before = self.items[e.first - 1] if e.first > 0 else None
        return before is not None and (
            (before.kind == "mark" and before.value == ":")
            or (before.kind == "cue" and before.value in ("itemise", "for"))
        )

    def _apposed(self, a: Item, b: Item, between: list[Item]) -> bool:
        """Whether ``b`` goes on a list of names after ``a``: only apposition and coordination lie between."""
        gap = self.text[a.end : b.start]
        if ":" in gap or "“" in gap or "”" in gap or "\n" in gap:
            return False
        covered = sum(x.end - x.start for x in between if x.kind != "mark" or len(x.value) > 1)
        words = len(gap.split())
        head = gap.lstrip()[:1]
        if head in (",", "-", "–", "(", ";"):
            return words <= 14 + covered // 4
        return words <= 2 + covered // 4

    # -- links -------------------------------------------------------------------------------------------------------

    def _between(self, a: Element, b: Element) -> tuple[list[str], list[str], list[Item]]:
        between = self.items[a.last + 1 : b.first]
        marks = [x.value for x in between if x.kind == "mark" and x.value in ",;:()"]
        cues = [x.value for x in between if x.kind == "cue"]
        return marks, cues, between

    def forward(self, r: Element, a: Element) -> float:
        """How strongly recipients belong to the award behind them."""
        marks, cues, between = self._between(r, a)
        marks = [m for m in marks if m != ")"]
        receiving = [k for k, c in enumerate(cues) if c in ("passive", "receive", "have")]
        if ";" in marks:
            return 0.0
        if receiving:
            if self._new_agent(between):
                return 0.0
            tail = cues[receiving[-1] + 1 :]
            if ":" in marks and any(c.startswith("praise") for c in tail):
                return 0.0  # "748 lượt được khen thưởng, cụ thể: Bộ Công an tặng Bằng khen …": praise has them
            if "hand" in tail and cues[receiving[-1]] == "have":
                return 0.0
            return 3.0
        if any(c in ("give", "hand", "recognise") for c in cues):
            return (
                0.4
                if "," not in marks and r.items[0].kind == "count" and not any(x.kind == "body" for x in between)
                else 0.2
                if r.items[-1].kind in _NAMED and "," in marks
                else 0.0
            )
        form = load().awards.get(a.items[0].value)
        named = r.items[0].kind in _NAMED
        if "itemise" in cues and ":" not in marks:
            if r.items[0].number is not None and r.items[0].number.approx == "indefinite":
                return 0.0
            return 2.0 if not named or (form is not None and form.family.startswith("danh-hieu")) else 0.0
        if "propose" in cues:
            return 1.2
        if not cues and not marks and not named and not self.gap(r.items[-1], a.items[0]):
            return 2.6
        prior = self.items[r.first - 1] if r.first else None
        if (
            not cues
            and not marks
            and not named
            and prior is not None
            and prior.kind == "cue"
            and prior.value == "give"
            and not any(x.kind == "award" for x in self.items[: r.first])
        ):
            return 2.0  # "tặng 12 đồng chí … Kỷ niệm chương"
        if not cues and not marks:
            if not named and not self._parallel(r) and len(self.text[r.items[-1].end : a.items[0].start].split()) > 3:
                return 0.3
            return 1.5 if not named or r.items[0].value == "pronoun" or self._parallel(r) else 0.9
        if cues == ["for"] or ":" in marks:
            return 0.3
        if marks == [","] and not cues:
            return 0.4
        return 0.2 if "," in marks else 0.5

    def backward(self, a: Element, r: Element) -> float:
        """How strongly recipients belong to the award before them."""
        marks, cues, between = self._between(a, r)
        if ";" in marks or _SPEECH_ENDS.match(self.text[a.items[-1].end : r.items[0].start]):
            return 0.0
        if "itemise" in cues and any(it.value == "masked" for it in between):
            return 0.0
        if "passive" in cues and "for" in cues and {"hand", "give"} & set(cues) and "," not in marks:
            return 3.0  # "Bằng khen … được trao cho ông A"
        if "passive" in cues or "receive" in cues:
            return 0.0
        if a.items[-1].number is not None and a.items[-1].unit == "recipients" and "(" not in marks:
            return 0.0
        place = r.items[0].kind == "body" and r.items[0].body is not None and r.items[0].body.head in _PLACES
        if place and not {"for", "give", "have"} & set(cues) and ":" not in marks and "of" not in cues:
            return 0.0
        if (
            any(c.startswith("praise") for c in cues)
            and "passive" not in cues
            and a.items[0].value not in ("khen-thuong", "bieu-duong")
        ):
            return 3.0  # "tặng Giấy khen và tuyên dương em A"
        behind = self.items[r.last + 1 : r.last + 3]
        if (
            "," in marks
            and not {"for", "give", "hand", "and"} & set(cues)
            and len(behind) == 2
            and behind[0].value == "passive"
            and behind[1].value.startswith("praise")
        ):
            return 0.0  # "… Huân chương, gần 700 lượt cán bộ được khen"
        if "for" in cues:
            return 3.0 if "," not in marks else 2.2
        if "give" in cues or "hand" in cues:
            return 3.0 if "," not in marks else 0.6
        if "of" in cues and a.items[0].value in ("khen-thuong", "bieu-duong"):
            return 0.0
        if "itemise" in cues and a.items[0].value in ("khen-thuong", "bieu-duong"):
            return 0.0
        if ":" in marks or "(" in marks or "itemise" in cues:
            return 2.5
        if "have" in cues:
            return 2.6 if "," not in marks else 0.2
        if not marks and set(cues) <= {"of", "by"}:
            return 2.0
        if not marks and set(cues) <= {"of", "done", "sign", "by", "because", "and"}:
            return 1.0 if "and" not in cues else 0.5
        if "part" in cues:
            return 0.3
        return 0.5 if set(cues) <= {"and", "of"} and "," not in marks else 0.2

    def _new_agent(self, between: list[Item]) -> bool:
        """Whether behind the verb of receiving a comma opens a clause with a giver of its own."""
        receiving = next(
            k for k, x in enumerate(between) if x.kind == "cue" and x.value in ("passive", "receive", "have")
        )
        verb = next(
            (
                k
                for k, x in enumerate(between)
                if k > receiving and x.kind == "cue" and x.value in ("give", "hand", "sign", "recognise")
            ),
            None,
        )
        if verb is None:
            return False
        comma = next((k for k, x in enumerate(between) if k > verb and x.kind == "mark" and x.value == ","), None)
        if comma is None:
            return False
        return any(
            self.roles.get(self.items.index(x)) in ("agent", "presenter") for x in between[comma:] if x.kind == "body"
        ) and not any(x.kind == "cue" and x.value == "passive" for x in between[comma:])

    def _parallel(self, r: Element) -> bool:
        """Whether an earlier clause of the sentence bound a name the same way, so that the verb may be left out."""
        return any(x.kind == "award" for x in self.items[: r.first])

    def parse(self) -> Parse:
        """Bind awards and recipients; praise only where no award takes the recipients."""
        result = Parse(self.items, self.roles)
        bound_items: set[int] = set()
        elements = self.elements(praise=False)
        self._bind(elements, result, bound_items)
        if any(it.kind == "cue" and it.value.startswith("praise") for it in self.items):
            praised = self.elements(praise=True)
            fresh = [
                e
                for e in praised
                if not any(id(x) in bound_items for x in e.items)
                and (e.kind == "R" or e.items[0].value in ("khen-thuong", "bieu-duong"))
            ]
            weak = Parse(self.items, self.roles)
            self._bind(fresh, weak, bound_items, praised)
            result.links += weak.links
            result.lone_awards += [
                e for e in weak.lone_awards if e.items[0].value in ("khen-thuong", "bieu-duong") and not result.links
            ]
            result.lone_recipients = [
                e for e in result.lone_recipients if not any(id(x) in bound_items for x in e.items)
            ]
        result.links.sort(key=lambda k: min(x.start for x in (*k.awards, *k.recipients)))
        return result

    def _bind(
        self, elements: list[Element], result: Parse, bound: set[int], context: list[Element] | None = None
    ) -> None:
        ordered = self._split_awards(context or elements)
        taken: dict[int, list[tuple[Element, str]]] = {}
        loose: list[Element] = []
        wanted = {id(e) for e in ordered} if context is None else {id(e) for e in elements}
        previous = ""
        for k, e in enumerate(ordered):
            if e.kind != "R" or id(e) not in wanted:
                continue
            before = next((x for x in reversed(ordered[:k]) if x.kind == "A"), None)
            after = ordered[k + 1] if k + 1 < len(ordered) and ordered[k + 1].kind == "A" else None
            direct = k > 0 and ordered[k - 1] is before
            back = self.backward(before, e) if before is not None and direct else 0.0
            forth = self.forward(e, after) if after is not None else 0.0
            if after is not None and after.items[0].number is not None and forth < 3:
                forth = 0.0 if after.items[0].unit == "recipients" else forth * 0.5
            floor = 1.0 if e.items[0].kind in _NAMED else 0.4
            if (
                before is not None
                and before.items[0].value in ("khen-thuong", "bieu-duong")
                and (back < 2 or "," in self._between(before, e)[0])
            ):
                back = 0.0
            if after is not None and after.items[0].value in ("khen-thuong", "bieu-duong") and forth < 1:
                forth = 0.0
            if (
                forth >= 3
                and back >= 2
                and len(e.items) > 1
                and e.items[0].kind == "count"
                and after is not None
                and before is not None
            ):
                tail = self._tail(e)
                if tail is not None:
                    head = Element("R", [x for x in e.items if x not in tail], e.first, e.last)
                    taken.setdefault(id(before), []).append((head, "back"))
                    taken.setdefault(id(after), []).append((Element("R", tail, e.first, e.last, e.names), "forth"))
                    continue
            ahead = forth > back or (forth == back and forth > 0 and previous == "forth")
            if ahead and forth >= floor and after is not None:
                taken.setdefault(id(after), []).append((self._last_run(e), "forth"))
                previous = "forth"
                continue
            if back >= 0.5 and before is not None:
                taken.setdefault(id(before), []).append((e, "back"))
                previous = "back"
                continue
            previous_r = ordered[k - 1] if k and ordered[k - 1].kind == "R" else None
            if previous_r is not None and e.items[0].kind in _NAMED and self._coordinated(previous_r, e):
                host = next((a for a, rs in taken.items() if any(r is previous_r for r, _ in rs)), None)
                if host is not None:
                    taken[host].append((e, "joined"))
                    continue
            if (
                before is not None
                and id(before) in taken
                and before.items[0].value not in ("khen-thuong", "bieu-duong")
                and e.items[0].kind == "count"
                and self._carries(before, e, ordered, k)
            ):
                taken.setdefault(id(before), []).append((e, "carried"))
                continue
            loose.append(e)
        for e in list(loose):  # "chị A, anh B và 28 cá nhân khác nhận Bằng khen"
            k = ordered.index(e)
            after = ordered[k + 1] if k + 1 < len(ordered) else None
            if after is None or after.kind != "R":
                continue
            if (e.items[0].kind in _NAMED and self._coordinated(e, after)) or self._same_award_ahead(e, after):
                host = next(
                    (
                        a
                        for a, rs in taken.items()
                        if any(r.items[0] is after.items[0] and how == "forth" for r, how in rs)
                    ),
                    None,
                )
                if host is not None:
                    taken[host].insert(0, (e, "joined"))
                    loose.remove(e)
        for e in ordered:
            if e.kind != "A" or id(e) not in wanted:
                continue
            mine = taken.get(id(e), [])
            if any(how == "back" and r.items[0].kind == "count" for r, how in mine):  # "huyện được tặng cờ: 4 tập thể"
                mine = [(r, how) for r, how in mine if r.items[0].value != "pronoun"]
            counted = next((r for r, how in mine if r.items[0].kind == "count" and how == "forth"), None)
            for r, how in list(mine):
                if (
                    counted is not None
                    and how == "back"
                    and r.items[0].kind in _NAMED
                    and r is not counted
                    and not counted.names
                ):
                    counted.names = r.items  # names behind a colon are those of the count before the award
                    bound.update(id(x) for x in r.items)
                    mine.remove((r, how))
            for r, how in mine:
                result.links.append(Link(e.items, r.items, how, r.names))
                bound.update(id(x) for x in (*e.items, *r.items, *r.names))
            if not mine:
                result.lone_awards.append(e)
        result.lone_recipients += loose

    def _split_awards(self, elements: list[Element]) -> list[Element]:
        """ "9 đơn vị nhận cờ và Kỷ niệm chương đến với 88 cá nhân": the last of coordinated awards goes with what follows."""
        out: list[Element] = []
        for k, e in enumerate(elements):
            before = elements[k - 1] if k else None
            after = elements[k + 1] if k + 1 < len(elements) else None
            if (
                e.kind == "A"
                and len(e.items) > 1
                and before is not None
                and after is not None
                and before.kind == after.kind == "R"
                and self.forward(before, e) >= 3
                and self.backward(e, after) >= 2.2
                and before.items[0].kind == after.items[0].kind
            ):
                out += [Element("A", e.items[:-1], e.first, e.last), Element("A", e.items[-1:], e.last, e.last)]
            else:
                out.append(e)
        return out

    def _last_run(self, e: Element) -> Element:
        """ "6.118 chị đăng ký và 5.204 chị đạt danh hiệu": a verb between two counts leaves the first behind."""
        for k in range(len(e.items) - 1, 0, -1):
            a, b = e.items[k - 1], e.items[k]
            if b.kind == "count" and any(
                x.kind == "mark" and x.value == "masked" and a.end <= x.start < b.start for x in self.items
            ):
                return Element("R", e.items[k:], e.first, e.last, e.names)
        return e

    def _tail(self, e: Element) -> list[Item] | None:
        """The counts that open a new passive clause at the end of a coordination: the last, and what "và" ties to it."""
        tail = [e.items[-1]]
        for x in reversed(e.items[:-1]):
            if self.gap(x, tail[0]) not in ("và", "cùng"):
                break
            tail.insert(0, x)
        return tail if len(tail) < len(e.items) else None

    def _coordinated(self, a: Element, b: Element) -> bool:
        """ "cho 02 cán bộ Thanh tra tỉnh và bác sĩ Nguyễn Kha Miên": a name that goes on with the counted."""
        marks, cues, between = self._between(a, b)
        return set(cues) == {"and"} and set(marks) <= {","} and not any(x.kind in ("award", "count") for x in between)

    def _same_award_ahead(self, e: Element, after: Element) -> bool:
        """ "364 mẹ được phong tặng, 127 mẹ được truy tặng danh hiệu X": the award is named once, behind the last verb."""
        if e.items[-1].kind != "count" or after.items[0].kind != "count":
            return False
        between = [it for it in self._between(e, after)[2] if it.value != "done"]
        told = [it.value for it in between]
        return told in ([*verb, joint] for verb in (["passive", "give"],) for joint in (",", ";", "and"))

    def _carries(self, a: Element, r: Element, ordered: list[Element], k: int) -> bool:
        """ "…; 8 hộ hiến đất làm lộ": a count that opens a clause without an award of its own goes on with the last."""
        marks, cues, _between = self._between(a, r)
        previous = self.items[r.first - 1] if r.first > 0 else None
        again = (
            previous is not None
            and previous.kind == "cue"
            and previous.value == "give"
            and not self.gap(previous, r.items[0])
        )
        if again and cues.count("give") == 1 and "passive" not in cues and marks:
            return True  # "…; năm 2020 tặng 15 tập thể"
        if (
            any(c in ("passive", "receive", "give", "hand", "propose", "have", "future", "not") for c in cues)
            and "part" not in cues
        ):
            return False
        opens = previous is not None and (
            (previous.kind == "mark" and previous.value in ";,(")
            or (previous.kind == "cue" and previous.value in ("and", "part", "rest", "itemise"))
        )
        if not opens:
            return False
        tail = self.items[r.last + 1 : r.last + 3]
        return not any(
            x.kind == "cue" and x.value in ("passive", "receive", "give", "hand", "future") for x in tail[:1]
        )
