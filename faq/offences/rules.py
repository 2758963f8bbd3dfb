"""The rules, gravest first, in the notation of `faq.wordrules`; ``weight`` is the severity. Data only."""

from typing import Final

THREAT: Final = r"""
+ ich / wir / i / we / man / wer / ich komme / jemand sollte / somebody (?:should|ought) / someone (?:should|ought) /
  ihr / we ll / i ll / wenn / gleich / bald / irgendwann
+ (?:bring|bringe|bringen|mach|mache|machen|stech|steche|stechen|knall|knalle|knallen|leg|lege|schlag|schlage|
  schlagen|schiess|schiesse|schiessen|tret|trete|treten|hau|haue|hauen|murks|murkse|metzel|metzle|pruegel|pruegle)
  (?:\w+ ){0,2}(?:dich|euch|sie|ihnen|dir|den|die|jeden|alle)(?: \w+){0,4} (?:um|kalt|ab|tot|kaputt|platt|fertig|
  krankenhausreif|zusammen|nieder|die fresse|die zaehne|den schaedel|den kopf ein|ueber den haufen|uebern haufen|
  windelweich|gruen und blau|zu brei|eine rein|aufs maul|in die fresse) / (?:dich|euch|sie|ihnen|dir|
  jeden)(?: \w+){0,4} (?:umbringen|umbringe|abstechen|absteche|aufschlitzen|erschiessen|erschiesse|abknallen|
  abknalle|toeten|toete|totschlagen|kaltmachen|kalt machen|aufhaengen|erhaengen|verpruegeln|zusammenschlagen|
  vergasen|verbrennen|anzuenden|abfackeln|erwuergen|erwuerge|die fresse polieren|polier\w*|den kopf abschneiden|
  den hals umdrehen|abmurksen|plattmachen|fertigmachen|
  fertig machen|koepfen|lynchen|steinigen|die kehle durchschneiden|abschlachten|niederschlagen|zusammentreten|
  krankenhausreif schlagen|niederstechen|den schaedel einschlagen|ins gesicht schlagen|eine reinhauen|eine verpassen|vor die wand stellen|
  an die wand stellen) /
  bring\w* (?:ich )?(?:die|den|das|einen|eine|jeden) (?:\w+ ){1,6}um$ / (?:erschiess|erschiesse|erschiessen|
  toete|toeten|erwuerg|erwuerge|verpruegel|verpruegle|vergase) (?:dich|euch|sie|jeden|alle) / (?:kill|shoot|stab|
  murder|hurt|strangle|burn|hang|beat|behead|slaughter|lynch|choke) (?:you|u|him|her|them|all of you|your) /
  (?:put a bullet in|slit) (?:your|you|his|her|the mayor|the) / kopfschuss / eine kugel in den kopf / brech\w* (?:dir|euch|
  ihnen) (?:\w+ )?(?:knochen|arme|beine|genick|nase|hals) / hau\w* (?:dir|euch|ihnen) (?:\w+ ){0,3}(?:ein|rein|
  fresse) / (?:dir|euch|ihnen) (?:\w+ ){0,4}(?:fresse|visage) (?:\w+ )?(?:poliert|polieren|einschlagen) / (?:break|
  smash|bash|kick|punch|beat) (?:your|his|her|you) (?:face|legs|neck|skull|teeth|bones|head|ass|in the face|up)
- {reported} / bring\w* mich / mich (?:\w+ )?um\w* / bringt mich / mich (?:selbst|toeten|erschiessen) / kosten /
  gebuehren / steuer / wetter / krise / hund / katze / ratten / wespen / maeuse / tauben / film / spiel / krimi /
  buch / schreck / fertig (?:zur|mit|gemacht fuer) / bescheid / angebot\w* / schreiben fertig / unterlagen / time / game / beat you to / hurt your feelings / (?:dich|euch|sie|ihnen|dir|niemand\w*|keinen|keinem) nicht / nicht (?:um|toeten|umbringen|verbrennen|schlagen|
  gesagt|gedroht|bedroh\w*|weh) / (?:sie|du|ihr) mich / keine angst / wuerde nie / verbrennen lassen /
  bestatt\w* / einaescher\w* / not / never / formular / plakate? / bild\w* / schild\w* / stimmung / lampions
! within 14 weight 3

+ (?:ich weiss|wir wissen) (?:genau |auch |schon )?(?:wo|wann) (?:du|ihr|sie|eure?|deine|ihre|der|die) (?:\w+ ){0,4}
  (?:wohn\w*|arbeite\w*|zur schule geh\w*|in die kita geh\w*|park\w*|feierabend \w+|heim\w*) / wissen wo (?:du|ihr|sie) (?:\w+ ){0,2}wohn\w* / (?:i|we) know where (?:you|u|your) (?:\w+ ){0,3}(?:live|lives|
  work|park|to school|school) / we know where you (?:live|work) / ich finde (?:dich|euch|raus wo) / wir finden (?:dich|euch) /
  i will find you / i ll find you / wir kriegen (?:dich|euch) / ich krieg(?:e)? (?:dich|euch) / i m coming for you /
  i am coming for you /
  (?:passt?|passen sie|pass) (?:mal |bloss )?(?:gut|lieber|besser) auf (?:euer|dein|eure|deine|ihre?) (?:auto|autos|kinder|
  familie|haus|kind|frau|mann) auf / auf (?:deine|eure|ihre) (?:familie|kinder|frau) (?:\w+ )?(?:aufpassen|achten) /
  bring\w* ich (?:\w+ ){0,4}um$ / (?:stech|steche|knall|knalle|schlacht|schlachte|schiess|schiesse) ich (?:\w+ ){0,5}
  (?:ab|nieder|ueber den haufen)$ / gnade (?:dir|euch|ihnen) gott / wenn ich (?:dich|euch|sie) (?:erwische|in die finger \w+|allein erwische|
  zu fassen \w+) / (?:werde|werden) (?:dich|euch|sie) (?:finden|kriegen|holen) / du bist faellig / ihr seid faellig /
  es wird blut fliessen / blutbad / amoklauf / lauf amok / laufe amok / renne amok / (?:gibt|gibts) (?:es |dann |
  bald |bei euch |im \w+ )*(?:tote|ein massaker|was aufs maul|eins aufs maul|auf die fresse) / aufs maul(?: von mir)?$ /
  i (?:will|m gonna|m going to) find you /
  watch your back / du bist (?:so gut wie )?tot / ihr seid (?:alle )?(?:so gut wie )?tot / you are dead /
  you re dead / ur dead / you will (?:all )?die / you ll (?:all )? (?:die|burn|pay with) /
  ihr werdet (?:alle )?(?:\w+ )?(?:sterben|bluten|brennen|verrecken) / du wirst (?:\w+ )? (?:sterben|bluten|brennen|
  verrecken) / dein letztes stuendlein / eure tage sind gezaehlt / deine tage sind gezaehlt
- {reported} / mich (?:\w+ ){0,2}um / wespen / ratten / maeuse / muecken / film / spiel / hilfe / unfall\w* / kreuzung\w* / erst / muss es / uebung\w* / konzept\w* / schutz /
  verhalten / vorbereit\w* / strasse / kurve / medien / nachrichten / game / (?:unterlagen|formular\w*) /
  sie finden in / werden sie finden / wo (?:werde|kann) ich / finde (?:dich|euch) (?:nett|gut|toll|super|freundlich|nicht) / keine ahnung /
  nett / toll / how to / corona / klima
! weight 3

+ ich leg / ich lege / ich komme? / komm / wir kommen / i come / i m coming / i will come / ich bring / ich bringe / ich hol / ich hole /
  bringe / naechstes mal / morgen / dann / next time
+ messer / knarre / pistole / waffe / waffen / gewehr / axt / machete / baseballschlaeger / molotow\w* / benzin\w* /
  kanister / benzinkanister / schlaegertrupp / schlaeger / knife / gun / shotgun / rifle / axe / machete /
  baseball bat / petrol / handgranate / bombe / bomb / kalaschnikow / schrotflinte / beil / brecheisen
- {reported} / abgeben / abzugeben / abgabe / schaerfen / schleifen / waffenschein\w* / waffenbesitz\w* / anmelden /
  gefunden / register / hand in / licence / license / erlaubt / fundbuero / geerbt / verein / flohmarkt / markt /
  kuechen\w* / brauche ich / darf ich / kann ich / muss ich / can i / do i / may i / mitnehmen / rasenmaeher /
  laubblaeser / tank\w* / kurs / entsorg\w* / schuetzen\w* / polizei / \?
! within 9 weight 3

+ ich / wir / man / i / we / i ll / we ll / wird / should / sollte / muesste / gehoert / will / dafuer sorge / bald /
  eines tages / gonna / going to
+ zuend\w* / fackel\w* / fackle / spreng\w* / in die luft / (?:angezuendet|abgefackelt|niedergebrannt|gesprengt) /
  brennen / brennt / burn (?:\w+ ){0,3}down / burn down / burn / blow (?:\w+ ){0,3}up / bomb (?:the|your) /
  torch
+ rathaus / amt / behoerde / buergerbuero / laden / bude / eure? / euer / euch / haus / autos? / dich / town hall /
  office / you / your / city hall / gebaeude / building / polizei
- {reported} / feuerwerk / osterfeuer / kerzen? / gasgrill / grill / gestern / wurde / wurden / hat / haben /
  kampfmittel / weltkrieg\w* / fliegerbombe / entschaerf\w* / steinbruch / kamin / sprengung / weihnachts\w* /
  feuer machen / mahnfeuer / lagerfeuer / fackelzug / fackeln / (?:brennt|brennen) (?:\w+ )?(?:licht|lampe\w*|das) /
  haus \d / es brennt / feuerschale / sonne / unter den naegeln / calories / cd / dvd / darf / erlaubt / brauche / genehmig\w* / antrag\w* / was passiert / wann / reifen / fahrrad\w* /
  lichte?r? / lampen? / ihr auto
! within 14 weight 3

+ (?:man|jemand|einer|somebody|someone) (?:sollte|muesste|should|ought to|muss) / should / must / gehoert / gehoeren / sollte man /
  muesste man / you all deserve / ihr (?:\w+ )?verdient
+ (?:euch|dich|sie|die|ihr|you|alle|them|der|den) / {town}
+ be (?:shot|hanged|killed|burned|stabbed|gassed) / erschossen /
  erschiessen / aufgehaengt / aufhaengen / aufgeknuepft / vergast / vergasen / verbrannt / erschlagen /
  totgeschlagen / abgeknallt / abknallen / an die wand(?: gestellt)? / an den galgen / gehaengt / shot / hanged /
  to die / killed / gehaengt / gekoepft / gelyncht / lynchen / koepfen / den tod / an den baum / an die laterne
- {reported} / {people} / plakat\w* / bild\w* / schild\w* / fahne\w* / lampe\w* / lichterkette\w* / flagge\w* /
  hund\w* / tiere? / baum faellen / waesche / wild / reh / wildschwein\w* / rat\w*
! within 12 weight 3

+ (?:hoffe|hoffentlich|wuensche|wuensch|hope|wish) (?:\w+ ){0,4}(?:verreck\w*|stirbst|sterbt|krepier\w*|
  krebs|die|dies|cancer|rot in hell) / verreckt? (?:doch|alle|endlich) / krepiert (?:doch|alle) / geht? (?:doch |einfach )?sterben /
  geht? (?:dich|euch) (?:doch )?(?:erhaengen|aufhaengen|umbringen) / bringt? (?:dich|euch) (?:doch |mal |
  einfach )?(?:selbst |selber )?um / kill yourself / kys / go die / go and die / drop dead / fahrt? zur hoelle
- {reported} / bald / mein\w* / my / pflanze\w* / baeume / ich (?!hoffe|wuensch)\w+ / wir / die (?:stadt|strasse|leute) /
  the (?:new|fee|fees|park)
! weight 2
"""
INCITEMENT: Final = r"""
+ {people} raus(?: aus (?:deutschland|unser\w*|europa|dem land|hier|der stadt|\w+ (?:land|stadt)))? / {people} go home /
  (?:holocaust|auschwitz|shoah|gaskammern) (?:\w+ ){0,3}(?:luege|erfunden|maerchen|lie|hoax|never happened) / auschwitz ?luege / holocaustluege /
  (?:in|into|to) (?:die |the )?(?:gaskammern?|gas chambers?) / in den ofen mit / (?:ins|in ein) kz mit /
  (?:damals|hitler|adolf) (?:\w+ ){0,4}(?:zu wenige?|fertig machen sollen|nicht fertig) / heil hitler / sieg heil / heil dem fuehrer / deutschland den deutschen auslaender raus / auslaender raus /
  juden raus / tuerken raus / kanaken raus / moslems raus / muslime raus / fluechtlinge raus / asylanten raus /
  white power / gas the jews / juda verrecke / blut und ehre / hitler hatte recht / hitler was right /
  unter (?:adolf|hitler) (?:\w+ ){0,4}(?:nicht|gegeben|ordnung|besser)
- {reported} / strafbar / ist (?:die )?leugn\w* / container\w* / zelt\w* / unterkunft / wann / gelesen / gehoert / wer entfernt / entfernen / hausordnung / museum / archiv / stolperstein\w* /
  ausstellung / unterricht / geschichte / history / exhibition / seit wann / wann sind / aus der (?:turn)?halle /
  jemand / wand / mauer / unterfuehrung / bushaltestelle / wall / schild / hauswand / fassade
! weight 3

+ {people}
+ vergas\w* / ins gas / ans? (?:der|die) wand / erschiess\w* / erschossen / abknallen / ausrotten / ausgerottet /
  verrecken / vernicht\w* / aufhaengen / aufgehaengt / ersaufen lassen / absaufen lassen / ertrinken lassen /
  an die laterne / in den ofen / ins kz / verbrennen / abschlachten / umbringen / toeten / totschlagen / erschlagen / lynchen /
  anzuenden / abfackeln / ersaufen / absaufen / kill / gas / exterminate\w* / gassed / shot / hanged / wiped out /
  drown / killed / deported to hell
- {reported} / (?:will|wollen|droht|versucht|tried|tries|wants) (?:\w+ ){0,3}(?:mich|uns|me|us) / damals / gedenk\w* / 1938 / 1942 / holocaust / museum / archiv / ausstellung / stolperstein\w* /
  friedhof / ermordet / verfolgt / remembrance / memorial / opfer / history / krieg / unter den nazis / geschichte
! within 10 weight 3

+ {people} (?:(?:da|hier|dort|alle|bei uns) )*(?:sind|ist|are|is|bleiben) (?:\w+ ){0,4}(?:ungeziefer|parasiten|schmarotzer|dreck|
  pack|gesindel|ratten|kakerlaken|viehzeug|seuche|pest|kriminelle?|kriminell|verbrecher|vergewaltiger|messerstecher|
  invasoren|affen|tiere|vermin|parasites|animals|scum|filth|rats|cockroaches|terroristen|terrorists|
  keine menschen|not human|not people|kinderschaender|bakterien|minderwertig\w*|unwertes leben|savages|criminals|
  rapists|inferior|schweine|pigs|hunde|abschaum) /
  {people} (?:\w+ ){0,4}(?:untermenschen|abschaum|dreckspack|subhuman\w*|nichts (?:zu suchen|verloren)|nix (?:zu
  suchen|verloren)|zurueck in den busch|ins lager|in lager|alle abschieben|alle abgeschoben|raus mit \w+|
  gehoeren (?:nicht hierher|weg|vernichtet)|gehoeren alle (?:weg|abgeschoben)) / go back to (?:\w+ ){1,4}{people}
- {reported} / keine (?!menschen) / nicht (?!hierher) / tierheim / haustiere / schaedlings\w* / kammerjaeger / mein\w* /
  my / vermieter / beratung / hilfe / welche / eure / ihre / opfer
! within 9 weight 3

+ \w*(?:heim|heime|unterkunft|unterkuenfte|moschee|moscheen|synagoge|mosque|synagogue|shelter)
+ abfackeln / anzuenden / abbrennen / niederbrennen / in die luft \w+ / burn (?:\w+ )?down / torch / brennen (?:sehen|
  soll\w*|muss) / soll brennen
- {reported} / kerzen? / lichter / hat / haben / wurde / wurden / kirche / altersheim / pflegeheim / feuerwerk /
  wollte\w* / versucht / angst / brandschutz\w* / hilfe / adventskranz
! within 8 weight 3

+ pack / gesindel / geschmeiss / brut / viehzeug / kroppzeug / dreckspack
+ ersaufen / absaufen / verrecken / vergas\w* / erschiessen / abknallen / im mittelmeer / ins lager / ins gas /
  an die wand / raus mit / dahin zurueck
- {reported}
! within 8 weight 3

+ neger(?:pack|schwein|schweine|weiber?|kinder|dreck) / kanakenpack / kanaken? / kanacken? / kanackenpack / nigger /
  niggers / neger / negern / judensau / judenschwein / judenpack /
  zigeunerpack / kameltreiber / kamelficker / ziegenficker / ziegenficken / schlitzaugen? / schwuchteln? / tunten? /
  polacken? / drecksauslaender / scheissauslaender / scheisskanaken? / drecksjuden? / scheissjuden? / drecksjude /
  scheissjude / scheisstuerken? / scheiss (?:auslaender|tuerken|juden|araber|polen|moslems|zigeuner|asylanten|
  fluechtlinge|neger) /
  (?:dreckige|verdammte|verfickte|verlauste|elende|kriminelle)\w* (?:auslaender|tuerken|juden|jude|araber|zigeuner|
  moslems|asylanten|fluechtlinge|polen|syrer|russen|neger) / sandneger /
  faggots? / kikes? / ragheads? / pakis / towelheads? /
  (?:dirty|filthy|fucking|damn|stinking) (?:jews?|arabs?|muslims?|gypsies|foreigners|turks|immigrants|refugees|blacks|
  gays|migrants)
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

+ (?:will|wuerde|wuerd|moechte|mag|want to|wanna|would like to|would love to|lass uns|kannst du|koennen sie|willst du|
  wollen sie|stell mir vor|traeume davon|bock|lust)
+ mit (?:dir|ihnen) (?:\w+ ){0,3}(?:schlafen|pennen|in die kiste|voegeln|ins bett|rummachen) / (?:nackt|naked) (?:vor|
  neben|unter|auf|in front of|on) (?:\w+ )?(?:mir|me) / (?:sleep|make out|have sex) with (?:you|u) / auf (?:nen |
  einen |ne )?(?:sex|fick|ficken|bumsen|quickie|nummer mit|blowjob) / (?:dich|sich) (?:\w+ ){0,2}(?:nackt ausziehen|
  fuer mich ausziehen|nackt sehen|nackt zeigen) / (?:dich|sie) (?:\w+ ){0,2}nackt / (?:see|lick|taste|touch) (?:your|you|
  my) (?:\w+ )?(?:naked|pussy|tits|boobs|ass|cock|dick|body)
- {reported}
! within 10 weight 2

+ schick\w* / zeig\w* / send\w* / show / gib / will / want / poste?
+ nacktbild\w* / nacktfoto\w* / nackt bild\w* / nudes? / titten / titts / moepse / brueste / muschi / pussy / tits /
  boobs / deinen (?:arsch|hintern|po) / arschbild\w* / schwanzbild\w* / dickpics? / dick pics? / hoeschen /
  unterwaesche / panties / your ass / bh / (?:naked|nude) (?:pic|pics|picture|pictures|photo|photos|selfie) /
  nackt(?:video\w*|selfies?) / dich nackt / tittenbild\w* / tittn / moese
- {reported} / erhalten / bekommen / laden / geschaeft / kleiderspende\w* / altkleider / vorsorge\w* / mammo\w* /
  krebs / screening / received / got / melden / report / sent me / mir (?:gesendet|zugeschickt|geschickt)
! within 7 weight 2

+ lutsch\w* (?:\w+ ){0,2}(?:schwanz|pimmel|mich|ihn|mir) / blas (?:mir|ihn) / blasen (?:willst|wuerde|lassen) /
  blowjob / einen blasen / suck (?:my|it|me|this) / (?:mein|meinen|meinem|my) (?:\w+ )?(?:schwanz|pimmel|penis|dick|
  cock) / hard cock /
  geile[nrs]? (?:sau|schlampe|schnecke|maus|schnitte|titten|stute|fotze|stimme|frau|kleine|arsch|brueste|titte|figur|
  beine|koerper|blondine|tante|bluse|luder|stueck) / (?:steif|ein steifer|einen steifen|nen steifen|staender|einen staender|ne latte|
  morgenlatte) (?:\w+ ){0,4}(?:dir|ihnen|mir|wegen|hilf\w*|in der hose) / bettkante / in die kiste (?:huepfen|springen|
  steigen|hopsen|kriegen) / (?:zieh|ziehst du) dich (?:\w+ )?aus(?: fuer mich)?$ / (?:was|what) (?:\w+ ){0,4}(?:unter|
  unterm|under) (?:deine[rm]|ihre[rm]|dem|der|your) (?:rock|kleid|bluse|hose|pulli|skirt|dress|clothes) / bist du
  (?:schon |etwa )?(?:feucht|geil|rasiert|untenrum \w+) / are you (?:\w+ )?(?:wet|horny|naked) / setz dich auf mein
  gesicht / sitz auf meinem (?:gesicht|schwanz) / (?:meinen|deinen|mein|my|your) (?:\w+ )?(?:schwanz|pimmel|staender|cock|dick) (?:sehen|
  lutschen|spueren|in deine\w*) / suck (?:on )?(?:it|me) / ride (?:me|my) / nice (?:tits|ass|boobs) / sexting /
  dirty talk / cybersex / willst du ficken / ficken$ / jemand bock auf (?:sex|ficken) /
  machst mich (?:so |voll |echt )?(?:geil|scharf|heiss|an) / bin (?:so |grad |voll )?(?:geil auf|spitz auf|rallig) /
  you make me horny / i m (?:so )?horny / im horny / horny / hast du lust auf (?:sex|ficken|einen fick|nen fick) /
  lust auf sex / wie waers mit sex / sex mit (?:dir|ihnen|mir|euch) / sex with (?:you|me) / sit on my face / (?:was|
  what) (?:hast du|haben sie|are you) (?:\w+ )?(?:drunter|wearing) / koerbchengroesse / telefonsex / dreier mit /
  bei dir (?:ins|im) bett / mit (?:dir|ihnen) (?:\w+ ){0,4}ins bett / ins bett (?:mit|kriegen|zerren) /
  auf den schoss / in your bed / bumsen / deepthroat / gangbang / feuchte traeume / wanna fuck / want to fuck
- {reported} / hund\w* / katze\w* / kater / arzt\w* / urolog\w* / schmerz\w* / untersuch\w* / vasektomie / kind\w* /
  sohn / lehrgang / unterricht / anbieter / angebote? / nummer auf / rechnung / vertrag / luftballon\w* / kerzen /
  trompete / geile[nrs]? (?:sache|aktion|idee) / wohnung feucht / keller / waende / wand / laubblaser / pferd\w* / beratung\w* / praevention / doctor / dog / cat / vet / my son
! weight 2
"""
INSULT: Final = r"""
+ (?:(?:{you}|{adjective}|bist|seid|sind|are|hey|hallo|he|ey|was|fuer|mal|halt|voll|bot|
  stadt) )*{strong}(?: (?:{you}|{adjective}|{strong}|bist|seid|sind|are|echt|ehrlich|man|mann|alter|ey|danke|
  fuer|nichts|tschuess|hier|da))*
- ich
! whole weight 2

+ (?:{you}|dein|deine|deiner|lauter|alles|what a|you people are|bunch of|was fuer|schon) (?:{adjective} ){0,4}
  {strong}
- {reported} / {self} / {third} / nicht (?:(?:ein|eine|so|alle|der|die|mein|das) ){0,2}{strong} / (?:keine?|no) {strong} / (?:kein|niemand|never|not) /
  dass (?:sie|du|ihr) / that you / ob
! weight 2

+ (?:bist|seid|sind|are|re) (?:(?:{you}|{adjective}|denn|eigentlich|wohl|bei euch|bei ihnen|dort|da|hier|halt|
  einfach|all|ja) ){0,6} {strong} / {strong} (?:seid|bist|sind|are) (?:ihr|du|sie|you)
- {reported} / {self} / {third} / wir sind / we are / nicht / not
! weight 2

+ {town}
+ {is} (?:{adjective} ){0,4}(?:schwein|schweine|sau|ratte|ratten|arsch|hure|huren|ziege|kuh|pute|hexe|zicke|pigs?|scum|cow|
  piece of shit|pieces of shit|stueck scheisse|stueck dreck|faule saecke|fauler sack)
- {reported} / {self} / nicht / not / hund\w* / wappen / maskottchen / weide / stall / tierpark / {third}
! within 9 weight 1

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
  up your ass / arschlecken / (?:kannst|koennt|koennen) (?:sie |du |ihr )?mich (?:\w+ ){0,3}(?:am arsch|kreuzweise|
  gern haben) / (?:du kannst|ihr koennt|sie koennen) mich (?:alle |mal |alle mal )?(?:alle|mal|kreuzweise|gernhaben)?$ / fickt? dich ins
  knie / fick dich / friss scheisse / fresst scheisse / go fuck yourself\w* / fuck (?:your|this) (?:town|office|bot) /
  suck my balls / up yours / get lost / bite me / fuck off / halt dein maul
- {reported} / get lost (?:in|on|at|mail|when|if) / wo (?:wohnt|lebt) deine mutter / das bier / mich (?:die|das) / leckt mich der hund / kalb / ziege / pferd / katze
! weight 2

+ du bist / ihr seid / ihr seit / sie sind / seid ihr / seit ihr / bist du / sind sie / you are / you re / are you / ur /
  sind (?:die|alle) bei euch / ihr wart / u are / ihr alle seid / youre / seid / bist
+ dumm / strohdumm / saudumm / doof / bloed / saubloed / daemlich / bescheuert / behindert / bekloppt / hirnlos /
  geistesgestoert / gestoert / geisteskrank / zurueckgeblieben / unterbelichtet / hohl / verbloedet / dumme[nrs]? /
  bloede[nrs]? / das letzte / dreck / abschaum / der letzte dreck / stueck scheisse / stueck dreck / scheisse /
  scheiss / zum kotzen / stupid / dumb / retarded / brain ?dead / piece of shit / pieces of shit / garbage / trash /
  pathetic / brainless / shit / ekelhaft / widerlich / disgusting / krank im kopf / nicht ganz dicht / hirntot /
  strunzdumm / verbrecher / faschisten / nazis / volksverraeter / betrueger / schweine / saeue / affen /
  blutsauger / parasiten / crooks / scum / vermin / pigs / (?:komplett|total|voellig) irre / geisteskranke? / verbloedet /
  minderbemittelt / schwachsinnig / strunzdoof / stinkdumm / hirnamputiert / hirnverbrannt / nicht ganz (?:dicht|
  sauber|bei trost|richtig im kopf|knusper) / krank im hirn / zu (?:dumm|bloed|doof|daemlich) / dumm wie \w+ / hohl wie
  \w+ / eine schande / (?:eine |ein )?(?:bande|haufen|verein|pack) (?:von |aus )?(?:{weak}|{strong}) / moronic / idiotic people /
  (?:\w+ ){0,2}(?:faule|faulen|fette|fetten|verlogene\w*|dreckige\w*|dumme\w*|korrupte\w*|elende\w*|miese\w*) {weak} /
  (?:alle |alles |nur |doch |ein |eine |so |all |a |such a |just |lazy |fat |corrupt |stupid |n )*{weak}$
- {reported} / {self} / nicht (?:dumm|doof|bloed|daemlich|bescheuert|das letzte|scheisse|schuld|zu) / not / ob / kein\w* /
  no / frei\w* / hunde? erlaubt / besitz\w* / wo / wann / woher / im angebot / sie sind krank / zu dumm dass / selber /
  auch opfer / keine? {weak} / geworden / schon weg / sind sie (?:ein |eine )?(?:opfer|zeuge|hund\w*) /
  denke / frage / sicher / \w*regel\w* / formular\w* / seite / webseite / die letzte[nr]? / behinderten\w* /
  schwer / gehbehindert / angestellt / website / doch nicht / gebaeude / zu behindert / selbst / grad behindert
! within 7 weight 1

+ (?:habt ihr|hast du|haben sie|ihr habt|du hast|sie haben|bei euch|bei ihnen) (?:\w+ ){0,3}(?:einen an der (?:waffel|klatsche|
  murmel|birne|schuessel)|nen knall$|einen knall$|einen vogel$|nen vogel$|lack gesoffen|ins hirn geschissen|
  nicht alle tassen im schrank|nicht mehr alle|einen dachschaden|nen dachschaden|den arsch offen|nen sockenschuss|
  einen sockenschuss|kein hirn|nur scheisse im kopf|stroh im kopf) / (?:euch|dir|ihnen|eich) (?:\w+ ){0,3}(?:ins hirn
  geschissen|das hirn amputiert|brennt der hut)
- {reported} / {self} / bloed oder ich
! within 8 weight 1

+ (?:du|you|sie) (?:{adjective} ){0,2}{bad} (?:{adjective} ){0,1}{weak} / ihr (?:\w+en ){1,2}(?:saecke|schweine|ratten|affen|nullen|versager|heuchler|luegner|hunde) / (?:ihr|euch|ihr seid|you people|you lot) (?:(?:
  {adjective}|faulen|dreckigen|dummen|korrupten|elenden|miesen) ){1,3}{weak}
- {reported} / {self} / {third} / nicht / hast du / habt ihr / gegen nazis / gefunden / entlaufen / \w*hilfe / vermisst / leine /
  gesehen / darf / not
! within 8 weight 1

+ (?:hey |ey |na |hallo |ach |du |ihr |sie |euch |you |also |danke )*(?:{adjective} ){0,3}(?:schwein|schweine|sau|
  affe|affen|arsch|aersche|ratten|pack|gesindel|versager|verbrecher|opfer|nullen|nieten|pfeifen|lappen|luegner|
  volksverraeter|scum|losers?|pigs|crooks)
- ich / (?:die|der|das|ein|eine|einen|den) {weak}
! whole weight 1

+ (?:du|ihr|you|you people are|you are) (?:(?:{adjective}|pathetic|sad|arme|armselige) ){0,3}(?:pfeifen?|nullen|nieten|
  aersche|arsch|saecke|hirnis?|honks?|lappen|luder|hure|huren|asis?|heuchler|gauner|lumpen|flaschen$|schwein|schweine|sau|
  saeue|affe|affen|kuh|kuehe|ratten|ratte|pack|gesindel|geschmeiss|dreckspack|faschos|nazis|verbrecher|
  verbrecherbande|volksverraeter|halunken|kriminelle[nr]?|loser|losers|clowns|pigs|scum|crooks|swine|opfer|versager|
  nichtsnutze?|faulpelze?|parasiten|schmarotzer|blutsauger|abzocker|betrueger|luegner) / (?:bloede|dumme|fette|alte|
  dreckige) (?:kuh|sau|kuehe|schlampe|ziege|schweine) / armleuchter / dumme schweine / sauhaufen /
  verbrecherverein / drecksverein / scheissverein / drecksladen / saftladen voller / scheissladen / drecksbehoerde /
  scheissbehoerde / scheissamt / drecksamt / scheiss (?:beamte\w*|behoerde|amt|verein|laden|stadt|verwaltung|bot|
  buergermeister) / verbloedete[nr]? (?:beamte\w*|verein|bande|verwaltung) / bande von (?:{strong}|{weak}) / sie arsch$ / (?:bloede|dumme|fette|alte|daemliche|dreckige|bescheuerte|verdammte) (?:ziege|
  kuh|sau|gans|pute|schlange|hexe|zicke|schnepfe|hure|kuehe|ziegen|schweine|saecke) /
  haufen (?:{strong}|versager|scheisse) / bunch of (?:{strong}|losers|clowns|crooks) / (?:du|ihr|you|
  this) (?:{adjective} )*{bad} (?:bot|maschine|machine|computer|automat|roboter) / stueck scheisse / piece of shit
- {reported} / {self} / {third} / ihr schwein / nicht / kuh (?:auf|steht|laeuft|von) / bauer\w* / weide /
  gegen nazis / wenn ihr opfer / seid ihr opfer / \w*hilfe / geworden
! weight 1
"""
SPAM: Final = r"""
+ verdien\w* / earn\w* / make / invest\w* / investier\w* / gewinn\w* / reich werden / geld verdienen /
  passives einkommen / passive income / profit\w* / rendite / cash / income / kredit\w* / loan\w* / darlehen / get rich /
  nebenjob / nebenverdienst / heimarbeit / geld / money / dollars? / euros? / signale / signals / wett\w* / betting
+ pro (?:woche|tag|monat|stunde) / per (?:week|day|month|hour) / von zu ?hause / from home / garantiert\w* /
  guaranteed / ohne schufa / without credit check / bitcoin\w* / krypto\w* / crypto\w* / forex / schnell /
  sofort auszahl\w* / am tag / taeglich / woechentlich / weekly / daily / von daheim / work from home / keine erfahrung /
  no experience / trotz schufa / (?:auch )?(?:bei|mit) schufa\w* / million\w* / hoechstpreis\w* / bargeld / win / fast /
  in nur / risikofrei / risk free / no risk / automatisch / trading / ohne risiko
+ http\w* / ww / klick\w* / click / link / t me / wa me / whatsapp / telegram / jetzt anmelden / schreib\w* (?:mir|
  uns) / kontaktier\w* / contact (?:me|us|now|our|him|her) / ruf\w* (?:jetzt |uns |mich )*an / jetzt anrufen / reply to /
  join (?:us|our|now|my|the|t) / tritt bei / melde dich / dm me / nachricht an / sign up / register now / @
- {reported} / betrug\w* / scam / warn\w* / spam / phishing / verdaechtig\w* / serioes\w* / echt / fake / anzeige /
  legit / fraud / received / bekommen / erhalten / muss ich / darf ich / grundsicherung / buergergeld / minijob /
  wohngeld / tax / steuer\w* / kfw / muss man / kann ich / can i / do i / is it / beratung\w* / verbraucher\w* / from you
! within 40 weight 1

+ (?:(?:late|deceased) (?:relative|client|husband|father)|barrister|next of kin|widow|witwe|inheritance|geerbt|
  erbschaft|nachlass|lottery|lotterie|donate|spende\w*|jackpot)
+ million\w* / dollars? / usd / funds / gewinnsumme
+ contact (?:me|us|our|him)? / kontaktier\w* / reply / antwort\w* / e ?mail / whatsapp / http\w* / anwalt / transfer
- {reported} / {spamtalk} / wo / wie / finanzamt / erbschein / nachlassgericht / steuer\w* / haushalt\w* / stadtrat
! within 40 weight 1

+ casino / online ?casino / slots / sportwetten / freispiele / free spins / viagra / cialis / potenzmittel /
  penisverlaenger\w* / hot singles / sexy singles / single frauen / camgirls? / escort\w* / replica / rolex /
  (?:diplome?|zeugnisse?|doktortitel|zertifikate?|certificates?) (?:\w+ ){0,4}(?:kaufen|for sale|ohne pruefung) / followers / likes /
  betting tips / wett ?tipps / slim / lose weight / wir kaufen (?:ihr|dein|euer|jedes) (?:haus|auto|grundstueck|immobilie) /
  dachreinigung / entruempelung\w* / haushaltsaufloesung\w* / passports? / driving licen[cs]es? / gefaelschte\w* (?:papiere|paesse|pass|dokumente|ausweise|fuehrerschein\w*|zeugnis\w*) /
  fuehrerschein ohne pruefung / doktortitel kaufen / iphone gewonnen / won an? (?:iphone|ipad|prize|gift) /
  gift ?card\w* / gutschein gewonnen / airdrop / backlinks? / seo / followers? / instagram follower /
  registered passport / buy (?:real|fake) (?:passport\w*|documents?|licen[cs]e\w*) / pass kaufen /
  web ?design angebot / goldankauf / wunderdiaet / abnehm\w* / fat burn\w* / cbd oil / testosteron\w*
+ http\w* / ww / klick\w* / click / t me / wa me / whatsapp / telegram / (?:jetzt )?(?:anmelden|kaufen|bestellen|
  sichern|registrieren|spielen) / bestell\w* / rabatt\w* / discount / bonus / nur heute / only today / kaufen bei /
  order now / buy now / angebot\w* / kontaktier\w* / contact (?:us|me) / guenstig\w* / cheap\w* / ranking\w* /
  verfuegbar / unverbindlich / 100 / lieferbar
- {reported} / {spamtalk} / wo / wie / wer / welche\w* / where / how / my / mein\w* / i need / brauche / sperrmuell / keller /
  received / bekommen / erhalten / genehmig\w* / eroeffn\w* / gewerbe\w* / anmelden\b(?! bonus) / laermen /
  nachbar\w* / sucht / beratung\w* / illegal\w* / melden / jugendschutz / gefunden / prostituiert\w* /
  ausschreibung / can i / do you
! within 40 weight 1

+ folgt? (?:mir|uns|meinem|unserem) / abonnier\w* / follow (?:me|us|my) / subscribe / besuch\w* (?:meine|
  unsere) (?:seite|website|homepage|shop|webshop|onlineshop) / visit (?:my|our) (?:site|website|shop|channel) /
  check out my / schaut? mal auf (?:meine\w*|unsere\w*) / jetzt (?:bestellen|kaufen|zugreifen|sichern) / order now /
  buy now / nur (?:heute|fuer kurze zeit) / limited offer / unschlagbar\w* (?:preise?|angebot\w*) /
  sonderangebot\w* / best price\w*
+ http\w* / ww / kanal / channel / youtube / instagram / tiktok / onlyfans / shop / rabatt\w* / prozent /
  discount / percent / versandkostenfrei / gratis / free shipping / t me
- {reported} / stadt / ihr kanal / euer kanal / eure seite / wann / wo kann / your channel / town / ampel /
  verein\w* / buergerinitiative / petition / unfall / foto / markt
! within 16 weight 1
"""
