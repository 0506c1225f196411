"""The demo's sites, built from ``world.toml`` and the templates beside it: pages, feeds, sitemaps, an attachment."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import quote

from pipelines.demo.server import Request, answer

CONTACT = "https://example.org/khenthuong-demo"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_ADDRESSES: dict[str, Callable[[str, int, datetime], str]] = {
    "epi": lambda slug, n, day: f"/{slug}-post{41000 + n}.html",
    "yyyymm": lambda slug, n, day: f"/xa-hoi/{day:%Y%m}/{slug}-{0xA1B2C00 + n:07x}/",
    "a-id": lambda slug, n, day: f"/{slug}-a{52000 + n}.html",
    "nukeviet": lambda slug, n, day: f"/vi/news/thi-dua/{slug}-{n}.html",
    "vnpt-portal": lambda slug, n, day: f"/tin-tuc/{slug}-{63000 + n}",
    "vccorp": lambda slug, n, day: f"/thi-dua/{slug}-{day:%y%m%d%H%M}{n:07d}.htm",
    "wordpress": lambda slug, n, day: f"/tin/{slug}/",
}


@dataclass
class World:
    """``pages``: host -> target -> (content type, body). ``sources``: the declarations of the sites, as TOML tables."""

    pages: dict[str, dict[str, tuple[str, bytes]]] = field(default_factory=dict)
    sources: str = ""
    n_articles: int = 0

    async def handle(self, request: Request, writer: asyncio.StreamWriter) -> None:
        """Serve the world, with ETags."""
        page = self.pages.get(request.host, {}).get(request.target)
        if page is None:
            answer(writer, 404, "<h1>Không tìm thấy trang</h1>")
            return
        tag = f'"{hashlib.sha256(page[1]).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == tag:
            answer(writer, 304, headers={"ETag": tag})
        else:
            answer(writer, 200, page[1], page[0], {"ETag": tag})


def slug(title: str) -> str:
    """The title as these sites put it into addresses: no marks, hyphens."""
    plain = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")


def build() -> World:
    """The world of ``world.toml``; the same bytes every time."""
    folder = files("pipelines.demo")
    described = tomllib.loads(folder.joinpath("world.toml").read_text(encoding="utf-8"))
    world = World()
    tables = []
    numbers = {name: n for n, name in enumerate(described["article"], 1)}
    for host, site in described["site"].items():
        template = Template(folder.joinpath("templates", f"{site['family']}.html").read_text(encoding="utf-8"))
        articles = {}
        for name in site["articles"]:
            article = described["article"][name]
            articles[name] = (
                _ADDRESSES[site["family"]](slug(article["title"]), numbers[name], article["date"]),
                article,
            )
        pages = world.pages[host] = {}
        for name, (target, _) in articles.items():
            pages[target] = ("text/html; charset=utf-8", _article(template, host, site, name, articles, pages))
        world.n_articles += len(articles)
        tables.append(_site(host, site, articles, pages))
    world.sources = "\n".join(tables)
    return world


def _article(
    template: Template, host: str, site: dict[str, Any], name: str, articles: dict[str, Any], pages: dict[str, Any]
) -> bytes:
    target, article = articles[name]
    related = "".join(
        f'<p><a href="{other}">{escape(about["title"])}</a></p>'
        for key, (other, about) in articles.items()
        if key != name
    )
    attachment = ""
    if "attachment" in article and site["family"] == "nukeviet":
        path = f"/uploads/news/{article['attachment']}.xlsx"
        pages[path] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _recipients())
        attachment = f'<a class="list-group-item" download href="{path}">Danh sách kèm theo Quyết định</a>'
    moment: datetime = article["date"]
    text = template.substitute(
        title=escape(article["title"]),
        site=escape(site["title"]),
        url=f"http://{host}{target}",
        lead=escape(article["lead"]),
        paragraphs="".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in article["body"]),
        iso=moment.isoformat(),
        day=f"{moment:%d/%m/%Y}",
        hour=f"{moment:%H:%M}",
        related=related,
        attachment=attachment,
        source_line=escape(site.get("source_line", "")),
    )
    return text.encode("utf-8")


def _site(host: str, site: dict[str, Any], articles: dict[str, Any], pages: dict[str, Any]) -> str:
    """Add the pages that lead to the articles; returns the site's declaration."""
    base = f"http://{host}"
    links = [
        f'<h3><a href="{target}?utm_source=trang-chu">{escape(a["title"])}</a></h3>' for target, a in articles.values()
    ]
    html = "text/html; charset=utf-8"
    pages["/robots.txt"] = ("text/plain", b"User-agent: *\nDisallow: /admin/\n")
    pages["/"] = (html, f"<h1>{site['title']}</h1>{''.join(links)}".encode())
    lines = [f'[source."{host}"]', f'family = "{site["family"]}"', 'kind = "demo"']
    match site["discovery"]:
        case "sitemap":
            entries = "".join(
                f"<url><loc>{base}{target}</loc><lastmod>{a['date'].isoformat()}</lastmod></url>"
                for target, a in articles.values()
            )
            space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            pages["/sitemap.xml"] = (
                "application/xml",
                f"{_XML}<sitemapindex {space}><sitemap><loc>{base}/news-2026.xml</loc></sitemap>"
                "</sitemapindex>".encode(),
            )
            pages["/news-2026.xml"] = ("application/xml", f"{_XML}<urlset {space}>{entries}</urlset>".encode())
            lines.append(f'sitemaps = ["{base}/sitemap.xml"]')
        case "feed":
            items = "".join(
                f"<item><title>{escape(a['title'])}</title><link>{base}{target}</link>"
                f"<pubDate>{format_datetime(a['date'])}</pubDate></item>"
                for target, a in articles.values()
            )
            feed = f'{_XML}<rss version="2.0"><channel><title>{site["title"]}</title>{items}</channel></rss>'
            pages["/rss/home.rss"] = ("application/rss+xml", feed.encode())
            lines.append(f'feeds = ["{base}/rss/home.rss"]')
        case "listing":  # two articles a page; the third page repeats the second
            for number in range(1, 2 + (len(links) + 1) // 2):
                shown = links[2 * (number - 1) : 2 * number] or links[-2:]
                pages["/thi-dua/" if number == 1 else f"/thi-dua/?p={number}"] = (html, "".join(shown).encode())
            lines += [f'listings = ["{base}/thi-dua/"]', 'paging = "?p={n}"']
        case "search":
            for keyword, shown in (("khen thưởng", links), ("bằng khen", links[:1])):
                pages[f"/tim-kiem?q={quote(keyword)}"] = (html, "".join(shown).encode())
            lines += [f'searches = ["{base}/tim-kiem?q={{query}}"]', 'keywords = ["khen thưởng", "bằng khen"]']
    return "\n".join(lines) + "\n"


def _recipients() -> bytes:
    """A list of recipients as offices attach it. Names are invented."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("STT", "Họ và tên", "Chức vụ", "Đơn vị"),
        (1, "Lò Thị Bình Minh", "Trưởng thôn", "Thôn Nà Tèn, xã Tân Khê"),
        (2, "Hoàng Đức Vượng", "Công chức địa chính", "UBND xã Tân Khê"),
        (3, "Nông Thúy Kiều", "Chi hội trưởng", "Hội Phụ nữ thôn Khuổi Lặc"),
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
