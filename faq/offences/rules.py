"""The rules, gravest first, in the notation of `faq.wordrules`; ``weight`` is the severity. Data only."""

from typing import Final

THREAT: Final = r"""
+ ich / wir / i / we / man / wer / ich komme / jemand sollte / somebody should / someone should / ihr / we ll /
  i ll / wenn
+ (?:bring|bringe|bringen|mach|mache|machen|stech|steche|stechen|knall|knalle|knallen|leg|lege|schlag|schlage|
  schlagen) (?:\w+ ){0,2}(?:dich|euch|sie|ihnen|dir|den|die|jeden|alle)(?: \w+){0,4} (?:um|kalt|ab|tot|kaputt|platt|
  krankenhausreif|zusammen|nieder|die fresse|die zaehne|den schaedel|den kopf ein) / (?:dich|euch|sie|ihnen|dir|
  jeden)(?: \w+){0,4} (?:umbringen|umbringe|abstechen|absteche|aufschlitzen|erschiessen|erschiesse|abknallen|
  abknalle|toeten|toete|totschlagen|kaltmachen|kalt machen|aufhaengen|erhaengen|verpruegeln|zusammenschlagen|
  vergasen|verbrennen|anzuenden|abfackeln|erwuergen|erwuerge|die fresse polieren|polier\w*|den kopf abschneiden|
  den hals umdrehen|den schaedel einschlagen|ins gesicht schlagen|eine reinhauen|eine verpassen|vor die wand stellen|
  an die wand stellen) / bring\w* (?:ich )?(?:die|den|das) (?:\w+ ){1,5}um$ / (?:erschiess|erschiesse|erschiessen|
  toete|toeten|erwuerg|erwuerge|verpruegel|verpruegle|vergase) (?:dich|euch|sie|jeden|alle) / (?:kill|shoot|stab|
  murder|hurt|strangle|burn|hang|beat) (?:you|u|him|her|them|all of you|your) / brech\w* (?:dir|euch|
  ihnen) (?:\w+ )?(?:knochen|arme|beine|genick|nase|hals) / hau\w* (?:dir|euch|ihnen) (?:\w+ ){0,3}(?:ein|rein|
  fresse) / (?:dir|euch|ihnen) (?:\w+ ){0,4}(?:fresse|visage) (?:\w+ )?(?:poliert|polieren|einschlagen) / (?:break|
  smash) (?:your|his|her) (?:face|legs|neck|skull|teeth|bones)
- {reported} / bring\w* mich / mich (?:\w+ )?um\w* / bringt mich / mich (?:selbst|toeten|erschiessen) / kosten /
  gebuehren / steuer / wetter / krise / hund / katze / ratten / wespen / maeuse / tauben / film / spiel / krimi /
  buch / schreck / time / game / beat you to / hurt your feelings / nicht / wuerde nie / verbrennen lassen /
  bestatt\w* / einaescher\w* / not / never / formular / plakate? / bild\w* / schild\w* / stimmung / lampions
! within 14 weight 3

+ ich weiss wo (?:du|ihr|sie|eure?|deine|ihre|der|die) (?:\w+ ){0,4}(?:wohn\w*|arbeite\w*|zur schule geh\w*|
  park\w*) / wissen wo (?:du|ihr|sie) (?:\w+ ){0,2}wohn\w* / i know where (?:you|u|your) (?:\w+ ){0,3}(?:live|lives|
  work|park) / we know where you (?:live|work) / ich finde (?:dich|euch|raus wo) / wir finden (?:dich|euch) /
  i will find you / i ll find you / wir kriegen (?:dich|euch) / ich krieg(?:e)? (?:dich|euch) / i m coming for you /
  i am coming for you / passt? auf (?:euer|dein|eure|deine) (?:auto|autos|kinder|familie|haus|kind) auf /
  watch your back / du bist (?:so gut wie )?tot / ihr seid (?:alle )?(?:so gut wie )?tot / you are dead /
  you re dead / ur dead / you will (?:all )?die / you ll (?:all )? (?:die|burn|pay with) /
  ihr werdet (?:alle )?(?:\w+ )?(?:sterben|bluten|brennen|verrecken) / du wirst (?:\w+ )? (?:sterben|bluten|brennen|
  verrecken) / dein letztes stuendlein / eure tage sind gezaehlt / deine tage sind gezaehlt
- {reported} / film / spiel / hilfe / finde (?:dich|euch) (?:nett|gut|toll|super|freundlich|nicht) / keine ahnung /
  nett / toll / how to / corona / klima
! weight 3

+ ich komme? / komm / wir kommen / i come / i m coming / i will come / ich bring / ich bringe / ich hol / ich hole /
  bringe / naechstes mal / morgen / dann / next time
+ messer / knarre / pistole / waffe / waffen / gewehr / axt / machete / baseballschlaeger / molotow\w* / benzin\w* /
  kanister / benzinkanister / schlaegertrupp / schlaeger / knife / gun / shotgun / rifle / axe / machete /
  baseball bat / petrol / handgranate / bombe / bomb
- {reported} / abgeben / abzugeben / abgabe / schaerfen / schleifen / waffenschein\w* / waffenbesitz\w* / anmelden /
  gefunden / register / hand in / licence / license / erlaubt / fundbuero / geerbt / verein / flohmarkt / markt /
  kuechen\w* / brauche ich / darf ich / kann ich / muss ich / can i / do i / may i / mitnehmen / rasenmaeher /
  laubblaeser / tank\w* / kurs / entsorg\w* / schuetzen\w* / polizei / \?
! within 9 weight 3

+ ich / wir / man / i / we / i ll / we ll / wird / should / sollte / muesste / gehoert / will
+ zuend\w* / fackel\w* / fackle / spreng\w* / in die luft / (?:angezuendet|abgefackelt|niedergebrannt|gesprengt) /
  brennen / burn (?:\w+ ){0,3}down / blow (?:\w+ ){0,3}up / bomb (?:the|your)
+ rathaus / amt / behoerde / buergerbuero / laden / bude / eure? / euer / euch / haus / autos? / dich / town hall /
  office / you / your / city hall / gebaeude / building / polizei
- {reported} / feuerwerk / osterfeuer / kerzen? / gasgrill / grill / gestern / wurde / wurden / hat / haben /
  kampfmittel / weltkrieg\w* / fliegerbombe / entschaerf\w* / steinbruch / kamin / sprengung / weihnachts\w* /
  feuer machen / darf / erlaubt / brauche / genehmig\w* / antrag\w* / was passiert / wann / reifen / fahrrad\w* /
  lichte?r? / lampen? / ihr auto
! within 14 weight 3

+ (?:man|jemand|einer|somebody|someone) (?:sollte|muesste|should|ought to|muss) / gehoert / gehoeren / sollte man /
  muesste man / you all deserve / ihr (?:\w+ )?verdient
+ (?:euch|dich|sie|die|ihr|you|alle|them)
+ erschossen / erschiessen / aufgehaengt / aufhaengen / aufgeknuepft / vergast / vergasen / verbrannt / erschlagen /
  totgeschlagen / abgeknallt / abknallen / an die wand(?: gestellt)? / an den galgen / gehaengt / shot / hanged /
  to die / killed / den tod / an den baum / an die laterne
- {reported} / {people} / plakat\w* / bild\w* / schild\w* / fahne\w* / lampe\w* / lichterkette\w* / flagge\w* /
  hund\w* / tiere? / baum faellen / waesche / wild / reh / wildschwein\w* / rat\w*
! within 12 weight 3

+ (?:hoffe|hoffentlich|wuensche|wuensch|hope|wish) (?:\w+ ){0,4}(?:verreck\w*|stirbst|sterbt|krepier\w*|krebs|die|
  dies|cancer) / verreckt? (?:doch|alle|endlich) / krepiert (?:doch|alle) / geht? (?:doch |einfach )?sterben /
  geht? (?:dich|euch) (?:doch )?(?:erhaengen|aufhaengen|umbringen) / bringt? (?:dich|euch) (?:doch |mal |
  einfach )?(?:selbst |selber )?um / kill yourself / kys / go die / go and die / drop dead / fahrt? zur hoelle
- {reported} / bald / mein\w* / my / pflanze\w* / baeume / ich / wir
! weight 2
"""
INCITEMENT: Final = r"""
+ heil hitler / sieg heil / heil dem fuehrer / deutschland den deutschen auslaender raus / auslaender raus /
  juden raus / tuerken raus / kanaken raus / moslems raus / muslime raus / fluechtlinge raus / asylanten raus /
  white power / gas the jews / juda verrecke / blut und ehre / hitler hatte recht / hitler was right /
  unter (?:adolf|hitler) (?:\w+ ){0,4}(?:nicht|gegeben|ordnung|besser)
- {reported} / gelesen / gehoert / wer entfernt / entfernen / hausordnung / museum / archiv / stolperstein\w* /
  ausstellung / unterricht / geschichte / history / exhibition / seit wann / wann sind / aus der (?:turn)?halle /
  jemand / wand / mauer / unterfuehrung / bushaltestelle / wall / schild / hauswand / fassade
! weight 3

+ {people}
+ vergas\w* / ins gas / ans? (?:der|die) wand / erschiess\w* / erschossen / abknallen / ausrotten / ausgerottet /
  verrecken / vernicht\w* / aufhaengen / aufgehaengt / ersaufen lassen / absaufen lassen / ertrinken lassen /
  an die laterne / in den ofen / verbrennen / abschlachten / exterminate\w* / gassed / shot / hanged / wiped out /
  drown
- {reported} / damals / gedenk\w* / 1938 / 1942 / holocaust / museum / archiv / ausstellung / stolperstein\w* /
  friedhof / ermordet / verfolgt / remembrance / memorial / opfer / history / krieg / unter den nazis / geschichte
! within 10 weight 3

+ {people}
+ ungeziefer / parasiten / schmarotzer / untermenschen / abschaum / pack / dreck / dreckspack / gesindel / ratten /
  kakerlaken / viehzeug / seuche / pest / kriminelle alle / alle kriminell / alle verbrecher / alle vergewaltiger /
  messerstecher / invasoren / affen / tiere / vermin / parasites / subhuman / animals / scum / filth / rats /
  cockroaches / raus aus (?:unserem|deutschland) / haben hier nichts (?:zu suchen|verloren) /
  gehoeren (?:nicht hierher|alle abgeschoben|abgeschoben|weg|ins lager|in lager) / go back to / sofort abschieben /
  alle abschieben
- {reported} / keine / nicht / tierheim / haustiere / not / besitz\w* / muell / wohnung\w* / schaedlings\w* /
  kammerjaeger / hunde / mein\w* / my / vermieter / hat / beratung / hilfe
! within 9 weight 3

+ kanaken? / kanacken? / kanackenpack / nigger / niggers / neger / negern / judensau / judenschwein / judenpack /
  zigeunerpack / kameltreiber / kamelficker / ziegenficker / ziegenficken / schlitzaugen? / schwuchteln? / tunten? /
  polacken? / drecksauslaender / scheissauslaender / scheisskanaken? / drecksjuden? / scheissjuden? / drecksjude /
  scheissjude / scheisstuerken? / scheiss (?:auslaender|tuerken|juden|araber|polen|moslems|zigeuner|asylanten|
  fluechtlinge|neger) / dreckige\w* (?:auslaender|tuerken|juden|araber|zigeuner|juden|moslems) / sandneger /
  faggots? / kikes? / ragheads? / pakis / towelheads? / dirty (?:jews?|arabs?|muslims?|gypsies|foreigners|turks)
- {reported} / negerkoenig / buch / buecherei / jim knopf / kinderbuch / wort / ausdruck / umbenenn\w* /
  strassenname\w* / apotheke / rassis\w* / gruendung / benutz\w* / word / racist / racism / film / schlager
! weight 2
"""
SEXUAL: Final = r"""
+ (?:ich|i|wir|komm|lass|will|wuerde|moechte|wanna|want) / lust / du / lets
+ (?:dich|euch|sie|dir|you|u) (?:\w+ ){0,5}(?:ficken|fick|bumsen|voegeln|durchnehmen|lecken|vernaschen|poppen|
  flachlegen|fingern|nageln|begatten) / (?:fick|ficke|bums|bumse|leck|voegel|nagel) (?:dich|euch|sie) (?:durch|hart|
  gleich|heute|bis) / (?:fuck|bang|screw|shag|lick|do) (?:you|u) (?:hard|tonight|so|all|in|good|up against)
- {reported}
! within 9 weight 3

+ schick\w* / zeig\w* / send\w* / show / gib / will / want / poste?
+ nacktbild\w* / nacktfoto\w* / nackt bild\w* / nudes? / titten / titts / moepse / brueste / muschi / pussy / tits /
  boobs / deinen (?:arsch|hintern|po) / arschbild\w* / schwanzbild\w* / dickpics? / dick pics? / hoeschen /
  unterwaesche / panties / your ass / bh
- {reported} / erhalten / bekommen / laden / geschaeft / kleiderspende\w* / altkleider / vorsorge\w* / mammo\w* /
  krebs / screening / received / got / melden / report / sent me / mir (?:gesendet|zugeschickt|geschickt)
! within 7 weight 2

+ lutsch\w* (?:\w+ ){0,2}(?:schwanz|pimmel|mich|ihn|mir) / blas (?:mir|ihn) / blasen (?:willst|wuerde|lassen) /
  blowjob / einen blasen / suck (?:my|it|me|this) / (?:mein|meinen|meinem|my) (?:\w+ )?(?:schwanz|pimmel|penis|dick|
  cock) / hard cock / geile (?:sau|schlampe|schnecke|maus|schnitte|titten|stute|fotze|stimme|frau|kleine) /
  machst mich (?:so |voll |echt )?(?:geil|scharf|heiss|an) / bin (?:so |grad |voll )?(?:geil auf|spitz auf|rallig) /
  you make me horny / i m (?:so )?horny / im horny / horny / hast du lust auf (?:sex|ficken|einen fick|nen fick) /
  lust auf sex / wie waers mit sex / sex mit (?:dir|ihnen|mir|euch) / sex with (?:you|me) / sit on my face / (?:was|
  what) (?:hast du|haben sie|are you) (?:\w+ )?(?:drunter|wearing) / koerbchengroesse / telefonsex / dreier mit /
  bei dir (?:ins|im) bett / mit (?:dir|ihnen) (?:\w+ ){0,4}ins bett / ins bett (?:mit|kriegen|zerren) /
  auf den schoss / in your bed / bumsen / deepthroat / gangbang / feuchte traeume / wanna fuck / want to fuck
- {reported} / hund\w* / katze\w* / kater / arzt\w* / urolog\w* / schmerz\w* / untersuch\w* / vasektomie / kind\w* /
  sohn / lehrgang / unterricht / anbieter / angebote? / nummer auf / rechnung / vertrag / luftballon\w* / kerzen /
  trompete / laubblaser / pferd\w* / beratung\w* / praevention / doctor / dog / cat / vet / my son
! weight 2
"""
INSULT: Final = r"""
+ (?:(?:{you}|{adjective}|bist|seid|sind|are|hey|hallo|he|ey|was|fuer|mal|halt|voll|bot|
  stadt) )*(?:{strong})(?: (?:{you}|{adjective}|{strong}|bist|seid|sind|are|echt|ehrlich|man|mann|alter|ey|danke|
  fuer|nichts|tschuess|hier|da))*
- ich
! whole weight 2

+ (?:{you}|dein|deine|deiner|lauter|alles|what a|you people are|bunch of|was fuer|frau \w+ ist|herr \w+ ist|
  herr vom \w+ ist|frau vom \w+ ist) (?:(?:{adjective}) ){0,4}(?:{strong})
- {reported} / {self} / {third} / nicht / (?:keine?|no) (?:{strong})
! weight 2

+ (?:bist|seid|sind|are|re) (?:(?:{you}|{adjective}|denn|eigentlich|wohl|bei euch|bei ihnen|dort|da|hier|halt|
  einfach|all|ja) ){0,6} (?:{strong}) / (?:{strong}) (?:seid|bist|sind|are) (?:ihr|du|sie|you)
- {reported} / {self} / {third} / wir sind / we are / nicht / not
! weight 2

+ {town}
+ {is} / lauter / voller / nur / so / such / full of / alles / was / welche\w* / eure? / euer / bunch
+ {strong}
- {reported} / {self} / (?:keine?|no|nicht|not|kein|keinen|never) / parkt / parken / radweg / vor meiner / schuld /
  stehen / {third}
! within 9 weight 2

+ fick (?:dich|euch) / fickt euch / ficken sie sich / verpiss (?:dich|euch) / verpisst euch / verpissen sie sich /
  leckt? mich (?:doch |mal |alle )*am arsch / leckt? mich alle / lecken sie mich / halt(?:et|en)? (?:sie |doch |
  einfach |mal |endlich )*(?:die |deine |eure |dein |ihre )?(?:fresse|schnauze|maul|klappe) / halts maul /
  halt s maul / fuck (?:you|u|off|ya) / screw you / go to hell / go fuck / kiss my ass / piss off / eat shit /
  stfu / steckt? (?:euch|dir) (?:\w+ ){0,4}in (?:den|euren|deinen) arsch / shut (?:the fuck |your |the hell )(?:up|
  mouth) / steckt? (?:\w+ ){0,5} (?:in den arsch|sonstwohin) / shove it / schiebt? (?:\w+ ){0,5}(?:in den arsch) /
  up your ass / arschlecken
- {reported} / mich (?:die|das) / leckt mich der hund / kalb / ziege / pferd / katze
! weight 2

+ du bist / ihr seid / sie sind / seid ihr / bist du / sind sie / you are / you re / are you / ur / sind (?:die|
  alle) bei euch / ihr wart
+ dumm / strohdumm / saudumm / doof / bloed / saubloed / daemlich / bescheuert / behindert / bekloppt / hirnlos /
  geistesgestoert / gestoert / geisteskrank / zurueckgeblieben / unterbelichtet / hohl / verbloedet / dumme[nrs]? /
  bloede[nrs]? / das letzte / dreck / abschaum / der letzte dreck / stueck scheisse / stueck dreck / scheisse /
  scheiss / zum kotzen / stupid / dumb / retarded / brain ?dead / piece of shit / pieces of shit / garbage / trash /
  pathetic / brainless / shit / ekelhaft / widerlich / disgusting / krank im kopf / nicht ganz dicht / hirntot /
  strunzdumm / verbrecher / faschisten / nazis / volksverraeter / betrueger / schweine / saeue / affen /
  blutsauger / parasiten / crooks / scum / vermin / pigs
- {reported} / {self} / nicht (?:dumm|doof|bloed|daemlich|bescheuert|das letzte|scheisse|schuld) / not / ob /
  denke / frage / sicher / \w*regel\w* / formular\w* / seite / webseite / die letzte[nr]? / behinderten\w* /
  schwer / gehbehindert / angestellt / website / doch nicht / gebaeude / zu behindert / selbst / grad behindert
! within 7 weight 1

+ (?:du|ihr|you|you people are|you are) (?:(?:{adjective}|pathetic|sad|arme|armselige) ){0,3}(?:schwein|schweine|sau|
  saeue|affe|affen|kuh|kuehe|ratten|ratte|pack|gesindel|geschmeiss|dreckspack|faschos|nazis|verbrecher|
  verbrecherbande|volksverraeter|halunken|kriminelle[nr]?|loser|losers|clowns|pigs|scum|crooks|swine|opfer|versager|
  nichtsnutze?|faulpelze?|parasiten|schmarotzer|blutsauger|abzocker|betrueger|luegner) / (?:bloede|dumme|fette|alte|
  dreckige) (?:kuh|sau|kuehe|schlampe|ziege|schweine) / armleuchter / dumme schweine / sauhaufen /
  verbrecherverein / drecksverein / scheissverein / drecksladen / saftladen voller / scheissladen / drecksbehoerde /
  scheissbehoerde / scheissamt / drecksamt / scheiss (?:beamte\w*|behoerde|amt|verein|laden|stadt|verwaltung|bot|
  buergermeister) / verbloedete[nr]? (?:beamte\w*|verein|bande|verwaltung) / bande von (?:{strong}) /
  haufen (?:{strong}|versager|scheisse) / bunch of (?:{strong}|losers|clowns|crooks) / (?:du|ihr|you|
  this) (?:(?:{adjective}) )+(?:bot|maschine|machine|computer|automat|roboter) / stueck scheisse / piece of shit
- {reported} / {self} / {third} / ihr schwein / nicht / kuh (?:auf|steht|laeuft|von) / bauer\w* / weide /
  gegen nazis / wenn ihr opfer / seid ihr opfer / \w*hilfe / geworden
! weight 1
"""
SPAM: Final = r"""
+ verdien\w* / earn\w* / make / invest\w* / investier\w* / gewinn\w* / reich werden / geld verdienen /
  passives einkommen / passive income / profit\w* / rendite / cash / income / kredit\w* / loan\w* / darlehen
+ pro (?:woche|tag|monat|stunde) / per (?:week|day|month|hour) / von zu ?hause / from home / garantiert\w* /
  guaranteed / ohne schufa / without credit check / bitcoin\w* / krypto\w* / crypto\w* / forex / schnell /
  sofort auszahl\w* / in nur / risikofrei / risk free / no risk / automatisch / trading / ohne risiko
+ http\w* / www / klick\w* / click / link / t me / wa me / whatsapp / telegram / jetzt anmelden / schreib\w* (?:mir|
  uns) / kontaktier\w* / contact / join / tritt bei / melde dich / dm me / nachricht an / sign up / register now / @
- {reported} / betrug\w* / scam / warn\w* / spam / phishing / verdaechtig\w* / serioes\w* / echt / fake / anzeige /
  legit / fraud / received / bekommen / erhalten / muss ich / darf ich / grundsicherung / buergergeld / minijob /
  wohngeld / tax / steuer\w* / kfw
! within 40 weight 1

+ casino / online ?casino / slots / sportwetten / freispiele / free spins / viagra / cialis / potenzmittel /
  penisverlaenger\w* / hot singles / sexy singles / single frauen / camgirls? / escort\w* / replica / rolex /
  gefaelschte\w* (?:papiere|paesse|pass|dokumente|ausweise|fuehrerschein\w*|zeugnis\w*) /
  fuehrerschein ohne pruefung / doktortitel kaufen / iphone gewonnen / won an? (?:iphone|ipad|prize|gift) /
  gift ?card\w* / gutschein gewonnen / airdrop / backlinks? / seo / followers? / instagram follower /
  registered passport / buy (?:real|fake) (?:passport\w*|documents?|licen[cs]e\w*) / pass kaufen /
  web ?design angebot / goldankauf / wunderdiaet / abnehm\w* / fat burn\w* / cbd oil / testosteron\w*
+ http\w* / www / klick\w* / click / t me / wa me / whatsapp / telegram / (?:jetzt )?(?:anmelden|kaufen|bestellen|
  sichern|registrieren|spielen) / bestell\w* / rabatt\w* / discount / bonus / nur heute / only today / kaufen bei /
  order now / buy now / angebot\w* / kontaktier\w* / contact (?:us|me) / guenstig\w* / cheap\w* / ranking\w* /
  verfuegbar / unverbindlich / 100 / lieferbar
- {reported} / betrug\w* / scam / warn\w* / spam / phishing / verdaechtig\w* / serioes\w* / fake / anzeige / legit /
  fraud / received / bekommen / erhalten / genehmig\w* / eroeffn\w* / gewerbe\w* / anmelden\b(?! bonus) / laermen /
  nachbar\w* / sucht / beratung\w* / illegal\w* / melden / jugendschutz / gefunden / prostituiert\w* /
  ausschreibung / can i / do you
! within 40 weight 1

+ folgt? (?:mir|uns|meinem|unserem) / abonnier\w* / follow (?:me|us|my) / subscribe / besuch\w* (?:meine|
  unsere) (?:seite|website|homepage|shop|webshop|onlineshop) / visit (?:my|our) (?:site|website|shop|channel) /
  check out my / schaut? mal auf (?:meine\w*|unsere\w*) / jetzt (?:bestellen|kaufen|zugreifen|sichern) / order now /
  buy now / nur (?:heute|fuer kurze zeit) / limited offer / unschlagbar\w* (?:preise?|angebot\w*) /
  sonderangebot\w* / best price\w*
+ http\w* / www / kanal / channel / youtube / instagram / tiktok / onlyfans / shop / rabatt\w* / prozent /
  discount / percent / versandkostenfrei / gratis / free shipping / t me
- {reported} / stadt / ihr kanal / euer kanal / eure seite / wann / wo kann / your channel / town / ampel /
  verein\w* / buergerinitiative / petition / unfall / foto / markt
! within 16 weight 1
"""
