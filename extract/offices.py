"""Who acts: by the office that he holds, or the body that comes to a place."""

from __future__ import annotations

from extract.authorities import level_of
from extract.lexicon import pattern, phrases
from extract.mentions import Item
from extract.scope import Scoped

_ON_THE_PART_OF = pattern("on-the-part-of")
_OFFICE_IN = pattern("office-in")
_PLACES = phrases("places")
_GOES_TO = phrases("goes-to")


class Offices(Scoped):
    """Finds the body for which somebody acts."""

    def _sent(self, i: int) -> int | None:
        """ "Huyện Đoàn về xã Bình Minh trao Giấy khen": the body that acts, where the one at ``i`` only tells in which place."""
        it = self.items[i]
        k = i - 1
        while k > 0 and (self.items[k].kind == "cue" and self.items[k].value not in ("and", "of")):
            k -= 1  # "đến" is a cue elsewhere
        before = self.items[k] if k >= 0 else None
        if before is None or before.value != "authority" or it.body is None or it.body.head not in _PLACES:
            return None
        return k if self.folded[before.end : it.start].strip() in _GOES_TO else None

    def _decides(self, i: int) -> bool:
        """Whether the item is a verb of giving, signing or commending."""
        it = self.items[i]
        return it.kind == "cue" and (it.value in ("sign", "give") or it.value.startswith("praise"))

    def _office(self, at: int) -> str:
        """Level of the body that a presenter speaks for by his office: "bà A, Phó Giám đốc Sở X trao Giấy khen"."""
        hand = max((i for i in range(at) if self.items[i].value in ("hand", "give", "sign")), default=-1)
        if hand < 0 or any(it.kind in ("award", "count") or it.value == "passive" for it in self.items[hand - 1 : at]):
            return ""
        gives = self.items[hand].value == "give"
        for i in range(hand - 1, -1, -1):
            it = self.items[i]
            if it.value in (";", "passive", "receive") or (gives and it.kind in ("award", "count")):
                return ""
            if it.kind == "mark" and it.value == "office":
                wording = self.folded[it.start : it.end]
                for title in ("nguyên ", "quyền ", "phó ", "trưởng "):
                    wording = wording.removeprefix(title)
                return level_of(wording, self.ctx.scene)
            if it.value == "authority" and _OFFICE_IN.search(self.folded, self.span[0], it.start):
                return level_of(it.wording, self.ctx.scene)  # "đồng chí A, Bí thư Huyện ủy trao Giấy khen"
        return ""

    def _source(self, at: int) -> int | None:
        """ "nhận giấy khen từ Trưởng Công an huyện", "nhận từ tay Chủ tịch UBND tỉnh tấm Bằng khen", "… do Chủ tịch UBND ký"."""
        lo = max((i for i in range(at) if self.items[i].value in (";", ":")), default=-1) + 1
        hi = next((i for i in range(at, len(self.items)) if self.items[i].value in (";", ":")), len(self.items))
        for i in range(lo, hi):
            it = self.items[i]
            if it.value != "authority":
                continue
            told = self.folded[self.span[0] : it.start]
            near = i > at and self.folded[self.items[at].end : it.start].strip() in ("từ", "từ tay")
            handed = (near or told.endswith(" từ tay ")) and any(x.value == "receive" for x in self.items[lo:i])
            then = self.items[i + 1] if i + 1 < hi else it
            signed = told.endswith(" do ") and then.value == "sign" and i > at
            if handed or signed:
                return i
        return None

    def _stage(self, i: int) -> bool:
        """ "tại bệnh viện, Trung ương Đoàn trao Huy hiệu": where it is done."""
        return self.folded[max(self.span[0], self.items[i].start - 12) : self.items[i].start].split()[-1:] in (["tại"], ["ở"])

    def _on_the_part_of(self, award: Item) -> int | None:
        """ "Về phía UBND tỉnh, bằng khen được tặng Hải đội 5; ngoài ra tặng bằng khen 4 cá nhân": who gives in the sentence."""
        first = next((i for i, it in enumerate(self.items) if it.kind == "body"), None)
        if first is None or self.items[first].value != "authority" or self.items[first].start > award.start:
            return None
        opens = _ON_THE_PART_OF.fullmatch(self.folded, self.span[0], self.items[first].start) is not None
        then = next((it for it in self.items[first + 1 :] if it.kind != "mark"), award)
        gives = then.kind == "award" or then.value in ("give", "hand")  # but "về phía X, có 12 tổ được tặng …"
        return first if opens and gives else None
