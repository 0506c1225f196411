"""What a sentence states: award, recipient, authority, status, period, and what is part of what.

A statement is still in the words of the article; :mod:`extract.records` turns statements into rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extract.authorities import Scene
from extract.mentions import Item
from extract.periods import PeriodMemory


@dataclass(eq=False, slots=True)
class Statement:
    """One award × one recipient group or name. Offsets are code points of the article's text."""

    award: str  # catalogue id
    grade: str
    title: str
    recipient: Item | None
    kind: str
    name: str = ""
    count: int | None = None
    approx: str = "exact"
    unit: str = "recipients"
    authority: str = ""
    level: str = ""
    status: str = "conferred"
    period: str = ""
    part_of: Statement | None = None
    start: int = 0
    end: int = 0
    posthumous: bool = False
    tabled: bool = False  # only laid before a council
    how: str = ""
    block: str = "paragraph"
    sentence: tuple[int, int] = (0, 0)
    wording: str = ""


@dataclass(slots=True)
class Context:
    """What earlier sentences leave for later ones."""

    scene: Scene
    memory: PeriodMemory
    statements: list[Statement] = field(default_factory=list)
    period: str = ""  # of the running paragraph
    bare: bool = False  # whether the sentence that opened the running period told of no award
    titled: str = ""  # the year that the whole article is about, by its title
    opened: bool = False  # whether the running period opened its paragraph
    by_year: tuple[str, int, int] = ("", 0, 0)  # bullet of entries that open with years of their own, place of the last, how many
    period_block: int = -1  # the paragraph in which the running period was stated
    merits: str = ""  # the period for whose merit what is listed below was given
    outer: str | None = None  # the period that runs again once the paragraph ends
    review: str = ""  # the year that a review or council is about
    authority: tuple[str, str] = ("", "")
    subject: Item | None = None  # whom the article or paragraph is about
    occasion: str = ""  # level of the body that holds the congress or conference that the article tells of
    honoured: Item | None = None  # whose honours are being listed, an award a line
    about: Item | None = None  # whom the title names
    names_follow: bool = False  # the next line opens with a name: an award alone in this one is its heading
    entitled: Item | None = None  # whose honours the title announces
    bodies: dict[str, dict[str, Item]] = field(default_factory=dict)  # named bodies by the head that stands for them
    recent: Item | None = None  # the person who opened the sentence before
    main: Callable[[str], Item | None] = lambda _: None  # the person an article is about, when one stands out
    main_body: Callable[[], Item | None] = lambda: None  # the body that a text goes on about
    named_later: Callable[[str], tuple[Item | None, bool]] = lambda _: (None, True)  # the body that a common noun means
    level: Callable[[str, int], str] = lambda _, __: ""  # of the body named before that a short form stands for
    called: dict[str, set[str]] = field(default_factory=dict)  # persons' names → pronouns that meant them
    present: list[Item] = field(default_factory=list)  # persons named in full in this paragraph
    block_start: int = -1
    subject_block: int = -1  # the paragraph in which ``subject`` was named
    sole: bool = False  # whether the sentence that named the subject told of nobody else
    since: int = 99  # sentences since the subject was named as a recipient
    block: str = "paragraph"
    distance: int = 0  # sentences since the running period was stated
    listing: bool = False  # under a header or inside a list
    header_period: str = ""
    header_status: str = ""
    header_authority: tuple[str, str] = ("", "")
    header_kind: str = ""  # of those under "* Tập thể:", whatever they get
    council: bool = False  # the article is about an emulation council that votes; what it agrees on is proposed
    decides: tuple[str, str] = ("", "")  # who decides what is listed below, with the level ("UBND tỉnh quyết định khen thưởng:")
    holders: dict[str, tuple[str, str]] = field(default_factory=dict)  # who signs or gives → the office held, its level
    header: list[Statement] = field(default_factory=list)  # what the header of a list states; its entries share it
    proposing: bool = False  # the sentence before proposes: what the next lists without a giver goes on with it
    board: bool = False  # a line of a board of figures: it needs no verb
    last_period: str = ""  # the last one stated in the sentence before
