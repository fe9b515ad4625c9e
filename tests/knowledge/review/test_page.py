"""The page stands alone, says everything in words too, and every person can use it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from knowledge.catalog import Catalog
from knowledge.model import Education, PathwayStep
from knowledge.review import review
from knowledge.review.layout import Labels, draw
from knowledge.review.page import page
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.knowledge.build import TODAY, education
from tests.knowledge.review.worlds import Sound, reviewed

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LABELS = Labels("Dead end", "Can't be reached", "Can't be entered", "by exam", "transfer")
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and all its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def stranding() -> Sound:
    """A dead end, a step out of reach, and a door that can't be entered."""
    world = Sound()
    world.credential("nowhere", name="Paper & <nothing>")
    world.credential("ghost")
    world.change("programs", "short", awards=("card", "nowhere"))
    world.change("programs", "long", requires=education(Education.BACHELOR), deliveries=())
    world.program("locked", requires=education(Education.MASTER))
    world.change("occupations", "lead", pay=None)
    world.pathway(entries=("ged-class", "english", "locked", "long"))
    return world


@pytest.fixture(scope="module")
def whole(millbrook: Catalog) -> str:
    return page(review(millbrook, TODAY, "millbrook"))


@pytest.fixture(scope="module")
def broken() -> str:
    return page(review(stranding().catalog(), TODAY, "a <pack>"))


def test_it_asks_nothing_of_anyone(whole: str) -> None:
    found = Elements(whole)
    tags = {tag for tag, _ in found.tags}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
    for tag, attributes in found.tags:
        assert attributes.keys().isdisjoint({"style", "src", "srcset"}), tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert (attributes.get("href") or "#").startswith("#"), attributes
    css = whole.split("<style>")[1].split("</style>")[0]
    assert "url(" not in css
    assert "@import" not in css


def test_each_pathway_is_in_the_index_drawn_and_told(whole: str, millbrook: Catalog) -> None:
    found = Elements(whole)
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    links = {attributes["href"] for tag, attributes in found.tags if tag == "a"}
    assert len(ids) == len(set(ids))
    for key in millbrook.pathways:
        assert f"#{key}" in links
        assert {key, f"{key}-title", f"{key}-words"} <= set(ids)
    assert sum(tag == "svg" for tag, _ in found.tags) == len(millbrook.pathways)
    assert "demonstration college" in found.text


def test_what_strands_is_marked_in_words_and_not_by_color_alone(broken: str) -> None:
    drawing = broken.split("<svg")[1].split("</svg>")[0]
    told = broken.split('id="metal-words"')[1].split("<h3>Findings")[0]
    for words in (LABELS.dead_end, LABELS.unreachable, LABELS.shut):
        said = words.replace("'", "&#39;")
        assert f"✗ {said}" in drawing
        assert said in told


def test_names_are_text_and_never_markup(broken: str) -> None:
    assert "<nothing>" not in broken
    assert "Paper &amp; &lt;nothing&gt;" in broken
    assert "a &lt;pack&gt;" in broken


def test_no_two_boxes_of_a_drawing_overlap(millbrook: Catalog) -> None:
    told = review(millbrook, TODAY).pathways
    for pathway in (*told, reviewed(stranding())):
        drawing = draw(pathway, LABELS)
        for a, b in combinations(drawing.boxes, 2):
            assert a.x != b.x or a.bottom <= b.y or b.bottom <= a.y, (pathway.id, a.lines, b.lines)
        assert max(box.bottom for box in drawing.boxes) <= drawing.height


def test_a_pathway_without_steps_or_doors_is_drawn_as_far_as_it_goes() -> None:
    world = Sound()
    world.pathway(steps=(), goal=None, cluster=None)
    assert "Goal: not known" in page(review(world.catalog(), TODAY))
    world.pathway(entries=(), steps=(PathwayStep(program="short"),))
    assert "No way in is named" in page(review(world.catalog(), TODAY))


# ---- in the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None or shutil.which(CHROMIUM) is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def opened(browser: Browser, file: Path, width: int, scheme: str = "light") -> tuple[Page, list[str]]:
    """The page from its file, and what the browser complained about."""
    complaints: list[str] = []
    shown = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("request", lambda request: complaints.append(request.url) if not request.url.startswith("file:") else None)
    shown.goto(file.as_uri())
    return shown, complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, tmp_path: Path, broken: str, scheme: str, width: int) -> None:  # fmt: skip
    file = tmp_path / "review.html"
    file.write_text(broken, encoding="utf-8")
    shown, complaints = opened(browser, file, width, scheme)
    shown.locator("details").evaluate_all("all => all.forEach((d) => (d.open = true))")
    found = Axe().run(shown, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert shown.evaluate(WIDE) == 0
    assert complaints == []
    assert shown.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # its own policy lets its style in
    shown.context.close()


def test_text_of_a_drawing_stays_in_its_boxes(browser: Browser, tmp_path: Path, whole: str) -> None:
    file = tmp_path / "review.html"
    file.write_text(whole, encoding="utf-8")
    shown, _ = opened(browser, file, 1280)
    out = """() => [...document.querySelectorAll("svg .box")].flatMap((g) => {
      const box = g.querySelector("rect").getBBox();
      return [...g.querySelectorAll("text")].filter((t) => t.getBBox().x + t.getBBox().width > box.x + box.width - 2).map((t) => t.textContent);
    })"""
    assert shown.evaluate(out) == []
    shown.context.close()


def test_the_keyboard_comes_to_the_list_and_on_to_a_pathway(browser: Browser, tmp_path: Path, whole: str) -> None:
    file = tmp_path / "review.html"
    file.write_text(whole, encoding="utf-8")
    shown, _ = opened(browser, file, 1280)
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "skip"
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "pathways"
    shown.locator(".index a", has_text="Welding").focus()
    shown.keyboard.press("Enter")
    assert re.search("#path-welding$", shown.url)
    assert shown.evaluate("document.activeElement.id") == "path-welding"
    shown.context.close()
