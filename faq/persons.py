"""Word lists of the wish for a person, as `faq.text.normalise` gives them. Data only."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSONS: Final = _words("""
    mensch menschen mensh mennschen mitarbeiter mitarbeitern mitarbeiterin mitarbeitende mitarbeitenden
    mitarbeitender angestellte angestellten angestellter sachbearbeiter sachbearbeitern sachbearbeiterin
    sachbearbeitung berater beratern beraterin beamter beamten beamte beamtin person personen human humans agent
    operator representative advisor employee clerk people leuten ansprechpartner ansprechpartnerin
    ansprechperson
""")
SOMEBODY: Final = _words("""
    jemand jemanden jemandem wem somebody someone anybody anyone kollege kollegen kollegin chef chefin
    vorgesetzten vorgesetzter leiter
""")
SPEAKING: Final = _words("""
    sprechen reden chatten telefonieren unterhalten verbinden verbunden sprech spreche sprchen rede verbinde
    weiterleiten durchstellen weiterverbinden speak talk chat connect connected transfer redn sprecha schreiben
""")
CALLING: Final = _words("""
    anrufen zurueckrufen anruft zurueckruft rueckruf call calls phone
""")
AROUND_PERSON: Final = _words("""
    ich du sie er wir mir mich uns man will moechte mochte moecht wuerde mag kann kannst koennte koennten
    koennen darf muss brauche brauch benoetige wuensche verlange haette bekomme lieber gerne mit zu zum an einem
    einen einer ein eine eines nem nen ner n der die das dem den echten echter echte echtem echt richtigen
    richtiger richtige richtigem realen reale realer lebenden lebende lebendigen lebendige menschlichen
    menschliche menschlicher wirklichen wirkliche vom von aus bei hier wieder direkt persoenlich selbst lass
    lassen stell stelle stellen durch weiter her hol holen holt gib geben gebt haben schreiben erreichen
    erreiche kontaktieren kontakt anrufen zurueckrufen weitergeleitet weitergeben vermitteln wie wo gibt es nur
    und aber stadt stadtverwaltung verwaltung rathaus rathauses support auch statt anstatt danke vielen dank i
    want wanna would like can could may let me to with a the real live actual need get give have contact reach
    my from at of city town hall us we is there how do where and right am mecht mechat koa net gibts da mal
    sofort endlich personal human please wuensch zurueck persoenliche persoenlichen help hilfe whoever somebody
    chat liebsten um werd waere
""")
RUDE: Final = _words("""
    verdammt verdammte verdammten verdammter nochmal scheiss scheisse scheissding scheissbot verfluchte
    verfluchten verflucht mist kack dumme dummen dummer doofe doofen doofer bloede bloeden bloeder drecks
    fucking fuck damn bloody idiot idioten zum teufel gefaelligst himmelherrgott stupid dumb
""")
MACHINES: Final = _words("""
    bot bots roboter robotern maschine maschinen computer automat automaten ki chatbot blechkiste robot robots
    machine machines ai blechbuechse algorithmus
""")
