"""Crime going on, and calls for help that name nothing: rules in the notation of `faq.dangers`. Data only."""

from typing import Final

CRIME: Final = r"""
+ einbrecher / einbrechern / burglars? / intruder
+ hier / im / haus / wohnung / gerade / hilfe / keller / garage / nebenan / bei / nachbar\w* / house / flat / home
  / in / help / here / now
- {taught} / \w*schutz / beratung / \w*versicherung / sicherung / banden / vorbeugen / zahlen
! acute

+ (?:hilfe )?(?:einbrecher|einbruch|raubueberfall|bankueberfall|diebe|burglars?|intruder)(?: hilfe)?
! whole

+ bricht / brechen / einbrechen / eingebrochen / einzubrechen / breaking in / breaking into / broke into / break
  into / break in
+ ein / jemand / gerade / wurde / wird / wollen / will / someone / somebody / they / einbrechen / my / is
- {taught} / \w*schutz / beratung / \w*versicherung / sicherung / banden / vorbeugen / zahlen / eis / umsatz\w* /
  markt / stimme / versprechen / bein / arm / knochen / zaehler / news / auto (?:kaputt|aufgebrochen)
! acute

+ brechen / bricht
+ auto / tuer / wohnung / haus / automat\w* / kiosk / laden
+ auf
- wann / immer
! within 7

+ aufbrechen / aufzubrechen / knacken / aufgebrochen
+ jemand / gerade / einer / maenner / typ / leute
- schluessel\w* / schloss / eis / raetsel / code
! acute

+ jemand / fremder? / ein fremder / unbekannte\w* / maenner / someone / somebody / a stranger
+ in mein\w* (?:wohnung|haus|zimmer|keller|garten) / in unser\w* (?:wohnung|haus|keller|garten) / in my
  (?:house|flat|apartment|home|room)
- \w*gemeldet / wohnt / lebt / ziehen / einziehen / parkt / muell / registered / lives / live / rent /
  untermiet\w* / besuch\w* / melden / anmelden / visit\w* / helfen / putz\w* / katze / hund
! within 6

+ \w*ueberfall / raub / robbery
+ gerade / hilfe / bank / laden / tankstelle / hier / jetzt / now / help / here
- {taught} / \w*schutz / beratung / \w*versicherung / sicherung / banden / vorbeugen / zahlen / film
! acute

+ klaut / stiehlt / stehlen / klauen / dieb / diebe / zuendet / randaliert / randalieren / zerstoert / demoliert /
  sprueht / stealing / vandali[sz]ing
+ gerade / grad / jetzt / eben / im moment / right now / now
+ jemand / mann / maenner / typ / typen / jugendliche / er / leute / person / dieb / diebe / someone / somebody /
  he / they / people
- immer / oft / jeden / staendig / regelmaessig

+ polizei / police
+ hilfe / schnell / sofort / rufen / ruft / rufe / ruf / schickt / schicken / schick / brauch\w* / kommen /
  dringend / call / send / need / help
- \w*wache / revier / \w*nummer / \w*zeugnis\w* / beruf / bewerb\w* / \w*ausbildung / adresse / \w*zeiten / wo
  (?:ist|finde) / termin / sportverein / wann / museum / bericht / muss ich / soll ich / clearance / certificate /
  report / record / station / number / bescheinigung\w* / {taught}

+ bombe / granate / handgranate / blindgaenger / weltkriegsbombe / fliegerbombe / sprengsatz / bombendrohung /
  bomb / grenade / munition
+ gefunden / liegt / hier / entdeckt / found / hilfe / drohung / lies
- entschaerf\w* / evakuier\w* / wann / sperr\w* / abgeben / erb\w* / karte / auskunft
! acute

+ einbruch / break in / burglary
+ gerade / jetzt / nebenan / bei mir / bei uns / hilfe / now / happening
- schutz / \w*versicherung / {taught} / beratung
! acute

+ klettert / klettern / steigt / steigen / climbing
+ balkon / fenster / dach / zaun / balcony / window
+ jemand / mann / maenner / einer / someone / somebody
- kinder / katze / marder / waschbaer / park / immer

+ (?:bitte )?(?:110|112) (?:rufen|anrufen|verstaendigen|waehlen) / ruft? (?:die )?(?:110|112) / call
  (?:110|112|911)
- wann / soll ich / muss ich / darf
"""
OTHER: Final = r"""
+ (?:hilfe |bitte )?(?:notfall|emergency|notruf|sos|mayday|lebensgefahr|112|110|911|help help help|hilfe hilfe
  hilfe)(?: hilfe| bitte| 112| 110)*
! whole

+ notfall / emergency
+ das ist / hilfe / hier / medizinische\w* / dringend / this is / it s / an / schnell / habe / haben / have / help
  / es ist
- \w*nummer\w* / \w*kontakt\w* / \w*pass / passport / passes / \w*ausweis\w* / perso\w* / \w*flug\w* / flight /
  urlaub / visum / visa / \w*termin\w* / appointment / mappe / plan / dienst\w* / sprechstunde / betreuung /
  \w*wohnung / kein\w* / no / not an / apotheke / vorsorge / was ist / zahnarzt / fonds / ordner / dose / im
  notfall / fuer den notfall / bei einem notfall / reise\w* / number / contact / in case / kita / sanitaeter\w* /
  in an / for
! within 6

+ in gefahr / lebensgefahr / lebensgefaehrlich / in danger
+ ich / wir / jemand / er / sie / kind / mann / frau / bin / i / hilfe / help / she / he / am / kinder
- umwelt / \w*baum\w* / verkehr / art\w* / existenz / klima / natur / arbeitsplatz / job / radweg / \w*kreuzung /
  schulweg / spielplatz / tier\w*
"""
