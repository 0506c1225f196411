"""Pages that are no articles, odd charsets, versions by date, hostile pages."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import pytest

from extract.page import read_page
from extract.page.decode import decode
from extract.page.family import families
from extract.page.legacy import guess_kind, to_unicode
from extract.page.sites import registrable, site_of
from extract.page.tree import selector

BODY = (
    "<h1>Trao thưởng cuối năm</h1><div class='entry'><p>Chủ tịch UBND tỉnh Hà Lam đã tặng Bằng khen cho "
    "25 tập thể và 40 cá nhân có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2022.</p>"
    "<p>Các đơn vị của tỉnh tiếp tục hưởng ứng đợt thi đua mới, phấn đấu hoàn thành vượt mức "
    "kế hoạch đã đăng ký với Hội đồng Thi đua - Khen thưởng tỉnh.</p></div>"
)


def html(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (html(""), "empty"),
        (b"%PDF-1.7 ...", "empty"),
        (bytes(range(256)) * 40, "empty"),
        (html("<h1>404</h1><p>Không tìm thấy trang bạn yêu cầu.</p>"), "soft_404"),
        (html("<div class='ArticleContent'>Nội dung này không tồn tại hoặc đã bị gỡ</div>"), "soft_404"),
        (
            html("<h1>Just a moment...</h1><div id='cf-challenge'></div>", "<title>Just a moment...</title>"),
            "challenge",
        ),
        (html("<p>Yêu cầu của bạn đã bị từ chối. Mã hỗ trợ: 8812</p>"), "challenge"),
        (html("<div id='root'></div><script src='/app.js'></script>"), "needs_javascript"),
        (html("<noscript>Vui lòng bật JavaScript để xem trang.</noscript><div id='x'></div>"), "needs_javascript"),
    ],
)
def test_what_is_no_article_is_told_apart(data: bytes, expected: str) -> None:
    article = read_page(data, "https://example.vn/a-1.html")
    assert article.page_class == expected
    assert article.text == article.title, "no block but the title of what is no article"


def test_a_listing_is_no_article() -> None:
    items = "".join(
        f"<div class='it'><h3><a href='/a{i}.html'>Tỉnh Hà Lam trao Bằng khen cho {i} tập thể tiêu biểu</a></h3>"
        f"<p>Sáng nay, tỉnh trao Bằng khen cho {i} tập thể tiêu biểu của ngành.</p></div>"
        for i in range(10, 40)
    )
    article = read_page(html(f"<h1>Thi đua</h1>{items}"), "https://example.vn/thi-dua/")
    assert article.page_class == "listing"
    assert "Bằng khen" not in article.text


def test_binary_is_named() -> None:
    assert read_page(b"%PDF-1.4\n%abc").warnings == ("no-text: the bytes are a PDF, not an HTML page",)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_charsets(charset: str) -> None:
    data = html(BODY).decode().encode(charset)
    assert "25 tập thể và 40 cá nhân" in read_page(data, "https://example.vn/a.html").text


def test_lying_charset_is_overruled_by_the_bytes() -> None:
    data = html(BODY, '<meta charset="iso-8859-1">')
    article = read_page(data, headers={"Content-Type": "text/html; charset=windows-1252"})
    assert "25 tập thể và 40 cá nhân" in article.text


def test_a_few_broken_bytes_cost_a_few_letters() -> None:
    data = html(BODY).replace("Các đơn vị".encode(), "Các đơn vị".encode()[:-1])
    article = read_page(data)
    assert "25 tập thể và 40 cá nhân" in article.text
    assert any(warning.startswith("charset: 1 bytes") for warning in article.warnings)


def test_gzip_left_on_and_broken_off() -> None:
    packed = gzip.compress(html(BODY + "<p>x</p>" * 5000))
    assert "25 tập thể" in read_page(packed).text
    broken = read_page(packed[: len(packed) - 12])
    assert "25 tập thể" in broken.text
    assert any(warning.startswith("broken-compression") for warning in broken.warnings)


def test_look_alike_of_d_is_made_whole() -> None:
    assert decode("<p>Ðảng bộ, Ðoàn TNCS ð</p>".encode()).text == "<p>Đảng bộ, Đoàn TNCS đ</p>"


def test_never_the_time_of_the_visit() -> None:
    page = html(f"<time id='currentDate'>25/11/2026 02:00</time>{BODY}<footer>25/11/2026</footer>")
    assert read_page(page, fetched_at="2026-11-25T02:00:00+07:00").published_at == ""


def test_no_time_after_the_fetch() -> None:
    page = html(BODY, '<meta property="article:published_time" content="2031-01-01T00:00:00+07:00">')
    assert read_page(page, fetched_at="2026-11-25T02:00:00+07:00").published_at == ""


def test_a_page_meets_the_parser_of_its_day() -> None:
    body = (
        "<div id='content-detail' class='content-detail'><div class='article_content'>"
        "<div id='content' class='content'><h1 class='media-heading'>Tiêu đề</h1>"
        "<p>UBND tỉnh tặng Cờ thi đua cho 3 tập thể.</p></div></div></div>"
    )
    url = "https://baohalam.example/xa-hoi/201909/a-1b2c3d4/"
    assert read_page(html(body), url, fetched_at="2019-09-01T00:00:00+07:00").parser == "yyyymm/1"
    assert read_page(html(body), url, fetched_at="2025-09-01T00:00:00+07:00").parser == "yyyymm/2"


def test_the_site_tells_the_province() -> None:
    article = read_page(html(BODY), "https://www.backan.gov.vn/Pages/a.aspx")
    assert (article.province, article.province_2025, article.source) == ("Bắc Kạn", "Thái Nguyên", "backan.gov.vn")
    assert site_of("https://sub.unknown.gov.vn/x").province == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.thiduakhenthuong.langson.gov.vn/vi/node/1", "langson.gov.vn"),
        ("http://dongkhoi.baovinhlong.vn:443/a", "baovinhlong.vn"),
        ("https://baodongnai.com.vn/x", "baodongnai.com.vn"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_registrable_host(url: str, expected: str) -> None:
    assert registrable(url) == expected


def test_every_selector_compiles() -> None:
    fields = ("marks", "title", "lead", "body", "published", "modified", "visible", "author", "labelled", "origin")
    for family in families():
        for field in (*fields, "section", "drop", "attachments"):
            for spec in getattr(family, field):
                assert selector(spec).css


def wordpress(body: str) -> str:
    page = html(f"<article class='post'><h1>Tiêu đề</h1><div class='entry-content'>{body}</div></article>")
    return read_page(page, "https://example.vn/a/").text


@pytest.mark.parametrize(
    "line",
    [
        "Đánh giá cao kết quả, Chủ tịch UBND tỉnh tặng Bằng khen cho 25 tập thể.",
        "Xếp hạng nhất khối, 3 đơn vị được tặng Cờ thi đua.",
        "Chủ đề: Đoàn kết, sáng tạo, về đích sớm.",
        "Theo báo cáo của UBND huyện, 25 tập thể được khen.",
        "HĐND - UBND huyện tặng Giấy khen cho 9 cá nhân.",
        "CNVC-LĐ toàn tỉnh có 40 người được khen.",
        "<a href='/van-ban/12'>Quyết định số 12/QĐ-UBND tặng Bằng khen cho 15 tập thể</a>",
    ],
)
def test_lines_that_look_like_boilerplate_are_kept(line: str) -> None:
    text = wordpress(f"<p>Năm qua, phong trào thi đua có nhiều kết quả.</p><p>{line}</p>")
    assert line.partition(">")[2].removesuffix("</a>") in text if line.startswith("<") else line in text


@pytest.mark.parametrize(
    "line",
    [
        "Lượt xem: 1.204", "Chia sẻ", "(0) Bình luận", "0:00 / 0:00", "Đánh giá: 4.5/5", "Đánh giá bài viết",
        "Từ khóa: khen thưởng, thi đua", "{publish}", "Thứ ba, 21/09/2021 17:08:53", "►", "In trang",
    ],
)  # fmt: skip
def test_tool_rows_are_left_out(line: str) -> None:
    text = wordpress(f"<p>Câu đầu của bài.</p><p>{line}</p><p>Câu cuối của bài.</p>")
    assert text == "Tiêu đề\n\nCâu đầu của bài.\nCâu cuối của bài."


def test_a_site_name_in_h1_is_no_title() -> None:
    head = '<title>Xã Bình Sa nhận Cờ thi đua</title><meta property="og:title" content="Xã Bình Sa nhận Cờ thi đua">'
    page = html("<h1>Cổng thông tin điện tử tỉnh Hà Lam</h1>" + BODY.partition("</h1>")[2], head)
    assert read_page(page).title == "Xã Bình Sa nhận Cờ thi đua"


def test_files_in_a_viewer_and_files_of_the_menu() -> None:
    page = html(
        "<nav><a href='/huong-dan.pdf'>Hướng dẫn</a></nav>"
        + BODY
        + "<iframe src='https://docs.example/viewer?embedded=true&url=https%3A%2F%2Fa.vn%2Fqd.pdf'></iframe>"
    )
    assert [file.url for file in read_page(page, "https://a.vn/x-1.html").attachments] == ["https://a.vn/qd.pdf"]


@pytest.mark.parametrize("kind", ["tcvn3", "vni"])
def test_legacy_fonts(kind: str) -> None:
    stored = {
        "tcvn3": "ñy ban nh©n d©n tØnh tÆng B»ng khen cho 25 tËp thÓ, ®¬n vÞ cã thµnh tÝch",
        "vni": "uûy ban nhaân daân tænh taëng Baèng khen cho 25 taäp theå, ñôn vò coù thaønh tích",
    }[kind]
    assert guess_kind(stored) == kind
    plain = "ủy ban nhân dân tỉnh tặng Bằng khen cho 25 tập thể, đơn vị có thành tích"
    assert to_unicode(stored, kind) == plain  # type: ignore[arg-type]
    assert guess_kind(plain) is None


# Expressions that the child evaluates, so that megabytes need not go through a pipe.
HOSTILE = {
    "nested": "'<html><body><p>a</p>' + '<div>' * 100_000 + 'chữ' + '</div>' * 100_000",
    "unclosed-font": "'<html><body><h1>T</h1>' + '<font><p>Tặng Bằng khen cho 25 tập thể.</p>' * 3000",
    "attributes": "'<body><div ' + ' '.join(f'a{i}=\"xxxxxxxxxxxxxxxxxxxx\"' for i in range(700_000)) + '>x</div>'",
    "many-tags": "'<html><body>' + ('<div ' + ' '.join(f'a{i}' for i in range(320)) + '>x</div>') * 9000",
    "entities": "'<!DOCTYPE html [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;\">]>' + '&b;' * 99_000 + '&amp;' * 999_000",
    "script-title": "'<title><script>alert(1)</script>x</title><body><h1><script>y()</script></h1>' * 50",
    "nulls": "'<ht\\0ml><bo\\0dy><p>' + 'a\\0' * 1_000_000",
    "one-line": "'<html><body><p>' + 'chữ nghĩa ' * 1_000_000",
    "many-elements": "'<html><body>' + '<p>x</p>' * 1_000_000",
    "many-links": "'<ul>' + '<li><a href=/x>Tin tức hôm nay của tỉnh Hà Lam</a></li>' * 20_000 + '</ul>'",
    "tables": "'<html><body>' + '<table><tr><td>' * 3000 + 'x'",
    "wide-table": "'<table><tr>' + '<td colspan=1000 rowspan=1000>1</td>' * 300 + '</tr><tr><td>a</td></tr>' * 300",
    "spans": "'<table>' + '<tr>' + '<td colspan=50 rowspan=50>1</td>' * 300 + '</tr><tr><td>a</td></tr>' * 300",
    "spaces": "'<html><body><div class=entry-content><p>' + ' ' * 5_000_000 + 'a</p></div>'",
    "ld-json": "'<script type=\"application/ld+json\">' + '[' * 500_000 + '</script><p>x</p>'",
    "breaks": "'<body class=single-post><div class=entry-content>' + 'chữ<br>' * 50_000",
    "words": "'<body class=single-post><div class=entry-content><p>' + 'A B C D ' * 10_000 + '</p></div>'",
    "dates": "'<body class=single-post><h1>x</h1><div class=entry-meta>' + '1/1/ ' * 100_000 + '</div>'",
}
CHILD = """
import json, re, sys, time
from pathlib import Path
from extract.page import read_page
source = eval(sys.stdin.read())
start = time.perf_counter()
article = read_page(source.encode(), "https://example.vn/a.html")
seconds = time.perf_counter() - start
status = Path("/proc/self/status")  # the peak of this process; getrusage would count the parent's before exec
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
memory = int(peak[1]) / 1024 if peak else 0
print(json.dumps({"class": article.page_class, "seconds": seconds, "megabytes": memory, "warnings": article.warnings}))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_within_limits(name: str) -> None:
    """An article or a page class within 10 seconds and 500 MB: the limits are the specification's."""
    run = subprocess.run(
        [sys.executable, "-c", CHILD], input=HOSTILE[name], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    result = json.loads(run.stdout)
    assert result["seconds"] < 10
    assert result["megabytes"] < 500
