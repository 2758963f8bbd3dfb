"""Poisoning, accidents, what happens to the body: rules in the notation of `faq.dangers`. Data only."""

from typing import Final

POISONING: Final = r"""
+ gift / giftige?\w* / rattengift / \w*reiniger / reinigungsmittel / spuelmittel / putzmittel / waschmittel /
  bleiche / tabletten / pillen / medikamente? / chemikalien? / \w*pilze? / beeren / batterie / knopfzelle /
  frostschutz\w* / lampenoel / benzin / saeure / schlaftabletten / bleach / poison / pills / tablets / detergent /
  cleaner / battery / mushrooms / medicine / drogen
+ getrunken / geschluckt / verschluckt / gegessen / genommen / eingenommen / schluckt / schluck / schlucke /
  trinkt / swallowed / drank / drunk / ate / eaten / took / taken
+ {somebody}
- \w*hund\w* / dog / \w*katzen? / cat / tiere? / boden / baum / baeume / koeder / pflanzen? / klima / atmosphaere
  / \w*entsorg\w* / drogenberatung / jeden tag / taeglich / every day

+ vergiftet / vergiftung / poisoned / poisoning
+ {somebody} / hilfe / verdacht / help
- \w*hund\w* / dog / \w*katzen? / cat / tiere? / boden / baum / baeume / koeder / pflanzen? / klima / atmosphaere
  / \w*entsorg\w* / restaurant / lebensmittel\w* / arbeit\w* / food

+ ueberdosis / overdose / overdosed
- {taught} / gedenk\w* / gestorben
"""
ACCIDENT: Final = r"""
+ \w*unfall / \w*unfaelle / accident / crash / zusammenstoss
+ \w*verletzt\w* / eingeklemmt / blut\w* / bewusstlos\w* / tote?r? / schwere\w* / injured / hurt / bleeding /
  trapped / dead / bad / serious
- {paperwork} / {taught} / \w*bericht\w* / anzeige\w* / \w*flucht / schwerpunkt\w* / kasse / \w*schaden / akte /
  arbeitsunfall / schulunfall / wegeunfall / old
! acute

+ \w*unfall / \w*unfaelle / accident / crash / zusammenstoss
+ gerade / grad / jetzt / hilfe / eben / passiert / geschehen / just / help / now / here / hier
- {paperwork} / {taught} / \w*bericht\w* / anzeige\w* / \w*flucht / schwerpunkt\w* / kasse / \w*schaden / akte /
  arbeitsunfall / schulunfall / wegeunfall / old / melden / oft / immer / regelmaessig / haeufig / staendig /
  warum
! acute

+ ueberfahren / angefahren / umgefahren / run over / hit by a (?:car|bus|train|truck)
+ {somebody} / wurde
- \w*hund\w* / katzen? / reh / igel / ampel / \w*schild\w* / poller / zaun / zaeune / parkend\w* / laternen? /
  \w*baum\w* / handy / schluessel / server / app / computer / programm / seite / system / \w*preise? / papierkram
  / arbeit / buerokratie / formular\w* / boden auf / zaehler / antrag\w* / fleck\w* / laub / ast / aeste / mein
  auto / wer zahlt / my car
! acute

+ ertrinkt / ertrunken / ertrinken / ertrinke / drowning / drowns / drowned / ins wasser gefallen / ins eis / im
  eis / im fluss / in den fluss
+ {somebody} / hilfe / help
- \w*hund\w* / katzen? / reh / igel / ampel / \w*schild\w* / poller / zaun / zaeune / parkend\w* / laternen? /
  \w*baum\w* / handy / schluessel / server / app / computer / programm / seite / system / \w*preise? / papierkram
  / arbeit / buerokratie / formular\w* / boden auf / zaehler / antrag\w* / fleck\w* / laub / ast / aeste /
  {taught} / eislaufen / baden / schwimmen / angeln / im muell
! acute

+ eingeklemmt / verschuettet / abgestuerzt / (?:vom|von der|von einer|von einem|aus dem|ueber das) \w+
  (?:gefallen|gestuerzt) / (?:die )?treppe (?:runter|hinunter|herunter)?gefallen / stromschlag / fell from /
  trapped
+ {somebody}
- \w*hund\w* / katzen? / reh / igel / ampel / \w*schild\w* / poller / zaun / zaeune / parkend\w* / laternen? /
  \w*baum\w* / handy / schluessel / server / app / computer / programm / seite / system / \w*preise? / papierkram
  / arbeit / buerokratie / formular\w* / boden auf / zaehler / antrag\w* / fleck\w* / laub / ast / aeste /
  {paperwork}
! acute

+ \w*aufzug / fahrstuhl / \w*lift / elevator
+ stecke / stecken / steckt / festsitz\w* / steckengeblieben / stuck / gefangen / eingesperrt
- oft / immer / kaputt / defekt

+ stromkabel / stromleitung / hochspannungsleitung / oberleitung / power line
+ liegt / gerissen / haengt / funken / abgerissen / down
- verlegen / antrag\w* / wann / plan

+ in (?:den|das|die|einen) (?:\w+ )?(?:see|fluss|kanal|rhein|bach|graben|wasser|teich)
  (?:gefahren|gefallen|gestuerzt|gesprungen)
- \w*ball / handy / drohne / schluessel / \w*hund / muell

+ zug / bahn / strassenbahn / auto / lkw / bus / laster / train / car
+ erfasst / ueberrollt / angefahren / hit (?:me|someone|somebody|a (?:man|woman|child|person|cyclist|pedestrian))
+ {somebody} / jemanden / menschen / einen / mich
- daten / statistik / \w*hund / katze / reh / parkend\w* / spiegel / my (?:car|mirror|fence) / blitzer
! acute
"""
MEDICAL: Final = r"""
+ bewusstlos\w* / ohnmaechtig\w* / bewusstsein verloren / nicht (?:mehr )?ansprechbar / (?:nicht|nich|kaum|keine?)
  (?:mehr |richtig )?atm\w+ / atmet (?:\w+ )?(?:nicht|nich|kaum) / kein\w* puls / anaphylakt\w* / allergische\w*
  schock / krampfanfall / epileptische\w* anfall / unconscious / (?:not|isn t|stopped|is not) breathing / (?:can
  t|cant|cannot|can not) breathe? / passed out / seizure / blau (?:angelaufen|im gesicht) / ganz blau / turning
  blue
- {taught} / vollmacht / wenn / falls / lernen / was tun bei / in case / {paperwork}
! acute

+ reagiert (?:\w+ )?(?:nicht|nich) / bewegt sich nicht / ruehrt sich nicht / regt sich nicht / not responding /
  not moving
+ {somebody}
- aemter / amt / behoerde / sachbearbeiter\w* / \w*mail / brief\w* / anruf\w* / telefon / auf / vermieter\w* /
  antrag\w* / stadt / verwaltung / website / seite / app / bot / ticket / to my / uhr

+ {somebody}
+ umgefallen / umgekippt / zusammengesackt / zusammengebrochen / hingefallen / gestuerzt
+ redet / spricht / reagiert / atmet / bewegt / ploetzlich / auf einmal / hilfe / blutet / nicht auf / steht nicht
  / nicht (?:mehr|alleine?) (?:hoch|aufstehen|auf)
- {paperwork} / \w*schild / zaun / \w*ampel / \w*laterne / \w*roller / tonne
! acute within 14

+ wacht (?:\w+ )?nicht (?:mehr )?auf / nicht mehr aufwacht / (?:not|won t|doesn t|does not|wont) (?:waking|wake)
  up
+ {somebody}
- wecker / schule / app / computer
! within 10

+ schwanger / pregnant / schwangerschaft
+ blutung\w* / blute / blutet / bleeding / starke schmerzen

+ ko tropfen / k o tropfen
- {taught} / schutz / armbaender / test\w*

+ ist tot / liegt tot / tot aufgefunden / leiche / is dead / dead body
+ nachbar / nachbarin / wohnung / gefunden / glaube / hilfe / jemand / strasse / hier / found / someone / person
- \w*hund / \w*katze / \w*vogel / voegel / tier\w* / reh / igel / ratte\w* / taube\w* / animal / dog / cat / bird
  / fox / fuchs / \w*baum / leitung / telefon / link / internet / opa / oma / vater / mutter / verdacht / geerbt /
  mieter / vermieter / erbe\w* / seite / briefkasten / urkunde\w*
! acute

+ kein\w* luft
+ {somebody} / kriegt? / krieg\w* / bekomm\w*
- reifen / \w*rad / frische / ventil / raum

+ herzinfarkt / schlaganfall / herzstillstand / herzattacke / hirnblutung / heart attack / heartattack / cardiac
  arrest / (?:a|has|had|having) stroke
- {taught} / vollmacht / wenn / falls / lernen / was tun bei / in case / {paperwork} / \w*gruppe / forum / tag /
  recover\w* / rehab / pension / of luck
! acute

+ notarzt / krankenwagen / rettungswagen / rettungsdienst / ambulanz / ambulance / paramedics? / sanitaeter
+ brauch\w* / schnell / rufen / ruft / rufe / ruf / sofort / schicken / schickt / schick / kommen / komm / holen /
  hilfe / need / send / call / please / bitte / dringend
- {taught} / vollmacht / wenn / falls / lernen / was tun bei / in case / {paperwork} / zufahrt / \w*park\w* /
  einsatz / laut / sirene\w* / veranstaltung\w* / fest / muss ich / soll ich / wann / bei der / service

+ (?:notarzt|krankenwagen|rettungswagen|ambulance)(?: bitte| please| schnell)*
! whole

+ arzt / aerztin / doctor
+ schnell / sofort / dringend / notfall / hilfe / urgent / urgently / help / now
- termin\w* / attest / gutachten / finde\w* / such\w* / gesucht / welche\w* / hausarzt / amtsarzt / appointment /
  find / in der naehe / brief / {paperwork}

+ blutet (?:\w+ )?(?:stark|sehr|viel|heftig) / verblutet\w* / verblute / viel blut / blut verloren / stark blutend
  / bleeding (?:heavily|badly|a lot|out|to death|so much) / a lot of blood /
  (?:er|sie|kind|ich|sohn|tochter|mann|frau) blutet / ich blute
- spenden? / blutspende\w* / hund blutet / katze / nase
! acute

+ brustschmerz\w* / schmerzen in der brust / schmerz in der brust / stiche? im herz\w* / herz\w* schmerzen /
  herzschmerzen / schmerzen (?:im|am) herz\w* / druck auf der brust / chest pain\w*
- {taught}
! acute

+ erstickt / erstick / ersticke / am ersticken / choking / chokes
+ {somebody} / hilfe / help
- buerokratie / arbeit / papier\w* / \w*muell / verkehr / laerm / baum / me$ / choking me
! acute

+ liegt (?:\w+ )?(?:am|auf dem|auf der|auf|im|regungslos|leblos|bewegungslos|reglos)
  ?(?:boden|strasse|gehweg|buergersteig|wiese|bank|graben|gleis\w*)? / zusammengebrochen / umgekippt / kollabiert
  / collapsed / lying on the (?:ground|floor|street)
+ mann / frau / person / jemand / mensch / er / oma / opa / nachbar / nachbarin / vater / mutter / kind / junge /
  maedchen / someone / somebody / man / woman / mama / papa / rentner\w* / betrunkene\w* / obdachloser? / sohn /
  tochter / kollege / kollegin / {own}
- \w*baum / \w*schild\w* / \w*ampel / \w*laternen? / \w*muell\w* / \w*fahrrad / \w*raeder / zaun / server / system
  / blumen\w* / ast / motorrad / \w*roller / tonne\w* / krankenhaus / sterben / pass / \w*ausweis / brief\w* /
  antrag\w* / grundstueck\w* / haus / wohnung / garten / grab / zentrum / scherben / hundekot / recht\w* /
  interesse / {paperwork}
! acute within 10

+ fruchtblase / presswehen / wehen alle / (?:habe|hat|starke|bekomme) wehen / baby kommt / in labou?r / water
  broke
- {taught} / wann / im (?:januar|februar|maerz|april|mai|juni|juli|august|september|oktober|november|dezember) /
  anmelden

+ stirbt / sterbe / am sterben / dying / dies
+ {somebody} / {own}
- wenn / falls / erb\w* / bestatt\w* / was passiert / was tun / if / when / hund / katze / tier / baum / rente /
  innenstadt / wald / vor (?:langeweile|hunger|lachen|neugier|hitze) / hospiz / dying to / \w*urkunde / \w*geld /
  \w*verfuegung / {paperwork}

+ krampft / kraempft / krampfanfaelle / atemnot / luftnot / hitzschlag / unterkuehlt / verbrueht / veraetzt /
  erstickungsanfall / kreislaufkollaps / kreislaufzusammenbruch / reanimier\w* / wiederbeleb\w* /
  (?:spuckt|hustet|erbricht|kotzt) blut / blut (?:gespuckt|erbrochen|gehustet) / offener bruch / ueberall (?:ist
  )?blut / alles voller blut / blood everywhere / schwer verletzt\w* / lebensgefaehrlich verletzt\w* / severely
  injured / badly hurt
- {taught} / {paperwork}
! acute

+ atmet / breathing
+ komisch / schwer / kaum / flach / roechelt / strange / badly
+ {somebody} / mein / meine / my
- verein / kurs
"""
