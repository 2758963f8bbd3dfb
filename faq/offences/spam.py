"""Offers that nobody asked for: rules in the notation of `faq.wordrules`. Data only."""

from typing import Final

SPAM: Final = r"""
+ verdien\w* / earn\w* / make / invest\w* / investier\w* / gewinn\w* / reich werden / geld verdienen /
  passives einkommen / passive income / profit\w* / rendite / cash / income / kredit\w* / loan\w* / darlehen /
  get rich / nebenjob / nebenverdienst / heimarbeit / geld / money / dollars? / euros? / signale / signals / wett\w* /
  betting
+ pro (?:woche|tag|monat|stunde) / per (?:week|day|month|hour) / von zu ?hause / from home / garantiert\w* /
  guaranteed / ohne schufa / without credit check / bitcoin\w* / krypto\w* / crypto\w* / forex / schnell /
  sofort auszahl\w* / am tag / taeglich / woechentlich / weekly / daily / von daheim / work from home /
  keine erfahrung / no experience / trotz schufa / (?:auch )?(?:bei|mit) schufa\w* / million\w* / hoechstpreis\w* /
  bargeld / win / fast / in nur / risikofrei / risk free / no risk / automatisch / trading / ohne risiko
+ http\w* / ww / klick\w* / click / link / t me / wa me / whatsapp / telegram / jetzt anmelden / schreib\w* (?:mir|
  uns) / kontaktier\w* / contact (?:me|us|now|our|him|her) / ruf\w* (?:jetzt |uns |mich )*an / jetzt anrufen /
  reply to / join (?:us|our|now|my|the|t) / tritt bei / melde dich / dm me / nachricht an / sign up / register now / @
- {reported} / betrug\w* / scam / warn\w* / spam / phishing / verdaechtig\w* / serioes\w* / echt / fake / anzeige /
  legit / fraud / received / bekommen / erhalten / muss ich / darf ich / grundsicherung / buergergeld / minijob /
  wohngeld / tax / steuer\w* / kfw / muss man / kann ich / can i / do i / is it / beratung\w* / verbraucher\w* /
  from you
! within 40 weight 1

+ (?:(?:late|deceased) (?:relative|client|husband|father)|barrister|next of kin|widow|witwe|inheritance|geerbt|
  erbschaft|nachlass|lottery|lotterie|donate|spende\w*|jackpot)
+ million\w* / dollars? / usd / funds / gewinnsumme
+ contact (?:me|us|our|him)? / kontaktier\w* / reply / antwort\w* / e ?mail / whatsapp / http\w* / anwalt / transfer
- {reported} / {spamtalk} / wo / wie / finanzamt / erbschein / nachlassgericht / steuer\w* / haushalt\w* / stadtrat
! within 40 weight 1

+ casino / online ?casino / online slots / slot machines / sportwetten / freispiele / free spins / viagra / cialis /
  potenzmittel / penisverlaenger\w* / hot singles / sexy singles / single frauen / camgirls? / escort\w* / replica /
  rolex / (?:diplome?|zeugnisse?|doktortitel|zertifikate?|certificates?) (?:\w+ ){0,4}(?:kaufen|for sale|
  ohne pruefung) / followers / likes / betting tips / wett ?tipps / slim / lose weight / wir kaufen (?:ihr|dein|euer|
  jedes) (?:haus|auto|grundstueck|immobilie) / dachreinigung / entruempelung\w* / haushaltsaufloesung\w* / (?:real|
  fake|registered) (?:\w+ ){0,3}(?:passports?|driving licen[cs]es?|id cards?) / gefaelschte\w* (?:papiere|paesse|pass|
  dokumente|ausweise|fuehrerschein\w*|zeugnis\w*) / fuehrerschein ohne pruefung / doktortitel kaufen /
  iphone gewonnen / won an? (?:iphone|ipad|prize|gift) / gift ?card\w* / gutschein gewonnen / airdrop / backlinks? /
  seo / followers? / instagram follower / registered passport / buy (?:real|fake) (?:passport\w*|documents?|
  licen[cs]e\w*) / pass kaufen / web ?design angebot / goldankauf / wunderdiaet / abnehm\w* / fat burn\w* / cbd oil /
  testosteron\w*
+ http\w* / ww / klick\w* / click / t me / wa me / whatsapp / telegram / (?:jetzt )?(?:anmelden|kaufen|bestellen|
  sichern|registrieren|spielen) / bestell\w* / rabatt\w* / discount / bonus / nur heute / only today / kaufen bei /
  order now / buy now / angebot\w* / kontaktier\w* / contact (?:us|me) / guenstig\w* / cheap\w* / ranking\w* /
  verfuegbar / unverbindlich / 100 / lieferbar
- {reported} / {spamtalk} / wo / wie / wer / welche\w* / where / how / my / mein\w* / i need / brauche / sperrmuell /
  keller / received / bekommen / erhalten / genehmig\w* / eroeffn\w* / gewerbe\w* / anmelden\b(?! bonus) / laermen /
  nachbar\w* / sucht / beratung\w* / illegal\w* / melden / jugendschutz / gefunden / prostituiert\w* / ausschreibung /
  can i / do you
! within 40 weight 1

+ folgt? (?:mir|uns|meinem|unserem) / abonnier\w* / follow (?:me|us|my) / subscribe / besuch\w* (?:meine|
  unsere) (?:seite|website|homepage|shop|webshop|onlineshop) / visit (?:my|our) (?:site|website|shop|channel) /
  check out my / schaut? mal auf (?:meine\w*|unsere\w*) / jetzt (?:bestellen|kaufen|zugreifen|sichern) / order now /
  buy now / nur (?:heute|fuer kurze zeit) / limited offer / unschlagbar\w* (?:preise?|angebot\w*) / sonderangebot\w* /
  best price\w*
+ http\w* / ww / kanal / channel / youtube / instagram / tiktok / onlyfans / shop / rabatt\w* / prozent / discount /
  percent / versandkostenfrei / gratis / free shipping / t me
- {reported} / stadt / ihr kanal / euer kanal / eure seite / wann / wo kann / your channel / town / ampel /
  verein\w* / buergerinitiative / petition / unfall / foto / markt
! within 16 weight 1
"""
