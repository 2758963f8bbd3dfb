"""Sexual advances and demands: rules in the notation of `faq.wordrules`. Data only."""

from typing import Final

SEXUAL: Final = r"""
+ (?:ich|i|wir|komm|lass|will|wuerde|moechte|wanna|want) / lust / du / lets
+ (?:dich|euch|sie|dir|you|u) (?:\w+ ){0,5}(?:ficken|fick|bumsen|voegeln|durchnehmen|lecken|vernaschen|poppen|
  flachlegen|fingern|nageln|begatten) / (?:fick|ficke|bums|bumse|leck|voegel|nagel) (?:dich|euch|sie) (?:durch|hart|
  gleich|heute|bis) / (?:fuck|bang|screw|shag|lick|do) (?:you|u) (?:hard|tonight|so|all|in|good|up against)
- {reported}
! within 9 weight 3

+ (?:will|wuerde|wuerd|moechte|mag|want to|wanna|would like to|would love to|lass uns|kannst du|koennen sie|willst du|
  wollen sie|stell mir vor|traeume davon|bock|lust)
+ mit (?:dir|ihnen) (?:\w+ ){0,3}(?:schlafen|pennen|in die kiste|voegeln|ins bett|rummachen) / (?:nackt|naked) (?:vor|
  neben|unter|auf|in front of|on) (?:\w+ )?(?:mir|me) / (?:sleep|make out|have sex) with (?:you|u) / auf (?:nen |
  einen |ne )?(?:sex|fick|ficken|bumsen|quickie|nummer mit|blowjob) / (?:dich|sich) (?:\w+ ){0,2}(?:nackt ausziehen|
  fuer mich ausziehen|nackt sehen|nackt zeigen) / (?:dich|sie) (?:\w+ ){0,2}nackt / (?:see|lick|taste|touch) (?:your|
  you|my) (?:\w+ )?(?:naked|pussy|tits|boobs|ass|cock|dick|body)
- {reported}
! within 10 weight 2

+ schicke? / (?:schicken|zeigen|senden) sie / zeige? / sende? / show / gib / will / want / poste?
+ nacktbild\w* / nacktfoto\w* / nackt bild\w* / nudes? / titten / titts / moepse / brueste / muschi / pussy / tits /
  boobs / deinen (?:arsch|hintern|po) / arschbild\w* / schwanzbild\w* / dickpics? / dick pics? / hoeschen /
  unterwaesche / panties / your ass / bh / (?:naked|nude) (?:pic|pics|picture|pictures|photo|photos|selfie) /
  nackt(?:video\w*|selfies?) / dich nackt / tittenbild\w* / tittn / moese
- {reported} / erhalten / bekommen / laden / geschaeft / kleiderspende\w* / altkleider / vorsorge\w* / mammo\w* /
  krebs / screening / received / got / melden / report / sent me / mir (?:gesendet|zugeschickt|geschickt)
! within 7 weight 2

+ lutsch\w* (?:\w+ ){0,2}(?:schwanz|pimmel|mich|ihn|mir) / blas (?:mir|ihn) / blasen (?:willst|wuerde|lassen) /
  blowjob / einen blasen / suck (?:my|it|me|this) / (?:mein|meinen|meinem|my) (?:\w+ )?(?:schwanz|pimmel|penis|dick|
  cock) / hard cock / geile[nrs]? (?:sau|schlampe|schnecke|maus|schnitte|titten|stute|fotze|stimme|frau|kleine|arsch|
  brueste|titte|figur|beine|koerper|blondine|tante|bluse|luder|stueck) / (?:steif|ein steifer|einen steifen|
  nen steifen|staender|einen staender|ne latte|morgenlatte) (?:\w+ ){0,4}(?:dir|ihnen|mir|wegen|hilf\w*|in der hose) /
  bettkante / in die kiste (?:huepfen|springen|steigen|hopsen|kriegen) / (?:zieh|
  ziehst du) dich (?:\w+ )?aus(?: fuer mich)?$ / (?:was|what) (?:\w+ ){0,4}(?:unter|unterm|under) (?:deine[rm]|
  ihre[rm]|dem|der|your) (?:rock|kleid|bluse|hose|pulli|skirt|dress|clothes) / bist du (?:schon |etwa )?(?:feucht|
  geil|rasiert|untenrum \w+) / are you (?:\w+ )?(?:wet|horny|naked) / setz dich auf mein gesicht /
  sitz auf meinem (?:gesicht|schwanz) / (?:meinen|deinen|mein|my|your) (?:\w+ )?(?:schwanz|pimmel|staender|cock|
  dick) (?:sehen|lutschen|spueren|in deine\w*) / suck (?:on )?(?:it|me) / ride (?:me|my) / nice (?:tits|ass|boobs) /
  sexting / dirty talk / cybersex / willst du ficken / ficken$ / jemand bock auf (?:sex|ficken) / machst mich (?:so |
  voll |echt )?(?:geil|scharf|heiss|an) / bin (?:so |grad |voll )?(?:geil auf|spitz auf|rallig) / you make me horny /
  i m (?:so )?horny / im horny / horny / hast du lust auf (?:sex|ficken|einen fick|nen fick) / lust auf sex /
  wie waers mit sex / sex mit (?:dir|ihnen|mir|euch) / sex with (?:you|me) / sit on my face / (?:was|what) (?:hast du|
  haben sie|are you) (?:\w+ )?(?:drunter|wearing) / koerbchengroesse / telefonsex / dreier mit / bei dir (?:ins|
  im) bett / mit (?:dir|ihnen) (?:\w+ ){0,4}ins bett / ins bett (?:mit|kriegen|zerren) / auf den schoss /
  in your bed / bumsen / deepthroat / gangbang / feuchte traeume / wanna fuck / want to fuck
- {reported} / hund\w* / katze\w* / kater / arzt\w* / urolog\w* / schmerz\w* / untersuch\w* / vasektomie / kind\w* /
  sohn / lehrgang / unterricht / anbieter / angebote? / nummer auf / rechnung / vertrag / luftballon\w* / kerzen /
  trompete / geile[nrs]? (?:sache|aktion|idee) / wohnung feucht / keller / waende / wand / laubblaser / pferd\w* /
  beratung\w* / praevention / doctor / dog / cat / vet / my son
! weight 2
"""
