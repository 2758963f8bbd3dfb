"""Whatever colour a town has, if it is taken everything made of it reads, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.channels.webchat import palette
from faq.colour import READABLE, contrast
from faq.look import PAPER

CSS = (Path(palette.__file__).parent / "static" / "chat.css").read_text("utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#\w{6});", part)) for part in CSS.split("@media (prefers-color", 1))

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(colours)
def test_everything_made_of_a_colour_that_is_taken_reads(colour: str) -> None:
    assume(contrast(colour, PAPER) >= READABLE)
    for base, own in ((LIGHT, palette.light(colour)), (DARK, palette.dark(colour))):
        for ground in (base["page"], base["surface"], base["raised"], own["accent-wash"]):
            assert contrast(own["accent"], ground) >= READABLE
        assert contrast(own["accent-ink"], own["accent"]) >= READABLE
        assert contrast(own["own-ink"], own["own"]) >= READABLE
        assert contrast(base["ink"], own["accent-wash"]) >= READABLE


def test_the_rules_know_the_style_sheet() -> None:
    assert LIGHT["page"] == PAPER
    assert LIGHT["accent"] == palette.OWN
    assert set(palette.light(palette.OWN)) == set(palette.dark(palette.OWN)) <= set(LIGHT)
