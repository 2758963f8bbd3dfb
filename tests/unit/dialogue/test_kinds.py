from __future__ import annotations

import pytest

from bot.dialogue.kinds import kind_in
from handoff.ticket import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ich will mich beschweren! Seit Wochen geht keiner ans Telefon.", Kind.COMPLAINT),
        ("Schlagloch in der Hauptstraße 12", Kind.DEFECT),
        ("Ich möchte einen Schaden melden", Kind.DEFECT),
        ("I want to complain", Kind.COMPLAINT),
        ("ich habe einen Vorschlag für den Park", Kind.IDEA),
        ("Wie lege ich Widerspruch ein?", None),
        ("Wo kann ich ein Schlagloch melden", None),
        ("was tun wenn die Straßenlaterne kaputt ist", None),
        ("Mein Auspuff ist kaputt, das ist eine Beschwerde", None),
        ("Ich lege hiermit Widerspruch ein", Kind.OBJECTION),
        ("Ich möchte wissen, wie man Widerspruch einlegt", None),
        ("Widerspruch Frist", None),
        ("Mein Ausweis ist kaputt", None),
        ("Vor meiner Tür ist ein Schlagloch", Kind.DEFECT),
        ("Ich habe eine Frage", None),
        ("", None),
    ],
)
def test_a_kind_is_told_only_by_who_states_it(text: str, kind: Kind | None) -> None:
    assert kind_in(text) is kind
