"""Every page of the demo's desk in Chromium: axe-core finds nothing, and nothing is to be scrolled sideways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import axe_core_python
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.e2e import weeks
from tests.e2e.chromium import chromium
from tests.e2e.screenshots import PAGES, demo, look, until

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.xdist_group("every_page")]

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = (
    "const done = arguments[0]; axe.run().then(r => done("
    "r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200)))))"
)
# 640 px is a window of 1280 px at 200 % zoom.
LOOKS = ((1280, "light"), (1024, "dark"), (640, "light"), (390, "dark"), (390, "light"))
PATHS = ("", "/account", *PAGES.values())


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[webdriver.Chrome, str]]:
    """A browser that is logged in at a running demo, and the desk's address."""
    folder = tmp_path_factory.mktemp("every_page")
    with demo(folder) as link, chromium(folder / "clerk") as driver:
        weeks.fill(folder / "data", datetime.now(UTC))
        driver.get(link)
        driver.find_element(By.CSS_SELECTOR, "form button").click()
        until(driver, lambda d: d.find_element(By.ID, "cases"))
        yield driver, link.split("/link/")[0]


@pytest.mark.parametrize("path", PATHS)
def test_no_barriers_and_no_sideways_scroll(visitor: tuple[webdriver.Chrome, str], path: str) -> None:
    driver, home = visitor
    found: list[str] = []
    for width, scheme in LOOKS:
        look(driver, (width, 800), scheme)
        driver.get(home + path)
        driver.execute_script(AXE)
        found += [f"{width} {scheme}: {each}" for each in driver.execute_async_script(RUN)]
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width} {scheme}: the page is {wide} px wide")
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_group_of_the_navigation_by_keyboard(visitor: tuple[webdriver.Chrome, str], width: int, scheme: str) -> None:
    driver, home = visitor
    look(driver, (width, 800), scheme)
    driver.get(home + "/approvals")
    lead, admin, _more = driver.find_elements(By.CSS_SELECTOR, ".areas summary")
    assert lead.get_attribute("aria-current") == "true"
    assert admin.get_attribute("aria-current") is None
    lead.send_keys(Keys.ENTER)
    here = driver.find_element(By.CSS_SELECTOR, ".areas details[open] a[aria-current=page]")
    until(driver, lambda _: here.is_displayed())
    box = driver.execute_script("return document.querySelector('.areas details[open] ul').getBoundingClientRect()")
    assert box["left"] >= 0
    assert box["right"] <= width
    driver.execute_script(AXE)
    assert driver.execute_async_script(RUN) == []
    admin.send_keys(Keys.ENTER)
    until(driver, lambda d: len(d.find_elements(By.CSS_SELECTOR, ".areas details[open]")) == 1)
    first = driver.find_element(By.CSS_SELECTOR, ".areas details[open] a")
    first.send_keys(Keys.ESCAPE)
    until(driver, lambda d: not d.find_elements(By.CSS_SELECTOR, ".areas details[open]"))
    assert driver.switch_to.active_element == admin
