"""Each row against the law and the arithmetic. A failed check is noted and lowers the confidence; nothing is repaired.

Codes: ``law:recipient`` (a form that this kind of recipient cannot receive, Law 06/2022/QH15 Articles 19, 20, 71),
``law:authority`` (a form that this level cannot confer, Articles 77-80), ``law:district`` (district level after
30 June 2025), ``sum:parts`` (parts exceed or miss their total), ``ratio:percent`` (a percentage that its counts do
not bear out).
"""

from __future__ import annotations

from extract.lexicon import load
from extract.model import Article, Award, Rate

_GIVERS = {
    "co-thi-dua": {"government", "ministry", "province", "department", "district", "commune", "enterprise", "other"},
    "tap-the-lao-dong-xuat-sac": {"ministry", "province"},
    "don-vi-quyet-thang": {"ministry", "province"},
    "chien-si-thi-dua-toan-quoc": {"government", "state"},
    "chien-si-thi-dua-cap-tinh": {"ministry", "province"},
    "bang-khen": {"government", "ministry", "province", "department", "other", "enterprise"},
}
_DISTRICT_ENDS = "2025-07-01"


def check(article: Article, awards: list[Award], rates: list[Rate]) -> None:
    """Set ``checks`` on the rows of one article, in place."""
    forms = load().awards
    by_id = {a.award_id: a for a in awards}
    failed: dict[str, list[str]] = {a.award_id: [] for a in awards}
    parts: dict[str, list[Award]] = {}
    for a in awards:
        form = forms.get(a.catalogue_id) or forms.get(a.award)
        known = a.recipient_kind in ("individual", "collective", "household")
        if form is not None and known and len(form.kinds) == 1 and a.recipient_kind not in form.kinds:
            failed[a.award_id].append("law:recipient")
        if a.award in _GIVERS and a.authority_level and a.authority_level not in _GIVERS[a.award]:
            failed[a.award_id].append("law:authority")
        if (
            a.authority_level == "district"
            and article.published_at >= _DISTRICT_ENDS
            and a.status == "conferred"
            and (a.period or "9") > "2025"
        ):
            failed[a.award_id].append("law:district")
        if a.part_of in by_id and a.count is not None:
            parts.setdefault(a.part_of, []).append(a)
    for total_id, members in parts.items():
        total = by_id[total_id]
        if total.count is None or total.approx != "exact":
            continue
        for kind in {m.recipient_kind for m in members}:
            same = [m for m in members if m.recipient_kind == kind and m.approx == "exact" and m.count is not None]
            if kind == total.recipient_kind and any((m.count or 0) > total.count for m in same):
                failed[total_id].append("sum:parts")
    for rate in rates:
        if rate.consistent is False and rate.award_id in failed:
            failed[rate.award_id].append("ratio:percent")
    for a in awards:
        a.checks = tuple(dict.fromkeys(failed[a.award_id]))
