"""Who acts: by the office that he holds, or the body that comes to a place."""

from __future__ import annotations

from extract.authorities import level_of
from extract.lexicon import pattern, phrases
from extract.scope import Scoped

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
