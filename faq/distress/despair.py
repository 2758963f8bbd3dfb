"""Those who do not want to live any more: rules in the notation of `faq.dangers`. Data only."""

from typing import Final

SUICIDE: Final = r"""
+ (?:(?:nicht|nich|nit|net|ned) (?:mehr|mer|meh)|nimmer)(?: weiter)? (?:leben|lebn|weiterleben|existieren)
- (?:von|davon|hier|dort|da|in|im|bei|mit|zusammen|allein\w*|getrennt|so|wie bisher)(?! dieser welt)
  .*\b(?:leben|lebn) / leben in (?:der|dieser|d\w+) (?:stadt|wohnung|strasse|gegend)

+ (?:nicht|nich|nit|net) (?:mehr|mer) aufwachen
+ ich

+ (?:will|wil|mag|moechte) (?:\w+ )?(?:nicht|nich|net|nit) leben
- (?:von|davon|hier|dort|da|in|im|bei|mit|zusammen|allein\w*|getrennt|so|wie bisher)(?! dieser welt)
  .*\b(?:leben|lebn) / leben in (?:der|dieser|d\w+) (?:stadt|wohnung|strasse|gegend)

+ leben (?:hat|hatte|macht|haette) (?:\w+ ){0,3}kein\w* sinn / leben ist (?:\w+ ){0,3}(?:sinnlos|wertlos|nichts
  (?:mehr )?wert) / lebensmuede / ritzt sich / (?:halte|halt) (?:das leben|es|das|das alles) (?:alles )?nicht mehr
  aus und / kein\w* (?:lust|kraft|grund|sinn|freude|mut) (?:mehr )?(?:zu|zum|am) leben / kein\w*
  lebens(?:mut|willen|sinn|lust)

+ bring / bringe / bringen
+ mich / mir
+ um(?! (?:die|den|das|dem|mein\w*|jede\w*|alle\w*|ein\w*|\d+|himmels|halb))
- (?:ich )?bringe? (?:mein\w*|unser\w*|das|den|die)

+ ich / i
+ mich / mir
+ umbringen / umzubringen / umbringe / umgebracht / toeten / toete / erhaengen / erhaenge / erschiessen /
  erschiesse / aufhaengen / ertraenken / vergiften / vor den zug \w+
- (?:er|sie|mann|freund|vater|jemand|nachbar|typ|ex|exmann|exfreund|die|der)
  (?:will|wollte|wollen|droht|versucht|hat) mich /
  (?:er|sie|mann|freund|vater|jemand|nachbar|typ|ex|exmann|exfreund|die|der)
  (?:will|wollte|wollen|droht|versucht|hat) uns / film

+ mir (?:\w+ ){0,2}(?:was|etwas) (?:\w+ )?an(?:tun|zutun|tue) / tue? mir (?:was|etwas) an

+ ich
+ ritze / ritzen / ritz mich / selbstverletz\w* / (?:mich|mir) selbst (?:zu )?(?:verletzen|weh tun)

+ (?:mir|sich) (?:selbst )?das leben (?:zu )?nehmen / leben (?:zu )?beenden / leben ein ende / schluss mit
  (?:dem|meinem) leben

+ (?:will|wil|moechte|moecht|mag|wollen) (?:\w+ ){0,3}(?:sterben|tot sein)
- nicht sterben / testament / \w*verfuegung / beerdig\w* / bestatt\w* / urkunde / hund / katze / tier / hospiz /
  menschen sterben

+ ich
+ will / wil / moechte / moecht / mag / wuerde / wuenschte / lieber / liebsten / wollte
+ sterben / tot(?: sein)?
- nicht sterben / testament / \w*verfuegung / beerdig\w* / bestatt\w* / urkunde / hund / katze / tier / tot
  (?:ist|war) / hospiz
! within 6

+ ich / mich
+ tot waere / waere (?:\w+ )?tot / waer (?:\w+ )?tot

+ springe? / springen / springt / jump / jumping
+ bruecke / dach / hochhaus / zug / fenster / gleise? / balkon / bridge / roof / train / window
+ ich / will / gleich / jemand / er / sie / i / he / she / someone
- bungee / \w*wasser / \w*bad / sprungturm / hund / katze / trampolin / kinder
! within 10

+ ich / mich / mir / mein / meine / meinem / meiner / i / me / my
+ selbstmord / selbstmordgedanken / suizid / suizidgedanken / suizidal / suizidgefaehrdet / selbstmordgefaehrdet /
  freitod / selbsttoetung / suicide / suicidal
- {taught} / assist\w*

+ selbstmord / suizid / suicide / ich (?:kann|will|mag|moechte) (?:\w+ )?(?:nicht mehr|nimmer|nicht mer)(?:
  weiter)? / selbstmordgedanken
! whole

+ will / moechte / droht / wollte / versucht / plant / werde / koennte
+ sich
+ umbringen / umzubringen / toeten / erhaengen / das leben (?:zu )?nehmen / etwas antun / was antun / etwas
  anzutun
- film / laerm

+ bringt sich um / sich (?:\w+ )?umbringt / bringt er sich um / bringt sie sich um

+ kill(?:ing)? (?:myself|my self|him self|himself|herself) / kms / end(?:ing)? my (?:own )?life / end it all /
  tak(?:e|ing) (?:my|her|his) (?:own )?life / (?:want to|wanna|want) die / wish (?:\w+ )?(?:was|were) dead /
  better off dead / (?:not|don t|dont|do not) (?:want to|wanna) (?:live(?: anymore| any more| no more)?$|be
  alive|live anymore) / no reason to live / hurt(?:ing)? myself / cut(?:ting)? myself / not want to live(?:
  anymore)?$ / live anymore
- in (?:this|the) (?:city|town|flat|house) / here / with (?:him|her|my)

+ will / wil / moechte / muss
+ (?:das )?alles (?:\w+ )?(?:beenden|hinter mir lassen) / es beenden / ein ende machen
- vertrag\w* / abo\w* / miet\w* / mitglied\w* / gespraech\w* / chat / vereins?\w*

+ ich / i
+ nicht mehr (?:da|auf der welt|am leben) sein / weg von dieser welt / nie (?:wieder|mehr) aufwachen / schlafen
  fuer immer / fuer immer (?:ein)?schlafen / (?:don t|dont|do not) want to (?:be here|exist)(?: anymore| any
  more)?
- termin / wohnung / kita / urlaub

+ ich / i
+ (?:sollte|muss|werde|kann nur noch|koennte) (?:\w+ )?sterben / should die / going to die
- wenn / falls / vor / testament / was passiert / when / if

+ pulsadern? / aufgeschlitzt / abschiedsbrief / strick um den hals / suicide note / slit my wrists?

+ wozu (?:noch|ueberhaupt) leben / warum (?:noch|ueberhaupt) leben / life is not worth living / nothing to live
  for / (?:von|vor) (?:der|die|einer|einen|den|einem) (?:bruecke|zug|hochhaus|dach)
  (?:gesprungen|springen|geworfen)
"""
