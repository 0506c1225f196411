"""report.html in a real browser, from file://: numbers, filters, articles, keyboard, phone, both languages, harm."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.places import provinces
from pipelines.extraction import run
from pipelines.tables import read_csv
from tests.pipelines.world import WORLD

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip(f"no browser installed (looked for {', '.join(_NAMES)}); on Debian: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    run([WORLD / "articles.jsonl"], folder, jobs=1, formats=("report",))
    return folder


def _open(browser: Any, folder: Path, width: int = 1300, language: str = "vi-VN") -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale=language)
    page.told = []
    page.on("console", lambda message: page.told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.on("request", lambda request: page.told.append(request.url) if not request.url.startswith("file:") else None)
    page.on("dialog", lambda dialog: page.told.append(f"dialog {dialog.message}"))
    page.goto((folder / "report.html").as_uri())
    page.wait_for_selector("body[data-ready=true]", timeout=20_000)
    return page


@pytest.fixture
def page(browser: Any, output: Path) -> Iterator[Any]:
    page = _open(browser, output)
    yield page
    assert page.told == []  # no error, no request, no dialog
    page.close()


def _value(page: Any, name: str) -> int:
    return int(page.locator(f"#{name}").get_attribute("data-value"))


def test_the_totals_are_those_of_the_panel(page: Any, output: Path) -> None:
    panel = read_csv(output / "summary.csv")
    given = [r for r in panel if (r["status"], r["scope"]) == ("conferred", "occasion")]
    assert _value(page, "t_number") == sum(int(row["count"]) for row in given)
    assert _value(page, "t_events") == sum(int(row["events"]) for row in given)
    for name in {row["province_2025"] for row in given}:
        of_province = sum(int(row["count"]) for row in given if row["province_2025"] == name)
        assert int(page.locator(f'#tiles button[data-province="{name}"]').get_attribute("data-value")) == of_province


@pytest.mark.parametrize(
    ("scope", "status"), [("period", "conferred"), ("cumulative", "conferred"), ("occasion", "proposed")]
)
def test_so_are_those_of_every_scope_and_status(page: Any, output: Path, scope: str, status: str) -> None:
    page.select_option("#f-status", "")
    page.select_option("#f-scope", scope)
    page.select_option("#f-status", status)
    rows = [r for r in read_csv(output / "summary.csv") if (r["status"], r["scope"]) == (status, scope)]
    assert _value(page, "t_number") == sum(int(row["count"]) for row in rows) > 0


def test_without_filters_it_has_all_rows_and_articles(page: Any, output: Path) -> None:
    page.select_option("#f-status", "")
    page.select_option("#f-scope", "")
    assert _value(page, "t_rows") == len(read_csv(output / "awards.csv"))
    assert _value(page, "t_articles") == len(read_csv(output / "articles.csv"))


def test_a_tile_filters_everything_and_lets_go_again(page: Any) -> None:
    before = _value(page, "t_number")
    page.click('#tiles button[data-province="Lào Cai"]')
    assert _value(page, "t_number") == 24 + 36 + 20
    assert page.locator('#tiles button[aria-pressed="true"]').inner_text().startswith("Lào Cai")
    page.click('#tiles button[data-province="Lào Cai"]')
    assert _value(page, "t_number") == before


def test_search_ignores_marks_and_case(page: Any) -> None:
    page.fill("#f-search", "ro cham hlet")
    assert _value(page, "shown") == 4
    page.fill("#f-search", "không có đâu")
    assert page.locator("#empty").is_visible()


def test_a_row_opens_its_article_with_the_words_marked(page: Any, output: Path) -> None:
    page.fill("#f-search", "1874/qd-ubnd tau gap nan")
    page.locator("#body tr").first.click()
    assert page.locator("#article").is_visible()
    now = page.locator("#article-text mark.now").all_inner_texts()
    assert "Bằng khen cho 2 tập thể" in "".join(now)
    assert page.locator("#article-link").get_attribute("href").startswith("https://baodatmui.example/")
    assert page.locator("#article-rows li").count() == 2
    text = page.locator("#article-text").inner_text()
    assert "Tàu cá bị sóng đánh chìm" in text


def test_the_keyboard_is_enough(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#body') !== null"):
            break
    page.keyboard.press("Enter")
    assert page.locator("#article").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#article").is_visible()
    assert page.evaluate("document.activeElement.closest('#body') !== null")


def test_it_speaks_both_languages(page: Any, browser: Any, output: Path) -> None:
    assert page.locator("h1").inner_text() == "Thi đua – khen thưởng qua tin, bài địa phương"
    page.click("#language")
    assert page.locator("h1").inner_text() == "Awards in Vietnam's provinces, from local news"
    assert page.evaluate("document.documentElement.lang") == "en"
    english = _open(browser, output, language="en-GB")
    assert english.locator("#f-status option:checked").inner_text().startswith("conferred")
    english.close()


@pytest.mark.parametrize("width", [360, 768, 1400])
def test_it_fits_the_screen_and_draws_its_charts(browser: Any, output: Path, width: int) -> None:
    page = _open(browser, output, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for chart in ("time", "levels", "kinds", "campaigns", "campaigns_time"):
        assert page.locator(f"#{chart} svg path").count() > 0
    assert page.told == []
    page.close()


def test_every_control_has_a_name(page: Any) -> None:
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, select, input, a[href]')].filter(node => "
        "!(node.textContent.trim() || node.getAttribute('aria-label') || (node.labels && node.labels.length))).length"
    )
    assert nameless == 0


def test_an_evil_headline_does_nothing(browser: Any, tmp_path: Path) -> None:
    titles = ["<script>document.title='hacked'</script>", "</script><img src=x onerror=alert(1)>", "=cmd|'/c calc'!A0"]
    body = "Chủ tịch UBND tỉnh Lào Cai tặng Bằng khen cho 3 tập thể <b>đậm</b>, ông <img src=x onerror=alert(2)>."
    lines = [
        {"url": "javascript:alert(3)" if n == 2 else f"https://tin.example/{n}", "title": title,
         "text": f"{title}\n\n{body}\n", "published_at": "2021-02-03"}
        for n, title in enumerate(titles)
    ]  # fmt: skip
    (tmp_path / "evil.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    run([tmp_path / "evil.jsonl"], tmp_path / "out", jobs=1, formats=("report",))
    page = _open(browser, tmp_path / "out")
    for number in range(page.locator("#body tr").count()):
        page.locator("#body tr").nth(number).click()
        assert page.locator("#article-title").inner_text() in titles
        link = page.locator("#article-link").get_attribute("href") or "https:"
        assert link.startswith("https:")
        page.keyboard.press("Escape")
    assert page.title() == "Thi đua – khen thưởng qua tin, bài địa phương"
    assert page.locator("img, #body b:not([class])").count() == 0
    assert page.told == []
    page.close()


def test_children_are_not_named(browser: Any, tmp_path: Path) -> None:
    text = (
        "Gia Lai khen học sinh dũng cảm\n\nNgày 5/11, UBND tỉnh Gia Lai tuyên dương gương cứu người.\n\n"
        "Chủ tịch UBND tỉnh Gia Lai tặng Bằng khen cho em Rơ Mah Thiêng đã cứu bạn; tặng Bằng khen cho ông Phan Văn Sóng.\n"
    )
    (tmp_path / "child.txt").write_text(text, encoding="utf-8")
    run([tmp_path / "child.txt"], tmp_path / "out", jobs=1, formats=("report",))
    assert {row["recipient_name"] for row in read_csv(tmp_path / "out/awards.csv")} >= {"Rơ Mah Thiêng"}
    page = _open(browser, tmp_path / "out")
    page.locator("#body tr").first.click()
    shown = page.locator("body").inner_text() + page.locator("#article").inner_text()
    assert "Thiêng" not in shown
    assert "Phan Văn Sóng" in shown
    page.close()


def test_each_of_the_34_provinces_has_a_tile_of_its_own() -> None:
    tiles = json.loads((Path(__file__).parents[2] / "pipelines/report/tiles.json").read_text("utf-8"))
    assert set(tiles) == {province.merged_into for province in provinces()}
    assert len({tuple(place) for place in tiles.values()}) == 34
