"""Facts said twice: a caption or lead that repeats the body, a total said again, praise that restates an award."""

from __future__ import annotations

from collections.abc import Callable

from extract.fold import fold, plain
from extract.lexicon import load, phrases
from extract.statements import Statement

_PRAISE = ("khen-thuong", "bieu-duong")
_PEOPLE = frozenset(w for wording in phrases("people-of-a-body") for w in plain(wording).split())
_BESIDE = ("ngoài ra", "bên cạnh đó", "cùng với đó")
_FIRMS = phrases("firms")


def merge(statements: list[Statement], article_text: str) -> list[Statement]:
    """One statement per fact: a caption or lead that repeats the body, the same count said again, go into the fuller one."""
    forms = load().awards
    kept: list[Statement] = []
    replaced: dict[int, Statement] = {}
    echoes: dict[int, list[Statement]] = {}  # what was said again of each kept

    def form(s: Statement) -> str:
        return forms[s.award].form if s.award in forms else s.award

    for s in statements:
        twin = next((t for t in kept if _same(s, t, form) and not _apart(s, echoes.get(id(t), []))), None)
        if twin is None:
            kept.append(s)
            continue
        echoes.setdefault(id(twin), []).append(s)
        s.tabled = twin.tabled = s.tabled and twin.tabled
        if _richness(s) > _richness(twin) and s.block != "caption":
            kept[kept.index(twin)] = s
            echoes[id(s)] = echoes[id(twin)]
            replaced[id(twin)] = s
            if s.part_of is twin:
                s.part_of = None
        else:
            replaced[id(s)] = twin
    kept = [
        s
        for s in kept
        if s.level != "foreign"
        and not _abroad(s)
        and not (
            s.award == "huan-chuong" and (s.title or (s.count is None and not s.authority and s.approx != "order"))
        )
    ]
    for s in kept:
        if (
            s.name
            and s.part_of is None
            and not article_text[s.sentence[0] : s.sentence[1]].lower().startswith(_BESIDE)
            and s.kind == "individual"
            and s.award in forms
            and (
                s.award == "huy-hieu-dang"
                or (forms[s.award].family == "danh-hieu-vinh-du-nha-nuoc" and s.award != "anh-hung-lao-dong")
            )
        ):
            totals = [
                t
                for t in kept
                if t.count is not None
                and t.count > 1
                and form(t) == form(s)
                and t.kind == "individual"
                and t.status == s.status
                and not (s.period and s.period != t.period)  # "Năm 2001, ông được phong tặng …"
                and "khác" not in article_text[t.end : t.end + 8]
            ]
            same = (
                [t for t in totals if s.title and plain(t.title) == plain(s.title)]
                or [t for t in totals if not t.title]
                or ([] if s.title else totals)
            )
            if same:
                s.part_of = same[0]
    counted = {(form(s), s.level) for s in kept if s.count is not None or s.name}
    families = {forms[s.award].family for s in kept if s.award in forms and (s.count is not None or s.name)}
    real = {(s.count, s.kind) for s in kept if s.count is not None and s.award in forms}
    out = []
    for s in kept:
        while s.part_of is not None and id(s.part_of) in replaced and replaced[id(s.part_of)] is not s.part_of:
            s.part_of = replaced[id(s.part_of)]
            if not s.authority and not s.level and s.award == s.part_of.award:
                s.authority, s.level = s.part_of.authority, s.part_of.level
        if s.part_of is s:
            s.part_of = None
        if s.tabled and any(not t.tabled and t.status == "proposed" and form(t) == form(s) for t in kept):
            continue  # "nghe 50 hồ sơ, nhất trí 37": what was agreed on is proposed
        if (
            s.award in ("khen-thuong", "bieu-duong")
            and s.count == 1
            and s.recipient is not None
            and article_text[s.recipient.start : s.recipient.end].lower().startswith("một")
        ):
            continue  # "một học sinh được tuyên dương": told of, not counted
        if s.award in ("khen-thuong", "bieu-duong") and s.name:
            told = [t for t in kept if t.name == s.name and t.award not in _PRAISE]
            same = [
                t
                for t in told
                if t.sentence == s.sentence
                and not (s.level and t.level and s.level != t.level)
                and not (s.authority and t.authority and plain(s.authority) != plain(t.authority))
                and " năm" not in article_text[s.end : t.end]  # "…, cùng năm được Bộ trưởng tặng Bằng khen"
            ]
            if same or any(":" in article_text[s.end : t.start][:80] for t in told):
                continue  # "được tuyên dương và tặng Giấy khen"; "được khen thưởng: Huân chương …"
        if s.award in ("khen-thuong", "bieu-duong") and s.count is not None and _restates(s, kept, real):
            continue  # the praise restates the award
        if s.approx == "indefinite" and not s.name and (s.award == "huan-chuong" and "huan-chuong" in families):
            continue
        if s.approx == "indefinite" and not s.name and (
            s.award in ("khen-thuong", "bieu-duong")
            or any(f == form(s) and not (_many(s, article_text) and s.level and level and level != s.level) for f, level in counted)
        ):
            continue
        out.append(s)
    for s in out:
        if s.part_of is not None and s.part_of not in out:
            s.part_of = None
    return out


def _many(s: Statement, text: str) -> bool:
    """ "nhiều tập thể": others than those counted; "các tập thể" are mostly these again."""
    return s.recipient is not None and text[s.recipient.start : s.recipient.end].lower().startswith("nhiều ")


def _restates(s: Statement, kept: list[Statement], real: set[tuple[int, str]]) -> bool:
    """Whether all the counts of a praise are also those of awards; "vinh danh 13 tập thể, 2 hộ" is no echo of "2 hộ"."""
    told = [t for t in kept if t.award == s.award and t.sentence == s.sentence]
    return all((t.count, t.kind) in real for t in told if t.count is not None)


def _abroad(s: Statement) -> bool:
    """A body of another country is no recipient that the dataset counts."""
    words = load().words["foreign"]["words"]
    name = f" {fold(s.name)} ".replace(" lào cai ", " ")  # a province
    return (
        s.kind == "collective"
        and bool(s.name)
        and not fold(s.name).startswith(_FIRMS)  # "Công ty Viettel Campuchia": a Vietnamese firm abroad
        and any(f" {w} " in name for w in words if " " in w or w in ("lào", "campuchia"))
        and "việt nam" not in name
    )


def _apart(s: Statement, echoes: list[Statement]) -> bool:
    """Whether the sentence counts ``s`` beside another that said the fact again: two counts of a sentence are two facts."""
    return s.count is not None and any(e.sentence == s.sentence and e.start != s.start for e in echoes)


def _richness(s: Statement) -> int:
    return bool(s.authority) + bool(s.level) + 2 * bool(s.period) + bool(s.grade) + (s.part_of is None)


def _same(s: Statement, t: Statement, form: Callable[[Statement], str]) -> bool:
    if form(s) != form(t) or (s.grade and t.grade and s.grade != t.grade) or s.status != t.status:
        return False
    if s.title and t.title and plain(s.title) != plain(t.title):
        return False
    if s.level and t.level and s.level != t.level:
        return False
    if s.period and t.period and s.period != t.period:
        return False
    if s.sentence == t.sentence and s.authority and t.authority and plain(s.authority) != plain(t.authority):
        return False
    if s.name or t.name:
        return bool(s.name and t.name) and _alike(s.name, t.name, s.kind == "individual")
    if s.count is None or t.count is None:
        return s.count == t.count and s.approx == t.approx and s.kind == t.kind and s.sentence != t.sentence
    if s.count != t.count or s.unit != t.unit:
        return False
    if s.sentence == t.sentence and not (s.start == t.start and s.end == t.end):
        return False
    return s.kind == t.kind or not s.kind or not t.kind


def _alike(a: str, b: str, persons: bool) -> bool:
    """Whether two names mean the same one: "Phòng Tham mưu Công an tỉnh" is not Công an tỉnh, but with more behind it."""
    x, y = plain(a), plain(b)
    if x == y:
        return True
    short, long = sorted((x, y), key=len)
    if not persons and long.endswith(f" {short}") and set(long[: -len(short)].split()) <= _PEOPLE:
        return True  # "tập thể cán bộ, công nhân viên Công ty A" is Công ty A
    return len(short) >= 8 and (f" {short} " in f" {long} " if persons else f"{long} ".startswith(f"{short} "))
