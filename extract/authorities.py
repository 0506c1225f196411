"""Who confers, and at which level, by the wording, the place and the date.

District level ends on 1 July 2025 (Resolution 202/2025/QH15); "UBND thành phố" is of province level only in the
centrally run cities; Huế is one since 1 January 2025 (Resolution 175/2024/QH15).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.fold import fold
from extract.lexicon import load
from extract.places import bare_names


@dataclass(frozen=True, slots=True)
class Scene:
    """What a level depends on beside the words: the source's or text's province and the date."""

    central_city: bool = False  # the article is about a centrally run city
    district_city: bool = False  # a city or town of a district is named as the article's own place
    date: str = ""


_CENTRAL = re.compile(
    r"thành phố (?:hà nội|hồ chí minh|đà nẵng|hải phòng|cần thơ)|tp\.? ?(?:hcm|hà nội|hồ chí minh|đà nẵng|hải phòng|cần thơ)|thủ đô|tphcm"
)
_PLACE = re.compile(
    r"\b(tỉnh|thành phố|tp|huyện|quận|thị xã|tx|(?<!hợp tác )xã(?! hội)|phường|thị trấn|đặc khu)\b\.?(?:\s+([\w' -]+))?"
)


# units written as letters: "UBND Q.1", "Công an H.Củ Chi", "UBND P.12"
_LETTERS = re.compile(r"(?<![\w.])(q|h|p|x|tx|tt)\. ?(?=\w)")
_UNITS = {"q": "quận ", "h": "huyện ", "p": "phường ", "x": "xã ", "tx": "thị xã ", "tt": "thị trấn "}


@lru_cache(maxsize=1 << 13)  # an article names the same few bodies over and over
def level_of(text: str, scene: Scene) -> str:
    """The authority level of a body as written; "" when the words do not decide it."""
    folded = _LEADERS.sub("", re.sub(r"\s+", " ", fold(text)).strip(" .,"))
    folded = _LETTERS.sub(lambda m: _UNITS[m.group(1)], folded)
    if folded.endswith(" các cấp"):
        return ""
    several = _SEVERAL.search(folded)
    if several is not None:  # "Chủ tịch UBND các huyện, thị xã": of the level of the first
        folded = folded[: several.start()] + re.split(r",| và ", folded[several.end() :])[0]
    holder = _OFFICE.match(folded)
    if holder is not None:  # "Chủ tịch Hội Nông dân tỉnh": the office has the level of what it heads
        rest = ("ban " if holder.group().endswith("trưởng ban ") else "") + folded[holder.end() :]
        if any(rest == h or rest.startswith(h + " ") for h in _LED):
            return level_of(rest, scene)
    if _STATE_GROUP.search(folded):
        return "ministry"
    if folded.startswith(("ban tổ chức ", "btc ", "đại hội ", "hội nghị ")) and not folded.endswith("ủy"):
        organised = _place(folded, scene)
        if organised:
            return organised

    def opens(level: str) -> int:
        return max((len(h) for h in _FOLDED[level] if folded == h or folded.startswith(h + " ")), default=0)

    for level in ("foreign", "state", "government"):
        if opens(level) and opens(level) >= opens("ministry"):
            if level == "state" and folded.startswith("trung ương ") and not folded.startswith("trung ương đảng"):
                return "ministry"
            if level in ("state", "government") and _COUNTRY.search(folded):
                return "foreign"
            return level
    organ, power, ministry = opens("organ"), opens("power"), opens("ministry")
    place = _place(folded, scene)
    if not place and (organ or power) and _OF_PROVINCE.search(folded):
        place = "province"  # "Công an Hà Tĩnh", "Cục Hải quan Quảng Ninh"
    national = folded.endswith((" việt nam", " vn", " trung ương", " t.ư", " tw", " toàn quốc", " quốc gia")) and not place
    if national and (organ or power or opens("enterprise") == 0):
        return "ministry"
    if power and power >= organ and power >= ministry and power >= opens("enterprise"):
        return place
    if ministry > organ or (ministry and ministry == organ and not place):
        if folded.startswith(("cục", "chi cục")) and place:
            return "department"
        return "ministry"
    for level in ("province", "district", "commune"):
        if opens(level) > max(organ, power):
            if level == "province" and place in ("commune", "district"):
                return place
            return level
    if opens("city") > max(organ, power):
        return _city(folded, scene)
    if organ and folded.startswith("giám đốc công ty"):
        return "enterprise"
    if organ and opens("other") > organ:
        return "other"  # "Giám đốc Bệnh viện Đa khoa tỉnh"
    if organ and opens("enterprise") > organ:
        return "enterprise"  # "Hội đồng quản trị Công ty X"
    if organ:
        if folded.startswith(("sở", "giám đốc sở")):
            return "department"
        if place == "province":
            return "department"
        if place:
            return place
        if folded.startswith(
            (
                "tỉnh hội",
                "tỉnh đoàn",
                "ban thường vụ tỉnh đoàn",
                "btv tỉnh đoàn",
                "đảng ủy khối",
                "ban thường vụ đảng ủy khối",
                "bộ chqs",
                "bộ chỉ huy",
                "chỉ huy trưởng bộ",
                "công đoàn ngành",
                "bđbp",
                "bộ đội biên phòng",
                "công đoàn viên chức",
                "khối thi đua",
            )
        ):
            return "department"
        if folded.startswith(("thành đoàn",)):
            return "department" if scene.central_city or _city(folded, scene) == "province" else "district"
        if folded.startswith(("ban chqs", "ban chỉ huy quân sự", "phòng gd", "phòng giáo dục")):
            return "district"
        if folded.startswith(("phòng", "giám đốc")):
            return ""
        if folded.startswith(("công đoàn", "đoàn thanh niên")) and re.search(r"\b(?:công ty|tập đoàn|nhà máy)\b", folded):
            return "enterprise"
        if _OF_MINISTRY.search(folded):
            return "ministry"  # "Công đoàn Bộ Y tế"
        return "department" if re.search(r"\bsở\b", folded) else ""
    if opens("enterprise"):
        return "enterprise"
    if folded.startswith("ban chỉ đạo") and folded.endswith(" ủy"):
        return level_of(" ".join(folded.split()[-2:]), scene)
    if opens("other"):
        return "other"
    return level_of(folded[holder.end() :], scene) if holder is not None else ""


def _place(folded: str, scene: Scene) -> str:
    """Level of the administrative unit that a body's name ends with or contains."""
    level = "province" if re.search(r"\btphcm\b", folded) else ""
    for m in _PLACE.finditer(folded):
        unit = m.group(1)
        if unit == "tỉnh":
            level = level or "province"
        elif unit in ("thành phố", "tp"):
            level = level or _city(folded[m.start() :], scene)
        elif unit in ("huyện", "quận", "thị xã", "tx"):
            level = level or "district"
        else:
            level = level or "commune"
    return level


def _city(folded: str, scene: Scene) -> str:
    name = re.sub(r"^(?:thành phố|tp\.?)\s*", "", folded)
    cities = load().bodies["city"]
    if any(re.search(rf"\b{c}\b", folded) for c in cities["central"]):
        return "province"
    if any(re.search(rf"\b{c}\b", folded) for c in cities["central_since_2025"]):
        return "province" if scene.date >= "2025" or scene.central_city else "district"
    if name and folded.startswith(("thành phố ", "tp ", "tp. ")) and name not in ("", "thành phố"):
        return "province" if scene.central_city and len(name.split()) > 4 else "district"
    return "province" if scene.central_city else "district"


_LEADERS = re.compile(r"^(?:đại diện )?(?:ban )?lãnh đạo (?=\w)")  # "lãnh đạo Sở Y tế": of the level of what they lead
_ONE_PROVINCE = re.compile(
    r"tỉnh\b(?<!\w....)(?<!các ....)(?<!nhiều ....)(?<!ngoại ....)(?<!liên ....)(?! đoàn|,? thành)"
)
_COUNTRY = re.compile(rf"\b(?:{'|'.join(map(re.escape, load().words['foreign']['countries']))})\b")
_SEVERAL = re.compile(r"\bcác (?=(?:sở|tỉnh|huyện|quận|thị xã|xã|phường)\b)")
_OF_MINISTRY = re.compile(r" (?:bộ (?!chỉ huy|chqs|đội)\w|tổng cục\b|quân khu\b)")
_OF_PROVINCE = re.compile(rf" (?:{'|'.join(re.escape(fold(n)) for n in bare_names())})$")
_OFFICE = re.compile(load().bodies["office"]["before_organ"])
_STATE_GROUP = re.compile(load().bodies["office"]["state_group"])
_FOLDED = {level: [fold(w) for w in words] for level, words in load().bodies["level"].items()}

# the bodies whose heads have their level; of the ministries those whose names are no single word
_LED = [h for level in ("organ", "other", "enterprise", "ministry") for h in _FOLDED[level] if level != "ministry" or " " in h]


def level_of_occasion(phrase: str, scene: Scene) -> str:
    """The level of who holds "Đại hội Hội Nông dân tỉnh X lần thứ IX": of the organ named in it, else of its place."""
    folded = fold(phrase)
    organs = sorted((w for w in _FOLDED["organ"] if " " in w and f" {w} " in f" {folded} "), key=len, reverse=True)
    if organs:
        return level_of(folded[folded.index(organs[0]) :], scene)
    return _place(folded, scene)


def scene_of(folded_text: str, title: str, province: str, published_at: str) -> Scene:
    """The scene of an article, from its words, its source's province and its date."""
    head = fold(title) + " " + folded_text[:1500]
    cities = len(_CENTRAL.findall(head))
    provinces = len(_ONE_PROVINCE.findall(head[:600]))
    central = cities > 0 and (not provinces or (cities > 2 * provinces and _CENTRAL.search(fold(title)) is not None))
    if fold(province) in ("hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ"):
        central = True
    if ("thành phố huế" in head or fold(province) == "huế") and (published_at >= "2025" or "2025" in head):
        central = True
    return Scene(central_city=central, date=published_at)
