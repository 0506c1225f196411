"""Statements become the rows of the dataset, with stable ids, canonical labels, evidence and annotations."""

from __future__ import annotations

import hashlib

from extract import campaigns, details, periods
from extract.checks import check
from extract.fold import plain
from extract.lexicon import load
from extract.mentions import Item
from extract.model import Annotation, Article, Award, Campaign, Extraction, Rate, Recipient
from extract.rates import RateMention
from extract.statements import Statement

_PRAISE = {"khen-thuong": "Khen thưởng", "bieu-duong": "Biểu dương"}
_CATALOGUE = {
    ("bang-khen", "government"): "bang-khen-thu-tuong", ("bang-khen", "province"): "bang-khen-cap-tinh",
    ("bang-khen", "ministry"): "bang-khen-cap-bo", ("bang-khen", "department"): "bang-khen-doan-the-tinh",
    ("giay-khen", "department"): "giay-khen-so-nganh", ("giay-khen", "district"): "giay-khen-huyen",
    ("giay-khen", "commune"): "giay-khen-xa", ("giay-khen", "enterprise"): "giay-khen-doanh-nghiep",
    ("co-thi-dua", "government"): "co-thi-dua-chinh-phu", ("co-thi-dua", "province"): "co-thi-dua-cap-tinh",
    ("co-thi-dua", "ministry"): "co-thi-dua-cap-bo", ("co-thi-dua", "department"): "co-thi-dua-doan-the-tinh",
}  # fmt: skip


def stable_id(*parts: object) -> str:
    """A short id that depends on nothing but its parts."""
    return hashlib.sha256("\x1f".join(str(p) for p in parts).encode()).hexdigest()[:16]


def build(
    article: Article,
    article_id: str,
    statements: list[Statement],
    mentions: list[campaigns.CampaignMention],
    items: list[Item],
    stated: list[RateMention],
) -> Extraction:
    """Rows of one article. Ids hash the article's id, the place, the award and the recipient."""
    out = Extraction()
    campaign_of = _campaigns(article, out, mentions)
    ids: dict[int, str] = {}
    rows: list[tuple[Statement, Award]] = []
    used: set[str] = set()
    for s in sorted(statements, key=lambda s: (s.start, s.end, s.award, s.name, s.count or 0)):
        for period in s.period.split(",") if s.name else [periods.joined(s.period)]:
            award = award_row(article, s, period)
            base = stable_id(
                article_id,
                "award",
                award.char_start,
                award.char_end,
                award.award,
                award.award_title,
                award.grade,
                award.recipient_name or award.recipient_kind,
                award.count,
                period,
            )
            award_id, n = base, 1
            while award_id in used:
                n += 1
                award_id = stable_id(base, n)
            used.add(award_id)
            award.award_id = award_id
            ids.setdefault(id(s), award_id)
            award.campaign_id = _campaign_near(s, mentions, campaign_of)
            rows.append((s, award))
    for s, award in rows:
        if s.part_of is not None:
            award.part_of = ids.get(id(s.part_of), "")
        out.awards.append(award)
        if award.recipient_name and s.recipient is not None:
            out.recipients.append(_recipient(article, s, award))
    _rates(article, article_id, out, stated)
    check(article, out.awards, out.rates)
    for s, award in rows:
        award.confidence = confidence(s, award)
    out.annotations = _annotations(items, mentions)
    return out


def _rates(article: Article, article_id: str, out: Extraction, stated: list[RateMention]) -> None:
    for r in stated:
        rate = Rate(
            stable_id(article_id, "rate", r.start, r.end),
            r.value,
            r.numerator,
            r.denominator,
            r.of_what,
            "",
            r.period,
            r.consistent,
            article.text[r.start : r.end],
            r.start,
            r.end,
        )
        inside = [
            a
            for a in out.awards
            if a.count == r.numerator and r.numerator is not None and r.start - 5 <= a.char_start < r.end
        ]
        rate.award_id = inside[0].award_id if inside else ""
        out.rates.append(rate)


def award_row(article: Article, s: Statement, period: str) -> Award:
    """The row of a statement, without its ids."""
    form = load().awards.get(s.award)
    award = form.form if form is not None else s.award
    kind, title = s.kind, s.title
    if s.award == "danh-hieu-van-hoa":
        award = "gia-dinh-van-hoa" if kind == "household" else "khu-dan-cu-van-hoa"
        title = ""
    first, last = periods.bounds(period)
    row = Award("", award, award_title=title, grade=s.grade, authority=s.authority, authority_level=s.level)
    row.catalogue_id = _CATALOGUE.get((award, s.level), s.award if form is not None else "")
    row.award_label = form.name if form is not None else _PRAISE.get(s.award, "")
    if title and form is not None and plain(title) not in plain(form.name):
        row.award_label = f"{form.name} “{title}”"
    row.recipient_kind, row.recipient_text, row.recipient_name = kind, s.wording, s.name
    row.count, row.approx, row.unit, row.status = s.count, "exact" if s.name else s.approx, s.unit, s.status
    if s.count is not None and not s.name:
        row.count_min = s.count + 1 if s.approx == "over" else s.count if s.approx == "exact" else None
        row.count_max = s.count - 1 if s.approx == "nearly" else s.count if s.approx == "exact" else None
    elif not s.name and s.recipient is not None and s.recipient.number is not None and s.recipient.number.bounds:
        row.count_min, row.count_max = s.recipient.number.bounds
    row.period, row.period_start, row.period_end = period, first, last
    row.posthumous, row.construction = s.posthumous, s.how
    row.evidence, row.char_start, row.char_end = article.text[s.start : s.end], s.start, s.end
    a, b = s.sentence
    row.decision = details.decision(article.text, a, b)
    if row.decision:
        row.awarded_on = details.awarded_on(article.text, a, b)
    clause_end = min((x for x in (article.text.find(";", s.end, b), b) if x >= 0), default=b)
    row.reason = details.reason(article.text, s.end, clause_end)
    return row


# Share of right rows by construction, counted and named, on the development gold (``khenthuong evaluate --curve``).
_COUNTED = {"back": 0.98, "forth": 0.97, "listed": 0.88, "carried": 0.85, "alone": 0.85, "joined": 0.88, "kept": 0.7}
_NAMED = {"back": 0.89, "forth": 0.94, "listed": 0.95, "carried": 0.8, "alone": 0.8, "joined": 0.9, "kept": 0.7}


def confidence(s: Statement, award: Award) -> float:
    """How likely the row is right, from how it was bound and what is uncertain about it."""
    value = (_NAMED if s.name else _COUNTED).get(s.how, 0.85)
    if s.status == "proposed" and s.how == "forth":
        value -= 0.1  # "2 tập thể đề nghị …": who asks and who is asked for are easily taken for each other
    if s.count is None and not s.name:
        value -= 0.12
    if s.block == "caption":
        value -= 0.08
    value -= 0.4 * len(award.checks)
    return round(max(0.05, value), 2)


def _recipient(article: Article, s: Statement, award: Award) -> Recipient:
    item = s.recipient
    assert item is not None
    honorific = item.person.honorific if item.person is not None else ""
    start = (
        item.end - len(item.wording)
        if article.text[item.end - len(item.wording) : item.end] == item.wording
        else item.start
    )
    position = organisation = place = ""
    if item.person is not None and start >= s.sentence[0]:
        stop = min(
            (x for x in (article.text.find(mark, item.end, s.sentence[1]) for mark in ";:") if x >= 0),
            default=s.sentence[1],
        )
        position, organisation, place = details.apposition(article.text, item.end, stop, load().people["position"])
    return Recipient(
        stable_id(award.award_id, "recipient", s.name),
        award.award_id,
        s.name,
        s.kind,
        honorific=honorific,
        position=position,
        organisation=organisation,
        place=place,
        char_start=start,
        char_end=item.end,
    )


def _campaigns(article: Article, out: Extraction, mentions: list[campaigns.CampaignMention]) -> dict[str, Campaign]:
    found: dict[str, Campaign] = {}
    for m in mentions:
        cid, canonical, parent = campaigns.identity(m)
        if cid in found:
            found[cid].mentions += 1
            continue
        known = campaigns.catalogue().by_id.get(m.known)
        found[cid] = Campaign(
            cid,
            m.name,
            canonical,
            parent,
            m.kind,
            known.sector if known else "",
            known.launched_by if known and not parent else "",
            "national" if known and known.scope == "national" and not parent else "",
            1,
            article.text[m.lead_start : m.zone[1]],
            m.lead_start,
            m.zone[1],
        )
    out.campaigns = list(found.values())
    return found


def _campaign_near(s: Statement, mentions: list[campaigns.CampaignMention], known: dict[str, Campaign]) -> str:
    """The one campaign named in the statement's sentence, if there is just one."""
    inside = {campaigns.identity(m)[0] for m in mentions if s.sentence[0] <= m.start < s.sentence[1]}
    return next(iter(inside)) if len(inside) == 1 else ""


def _annotations(items: list[Item], mentions: list[campaigns.CampaignMention]) -> list[Annotation]:
    labels = {
        "award": "award",
        "grade": "award",
        "count": "count",
        "person": "person",
        "body": "body",
        "period": "period",
    }
    spans = [Annotation(labels[it.kind], it.start, it.end) for it in items if it.kind in labels]
    spans += [Annotation("campaign", m.start, m.end) for m in mentions]
    return sorted(spans, key=lambda a: (a.start, a.end))
