"""What of a text is masked."""

from __future__ import annotations

from handoff.threats import is_threat, parts_of, without_threats

THREAT = "Ich bringe dich um, ich weiß wo du wohnst."


def test_only_the_sentence_is_masked() -> None:
    text = f"Wo ist mein Pass? {THREAT} Danke für nichts."
    assert without_threats(text, "[X]") == "Wo ist mein Pass? [X] Danke für nichts."
    assert "".join(part for part, _ in parts_of(text)) == text


def test_nothing_found_in_what_is_known_to_hold_one_masks_all() -> None:
    assert parts_of("Du wirst schon sehen.") == (("Du wirst schon sehen.", True),)
    assert parts_of("Du wirst schon sehen.", known=False) == (("Du wirst schon sehen.", False),)
    assert parts_of("") == ()


def test_which_rows_hold_one() -> None:
    assert is_threat({"offence": "threat"})
    assert not is_threat({"offence": "insult"})
    assert not is_threat({})
