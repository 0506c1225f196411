"""Roles of the bodies named in a sentence: who confers, owns, proposes, hands over, and who may receive."""

from __future__ import annotations

from extract.fold import fold
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item

_OFFICES = phrases("offices")
_PLACES = phrases("places")
_RECEIVERS = phrases("receivers-of-orders")
_WHOLE = phrases("whole-heads")
_HEAD_NAMES = phrases("units-named-by-head")
_PLACED = phrases("placed")
_STANDS_IN = phrases("stands-in")
_CHILD_OF = pattern("child-of")
_OFFICE_OF = pattern("office-of")
_UNITS_OF = pattern("units-of")
_DAY_OF = pattern("day-of")
_LEADS_GROUP = pattern("leads-group")
_COMES = pattern("comes")
_OF_PROVINCE = pattern("of-province")
_TIES = (("và",), ("cùng",), ("cùng", "với"), ("với",))


class Roles:
    """The mentions of one sentence with the roles of its bodies; ``text`` is the article's, in which their offsets count."""

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
        prior = self.items[i - 1] if i else None
        if it.value == "pronoun" or (
            it.value == "name" and prior is not None and prior.kind == "count" and not self.gap(prior, it)
        ):
            return "free"  # "các xã Bình Minh, Đông Sơn"
        if it.kind == "body" and _OFFICE_OF.search(fold(self.text[max(0, it.start - 24) : it.start])):
            return "modifier"  # "anh là Bí thư chi đoàn thôn": what he leads or belongs to
        if it.kind == "body" and (self._school_of(i) or _LEADS_GROUP.search(fold(self.text[max(0, it.start - 24) : it.start + 4]))):
            return "modifier"  # "dẫn đầu khối THCS": among whom
        if it.kind == "body" and _DAY_OF.search(fold(self.text[max(0, it.start - 30) : it.start])):
            return "modifier"  # "kỷ niệm 55 năm Ngày truyền thống lực lượng …, Phòng A được tặng"
        if it.kind == "body" and _UNITS_OF.search(fold(self.text[max(0, it.start - 60) : it.start])):
            return "modifier"  # "17 đồng chí đang công tác tại các cơ quan, đơn vị Bộ CHQS tỉnh được nhận …"
        before, after = self._near(i, -1), self._near(i, +1)
        if (
            after is not None
            and after.kind == "person"
            and it.value == "authority"
            and self.gap(it, after) in ("", ",", "-", "–")
        ):
            after = self._near(self.items.index(after), +1)  # "Chủ tịch UBND tỉnh Lê Quang Sáng đã ký …"
        aside = self._behind_bracket(i)
        if it.value == "authority" and i + 1 < aside < len(self.items):
            after = self._near(aside - 1, +1)  # "Hội đồng Đội Trung ương (Trung ương Đoàn) đã quyết định"
        if after is not None and after.value == "and" and self.text[it.end : after.start].strip().islower():
            later = self._near(self.items.index(after), +1)  # "Chủ tịch UBND huyện đến thăm và tặng Giấy khen"
            after = later if later is not None and later.value in ("give", "hand", "sign", "recognise") else after
        if it.value == "authority" and after is not None and after.words in (("đến",), ("tới",)) and self.gap(it, after) in ("", "đã", "cũng"):
            later = self._near(self.items.index(after), +1)  # "Hội LHPN tỉnh đến nhà tặng Bằng khen"
            near = later is not None and later.value in ("give", "hand") and len(self.gap(after, later)) < 24
            after = later if near else after
        if after is not None and after.value == "," and _COMES.fullmatch(fold(self.text[it.end : after.start])):
            later = self._near(self.items.index(after), +1)  # "Giám đốc Sở đã đến thăm, tặng Giấy khen"
            after = later if later is not None and later.value in ("give", "hand", "sign", "recognise") else after
        if after is not None and after.words == ("cùng",):  # "A và B cùng khen thưởng 20 giáo viên"
            later = self._near(self.items.index(after), +1)
            acts = later is not None and (later.value in ("give", "hand") or later.value.startswith("praise"))
            after = later if acts else after
        if self._owns_too(i, after):
            return "owner"
        if before is not None and before.kind == "cue":
            acting = (
                after is not None
                and after.kind == "cue"
                and (after.value in ("give", "recognise") or after.value.startswith("praise"))
            )
            if before.words == ("cấp",) and acting and (i < 2 or self.items[i - 2].kind not in ("award", "grade")):
                return "agent"  # "được cấp huyện khen", "…; cấp xã khen 300 hộ"
            if before.value in ("of", "by") and i >= 2:
                ahead = next((x for x in reversed(self.items[: i - 1]) if x.kind != "mark" or x.value in ";:"), None)
                if before.value == "of" and ahead is not None and ahead.kind in ("award", "grade"):
                    return "free" if self._receives(ahead, it) else "owner"
                if (
                    before.value == "of"
                    and ahead is not None
                    and ahead.kind == "cue"
                    and ahead.value.startswith("praise")
                    and (before.words == ("cấp",) or ahead.words == ("phần", "thưởng") or self._decided(ahead))
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
                receives = after is not None and after.kind == "cue" and after.value == "receive"
                return "free" if receives else "proxy"  # "ông A thay mặt công ty đón nhận": the company receives
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
            and (it.value == "authority" or (it.body is not None and it.body.head == "ngành"))
            and self.gap(before, it) in ("", '"', "”", "cấp")
        ):
            return "owner"
        if before is not None and before.kind == "count" and self.gap(before, it) in ("", *_PLACED):
            return "modifier"
        if before is prior and before is not None and before.kind == "count" and it.body is not None and it.body.head in _PLACES:
            words = self.gap(before, it).split()
            if len(words) <= 3 and all(w.isalpha() and w not in ("được", "nhận", "đạt") for w in words):
                return "modifier"  # "3 đoàn viên dân quân xã Trà Nú"
        if after is not None and after.kind == "cue":
            letter = self.items[self.items.index(after) + 1 :][:1]
            if after.value == "have" and letter and letter[0].value.startswith("praise") and "thư" in letter[0].words:
                return "agent"  # "Ban Giám đốc vừa có thư khen"
            behind = self.items[self.items.index(after) + 1 :][:2]
            certified = after.value == "have" and [x.kind for x in behind[:1]] == ["award"] and it.value == "authority"
            if certified and (behind[-1].value == "for" or (fold(it.wording).startswith("ubnd ") and behind[-1].value != "of")):
                return "agent"  # "UBND thị xã cũng đã có giấy khen cho hai cháu"
            if after.value in ("give", "recognise", "sign", "revoke") or after.value.startswith("praise"):
                return "agent"
            if after.value == "hand":
                return "presenter"
            if after.value == "propose":
                asked = before is not None and before.kind == "cue" and before.value == "propose"
                return "agent" if asked else "nominator"
        if self._joint(i):
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
        if between and between[0].lower() in _STANDS_IN and before is not None:
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
            earlier = self.items[i - 2].body
            provincial = _OF_PROVINCE.match(fold(self.items[i - 2].wording)) is not None and head not in ("tỉnh", "tp")
            if (
                self.roles.get(i - 2) == "modifier" or (earlier is not None and earlier.head not in _PLACES)
            ) and not provincial:  # "Trường A, huyện B" is one, "Sở A, huyện B" are two
                return "modifier"
        acted_on = before is prior and before is not None and before.kind == "cue" and before.value == "passive"
        if acted_on and before is not None and before.words[-1:] == ("được",) and not self.gap(before, it):
            return "modifier"  # "ông được Công an tỉnh chọn là điển hình": who does something to him
        return "free" if self._proper(it) or self._in_list(i) else "generic"

    def _school_of(self, i: int) -> bool:
        """ "em Nguyễn Hoàng Phong (lớp 7E) trường THCS Thạch Kim": the body of somebody behind an aside."""
        close = self.items[i - 1] if i else None
        if close is None or close.kind != "mark" or close.value != ")" or self.gap(close, self.items[i]):
            return False
        k = i - 1
        while k > 0 and not (self.items[k].kind == "mark" and self.items[k].value == "("):
            k -= 1
        return k > 0 and self.items[k - 1].kind == "person"

    def _decided(self, praise: Item) -> bool:
        """ "công bố quyết định khen thưởng của Chủ tịch UBND tỉnh cho 42 tập thể": who decided it."""
        return fold(self.text[max(0, praise.start - 24) : praise.start]).rstrip().endswith(("quyết định", "quyết định về việc"))

    def _owns_too(self, i: int, after: Item | None) -> bool:
        """ "Bằng khen của Huyện ủy, UBND huyện cho …": an authority coordinated with the owner before."""
        it = self.items[i]
        if i < 2 or it.value != "authority" or self.roles.get(i - 2) != "owner":
            return False
        tie = self.items[i - 1]
        tied = (tie.kind == "mark" and tie.value == ",") or (tie.kind == "cue" and tie.words == ("và",))
        ends = after is None or (after.kind == "cue" and after.value == "for") or after.value in (".", ";", "because")
        return tied and ends and self.gap(self.items[i - 2], tie) == "" and self.gap(tie, it) == ""

    def _in_list(self, i: int) -> bool:
        """ "Sở Kế hoạch và Đầu tư, Cục Thuế, Kho bạc Nhà nước": a body known by its head alone, after one that is free."""
        it = self.items[i]
        if i < 2 or it.body is None or not it.wording[:1].isupper() or it.body.head in _PLACES:
            return False
        tie, earlier = self.items[i - 1], self.items[i - 2]
        tied = (tie.kind == "mark" and tie.value in ",;") or (tie.kind == "cue" and tie.words in _TIES)
        free = earlier.kind == "body" and self.roles.get(i - 2) == "free" and earlier.value != "pronoun"
        return tied and free and " " in it.body.head and not it.body.head.startswith(_OFFICES)

    def _receives(self, award: Item, it: Item) -> bool:
        """ "đón nhận Huân chương của Công ty …": only the state confers orders, so the owner is the one who got it."""
        form = load().awards.get(award.value)
        head = it.body.head if it.body is not None else ""
        return (
            form is not None
            and form.family in ("huan-chuong", "danh-hieu-vinh-du-nha-nuoc")
            and it.value in ("head", "people_head", "authority")
            and head.startswith(_RECEIVERS)
        )

    def _giver(self, i: int) -> bool:
        """Whether the person at ``i`` hands over, signs or speaks: "ông A, Phó Chủ tịch UBND tỉnh, trao …"."""
        before = self._near(i, -1)
        if before is not None and before.value == "for" and self.gap(before, self.items[i]) == "":
            return False  # "trao Huy hiệu cho đồng chí A, 96 tuổi, và trao …"
        k = i - 1
        while k >= 0 and (self.items[k].kind in ("person", "count") or self.items[k].value == ","):
            k -= 1
        if 0 <= k < i - 1 and self.items[k].value == "for" and any(x.kind == "award" for x in self.items[:k]):
            return False  # "tặng Bằng khen cho hai lái xe A, B và tặng Huy hiệu cho anh C"
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
            and not _CHILD_OF.search(fold(self.text[max(0, self.items[i].start - 40) : self.items[i].start + 4]))
        ):
            return True
        if self._credited(i) or self._holds_office_of_giver(i):
            return True
        for it in self.items[self._behind_bracket(i) : i + 9]:
            if it.kind in ("award", "count", "grade") or (it.kind == "mark" and it.value in ";:"):
                return False
            if it.kind == "body" and self.roles.get(self.items.index(it)) == "agent":
                return False  # the verb is that of a body that comes after
            if it.kind == "cue":
                if it.value in ("passive", "receive", "part", "for", "have", "itemise", "of"):
                    return False
                if it.value in ("hand", "give", "sign", "recognise") or it.value.startswith("praise"):
                    return True
        return False

    def _holds_office_of_giver(self, i: int) -> bool:
        """ "giấy khen của Chủ tịch Hội A - Phó trưởng Ban B Lê Văn C": the name behind the offices of who gives."""
        k = i
        while k > 0:
            before = self.items[k - 1]
            if self.gap(before, self.items[k]) not in ("", "-", "–") or not (before.value in ("office", "authority") or before.words in (("của",), ("do",))):
                return False
            if before.kind == "cue":
                return k < i and any(x.kind == "award" for x in self.items[max(0, k - 3) : k])
            k -= 1
        return False

    def _credited(self, i: int) -> bool:
        """Whether the name at ``i`` is that of the one who took the picture or wrote the piece."""
        before = self.text[max(0, self.items[i].start - 8) : self.items[i].start]
        told = fold(before).rstrip()
        return any(told.endswith(w) and not told[: len(told) - len(w)][-1:].isalpha() for w in phrases("credit"))

    def _joint(self, i: int) -> bool:
        """ "Bộ Công an, UBND tỉnh và Trường A tặng": an authority coordinated with a body that confers."""
        it = self.items[i]
        if it.value != "authority":
            return False
        k = self._behind_bracket(i)
        if k + 1 >= len(self.items):
            return False
        tie, other = self.items[k], self.items[k + 1]
        tied = (tie.kind == "mark" and tie.value == ",") or (tie.kind == "cue" and tie.words in _TIES)
        plural = other.kind == "count" and other.number is not None and other.number.approx == "indefinite"
        if tied and plural and k + 2 < len(self.items) and self.items[k + 2].value == "give":
            return True  # "Công an tỉnh và các huyện tặng Giấy khen"
        if not tied or other.kind != "body":
            return False
        if k == i + 1 and len(self.gap(it, tie).split()) > 8:
            return False
        if len(self.gap(tie, other)) > 0 and self.gap(tie, other) not in ("cùng", "với", "cùng với"):
            return False
        return self._role(k + 1) in ("agent", "joint", "presenter")

    def _behind_bracket(self, i: int) -> int:
        """Index of the item behind ``i`` and the brackets that explain it: "Cục Văn hóa (Bộ Văn hóa) và"."""
        k = i + 1
        if k < len(self.items) and self.items[k].kind == "mark" and self.items[k].value == "(":
            close = next((j for j in range(k, len(self.items)) if self.items[j].value == ")"), None)
            if close is not None:
                return close + 1
        return k

    def _proper(self, it: Item) -> bool:
        if it.value in ("people_head", "name") or (it.body is not None and it.body.kind == "alias"):
            return True
        if it.body is not None and it.body.head.startswith(_OFFICES):
            return False
        if it.body is not None and it.body.head.startswith("lãnh đạo") and it.body.head != "lãnh đạo":
            return False
        if it.value == "head" and it.body is not None and (len(it.wording) > len(it.body.head) or it.body.head in _WHOLE):
            return True
        if (
            it.wording[:1].isupper()
            and it.body is not None
            and (len(it.body.head.split()) >= 2 or it.body.head.endswith(("đoàn", "hội")))
            and it.body.head.startswith(_HEAD_NAMES)
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
