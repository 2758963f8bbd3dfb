"""Fire and gas: rules in the notation of `faq.dangers`. Data only."""

from typing import Final

FIRE: Final = r"""
+ brennt / brennts / brennen
+ es / hier / haus / hause / zuhause / wohnung / wohnhaus / keller / kueche / dach / dachstuhl / auto / wagen /
  garage / wald / muelltonne / container / zimmer / balkon / nachbar / nachbarn / feuer / gebaeude / schule / kita
  / scheune / herd / hilfe / schnell / lichterloh / wiese / feld / treppenhaus / bei uns / bei mir
- brennt (?:\w+ )?nicht(?! (?:was|wie|wo|weiter)) / brennt (?:\w+ )?(?:auf|darauf|drauf|unter den
  naegeln|tagsueber|dauerhaft) / \w*licht\w* / \w*lampen? / \w*laternen? / \w*leuchten? / beleuchtung / ampel\w* /
  augen? / haut / herz / kerzen? / jeden / immer / oft / wenn / falls / dvd / frage / osterfeuer / lagerfeuer /
  feuerwerk / ofen erlaubt / den ganzen / die ganze / verbrennen / darf / duerfen / lassen / holz / laub /
  abfaelle / schnaps / erlaubt / wasserlassen

+ (?:hilfe )?(?:feuer|brennt|fire|feueralarm)(?: feuer| hilfe| fire| help)*
! whole

+ feuer
+ hilfe / hilf / ausgebrochen / wohnung / kueche / keller / garage / haus / dach / flammen / schnell / notfall /
  treppenhaus / balkon
- anmelden / anzuenden / genehm\w* / erlaub\w* / darf / duerfen / machen / verbot\w* / offene\w* / wehr / schale /
  \w*fest / schutz / loescher / versicherung / hilfe (?:bei|beim|zu|zum) / und flamme / {taught}
! acute

+ (?:brand|feuer) (?:ist )?ausgebrochen / (?:steht|stehen) (?:\w+ ){0,4}in flammen / feuer gelegt / brand gelegt /
  brandstifter
- wann / ursache / {paperwork}
! acute

+ wohnungsbrand / hausbrand / zimmerbrand / kuechenbrand / kellerbrand / grossbrand / waldbrand / dachstuhlbrand /
  autobrand
- \w*gefahr / stufe\w* / schutz / spende\w* / schaden\w* / opfer\w* / nach / wann / was tun / vorbeug\w* /
  {taught} / {paperwork}
! acute

+ \w*rauch / qualm / rauchwolke\w*
+ kommt / dringt / steigt / quillt
+ fenster / wohnung / tuer / haus / dach / steckdose / keller / treppenhaus / auto
- ofen / kamin / grill\w* / \w*melder / zigar\w* / schornstein / raucher / nachbar\w* raucht / immer / jeden

+ riecht / riechen / stinkt / geruch / smell / smells
+ nach rauch / verbrannt / angebrannt / verschmort / brandgeruch / smoke / burning
+ treppenhaus / wohnung / haus / flur / keller / hausflur / building / house / flat / apartment / hilfe
- ofen / kamin\w* / grill\w* / zigar\w* / schornstein / immer / jeden / raucher / gardens?

+ (?:rauch|feuer)melder / rauchwarnmelder
+ piept / geht / schlaegt / heult / alarm
+ hilfe / rauch / verbrannt / brandgeruch / qualm

+ explosion / explodiert / explodierte
+ hier / haus / gab / gerade / hilfe / eben / gross\w* / laute? / there / nachbar\w*
- preis\w* / kosten / miete\w* / kampfmittel\w* / bombe\w* / gefahr / geschuetzt / schutz
! acute

+ fire
+ help / house / kitchen / apartment / flat / building / there is / theres / burning / basement / forest / on
- fireworks? / brigade / department / alarm / permit / allowed / campfire / extinguisher / safety / insurance /
  join / volunteer / fired / station / place / pit / drill / can i / may i / light / open fire
! acute

+ is burning / are burning / burns
+ house / flat / apartment / kitchen / car / building / forest / it / garage
- light / lamp / eyes? / not burning / candle / calories / wood

+ brand / \w*brand
+ keller / wohnung / wohnhaus / haus / kueche / garage / tiefgarage / dachstuhl / treppenhaus / nachbarhaus / wald
  / schule
- \w*schutz\w* / \w*schaden / melder / \w*meldeanlage / nach / letzt\w* / gestern / versicherung\w* / hilfe nach /
  soforthilfe / ursache / opfer / spenden? / \w*stufe / brandenburg / sonnenbrand / {taught} / {paperwork}
! acute within 5

+ raucht / qualmt / funkt / spruehen funken
+ steckdose / sicherungskasten / geraet / herd / ofen / auto / keller / wohnung / waschmaschine / trockner / akku
  / motor
- nachbar\w* / immer / jeden / zigar\w* / kamin\w* / schornstein

+ rauch / qualm / rauchentwicklung / smoke
+ treppenhaus / tiefgarage / keller / flur / hausflur / wohnung / haus / gebaeude / building / staircase /
  basement
- zigar\w* / \w*raucher / ofen / kamin\w* / grill\w* / shisha / \w*melder / \w*verbot / rauchfrei / immer / jeden
  / oft / nachbarn? raucht / schornstein / detectors?
! within 5
"""
GAS: Final = r"""
+ gas / gaz
+ riecht / riechen / rieche / stinkt / geruch / ausgetreten / austritt / stroemt / tritt / aus / leck
- anschluss\w* / anmelden / abmelden / vertrag\w* / preis\w* / zaehler\w* / heizung\w* / foerderung / anbieter /
  biogas\w* / was tun wenn

+ gasgeruch / gasleck / gasaustritt / gasalarm / gasexplosion
- anschluss\w* / anmelden / abmelden / vertrag\w* / preis\w* / zaehler\w* / heizung\w* / foerderung / anbieter /
  biogas\w* / was tun wenn

+ kohlenmonoxid\w* / co (?:melder|warner)
+ alarm / piept / schlaegt / vergiftung / hilfe
- pflicht / kaufen

+ gas
+ smell / smells / smelling / leak / leaking / leaks
- biogas / bill / contract

+ gasleak
"""
