"""Times as Vietnamese sites write them, to ISO 8601. What cannot be read is the empty string, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?(?!\d)"
)
_SEP = r"\s?[/.-]\s?"
_DAY = rf"(?<![\d/.-])(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}((?:19|20)\d\d)(?![\d/])"
_WORDS = r"(?:ngày\s+)?(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+((?:19|20)\d\d)"
_CLOCK = r"(\d{1,2})(?:[:h]|\s?giờ\s?)(\d{2})(?::(\d{2}))?(?:\s?phút)?(?:\s?([AaPp][Mm]|SA|CH))?"
_GAP = r"[\s,|;–\-]{1,6}(?:lúc\s+|ngày\s+)?"
_DAY_FIRST = re.compile(rf"(?:{_DAY}|{_WORDS})(?:{_GAP}\(?{_CLOCK})?", re.IGNORECASE)
_CLOCK_FIRST = re.compile(rf"{_CLOCK}{_GAP}(?:(?:thứ\s+\w+|chủ\s+nhật)[,\s]+)?(?:ngày\s+)?{_DAY}", re.IGNORECASE)


def parse_machine(value: str) -> str:
    """A machine-written time (ISO, with or without zone) as ``YYYY-MM-DD`` or ``…THH:MM:SS+07:00``; else ""."""
    match = _ISO.search(value)
    if not match:
        return parse_visible(value)
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return _day(year, month, day)
    moment = _moment(year, month, day, hour, minute, second)
    if moment is None:
        return ""
    if zone and zone not in ("+07", "+0700", "+07:00"):
        offset = UTC if zone == "Z" else timezone(_offset(zone))
        moment = moment.replace(tzinfo=offset).astimezone(VIETNAM)
    return moment.isoformat()


def parse_visible(text: str) -> str:
    """The first time in ``text`` in day-month-year order (``16:45, 19/09/2010``, ``Thứ ba, 21/09/2021 17:08:53``).

    A two-digit or missing year is no date: pages with it show the time of the visit.
    """
    best: tuple[int, str] | None = None
    for match in _CLOCK_FIRST.finditer(text):
        hour, minute, second, half, day, month, year = match.groups()
        moment = _moment(year, month, day, _hour(hour, half), minute, second)
        if moment:
            best = (match.start(), moment.isoformat())
            break
    for match in _DAY_FIRST.finditer(text):
        if best and match.start() >= best[0]:
            break
        day, month, year = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        hour, minute, second, half = match.group(7, 8, 9, 10)
        if hour:
            moment = _moment(year, month, day, _hour(hour, half), minute, second)
            if moment:
                return moment.isoformat()
        found = _day(year, month, day)
        if found:
            return found
    return best[1] if best else ""


def reconcile(machine: str, visible: str) -> str:
    """The publication time out of a machine attribute and what the page shows.

    Some templates stamp Vietnamese wall-clock time as UTC. Where the shown clock says so, the shown one is right.
    """
    if not machine or not visible:
        return machine or visible
    if len(machine) > 10 and len(visible) > 10:
        shown = datetime.fromisoformat(visible)
        if datetime.fromisoformat(machine) - shown == timedelta(hours=7):
            return visible
    elif len(machine) > 10 and machine[:10] != visible:
        wall_clock = datetime.fromisoformat(machine) - timedelta(hours=7)
        if wall_clock.date().isoformat() == visible:
            return wall_clock.isoformat()
    return machine


def plausible(value: str, fetched_at: str) -> bool:
    """Whether a page saved at ``fetched_at`` can have been published at ``value`` (a day's grace, none before 1997)."""
    if not value or value < "1997":
        return False
    limit = parse_machine(fetched_at)
    if not limit:
        return True
    return value[:10] <= (datetime.fromisoformat(limit[:10]) + timedelta(days=1)).date().isoformat()


def _hour(hour: str, half: str | None) -> str:
    if half and half.upper() in ("PM", "CH") and int(hour) < 12:
        return str(int(hour) + 12)
    if half and half.upper() in ("AM", "SA") and int(hour) == 12:
        return "0"
    return hour


def _moment(year: str, month: str, day: str, hour: str, minute: str, second: str | None) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=VIETNAM)
    except ValueError:
        return None


def _day(year: str, month: str, day: str) -> str:
    try:
        return datetime(int(year), int(month), int(day)).date().isoformat()
    except ValueError:
        return ""


def _offset(zone: str) -> timedelta:
    digits = zone[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -delta if zone[0] == "-" else delta
