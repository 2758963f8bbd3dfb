"""Threats, and wishes that somebody dies: rules in the notation of `faq.wordrules`. Data only."""

from typing import Final

THREAT: Final = r"""
+ ich / wir / i / we / man / wer / ich komme / jemand sollte / somebody (?:should|ought) / someone (?:should|ought) /
  ihr / we ll / i ll / wenn / gleich / bald / irgendwann
+ (?:bring|bringe|bringen|mach|mache|machen|stech|steche|stechen|knall|knalle|knallen|leg|lege|schlag|schlage|
  schlagen|schiess|schiesse|schiessen|tret|trete|treten|hau|haue|hauen|murks|murkse|metzel|metzle|pruegel|
  pruegle) (?:\w+ ){0,2}(?:dich|euch|sie|ihnen|dir|den|die|jeden|alle)(?: \w+){0,4} (?:um(?! (?:\d|zu|halb|acht|neun|
  zehn|elf|zwoelf|eins|zwei|drei|vier|fuenf|sechs|sieben|die))|kalt|ab|tot|kaputt|platt|fertig|krankenhausreif|
  zusammen|nieder|die fresse|die zaehne|den schaedel|den kopf ein|ueber den haufen|uebern haufen|windelweich|
  gruen und blau|zu brei|eine rein|aufs maul|in die fresse) / (?:dich|euch|sie|ihnen|dir|
  jeden)(?: \w+){0,4} (?:umbringen|umbringe|abstechen|absteche|aufschlitzen|erschiessen|erschiesse|abknallen|abknalle|
  toeten|toete|totschlagen|kaltmachen|kalt machen|aufhaengen|erhaengen|verpruegeln|zusammenschlagen|vergasen|
  verbrennen|anzuenden|abfackeln|erwuergen|erwuerge|die fresse polieren|polier\w*|den kopf abschneiden|
  den hals umdrehen|abmurksen|plattmachen|fertigmachen|fertig machen|koepfen|lynchen|steinigen|
  die kehle durchschneiden|abschlachten|niederschlagen|zusammentreten|krankenhausreif schlagen|niederstechen|
  den schaedel einschlagen|ins gesicht schlagen|eine reinhauen|eine verpassen|vor die wand stellen|
  an die wand stellen) / bring\w* (?:ich )?(?:die|den|das|einen|eine|jeden) (?:\w+ ){1,6}um$ / (?:erschiess|
  erschiesse|erschiessen|toete|toeten|erwuerg|erwuerge|verpruegel|verpruegle|vergase) (?:dich|euch|sie|jeden|alle) /
  (?:kill|shoot|stab|murder|hurt|strangle|burn|hang|beat|behead|slaughter|lynch|choke) (?:you|u|him|her|them|
  all of you|your) / (?:put a bullet in|slit) (?:your|you|his|her|the mayor|the) / kopfschuss /
  eine kugel in den kopf / brech\w* (?:dir|euch|ihnen) (?:\w+ )?(?:knochen|arme|beine|genick|nase|hals) /
  hau\w* (?:dir|euch|ihnen) (?:\w+ ){0,3}(?:ein|rein|fresse) / (?:dir|euch|ihnen) (?:\w+ ){0,4}(?:fresse|
  visage) (?:\w+ )?(?:poliert|polieren|einschlagen) / (?:break|smash|bash|kick|punch|beat) (?:your|his|her|
  you) (?:face|legs|neck|skull|teeth|bones|head|ass|in the face|up)
- {reported} / bring\w* mich / mich (?:\w+ )?um\w* / bringt mich / mich (?:selbst|toeten|erschiessen) / kosten /
  gebuehren / steuer / wetter / krise / hund / katze / ratten / wespen / maeuse / tauben / film / spiel / krimi /
  buch / schreck / fertig (?:zur|mit|gemacht fuer) / bescheid / angebot\w* / schreiben fertig / unterlagen / time /
  game / beat you to / hurt your feelings / (?:dich|euch|sie|ihnen|dir|niemand\w*|keinen|keinem) nicht / nicht (?:um|
  toeten|umbringen|verbrennen|schlagen|gesagt|gedroht|bedroh\w*|weh) / (?:sie|du|ihr) mich / keine angst /
  wuerde nie / verbrennen lassen / bestatt\w* / einaescher\w* / not / never / formular / plakate? / bild\w* /
  schild\w* / stimmung / lampions
! within 14 weight 3

+ (?:ich weiss|wir wissen) (?:genau |auch |schon )?(?:wo|wann) (?:du|ihr|sie|eure?|deine|ihre|der|
  die) (?:\w+ ){0,4} (?:wohn\w*|arbeite\w*|zur schule geh\w*|in die kita geh\w*|park\w*|feierabend \w+|heim\w*) /
  wissen wo (?:du|ihr|sie) (?:\w+ ){0,2}wohn\w* / (?:i|we) know where (?:you|u|your) (?:\w+ ){0,3}(?:live|lives|work|
  park|to school|school) / we know where you (?:live|work) / ich finde (?:dich|euch)(?: schon|noch|irgendwann)?$ /
  ich finde raus wo / wir finden (?:dich|euch)(?: schon|noch)?$ / i will find you / i ll find you /
  wir kriegen (?:dich|euch) / ich krieg(?:e)? (?:dich|euch) / i m coming for you / i am coming for you / (?:passt?|
  passen sie|pass) (?:mal |bloss )?(?:gut|lieber|besser) auf (?:euer|dein|eure|deine|ihre?) (?:auto|autos|kinder|
  familie|haus|kind|frau|mann) auf / auf (?:deine|eure|ihre) (?:familie|kinder|frau) (?:\w+ )?(?:aufpassen|achten) /
  bring\w* ich (?:\w+ ){0,4}um$ / (?:stech|steche|knall|knalle|schlacht|schlachte|schiess|
  schiesse) ich (?:\w+ ){0,5} (?:ab|nieder|ueber den haufen)$ / gnade (?:dir|euch|ihnen) gott / wenn ich (?:dich|euch|
  sie) (?:erwische|in die finger \w+|allein erwische|zu fassen \w+) / (?:werde|werden) (?:dich|euch|sie) (?:finden|
  kriegen|holen) / du bist faellig / ihr seid faellig / es wird blut fliessen / blutbad / amoklauf / lauf amok /
  laufe amok / renne amok / (?:gibt|gibts) (?:es |dann |bald |bei euch |im \w+ )*(?:tote|ein massaker|was aufs maul|
  eins aufs maul|auf die fresse) / aufs maul(?: von mir)?$ / i (?:will|m gonna|m going to) find you /
  watch your back / du bist (?:so gut wie )?tot / ihr seid (?:alle )?(?:so gut wie )?tot / you are dead /
  you re dead / ur dead / you will (?:all )?die / you ll (?:all )? (?:die|burn|pay with) /
  ihr werdet (?:alle )?(?:\w+ )?(?:sterben|bluten|brennen|verrecken) / du wirst (?:\w+ )? (?:sterben|bluten|brennen|
  verrecken) / dein letztes stuendlein / eure tage sind gezaehlt / deine tage sind gezaehlt
- {reported} / mich (?:\w+ ){0,2}um / wespen / ratten / maeuse / muecken / film / spiel / hilfe / unfall\w* /
  kreuzung\w* / erst / muss es / uebung\w* / konzept\w* / schutz / verhalten / vorbereit\w* / strasse / kurve /
  medien / nachrichten / game / (?:unterlagen|formular\w*) / sie finden in / werden sie finden / wo (?:werde|
  kann) ich / finde (?:dich|euch) (?:nett|gut|toll|super|freundlich|nicht) / keine ahnung / nett / toll / how to /
  corona / klima
! weight 3

+ ich leg / ich lege / ich komme? / komm / wir kommen / i come / i m coming / i will come / ich bring / ich bringe /
  ich hol / ich hole / bringe / naechstes mal / morgen / dann / next time
+ messer / knarre / pistole / waffe / waffen / gewehr / axt / machete / baseballschlaeger / molotow\w* / benzin\w* /
  kanister / benzinkanister / schlaegertrupp / schlaeger / knife / gun / shotgun / rifle / axe / machete /
  baseball bat / petrol / handgranate / bombe / bomb / kalaschnikow / schrotflinte / beil / brecheisen
- {reported} / abgeben / abzugeben / abgabe / schaerfen / schleifen / verstorben\w* / vernicht\w* /
  nachlass / waffenschein\w* / waffenbesitz\w* / anmelden /
  gefunden / register / hand in / licence / license / erlaubt / fundbuero / geerbt / verein / flohmarkt / markt /
  kuechen\w* / brauche ich / darf ich / kann ich / muss ich / can i / do i / may i / mitnehmen / rasenmaeher /
  laubblaeser / tank\w* / kurs / entsorg\w* / schuetzen\w* / polizei / \?
! within 9 weight 3

+ ich / wir / man / i / we / i ll / we ll / wird / should / sollte / muesste / gehoert / will / dafuer sorge / bald /
  eines tages / gonna / going to
+ zuend\w* / fackel\w* / fackle / spreng\w* / in die luft / (?:angezuendet|abgefackelt|niedergebrannt|gesprengt) /
  brennen / brennt / burn (?:\w+ ){0,3}down / burn down / burn / blow (?:\w+ ){0,3}up / bomb (?:the|your) / torch
+ rathaus / amt / behoerde / buergerbuero / laden / bude / eure? / euer / euch / haus / autos? / dich / town hall /
  office / you / your / city hall / gebaeude / building / polizei
- {reported} / feuerwerk / osterfeuer / kerzen? / gasgrill / grill / gestern / wurde / wurden / hat / haben /
  kampfmittel / weltkrieg\w* / fliegerbombe / entschaerf\w* / steinbruch / kamin / sprengung / weihnachts\w* /
  feuer machen / mahnfeuer / lagerfeuer / fackelzug / fackeln / (?:brennt|brennen) (?:\w+ )?(?:licht|lampe\w*|das) /
  haus \d / es brennt / feuerschale / sonne / unter den naegeln / calories / cd / dvd / darf / erlaubt / brauche /
  genehmig\w* / antrag\w* / was passiert / wann / reifen / fahrrad\w* / lichte?r? / lampen? / ihr auto
! within 14 weight 3

+ (?:man|jemand|einer|somebody|someone) (?:sollte|muesste|should|ought to|muss) / should / must / gehoert / gehoeren /
  sollte man / muesste man / you all deserve / ihr (?:\w+ )?verdient
+ (?:euch|dich|sie|die|ihr|you|alle|them|der|den) / {town}
+ be (?:shot|hanged|killed|burned|stabbed|gassed) / erschossen / erschiessen / aufgehaengt / aufhaengen /
  aufgeknuepft / vergast / vergasen / verbrannt / erschlagen / totgeschlagen / abgeknallt / abknallen /
  an die wand(?: gestellt)? / an den galgen / gehaengt / shot / hanged / to die / killed / gehaengt / gekoepft /
  gelyncht / lynchen / koepfen / den tod / an den baum / an die laterne
- {reported} / {people} / plakat\w* / bild\w* / schild\w* / fahne\w* / lampe\w* / lichterkette\w* / flagge\w* /
  hund\w* / tiere? / baum faellen / waesche / wild / reh / wildschwein\w* / rat\w*
! within 12 weight 3

+ (?:hoffe|hoffentlich|wuensche|wuensch|hope|wish) (?:\w+ ){0,4}(?:verreck\w*|stirbst|sterbt|krepier\w*|krebs|die|
  dies|cancer|rot in hell) / verreckt? (?:doch|alle|endlich) / krepiert (?:doch|alle) / geht? (?:doch |
  einfach )?sterben / geht? (?:dich|euch) (?:doch )?(?:erhaengen|aufhaengen|umbringen) / bringt? (?:dich|
  euch) (?:doch |mal |einfach )?(?:selbst |selber )?um / kill yourself / kys / go die / go and die / drop dead /
  fahrt? zur hoelle
- {reported} / bald / mein\w* / my / pflanze\w* / baeume / ich (?!hoffe|wuensch)\w+ / wir / die (?:stadt|strasse|
  leute) / the (?:new|fee|fees|park)
! weight 2
"""
