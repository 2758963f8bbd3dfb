"""Words that several rules share, and those whose slips are mended first. Data only."""

from collections.abc import Mapping
from typing import Final

SHARED: Final[Mapping[str, str]] = {
    "own": r"""
        mein / meine / meinen / meiner / meinem / unser / unsere / unseren / unserem / my / our
    """,
    "somebody": r"""
        ich / er / sie / wir / jemand / jemanden / mann / frau / vater / mutter / papa / mama / opa / oma /
        grossvater / grossmutter / vati / mutti / kind / kinder / kleinkind / baby / saeugling / sohn /
        tochter / bruder / schwester / enkel / enkelin / enkelkind / freund / freundin / nachbar / nachbarin
        / nachbarn / person / mensch / mensche / menschen / leute / junge / maedchen / passant / fussgaenger
        / radfahrer / radfahrerin / fahrer / kollege / kollegin / kleine / kleiner / kleinen / ehemann /
        ehefrau / partner / partnerin / schwiegermutter / schwiegervater / onkel / tante / schueler /
        schuelerin / she / he / we / someone / somebody / man / woman / child / kid / son / daughter /
        father / mother / dad / mom / mum / husband / wife / brother / sister / friend / neighbour /
        neighbor / grandma / grandpa / people / i
    """,
    "partner": r"""
        mann / man / ehemann / freund / partner / ex / exmann / exfreund / frau / ehefrau / freundin /
        exfrau / exfreundin / partnerin / vater / stiefvater / mutter / stiefmutter / bruder / schwester /
        sohn / tochter / schwiegervater / schwiegermutter / schwager / lebensgefaehrte / verlobter / onkel /
        husband / boyfriend / wife / girlfriend / father / stepfather / stepdad / mother / brother / er /
        sie / he / she / ehepartner / mitbewohner / nachbar
    """,
    "hits": r"""
        schlaegt / schlagt / schlagen / schlage / geschlagen / schlug / pruegelt / verpruegelt / verpruegeln
        / pruegeln / haut / hauen / wuergt / gewuergt / wuergen / misshandelt / misshandeln / missbraucht /
        vergewaltigt / boxt / quaelt / tritt / getreten / schubst / ohrfeigt / hits / hit / hitting / beats
        / beat / beating / beaten / chokes / choked / choking / abuses / abused / abusing / hurts / hurting
        / rapes / raped / kicks / punches / punched / slaps
    """,
    "no_blow": r"""
        (?:vor|ab|aus|nach|um|zu|bei|zurueck)$ / mir vor / uns vor / fenster / scheibe / tuer / nagel /
        trommel / schach / tennis / spiel\w* / rekord\w* / kandidat\w* / trauzeug\w* / vorgeschlagen /
        angeschlagen / kirche / schnaeppchen / film / uhr / zeit / alarm / wellen / holz
    """,
    "children": r"""
        kind / kinder / kleinkind / baby / saeugling / sohn / tochter / enkel / enkelin / enkelkind /
        nachbarskind / nachbarskinder / maedchen / junge / kid / kids / child / children / son / daughter /
        toddler / stiefsohn / stieftochter / nachbarkind
    """,
    "relatives": r"""
        mann / ehemann / frau / ehefrau / vater / mutter / papa / mama / vati / mutti / opa / oma / grossvater /
        grossmutter / grosseltern / bruder / schwester / onkel / tante / freund / freundin / partner / partnerin /
        schwiegermutter / schwiegervater / nachbar / nachbarin / mitbewohner / mitbewohnerin / cousin / cousine /
        husband / wife / father / mother / dad / mum / mom / grandma / grandpa / grandmother / grandfather /
        brother / sister / uncle / aunt / boyfriend / girlfriend / neighbour / neighbor
    """,
    "strangers": r"""
        jemand / person / mensch / mann / frau / dame / herr / senior / seniorin / someone / somebody / man / woman /
        lady / rentner / rentnerin / bewohner / bewohnerin
    """,
    "gone": r"""
        ist (?:\w+ ){0,6}weg(?=$|\s(?:sie|er|hilfe|bitte|seit)) / is gone(?=$|\s(?:she|he|help|please|since))
    """,
    "left": r"""
        gelaufen / gezogen / ausgezogen / seit jahren / rechnung / geld / allein / urlaub / reise / kur
    """,
    "of_mine": r"""
        meines / unseres / meiner / unserer / meinem / unserem / of my / of our / my \w+ s
    """,
    "papers": r"""
        akte\w* / \w*post / brief\w* / formular\w* / \w*antrag / unterlagen / dokument\w* / schalter / name / namen /
        \w*urkunde / stempel / grab / grabstein / eintrag / daten / documents? / certificate / letter / form / papers /
        file / e?mail / termin\w* / antwort / sachbearbeiter\w* / kolleg\w* / buero / \w*amt
    """,
    "belongings": r"""
        \w*ausweis\w* / \w*pass / passport / perso / \w*urkunde\w* / unterlagen / zeugnis\w* / karte /
        ticket / handy / fahrrad / brille / jacke / schuh\w* / rucksack / ranzen / schluessel / roller /
        kindergeld / kinderwagen / zahn / bus\w* / from school card
    """,
    "taught": r"""
        \w*kurs\w* / \w*praevention\w* / prevention / \w*statistik\w* / \w*rate / vortrag / \w*konzept\w* /
        fortbildung / schulung / ausstellung / seminar / projekt\w* / netzwerk / arbeitskreis / film /
        theater\w* / buch / course / training / statistics / lecture
    """,
    "paperwork": r"""
        \w*ausweis\w* / antrag\w* / beantrag\w* / bescheid\w* / versicherung\w* / insurance / rechnung\w* /
        bezahl\w* / kosten / kostet / gebuehr\w* / rente / reha / pflegegrad / schwerbehindert\w* /
        selbsthilfe\w* / gruppe / bescheinigung\w* / aktenzeichen / urkunde\w* / report / claim / erstattung
        / attest / gutachten / risiko / vorsorge / ausbildung / job / stelle / praktikum / werden /
        ehrenamt\w*
    """,
}
"""A rule names them in braces."""

PAST: Final = r"""
    gestern / vorgestern / damals / frueher / hatte / gehabt / seit / letzte[nrsm]?
    (?:jahr\w*|monat\w*|woche\w*|nacht|sommer|winter) / vor (?:\w+ ){1,2}(?:jahr\w*|monat\w*|woche\w*|tag\w*) /
    nach (?:einem|einer|dem|der|meinem|seinem|ihrem) / last (?:year|month|week|summer|winter) / ago / yesterday
    / used to / history of
"""
"""What is told with these is over, unless the sentence calls for help now."""
NOW: Final = r"""
    gerade / grad / jetzt / sofort / hilfe / notfall / schnell / right now / now / help
"""
MENDED: Final = """
    ambulance bedroht bewusstlos breathing brennt einbrecher eingebrochen emergency erstickt ertrinkt explosion
    flammen geschlagen herzinfarkt krankenwagen misshandelt notarzt notfall ohnmaechtig polizei rettungswagen
    schlaegt schlaganfall schlagen selbstmord selbstmordgedanken sterben suicidal suicide suizid suizidgedanken
    ueberfallen umbringen unconscious unfall verblutet vergewaltigt vergiftet vergiftung verletzt verpruegelt
    verschwunden zusammengebrochen
"""
"""Words whose slips of the finger are mended before the rules look."""
NOT_MENDED: Final = """
    bedrohe brannte bremst brennen einbrechen einfall erschickt gebrochen geschlafen geschlossen polizeit
    schlaeft schlaegst schlafen schlage schlange streben suizide umfall umringen unbringen unfalls verblueht
    verletze verschwenden versenkt versetzt zusammengebracht
"""
"""Real words that are only a letter away from those."""
