import shutil
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from faq.entry import DepartmentRetention, RetentionChoices, TelegramChoices, release_from_json, release_to_json
from faq.errors import FilesBroken, Problem
from faq.files import check, load
from faq.netiquette import MeasureChoices
from tests.unit.faq.folder import replace, write_town

BEFORE_REVIEW = date(2026, 5, 1)


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(FilesBroken) as caught:
        load(folder)
    assert check(folder)[0] == list(caught.value.problems)
    return caught.value.problems


def test_a_good_folder_loads(town: Path) -> None:
    release = load(town)
    assert [entry.id for entry in release.entries] == ["hund-abmelden", "hund-anmelden", "perso-neu", "weihnachtsmarkt"]
    assert release.town.phone == "0123 4560"
    assert release.offices["buergerbuero"].fees == {"perso": Decimal("37.00"), "kurz": Decimal("5.00")}
    assert release.offices["buergerbuero"].hours.on(3) == ((time(8), time(18)),)
    assert release.departments[0].topics["de"] == ("Ausweis", "Umzug")
    assert release.netiquette.version == "1"
    assert check(town, on=BEFORE_REVIEW) == ([], [])


def test_the_same_content_has_the_same_hash(town: Path, tmp_path: Path) -> None:
    other = write_town(tmp_path / "other")
    text = (other / "faq/b.yaml").read_text(encoding="utf-8")
    (other / "faq/b.yaml").unlink()
    (other / "faq/zz.yaml").write_text("# moved\n" + text, encoding="utf-8")
    assert release_to_json(load(other)) == release_to_json(load(town))
    replace(other, "offices.yaml", "37.00", "38.00")
    assert load(other).hash != load(town).hash


# file, what to replace by what, entry named, words of the message; the line is where the replaced text began (+ offset)
BROKEN: list[tuple[str, str, str, str, str, int]] = [
    ("faq/a.yaml", "id: hund-anmelden", "id: Hund", "Hund", "„id“", 0),
    ("faq/a.yaml", "id: hund-anmelden", "id: perso-neu", "perso-neu", "gibt es schon (faq/a.yaml:1)", 0),
    ("faq/b.yaml", "id: hund-abmelden", "id: perso-neu", "perso-neu", "gibt es schon (faq/a.yaml:1)", 0),
    ("faq/a.yaml", "  owner: Herr Muster\n", "", "hund-anmelden", "„owner“ fehlt", -8),
    ("faq/a.yaml", "owner: Herr Muster", "ower: Herr Muster", "hund-anmelden", "„ower“ gibt es nicht", 0),
    ("faq/a.yaml", "owner: Herr Muster", "owner:", "hund-anmelden", "„owner“ ist leer", 0),
    ("faq/a.yaml", "owner: Herr Muster", "owner: [a]", "hund-anmelden", "falsche Art", 0),
    ("faq/a.yaml", "answer: {de:", "answer: {en:", "hund-anmelden", "deutsche Text (de) fehlt", 0),
    ("faq/a.yaml", "answer: {de: Melden Sie den Hund beim Steueramt an.}", "answer: {}", "hund-anmelden", "fehlt", 0),
    (
        "faq/a.yaml",
        "  answer: {de: Melden Sie den Hund beim Steueramt an.}\n",
        "",
        "hund-anmelden",
        "„answer“ fehlt",
        -3,
    ),
    ("faq/a.yaml", "answer: {de: Melden", 'answer: {de: " ", en: Melden', "hund-anmelden", "leer", 0),
    ("faq/a.yaml", "department: steuern", "department: steurn", "hund-anmelden", "nicht in departments.yaml", 0),
    ("faq/a.yaml", "office: steueramt", "office: steueramd", "hund-anmelden", "nicht in offices.yaml", 0),
    ("faq/a.yaml", "office.buergerbuero.fees.perso", "office.buergerbuero.fees.pers", "perso-neu", "fees.pers", 0),
    ("faq/a.yaml", "{{ office.buergerbuero.hours }}", "{{ office.bürgeramt.hours }}", "perso-neu", "gibt es nicht", 0),
    ("faq/a.yaml", "{{ office.buergerbuero.hours }}", "{{ office.steueramt.hours }}", "perso-neu", "gibt es nicht", 0),
    ("faq/a.yaml", "{{ office.buergerbuero.phone }}", "{{ town.phone }}", "perso-neu", "town.phone", 0),
    ("faq/a.yaml", "{{ office.buergerbuero.hours }}", "{{ office.buergerbuero.hours }", "perso-neu", "geschlossen", 0),
    ("faq/a.yaml", "checked: 2026-01-10", "checked: 10.01.2026", "perso-neu", "kein Datum", 0),
    ("faq/a.yaml", "review: 2030-01-10", "review: 2030-02-30", "perso-neu", "kein Datum", 0),
    ("faq/b.yaml", "valid_until: 2026-12-23", "valid_until: 2026-10-01", "weihnachtsmarkt", "vor valid_from", 0),
    ("faq/a.yaml", "source: https://", "source: http://", "perso-neu", "https-Adresse", 0),
    ("faq/a.yaml", "  review: 2030-01-10", "  owner: X\n  review: 2030-01-10", "perso-neu", "doppelt", 0),
    ("faq/a.yaml", 'question: {de: "Wie', 'question: {de: "\\0 Wie', "hund-anmelden", "ungültiges Zeichen", 0),
    ("offices.yaml", "  phone:", "  fone:", "buergerbuero", "„fone“ gibt es nicht", 0),
    ("offices.yaml", '"08:00-18:00"', '"8-18"', "buergerbuero", "keine Zeitspanne", 0),
    ("offices.yaml", '"08:00-18:00"', '"18:00-08:00"', "buergerbuero", "keine Zeitspanne", 0),
    ("offices.yaml", '"14:00-16:00"', '"11:00-16:00"', "buergerbuero", "überschneiden", 0),
    ("offices.yaml", "    thu:", "    don:", "buergerbuero", "don", 0),
    ("offices.yaml", "37.00", '"37,00"', "buergerbuero", "kein Betrag", 0),
    ("offices.yaml", "kurz: 5", "kurz: -5", "buergerbuero", "kein Betrag", 0),
    ("offices.yaml", "buergerbuero@testingen.example", "kein", "buergerbuero", "„email“", 0),
    ("departments.yaml", "  front_office: true\n", "", "", "zentrale Anlaufstelle", -3),
    ("departments.yaml", "hours: {tue:", "front_office: true\n  hours: {tue:", "steuern", "mehr als eine", 0),
    ("departments.yaml", "id: steuern", "id: buerger", "buerger", "doppelt", 0),
    ("departments.yaml", 'hours: {tue: ["09:00-12:00"]}', "hours: Di 9-12", "steuern", "falsche Art", 0),
    ("town.yaml", "state: NW", "state: XX", "", "„XX“", 0),
    ("town.yaml", "address_form: sie", "address_form: ihr", "", "„ihr“", 0),
    ("town.yaml", "Europe/Berlin", "Europe/Testingen", "", "Zeitzone", 0),
    ("town.yaml", "name: Testingen\n", "", "", "„name“ fehlt", 0),
    ("town.yaml", "state: NW", "state: NW\nretention: {answered: 0}", "", "retention.answered", 1),
    ("town.yaml", "state: NW", "state: NW\nretention: {closd: 9}", "", "„retention.closd“ gibt es nicht", 1),
    ("town.yaml", "state: NW", "state: NW\nretention: {closed: 13}", "", "kürzer als „reopen_days: 14“", 1),
    ("town.yaml", "state: NW", "state: NW\nretention: {hour: 24}", "", "retention.hour", 1),
    (
        *("departments.yaml", "  front_office: true", "  retention:\n    closed: 9\n  front_office: true", "buerger"),
        *("kürzer als „patience: reopen_days“", 1),
    ),
    (
        *("departments.yaml", "  front_office: true", "  retention: {answered: 9}\n  front_office: true", "buerger"),
        *("„retention.answered“ gibt es nicht", 0),
    ),
    ("town.yaml", 'phone: "0123 4560"', "phone: abc", "", "keine Telefonnummer", 0),
    ("netiquette.yaml", "text: {de", "text: {fr", "", "deutsche Text (de) fehlt", 0),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[0]} {case[2]}")
def test_a_broken_place_is_named(town: Path, case: tuple[str, str, str, str, str, int]) -> None:
    file, old, new, entry, words, offset = case
    line = replace(town, file, old, new) + offset
    found = [problem for problem in problems(town) if problem.file == file]
    matching = [problem for problem in found if words in problem.what]
    assert matching, [str(problem) for problem in found]
    assert (matching[0].line, matching[0].entry) == (line, entry), str(matching[0])
    assert matching[0].mend
    assert f"{file}:{line}" in str(matching[0])


def overwrite(file: str, content: bytes) -> Callable[[Path], None]:
    def damage(town: Path) -> None:
        (town / file).write_bytes(content)

    return damage


def remove(name: str) -> Callable[[Path], None]:
    return lambda town: shutil.rmtree(town / name) if (town / name).is_dir() else (town / name).unlink()


WHOLE: list[tuple[Callable[[Path], None], str, int, str]] = [
    (overwrite("faq/a.yaml", b"- id: x\n  question: {de: a\n- id: y\n"), "faq/a.yaml", 3, "kein gültiges YAML"),
    (overwrite("faq/a.yaml", b"- id: x\n\tquestion: 1\n"), "faq/a.yaml", 2, "kein gültiges YAML"),
    (overwrite("faq/a.yaml", b'- id: x\n  owner: "a\n  review: b\n'), "faq/a.yaml", 2, "kein gültiges YAML"),
    (overwrite("faq/a.yaml", b""), "faq/a.yaml", 0, "leer"),
    (overwrite("faq/a.yaml", b"# nur ein Kommentar\n"), "faq/a.yaml", 0, "leer"),
    (overwrite("faq/a.yaml", b"[]\n"), "faq/a.yaml", 1, "leer"),
    (overwrite("faq/a.yaml", b"id: x\n"), "faq/a.yaml", 1, "Aufbau"),
    (overwrite("faq/a.yaml", b"just text\n"), "faq/a.yaml", 1, "Aufbau"),
    (overwrite("faq/a.yaml", b"- just text\n"), "faq/a.yaml", 1, "falsche Art"),
    (overwrite("faq/a.yaml", b"- id: abc\n---\n- id: abd\n"), "faq/a.yaml", 2, "mehr als ein"),
    (overwrite("faq/a.yaml", b"- &a [x]\n- *a\n"), "faq/a.yaml", 2, "Verweise"),
    (overwrite("faq/a.yaml", b"- ? [a]\n  : b\n"), "faq/a.yaml", 1, "Feldname"),
    (overwrite("faq/a.yaml", b"\n\n- id: \xe4\n"), "faq/a.yaml", 3, "UTF-8"),
    (overwrite("faq/a.yaml", b"- id: a\x00b\n"), "faq/a.yaml", 1, "Zeichen"),
    (overwrite("faq/a.yaml", b"# " + b"x" * 5_000_000), "faq/a.yaml", 0, "5 MB"),
    (overwrite("faq/a.yaml", b"[" * 10_000), "faq/a.yaml", 1, "verschachtelt"),
    (overwrite("faq/a.yaml", b"- {a: " * 5_000), "faq/a.yaml", 1, ""),
    (overwrite("offices.yaml", b"- a\n"), "offices.yaml", 1, "Aufbau"),
    (overwrite("departments.yaml", b"a: b\n"), "departments.yaml", 1, "Aufbau"),
    (overwrite("town.yaml", b"- a\n"), "town.yaml", 1, "Aufbau"),
    (remove("faq"), "faq", 0, "keine Datei mit Einträgen"),
    (remove("offices.yaml"), "offices.yaml", 0, "fehlt"),
    (remove("departments.yaml"), "departments.yaml", 0, "fehlt"),
    (remove("town.yaml"), "town.yaml", 0, "fehlt"),
    (remove("netiquette.yaml"), "netiquette.yaml", 0, "fehlt"),
]


@pytest.mark.parametrize(("damage", "file", "line", "words"), WHOLE)
def test_a_broken_file_is_named(town: Path, damage: Callable[[Path], None], file: str, line: int, words: str) -> None:
    damage(town)
    found = problems(town)
    assert [(problem.file, problem.line) for problem in found if words in problem.what] == [(file, line)], [
        str(problem) for problem in found
    ]


def test_how_to_mend_is_said_with_an_example_and_in_german(town: Path) -> None:
    replace(town, "departments.yaml", 'hours: {tue: ["09:00-12:00"]}', "hours: Di 9-12")
    replace(town, "town.yaml", "address_form: sie", "address_form: ihr")
    mends = [problem.mend for problem in problems(town)]
    assert any('{mon: ["08:00-12:00", "14:00-16:00"]' in mend for mend in mends)
    assert "Erlaubt sind: sie oder du." in mends


def test_how_telegram_is_used_is_the_towns_choice(town: Path) -> None:
    before = load(town)
    assert before.town.telegram == TelegramChoices()
    replace(town, "town.yaml", "state: NW", "state: NW\ntelegram: {data_minimal: false}")
    assert load(town).hash == before.hash  # said or not, it is the same
    replace(town, "town.yaml", "{data_minimal: false}", "{data_minimal: true, link_hours: 48}")
    after = load(town)
    assert after.town.telegram == TelegramChoices(data_minimal=True, link_hours=48)
    assert after.hash != before.hash
    assert release_from_json(release_to_json(after)) == after
    replace(town, "town.yaml", "data_minimal: true", "data_minimal: true, staff_group: topics")
    with pytest.raises(FilesBroken, match="schließen sich aus"):
        load(town)
    replace(town, "town.yaml", ", staff_group: topics", "")
    replace(town, "town.yaml", "link_hours: 48", "link_hours: 0")
    with pytest.raises(FilesBroken, match=r"town.yaml:\d+.*"):
        load(town)


def test_how_long_cases_are_kept(town: Path) -> None:
    before = load(town)
    assert before.town.retention == RetentionChoices()
    replace(town, "town.yaml", "state: NW", "state: NW\nretention: {answered: 30, hour: 3}")
    assert load(town).hash == before.hash  # said or not, it is the same
    replace(town, "town.yaml", "{answered: 30, hour: 3}", "{answered: 10, file_receipt: true}")
    replace(town, "departments.yaml", "  front_office: true", "  front_office: true\n  retention: {closed: 365}")
    after = load(town)
    assert after.town.retention == RetentionChoices(answered=10, file_receipt=True)
    assert after.departments[0].retention == DepartmentRetention(closed=365)
    assert after.hash != before.hash
    assert release_from_json(release_to_json(after)) == after


def test_a_deleted_folder(town: Path) -> None:
    shutil.rmtree(town)
    (problem,) = problems(town)
    assert "gibt es nicht" in problem.what


def test_a_broken_office_is_not_blamed_on_the_entries(town: Path) -> None:
    replace(town, "offices.yaml", "  phone:", "  fone:")
    assert {problem.file for problem in problems(town)} == {"offices.yaml"}


def test_all_problems_come_at_once_and_in_order(town: Path) -> None:
    replace(town, "faq/b.yaml", "owner: Herr Muster", "owners: x")
    replace(town, "faq/a.yaml", "checked: 2026-01-10", "checked: soon")
    replace(town, "town.yaml", "state: NW", "state: XX")
    found = problems(town)
    assert [problem.file for problem in found] == ["faq/a.yaml", "faq/b.yaml", "faq/b.yaml", "town.yaml"]


WARNINGS: list[tuple[str, str, str, str, str]] = [
    ("faq/a.yaml", "[Hundesteuer anmelden, Hund anmelden, Hundemarke bekommen]", "[Hund]", "hund-anmelden", "Nur 1"),
    ("faq/a.yaml", "review: 2030-01-10", "review: 2026-04-30", "perso-neu", "vorbei"),
    ("faq/b.yaml", "Hund ist gestorben", "Hundemarke bekommen!", "hund-abmelden", "auch bei „hund-anmelden“"),
    ("faq/a.yaml", "Melden Sie den Hund", "Melde deinen Hund", "hund-anmelden", "„deinen“"),
    ("town.yaml", "address_form: sie", "address_form: du", "", "„Sie“"),
    ("faq/a.yaml", "    en: How do I apply for an identity card?\n", "", "perso-neu", "keine englische Frage"),
]


@pytest.mark.parametrize("case", WARNINGS, ids=lambda case: case[4])
def test_warnings_do_not_break(town: Path, case: tuple[str, str, str, str, str]) -> None:
    file, old, new, entry, words = case
    replace(town, file, old, new)
    errors, warnings = check(town, on=BEFORE_REVIEW)
    assert errors == []
    assert any(words in warning.what and entry in ("", warning.entry) for warning in warnings), warnings
    assert all(warning.line > 0 for warning in warnings)
    load(town)


def test_a_file_that_is_not_read_is_warned_of(town: Path) -> None:
    shutil.copy(town / "faq/a.yaml", town / "faq/c.yml")
    assert [warning.file for warning in check(town, on=BEFORE_REVIEW)[1]] == ["faq/c.yml"]


def test_scalars_stay_as_written(town: Path) -> None:
    replace(town, "town.yaml", '"0123 4560"', "01234560")
    assert load(town).town.phone == "01234560"


def test_a_departments_mailbox(town: Path) -> None:
    before = load(town)
    assert '"mail"' not in release_to_json(before)  # a release without one keeps the hash that it had
    replace(town, "departments.yaml", "  front_office: true", "  front_office: true\n  mail: amt@testingen.example")
    after = load(town)
    assert after.departments[0].mail == "amt@testingen.example"
    assert after.hash != before.hash
    replace(town, "departments.yaml", "amt@testingen.example", "Amt <amt@testingen.example>")
    with pytest.raises(FilesBroken) as broken:
        load(town)
    assert "keine E-Mail-Adresse" in broken.value.problems[0].what


@pytest.mark.parametrize(
    ("line", "approval", "acts"),
    [
        ("", "none", set()),
        ("faq_approval: four_eyes", "four_eyes", {"publish_entry"}),
        ("four_eyes: [publish_entry]", "four_eyes", {"publish_entry"}),
        ("four_eyes: [role_admin]", "none", {"role_admin"}),
        (
            "faq_approval: four_eyes\nfour_eyes: [role_admin]",
            "four_eyes",
            {"publish_entry", "role_admin"},
        ),
    ],
)
def test_what_needs_a_second_person_is_the_towns_choice(town: Path, line: str, approval: str, acts: set[str]) -> None:
    replace(town, "town.yaml", "state: NW", f"state: NW\n{line}")
    made = load(town, drafts=True).town
    assert made.faq_approval == approval
    assert set(made.four_eyes) == acts


def test_the_rules_of_conduct_are_looked_at_again_in_time(town: Path) -> None:
    due = load(town).netiquette.review
    assert "netiquette.yaml" not in [warning.file for warning in check(town, on=due)[1]]
    found = [warning for warning in check(town, on=due + timedelta(days=1))[1] if warning.file == "netiquette.yaml"]
    assert [f"Der Prüftermin {due} ist vorbei."] == [warning.what for warning in found]


def test_what_is_done_about_those_who_break_them(town: Path) -> None:
    before = load(town)
    assert before.netiquette.measures == MeasureChoices()
    assert '"measures"' not in release_to_json(before)  # a release without them keeps the hash that it had
    file = town / "netiquette.yaml"
    file.write_text(
        file.read_text("utf-8") + "measures: {automatic: false, slow_minutes: 30, department: amt}\n", "utf-8"
    )
    after = load(town)
    assert after.netiquette.measures == MeasureChoices(automatic=False, slow_minutes=30, department="amt")
    assert release_from_json(release_to_json(after)) == after
    assert after.hash != before.hash
    assert "„amt“ steht nicht in departments.yaml." in [warning.what for warning in check(town, on=BEFORE_REVIEW)[1]]
    file.write_text(file.read_text("utf-8").replace("slow_minutes: 30", "alone_days: 30"), "utf-8")
    assert "netiquette.yaml" in [problem.file for problem in problems(town)]
