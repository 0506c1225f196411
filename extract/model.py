"""The types that the steps hand to each other: article, records.

All offsets are Unicode code points in ``Article.text``, which is NFC; ``text[start:end]`` is the span's wording.
The record types have one attribute per column of the written tables, in the order of the columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal[
    "title",
    "lead",
    "heading",
    "paragraph",
    "caption",
    "list_item",
    "table_row",
    "dateline",
    "byline",
    "origin",
    "noise",
]
PageClass = Literal["article", "listing", "soft_404", "challenge", "needs_javascript", "empty"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of ``Article.text`` with one role. ``noise`` is text of the page that is not the article's."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the page links to, usually the list of recipients."""

    url: str
    title: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A page as read. Unknown is the empty string.

    ``text`` is NFC and never changes after reading; ``blocks`` are sorted and do not overlap. Times are ISO 8601
    (a day, or date and time with offset where the page gives one).
    """

    text: str
    blocks: tuple[Block, ...] = ()
    url: str = ""
    canonical_url: str = ""
    source: str = ""  # registrable host, e.g. "baobackan.vn"
    site_name: str = ""
    title: str = ""
    lead: str = ""
    author: str = ""
    origin: str = ""  # whom the page names as its source ("Nguồn: …")
    section: str = ""
    published_at: str = ""
    modified_at: str = ""
    fetched_at: str = ""
    province: str = ""  # the source's province, name of before July 2025
    province_2025: str = ""
    page_class: PageClass = "article"
    parser: str = ""  # which reader made this, e.g. "dump/1", "epi/1", "generic/1"
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Award:
    """A row of awards.csv without what the article or the dataset adds (ids of article and event, dates, provinces)."""

    award_id: str
    award: str
    catalogue_id: str = ""
    award_label: str = ""
    award_title: str = ""
    grade: str = ""
    authority: str = ""
    authority_level: str = ""
    recipient_kind: str = ""
    recipient_text: str = ""
    recipient_name: str = ""
    count: int | None = None
    count_min: int | None = None
    count_max: int | None = None
    approx: str = ""
    unit: str = ""
    status: str = "conferred"
    period: str = ""
    period_start: str = ""
    period_end: str = ""
    awarded_on: str = ""
    decision: str = ""
    reason: str = ""
    campaign_id: str = ""
    part_of: str = ""
    posthumous: bool = False
    confidence: float = 0.0
    checks: tuple[str, ...] = ()
    evidence: str = ""
    char_start: int = 0
    char_end: int = 0
    province: str = ""  # the recipients' province where the text says it, else ""
    construction: str = ""  # how award and recipient were bound (``Link.how``, "table"); in no table, for evaluation


@dataclass(slots=True)
class Recipient:
    """A row of recipients.csv: one named recipient of one award row."""

    recipient_id: str
    award_id: str
    name: str
    kind: str
    honorific: str = ""
    position: str = ""
    organisation: str = ""
    place: str = ""
    char_start: int = 0
    char_end: int = 0


@dataclass(slots=True)
class Campaign:
    """A row of campaigns.csv: one campaign named in an article."""

    campaign_id: str
    name: str
    canonical_name: str = ""
    parent_id: str = ""
    kind: str = ""
    sector: str = ""
    launched_by: str = ""
    level: str = ""
    mentions: int = 1
    evidence: str = ""
    char_start: int = 0
    char_end: int = 0


@dataclass(slots=True)
class Rate:
    """A row of rates.csv: one stated percentage about awards. ``value`` is in percent."""

    rate_id: str
    value: float
    numerator: int | None = None
    denominator: int | None = None
    of_what: str = ""
    award_id: str = ""
    period: str = ""
    consistent: bool | None = None
    evidence: str = ""
    char_start: int = 0
    char_end: int = 0


@dataclass(frozen=True, slots=True)
class Annotation:
    """A labelled span for showing how an article was read: award, authority, count, recipient, name, …"""

    label: str
    start: int
    end: int


@dataclass(slots=True)
class Extraction:
    """What one article yields. Ids in it are stable and unique across articles (they hash the article's id)."""

    awards: list[Award] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
