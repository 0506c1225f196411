"""What a mention is in its sentence when it is no recipient: whose it is, among whom, where, what was made or compared."""

from __future__ import annotations

import re

from extract.fold import fold
from extract.lexicon import pattern, phrases
from extract.mentions import Item
from extract.roles import Roles

NAMED = ("person", "body")
BRACKETED = re.compile(r"\([^()]*\)")
_NOUN_USE = phrases("praise-is-a-noun-behind")
_COMPARED = phrases("compared")
_STAYS = phrases("stays")
_UNITS = frozenset(w.split()[0] for w in phrases("units-of-places"))
_WORKS = phrases("works")
_ACTED_ON = phrases("acts-on")
_KIN = pattern("kin")
_AT_SCHOOL = pattern("at-assembly")
_MORE_THAN = pattern("more-than")
_CHILD_OF = pattern("child-of")
_LED_BY_PLACE = phrases("led-by-place")


def without_brackets(items: list[Item]) -> list[Item]:
    """The items but for those in brackets that open and close among them: "31 đơn vị (21,7%), 8 đầu mối"."""
    kept: list[Item] = []
    for it in items:
        opened = next(
            (k for k in range(len(kept) - 1, -1, -1) if kept[k].value == "(" and kept[k].kind == "mark"), None
        )
        if it.kind == "mark" and it.value == ")" and opened is not None:
            del kept[opened:]
        else:
            kept.append(it)
    return kept


class Standing(Roles):
    """Tells the counts and names of a sentence that stand beside an award without receiving it."""

    def _divides(self, i: int, award: Item) -> bool:
        """ "75 quân nhân được tặng Huy chương (hạng Nhất 14, hạng Nhì 28)": nothing but grades since the award or "trong đó"."""
        since = self.items[self.items.index(award) + 1 : i]
        opens = [k for k, x in enumerate(since) if x.value in ("(", "part", "itemise")]
        if not opens or any(x.value == ";" for x in since):
            return False
        return all(x.kind in ("count", "mark", "period", "body") or x.value in ("for", "of") for x in since[: opens[0]]) and all(
            x.kind in ("grade", "mark") or (x.kind == "cue" and x.value in ("part", "itemise", "and", "have"))
            for x in since[opens[0] :]
        )

    def _praisers(self, i: int) -> bool:
        """ "đã được các đơn vị trong ngành khen thưởng": nobody in particular who gives."""
        it, after = self.items[i], self.items[i + 1 : i + 2]
        if it.number is None or it.number.approx != "indefinite" or not i or self.items[i - 1].value != "passive":
            return False
        return bool(after) and after[0].kind == "cue" and (after[0].value.startswith("praise") or after[0].value == "give")

    def _those_who(self, i: int) -> bool:
        """ "Tổ A, những người đã thức trắng ba đêm, được tặng …": said of the one just named."""
        if i < 2 or not self.text[self.items[i].start :].lower().startswith("những ") or self.items[i - 1].value != ",":
            return False
        return self.items[i - 2].kind in NAMED and not self.gap(self.items[i - 2], self.items[i - 1])

    def _made_or_done(self, i: int) -> bool:
        """ "Gia đình bà A nấu 1.000 suất cơm mỗi ngày cũng nhận Bằng khen": what somebody made is not who receives."""
        number = self.items[i].number
        if "open" not in self.items[i].nouns or number is None or number.value is None:
            return False
        before = [x for x in without_brackets(self.items[max(0, i - 6) : i]) if x.kind != "period"]
        host = before[-1] if before else None
        if host is None or host.kind not in NAMED or (host.kind == "body" and self.roles.get(self.items.index(host)) != "free"):
            return False
        return bool(BRACKETED.sub("", self.text[host.end : self.items[i].start]).strip())

    def _among_others(self, i: int) -> bool:
        """ "Anh A được tuyên dương trong 100 người hiến máu tiêu biểu": among whom, behind the one who is meant."""
        if not self.text[max(0, self.items[i].start - 8) : self.items[i].start].lower().endswith(" trong "):
            return False
        praised = [k for k, x in enumerate(self.items[:i]) if x.kind == "cue" and x.value.startswith("praise")]
        return bool(praised) and any(x.kind in NAMED for x in self.items[: praised[-1]])

    def _home_of(self, i: int) -> bool:
        """ "155 đảng viên của 13/15 đảng bộ": a count of bodies behind a count of persons says where these belong."""
        if i < 2 or self.items[i - 1].words not in (("của",), ("thuộc",)) or self.items[i - 2].kind != "count":
            return False
        return self.items[i - 2].nouns[:1] == ("individual",) and self.items[i].nouns[:1] == ("collective",)

    def _relative(self, i: int) -> bool:
        """ "con trai chị Hoa được tặng": the one named says only whose relative it is."""
        it = self.items[i]
        called = fold(it.person.honorific) if it.person is not None else ""
        if called.endswith(("mẹ", "liệt sĩ")):
            return False  # "trao Bằng cho ông A, con trai mẹ B": an honour of the dead
        return bool(called) and _KIN.search(fold(self.text[max(0, it.start - 14) : it.start])) is not None

    def _takes_for(self, i: int) -> bool:
        """ "trao Bằng … “Bà mẹ Việt Nam Anh hùng” cho ông A, con trai út của mẹ B": he takes what is hers."""
        mothers = any(it.kind == "award" and it.value == "ba-me-viet-nam-anh-hung" for it in self.items[:i])
        return mothers and _CHILD_OF.match(fold(self.text[self.items[i].end : self.items[i].end + 60])) is not None

    def _holders(self, i: int) -> bool:
        """ "3 Nghệ nhân Ưu tú được đề nghị tặng danh hiệu …": those who have a title get the next."""
        it = self.items[i]
        if it.number is None or it.unit != "recipients" or it.number.value is None:
            return False
        passive = False
        for x in self.items[i + 1 :]:
            if x.kind == "mark" and x.value in ";,:(":
                return False
            if x.kind == "cue" and x.value in ("passive", "receive"):
                passive = True
            elif x.kind == "award":
                return passive and x.value != it.value
            elif x.kind in ("count", "person"):
                return False
        return False

    def _explains(self, i: int) -> bool:
        """Inside the brackets behind a name: where somebody is from, or another name of his; nobody of his own."""
        for k in range(i - 1, 0, -1):
            it = self.items[k]
            if it.kind == "mark" and it.value in (")", ";"):
                return False
            if it.kind == "mark" and it.value == "(":
                host = self.items[k - 1]
                aside = not self.text[host.end : it.start].strip(" -–")
                return aside and (host.kind == "person" or (host.kind == "body" and self.items[i].kind == "body"))
        return False

    def _for_one(self, i: int) -> bool:
        """ "tặng Bằng khen cho chị Hoa": a given name alone, with its form of address, behind the word for the recipient."""
        it = self.items[i]
        return i > 0 and self.items[i - 1].value == "for" and it.end - it.start > len(it.wording) > 0

    def _noun_use(self, i: int) -> bool:
        """ "mở đường cho khen thưởng đột xuất", "về khen thưởng": the word is a noun here, nobody is commended."""
        words = self.text[max(0, self.items[i].start - 22) : self.items[i].start].lower().split()
        decides = words[-4:-1] == ["quyết", "định", "về"] or any(x.kind == "cue" and x.value == "sign" for x in self.items[:i])
        if words[-1:] == ["việc"] and decides:
            return False  # "ban hành quyết định về việc khen thưởng 12 cá nhân"
        if words[-1:] == ["tôi"] or _AT_SCHOOL.search(self.text[self.items[i].end : self.items[i].end + 40].lower()):
            return True  # "nhiều lần chúng tôi tuyên dương em Lan trước cờ": a school's word
        return bool(words) and words[-1] in _NOUN_USE

    def _compares(self, i: int) -> bool:
        """ "tăng 3 tập thể so với năm trước": a difference, no count of recipients."""
        if _MORE_THAN.search(fold(self.text[max(0, self.items[i].start - 40) : self.items[i].start])):
            return True  # "cao hơn đợt 2/9 là 207 người"
        words = self.text[max(0, self.items[i].start - 14) : self.items[i].start].lower().split()
        if words[-1:] == ["thêm"]:
            words = words[:-1]  # "tặng Giấy khen thêm 12 giáo viên" counts, "tăng thêm 12" compares
        return bool(words) and words[-1] in _COMPARED

    def _stays(self, i: int) -> bool:
        """ "sinh hoạt tại 21 chi bộ": a number behind a word of place counts where, not who."""
        it = self.items[i]
        words = self.text[max(0, it.start - 16) : it.start].lower().split()
        return bool(words) and words[-1] in _STAYS

    def _whose_places(self, i: int) -> bool:
        """ "26 gia đình văn hóa tiêu biểu của 13 huyện, thị": a count behind "của" that another count belongs to."""
        before = self.items[i - 1] if i else None
        owned = self.items[i - 2] if i > 1 else None
        return (
            before is not None
            and before.words == ("của",)
            and owned is not None
            and owned.kind == "count"
            and self.items[i].wording.split(" ")[0].strip(",") in _UNITS
        )

    def _led_by_place(self, i: int) -> bool:
        it = self.items[i]
        words = self.text[max(0, it.start - 16) : it.start].split()
        return bool(words) and words[-1].lower() in _LED_BY_PLACE

    def is_object(self, i: int) -> bool:
        """ "cứu ba học sinh, được tặng Bằng khen": a count behind a verb or noun of its clause is no subject of the next."""
        first = self.items[i]
        indefinite = first.number is not None and first.number.value is None
        if first.kind != "count" or (indefinite and not any(x.kind in NAMED for x in self.items[:i])):
            return False
        before = self.items[i - 1] if i else None
        made = fold(first.wording).startswith(_WORKS) and any(x.kind in NAMED for x in self.items[:i])
        if made and before is not None and before.kind == "cue" and before.value in ("have", "of", "itemise"):
            return True  # "Ông A có 3 sáng kiến, được tặng Bằng khen": who made them gets it
        after_count = (
            before is not None
            and (before.kind == "count" or (before.value == "done" and i > 1 and self.items[i - 2].kind == "count"))
            and bool(self.gap(before, first))
        )
        if before is not None and before.kind not in ("mark", "period", "person", "body") and not after_count:
            return False
        start = before.end if before is not None else self.text.rfind("\n", 0, first.start) + 1
        words = fold(self.text[start : first.start]).split()
        return bool(words) and words[-1] in _ACTED_ON
