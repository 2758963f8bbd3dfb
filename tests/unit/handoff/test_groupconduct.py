"""Commands of the staff's group about conduct."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handoff.groupconduct import wanted_meant
from handoff.measure import Breach, Measure
from handoff.wanted import Wanted, span_meant


@pytest.mark.parametrize(
    ("text", "lasts", "breach", "reason"),
    [
        (
            "24h Beleidigung Mehrfach, trotz Verwarnung.",
            timedelta(hours=24),
            Breach.INSULT,
            "Mehrfach, trotz Verwarnung.",
        ),
        ("3 Tage drohung: Hat\ngedroht.", timedelta(days=3), Breach.THREAT, "Hat gedroht."),
        ("2d other so it is", timedelta(days=2), Breach.OTHER, "so it is"),
    ],
)
def test_what_is_meant(text: str, lasts: timedelta, breach: Breach, reason: str) -> None:
    assert wanted_meant(Measure.MUTE, text) == Wanted(measure=Measure.MUTE, breach=breach, reason=reason, lasts=lasts)


@pytest.mark.parametrize(
    "text", ["", "24h", "24h Beleidigung", "Beleidigung 24h nein", "24 Beleidigung x", "1h Nase x"]
)
def test_what_says_too_little(text: str) -> None:
    assert wanted_meant(Measure.MUTE, text) is None


@pytest.mark.parametrize(
    ("text", "lasts"),
    [("24h", timedelta(hours=24)), ("1 Stunde", timedelta(hours=1)), ("7 days", timedelta(days=7)), ("5m", None)],
)
def test_spans(text: str, lasts: timedelta | None) -> None:
    assert span_meant(text) == lasts
