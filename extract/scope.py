"""Status: what governs an award in its sentence, and what keeps it from being one."""

from __future__ import annotations

from extract.lexicon import pattern, phrases
from extract.mentions import Item
from extract.sentence import Sentence

_HAS_ALREADY = ("đã ", "từng ")
_OPINIONS = pattern("opinions")
_AGREED = pattern("agreed")
_VERBS = ("give", "hand", "receive", "passive", "sign", "recognise", "propose", "revoke", "praise_khen", "by")

_AIMS = frozenset(phrases("aims"))
_SOFT = _AIMS | frozenset(phrases("rules"))
_DESERVING = frozenset(phrases("deserving"))
_CONDITIONS = frozenset(phrases("conditions"))
_PAST_CONDITION = pattern("past-condition")
_PAST = frozenset(phrases("past"))
_WEAK_PROPOSALS = frozenset(phrases("weak-proposals"))
_COUNTED_NOUN = pattern("counted-noun")
_BY_RULE = frozenset(phrases("by-rule"))
_BY = pattern("by-rule")
_THESE = (" này", " đó", " nói trên", " nêu trên", " kể trên", " ấy")
_IS = pattern("aim-is")
_REACHED = pattern("reached")
_REACHED_NEXT = pattern("reached-next")
_ENROLLED = pattern("enrolled")
_RUNNING_FOR = pattern("running-for")
_CHOSEN = pattern("chosen")
_COUNCIL_CHOSE = pattern("council-chose")
_DECIDED = pattern("decided")
_OF_SCHOOL = pattern("of-school")
_TURNED_DOWN = pattern("turned-down")
_TURNED_DOWN_BEHIND = pattern("turned-down-behind")
_VOTED = pattern("voted-through")
_MEDALS = pattern("medals-before")
_AT_MOST = pattern("at-most")
_RULE_ASKED = pattern("rule-asked")


class Scoped(Sentence):
    """Reads whether an award is conferred, proposed or revoked, or only wished for."""

    def _scope(self, award: Item, recipients: list[Item]) -> str:
        """conferred, proposed or revoked; "" when the award is denied, wished for, conditional or forged."""
        at = self._pos(award)
        if self._has_already(award):
            return "conferred"
        status, future, maybe, asked = "", False, False, False
        if self.ctx.header_status and self.ctx.listing:
            status = self.ctx.header_status
        elif self.ctx.listing and _OPINIONS.search(self.folded, 0, 700) is not None:
            status = "proposed"
        for i, it in enumerate(self.items[:at]):
            if it.kind == "mark" and it.value in ";:":
                future = future and it.value == ";" and self._goes_on_aiming(i, at)
                maybe = False
                if asked and it.value == ";" and self._own_act(i, at):
                    status = ""  # "A được đề nghị tặng Huân chương; B được Chủ tịch UBND tỉnh tặng Bằng khen"
            if it.kind != "cue":
                continue
            if it.value == "propose":
                if i > 0 and self.items[i - 1].kind == "cue" and self.items[i - 1].value == "by_proposal":
                    continue
                if (
                    "trình" in it.words
                    and len(it.words) == 1
                    and self.text[it.start - 1 : it.start] not in (" ", "", "(", "“")
                ):
                    continue
                if self._no_proposal(i, at, recipients) or self._asked_by(i, at):
                    continue
                status = "proposed"
                asked = i > 0 and self.items[i - 1].value == "passive"
            elif (
                it.value == "done"
                and status == "proposed"
                and any(
                    x.kind == "cue" and x.value in ("passive", "give", "receive") for x in self.items[i + 1 : i + 3]
                )
                and not any(x.kind == "cue" and x.value == "propose" for x in self.items[i + 1 : at])
            ):
                status = ""
            elif it.value == "revoke":
                status = "revoked"
            elif it.value in ("future", "maybe") and self._left_behind(i, at, recipients):
                continue
            elif it.value == "future":
                able = "điều" in it.words and any(x.kind == "cue" and x.value == "propose" for x in self.items[i:at])
                future = future or not able  # "đủ điều kiện gửi hồ sơ đề nghị" proposes
            elif it.value == "maybe":
                maybe = True
            elif it.value == "sign" and status != "revoked":
                maybe = False
                status = "" if status == "proposed" and ("ký" in it.words or "ban" in it.words) else status
        if future and _DECIDED.search(self.folded, *self.span) is None:
            return ""
        if maybe and status != "proposed":
            return ""
        if status == "" and (self._goes_on_proposing(at) or self._chosen_for(at)):
            status = "proposed"
        if status == "" and _VOTED.search(self.folded, award.end, self.span[1]):
            status = "proposed"  # "Về bằng khen, 52 tập thể được biểu quyết thông qua"
        if self.ctx.council and status == "" and _AGREED.search(self.folded[self.span[0] : award.start]):
            status = "proposed"
        opening = self.folded[self.span[0] : award.start]
        if _ENROLLED.search(opening) or _RUNNING_FOR.search(opening):
            return ""
        if award.value in ("giay-khen", "bang-khen") and _OF_SCHOOL.match(self.folded, award.end):
            return ""
        if award.value == "bang-khen" and _MEDALS.search(self.folded[self.span[0] : award.start]):
            return ""  # "12 huy chương vàng, 9 huy chương đồng và 3 bằng khen": of a contest
        if self._negated(at) or self._forged(award) or _TURNED_DOWN.search(self.folded[self.span[0] : award.start]):
            return ""
        if _RULE_ASKED.search(self.folded[self.span[0] : award.start]):
            return ""  # "đề nghị bổ sung quy định Chủ tịch UBND cấp huyện được tặng Giấy khen"
        if status == "proposed" and _TURNED_DOWN_BEHIND.match(self.folded, award.end):
            return ""  # "3 cá nhân đề nghị … không đủ điều kiện"
        unnamed = award.value == "danh-hieu" and not award.title and not any(
            r.kind == "person" or (r.number is not None and r.number.value is not None) for r in recipients
        )
        if unnamed and self.folded.startswith(_THESE, award.end):
            return ""  # "việc xét tặng hai danh hiệu này": those told of before
        if any(r.kind == "count" and _AT_MOST.search(self.folded[max(0, r.start - 24) : r.start + 3]) for r in recipients):
            return ""  # "giới thiệu không quá 01 tập thể": a limit
        after = self.items[at + 1 : at + 6]
        if self._undone(at):
            return "revoked"
        if (
            any(it.kind == "cue" and it.value == "propose" and "chờ" in " ".join(it.words) for it in after)
            and status == ""
        ):
            return "proposed"
        return status or "conferred"

    def _has_already(self, award: Item) -> bool:
        """ "Trình … tặng Bằng khen: bà A (đã có Bằng khen của UBND tỉnh năm 2015)": what somebody proposed has from before."""
        bracket = self.folded.rfind("(", self.span[0], award.start)
        inside = self.folded[bracket + 1 : award.start] if bracket >= 0 else ")"
        if ")" in inside or not inside.startswith(_HAS_ALREADY):
            return False
        if any(it.value == "revoke" for it in self.items):
            return False  # "hủy bỏ khen thưởng đối với bà A (đã tặng Bằng khen)"
        return not any(it.value in ("propose", "future", "maybe") for it in self.items if bracket < it.start < award.start)

    def _left_behind(self, i: int, at: int, recipients: list[Item]) -> bool:
        """Whether an aim, wish or rule named at ``i`` ends before the award: what follows tells what has come about.

        "Hoàn thành 15/15 chỉ tiêu, xã được tặng Cờ": an aim that was reached. "Với mong muốn …, chị A … được tặng",
        "Không ngừng phấn đấu, trường đã được tặng": behind a comma, somebody by name or a word of the past.
        """
        it = self.items[i]
        wording = " ".join(it.words)
        if wording in _CONDITIONS:
            return _PAST_CONDITION.match(self.folded, it.end) is not None  # "nếu như năm 2019 có 5 tập thể được …"
        if wording in _DESERVING:  # "đã xứng đáng được tặng Huân chương năm 2010", but not "bác xứng đáng được tặng"
            return any(self.periods.values()) or (i > 0 and self.items[i - 1].value == "done")
        if wording not in _SOFT:
            return False
        before = self.folded[self.span[0] : it.start]
        if _REACHED.search(before) or _REACHED_NEXT.match(self.folded, it.end):
            return True
        if wording in _BY_RULE and _BY.search(before):
            return True
        if _IS.match(self.folded, it.end):
            return False  # "Mong muốn của ông là một ngày kia, Hội được tặng …"
        comma = next((j for j in range(i + 1, at) if self.items[j].value in (",", ":")), at)
        if comma == at or self.items[comma].value == ":":
            return False
        if wording in _AIMS and any(x.kind == "period" for x in self.items[i + 1 : comma]):
            return False  # "phấn đấu đến năm 2025, Trường A được tặng …"
        return self._came_about(self.items[comma + 1 : at], recipients)

    def _no_proposal(self, i: int, at: int, recipients: list[Item]) -> bool:
        """ "có 3 đề xuất được áp dụng và được … tặng", "Sau khi thẩm định, Chủ tịch … tặng": nobody proposes the award."""
        it = self.items[i]
        if " ".join(it.words) not in _WEAK_PROPOSALS:
            return False
        if _COUNTED_NOUN.search(self.folded[self.span[0] : it.start]):
            return True
        breaks = (j for j in range(i + 1, at) if self.items[j].value in (",", ";", ":", "and"))
        first = next(breaks, at)
        if first == at or self.items[first].value == ":":
            return False
        behind = self.items[first + 1 : at]
        acting = [x for x in behind if x.kind == "body" and self.parse.roles.get(self._pos(x)) == "agent"]
        return bool(acting) or self._came_about(behind, recipients)

    def _asked_by(self, i: int, at: int) -> bool:
        """ "Trên cơ sở … đề nghị của Sở Nội vụ, UBND tỉnh tặng Cờ …": a request that was met, by whom it was made."""
        after = self.items[i + 1 : i + 3]
        named = len(after) == 2 and after[0].words == ("của",) and after[1].kind == "body"
        met = any(x.kind == "mark" and x.value == "," for x in self.items[i + 3 : at])
        return named and met and not self.text[self.items[i].end : after[0].start].strip()

    def _came_about(self, behind: list[Item], recipients: list[Item]) -> bool:
        """Whether a clause tells what has happened: with a verb, and somebody by name or a word of the past."""
        verbs = ("passive", "receive", "give", "hand", "recognise", "praise_khen", "praise_bieu", "praise_both")
        if not any(x.kind == "cue" and x.value in verbs for x in behind):
            return any(x.kind == "cue" and x.value == "done" and x.words[0] in _PAST for x in behind)
        named = any(
            x.kind == "person" or (x.kind == "body" and self.parse.roles.get(self._pos(x)) == "free") for x in behind
        )
        given = any(x.kind in ("person", "body") and x.value != "pronoun" for x in recipients)
        return named or given or any(x.kind == "cue" and x.value == "done" and x.words[0] in _PAST for x in behind)

    def _undone(self, at: int) -> bool:
        """ "danh hiệu … của ông A cũng bị hủy bỏ": what is said of the award behind it, in its clause."""
        for it in self.items[at + 1 :]:
            if it.kind in ("award", "count") or (it.kind == "mark" and it.value in ";:,"):
                return False
            if it.kind == "cue" and it.value == "revoke":
                return self.folded[: it.start].endswith(("bị ", "đã ", "được "))
        return False

    def _own_act(self, mark: int, at: int) -> bool:
        """Whether the clause behind a semicolon has somebody by name and a verb of its own that gives the award."""
        clause = self.items[mark + 1 : at]
        verbs = [x.value for x in clause if x.kind == "cue"]
        named = any(x.kind == "person" or (x.kind == "body" and self.parse.roles.get(self._pos(x)) == "free") for x in clause)
        return named and "propose" not in verbs and "passive" in verbs and any(v in ("give", "hand") for v in verbs)

    def _goes_on_aiming(self, mark: int, at: int) -> bool:
        """ "phấn đấu có 85% cơ quan đạt …; 20 trường đạt …": nothing between says that it has come about."""
        aims = any(it.kind == "cue" and it.words == ("phấn", "đấu") for it in self.items[:mark])
        return aims and not any(it.kind == "cue" and it.value in ("done", "passive", "give") for it in self.items[mark:at])

    def _chosen_for(self, at: int) -> bool:
        """ "xét chọn 135 người để Chủ tịch nước phong tặng …": what somebody was chosen for is still to come."""
        voted = _COUNCIL_CHOSE.search(self.folded, self.span[0], self.items[at].start)
        if voted is not None:  # "Hội đồng cấp tỉnh đã họp và chọn 2 Thầy thuốc Nhân dân"
            behind = [x for x in self.items[:at] if x.start >= voted.end() and x.kind == "cue"]
            if not any(x.value in ("passive", "give", "hand", "receive", "recognise") for x in behind):
                return True
        for i in range(at - 1, 0, -1):
            it = self.items[i]
            if it.kind in ("award", "count") or (it.kind == "mark" and it.value in ";:"):
                return False
            if it.kind == "cue" and it.words == ("để",):
                chosen = _CHOSEN.search(self.folded[self.span[0] : it.start]) is not None
                return chosen and any(x.value == "give" for x in self.items[i:at])
        return False

    def _goes_on_proposing(self, at: int) -> bool:
        """ "… đề nghị tặng …. Ngoài ra, còn có Bằng khen cho 9 tập thể.": without a verb of its own the list goes on."""
        if not self.ctx.proposing:
            return False
        opening = next((i for i, it in enumerate(self.items[:at]) if it.kind != "mark"), at)
        if opening < at and self.items[opening].kind == "cue" and self.items[opening].value == "give":
            return True  # "Theo đó, truy tặng Huân chương cho 2 cá nhân. Tặng …": what was asked for, item by item
        return not any(
            it.kind == "cue" and (it.value in _VERBS or (it.value == "done" and it.words != ("còn",)))
            for it in self.items[:at]
        )

    def _negated(self, at: int) -> bool:
        for i in range(at - 1, max(-1, at - 5), -1):
            it = self.items[i]
            if it.kind == "cue" and it.value == "not":
                return self.items[at].start - it.end < 30
            if not (it.kind == "cue" and it.value in ("passive", "receive", "have", "give", "hand", "done")):
                return False
        return False

    def _forged(self, award: Item) -> bool:
        near = self.folded[max(self.span[0], award.start - 30) : min(self.span[1], award.end + 40)]
        return (
            any(w in near for w in (" làm giả", "giả mạo", " giả,", " giả ", " giả.", "mua bán"))
            and "tác giả" not in near
        )
