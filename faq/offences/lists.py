"""Words that several rules share, in the notation of `faq.wordrules`. Data only."""

from collections.abc import Mapping
from typing import Final

STRONG: Final = """
    arschloch arschloecher arschloechern arschgeige arschgeigen arschkriecher arschgesicht arschgesichter wichser
    wichsern wixer wixxer hurensohn hurensoehne hurensoehnen hurenkind missgeburt missgeburten fotze fotzen schlampe
    schlampen nutte nutten vollidiot vollidioten idiot idioten vollidiotin idiotin trottel trotteln volltrottel depp
    deppen volldepp volldeppen dummkopf dummkoepfe schwachkopf schwachkoepfe hohlkopf hohlkoepfe hohlbirne hohlbirnen
    spast spasti spastis spasten vollspast spacken spacko spackos mongo mongos drecksau dreckssau dreckssaecke
    drecksack drecksaecke dreckschwein drecksschwein dreckschweine drecksschweine schweinehund schweinehunde bastard
    bastarde pisser penner vollpfosten hackfresse kretin vollhonk vollhonks vollhorst lusche luschen wichsfresse
    scheisskerl scheisskerle scheissbulle scheissbullen bullenschwein bullenschweine nazischwein nazischweine saubande
    saupack beamtenpack dreckspack drecksbande drecksbulle drecksweib miststueck miststuecke mistkerl mistkerle
    mistsau mistvieh blodmann bloedmann bloedmaenner bloedian gehirnamputierte gehirnamputierter spinner schwachmat
    schwachmaten saftsack saftsaecke fettsack fettsaecke hornochse hornochsen rindvieh rindviecher daemlack trampel
    pissnelke kotzbrocken hosenscheisser klugscheisser korinthenkacker sesselfurzer sesselpupser faulpelz faulpelze
    nichtskoenner nichtsnutz nichtsnutze flachzange flachzangen flachpfeife flachpfeifen evolutionsbremse doedel
    vollkoffer mutterficker kinderficker fickfehler idiotenverein idiotenhaufen idiotenbande deppenverein deppenhaufen
    verbrecherbande verbrecherverein verbrecherpack gaunerbande volksverraeter lumpenpack dumpfbacke dumpfbacken
    asshole assholes arsehole arseholes bitch bitches cunt cunts motherfucker motherfuckers dickhead dickheads moron
    morons idiots retard retards wanker wankers twat twats dumbass dumbasses fucker fuckers douchebag douchebags
    scumbag scumbags imbecile imbeciles bellend shithead shitheads dipshit dipshits fuckwit fuckwits jackass
    jackasses dumbfuck tosser tossers knobhead knobheads prick pricks halfwit halfwits nitwit nitwits dimwit dimwits
    slut sluts whore whores
"""
"""Words that say nothing but the insult; censored and misspelt ones are read as these."""

OTHERS: Final = """
    fick ficken fickt ficke fuck fucking fucked verpiss verpisst fresse schnauze scheisse scheiss kanake kanaken
    nigger niggers neger hitler judensau judenschwein schwuchtel schwuchteln titten muschi schwanz vergasen
    umbringen abstechen erschiessen abknallen aufhaengen shit nazi nazis
"""
"""Other words that are often censored."""

NOT_MEANT: Final = """
    schlappe schlamm schlange schlangen penne pennen rentner renner spaten spatz mango bongo mangos bastler
    bastarda trottoir depot depots idiom idiome idiotie idiotisch idiotische idiotischen nutzen mutter butte
    hutte kutte nutze nette luecke spinne spinnen batch beach botch count counts court mormon moran twit watt
    ideen mitkerl spinnern bitcoin bitchute pitch pitches witch fichte fluecht frist presse fassen blasen
    kanal kanaele fuchs hitch trattel lutschen duschen trampeln trampelt trampelpfad trottet trotten batches butches
    spinnt lauschen spanner stammeln bankers winkers fettsaeure wittwer schlumpfe wichsen idioms bastelt bastelte
"""
"""Real words that are only a letter away from those."""

LISTS: Final[Mapping[str, str]] = {
    "strong": " / ".join(STRONG.split())
    + r"""
        / (?:scheiss|drecks?|kack|mist|sau|arsch|pimmel|huren|wichs|piss|idioten|deppen)(?:kerle?|typ|typen|weib|weiber|
        pack|bande|saecke|sack|hunde?|schweine?|bullen?|beamte[nrs]?|beamtenpack|buerokraten|visage|fresse|gesindel|
        koepfe|kopf|geburt)
    """,
    "weak": r"""
        schwein / schweine / schweinen / sau / saeue / arsch / aersche / affe / affen / kuh / kuehe / ziege / gans /
        pute / schlange / schlangen / hexe / hexen / zicke / zicken / schnepfe / ratte / ratten / hund / hunde / esel /
        kamel / kamele / wurm / wuermer / made / maden / zecke / zecken / hure / huren / luder / flittchen / pack /
        gesindel / geschmeiss / brut / bande / abschaum / dreck / faschos? / faschisten / nazis? / verbrecher /
        halunken / gauner / ganoven / kriminelle[nr]? / lump / lumpen / luegner / heuchler / betrueger / abzocker /
        versager / versagerin / verlierer / loser / losers / nullen / niete / nieten / pfeife / pfeifen / flasche /
        flaschen / pflaume / pflaumen / lappen / opfer / clowns? / kasper / hanswurst / witzfigur / witzfiguren /
        saecke / sack / schmarotzer / parasiten / parasit / blutsauger / schleimer / hirni / hirnis / honk / asis? /
        assis? / krueppel / psycho / psychopath\w* / behinderte[nr]? / gestoerte[nr]? / penner\w* / pigs? / scum /
        crooks? / thieves / swine / jerks? / fools? / cowards? / parasites / slags? / gits? / pillocks? / weasels? /
        vermin / trash / filth / cow
    """,
    "you": r"du / ihr / sie / euch / dich / ihnen / eure[nrsm]? / you / u / ya / dir",
    "bad": r"""
        dumme[nrs]? / bloede[nrs]? / doofe[nrs]? / daemliche[nrs]? / faule[nrs]? / fette[nrs]? / verdammte[nrs]? /
        verfickte[nrs]? / verkackte[nrs]? / beschissene[nrs]? / elende[nrs]? / miese[nrs]? / unfaehige[nrs]? /
        inkompetente[nrs]? / arrogante[nrs]? / korrupte[nrs]? / hirnlose[nrs]? / scheiss / drecks / haessliche[nrs]? /
        dreckige[nrs]? / verlogene[nrs]? / nutzlose[nrs]? / geldgierige[nrs]? / ekelhafte[nrs]? / widerliche[nrs]? /
        stinkende[nrs]? / erbaermliche[nrs]? / armselige[nrs]? / hinterhaeltige[nrs]? / bescheuerte[nrs]? /
        behinderte[nrs]? / verbloedete[nrs]? / eingebildete[nrs]? / unverschaemte[nrs]? / dreiste[nrs]? /
        freche[nrs]? / lahme[nrs]? / feige[nrs]? / bekloppte[nrs]? / gottverdammte[nrs]? / stupid / fucking / lazy /
        dumb / bloody / useless / goddamn / damn / ugly / incompetent / corrupt / filthy / worthless / pathetic /
        brainless / arrogant / greedy / disgusting / miserable / rotten
    """,
    "adjective": r"""
        {bad} / kleine[nrs]? / alte[nrs]? / richtige[nrs]? / totale[nrs]? / absolute[nrs]? / groesste[nrs]? /
        letzte[nrs]? / voellige[nrs]? / komplette[nrs]? / arme[nrs]? / fat / dirty / silly / sad / absolute / complete /
        total / bunch of / such / so / echt / echte[nrs]? / ein / eine / einer / nen / ne / a / an / alle / alles /
        die / der / das / und / nur / doch / wirklich / haufen / the / real / totally
    """,
    "town": r"""
        \w*buergermeister\w* / \w*beamte\w* / \w*beamtin\w* / sachbearbeiter\w* / mitarbeiter\w* / \w*amt / aemter /
        behoerden? / verwaltung / rathaus / stadtverwaltung / personal / bot / chatbot / stadt / ordnungsamt\w* /
        politesse\w* / kontrolleur\w* / kollege / kollegin / kollegen / mayor / clerk / clerks / staff / town hall /
        council / eure / euer / eurer / eurem / euren / your / leute bei euch / bei euch / buergerbuero /
        auslaenderbehoerde / jobcenter / stadtrat / politessen / polizisten / standesbeamt\w* / herrn? \w+ / frau \w+ /
        mr \w+ / mrs \w+ / ms \w+ / dame (?:am|vom|von) / typ (?:am|vom|an|in) / kerl (?:am|vom|an|in) /
        officer / officers / civil servants / secretary / empfang / schalter / leiter / leiterin / chef bei euch
    """,
    "is": r"ist / sind / war / waren / seid / bist / is / are / was / were / bleibt / arbeiten / arbeitet / sitzen / "
    "sitzt / diese[rsn]? / dieses / work / works",
    "self": r"""
        ich idiot / ich depp / ich trottel / ich dummkopf / ich (?:bin|war|hab|habe) / bin ich / war ich / mich selbst /
        i am / i m / me idiot / i was / am i / ich vollidiot / ich esel / ich bloedmann / komme ich mir /
        komme mir (?:vor )?wie / fuehle mich wie / fuer (?:einen |n |nen )?(?:idioten|dumm|bloed|trottel|deppen)
    """,
    "third": r"""
        mein\w* (?:\w+ ){0,2}(?:nachbar\w*|vermieter\w*|mann|frau|ex|chef|freund\w*|bruder|sohn|vater|kollege\w*|hund) /
        (?:ein|der|die|den|dem|einem|einen|irgend\w*|welche\w*|so ein|so n|diese[rsmn]?|solche\w*|manche\w*|paar|lauter|
        diverse|andere\w*|some|any|those|the|these|an|a) (?:\w+ ){0,2}(?:{strong}) (?:hat|haben|ist|parkt|parken|faehrt|
        fahren|wirft|werfen|laesst|lassen|stellt|macht|machen|hatte|war|rast|rasen|der|die|das|aus|von|in|auf|vor|who|
        has|have|keeps?|parked|parks?|drives?|threw|left|in|from|on) /
        nachbarn? / nachbarin / vermieter / autofahrer / radfahrer / raser / hundebesitzer / jugendliche\w* /
        neighbou?rs? / landlord / my ex / falschparker / exmann / exfrau
    """,
    "people": r"""
        auslaender\w* / juden / jude / tuerken / araber / moslems / muslime / muslimen / fluechtlinge\w* / asylanten /
        asylbewerber / neger / alle schwarzen / zigeuner / roma / sinti / kanaken / polen / rumaenen / schwule /
        schwulen / lesben / transen / behinderte / behinderten / migranten / inder / chinesen / russen / albaner /
        afghanen / iraker / marokkaner / nafris / homos / schwuchteln / islamisten / syrern / fluechtlingen /
        auslaendern / tuerken / muslimin / africans / syrians / asylum seekers / disabled / pakistanis / indians /
        mexicans / asians / homosexuals / queers / trannies / afrikaner / syrer / ukrainer / schwarzafrikaner / jews? /
        muslims? / foreigners / immigrants / refugees / gypsies / blacks / gays / arabs / turks / poles / migrants
    """,
    "spamtalk": r"""
        betrug\w* / betrueg\w* / scam / warn\w* / spam / phishing / verdaechtig\w* / serioes\w* / fake / anzeige /
        legit / fraud / abzocke
    """,
    "reported": r"""
        nannte / genannt / nennt / beschimpf\w* / geschimpf\w* / beleidig\w* / bezeichne\w* / zugerufen / nachgerufen /
        hinterhergerufen / hinterher gerufen / angeschrien / gebruellt / schrie / schreit / droht / drohte / drohen /
        gedroht / drohung\w* / bedroht\w* / drohbrief\w* / gesprueht / geschmiert / schmiererei\w* / beschmiert /
        graffiti / aufkleber / plakat\w* / transparent / parolen? / called me / called my / calls me / calling me /
        shouted / yelled / threaten\w* / sprayed / painted / graffitied / abuse / abused / insulted / insults? /
        anonym\w* / zettel / hass\w* / gehetzt / opfer / zeuge\w* / witness / victim / wurde ich / wurden wir /
        werde ich / i was / was told / (?:told|tells|telling) (?:me|us|my|him|her) / calling (?:an?|the|some\w*) /
        (?:penalty|fined?|punishment) for / (?:welche|hohe) strafe / strafbar\w* /
        stand (?:da|dort|drauf|drin|an|auf) / steht (?:da|dort|an|auf|drauf) /
        (?:er|man|jemand|einer|mann|frau|nachbar\w*|beamte\w*|kolleg\w*|mitarbeiter\w*|kontrolleur\w*|typ|busfahrer\w*|
        lehrer\w*|chef|kind\w*|junge\w*|ex|exmann|vermieter\w*|kunde|fahrer\w*|he|she|they|someone|somebody)
        (?:\w+ ){0,8}(?:gesagt|sagte|sagt|meinte|schrieb|geschrieben|rief|gerufen|said|says|told|wrote) /
        (?:gesagt|sagte|meinte|schrieb|rief|said|wrote) (?:mir |uns |zu mir |me )?(?:er|sie|der|die|jemand|he|she)
    """,
}
"""A rule names them in braces."""
