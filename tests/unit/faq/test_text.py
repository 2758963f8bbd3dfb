import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.text import guess_language, is_function_word, normalise, stems, tokens

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=())) | st.text()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Müll", "muell"),
        ("MUELL", "muell"),
        ("Mu\u0308ll", "muell"),
        ("Große Straße", "grosse strasse"),
        ("STRASSE", "strasse"),
        ("Öffnungs-Zeiten?!", "oeffnungs zeiten"),
        ("hallooooooo!!!", "halloo"),
        ("1000 Euro", "1000 euro"),
        ("Haus\u00adtür", "haustuer"),
        ("Bürger:innen, Rentner*innen", "buerger rentner"),
        ("a\x00b", "a b"),
        ("\ud800 Hund", "hund"),
        ("\u202eHund\u202c", "hund"),
        ("H\u0335\u0321u\u0336n\u0337d\u0338", "hund"),
        ("😀😀😀", ""),
        ("  \n\t ", ""),
        ("", ""),
        ("ｆｕｌｌ", "full"),
        ("İstanbul café", "istanbul cafe"),
        ("Привет", "привет"),
    ],
)
def test_normalise(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(ANY_TEXT)
def test_normalise_is_total_and_settles(text: str) -> None:
    once = normalise(text)
    assert once == once.strip()
    assert "  " not in once
    once.encode("utf-8")
    assert tokens(text) == once.split()


@given(ANY_TEXT, st.sampled_from(["de", "en", "fr"]))
def test_stems_go_with_tokens(text: str, lang: str) -> None:
    assert len(stems(text, lang)) == len(tokens(text))
    assert all(stems(text, lang))


def test_stems_meet_over_inflection_and_transliteration() -> None:
    assert stems("Öffnungszeiten", "de") == stems("oeffnungszeit", "de")
    assert stems("Häuser", "de") == stems("Haus", "de")
    assert stems("Anmeldung", "de") == stems("anmelden", "de")
    assert stems("opening", "en") == stems("opened", "en")


def test_function_words_belong_to_a_language() -> None:
    assert is_function_word("der", "de")
    assert is_function_word("fuer", "de")
    assert not is_function_word("hund", "de")
    assert not is_function_word("der", "en")
    assert not is_function_word("the", "fr")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Wann hat das Bürgerbüro geöffnet?", "de"),
        ("ich brauche einen neuen Ausweis", "de"),
        ("ja bitte", "de"),
        ("Where is the office?", "en"),
        ("How do I register my dog", "en"),
        ("thank you", "en"),
        ("ok", None),
        ("hallo", None),
        ("Personalausweis", None),
        ("12345 678", None),
        ("", None),
        ("😀", None),
        ("ok super", None),
        ("was war in", None),
    ],
)
def test_guess_language(text: str, lang: str | None) -> None:
    assert guess_language(text) == lang
