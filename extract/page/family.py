"""The declarations of ``families.toml``, and which of them fits a page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from lxml.html import HtmlElement

from extract.page.tree import Page, first, selector

Specs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """One family and version; the fields are those of ``families.toml``."""

    name: str
    version: int
    marks: Specs
    title: Specs
    body: Specs
    lead: Specs = ()
    published: Specs = ()
    modified: Specs = ()
    visible: Specs = ()
    author: Specs = ()
    labelled: Specs = ()
    origin: Specs = ()
    section: Specs = ()
    drop: Specs = ()
    attachments: Specs = ()
    saved_from: str = ""
    saved_before: str = ""

    @property
    def parser(self) -> str:
        """The name under which articles say what read them, e.g. ``epi/1``."""
        return f"{self.name}/{self.version}"

    def of_its_day(self, fetched_at: str) -> bool:
        """Whether a page saved at ``fetched_at`` falls into this version's span (unknown counts as now)."""
        day = fetched_at[:10] or "9999"
        return self.saved_from <= day and (not self.saved_before or day < self.saved_before)


@dataclass(frozen=True, slots=True)
class Choice:
    """A family that can read the page, and where the body stands."""

    family: Family
    body: HtmlElement


@cache
def families() -> tuple[Family, ...]:
    """All families in the order of the file."""
    data = tomllib.loads(files(__package__).joinpath("families.toml").read_text("utf-8"))
    entries: list[dict[str, Any]] = data["family"]
    return tuple(_family(entry) for entry in entries)


def _family(entry: dict[str, Any]) -> Family:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Family(**values)


def marks_found(family: Family, page: Page) -> list[str]:
    """The marks of ``family`` that the page carries."""
    return [mark for mark in family.marks if selector(mark).find(page)]


def choose(page: Page, declared: str = "") -> Choice | None:
    """The family that reads the page: the site's own if its marks are there, else the first whose marks are.

    Versions of the page's day come first, so that a page saved years ago meets the parser of its day; another version
    is tried when the body is not where this one says. None when no family finds a body.
    """
    ranked = sorted(families(), key=lambda family: (family.name != declared, not family.of_its_day(page.fetched_at)))
    for family in ranked:
        if family.name == declared or marks_found(family, page):
            body = first(family.body, page)
            if body is not None and (family.name == declared or marks_found(family, page)):
                return Choice(family, body)
    return None
