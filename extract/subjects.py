"""Whom an award without a recipient of its own is about: the nearest name, the running subject, the one honoured."""

from __future__ import annotations

import re

from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.owners import Owners

_ELLIPTIC = phrases("elliptic")
_CEREMONY = phrases("ceremony")
_IN_RECOGNITION = phrases("in-recognition")
_CASES = phrases("cases")
_UNKNOWN_NAME = re.compile(r"(?:^|[.\n] ?|, )(?!Ông|Bà|Anh|Chị|Cô|Thầy|Em|Cụ|Đây|Đó|Họ|Tôi|Mẹ|Bác|Chú)[A-ZĐ]\w+(?: [A-ZĐ]\w+)+ là ")
_HOME = pattern("home-of")
_TOLD_BY = phrases("told-by")
_REPORTS = pattern("reports")
_NO_NOMINEE = phrases("no-nominee")
_HONOURS = pattern("honours")
_PRONOUN_LATER = pattern("pronoun-later")
_ITSELF = phrases("itself")
_SHARE = pattern("share-of")
_POSSESSED = pattern("possessed")


class Subjects(Owners):
    """Finds who got an award that names nobody."""

    def _eventful(self, award: Item, counted: bool) -> bool:
        """Whether something is given or received here: a verb before the award, or a list under a header."""
        at = self._pos(award)
        cues = [it.value for it in self.items[:at] if it.kind == "cue"]
        if any(c in ("give", "hand", "receive", "recognise", "have", "revoke", "propose") for c in cues):
            return True
        if self._is_title(at):
            return True
        if _HONOURS.search(self.folded[self.span[0] : award.start]):
            return True
        if counted and (self.ctx.listing or self.ctx.board or award.unit == "recipients" or "passive" in cues):
            return True
        after = [it.value for it in self.items[at + 1 : at + 4] if it.kind == "cue"]
        return any(c in ("give",) for c in after)

    def _is_title(self, at: int) -> bool:
        """ "năm năm liền là Chiến sĩ thi đua cơ sở": to be of a title is to have got it."""
        form = load().awards.get(self.items[at].value)
        before = self.items[at - 1] if at else None
        return (
            form is not None
            and form.family == "danh-hieu-thi-dua"
            and before is not None
            and (before.words == ("là",) or self.folded[before.start : before.end] in ("từng là", "đã là"))
            and not self.text[before.end : self.items[at].start].strip()
        )

    def _subjects(self, award: Item) -> list[Item]:
        """Whom a bare "được tặng Huân chương" is about: the nearest free name before it, else the running subject."""
        if (topic := self._topical()) is not None:
            return [topic]
        at = self._pos(award)
        roles = self.parse.roles
        if self.lead.startswith("mỗi ") or _UNKNOWN_NAME.search(self.text, self.span[0], award.start):
            return []  # "Mỗi cá nhân được trao …", "Hòn Lam là trạm đầu tiên được tặng …": somebody else than the last one named
        if self.ctx.honoured is not None and (self._goes_on_listing() or self._opens_item(at)):
            return [self.ctx.honoured]
        receiving = [
            i
            for i in range(at)
            if self.items[i].kind == "cue" and self.items[i].value in ("passive", "receive", "have")
        ]
        if self._is_title(at):
            receiving.append(at - 1)
        given = max((i for i in range(at) if self.items[i].kind == "cue" and self.items[i].value == "give"), default=-1)
        if not receiving and given >= 0:
            after = self.folded[self.items[given].end : award.start].strip().removeprefix("cho ").strip()
            body = next((b for n in (2, 1) if (b := self._body(" ".join(after.split()[:n]))) is not None), None)
            if body is not None:
                return [body]
        if not receiving and given >= 0 and (same := self._given_too(given, award)) is not None:
            return [same]
        if not receiving and given >= 0 and self.lead.startswith(_IN_RECOGNITION):
            return self._recognised()
        if not receiving and _HONOURS.search(self.folded[self.span[0] : award.start]):
            pronoun = re.search(r"\b(ông|bà|anh|chị|cô|thầy|cụ)\b", self.folded[self.span[0] : award.start])
            if pronoun is None:
                return self._honoured()
            person = self._person(pronoun.group(1))
            return [person] if person is not None else []
        if not receiving:
            revoked = [i for i in range(at) if self.items[i].kind == "cue" and self.items[i].value == "revoke"]
            proposal = max(
                (
                    i
                    for i in range(at)
                    if self.items[i].kind == "cue"
                    and self.items[i].value == "propose"
                    and self.items[i].words[0] in ("đề", "trình", "kiến", "giới")
                ),
                default=-1,
            )
            if proposal > 0:
                return self._nominees(proposal)
            if not revoked or self.parse.links:
                return []
        stop = receiving[-1] if receiving else at
        if _SHARE.search(self.text[self.items[stop - 1].end if stop else self.span[0] : award.start]):
            return []  # "ngành Giáo dục có 95% tập thể đạt …": a share, which nobody is
        for i in range(stop - 1, -1, -1):
            it = self.items[i]
            if it.kind in ("person", "body") and _REPORTS.search(self.folded, it.end, self.items[stop - 1].end):
                return []  # "Sở Nội vụ công khai danh sách tập thể được đề nghị tặng …": who publishes it
            if it.kind == "person" and it.value == "pronoun":
                meant = self._resolved(it)
                return [meant] if meant is not None else []
            if it.kind == "person" and it.person is not None and (it.person.full or it.person.honorific):
                return [it]
            if it.kind == "body" and _HOME.search(self.folded, max(self.span[0], self.folded.rfind(";", 0, it.start)), it.start):
                continue  # "…; quê quán: xã A, tỉnh B; được tặng …": where somebody is from
            if it.kind == "body" and self._told_in_apposition(i):
                continue
            if it.kind == "body" and roles.get(i) in ("free", "nominator"):
                host = self.items[i - 2] if i >= 2 and self.items[i - 1].value == "," else None
                if host is not None and host.kind == "person" and host.person is not None and host.person.full:
                    return [host]  # "anh A, bản B: năm 2018 được …": where he is from
                meant = self._resolved(it)
                return [meant] if meant is not None else []
            if it.kind == "count" and it.number is not None and it.number.value is not None and not self._acted_on(i):
                return []
        opening = [
            it
            for it in self.items[:stop]
            if (it.kind in ("award", "body") or (it.kind == "count" and not self._acted_on(self._pos(it))))
            and self.parse.roles.get(self._pos(it)) not in ("generic", "modifier", "agent", "owner")
        ]
        if opening:
            chained = self.out[-1] if self.out else None
            names = [
                it
                for it in self.items[:stop]
                if it.kind == "person" and chained is not None and it.start > chained.start
            ]
            if (
                chained is not None
                and chained.name
                and chained.recipient is not None
                and chained.how == "alone"
                and not names
            ):
                return [chained.recipient]
            return []
        people = load().people
        words = self.lead.split(" ", 2)
        two = " ".join(words[:2])
        told = _PRONOUN_LATER.search(self.folded, self.span[0], award.start)
        if told is not None and told.group(1) in people["pronoun"]:
            words = [told.group(1), ""]  # "Lúc sinh thời, anh là …, năm 2023 được …"
            two = words[0]
        personal = words[0] in people["pronoun"] or two in people["pronoun"]
        bodily = words[0] in people["body_pronoun"] or two in people["body_pronoun"]
        elliptic = self.lead.startswith(_ELLIPTIC)
        subject = self.ctx.subject
        if bodily:
            meant = self._body(two) or self._body(words[0])
            return [meant] if meant is not None else [subject] if subject is not None and subject.kind == "body" else []
        if stop and self.folded[: self.items[stop].start].rstrip().endswith(_ITSELF):
            whole = self.ctx.about or self.ctx.main_body()
            subject = whole if whole is not None and whole.kind == "body" else subject
        if elliptic and subject is not None and subject.kind == "body" and self._fits(award, subject):
            return [subject]
        if _HONOURS.search(self.folded[self.span[0] : award.start]) and not personal:
            return self._honoured()
        kept = _POSSESSED.search(self.folded, self.span[0], award.start)
        if kept is not None and not personal:
            personal, words = True, [kept.group(1)]  # "Trong tủ nhà chị có tấm Kỷ niệm chương"
        person = self._person(words[0] if personal else "") if personal or elliptic or self.ctx.since <= 1 else None
        return [person] if person is not None else []

    def _given_too(self, given: int, award: Item) -> Item | None:
        """ "Bộ tặng Bằng khen cho anh A; tỉnh tặng Giấy khen. Tỉnh đoàn cũng trao …": more for the one just named."""
        roles = self.parse.roles
        if not any(roles.get(i) == "agent" for i in range(given)):
            return None
        at = self._pos(award)
        last = max((s for s in self.out if s.start < award.start), key=lambda s: s.start, default=None)
        since = self._pos(last.recipient) + 1 if last is not None and last.recipient is not None else 0
        until = at if last is not None else len(self.items)
        if any(self.items[i].kind in ("person", "count") or roles.get(i) == "free" for i in range(since, until)):
            return None
        if last is not None:
            return last.recipient if last.name and not any(it.value == ":" for it in self.items[:at]) else None
        sole = self.ctx.sole and self.ctx.since <= 1 and not self.lead.startswith(_CEREMONY)
        return self.ctx.subject if sole else None

    def _honoured(self) -> list[Item]:
        """ "Nửa thế kỷ ấy được ghi dấu bằng những phần thưởng: …": the body or person that the article is about."""
        about = self.ctx.about
        if about is not None and about.kind == "body":
            return [about] if self.ctx.subject is about or self.ctx.since > 6 else []
        told = about or self.ctx.main("") or self.ctx.main_body()
        return [told] if told is not None else []

    def _acted_on(self, i: int) -> bool:
        """ "cứu ba học sinh, được tặng Bằng khen": the counted are no subject; whoever saved them is."""
        return i in self.parse.objects

    def _recognised(self) -> list[Item]:
        """ "Ghi nhận thành tích của nhà trường, năm 2012 Chủ tịch UBND tỉnh tặng Cờ": whom the opening is about."""
        comma = next((i for i, it in enumerate(self.items) if it.kind == "mark" and it.value == ","), len(self.items))
        for it in self.items[:comma]:
            named = it.kind == "person" and it.person is not None and it.person.full
            if named or (
                it.kind == "body" and it.value in ("head", "people_head") and any(c.isupper() for c in it.wording)
            ):
                return [it]
        words = self.folded[self.span[0] : self.items[comma].start if comma < len(self.items) else self.span[1]].split()
        known = load().people["body_pronoun"]
        for n in (2, 1):
            for k in range(len(words) - n, -1, -1):
                wording = " ".join(words[k : k + n])
                if wording in known and (body := self._body(wording)) is not None:
                    return [body]
        return []

    def _told_in_apposition(self, i: int) -> bool:
        """ "Ông A, người gắn bó với Vụ B, được tặng …": what is told of a person between two commas."""
        k = next((k for k in range(i - 1, 0, -1) if self.items[k].kind == "mark" and self.items[k].value in ",;:("), 0)
        comma = i + 1 < len(self.items) and self.items[i + 1].value == ","
        if not k or not comma or self.items[k].value != "," or self.items[k - 1].kind != "person":
            return False
        return self.folded[self.items[k].end : self.items[i].start].strip().startswith(_TOLD_BY)

    def _topical(self) -> Item | None:
        """ "Riêng Đội A, Chủ tịch UBND tỉnh tặng bằng khen", "Với đại úy B, Công an tỉnh đã đề nghị …": who opens the clause."""
        for i, it in enumerate(self.items[:-1]):
            led = self.folded[max(0, it.start - 9) : it.start].rstrip().endswith(("riêng", "với"))
            if led and self.items[i + 1].value == "," and (it.kind == "person" or (it.kind == "body" and self.parse.roles.get(i) != "modifier")):
                gives = any(self.parse.roles.get(k) == "agent" for k in range(i + 2, len(self.items)))
                if gives and not any(x.kind in ("count", "person") for x in self.items[i + 2 :]):
                    return self._resolved(it)
        return None

    def _nominees(self, proposal: int) -> list[Item]:
        """ "Khối suy tôn Sở Tư pháp, đề nghị Chính phủ tặng cờ": the names before the proposal are whom it is for."""
        found: list[Item] = []
        last = next((k for k in range(proposal + 1, len(self.items)) if self.items[k].value != "propose"), proposal + 1) - 1
        asks = next((x for x in reversed(self.items[:proposal]) if x.value not in ("done", "masked")), None)
        acting = any(x.value == "done" for x in self.items[max(0, proposal - 2) : proposal])
        if acting and asks is not None and asks.value == "authority":
            return []  # "Công an tỉnh đã đề xuất Bộ trưởng …": who proposes
        for i in range(proposal - 1, -1, -1):
            it = self.items[i]
            called = it.kind == "count" and i > 0 and self.items[i - 1].words == ("là",) and it.number is not None
            if called and it.number is not None and it.number.approx == "indefinite":
                continue  # "suy tôn Sở A và Sở B là những đơn vị dẫn đầu, đề nghị …"
            if (it.kind == "mark" and it.value == ";") or it.kind in ("award", "count"):
                break
            if it.kind == "cue" and it.value != "and":
                if found:
                    break
                continue
            if it.kind == "body" and self.parse.roles.get(i) in ("free", "nominator", "joint"):
                head = it.body.head if it.body is not None else ""
                if _REPORTS.search(self.folded, it.end, self.items[last].end):
                    break  # "Sở Nội vụ công khai danh sách tập thể được đề nghị …": who publishes it
                if head.startswith(_NO_NOMINEE) and self.lead.startswith(_CASES):
                    continue  # "Trường hợp anh A bị thương, Hội đồng nhất trí đề nghị …"
                if head.startswith(_NO_NOMINEE):
                    break
                found.insert(0, it)
            elif it.kind == "person" and it.person is not None and it.person.full:
                found.insert(0, it)
        return found
