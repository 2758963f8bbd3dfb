"""Insults of those who read them, of staff, of the town: rules in the notation of `faq.wordrules`. Data only."""

from typing import Final

INSULT: Final = r"""
+ (?:(?:{you}|{adjective}|bist|seid|sind|are|hey|hallo|he|ey|was|fuer|mal|halt|voll|bot|stadt) )*{strong}(?: (?:{you}|
  {adjective}|{strong}|bist|seid|sind|are|echt|ehrlich|man|mann|alter|ey|danke|fuer|nichts|tschuess|hier|da))*
- ich
! whole weight 2

+ (?:{you}|dein|deine|deiner|lauter|alles|what an?|you people are|bunch of|was fuer|
  schon) (?:{adjective} ){0,4} {strong}
- {reported} / {self} / {third} / nicht (?:(?:ein|eine|so|alle|der|die|mein|das) ){0,2}{strong} / (?:keine?|
  no) {strong} / (?:kein|niemand|never|not) / dass (?:sie|du|ihr) / that you / ob
! weight 2

+ (?:bist|seid|sind|are|re) (?:(?:{you}|{adjective}|denn|eigentlich|wohl|bei euch|bei ihnen|dort|da|hier|halt|einfach|
  all|ja) ){0,6} {strong} / {strong} (?:seid|bist|sind|are) (?:ihr|du|sie|you)
- {reported} / {self} / {third} / wir sind / we are / nicht / not
! weight 2

+ {town}
+ {is} (?:{adjective} ){0,4}(?:schwein|schweine|sau|ratte|ratten|arsch|hure|huren|ziege|kuh|pute|hexe|zicke|pigs?|
  scum|cow|piece of shit|pieces of shit|stueck scheisse|stueck dreck|faule saecke|fauler sack)
- {reported} / {self} / nicht / not / hund\w* / wappen / maskottchen / weide / stall / tierpark / {third}
! within 9 weight 1

+ {town}
+ (?:{is}|lauter|voller|nur|so|such|full of|alles|was|welche\w*|eure?|euer|bunch) (?:\w+ ){0,5}{strong}
- {reported} / {self} / (?:keine?|no|nicht|not|kein|keinen|never) / parkt / parken / radweg / vor meiner / schuld /
  stehen / {third}
! within 9 weight 2

+ fick (?:dich|euch) / fickt euch / ficken sie sich / verpiss (?:dich|euch) / verpisst euch / verpissen sie sich /
  leckt? mich (?:doch |mal |alle )*am arsch / leckt? mich alle / lecken sie mich / halt(?:et|en)? (?:sie |doch |
  einfach |mal |endlich )*(?:die |deine |eure |dein |ihre )?(?:fresse|schnauze|maul|klappe) / halts maul /
  halt s maul / fuck (?:you|u|off|ya) / screw you / go to hell / go fuck / kiss my ass / piss off / eat shit / stfu /
  steckt? (?:euch|dir) (?:\w+ ){0,4}in (?:den|euren|deinen) arsch / shut (?:the fuck |your |the hell )(?:up|mouth) /
  steckt? (?:\w+ ){0,5} (?:in den arsch|sonstwohin) / shove it / schiebt? (?:\w+ ){0,5}(?:in den arsch) /
  up your ass / arschlecken / (?:kannst|koennt|koennen) (?:sie |du |ihr )?mich (?:\w+ ){0,3}(?:am arsch|kreuzweise|
  gern haben) / (?:du kannst|ihr koennt|sie koennen) mich (?:alle |mal |alle mal )?(?:alle|mal|kreuzweise|
  gernhaben)?$ / fickt? dich ins knie / fick dich / friss scheisse / fresst scheisse / go fuck yourself\w* /
  fuck (?:your|this) (?:town|office|bot) / suck my balls / up yours / get lost / bite me / fuck off / halt dein maul
- {reported} / get lost (?:in|on|at|mail|when|if) / wo (?:wohnt|lebt) deine mutter / das bier / mich (?:die|das) /
  leckt mich der hund / kalb / ziege / pferd / katze
! weight 2

+ du bist / ihr seid / ihr seit / sie sind / seid ihr / seit ihr / bist du / sind sie / you are / you re / are you /
  ur / sind (?:die|alle) bei euch / ihr wart / u are / ihr alle seid / youre / seid / bist
+ dumm / strohdumm / saudumm / doof / bloed / saubloed / daemlich / bescheuert / behindert / bekloppt / hirnlos /
  geistesgestoert / gestoert / geisteskrank / zurueckgeblieben / unterbelichtet / hohl / verbloedet / dumme[nrs]? /
  bloede[nrs]? / das letzte / dreck / abschaum / der letzte dreck / stueck scheisse / stueck dreck / scheisse /
  scheiss / zum kotzen / stupid / dumb / retarded / brain ?dead / piece of shit / pieces of shit / garbage / trash /
  pathetic / brainless / shit / ekelhaft / widerlich / disgusting / krank im kopf / nicht ganz dicht / hirntot /
  strunzdumm / verbrecher / faschisten / nazis / volksverraeter / betrueger / schweine / saeue / affen / blutsauger /
  parasiten / crooks / scum / vermin / pigs / (?:komplett|total|voellig) irre / geisteskranke? / verbloedet /
  minderbemittelt / schwachsinnig / strunzdoof / stinkdumm / hirnamputiert / hirnverbrannt / nicht ganz (?:dicht|
  sauber|bei trost|richtig im kopf|knusper) / krank im hirn / zu (?:dumm|bloed|doof|daemlich) / dumm wie \w+ /
  hohl wie \w+ / eine schande / (?:eine |ein )?(?:bande|haufen|verein|pack) (?:von |aus )?(?:{weak}|{strong}) /
  moronic / idiotic people / (?:\w+ ){0,2}(?:faule|faulen|fette|fetten|verlogene\w*|dreckige\w*|dumme\w*|korrupte\w*|
  elende\w*|miese\w*) {weak} / (?:alle |alles |nur |doch |ein |eine |so |all |a |such a |just |lazy |fat |corrupt |
  stupid |n )*{weak}$
- {reported} / {self} / nicht (?:dumm|doof|bloed|daemlich|bescheuert|das letzte|scheisse|schuld|zu) / not / ob /
  kein\w* / no / frei\w* / hunde? erlaubt / besitz\w* / wo / wann / woher / im angebot / sie sind krank /
  zu dumm dass / selber / auch opfer / keine? {weak} / geworden / schon weg / sind sie (?:ein |eine )?(?:opfer|zeuge|
  hund\w*) / denke / frage / sicher / \w*regel\w* / formular\w* / seite / webseite / die letzte[nr]? /
  behinderten\w* / schwer / gehbehindert / angestellt / website / doch nicht / gebaeude / zu behindert / selbst /
  grad behindert
! within 7 weight 1

+ (?:habt ihr|hast du|haben sie|ihr habt|du hast|sie haben|bei euch|bei ihnen) (?:\w+ ){0,3}(?:einen an der (?:waffel|
  klatsche|murmel|birne|schuessel)|nen knall$|einen knall$|einen vogel$|nen vogel$|lack gesoffen|ins hirn geschissen|
  nicht alle tassen im schrank|nicht mehr alle|einen dachschaden|nen dachschaden|den arsch offen|nen sockenschuss|
  einen sockenschuss|kein hirn|nur scheisse im kopf|stroh im kopf) / (?:euch|dir|ihnen|
  eich) (?:\w+ ){0,3}(?:ins hirn geschissen|das hirn amputiert|brennt der hut)
- {reported} / {self} / bloed oder ich
! within 8 weight 1

+ (?:du|you|sie) (?:{adjective} ){0,2}{bad} (?:{adjective} ){0,1}{weak} / ihr (?:\w+en ){1,2}(?:saecke|schweine|
  ratten|affen|nullen|versager|heuchler|luegner|hunde) / (?:ihr|euch|ihr seid|you people|you lot) (?:(?: {adjective}|
  faulen|dreckigen|dummen|korrupten|elenden|miesen) ){1,3}{weak}
- {reported} / {self} / {third} / nicht / hast du / habt ihr / gegen nazis / gefunden / entlaufen / \w*hilfe /
  vermisst / leine / gesehen / darf / not
! within 8 weight 1

+ (?:(?:hey|ey|na|hallo|ach|also|danke|und) )*(?:(?:du|ihr|sie|euch|you) (?:{adjective} ){0,3}|{bad} )(?:schwein|
  schweine|sau|affe|affen|arsch|aersche|ratten|pack|gesindel|versager|verbrecher|opfer|nullen|nieten|pfeifen|lappen|
  luegner|volksverraeter|scum|losers?|pigs|crooks)
! whole weight 1

+ (?:du|ihr|you|you people are|you are) (?:(?:{adjective}|pathetic|sad|arme|armselige) ){0,3}(?:pfeifen?|nullen|
  nieten|aersche|arsch|saecke|hirnis?|honks?|lappen|luder|hure|huren|asis?|heuchler|gauner|lumpen|flaschen$|schwein|
  schweine|sau|saeue|affe|affen|kuh|kuehe|ratten|ratte|pack|gesindel|geschmeiss|dreckspack|faschos|nazis|verbrecher|
  verbrecherbande|volksverraeter|halunken|kriminelle[nr]?|loser|losers|clowns|pigs|scum|crooks|swine|opfer|versager|
  nichtsnutze?|faulpelze?|parasiten|schmarotzer|blutsauger|abzocker|betrueger|luegner) / (?:bloede|dumme|fette|alte|
  dreckige) (?:kuh|sau|kuehe|schlampe|ziege|schweine) / armleuchter / dumme schweine / sauhaufen / verbrecherverein /
  drecksverein / scheissverein / drecksladen / saftladen voller / scheissladen / drecksbehoerde / scheissbehoerde /
  scheissamt / drecksamt / scheiss (?:beamte\w*|behoerde|amt|verein|laden|stadt|verwaltung|bot|buergermeister) /
  verbloedete[nr]? (?:beamte\w*|verein|bande|verwaltung) / bande von (?:{strong}|{weak}) / sie arsch$ / (?:bloede|
  dumme|fette|alte|daemliche|dreckige|bescheuerte|verdammte) (?:ziege|kuh|sau|gans|pute|schlange|hexe|zicke|schnepfe|
  hure|kuehe|ziegen|schweine|saecke) / haufen (?:{strong}|versager|scheisse) / bunch of (?:{strong}|losers|clowns|
  crooks) / (?:du|ihr|you|this) (?:{adjective} )*{bad} (?:bot|maschine|machine|computer|automat|roboter) /
  stueck scheisse / piece of shit
- {reported} / {self} / {third} / ihr schwein / nicht / kuh (?:auf|steht|laeuft|von) / bauer\w* / weide /
  gegen nazis / wenn ihr opfer / seid ihr opfer / \w*hilfe / geworden
! weight 1
"""
