from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.commands import COMMANDS, MENU
from bot.dialogue.texts import Texts, TextsBroken, escape, packaged_texts
from faq.markdown import from_markdown
from tests.unit.dialogue.town import TOWN_ARGS, texts

SIE, DU = texts("sie"), texts("du")
ARGS: dict[str, str | int | float] = {
    "receipt": "K7M-4P2X",
    "department": "Bauen",
    "promise": "heute, 16:00 Uhr",
    "place": 3,
    "minutes": 12,
    "hours": 24,
    "when": "nobody",
    "name": "Petra Lindner",
    "kind": "iban",
    "url": "https://www.musterstadt.example/a",
    "office": "Bürgerbüro",
    "question": "Was kostet ein Reisepass?",
    "label": "Termin buchen",
    "date": "12.10.2026",
    "named": "yes",
    "n": 2,
    "since": "heute, 9:00 Uhr",
    "text": "Heute ab 12 Uhr geschlossen.",
    "about": "Bürgerbüro",
    "times": 3,
    "receipts": "K7M-4P2X, K7M-4P2Y",
    "taken": "yes",
    "owner": "Petra Lindner",
    "departments": "Bauen, Soziales",
    "days": 5,
    "login": "b.roth",
    "role": "Leitung",
    "why": "insult",
    "until": "heute, 16:00 Uhr",
    "given": "yes",
    "reason": "Mehrfach beleidigt.",
    "words": "Das war ein Missverständnis.",
    "version": "3",
    "due": "heute, 16:00 Uhr",
}
EVERY = [(lang, key) for lang in ("de", "en") for key in sorted(SIE.keys(lang)) if not key.startswith("web-")]


def test_every_key_is_there_in_every_language() -> None:
    assert SIE.keys("de") == SIE.keys("en")


@pytest.mark.parametrize("form", ["sie", "du"])
def test_every_text_can_be_said_and_is_short(form: str) -> None:
    shown = {"sie": SIE, "du": DU}[form]
    for lang, key in EVERY:
        said = shown.say(key, lang, ARGS)
        assert said.strip(), key
        assert not set("\u2066\u2067\u2068\u2069{}") & set(said), key
        if key.startswith("button-"):
            assert len(said) <= 40, key
        elif key.startswith("emergency-"):
            assert len(said) <= 720, key
        elif key.startswith("measure-"):  # what, why, how long, what to do about it, and where to turn to
            assert len(said) <= 900, key
        elif key not in {"netiquette", "help"}:
            assert len(said) <= 420, key


@pytest.mark.parametrize("form", ["sie", "du"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_first_contact_is_short_and_says_all_five_things(form: str, lang: str) -> None:
    greeting = texts(form).say("greeting", lang, {"version": "12"})
    assert len(greeting) <= 320
    assert re.search(r"/netiquette \(Fassung 12\)|/rules \(version 12\)", greeting)
    assert "https://www.musterstadt.example/datenschutz" in greeting
    assert re.search("Maschine|machine", greeting)
    assert re.search("Menschen|person", greeting)
    assert re.search("freundlich|friendly", greeting)


def test_du_never_says_sie_and_the_other_way_round() -> None:
    for key in {key for _, key in EVERY} - {"netiquette"}:
        du, sie = DU.say(key, "de", ARGS), SIE.say(key, "de", ARGS)
        assert not re.search(r"\b(Sie|Ihr|Ihre|Ihren|Ihrer|Ihrem|Ihnen)\b", du), key
        assert not re.search(r"\b[Dd](u|ich|ir|ein|eine|einen|einer|einem)\b", sie), key


@pytest.mark.parametrize("key", sorted(k for k in SIE.keys("de") if k.startswith("file-refused-")))
def test_a_refused_file_is_named_where_it_has_a_name(key: str) -> None:
    for shown in (SIE, DU):
        for lang in ("de", "en"):
            assert "Petra Lindner" in shown.say(key, lang, ARGS)
            assert "Petra Lindner" not in shown.say(key, lang, {**ARGS, "named": "no"})
    du, sie = (shown.say(key, "de", {**ARGS, "named": "no"}) for shown in (DU, SIE))
    assert not re.search(r"\b(Sie|Ihr\w*)\b", du)
    assert not re.search(r"\b[Dd](u|ein\w*)\b", sie)


@pytest.mark.parametrize("key", sorted(k for k in SIE.keys("de") if k.startswith("offer-") or k == "ask-offer"))
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_dead_end_names_phone_and_counter(key: str, lang: str) -> None:
    said = SIE.say(key, lang)
    assert "0221 4710 100" in said
    assert TOWN_ARGS[lang]["counter"] in said


def test_the_menu_describes_real_commands_in_both_languages() -> None:
    for lang, menu in MENU.items():
        for name, key in menu.items():
            assert name in COMMANDS
            assert SIE.has(key, lang)


def test_numbers_have_their_plural() -> None:
    assert "etwa eine Minute gedauert" in SIE.say("status-place", "de", {**ARGS, "minutes": 1})
    assert "etwa 7 Minuten gedauert" in SIE.say("status-place", "de", {**ARGS, "minutes": 7})


def test_an_unknown_language_speaks_german() -> None:
    assert SIE.say("button-yes", "tr") == "Ja, bitte"


def test_a_long_netiquette_is_said_whole() -> None:
    said = SIE.say("netiquette", "de")
    assert said.startswith(TOWN_ARGS["de"]["rules"].strip())
    assert said.endswith(f"12.10.2027. [Als Webseite]({TOWN_ARGS['de']['netiquette']})")


@given(st.text())
def test_no_argument_can_make_markup(words: str) -> None:
    rich = from_markdown(SIE.say("staff-takes-over", "de", {"name": words}))
    assert [span.style for span in rich.spans] in ([], ["bold"])
    alone = from_markdown(escape(words))
    assert alone.spans == ()


@pytest.mark.parametrize(
    "words", ["[x](https://evil.example)", "**a**", "# a", "- a", "1. a", "<b>", "&lt;", "a\n\n# b"]
)
def test_escaped_words_show_as_they_are(words: str) -> None:
    assert from_markdown(escape(words)).text == " ".join(words.split())


def test_an_address_that_is_no_link_is_left_out() -> None:
    args = {**ARGS, "url": "javascript:alert(1)"}
    assert "javascript" not in SIE.say("answer-source", "de", args)


def test_a_town_says_it_its_own_way() -> None:
    own = texts("du", de="button-yes = Jo\n\nglad = { $form ->\n    [du] Fein, du!\n   *[sie] Fein, Sie!\n}\n")
    assert own.say("button-yes", "de") == "Jo"
    assert own.say("glad", "de") == "Fein, du!"
    assert own.say("glad", "en") == SIE.say("glad", "en")


@pytest.mark.parametrize(
    ("source", "tells"),
    [
        ("# c\n\nfoo", "texts/de.ftl, line 3, “foo”"),
        ("nope = x", "“nope”: there is no such text"),
        ("greeting = Hi { $foo }", "line 1, “greeting”: $foo is unknown here"),
        ("glad = a\n\ngreeting = { glad", "line 3, “greeting”"),
        ("glad =\n", "line 1, “glad”"),
        ("glad = { -x }", "line 1, “glad”: Unknown term"),
        ("glad = { nope }", "there is no text nope"),
        ("glad = { FOO($form) }", "there is no function FOO"),
        ("glad = { glad }", "line 1, “glad”: refers to itself"),
        ("glad = a\nglad = b", "line 2, “glad”: is there twice"),
        ("glad = { handoff-made }", "line 1, “glad”: Unknown external"),
    ],
)
def test_a_broken_override_is_refused_with_its_place(source: str, tells: str) -> None:
    with pytest.raises(TextsBroken, match=re.escape(tells)):
        texts(de=source)


def test_towns_without_words_of_their_own_share_what_is_large_and_nobody_hears_anothers() -> None:
    key = "button-yes"
    one, other = texts("sie"), texts("du")
    own = texts("sie", de=f"{key} = Jo\n")
    assert one._bundles["de"] is other._bundles["de"]
    assert own.say(key, "de") == "Jo"
    assert one.say(key, "de") == SIE.say(key, "de") != "Jo"
    assert texts("sie").say(key, "de") == SIE.say(key, "de")


def test_a_language_nobody_speaks_is_refused() -> None:
    with pytest.raises(TextsBroken, match="does not speak"):
        texts(fr="glad = bien")


def test_a_town_that_tells_no_phone_is_refused() -> None:
    args = {lang: {k: v for k, v in given.items() if k != "phone"} for lang, given in TOWN_ARGS.items()}
    with pytest.raises(TextsBroken, match="phone"):
        Texts(packaged=packaged_texts(), overrides={}, form="sie", town_args=args)


def test_a_missing_argument_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(TextsBroken, match="name"):
        SIE.say("staff-takes-over", "de")
