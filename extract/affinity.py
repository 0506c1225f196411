"""How strongly an award and its neighbouring recipients belong together, told by what lies between them."""

from __future__ import annotations

import re

from extract.elements import Element, Elements
from extract.fold import fold
from extract.lexicon import load, pattern, phrases
from extract.mentions import Item
from extract.standing import NAMED

_PLACES = phrases("places")
_SPEECH_ENDS = re.compile(r"[^“”\"«»]{10,}[”\"»]\s*,")  # direct speech around the award closes, its speaker follows

_HANGS = pattern("hangs")
_REPORTS = pattern("reports")
_SHARE = pattern("share-of")
_OTHER_SHARE = pattern("other-share")
_ANOTHER_ACT = pattern("another-act")
_DEEDS = pattern("praised-deeds")


def _listed(it: Item) -> bool:
    """ "vào danh sách đề nghị", "đủ điều kiện đề nghị": a proposal whose subject is who is proposed."""
    return it.value == "propose" and it.words[0] in ("vào", "có", "trong", "nằm", "đủ")


class Affinity(Elements):
    """Scores for both directions: 3 a construction that says so, 2 a likely one, under 1 mere neighbourhood."""

    def forward(self, r: Element, a: Element) -> float:
        """How strongly recipients belong to the award behind them."""
        marks, cues, between = self.between(r, a)
        marks = [m for m in marks if m != ")"]
        behind = self.items[a.last + 1].value if a.last + 1 < len(self.items) else ""
        if r.items[0].kind in NAMED and marks == ["("] and set(cues) <= {"and", "done", "give"} and behind == ")":
            return 3.0  # "gồm các đồng chí: A (80 năm tuổi Đảng), B, C (cùng 60 năm tuổi Đảng)"
        if marks == ["("] and not cues and behind in (":", "for"):
            return 0.0  # "1.204 trường hợp (Cờ thi đua: 40; …)": the bracket breaks the count down
        if "part" in cues and self.items[a.first].kind == "grade" and a.items[0].number is not None:
            return 0.0  # "Huân chương cho 12 cá nhân, trong đó có 2 hạng Nhất": the grades divide them
        hung = a.items[0].number is not None and a.items[0].number.approx == "indefinite" and r.items[0].kind == "count"
        if _HANGS.search(self.text[r.items[-1].end : a.items[0].start].lower()):
            return 0.0
        if hung and not {"passive", "receive", "have"} & set(cues):
            return 0.0  # "cứu 53 người, trong nhà treo nhiều bằng khen"
        told = [it for it in between if it.kind == "cue"]
        receiving = [k for k, it in enumerate(told) if it.value in ("passive", "receive", "have") or _listed(it)]
        if ";" in marks:
            return 0.0
        if r.items[-1].kind in NAMED and _SHARE.search(self.text[r.items[-1].end : a.items[0].start]):
            return 0.0  # "ngành Giáo dục có 95% tập thể đạt …": a share, which nobody is
        if _OTHER_SHARE.search(self.text[r.items[-1].end : a.items[0].start].lower()):
            return 0.0  # "chỉ còn 2 hộ nghèo, 96% hộ đạt …"
        values = [it.value for it in told]
        if r.items[0].kind in NAMED and any(
            values[k : k + 2] == ["have", "propose"] and not _listed(told[k + 1]) for k in range(len(values))
        ):
            return 0.0  # "UBND huyện có tờ trình đề nghị …": who proposes
        if receiving:
            if r.items[-1].kind in NAMED and _REPORTS.search(self.text[r.items[-1].end : told[receiving[0]].start].lower()):
                return 0.0  # "Sở Nội vụ công khai danh sách được … đề nghị tặng": who publishes it
            if self._new_agent(between):
                return 0.0
            prior = self.items[r.first - 1] if r.first else None
            praised = prior is not None and (prior.value.startswith("praise") or prior.value == "masked")
            if cues[:1] == ["and"] and praised:
                return 0.0  # "tuyên dương 10 gương mặt trẻ và đón nhận Bằng khen": another than the praised receives
            if "," in marks and self.is_object(r.first):
                return 0.0
            tail = cues[receiving[-1] + 1 :]
            if ":" in marks and any(c.startswith("praise") for c in tail):
                return 0.0  # "748 lượt được khen thưởng, cụ thể: Bộ Công an tặng Bằng khen …": praise has them
            if "hand" in tail and cues[receiving[-1]] == "have":
                return 0.0
            praise = next((k for k, c in enumerate(tail) if c.startswith("praise")), -1)
            if praise >= 0 and "," in marks and not {"give", "hand", "recognise"} & set(tail[praise:]) and not a.items[0].value.endswith(("khen-thuong", "bieu-duong")):
                return 0.0  # "96 cá nhân được các cấp khen thưởng, giữ vững danh hiệu …": praise has them
            return 3.0
        if told[:1] and told[0].words == ("để",) and "give" in cues and r.items[0].kind == "count" and not marks:
            return 2.6  # "xét chọn 135 người để Chủ tịch nước phong tặng …"
        if cues[:1] == ["propose"] and r.items[0].kind == "count" and not marks and not self._for_behind(a):
            return 2.6  # "2 tập thể đề nghị tặng Cờ": a count in front is what is proposed
        number = r.items[-1].number
        if cues[:1] == ["give"] and number is not None and number.approx == "indefinite" and r.items[-1].nouns == ("collective",):
            return 0.0  # "Công an tỉnh và các huyện tặng Giấy khen": who gives
        if any(c in ("give", "hand", "recognise") for c in cues):
            return (
                0.4
                if "," not in marks and r.items[0].kind == "count" and not any(x.kind == "body" for x in between)
                else 0.2
                if r.items[-1].kind in NAMED and "," in marks
                else 0.0
            )
        form = load().awards.get(a.items[0].value)
        named = r.items[0].kind in NAMED
        if "itemise" in cues and ":" not in marks:
            if r.items[0].number is not None and r.items[0].number.approx == "indefinite":
                return 0.0
            return 2.0 if not named or (form is not None and form.family.startswith("danh-hieu")) else 0.0
        if "propose" in cues:
            reports = named and _REPORTS.search(self.text[r.items[-1].end : a.items[0].start].lower())
            return 1.2 if not reports else 0.0
        if not cues and not marks and not named and not self.gap(r.items[-1], a.items[0]):
            return 2.6
        passive = self.text[a.items[0].start :].lower().startswith("được ")  # "được khen thưởng" is one cue
        if passive and set(cues) <= {"of", "done"} and not marks and not named:
            return 2.6  # "900 cá nhân của ngành thuế được khen thưởng"
        prior = self.items[r.first - 1] if r.first else None
        if (
            not cues
            and not marks
            and (not named or all(it.kind == "person" for it in r.items))
            and prior is not None
            and prior.kind == "cue"
            and prior.value == "give"
            and not any(x.kind == "award" for x in self.items[: r.first])
        ):
            return 2.0  # "tặng 12 đồng chí … Kỷ niệm chương"
        if not cues and not marks and named and a.items[0].value == "huy-hieu-dang" and not self.gap(r.items[-1], a.items[0]):
            return 3.0  # "đồng chí A 55 năm tuổi Đảng; đồng chí B …"
        far = len(self.text[r.items[-1].end : a.items[0].start].split()) > 3
        if set(cues) <= {"done"} and not marks and not named and not self._parallel(r) and far:
            return 0.3  # "Một chủ doanh nghiệp còn đặt làm tấm “Cờ thi đua”": another verb lies between
        if not cues and not marks:
            return 1.5 if not named or r.items[0].value == "pronoun" or self._parallel(r) else 0.9
        led = prior is not None and prior.value in ("for", "have") and not any(x.kind == "award" for x in self.items[: r.first])
        if marks == [":"] and not cues and not named and led:
            return 2.0  # "Một phần thưởng nữa đến với 3 đoàn viên: Huy hiệu …"
        if cues == ["for"] or ":" in marks:
            return 0.3
        if marks == [","] and not cues:
            return 0.4
        return 0.2 if "," in marks else 0.5

    def backward(self, a: Element, r: Element) -> float:
        """How strongly recipients belong to the award before them."""
        marks, cues, between = self.between(a, r)
        if ";" in marks and marks[0] == ";" and self._goes_on(between):
            marks = marks[1:]
        if ";" in marks or _SPEECH_ENDS.match(self.text[a.items[-1].end : r.items[0].start]):
            return 0.0
        if a.items[0].value in ("khen-thuong", "bieu-duong") and r.items[0].kind == "count" and "," not in marks:
            asked = any(it.kind == "cue" and it.value == "propose" for it in self.items[: a.first])
            if asked and set(cues) <= {"of", "itemise", "for"}:
                return 2.5  # "hồ sơ đề nghị khen thưởng của 45 tập thể", "danh sách đề nghị khen thưởng gồm 15 tập thể"
        if a.items[0].value == "khen-thuong":  # "khen thưởng cấp huyện: 340 tập thể": the level, no owner
            cues = [it.value for it in between if it.kind == "cue" and it.words != ("cấp",)]
        if a.items[0].value in ("khen-thuong", "bieu-duong") and _DEEDS.search(
            self.text[a.items[-1].end : r.items[0].start].lower()
        ):
            return 0.0  # "biểu dương những kết quả mà X đạt được": praise of deeds is no commendation
        if "itemise" in cues and ":" not in marks and any(it.value == "masked" for it in between):
            return 0.0
        if "passive" in cues and "for" in cues and {"hand", "give"} & set(cues) and "," not in marks:
            return 3.0  # "Bằng khen … được trao cho ông A"
        if cues[:2] in (["passive", "give"], ["passive", "hand"]) and len(cues) == 2 and not marks and not any(it.kind == "body" for it in between):
            return 2.6  # "bằng khen được tặng tập thể Hải đội Biên phòng 5"
        if "passive" in cues or "receive" in cues:
            return 0.0
        if a.items[-1].number is not None and a.items[-1].unit == "recipients" and "(" not in marks:
            are = not marks and "itemise" in cues and a.items[-1].number.value == len(r.items)
            return 2.5 if (":" in marks or are) and r.items[0].kind == "person" else 0.0  # "22 Nghệ sĩ Nhân dân mới là: A, B"
        place = r.items[0].kind == "body" and r.items[0].body is not None and r.items[0].body.head in _PLACES
        if place and not {"for", "give", "have"} & set(cues) and ":" not in marks and "of" not in cues:
            return 0.0
        if (
            any(c.startswith("praise") for c in cues)
            and "passive" not in cues
            and a.items[0].value not in ("khen-thuong", "bieu-duong")
        ):
            return 3.0  # "tặng Giấy khen và tuyên dương em A"
        behind = self.items[r.last + 1 : r.last + 3]
        if (
            "," in marks
            and not {"for", "give", "hand", "and"} & set(cues)
            and behind
            and (behind[0].words[:1] == ("được",) or (len(behind) == 2 and behind[0].value == "passive"))
            and behind[0 if behind[0].value != "passive" else -1].value.startswith("praise")
        ):
            return 0.0  # "… Huân chương, gần 700 lượt cán bộ được khen"
        other = _ANOTHER_ACT.search(self.text[a.items[-1].end : r.items[0].start].lower())
        if other and "for" in cues and not {"give", "hand", "propose"} & set(cues):
            return 0.3  # "nhiều Bằng khen và nay đang giảng dạy cho lớp ca sĩ trẻ"
        if "for" in cues:
            return 3.0 if "," not in marks else 2.2
        if "give" in cues or "hand" in cues:
            return 3.0 if "," not in marks else 0.6
        if "of" in cues and a.items[0].value in ("khen-thuong", "bieu-duong"):
            return 0.0
        if "itemise" in cues and a.items[0].value in ("khen-thuong", "bieu-duong"):
            named = (
                r.items[0].kind in NAMED and not marks and [it.words for it in between if it.kind == "cue"] == [("là",)]
            )
            return 2.5 if named else 0.0  # "1 người được khen thưởng là anh A"
        if ":" in marks or "(" in marks or "itemise" in cues:
            return 2.5
        if "have" in cues and marks == [","] and cues == ["have"] and self._topic(a, r):
            return 2.4  # "Riêng danh hiệu X, tỉnh có 3 cá nhân"
        led = fold(self.text[max(0, a.items[0].start - 9) : a.items[0].start]).strip().endswith(("về", "đối với", "riêng"))
        if marks == [","] and not cues and led and r.items[0].kind == "count" and not self.gap(self.items[r.first - 1], self.items[r.first]):
            return 2.4  # "Về bằng khen, 52 tập thể và 9 cá nhân được biểu quyết thông qua"
        if "have" in cues:
            return 2.6 if "," not in marks else 0.2
        if not marks and set(cues) <= {"of", "by"}:
            return 2.0
        if not marks and set(cues) <= {"of", "done", "sign", "by", "because", "and"}:
            return 1.0 if "and" not in cues else 0.5
        if "part" in cues:
            return 0.3
        return 0.5 if set(cues) <= {"and", "of"} and "," not in marks else 0.2

    def _new_agent(self, between: list[Item]) -> bool:
        """Whether behind the verb of receiving a comma opens a clause with a giver of its own."""
        receiving = next(
            (k for k, x in enumerate(between) if x.kind == "cue" and x.value in ("passive", "receive", "have")),
            len(between),
        )
        verb = next(
            (
                k
                for k, x in enumerate(between)
                if k > receiving and x.kind == "cue" and x.value in ("give", "hand", "sign", "recognise")
            ),
            None,
        )
        if verb is None:
            return False
        comma = next((k for k, x in enumerate(between) if k > verb and x.kind == "mark" and x.value == ","), None)
        if comma is None:
            return False
        return any(
            self.roles.get(self.items.index(x)) in ("agent", "presenter") for x in between[comma:] if x.kind == "body"
        ) and not any(x.kind == "cue" and x.value == "passive" for x in between[comma:])

    def _topic(self, a: Element, r: Element) -> bool:
        """Whether an award opens the sentence as what it is about, and no other follows the count."""
        opening = [x for x in self.items[: a.first] if x.kind != "period"]
        start = opening[0].start if opening else a.items[0].start
        lead = self.text[self.text.rfind("\n", 0, start) + 1 : start] if not opening else ""
        told = all(x.kind in ("cue", "mark") and x.value in ("share", "for", "and", "part", ",") for x in opening)
        return told and len(opening) <= 2 and len(lead) < 200 and not any(x.kind == "award" for x in self.items[r.last + 1 :])

    def _for_behind(self, a: Element) -> bool:
        """Whether recipients of its own follow the award: "3 đơn vị đề nghị tặng Bằng khen cho ông A"."""
        for it in self.items[a.last + 1 : a.last + 5]:
            if it.kind == "cue" and it.value == "for":
                return True
            if it.kind != "body" and not (it.kind == "cue" and it.value == "of"):
                return False
        return False

    def _goes_on(self, between: list[Item]) -> bool:
        """ "tặng 152 Giấy khen; người nhận gồm 38 tập thể": behind the semicolon the award's recipients are listed."""
        first = next((k for k, x in enumerate(between) if x.value == ";"), 0)
        behind = between[first + 1 : first + 2]
        return bool(behind) and behind[0].kind == "cue" and "nhận" in behind[0].words

    def _parallel(self, r: Element) -> bool:
        """Whether an earlier clause of the sentence bound a name the same way, so that the verb may be left out."""
        return any(x.kind == "award" for x in self.items[: r.first])
