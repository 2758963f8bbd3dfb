"""Grown people who are gone: rules in the notation of `faq.dangers`. Data only; children are in `violence`."""

from typing import Final

MISSING: Final = r"""
+ {relatives} / {strangers}
+ verschwunden / (?:wird|wurde|werden|wurden|ist|sind|gilt) (?:\w+ ){0,5}vermisst / vermisst (?:gemeldet|seit) /
  vermissen (?:mein|unser)\w* / weggelaufen / entlaufen / entfuehrt / unauffindbar / abgaengig / gekidnappt /
  (?:is|are|went|gone|been|reported) missing(?!\s(?:an?|the|his|her|their|my|your|some)\b) / disappeared /
  kidnapped / wandered off / ran away / nicht (?:\w+ ){0,4}(?:nach hause|heim|zurueck) ?gekommen / nicht
  (?:\w+ ){0,3}zurueckgekommen / (?:did not|didn t|hasn t|has not|never) (?:come|came) (?:back )?home /
  (?:seit tagen|tagelang) nicht (?:mehr )?gesehen
- {belongings} / {papers} / {of_mine} / seit jahren / vor jahren / \w*krieg\w* / verschollen\w* / unterhalt\w* /
  scheid\w* / \w*mieter / \w*register / \w*verzeichnis / \w*liste / als ich / tot erklaer\w* / hund / katze / kater /
  \w*vogel / dog / cat / geld / ring / \w*kette / koffer / rollator / auto / krankenkasse / urlaub / reise / kur /
  wohnung / abmeld\w* / keiner antwortet / card / it has / years ago / since i was
! within 12

+ {own}
+ {relatives}
+ {gone}
- {belongings} / {papers} / {of_mine} / {left}
! within 9

+ oma / opa / mama / papa / grandma / grandpa
+ {gone}
- {belongings} / {papers} / {of_mine} / {left}
! within 9

+ finde / finden / find
+ {own}
+ {relatives}
+ nicht / nirgends / nirgendwo / can t / cannot / cant / can not
- {belongings} / {papers} / {of_mine} / auf / im / in der / in den / on / \w*register / \w*verzeichnis / \w*liste /
  gut / schoen / geld / ring / wohnung / job / hotel / for my / fuer
! within 7

+ \w*vermisstenanzeige / vermisste person / vermissten? (?:person|menschen|angehoerigen?) / person (?:\w+ ){0,2}vermisst
  / (?:als )?vermisst melden / missing person(?: report)?
- {papers} / \w*krieg\w* / weltkrieg / suchdienst / statistik / zurueckziehen / withdraw / tier\w* / hund / katze /
  office

+ verwirrte\w* / orientierungslos\w* / hilflos\w* / demenzkrank\w* / dement\w* / confused
+ {strangers}
+ irrt / laeuft / steht / sitzt / umher / barfuss / nachthemd / schlafanzug / strasse / draussen / wandering / street
- {taught} / beratung / \w*gruppe / pflegegrad / \w*betreuung / wohngruppe / immer / oft / besuch\w*
"""
