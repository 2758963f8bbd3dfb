"""Words that several rules share, in the notation of `faq.wordrules`. Data only."""

from collections.abc import Mapping
from typing import Final

STRONG: Final = """
    arschloch arschloecher arschloechern arschgeige arschgeigen arschkriecher arschgesicht wichser wichsern hurensohn
    hurensoehne hurenkind missgeburt missgeburten fotze fotzen schlampe schlampen nutte nutten vollidiot vollidioten
    idiot idioten trottel trotteln volltrottel depp deppen volldepp dummkopf dummkoepfe schwachkopf schwachkoepfe
    hohlkopf hohlbirne spast spasti spasten vollspast mongo mongos drecksau dreckssau drecksaecke drecksack
    dreckschwein drecksschwein dreckschweine schweinehund schweinehunde bastard bastarde pisser penner vollpfosten
    hackfresse kretin vollhonk lusche luschen wichsfresse scheisskerl scheisskerle scheissbulle scheissbullen
    bullenschwein bullenschweine nazischwein nazischweine saubande dreckspack drecksbande drecksbulle drecksweib
    miststueck mistkerl mistkerle blodmann bloedmann bloedmaenner gehirnamputierte gehirnamputierter spinner
    asshole assholes arsehole arseholes bitch bitches cunt cunts motherfucker motherfuckers dickhead dickheads moron
    morons idiots retard retards wanker wankers twat twats dumbass dumbasses fucker fuckers douchebag douchebags
    scumbag scumbags imbecile imbeciles bellend
"""
"""Words that say nothing but the insult; censored and misspelt ones are read as these."""

OTHERS: Final = """
    fick ficken fickt ficke fuck fucking fucked verpiss verpisst fresse schnauze scheisse scheiss kanake kanaken
    nigger neger judensau judenschwein schwuchtel schwuchteln titten muschi schwanz vergasen umbringen abstechen
    erschiessen abknallen aufhaengen shit nazi nazis
"""
"""Other words that are often censored."""

NOT_MEANT: Final = """
    schlappe schlamm schlange schlangen penne pennen rentner renner spaten spatz mango bongo mangos bastler
    bastarda trottoir depot depots idiom idiome idiotie idiotisch idiotische idiotischen nutzen mutter butte
    hutte kutte nutze nette luecke spinne spinnen batch beach botch count counts court mormon moran twit watt
    ideen mitkerl spinnern bitcoin bitchute pitch pitches witch fichte fluecht frist presse fassen blasen
    kanal kanaele fuchs hitch trattel
"""
"""Real words that are only a letter away from those."""

LISTS: Final[Mapping[str, str]] = {
    "strong": " / ".join(STRONG.split()),
    "you": r"du / ihr / sie / euch / dich / ihnen / eure[nrsm]? / you / u / ya / dir",
    "adjective": r"""
        dumme[nrs]? / bloede[nrs]? / doofe[nrs]? / daemliche[nrs]? / faule[nrs]? / fette[nrs]? / verdammte[nrs]? /
        verfickte[nrs]? / verkackte[nrs]? / beschissene[nrs]? / elende[nrs]? / kleine[nrs]? / miese[nrs]? /
        unfaehige[nrs]? / inkompetente[nrs]? / arrogante[nrs]? / korrupte[nrs]? / hirnlose[nrs]? /
        scheiss / drecks / haessliche[nrs]? / alte[nrs]? / richtige[nrs]? / totale[nrs]? / absolute[nrs]? /
        groesste[nrs]? / letzte[nrs]? / stupid / fucking / lazy / dumb / bloody / useless / goddamn / damn / ugly /
        fat / absolute / complete / total / incompetent / corrupt / bunch of / such / so / echt / echte[nrs]? / ein /
        eine /
        einer / nen / ne / a / an / alle / alles / die / der / das / und / nur / doch / wirklich / haufen / the
    """,
    "town": r"""
        \w*buergermeister\w* / \w*beamte\w* / \w*beamtin\w* / sachbearbeiter\w* / mitarbeiter\w* / \w*amt / aemter /
        behoerden? / verwaltung / rathaus / stadtverwaltung / personal / bot / chatbot / stadt / ordnungsamt\w* /
        politesse\w* / kontrolleur\w* / kollege / kollegin / kollegen / mayor / clerk / clerks / staff / town hall /
        council / eure / euer / eurer / eurem / euren / your / leute bei euch / bei euch / buergerbuero /
        auslaenderbehoerde / jobcenter / stadtrat
    """,
    "is": r"ist / sind / war / waren / seid / bist / is / are / was / were / bleibt / arbeiten / arbeitet / sitzen",
    "self": r"""
        ich idiot / ich depp / ich trottel / ich dummkopf / ich (?:bin|war|hab|habe) / bin ich / war ich / mich selbst /
        i am / i m / me idiot / i was / am i / ich vollidiot / ich esel / ich bloedmann / komme ich mir /
        komme mir (?:vor )?wie / fuehle mich wie / fuer (?:einen |n |nen )?(?:idioten|dumm|bloed|trottel|deppen)
    """,
    "third": r"""
        mein\w* (?:\w+ ){0,2}(?:nachbar\w*|vermieter\w*|mann|frau|ex|chef|freund\w*|bruder|sohn|vater|kollege\w*|hund) /
        (?:ein|der|die|den|dem|einem|einen|irgend\w*|welche\w*|so ein|so n|diese[rsmn]?|solche\w*|manche\w*|paar|lauter|
        diverse|andere\w*|some|any|those|the|these|an|a) (?:\w+ ){0,2}(?:{strong}) (?:hat|haben|ist|parkt|parken|faehrt|
        fahren|wirft|werfen|laesst|lassen|stellt|macht|machen|hatte|war|rast|rasen|der|die|das|aus|von|in|auf|vor|who|has
        |have|keeps?|parked|parks?|drives?|threw|left|in|from|on) /
        nachbarn? / nachbarin / vermieter / autofahrer / radfahrer / raser / hundebesitzer / jugendliche\w* /
        neighbou?rs? / landlord / my ex / falschparker / exmann / exfrau
    """,
    "people": r"""
        auslaender\w* / juden / jude / tuerken / araber / moslems / muslime / muslimen / fluechtlinge\w* / asylanten /
        asylbewerber / neger / schwarze / zigeuner / roma / sinti / kanaken / polen / rumaenen / schwule / schwulen /
        lesben / transen / behinderte / behinderten / migranten / afrikaner / syrer / ukrainer / schwarzafrikaner /
        jews? /
        muslims? / foreigners / immigrants / refugees / gypsies / blacks / gays / arabs / turks / poles / migrants
    """,
    "reported": r"""
        nannte / genannt / nennt / beschimpf\w* / geschimpf\w* / beleidig\w* / bezeichne\w* / zugerufen / nachgerufen /
        hinterhergerufen / hinterher gerufen / angeschrien / gebruellt / schrie / schreit / droht / drohte / drohen /
        gedroht / drohung\w* / bedroht\w* / drohbrief\w* / gesprueht / geschmiert / schmiererei\w* / beschmiert /
        graffiti / aufkleber / plakat\w* / transparent / parolen? / called me / called my / calls me / calling me /
        shouted / yelled / threaten\w* / sprayed / painted / graffitied / abuse / abused / insulted / insults? /
        anonym\w* / zettel / hass\w* / gehetzt / opfer / zeuge\w* / witness / victim / wurde ich / wurden wir /
        werde ich / i was / was told / stand (?:da|dort|drauf|drin|an|auf) / steht (?:da|dort|an|auf|drauf) /
        (?:er|man|jemand|einer|mann|frau|nachbar\w*|beamte\w*|kolleg\w*|mitarbeiter\w*|kontrolleur\w*|typ|busfahrer\w*|
        lehrer\w*|chef|kind\w*|junge\w*|ex|exmann|vermieter\w*|kunde|fahrer\w*|he|she|they|someone|somebody)
        (?:\w+ ){0,8}(?:gesagt|sagte|sagt|meinte|schrieb|geschrieben|rief|gerufen|said|says|told|wrote) /
        (?:gesagt|sagte|meinte|schrieb|rief|said|wrote) (?:er|sie|der|die|jemand|he|she)
    """,
}
"""A rule names them in braces."""
