"""Incitement, slurs, slogans of the Nazi era: rules in the notation of `faq.wordrules`. Data only."""

from typing import Final

INCITEMENT: Final = r"""
+ {people} raus(?: aus (?:deutschland|unser\w*|europa|dem land|hier|der stadt|\w+ (?:land|stadt)))? /
  {people} go home / (?:holocaust|auschwitz|shoah|gaskammern) (?:\w+ ){0,3}(?:luege|erfunden|maerchen|lie|hoax|
  never happened) / auschwitz ?luege / holocaustluege / (?:in|into|to) (?:die |the )?(?:gaskammern?|gas chambers?) /
  in den ofen mit / (?:ins|in ein) kz mit / (?:damals|hitler|adolf) (?:\w+ ){0,4}(?:zu wenige?|fertig machen sollen|
  nicht fertig) / heil hitler / sieg heil / heil dem fuehrer / deutschland den deutschen auslaender raus /
  auslaender raus / juden raus / tuerken raus / kanaken raus / moslems raus / muslime raus / fluechtlinge raus /
  asylanten raus / white power / gas the jews / juda verrecke / blut und ehre / hitler hatte recht /
  hitler was right / unter (?:adolf|hitler) (?:\w+ ){0,4}(?:nicht|gegeben|ordnung|besser)
- {reported} / strafbar / ist (?:die )?leugn\w* / container\w* / zelt\w* / unterkunft / wann / gelesen / gehoert /
  wer entfernt / entfernen / hausordnung / museum / archiv / stolperstein\w* / ausstellung / unterricht / geschichte /
  history / exhibition / seit wann / wann sind / aus der (?:turn)?halle / jemand / wand / mauer / unterfuehrung /
  bushaltestelle / wall / schild / hauswand / fassade
! weight 3

+ {people}
+ vergas\w* / ins gas / an die wand / erschiess\w* / erschossen / abknallen / ausrotten / ausgerottet / verrecken /
  vernicht\w* / aufhaengen / aufgehaengt / ersaufen lassen / absaufen lassen / ertrinken lassen / an die laterne /
  in den ofen / ins kz / verbrennen / abschlachten / umbringen / toeten / totschlagen / erschlagen / lynchen /
  anzuenden / abfackeln / ersaufen / absaufen / kill / gas / exterminate\w* / gassed / shot / hanged / wiped out /
  drown / killed / deported to hell
- {reported} / (?:will|wollen|droht|versucht|tried|tries|wants) (?:\w+ ){0,3}(?:mich|uns|me|us) / damals / gedenk\w* /
  1938 / 1942 / holocaust / museum / archiv / ausstellung / stolperstein\w* / friedhof / ermordet / verfolgt /
  remembrance / memorial / opfer / history / krieg / unter den nazis / geschichte
! within 10 weight 3

+ {people} (?:(?:da|hier|dort|alle|bei uns) )*(?:sind|ist|are|is|bleiben) (?:\w+ ){0,4}(?:ungeziefer|parasiten|
  schmarotzer|dreck|pack|gesindel|ratten|kakerlaken|viehzeug|seuche|pest|kriminelle?|kriminell|verbrecher|
  vergewaltiger|messerstecher|invasoren|affen|tiere|vermin|parasites|animals|scum|filth|rats|cockroaches|terroristen|
  terrorists|keine menschen|not human|not people|kinderschaender|bakterien|minderwertig\w*|unwertes leben|savages|
  criminals|rapists|inferior|schweine|pigs|hunde|abschaum) / {people} (?:\w+ ){0,4}(?:untermenschen|abschaum|
  dreckspack|subhuman\w*|nichts (?:zu suchen|verloren)|nix (?:zu suchen|verloren)|zurueck in den busch|ins lager|
  in lager|alle abschieben|alle abgeschoben|raus mit \w+|gehoeren (?:nicht hierher|weg|vernichtet)|
  gehoeren alle (?:weg|abgeschoben)) / go back to (?:\w+ ){1,4}{people}
- {reported} / keine (?!menschen) / nicht (?!hierher) / tierheim / haustiere / schaedlings\w* / kammerjaeger /
  mein\w* / my / vermieter / beratung / hilfe / welche / eure / ihre / opfer
! within 9 weight 3

+ \w*(?:heim|heime|unterkunft|unterkuenfte|moschee|moscheen|synagoge|mosque|synagogue|shelter)
+ abfackeln / anzuenden / abbrennen / niederbrennen / in die luft \w+ / burn (?:\w+ )?down / torch / brennen (?:sehen|
  soll\w*|muss) / soll brennen
- {reported} / kerzen? / lichter / hat / haben / wurde / wurden / kirche / altersheim / pflegeheim / feuerwerk /
  wollte\w* / versucht / angst / brandschutz\w* / hilfe / adventskranz
! within 8 weight 3

+ pack / gesindel / geschmeiss / brut / viehzeug / kroppzeug / dreckspack
+ ersaufen / absaufen / verrecken / vergas\w* / erschiessen / abknallen / im mittelmeer / ins lager / ins gas /
  an die wand / raus mit / dahin zurueck
- {reported}
! within 8 weight 3

+ neger(?:pack|schwein|schweine|weiber?|kinder|dreck) / kanakenpack / kanaken? / kanacken? / kanackenpack / nigger /
  niggers / neger / negern / judensau / judenschwein / judenpack / zigeunerpack / kameltreiber / kamelficker /
  ziegenficker / ziegenficken / schlitzaugen? / schwuchteln? / tunten? / polacken? / drecksauslaender /
  scheissauslaender / scheisskanaken? / drecksjuden? / scheissjuden? / drecksjude / scheissjude / scheisstuerken? /
  scheiss (?:auslaender|tuerken|juden|araber|polen|moslems|zigeuner|asylanten|fluechtlinge|neger) / (?:dreckige|
  verdammte|verfickte|verlauste|elende|kriminelle)\w* (?:auslaender|tuerken|juden|jude|araber|zigeuner|moslems|
  asylanten|fluechtlinge|polen|syrer|russen|neger) / sandneger / faggots? / kikes? / ragheads? / pakis / towelheads? /
  (?:dirty|filthy|fucking|damn|stinking) (?:jews?|arabs?|muslims?|gypsies|foreigners|turks|immigrants|refugees|blacks|
  gays|migrants)
- {reported} / negerkoenig / buch / buecherei / jim knopf / kinderbuch / wort / ausdruck / umbenenn\w* /
  strassenname\w* / apotheke / rassis\w* / gruendung / benutz\w* / word / racist / racism / film / schlager
! weight 2
"""
