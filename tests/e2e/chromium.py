"""A real browser for the tests. Its absence is a failure, not a skip."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=de",
    "--window-size=1280,900",
)
BROWSERS = ("chromium", "google-chrome", "chromium-browser")


@contextmanager
def chromium(profile: Path, prefs: Mapping[str, object] | None = None) -> Iterator[webdriver.Chrome]:
    """A headless browser with a fresh profile, and preferences as somebody set them."""
    options = webdriver.ChromeOptions()
    options.binary_location = next((found for name in BROWSERS if (found := shutil.which(name))), "")
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    if prefs:
        options.add_experimental_option("prefs", dict(prefs))
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver") or ""))
    try:
        yield driver
    finally:
        driver.quit()
