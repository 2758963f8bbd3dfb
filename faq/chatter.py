"""Word lists of small talk, as `faq.text.normalise` gives them. Data only."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("/"))


FILLERS: Final = _words("""
    bitte bitteschoen mal doch also einfach jetzt sofort endlich halt eben gerne gern nun na aeh aehm hm hmm oh
    ach denn eigentlich kurz schnell please pls plz just now ok okay so
""")
GREETINGS: Final = _words("""
    haallo
    haallo hallo halloechen hi hey heyho moin servus tach tag guten gute morgen abend gruess gruezi grueezi gott
    mahlzeit hello good morning afternoon evening day zusammen liebes liebe team sehr geehrte damen und herren
    there dear sir madam sie euch dich bot gude guude griass grias di eich beinand beieinander mitanand zaeme
    hoi huhu glueck auch du na ei wie stadtverwaltung rathaus buergerbuero liebste werte werter greetings howdy
    hiya yo lieber chatbot nabend nochmal wieder hallihallo hallochen holla salve ahoi grueziwohl miteinander
    halli moinsen tachchen frau herr buergerdraht hallole gruessgott
""")
DAYTIMES: Final = _words("morgen abend tag nacht mahlzeit")
GREETING_HEADS: Final = _words("""
    haallo
    grueezi hallo halloechen hi hey heyho moin servus tach guten gute morgen abend gruess gruezi mahlzeit hello
    good sehr liebe liebes dear gude guude griass grias hoi huhu glueck na ei greetings howdy hiya yo nabend
    hallihallo salve ahoi tag halli moinsen tachchen hallole gruessgott
""")
THANKS: Final = _words("""
    danke dankeschoen dank vielen herzlichen lieben tausend schoen sehr dir ihnen euch fuer die ihre deine den
    eure hilfe auskunft antwort info infos information informationen schnelle nette gute tolle super toll top
    klasse prima perfekt ok okay alles klar gut im voraus und auch nochmal nochmals tschuess tschau ciao bye
    wiedersehen auf bis dann bald schoenen tag noch abend wochenende mfg lg viele gruesse freundlichen gruessen
    mit thanks thank thx ty you very much so many lot a the for help your merci das war ist nett lieb vielmals
    dankschoen bedanke bedankt ich herzlich herzlichst besten beste muehe geduld bemuehung bemuehungen
    unterstuetzung ihren ein einen feierabend vergelts gott cheers erstmal wirklich wahnsinnig ganz nachricht
    rueckmeldung antworten naechsten mal wuensche naechstes nacht tschuessi tschoe ade adieu pfiat pfiati pfiad
    di see later goodbye have nice day machs mach s morgen spaeter cu servus great appreciate it kind woche rest
    helfen quick all wars reicht mir wiederhoeren zum bot mein meine freund fuers rasche prompte schoene
""")
THANKS_HEADS: Final = _words("""
    danke dankeschoen dank thanks thank thx ty merci super toll top klasse prima perfekt dankschoen bedanke
    vergelts cheers herzlichen
""")
INSULTS: Final = _words("""
    arschloch arsch idiot idioten vollidiot depp deppen trottel wichser hurensohn fotze penner missgeburt fick
    dich ficken fickt euch leck mich am du bist sie sind seid ihr alle ein eine so verdammter verdammte verdammt
    dumm doof bloed dummes bloedes scheiss scheisse scheissverein kack kacke mist schlampe hure nutte asshole
    fuck off you are stupid dumb shit bullshit bitch moron an a idiots fucking und nur spast spasti vollspast
    bloeder bloede doofer doofe dummer dumme daemlich daemlicher daemliche hirnlos bescheuert bescheuerte
    behindert schwachkopf dummkopf lappen opfer hurensoehne arschloecher wichsern doch einfach echt total voll
    wirklich zu was fuer haufen vollpfosten esel affe affen schwein schweine sau drecksau re dumbass useless
    faul faule fauler faulen faules so
    pathetic loser losers clown clowns retard halt halts deine dein fresse maul klappe laden der die das letzte
    dreck letzter abschaum hier ist ja nutzloser nutzlose nutzlos nutzloses unfaehiger unfaehige unfaehig
    schlechter schlechteste beschissener beschissen behoerde verwaltung stadt stueck ding saftladen drecksladen
    verein penetrant schrott muell worthless piece of garbage crap machine
""")
INSULT_HEADS: Final = _words("""
    arschloch arsch idiot idioten vollidiot depp deppen trottel wichser hurensohn fotze penner missgeburt fick
    ficken fickt leck dumm doof bloed scheiss scheisse scheissverein kack kacke schlampe hure nutte asshole fuck
    stupid dumb shit bullshit bitch moron idiots spast spasti vollspast bloeder doofer dummer dumme daemlich
    daemlicher hirnlos bescheuert behindert schwachkopf dummkopf hurensoehne arschloecher vollpfosten drecksau
    dumbass loser losers retard pathetic fresse maul nutzloser nutzlose nutzlos nutzloses unfaehiger unfaehige
    unfaehig beschissener beschissen abschaum dreck saftladen drecksladen garbage crap worthless
""")
PERSON: Final = _phrases("""
    rueckruf / um rueckruf / ich bitte um rueckruf / bitte um rueckruf / ich moechte einen rueckruf /
    ich haette gern einen rueckruf / ruft mich an / rufen sie mich an / rufen sie mich zurueck /
    kann mich jemand anrufen / jemand soll mich anrufen / jemand soll mich zurueckrufen /
    kann mich jemand zurueckrufen / call me / call me back / jemand echtes / ich will jemand echtes /
    jemand richtiges / real person / live chat / customer service / customer support / kundenservice /
    kundendienst / support / bitte rufen sie mich zurueck / bitte rufen sie mich an / ruf mich an /
    ruf mich zurueck / koennen sie mich anrufen / koennen sie mich zurueckrufen / kannst du mich anrufen /
    ich moechte angerufen werden / persoenliches gespraech / ich haette gerne ein persoenliches gespraech /
    ich moechte ein persoenliches gespraech / ich will telefonieren / please call me / please call me back /
    can you call me / operator / helpdesk / hotline / gibts da jemanden mit dem ich reden kann /
    gibt es jemanden mit dem ich sprechen kann / gibt es jemanden mit dem ich reden kann /
    mit wem kann ich sprechen / mit wem kann ich reden / verbinde mich / verbinden sie mich /
    verbinde mich bitte / connect me / insan / bir insan / insan ile konusmak istiyorum /
    bir insan ile konusmak istiyorum / insanla konusmak istiyorum / bir insanla konusmak istiyorum /
    biriyle konusmak istiyorum / bir kisiyle konusmak istiyorum / bir memurla konusmak istiyorum /
    memurla gorusmek istiyorum / yetkiliyle gorusmek istiyorum / bir yetkiliyle gorusmek istiyorum
""")
YES: Final = _phrases("""
    ja / jaa / jo / joa / jep / jepp / jup / jupp / jap / japp / jawohl / j / y / yes / yep / yeah / yup / ya /
    sure / of course / please / please do / yes please / do it / bitte / ja bitte / bitte ja / ja gerne /
    ja gern / gerne / gern / sehr gerne / sehr gern / klar / ja klar / na klar / natuerlich / ja natuerlich /
    sicher / aber sicher / unbedingt / genau / ja genau / richtig / stimmt / auf jeden fall / auf alle faelle /
    einverstanden / mach das / ja mach das / machen sie das / ja machen sie das / ja das waere nett /
    ja das waere gut / ja das waere toll / das waere nett / das waere gut / das waere schoen / ja danke /
    ja bitte danke / verbinden / ja verbinden / weiterleiten / ja weiterleiten / ja ich will / ja ich moechte /
    das passt / ja passt / ja das stimmt / yes that would be great / yes thanks / jawoll / ja sehr gern /
    ja sehr gerne / freilich / jo freilich / sowieso / sicherlich / yes of course / okay ja
""")
NO: Final = _phrases("""
    nein / nee / ne / noe / no / nope / nah / n / nein danke / nee danke / ne danke / noe danke / danke nein /
    no thanks / no thank you / nicht noetig / nein nicht noetig / nein das ist nicht noetig / lieber nicht /
    nein lieber nicht / eher nicht / brauche ich nicht / nein brauche ich nicht / muss nicht sein /
    auf keinen fall / kein bedarf / nicht / nein nicht / im moment nicht / noch nicht / not necessary /
    not really / i don t want that / naa / na / nicht jetzt / auf gar keinen fall / um gottes willen / no way /
    nein passt / ich will nicht / niemals
""")
OKAY: Final = _phrases("""
    ok / okay / okey / oki / okidoki / k / kk / alles klar / alles gut / ok alles klar / gut / na gut /
    verstanden / ach so / achso / aha / passt / in ordnung / geht klar / schoen / gut zu wissen / fine / alright
    / all right / got it / i see / good / great / cool / nice / passt scho / passt schon / oke / okee / ok super
    / ok gut / na dann / klaro / super / prima / perfekt / toll / klasse / spitze / sehr gut / interessant /
    krass / wow / perfect / awesome
""")
HELP: Final = _phrases("""
    hilfe / help / hilf mir / helfen sie mir / helft mir / ich brauche hilfe / ich benoetige hilfe /
    kannst du mir helfen / koennen sie mir helfen / koennt ihr mir helfen / kann mir jemand helfen /
    was kannst du / was kannst du alles / was koennen sie / was kann ich hier machen / was kann ich hier tun /
    was kann ich fragen / was kann ich dich fragen / was kann ich sie fragen / was geht hier /
    wie funktioniert das / wie funktioniert das hier / wie geht das hier / ich habe eine frage /
    ich haette eine frage / ich hab eine frage / ich hab ne frage / habe eine frage / eine frage / frage /
    darf ich was fragen / darf ich etwas fragen / kann ich dich was fragen / kann ich sie etwas fragen / menue /
    menu / befehle / kommandos / commands / i need help / help me / can you help me / can you help /
    could you help me / what can you do / how does this work / i have a question / can i ask you something /
    can i ask something / ich hab da mal ne frage / ich hab mal ne frage / ich habe mal eine frage /
    ich haette mal eine frage / wobei kannst du helfen / ich braeuchte hilfe / ich braeuchte mal hilfe /
    ich braeuchte ihre hilfe / ich brauche ihre hilfe / ich brauche deine hilfe / wobei kannst du mir helfen /
    wobei koennen sie helfen / wobei koennen sie mir helfen / was machst du hier / was macht dieser bot /
    wie kannst du mir helfen / wie koennen sie mir helfen / bei was kannst du helfen / was weisst du /
    was weisst du alles / wofuer bist du da / wozu bist du da / i got a question / what do you do /
    what can i ask / how can you help me / ich habe fragen / ich habe ein problem / ich hab ein problem /
    ich habe ein anliegen / i have a problem
""")
GREETING: Final = _phrases("""
    moin moin / ei gude wie / na / na du / glueck auf / habe die ehre / hab die ehre / gruess dich / gruess euch
    / gruess sie
""")
THANKED: Final = _phrases("""
    danke / vergelts gott / vergelt s gott / sehr nett / das ist nett / das ist lieb / das war nett / wie nett /
    ich bedanke mich / much appreciated
""")
GOODBYE: Final = _phrases("""
    bis dann / bis bald / bis morgen / bis spaeter / bis naechstes mal / gute nacht / pfiat di / pfiati /
    pfiat eich / ade / adieu / servus und tschuess / mach s gut / machs gut / machen sie s gut / schoenen tag /
    schoenen tag noch / schoenen abend / schoenen abend noch / schoenes wochenende / schoenen feierabend /
    einen schoenen feierabend / einen schoenen tag / einen schoenen tag noch / einen schoenen abend /
    have a nice day / have a good day / see you / see you later / goodbye / good bye / good night / take care /
    mfg / lg / viele gruesse / liebe gruesse / mit freundlichen gruessen / freundliche gruesse /
    bis zum naechsten mal / auf wiederhoeren / das wars / das war s / das war alles / das wars schon / that s all /
    that is all
""")
HOW_ARE_YOU: Final = _phrases("""
    wie geht s / wie gehts / wie geht es dir / wie geht es ihnen / wie geht s dir / wie gehts dir /
    wie geht s ihnen / wie geht es dir heute / wie geht es ihnen heute / wie geht es dir so / wie geht s euch /
    wie geht es euch / na wie geht s / na wie gehts / was geht / was geht ab / alles gut bei dir /
    alles gut bei ihnen / alles klar bei dir / geht es dir gut / geht s dir gut / geht es ihnen gut /
    wie laeufts / wie laeuft s / wie laeuft es / und dir / und selbst / how are you / how are you doing /
    how are you today / how is it going / how s it going / what s up / whats up / you ok
""")
WHO_ARE_YOU: Final = _phrases("""
    wer bist du / wer bist denn du / wer bist du eigentlich / wer sind sie / wer ist da / wer ist dort /
    was bist du / was bist du fuer einer / mit wem spreche ich / mit wem rede ich / mit wem schreibe ich /
    mit wem schreibe ich hier / mit wem spreche ich hier / mit wem habe ich das vergnuegen / wer schreibt da /
    wer schreibt hier / wer antwortet hier / wer antwortet mir hier / wie heisst du / wie heissen sie /
    wie ist dein name / wie ist ihr name / hast du einen namen / wie alt bist du / bist du echt / sind sie echt
    / bist du chatgpt / bist du eine ki / wer hat dich programmiert / wer hat dich gemacht /
    wer hat dich entwickelt / woher kommst du / bist du mann oder frau / lebst du / who are you / what are you /
    what is your name / what s your name / are you real / who am i talking to / who am i speaking with /
    who made you / do you have a name / how old are you / wer ist hier / who is this / who is there
""")
ANYBODY_THERE: Final = _phrases("""
    bist du da / bist du noch da / sind sie da / sind sie noch da / ist da jemand / ist hier jemand /
    ist jemand da / ist noch jemand da / jemand da / noch da / ist da wer / ist hier wer / wer da / keiner da /
    ist keiner da / niemand da / antwortet hier jemand / antwortet mir jemand / liest das jemand /
    liest hier jemand / are you there / is anybody there / anybody there / anyone there / is anyone there /
    is somebody there
""")
JOKE: Final = _phrases("""
    erzaehl einen witz / erzaehl mir einen witz / erzaehl mir was / erzaehl was / erzaehlen sie einen witz /
    kennst du einen witz / kennst du witze / weisst du einen witz / weisst du einen guten witz /
    kennst du einen guten witz / mach einen witz / witz / ein witz / kannst du singen / sing ein lied / sing was
    / sing mir was / bring mich zum lachen / sag was lustiges / kannst du witze / erzaehl mir eine geschichte /
    tell me a joke / tell a joke / do you know a joke / sing a song / make me laugh / tell me a story
""")
AFFECTION: Final = _phrases("""
    ich liebe dich / ich mag dich / ich hab dich lieb / liebst du mich / magst du mich / willst du mich heiraten
    / heirate mich / bist du single / bist du verheiratet / guter bot / braver bot / toller bot / lieber bot /
    du bist toll / du bist super / du bist nett / du bist lieb / du bist suess / du bist cool / du bist klasse /
    du bist der beste / du bist die beste / du bist schlau / ihr seid super / ihr seid toll / ihr seid klasse /
    gut gemacht / i love you / good bot / you are great / you are the best / you re great / you are nice /
    marry me / well done / nice bot
""")
CHAT: Final = _phrases("""
    was machst du / was machst du so / was machst du gerade / was machst du heute / mir ist langweilig /
    langweilig / mir ist kalt / mir ist heiss / ich bin muede / ich bin traurig / ich habe hunger /
    schoenes wetter / schoenes wetter heute / wie ist das wetter / wie wird das wetter /
    wie ist das wetter heute / wie spaet ist es / wie viel uhr ist es / welcher tag ist heute / alexa / siri /
    hey siri / hey alexa / ok google / chatgpt / frohe weihnachten / frohes fest / frohes neues /
    frohes neues jahr / gutes neues jahr / guten rutsch / frohe ostern / schoene feiertage / schoenes fest /
    alles gute / alles gute zum geburtstag / herzlichen glueckwunsch / viel spass / viel glueck / gute besserung
    / was ist der sinn des lebens / sinn des lebens / was ist dein lieblingsessen / ich habe geburtstag /
    i am bored / i m bored / merry christmas / happy new year / happy easter / happy birthday / nice weather /
    what time is it / how is the weather / what is the meaning of life
""")
INSULT: Final = _phrases("""
    halt die fresse / halts maul / halt s maul / halt dein maul / halt die klappe / schnauze / fresse /
    verpiss dich / verzieh dich / hau ab / geh sterben / so ein saftladen / saftladen / was fuer ein saftladen /
    drecksladen / scheiss verwaltung / scheissverwaltung / scheiss stadt / scheiss amt / scheiss behoerde /
    unfaehig / ihr seid unfaehig / ihr seid alle unfaehig / ihr seid doch alle unfaehig / du bist unfaehig /
    sie sind unfaehig / du hast keine ahnung / du nervst / ihr nervt / du kotzt mich an / ihr kotzt mich an /
    zum kotzen / ich hasse dich / ich hasse euch / du nutzloses stueck blech / du blechkiste / du blechbuechse /
    was fuer ein schwachsinniger bot / was fuer ein dummer bot / was fuer ein scheiss / so ein scheiss /
    so eine scheisse / so ein mist / lachhaft / laecherlich / ihr seid laecherlich / du kannst nichts /
    du kannst gar nichts / du bist schlecht / du bist scheisse / du bist echt dumm / du bist behindert / shut up
    / go to hell / you suck / i hate you / screw you / piss off / get lost / this is ridiculous /
    you are useless / worst bot ever
""")
TEST: Final = _phrases("""
    test / tests / testing / test test / testnachricht / test 123 / test 1 2 3 / test 1 / eins zwei drei test /
    nur ein test / nur test / ein test / das ist ein test / das ist nur ein test / dies ist ein test /
    ich teste nur / ich teste / kleiner test / teste / just testing / just a test / this is a test / probe /
    funktioniert das / funktioniert es / does this work / funktioniert der chat / geht das hier
""")
JUNK: Final = _phrases("""
    hae / haeh / hm / hmm / mhm / mh / aeh / aehm / was / wie / wie bitte / what / huh / lol / rofl / xd / bla /
    blabla / bla bla / bla bla bla / blablabla / asdf / qwertz / qwertz uiop / qwertzuiop / qwerty uiop /
    qwertyuiop / qwerty / abc / abcd / foo / foobar / pups / kacka / wtf / omg / haha / hihi / hehe / hoho / xdd
    / lel / lolol / kek / jkl / jkloe / yxcv / fghj / hjkl / uff / puh / pff / tja / ups / mist / blub / blubb /
    muh / miau / wuff / ding dong / plopp / d / p / o o / hmpf / naja / na ja / ach / och / oh / oha / huch /
    aha haha / pupsi / wuhu / juhu / yay / jippie / woohoo
""")
AFTER_GREETING: Final = _words("""
    tag zusammen gott dich di euch sie liebe liebes team morgen abend noch da there bot
""")
"""What may follow a greeting and belongs to it."""
POLITE_ENDS: Final = _words("""
    danke dank vielen dankeschoen thanks mfg lg thank you vielmals voraus im gruss gruesse viele
""")
LEADS: Final = _words("""
    danke ok okay aber und nein ja doch na also
""")
GOODBYE_HEADS: Final = _words("""
    tschuess tschuessi tschau tschoe ciao bye goodbye wiedersehen ade adieu mfg lg gruesse gruessen pfiat pfiati
    wiederhoeren
""")
HOW_ARE_YOU_WORDS: Final = _words("""
    wie geht gehts s es dir ihnen euch denn heute so gut na und laeuft laeufts eigentlich alles how are you
    feeling today going it is doing
""")
HOW_ARE_YOU_HEADS: Final = _words("""
    geht gehts laeuft laeufts feeling doing going
""")
HOW_ARE_YOU_YOU: Final = _words("""
    dir ihnen euch s gehts laeufts you
""")
JOKE_WORDS: Final = _words("""
    witz witze joke jokes lied gedicht erzaehl erzaehle erzaehlen erzaehlst mir uns mal nen einen noch ein n
    kannst kennst du sie koennen kennen weisst guten lustigen schlechten tell me a sing singen sag another good
    know do you can weiteren auch
""")
JOKE_HEADS: Final = _words("""
    witz witze joke jokes lied gedicht
""")
AFFECTION_WORDS: Final = _words("""
    du bist sie sind ihr seid ja so echt wirklich sehr voll mega ein eine der die das beste bester tolle toller
    toll super nett lieb suess cool klasse klug schlau intelligent hilfreich spitze goldig wunderbar grossartig
    schoen huebsch genial verliebt verheiratet single hab habe dich liebe mag ich bot you are the best great
    nice sweet cute smart clever wonderful amazing awesome i love like re
""")
AFFECTION_HEADS: Final = _words("""
    toll toller super nett lieb suess cool klasse klug schlau intelligent spitze goldig wunderbar grossartig
    huebsch genial verliebt verheiratet single liebe mag love great nice sweet cute smart clever wonderful
    amazing awesome
""")
AFFECTION_YOU: Final = _words("""
    du dich ihr sie bot you
""")
TEST_WORDS: Final = _words("""
    test teste testing tests testnachricht das ist dies ein nur hallo hi 1 2 3 4 12 123 1234 eins zwei drei ich
    this is a just kleiner mal noch one two three only hello
""")
TEST_HEADS: Final = _words("""
    test teste testing tests testnachricht
""")
