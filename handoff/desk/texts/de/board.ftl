# Hinweise mit Ende, Warnung an alle, abgeschaltete Wege.

channel-mail = E-Mail
area-notices = Hinweise

strip = Mitteilungen
strip-banner = Wichtige Mitteilung an alle:
strip-off = { $channel } ist abgeschaltet.
strip-off-note = Nachrichten von dort werden aufbewahrt; was wir dorthin schreiben, geht erst hinaus, wenn der Weg wieder offen ist.
strip-off-web = Im Web-Chat liegen Antworten gleich bereit.

board-notices = Hinweise von Fachbereichen und Dienststellen
board-notices-note = Bürgerinnen und Bürger sehen sie beim ersten Kontakt und über den Antworten, die sie betreffen, jeden einmal. Sie enden von selbst.
board-notices-none = Zurzeit hängt kein Hinweis.
board-holds = Gilt seit { $starts }, endet { $ends }
board-waits = Gilt ab { $starts }, endet { $ends }
board-end = Hinweis beenden
board-add = Neuer Hinweis
board-about = Für wen
board-departments = Fachbereiche
board-offices = Dienststellen und Orte
board-text = Text
board-text-en = Englischer Text (freiwillig)
board-starts = Ab
board-ends = Bis
board-starts-note = Ohne „Ab“ gilt er sofort.
board-add-send = Aushängen

board-banner = Wichtige Mitteilung der Stadt
board-banner-note = Nur für Notlagen: Sie steht sofort über jedem offenen Chat, auch auf eingebetteten Seiten, und kommt auf Telegram mit der nächsten Antwort.
board-banner-set = Mitteilung zeigen
board-banner-replace = Durch eine andere ersetzen
board-banner-send = Sofort allen zeigen
board-banner-clear = Mitteilung beenden
board-link = Link zu mehr (freiwillig)

board-channels = Wege zu uns
board-channels-note = Ein abgeschalteter Weg antwortet nur noch mit einem Satz, der einen anderen nennt. Nichts geht verloren: Nachrichten warten, bis er wieder offen ist.
board-is-on = offen
board-is-off = abgeschaltet
board-off-since = Seit { $since }. Grund: { $reason }
board-held = { $n ->
    [0] Niemand wartet auf diesem Weg.
    [one] Ein Gespräch wartet auf diesem Weg.
   *[other] { $n } Gespräche warten auf diesem Weg.
}
board-off = { $channel } abschalten
board-off-send = { $channel } jetzt abschalten
board-on-send = { $channel } wieder öffnen
board-reason = Grund (nur für die Verwaltung)

board-done-add = Der Hinweis hängt.
board-done-end = Der Hinweis ist beendet.
board-done-banner = Die Mitteilung steht jetzt über jedem offenen Chat.
board-done-banner-clear = Die Mitteilung ist beendet.
board-done-off = Der Weg ist abgeschaltet.
board-done-on = Der Weg ist wieder offen; was gewartet hat, wird jetzt beantwortet.

board-wrong-text-missing = Bitte einen deutschen Text angeben.
board-wrong-text-long = Der Text ist zu lang: höchstens 300 Zeichen.
board-wrong-time-unread = Die Zeit ist nicht zu lesen. Bitte Tag und Uhrzeit angeben.
board-wrong-ends-past = Das Ende liegt in der Vergangenheit.
board-wrong-ends-first = Das Ende liegt vor dem Anfang.
board-wrong-notice-long = Ein Hinweis gilt höchstens 92 Tage.
board-wrong-banner-long = Eine Mitteilung gilt höchstens 14 Tage.
board-wrong-too-many = Es hängen schon 50 Hinweise. Bitte erst einen beenden.
board-wrong-about-unknown = Diesen Fachbereich oder Ort gibt es nicht.
board-wrong-link-wrong = Der Link muss mit https:// beginnen.
board-wrong-channel-unknown = Diesen Weg gibt es nicht. Es gibt telegram, web und mail.
board-wrong-reason-missing = Bitte einen Grund angeben.
