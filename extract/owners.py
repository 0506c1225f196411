"""Whose the awards are that stand as a list, in the story of a life or on a wall: said by a heading, by what precedes, or not at all."""

from __future__ import annotations

from extract.entries import Entered
from extract.fold import fold
from extract.lexicon import load, pattern
from extract.mentions import Item
from extract.names import Body

_BODY_HEADS = frozenset(load().bodies["organisation"]["head"])
_LIFE = pattern("life-told")
_HONOURS_HEAD = pattern("honours-head")
_OF_HONOURS = pattern("of-honours")
_KEPT = pattern("kept")
_CHAINED = pattern("chained")


class Owners(Entered):
    """Finds whose an award is that nobody gives in its sentence."""

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
