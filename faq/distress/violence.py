"""Violence, at home and elsewhere, and children in danger: rules in the notation of `faq.dangers`. Data only."""

from typing import Final

CHILD: Final = r"""
+ {children}
+ verschwunden / vermisst / weggelaufen / entfuehrt / entlaufen / abgehauen / gekidnappt / ist (?:\w+ ){0,3}weg$ /
  nicht (?:\w+ ){0,3}nach hause gekommen / missing / kidnapped / disappeared / ran away / is gone$
- {belongings} / hund / katze / \w*geld / geburtstag / seit jahren / house number / number / name
! within 9

+ (?:can t|cant|cannot|can not) find my (?:\w+ )?(?:child|kid|son|daughter|baby|boy|girl) / finde? mein
  (?:kind|sohn) nicht(?: mehr)? / finde? meine? tochter nicht(?: mehr)?

+ {children}
+ im (?:\w+ )?auto / im wagen / in (?:a |the )?(?:hot )?car
+ eingesperrt / heiss\w* / hitze / allein\w* / eingeschlossen / schreit / weint / locked / alone / hot / crying
- \w*sitz / darf / alter / ab wann / wie lange / seat
! within 10

+ {children}
+ wird / wurde / werden / wurden / is / are / gets / being / was
+ misshandelt / missbraucht / geschlagen / vernachlaessigt / verhungert / verpruegelt / schuettelt / gequaelt /
  eingesperrt / vergewaltigt / abused / beaten / neglected
- {taught} / \w*zeugnis / vorgeschlagen / tore? / spiel\w*

+ kindesmissbrauch / kindesmisshandlung / kindesmishandlung / kindeswohlgefaehrdung / child abuse
+ melden / verdacht / nachbar\w* / {own} / hilfe / akut / gerade / gesehen / report / help / suspect
- {taught} / formular / was ist / definition / paragraph / bericht\w* / ausbildung

+ eltern / mama / papa / mami / papi / stiefvater / stiefmutter / mum / mom / dad / parents / stepdad /
  pflegeeltern / betreuer / erzieher / lehrer
+ {hits}
+ mich / uns / me / us
- {no_blow}

+ vater / papa / stiefvater / onkel / opa / trainer / lehrer / bruder / pfarrer / er / dad / uncle / mann
+ fasst / anfasst / angefasst / begrapscht / befummelt / touches / touched
+ mich / mir / me / kind / tochter / sohn
- zusammen / kurz / kunst / film / kirche beruehrt

+ {partner}
+ schlaegt / schlagt / schlagen / pruegelt / verpruegelt / misshandelt / missbraucht / schuettelt / beats / hits /
  abuses
+ kinder / kind / sohn / tochter / baby / enkel / enkelin / kids / child / children / son / daughter
- {no_blow} / andere\w* / kita / schule / kindergarten / klasse / \w*schueler / other / mich / me

+ {children}
+ entfuehrt / mitgenommen / weggenommen / verschleppt / abducted / taken
+ jemand / fremder? / unbekannte\w* / mann / ex / exmann / exfrau / vater / mutter / gerade / someone / stranger /
  man
- jugendamt / {belongings} / ausflug / urlaub / arzt / fuehrerschein / pictures? / photos?

+ stepfather / stepdad / father / dad / uncle / grandpa / brother / teacher / coach / he / man
+ touches / touched / touching
+ me / my (?:child|son|daughter|private\w*)
- base
"""
DOMESTIC: Final = r"""
+ {partner}
+ {hits}
+ mich / uns / me / us
- {no_blow} / hund / dog / hit me up / ein (?:\w+ )?mann / eine (?:\w+ )?frau / a man / ein nachbar

+ {partner}
+ bedroht / bedrohen / droht / drohte / verfolgt / stalkt / sperrt / eingesperrt / erpresst / gewalttaetig /
  handgreiflich / threatens / threatening / threatened / stalks / stalking / locks / violent
+ mich / mir / uns / me / us / gegen mich / zu mir
- ein nachbar / mein\w* nachbar / nachbarn? / kuendig\w* / klage\w* / anwalt / gericht / existenz\w* / konto /
  strafe\w* / bussgeld\w* / sie mich nicht

+ mann / vater / papa / er / frau / freund / partner / stiefvater / nachbar / ehemann / typ / bruder / father /
  husband / man
+ schlaegt / schlagt / schlagen / pruegelt / verpruegelt / misshandelt / wuergt / beats / hits
+ frau / freundin / mutter / mama / schwester / wife / girlfriend / mother / sister / mum / mom
- {no_blow}
! within 6

+ ich / wir / i / we
+ werde / werd / werden / wurde / wurden / get / being / am / been
+ geschlagen / misshandelt / verpruegelt / missbraucht / beaten / abused
+ zuhause / zu hause / daheim / at home / familie / by my husband / von mei\w* / seit
- {taught} / tore? / spiel\w* / mannschaft / verein / gegner
! within 10

+ haeuslicher? gewalt / gewalt in der (?:ehe|familie) / domestic (?:violence|abuse) / gewalt zu ?hause
- {taught} / woche / tag / flyer / spenden? / foerder\w* / ehrenamt\w* / job / stelle

+ angst vor / afraid of / scared of
+ meine[mr] / my / dem / unserem / ihm
+ {partner}
- verlust / fuehrerschein
! within 6

+ frauenhaus / women s shelter / schutzwohnung
+ brauch\w* / muss / schutz / schnell / sofort / flucht / fliehen / platz / need / hilfe
- {paperwork} / {taught} / spenden? / foerder\w*

+ er / sie / mann / ex / exmann / freund / exfreund / vater / bruder / ehemann / partner
+ bringt
+ mich um / uns um / mich noch um
- buerokratie / arbeit / papier\w* / laerm / der \w+ bringt / die \w+ bringt

+ {partner}
+ (?:laesst|lasst) mich (?:\w+ )?nicht (?:raus|gehen|weg|aus dem haus) / sperrt mich (?:\w+ )?ein / zwingt mich /
  nimmt mir (?:\w+ )?(?:pass|geld|handy) / does not let me / won t let me leave
- termin / chef / vermieter / amt

+ zwangsheirat / zwangsverheiratet / zwangsverheiraten / forced marriage / forced to marry
+ ich / mich / soll / meine? / i / me / my
- {taught}

+ {partner}
+ (?:gegen|an) die (?:wand|tuer|heizung) (?:gestossen|geschubst|geworfen|gedrueckt|geschlagen) / gestossen /
  geschubst / an den haaren / blaues auge / pushed / shoved
+ mich / mir / me / uns
- auf (?:die|der) (?:idee|seite|website) / haben uns
"""
VIOLENCE: Final = r"""
+ angegriffen / ueberfallen / verpruegelt / verpruegeln / zusammengeschlagen / gewuergt / vergewaltigt /
  vergewaltigen / niedergeschlagen / niedergestochen / abgestochen / erstochen / angeschossen / erschossen /
  ausgeraubt / beraubt / attacked / assaulted / raped / stabbed / robbed / mugged / shot
+ {somebody} / einer / einen / obdachlosen / mich / uns / wird / wurde / werde / leute / gerade / hilfe / me / us
  / ihn / help
- {taught} / \w*hund\w* / katze / virus / hacker / konto / daten / \w*preise / fotos? / video / photos? /
  vaccin\w* / krimi / jahrhundert / dog / flu

+ bedroht / bedrohen / bedroh / bedrohung / threatens / threatening / threatened
+ ich / mich / uns / wir / werde / leute / menschen / messer / waffe / pistole / mann / me / us / i / mitarbeiter
- \w*arten? / tier\w* / pflanze\w* / existenz\w* / \w*losigkeit / arbeitsplatz / armut / obdach\w* / kuendigung\w*
  / \w*wald / insekt\w* / sprachen? / supplier
  / landlord / disconnect\w* / evict\w* / vom (?:aussterben|verlust) / raeumung\w* / insolvenz / von (?:\w+
  )?(?:abschiebung|raeumung) / abschiebung / {taught}

+ messer / pistole / waffe / gewehr / axt / machete / knife / gun / weapon
+ bedroh\w* / hat / mit / rennt / laeuft / schiesst / sticht / zieht / has / with / pointing
+ mann / frau / jemand / typ / person / er / mich / uns / he / she / someone / somebody / man / leute / junge\w* /
  maenner
- waffen\w* / \w*besitz\w* / \w*karte / schleif\w* / kauf\w* / \w*verbot\w* / abgeben / anmelden / gefunden /
  erlaub\w* / fuehren / trag\w* / jagd\w* / \w*erb\w* / flohmarkt / \w*set / darf / duerfen / license / permit /
  found / allowed

+ schiesst / schuesse / amoklauf / amok / geiselnahme / terroranschlag / shooting / shooter / gunshots / shots
  fired
+ hier / jemand / mann / gehoert / schule / hilfe / gerade / um sich / here / someone / somebody / heard / help /
  there
- \w*verein / schuetzen\w* / tore? / jagd\w* / silvester / boeller / uebung\w* / unkraut / pilze / boden /
  photo\w* / film\w* / fotos? / foto\w* / {taught}
! acute

+ schlaegerei / pruegelei / pruegeln sich / schlagen sich / massenschlaegerei / brawl / fighting
+ hier / gerade / jetzt / draussen / strasse / park / bahnhof / hilfe / leute / jugendliche / maenner / people /
  here / outside
- {taught} / zeugen? / video / for / against
! acute

+ schlaegerei / ueberfall / hilfe ueberfall / amok / amoklauf / vergewaltigung
! whole

+ umbringen / umzubringen / toeten / erschlagen / abstechen / erschiessen / erstechen / kill
+ mich / uns / mir / me / us
+ will / wil / droht / wollte / moechte / versucht / wollen / wants / going / threatens / trying / want
- arbeit / kosten / laerm / buerokratie / ich will / i want / papier\w* / muecken / myself

+ jemand / typ / mann / frau / nachbar / nachbarin / nachbarn / unbekannte\w* / leute / someone / somebody / man /
  woman / chef / neighbou?r / mitschueler / kollege
+ {hits}
+ mich / uns / me / us / meinen / meine / my
- {no_blow} / mein mann / meine frau / hund / hit me up

+ ich / wir / mich / uns
+ werde / werd / werden / wurde / wurden / bin
+ geschlagen / verpruegelt / misshandelt / gestalkt / verfolgt / belaestigt / gewuergt / getreten
- {taught} / behoerden? / amt / aemter / verwaltung / schikan\w* / politisch\w* / asyl\w* / geflohen / heimat\w* /
  herkunft\w* / tore? / spiel\w* / mannschaft / verein / gegner / \w*werbung / anrufe?n? / telefonisch /
  vorgeschlagen / mails? / muecken / in mein\w* land
! within 7

+ stalker / stalkt / verfolgt / stalking / following / follows / chasing / chases
+ mich / me / uns / us
- behoerden? / amt / aemter / verwaltung / schikan\w* / politisch\w* / mit interesse / pech / asyl\w* / werbung /
  instagram / the following / {taught}

+ schreit / schreien / schreie / ruft / rufen / screaming / screams / shouting
+ um hilfe / hilfe / for help
- polizei / krankenwagen

+ sexuell\w* (?:belaestigt|missbraucht|genoetigt) / sexually (?:assaulted|abused|harassed)
- {taught}

+ schuesse / schusswechsel / messerstecherei / messerstich / massenschlaegerei / gunshots
- \w*verein / schuetzen\w* / jagd\w* / silvester / uebung\w* / {taught} / foto\w* / film\w* / salut
! acute

+ jugendliche / maenner / typen / leute / mehrere / gruppe / einer / kids / people
+ pruegeln / verpruegeln / schlagen / treten / beating / kicking
+ mann / frau / jungen / jemanden / kind / obdachlosen / einen / someone / a man
- {no_blow} / {taught}

+ bewaffnete\w* / armed
+ mann / maenner / person / taeter / jugendliche\w* / man / men / raeuber
- {taught} / forces / kraefte
"""
