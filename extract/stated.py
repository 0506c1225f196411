"""One statement from an award and who gets it, and a part of a total."""

from __future__ import annotations

import re

from extract.authorities import level_of
from extract.lexicon import load, pattern
from extract.mentions import Item
from extract.sequels import Link
from extract.statements import Statement
from extract.timing import Dated

_LATE = re.compile(r"\s*\([^()]*truy tặng\)")  # "mẹ A (xã B, truy tặng)"
_PART_TIER = pattern("part-tier")
_DEAD = pattern("dead")


class Stated(Dated):
    """Makes statements."""

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
        among = link.recipients if link is not None else [r] if r is not None else []
        s.period = self._period(award, among, inherit=scope != "proposed") or self._long_ago(award)
        s.posthumous = self._posthumous(award, r if link is not None and link.how == "joined" else None) or (
            r is not None and (_LATE if s.name else _DEAD).match(self.folded, r.end) is not None
        )
        return s

    def _posthumous(self, award: Item, joined: Item | None) -> bool:
        """Whether the verb of giving nearest to the award, or to the recipients it is joined to, is "truy tặng"."""
        at = self._pos(award)
        if joined is not None and joined.kind == "count":  # "364 mẹ được phong tặng, 127 mẹ được truy tặng danh hiệu X"
            verbs = [it for it in self.items[self._pos(joined) + 1 :] if it.kind == "cue" and it.value == "give"]
            return bool(verbs) and "truy" in verbs[0].words
        for it in reversed(self.items[:at]):
            if it.kind == "cue" and it.value in ("give", "hand"):
                back = self._pos(it) - 1
                while back >= 0 and (self.items[back].value == "," or self.items[back].value == "and"):
                    back -= 1
                prior = self.items[back] if back >= 0 else it
                next_ = self.items[at + 1] if at + 1 < len(self.items) else it
                if next_.value == "give" and "truy" in next_.words:
                    return True  # "trao Huân chương Dũng cảm truy tặng liệt sĩ A"
                both = prior.kind == "cue" and prior.value in ("give", "hand") and "truy" not in prior.words
                return it.words[0] == "truy" and not both  # "phong tặng, truy tặng": some of each
            if it.kind == "mark" and it.value == ";":
                return False
        behind = next((it for it in self.items[at + 1 :] if it.kind in ("award", "cue") and it.value != "of"), None)
        verbs = [it for it in self.items[at + 1 : at + 4] if it.kind == "cue" and it.value == "give"]
        return behind is not None and behind.kind == "cue" and bool(verbs) and "truy" in verbs[0].words

    def _tier_of(self, r: Item) -> str:
        """ "…, trong đó cấp tỉnh 12 tập thể, 45 cá nhân; cấp huyện 44 tập thể": the level that opens the clause of the part."""
        told = _PART_TIER.search(self.folded, self.span[0], r.start)
        return level_of(told.group(1), self.ctx.scene) if told is not None else ""

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
        if not s.authority and not s.level:
            s.level = self._tier_of(r)
        own = [x for x in self.items[self._pos(r) + 1 : self._pos(r) + 3] if x.value in ("passive", "give")]
        s.posthumous = "truy" in own[1].words if len(own) == 2 else total.posthumous
        return s
