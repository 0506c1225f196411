"""Whom an award without a recipient of its own is about: the nearest name, the running subject, the one honoured."""

from __future__ import annotations

import re

from extract.entries import Entered
from extract.fold import fold
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.names import Body

_BODY_HEADS = frozenset(load().bodies["organisation"]["head"])
_ELLIPTIC = phrases("elliptic")
_CEREMONY = phrases("ceremony")
_IN_RECOGNITION = phrases("in-recognition")
_CASES = phrases("cases")
_UNKNOWN_NAME = re.compile(r"(?:^|[.\n] ?|, )(?!Ông|Bà|Anh|Chị|Cô|Thầy|Em|Cụ|Đây|Đó|Họ|Tôi|Mẹ|Bác|Chú)[A-ZĐ]\w+(?: [A-ZĐ]\w+)+ là ")
_HOME = pattern("home-of")
_TOLD_BY = phrases("told-by")
_LIFE = pattern("life-told")
_REPORTS = pattern("reports")
_NO_NOMINEE = phrases("no-nominee")
_HONOURS = pattern("honours")
_PRONOUN_LATER = pattern("pronoun-later")
_HONOURS_HEAD = pattern("honours-head")
_OF_HONOURS = pattern("of-honours")
_ITSELF = phrases("itself")
_SHARE = pattern("share-of")
_POSSESSED = pattern("possessed")
_KEPT = pattern("kept")
_CHAINED = pattern("chained")


class Subjects(Entered):
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

    def _listed_for(self, award: Item) -> Item | None:
        """Who gets an award that goes on a list of awards: "được ghi nhận: Huân chương …; Cờ …; Bằng khen …"."""
        at = self._pos(award)
        for s in sorted(self.out, key=lambda s: s.end, reverse=True):
            if not s.name or s.recipient is None or s.start >= award.start:
                continue
            earlier = [i for i in range(at) if self.items[i].kind == "award" and s.start <= self.items[i].start < s.end]
            if not earlier:
                continue
            between = self.items[earlier[-1] + 1 : at]
            listed = any(it.kind == "mark" and it.value == ";" for it in between)
            plain = all(
                it.kind in ("award", "grade", "period", "mark")
                or (it.kind == "body" and self.parse.roles.get(self._pos(it)) in ("owner", "modifier"))
                or (it.kind == "cue" and it.value in ("of", "and", "because", "done"))
                for it in between
            )
            return s.recipient if listed and plain and self.items[at - 1].value == ";" else None
        return None

    def _headed_by(self) -> Item | None:
        """ "Chi đoàn: Bằng khen của Trung ương Đoàn (2017); …", "Lê Văn A, nguyên Giám đốc: Huân chương …": whose they are."""
        colon = next((i for i, it in enumerate(self.items[:6]) if it.value == ":"), -1)
        dashed = len(self.items) > 1 and self.items[0].kind in ("body", "person") and self.items[1].kind == "award"
        if dashed and self.text[self.items[0].end : self.items[1].start].strip() in ("-", "–") and self._bare_list(1):
            return self.items[0]  # "Trung tâm Huấn luyện - Huân chương Lao động hạng Ba năm 2012"
        if colon < 0 or not self._bare_list(colon + 1):
            return None
        lead = self.text[self.span[0] : self.items[colon].start]
        start = self.span[0] + len(lead) - len(lead.lstrip(" -–+*•.)0123456789"))
        first = self.items[0]
        if first.kind == "person" and first.start == start:
            told = all(
                (it.kind == "mark" and it.value in (",", "office", "(", ")")) or (it.kind == "body" and self.parse.roles.get(i + 1) in ("generic", "modifier"))
                for i, it in enumerate(self.items[1:colon])
            )
            return first if told and len(lead.split()) <= 14 else None
        name = self.text[start : self.items[colon].start].strip()
        gives = first.value == "authority" and "owner" not in self.parse.roles.values()
        if not 1 < len(name.split()) <= 8 or gives or any(x.kind not in ("body", "mark") for x in self.items[:colon]) or "," in name:
            return None
        words = fold(name).split()
        headed = any(" ".join(words[:n]) in _BODY_HEADS for n in (3, 2, 1))
        body = first.body if first.kind == "body" else Body(0, 0, words[0], "head")
        return Item("body", start, start + len(name), "head", wording=name, body=body) if headed and name[0].isupper() else None

    def _told_life(self, award: Item) -> Item | None:
        """ "Đồng chí A, sinh ngày …; quê quán: …; Huân chương Độc lập hạng Ba; Huy hiệu …": an award in the story of a life."""
        at = self._pos(award)
        first = self.items[0]
        if first.kind == "person" and first.start <= self.span[0] + 10 and self.items[at - 1].value in (";", ",", "and") and _LIFE.search(self.folded, *self.span):
            return first
        colon = next((i for i in range(at) if self.items[i].value == ":"), -1)
        if colon >= 0 and self._bare_list(colon + 1) and _HONOURS_HEAD.search(self.folded, self.span[0], self.items[colon].start):
            return self.ctx.about or self.ctx.main("") or self.ctx.main_body()  # "Bảng vàng truyền thống ghi: Huân chương …"
        return None

    def _headed_by_all(self) -> list[Item]:
        """ "Thầy A (Phó hiệu trưởng), cô B (tổ Văn): Bằng khen UBND tỉnh": the persons before a colon, with what tells of them."""
        colon = next((i for i, it in enumerate(self.items) if it.value == ":"), -1)
        lead = self.items[:colon] if colon > 0 else []
        people = [it for it in lead if it.kind == "person" and it.value != "pronoun"]
        if len(people) < 2 or people[0] is not lead[0] or not self._bare_list(colon + 1) or any(it.kind in ("award", "count", "cue") and it.value != "and" for it in lead):
            return []
        return people

    def _bare_list(self, start: int = 0) -> bool:
        """Whether the sentence or line is, from item ``start`` on, nothing but awards with their givers and years."""
        if not start and len(self.items) > 2 and self.items[0].value == "authority" and self.items[1].value == ":":
            start = 2  # "Bộ Công Thương: Cờ thi đua năm 2003"
        return any(it.kind == "award" for it in self.items[start:]) and all(
            it.kind in ("award", "grade", "period", "mark")
            or (it.kind == "body" and self.parse.roles.get(i) in ("owner", "modifier", "agent"))
            or (it.kind == "cue" and it.value in ("of", "by", "and", "give", "because", "recognise", "passive", "done", "receive"))
            for i, it in enumerate(self.items)
            if i >= start
        )

    def _running_honoured(self) -> Item | None:
        """Whose honours are listed; in a line of few other words also the one whose honours the title announces."""
        told = len(self.text[self.span[0] : self.span[1]].split()) - sum(len(self.text[it.start : it.end].split()) for it in self.items)
        return self.ctx.honoured or (self.ctx.entitled if told <= 4 else None)

    def _goes_on_listing(self) -> bool:
        """Inside an entry, a sentence that names nobody else: "- Năm 2006: … . UBND tỉnh tặng Bằng khen. …"."""
        return self.ctx.listing and not any(
            it.kind in ("person", "count") or (it.kind == "body" and self.parse.roles.get(i) == "free")
            for i, it in enumerate(self.items)
        )

    def _opens_item(self, at: int) -> bool:
        """ "- Năm học 2016 - 2017: Tập thể lao động tiên tiến; Công đoàn trường được …": the first of an entry is the owner's."""
        return self.ctx.listing and all(it.kind in ("period", "mark", "award", "grade") and it.value != ";" for it in self.items[:at])

    def _whose_honours(self) -> Item | None:
        """Whose awards the lines below list: of the one named in "…đã được trao tặng:", else of the article's subject."""
        if self._bare_list():
            return self.ctx.honoured
        line = self.text[self.span[0] : self.span[1]]
        plain = not any(it.kind in ("award", "count", "cue") and it.value not in ("of", "and") for it in self.items)
        if plain and len(line) < 100 and line[-1] not in ".;,!?" and _HONOURS_HEAD.search(self.folded, *self.span):
            bodies = [it for i, it in enumerate(self.items) if it.kind == "body" and self.parse.roles.get(i) == "free"]
            if len(bodies) == 1:
                return bodies[0]  # "A. THÀNH TÍCH TẬP THỂ KHO BẠC A"
        colon = next((i for i, it in enumerate(self.items) if it.kind == "mark" and it.value == ":"), -1)
        if not self.text[: self.span[1]].endswith(":") and not (colon > 0 and self.out and self._bare_list(colon)):
            return None
        if not _OF_HONOURS.search(self.folded, *self.span) or any(it.kind == "count" for it in self.items):
            return None
        named = [s.recipient for s in self.out if s.name and s.recipient is not None]
        if named:
            return named[-1]
        for i, it in enumerate(self.items):
            if it.kind == "person" or (it.kind == "body" and self.parse.roles.get(i) == "free"):
                meant = self._resolved(it)
                if meant is not None:
                    return meant
        return self.ctx.about or self.ctx.main("")

    def _owners(self, award: Item) -> list[Item]:
        """Who has an award that nobody gives here: "trong ba lô là tấm Huân chương …", "Tiếp đó là Bằng khen của Bộ …".

        The one whom the paragraph, else the article, is about; nobody where more than one could be meant.
        """
        at = self._pos(award)
        before = self.folded[self.span[0] : award.start].rstrip(' "“')
        follows = self.out[-1] if self.out else None
        goes_on = follows is not None and follows.how == "kept" and follows.recipient is not None
        if self.folded.startswith(" của ", award.end) and self._owner(at) is None:
            return []  # "tờ giấy khen của con trai"
        if any(it.kind == "count" for it in self.items) or not (
            goes_on or _KEPT.search(before) or _CHAINED.match(self.lead)
        ):
            return []
        if goes_on and follows is not None and follows.recipient is not None:
            return [follows.recipient]
        for it in reversed(self.items[:at]):
            if it.kind == "person":
                meant = self._resolved(it)
                return [meant] if meant is not None else []
            if it.kind == "body" and self.parse.roles.get(self._pos(it)) == "free":
                return []
        subject = self.ctx.subject
        if _CHAINED.match(self.lead):
            return [subject] if subject is not None and self.ctx.since <= 1 else []
        near = {it.wording for it in self.ctx.present}
        owner = self.ctx.present[-1] if len(near) == 1 else self.ctx.main("") if not near else None
        if owner is None and not near and self.ctx.about is not None and self.ctx.about.kind == "body":
            owner = self.ctx.about
        return [owner] if owner is not None else []

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
