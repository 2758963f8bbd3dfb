"""Services in XZuFi 2.2, as the catalogues of the Länder export them, read as drafts of entries. Pure.

Read by bare names, so that any prefix will do. Text modules are told by their code of the code list
`leistungstextmodulleika`; costs, terms and durations are modules of their own, or text modules in older exports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from faq.facets import Facet
from faq.facts import GERMAN
from faq.interchange.naming import Ids
from faq.interchange.record import MAX_RECORDS, Fault, Harvest, Path, Place, Record, Value, too_many, unreadable
from faq.interchange.webtext import to_line, to_markdown
from faq.interchange.xmltree import Element, NoTree, tree_of

NAMESPACE = re.compile(r"http://xoev\.de/schemata/xzufi/2_[2-9]_\d+")
_TITLE, _NAME = "02", "03"  # Leistungsbezeichnung, Leistungsbezeichnung II: as citizens say it
_ANSWERS = ("06", "05", "24")  # Volltext, Kurztext, Teaser: the first that there is
_FACETS = {
    "08": Facet.DOCUMENTS, "10": Facet.FEE, "12": Facet.PROCESSING_TIME, "13": Facet.DEADLINE, "22": Facet.WHERE,
    "23": Facet.WHERE,
}  # fmt: skip
_MODULES = {
    "modulKosten": Facet.FEE, "modulFrist": Facet.DEADLINE, "modulBearbeitungsdauer": Facet.PROCESSING_TIME,
    "modulDokument": Facet.DOCUMENTS, "modulAnsprechpunkt": Facet.WHERE,
}  # fmt: skip
_ARS = re.compile(r"\d{12}")
_LEIKA = re.compile(r"\d{14}")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_EASY = re.compile(r"de[-_].*(simple|leicht|ls\b).*", re.IGNORECASE)
EASY = "easy"
"""What stands for Leichte Sprache among the languages."""


def read_services(data: bytes, file: str) -> Harvest:
    """One draft for each Leistung; the rows are lines of the file."""
    try:
        root = tree_of(data)
    except NoTree as refused:
        place = Place(row=refused.line, column=str(refused.column))
        return unreadable(file, refused.what, refused.mend, place)
    services = [root] if root.name == "leistung" else list(root.all("leistung"))
    if not services:
        return unreadable(
            file, "Darin steht keine Leistung nach XZuFi.",
            "Aus dem Redaktionssystem Leistungen in XZuFi 2.2 exportieren.",
        )  # fmt: skip
    namespace = services[0].namespace
    if namespace and not NAMESPACE.fullmatch(namespace):
        return unreadable(
            file, f"Die Datei hat den Namensraum „{namespace[:80]}“, gelesen wird XZuFi 2.2.",
            "In XZuFi 2.2 exportieren (http://xoev.de/schemata/xzufi/2_2_0).", Place(row=services[0].line),
        )  # fmt: skip
    if len(services) > MAX_RECORDS:
        return too_many(file, len(services))
    online = dict(_online_services(root))
    records: list[Record] = []
    faults: list[Fault] = []
    ids = Ids()
    for service in services:
        made = _record(service, file, online, ids)
        if isinstance(made, Record):
            records.append(made)
        else:
            faults.append(made)
    return Harvest(records=tuple(records), faults=tuple(faults))


def _record(service: Element, file: str, online: dict[str, str], ids: Ids) -> Record | Fault:
    texts = {_code(module): _contents(module) for module in service.each("modulText") if _contents(module)}
    titles, short = _names(service, _TITLE), _names(service, _NAME)
    names = {**titles, **short} or _spoken(service.each("bezeichnung", "name"))
    if GERMAN not in names:
        return Fault(
            file=file, place=Place(row=service.line, column="leistung"), entry=_id(service),
            what="Die Leistung hat keine deutsche Bezeichnung (Textmodul 02 oder 03).",
            mend="Im Redaktionssystem die Leistungsbezeichnung eintragen.",
        )  # fmt: skip
    values: dict[Path, Value] = {("id",): ids.make(names[GERMAN])}
    values |= {("question", lang): name for lang, name in names.items() if lang != EASY}
    answers = _answers(texts)
    values |= {("answer", lang): text for lang, text in answers.items() if lang != EASY and lang in names}
    if EASY in answers:
        values[(EASY,)] = answers[EASY]
    values |= {("paraphrases", lang): tuple(many) for lang, many in _synonyms(service, (titles, short), names).items()}
    for facet, spoken in _facets(service, texts):
        values |= {("facets", facet, lang): text for lang, text in spoken.items() if lang != EASY}
    links = [_link(service), online.get(_id(service), "")]
    values[("facets", Facet.ONLINE)] = next(filter(None, links), None)
    values[("leika",)] = tuple(_matching(_LEIKA, (code.text for code in _codes(service, "referenzLeiKa"))))
    values[("ars",)] = tuple(_matching(_ARS, (area.text for area in service.each("gueltigkeitGebietID"))))
    values[("source",)] = _source(service)
    values[("checked",)] = _changed(service)
    values |= {("kind",): "service", ("status",): "draft"}
    said = {path: value for path, value in values.items() if value}
    return Record(values=said, place=Place(row=service.line, column="leistung"), draft=True)


def _contents(module: Element) -> dict[str, str]:
    """The module's texts as Markdown, by language."""
    return _by_language(module.each("inhalt"))


def _by_language(elements: Iterable[Element]) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in elements:
        lang, text = _lang(element), to_markdown(element.text)
        if lang and text:
            found[lang] = f"{found[lang]}\n\n{text}" if lang in found else text
    return found


def _lang(element: Element) -> str:
    code = element.attributes.get("languageCode", GERMAN)
    if _EASY.fullmatch(code):
        return EASY
    return code[:2].lower() if re.fullmatch(r"[a-zA-Z]{2}(?:[-_].*)?", code) else ""


def _code(module: Element) -> str:
    code = module.first("leikaTextmodul", "code")
    return (code.text if code else "").zfill(2)


def _codes(service: Element, name: str) -> Iterator[Element]:
    for element in service.each(name):
        yield element.first("code") or element


def _names(service: Element, code: str) -> dict[str, str]:
    modules = (module for module in service.each("modulText") if _code(module) == code)
    return _spoken(one for module in modules for one in module.each("inhalt"))


def _spoken(elements: Iterable[Element]) -> dict[str, str]:
    """Texts in one line, by language."""
    lines = ((_lang(one), to_line(one.text)) for one in elements)
    return {lang: line for lang, line in lines if line and lang not in ("", EASY)}


def _answers(texts: dict[str, dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in reversed(_ANSWERS):
        found |= texts.get(code, {})
    return found


def _synonyms(service: Element, titles: Iterable[dict[str, str]], names: dict[str, str]) -> dict[str, dict[str, None]]:
    """What else the service is called, in order, without its name."""
    terms = (term for context in service.all("begriffImKontext") for term in context.each("begriff"))
    called = [pair for spoken in titles for pair in spoken.items()] + [
        (_lang(term), to_line(term.text)) for term in terms
    ]
    found: dict[str, dict[str, None]] = {}
    for lang, line in called:
        if line and lang not in ("", EASY) and line != names.get(lang):
            found.setdefault(lang, {})[line] = None
    return found


def _facets(service: Element, texts: dict[str, dict[str, str]]) -> Iterator[tuple[Facet, dict[str, str]]]:
    for code, facet in _FACETS.items():
        if GERMAN in texts.get(code, {}):
            yield facet, texts[code]
    for name, facet in _MODULES.items():
        for module in service.each(name):
            spoken = _by_language(module.all("beschreibung", "inhalt", "bezeichnung"))
            if GERMAN not in spoken and (figures := _figures(module)):
                spoken = {**spoken, GERMAN: figures}
            if GERMAN in spoken:
                yield facet, spoken


def _figures(module: Element) -> str:
    """Amounts and durations that have no words of their own ("37,00 Euro", "2 Woche(n)")."""
    found = []
    for amount in module.all("betrag"):
        if re.fullmatch(r"\d{1,9}(\.\d{1,4})?", amount.text):
            found.append(f"{float(amount.text):.2f} Euro".replace(".", ","))
    for duration in module.all("dauer"):
        unit = next((one for one in module.all("einheit")), None)
        name = next((one.text for one in unit.all("name")), unit.text) if unit else ""
        if re.fullmatch(r"\d{1,6}", duration.text) and re.fullmatch(r"[A-Za-zÄÖÜäöüß()]{3,20}", name):
            found.append(f"{duration.text} {name}")
    return ", ".join(found)


def _link(service: Element) -> str:
    """Where it can be done online, as the service itself says."""
    for module in service.each("modulOnlinedienst", "onlinedienst", "onlinedienstLink"):
        for link in module.all("link", "uri"):
            if _is_https(link.text):
                return link.text
    return ""


def _online_services(root: Element) -> Iterator[tuple[str, str]]:
    """The address of an Onlinedienst for each Leistung that it names."""
    for service in root.all("onlinedienst"):
        link = next((one.text for one in service.all("link", "uri") if _is_https(one.text)), "")
        if link:
            yield from ((one.text, link) for one in service.all("leistungID"))


def _source(service: Element) -> str:
    for module in service.each("modulUrsprungsportal"):
        for uri in [module, *module.all("uri")]:
            if _is_https(uri.text):
                return uri.text
    return ""


def _changed(service: Element) -> str:
    for stamp in service.all("geaendertDatumZeit"):
        if found := _DAY.fullmatch(stamp.text):
            return found[1]
    return ""


def _id(service: Element) -> str:
    found = service.first("id")
    return found.text if found else ""


def _matching(pattern: re.Pattern[str], texts: Iterable[str]) -> Iterator[str]:
    return (text for text in dict.fromkeys(texts) if pattern.fullmatch(text))


def _is_https(text: str) -> bool:
    return text.startswith("https://") and not re.search(r"\s", text)
