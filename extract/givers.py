"""Who confers: the owner, the giver of the clause, the one in whose name it is handed over."""

from __future__ import annotations

import re

from extract.authorities import level_of, level_of_occasion
from extract.fold import fold, plain
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.offices import Offices

_TIER = pattern("tier")
_NO_GIAY_KHEN = ("state", "government", "ministry", "province")
_OCCASION = pattern("occasion-acts")
_HOSTS_AND = pattern("hosts-and")
_OPENING_TIER = pattern("opening-tier")
_TIERS = {"nhà nước": "state", "trung ương": "ministry", "bộ": "ministry", "sở": "department"}
_OF_SECTOR = pattern("of-sector")
_OF_ALL_TIERS = pattern("of-all-tiers")
_OF_MANY = pattern("of-many")
_OWN_RANK = pattern("own-rank")
_HOLDERS = phrases("holders")
_SAME_GIVER = phrases("same-giver")
_COMMENDS_AT = pattern("commends-at")
_AT_IT = ("dịp này", "tại buổi lễ", "tại lễ", "nhân dịp này", "trong dịp này", "theo đó", "tại hội nghị", "tại buổi")
_THOSE_WHO = pattern("those-who")
_TIER_BEHIND = pattern("tier-behind")
_GIVES_ON = ("tặng ", "trao ", "truy tặng ", "công nhận ", "khen thưởng ")
_SAME_OCCASION = pattern("same-occasion")
STATE_FAMILIES = ("huan-chuong", "huy-chuong", "danh-hieu-vinh-du-nha-nuoc")


class Given(Offices):
    """Finds the authority of an award and its level."""

    def _authority(self, award: Item) -> tuple[str, str]:
        """(authority as written, level)."""
        form = load().awards.get(award.value)
        text, level = self._who(award)
        if award.value == "huy-hieu-dang":
            return (text if text.lower().startswith("đảng") else ""), ""
        if form is not None and (
            form.family in STATE_FAMILIES or form.form in ("giai-thuong-ho-chi-minh", "giai-thuong-nha-nuoc")
        ):
            if level == "foreign" or self._foreign(award, self._owner_text(award)):
                return text, "foreign"
            return (text if level in ("state",) else ""), "state"
        if form is not None and form.family == "danh-hieu-thi-dua":
            rank = _OWN_RANK.search(self.folded, award.start, award.end)
            ranked = "" if rank is None else _TIERS.get(rank.group(1), level_of(rank.group(1), self.ctx.scene))
            if ranked and ranked != level:  # "Chiến sĩ thi đua cấp tỉnh": the title says at which level it is given
                return "", ranked
        if level == "state" and fold(text) == "trung ương" and award.value in ("bang-khen", "giay-khen", "co-thi-dua"):
            level = "ministry"  # "Bằng khen cấp Trung ương": the state gives none of these (Articles 77-79)
        return text, level

    def _owner_text(self, award: Item) -> str:
        owner = self._owner(self._pos(award))
        return self.items[owner].wording if owner is not None else ""

    def _foreign(self, award: Item, authority: str) -> bool:
        words = load().words["foreign"]["words"]
        text = fold(f"{authority} {award.title}")
        return any(f" {w} " in f" {text} " for w in words)

    def _held(self, at: int) -> tuple[str, str]:
        """ "Đại tá A, Giám đốc Công an tỉnh, cho biết đã ký quyết định khen …": the office of who signs or gives.

        It is named behind the person, between commas or dashes, and nothing else acts before the verb; or it was so named
        before ("Ông A tặng Giấy khen").
        """
        verb = next((i for i in range(at + 1) if self._decides(i)), -1)
        for i in range(verb - 1, -1, -1):
            it = self.items[i]
            person = self.items[i - 2] if i > 1 else it
            if it.value == "authority" and person.kind == "person" and fold(it.wording).startswith(_HOLDERS):
                if self.folded[person.end : it.start].strip() not in (",", "-", "–"):
                    return "", ""
                self.ctx.holders[person.wording] = self._named_authority(i)
                self.ctx.authority = self._named_authority(i)
                return self.ctx.authority
            if it.kind == "person":
                return self.ctx.holders.get(it.wording, ("", ""))
            if it.kind not in ("mark", "period") and it.value != "done":
                break
        return "", ""

    def _for_another(self, proxy: int, agent: int) -> bool:
        """ "thừa ủy quyền của Chủ tịch nước, đại diện lãnh đạo tỉnh đã phong tặng …": who acts only hands over."""
        between = [x.value for x in self.items[proxy:agent] if x.kind == "cue"]
        return self.parse.roles[agent] == "presenter" or proxy > agent or not {"give", "hand"} & set(between)

    def _who(self, award: Item) -> tuple[str, str]:
        at = self._pos(award)
        roles = self.parse.roles
        owner = self._owner(at)
        if owner is not None:
            return self._named_authority(owner)
        if _OF_MANY.match(self.folded, award.end, self.span[1]):
            return "", ""  # "bằng khen, giấy khen của các cấp, các ngành"
        if _OF_SECTOR.match(self.folded, award.end, self.span[1]):
            return "ngành", self.ctx.level("ngành", award.start)  # "9 đơn vị nhận cờ xuất sắc của ngành": its own giver
        behind = _TIER_BEHIND.match(self.folded, award.end, self.span[1])
        if behind is not None:
            return "", _TIERS.get(behind.group(1), level_of(behind.group(1), self.ctx.scene))
        proxy = next((i for i in range(at) if roles.get(i) == "proxy"), None)
        agents = [i for i in range(at) if roles.get(i) in ("agent", "presenter")]
        proposal = max(
            (
                i
                for i in range(at)
                if self.items[i].kind == "cue"
                and self.items[i].value == "propose"
                and self.items[i].words[0] not in ("xem", "xét")  # "trình tỉnh xem xét tặng": what the giver is asked
            ),
            default=-1,
        )
        if proposal >= 0:
            agents = [i for i in agents if i > proposal]
        if proxy is not None and (not agents or self._for_another(proxy, agents[-1])):
            wording, level = self._named_authority(proxy)
            beyond = level == "state" and award.value.startswith(("ky-niem-chuong", "huy-hieu"))
            return ("", "") if beyond else (wording, level)
        if agents and _OF_ALL_TIERS.search(self.folded, self.span[0], self.items[agents[-1]].start):
            return "", ""  # "được các cấp bộ Đoàn khen", "các cấp trong tỉnh tặng"
        if agents:
            i = agents[-1]
            if (host := self._sent(i)) is not None:
                roles[host], i = roles[i], host
            if roles[i] == "presenter":
                while roles.get(i - 2) == "joint" and not self._stage(i - 2):
                    i -= 2  # "Tỉnh Đoàn, Sở GD&ĐT và UBND huyện trao Bằng khen": the first named
                wording = self.items[i].wording
                level = level_of(wording, self.ctx.scene) or self.ctx.level(wording, self.items[i].start)
                beyond = award.value == "bang-khen" and level in ("district", "commune")  # Law 06/2022/QH15, Article 74
                return "", "" if beyond else level
            last, two = i, False
            while (prior := max((k for k in roles if k < i and roles[k] == "joint"), default=-1)) >= 0:
                if self._stage(prior) or any(x.kind not in ("mark", "cue", "body") for x in self.items[prior + 1 : i]):
                    break
                two = i == last and roles.get(prior - 2) != "joint"
                i = prior
            given = [x for x in self.items[last : at + 4] if x.kind == "award"]
            if (
                two
                and len(given) == 2
                and award.value == "giay-khen"
                and level_of(self.items[i].wording, self.ctx.scene) in _NO_GIAY_KHEN
            ):
                i = last  # "UBND tỉnh và Giám đốc Sở tặng Bằng khen, Giấy khen": each what it may confer (Articles 79-80)
            if award.value == "bang-khen" and i != last and self._named_authority(i)[1] in ("district", "commune"):
                i = last  # "UBND xã, Công an huyện và Tỉnh đoàn tặng giấy khen, bằng khen" (Article 74)
            verb = next((x.value for x in reversed(self.items[i:at]) if x.kind == "cue"), "")
            handed = verb == "hand" and award.value == "bang-khen"
            if handed and level_of(self.items[i].wording, self.ctx.scene) in ("district", "commune"):
                return "", ""  # "Lãnh đạo UBND huyện tuyên dương, trao Bằng khen": only handed over
            if not self._carries_to(i, at, award):
                return "", ""
            return self._named_authority(i)
        held = self._held(at) if proposal < 0 else ("", "")
        if held != ("", ""):
            return held
        office = self._office(at)
        if office:
            return "", office
        source = self._source(at)
        if source is not None and proposal < 0:
            return self._named_authority(source)
        after = [i for i in range(at + 1, len(self.items)) if roles.get(i) == "agent"]
        if (
            after
            and self.items[after[0]].start - award.end < 60
            and any(
                x.kind == "cue" and x.value in ("by", "passive") for x in self.items[at + 1 : after[0]]
            )  # "do X trao", "đã được X trao"
            and not any(x.kind == "mark" and x.value in ",;" for x in self.items[at + 1 : after[0]])
        ):
            return self._named_authority(after[0])
        for i in range(at + 1, len(self.items)):  # "Hai phòng nhận Cờ, 9 trạm nhận Bằng khen của Bộ Xây dựng"
            if self.items[i].value in (";", "(", "part", "have") or award.value in ("khen-thuong", "bieu-duong"):
                break
            if roles.get(i) == "owner":
                return self._named_authority(i) if not (self._too_high(award, i) or self._too_low(award, i)) else ("", "")
            if roles.get(i) in ("agent", "presenter", "proxy"):
                break
        again = any(it.kind == "cue" and it.words == ("cũng",) for it in self.items[:at]) or self.lead.startswith("người thứ ")
        if proposal < 0 and again:
            said = self.ctx.statements[-1] if self.ctx.statements else None
            if said is not None and said.award == award.value:
                return said.authority, said.level
        if proposal < 0 and _SAME_OCCASION.match(self.folded, award.end, self.span[1]):
            said = next((s for s in reversed(self.ctx.statements[-6:]) if s.award == award.value and s.level), None)
            if said is not None:
                return said.authority, said.level  # "Tỉnh có 3 giáo viên được tặng Bằng khen dịp này"
        if proposal < 0 and self.lead.startswith(_SAME_GIVER):
            return self.ctx.authority
        if proposal < 0 and (speaks := self._on_the_part_of(award)) is not None:
            return self._named_authority(speaks)
        if proposal < 0 and self.ctx.decides != ("", "") and (self.lead.startswith(_GIVES_ON) or _THOSE_WHO.match(self.lead)):
            return self.ctx.decides
        opener = next((it for it in self.items if it.kind not in ("mark", "period") and it.value != "done"), award)
        goes_on = opener.kind == "cue" and opener.value == "give" and self.ctx.block not in ("caption", "title")
        if proposal < 0 and goes_on and self.ctx.authority != ("", ""):
            return self.ctx.authority  # "UBND huyện tặng Giấy khen cho 12 tập thể. Lũy kế 5 tháng, tặng Giấy khen cho 60 tập thể."
        tier = self._tier(award)
        if tier and proposal < 0:
            return "", tier
        heading = self._heading(at)
        if heading is not None and proposal < 0:
            return self._named_authority(heading)
        opened = _TIER.match(self.lead)
        if opened is not None and proposal < 0:
            return "", level_of(opened.group(1), self.ctx.scene)
        if proposal < 0 and self.ctx.listing:
            return self.ctx.header_authority
        return self._hosts(award) if proposal < 0 else ("", "")

    def _tier(self, award: Item) -> str:
        """ "Về khen thưởng cấp tỉnh có 15 Cờ thi đua": the level that opens the clause, when nothing names who gives."""
        start = max(self.folded.rfind(";", self.span[0], award.start), self.span[0])
        opening = _OPENING_TIER.match(self.folded, start, award.start)
        return _TIERS.get(opening.group(1), level_of(opening.group(1), self.ctx.scene)) if opening is not None else ""

    def _hosts(self, award: Item) -> tuple[str, str]:
        """ "Ngày 20/4, UBND huyện tổ chức hội nghị tổng kết, khen thưởng 329 tập thể": who holds the meeting commends."""
        acts = ("give", "hand", "praise_khen", "praise_bieu", "praise_both")
        verb = next((it for it in self.items if it.value in acts), award)
        hosts = [i for i, it in enumerate(self.items) if it.value == "authority" and it.end < verb.start]
        if len(hosts) == 1 and _HOSTS_AND.fullmatch(self.folded, self.items[hosts[0]].end, verb.start):
            wording, level = self._named_authority(hosts[0])
            return ("", level) if verb.value == "hand" else (wording, level)
        return "", self._occasion(award)

    def _occasion(self, award: Item) -> str:
        """ "Đại hội biểu dương 20 gương": a congress or conference gives for the body that holds it."""
        acts = [
            it
            for it in self.items
            if it.kind == "cue" and (it.value in ("give", "hand") or it.value.startswith("praise"))
        ]
        if award.value in ("khen-thuong", "bieu-duong") and self.lead.startswith(_AT_IT):
            hosts = [m.group(1) for m in _COMMENDS_AT.finditer(self.folded, 0, self.span[0])]
            if hosts:
                return level_of_occasion(hosts[-1], self.ctx.scene)  # "Công an huyện tổ chức lễ khen thưởng … Dịp này, …"
        first = next((it.start for it in acts if it.start <= award.start), award.start)
        return self.ctx.occasion if _OCCASION.search(self.folded[self.span[0] : first]) else ""

    def _heading(self, at: int) -> int | None:
        """ "Kết quả khen thưởng năm 2019 của UBND tỉnh: Bằng khen: 140 tập thể": the body before the first colon."""
        colons = [i for i in range(at) if self.items[i].kind == "mark" and self.items[i].value == ":"]
        if not colons:
            return None
        told = [i - 1 for i in colons if i and self._gives_below(i)]
        if told:
            return told[-1]
        colon = colons[0]
        owned = [
            i
            for i in range(colon)
            if self.items[i].value == "authority" and self.parse.roles.get(i) in ("modifier", "owner")
        ]
        return owned[-1] if owned and "khen" in self.folded[self.span[0] : self.items[colon].start] else None

    def _gives_below(self, colon: int) -> bool:
        """ "- Tổng Liên đoàn Lao động Việt Nam: 1 Cờ thi đua; Giám đốc Sở: Giấy khen 30 tập thể": who gives, and a colon.

        Bodies below a province stand there as receivers too, unless it is the holder of an office.
        """
        lead = self.items[colon - 1]
        first = colon - 1
        owns = first > 0 and self.items[first - 1].words == ("của",)  # "của LĐLĐ huyện: 511 giấy khen"
        first -= owns
        ahead = self.items[first - 1].end if first else self.span[0]
        if owns and re.search(r"\w", self.folded[ahead : self.items[first].start]):
            return False  # "Thành tích của Sở Y tế: 2 Cờ thi đua"
        opens = first == 0 or self.items[first - 1].value in (";", ":") or self.items[first - 1].start < self.span[0] + 3
        if lead.value != "authority" or not opens or self.items[colon].start - lead.end > 1:
            return False
        return owns or level_of(lead.wording, self.ctx.scene) in _NO_GIAY_KHEN or fold(lead.wording).startswith(_HOLDERS)

    def _carries_to(self, agent: int, at: int, award: Item) -> bool:
        """Whether a giver named earlier in the sentence still gives here.

        The agent of a passive ("được Bộ trưởng tặng") stays in its clause; a subject goes on until a new one, but not
        to a form that it cannot confer (Law 06/2022/QH15, Articles 77-80).
        """
        between = self.items[agent + 1 : at]
        if not any(it.kind in ("award", "grade") for it in between):
            return True
        passive = any(it.kind == "cue" and it.value == "passive" for it in self.items[max(0, agent - 2) : agent])
        again = passive and any(it.kind == "cue" and it.value in ("passive", "receive") for it in between)
        if again and (award.value == "giay-khen" or not self._coordinated_passive(between)):
            return False  # "được A tặng Huân chương, được bình chọn là …"
        last = max((k for k, it in enumerate(between) if it.kind == "mark" and it.value == ";"), default=-1)
        if passive and last >= 0:
            return False
        if last >= 0 and any(it.kind == "cue" and it.value == "receive" for it in between[last:]):
            return False  # "Bộ tặng Cờ năm 2014; nhiều năm liền đạt danh hiệu …": who receives is the subject again
        level = self._named_authority(agent)[1]
        form = load().awards.get(award.value)
        if form is not None and form.level == "grassroots":
            return level in ("department", "district", "commune", "enterprise", "other", "")
        if award.value in ("tap-the-lao-dong-xuat-sac", "chien-si-thi-dua-cap-tinh", "giay-khen"):
            return level not in ("state", "government")
        if award.value == "bang-khen":
            return level != "state"
        return True

    def _coordinated_passive(self, between: list[Item]) -> bool:
        """ "được Bộ tặng Cờ thi đua và 22 tập thể, 50 cá nhân được tặng Bằng khen": both clauses have one giver."""
        last = max(k for k, it in enumerate(between) if it.kind in ("award", "grade"))
        second = between[last + 1 :]
        if not second or second[0].kind != "cue" or second[0].words != ("và",):
            return False
        rest = [it for it in second[1:] if not (it.kind == "mark" and it.value == ",") and it.kind != "count"]
        return any(it.kind == "count" for it in second) and [it.value for it in rest] == ["passive", "give"]

    def _named_authority(self, i: int) -> tuple[str, str]:
        wording = self.items[i].wording
        level = level_of(wording, self.ctx.scene)
        if fold(wording) == "trung ương" and self.folded[: self.items[i].start].endswith(("ngành ", "đoàn thể ", "ban ")):
            return wording, "ministry"  # "các bộ, ngành, đoàn thể Trung ương"
        if not level and i + 2 < len(self.items) and self.items[i + 1].value in (",", "and"):
            other = self.items[i + 2]  # "Đảng ủy, UBND xã": the place is said once
            if other.value == "authority" and " " not in wording.replace("Đảng ủy", "Đảng_ủy"):
                level = level_of(other.wording, self.ctx.scene)
        return wording, level

    def _too_high(self, award: Item, i: int) -> bool:
        """ "Chiến sĩ thi đua cơ sở, Giấy khen của Tổng cục": the owner of a later award stands above the first."""
        form = load().awards.get(award.value)
        level = level_of(self.items[i].wording, self.ctx.scene)
        return form is not None and form.level == "grassroots" and level in _NO_GIAY_KHEN

    def _too_low(self, award: Item, i: int) -> bool:
        """ "16 Tập thể lao động xuất sắc, 650 Giấy khen của Chủ tịch UBND huyện": the first is for the province to give."""
        level = level_of(self.items[i].wording, self.ctx.scene)
        if award.value == "tap-the-lao-dong-xuat-sac":
            return level in ("district", "commune")
        owned = next((x.value for x in reversed(self.items[:i]) if x.kind == "award"), "")
        higher = award.value in ("bang-khen", "co-thi-dua") and owned == "giay-khen"
        return higher and level in ("department", "district", "commune")

    def _owner(self, at: int) -> int | None:
        """The body that owns the award ("Bằng khen của …"), also when it closes a coordination of awards."""
        passed = 0
        for i in range(at + 1, len(self.items)):
            it = self.items[i]
            if self.parse.roles.get(i) == "owner":
                unfit = self._too_high(self.items[at], i) or self._too_low(self.items[at], i)
                return None if passed and unfit else i
            if it.kind in ("award", "grade"):
                passed += 1
                if passed > 3 or it.number is not None:
                    return None
            elif (
                it.kind in ("count", "person")
                or (it.kind == "mark" and it.value in ";:(")
                or (it.kind == "cue" and it.value in ("for", "give", "passive", "receive", "hand", "because"))
                or (it.kind == "body" and passed)
            ):
                return None
        return None

    def _level_by_reference(self) -> None:
        """ "Ban Chỉ đạo" is the "Ban Chỉ đạo … tỉnh" named before."""
        for s in self.out:
            if s.authority and not s.level and " " in s.authority:
                fuller = next(
                    (
                        t
                        for t in reversed(self.ctx.statements + self.out)
                        if t.level and plain(t.authority).startswith(plain(s.authority) + " ")
                    ),
                    None,
                )
                if fuller is not None:
                    s.level = fuller.level
