# Texte des Arbeitsplatzes. Jeder Schlüssel steht auch in en.ftl.

desk = Arbeitsplatz
skip = Zum Inhalt springen
logout = Abmelden
lang-name = Deutsch
lang-choose = Sprache
lang-de = Deutsch
lang-en = Englisch
nav = Hauptnavigation
you = Angemeldet als { $name }

login-title = Anmelden
login-login = Anmeldename
login-password = Passwort
login-send = Anmelden
login-hint = Kein Passwort? Ihre Verwaltung kann Ihnen einen einmaligen Anmelde-Link geben.
login-returns = Sie sind gerade nicht angemeldet. Danach geht es dort weiter, wo Sie waren.
login-wrong = Anmeldename oder Passwort stimmt nicht.
login-too-often = Zu viele Versuche. Bitte warten Sie eine Viertelstunde.
login-again = Die Seite war zu lange offen. Bitte versuchen Sie es noch einmal.
link-title = Einmaliger Anmelde-Link
link-text = Dieser Link meldet Sie einmal an. Danach gilt er nicht mehr.
link-send = Jetzt anmelden
link-used = Dieser Anmelde-Link gilt nicht mehr. Bitte lassen Sie sich einen neuen geben.

list-title = Anliegen
list-filter = Welche Anliegen
show-all = Alle
show-waiting = Wartend
show-mine = Meine
show-closed = Geschlossen
empty-all = Nichts offen. Neue Anliegen erscheinen hier von selbst.
empty-waiting = Niemand wartet.
empty-mine = Sie haben gerade kein Anliegen.
empty-closed = Noch nichts geschlossen.
no-subject = Ohne Text
item-receipt = Vorgang
item-mine = Bei Ihnen
item-nobody = Noch niemand
waiting-count = { $n ->
    [0] Niemand wartet
    [one] 1 wartet
   *[other] { $n } warten
}

state-ours = Wir sind am Zug seit { $since }
state-citizen = Bürger/in am Zug seit { $since }
state-awaited = Wartet auf Bürger/in im Web-Chat (Link geschickt); Antworten liegen dort bereit
state-parked = Geparkt bis { $until }
state-closed = Geschlossen { $at } – { $end }
promise = Zugesagt bis { $at }
promise-late = Zusage überschritten: { $at }

age-now = gerade eben
age-minutes = vor { $n } Min.
age-hours = vor { $n } Std.
age-days = { $n ->
    [one] vor 1 Tag
   *[other] vor { $n } Tagen
}

urgent = Notlage: { $danger }
danger-fire = Feuer
danger-gas = Gas
danger-medical = medizinischer Notfall
danger-poisoning = Vergiftung
danger-accident = Unfall
danger-violence = Gewalt
danger-domestic = Gewalt zu Hause
danger-child = Kind in Gefahr
danger-missing = vermisster Mensch
danger-suicide = Suizidgefahr
danger-crime = Straftat
danger-other = Notfall

kind-question = Frage
kind-defect = Mängelmeldung
kind-complaint = Beschwerde
kind-idea = Idee
kind-objection = Widerspruch
channel-telegram = Telegram
channel-web = Web-Chat
end-answered = beantwortet
end-left = von Bürger/in beendet
end-forwarded = weitergeleitet
end-unreachable = nicht erreichbar
end-abuse = Missbrauch
end-no-reaction = keine Reaktion
end-other = anderer Grund

case-back = Zurück zur Liste
case-facts = Angaben zum Vorgang
case-transcript = Gesprächsverlauf
case-empty = Noch keine Nachrichten.
case-department = Fachbereich
case-kind = Art
case-channel = Kanal
case-language = Sprache
case-place = Ort
case-asked = Gefragt
case-owner = Bearbeitung
case-identity = Identität
case-unverified = nicht geprüft
case-earlier = Dieser Vorgang ist abgeschlossen. Die Person hat inzwischen einen neuen.
case-new-below = Neue Nachricht ↓

who-citizen = Bürger/in
who-machine = Automat
who-person = Fachkraft
who-note = Interne Notiz
quote-reply = Antwort auf eine Nachricht ({ $by })
quote-reply-at = Antwort auf die Nachricht von { $at } ({ $by })
quote-forward = Weitergeleitet ({ $by })
reply-by-us = von uns
reply-by-citizen = von ihr oder ihm selbst
reply-by-person = von einer anderen Person
reply-by-public = aus Kanal oder Gruppe
forward-by-us = von uns
forward-by-citizen = eigene Nachricht
forward-by-person = von einer anderen Person
forward-by-public = aus Kanal oder Gruppe
version-of = Fassung { $number } einer Nachricht
version-of-at = Fassung { $number } der Nachricht von { $at }
version-later = Später geändert (Fassung { $number })
version-later-at = Später geändert, { $at } (Fassung { $number })
version-overtaken = Ältere Fassung: kam erst nach der neueren an
reaction = Zeichen zu einer Nachricht
reaction-at = Zeichen zur Nachricht von { $at }
reaction-taken-back = Zeichen zurückgenommen
reaction-taken-back-at = Zeichen zur Nachricht von { $at } zurückgenommen
keys-offered = Angebotene Knöpfe:
match = Was erkannt wurde
match-entry = Eintrag
match-why = Treffer (Eintrag und Wert)
file-photo = Foto
file-document = Dokument
file-voice = Sprachnachricht
file-video = Video
file-sticker = Sticker
file-location = Standort
file-contact = Kontakt
file-other = Datei
file-photo-place = Aufnahmeort eines Fotos
file-taken-at = Aufgenommen bei { $place }
file-is-held = Wird noch auf Schadsoftware geprüft. Bis dahin bekommt sie niemand.
file-is-infected = Der Virenscanner hat Schadsoftware gefunden. Die Datei bleibt unter Verschluss.
file-is-gone = Die Datei ist nicht mehr da.
file-is-large = Zu groß: Telegram gibt Bots nur Dateien bis 20 MB.
file-map = In OpenStreetMap ansehen
file-save = Speichern
file-large = Foto groß ansehen

fate-new = Gespeichert, wartet auf den Versand
fate-sending = Wird gesendet
fate-retry = Noch nicht gesendet, neuer Versuch folgt ({ $reason })
fate-sent = Gesendet { $at }
fate-uncertain = Ungewiss: vielleicht angekommen
fate-held = Zurückgehalten, weil zu spät
fate-undeliverable = Nicht zustellbar: { $reason }
fate-dead = Nicht gesendet: { $reason }
fate-needless = Nicht gesendet, weil nicht mehr nötig
fate-arrived = Angekommen
fate-stored = Gespeichert, noch nicht abgerufen
fate-parts = { $text } ({ $sent } von { $all } Teilen gesendet)
reason-blocked = der Bot wurde blockiert
reason-refused = vom Kanal abgelehnt
reason-no-address = keine Adresse auf diesem Kanal mehr
reason-too-big = Datei zu groß für diesen Kanal
reason-file-gone = Datei ist nicht mehr da
reason-held = Datei wird noch geprüft
reason-late = verspätet
reason-unknown = Grund unbekannt

acts = Was tun?
act-claim = Übernehmen
act-release = Zurückgeben
act-transfer = Weitergeben
act-transfer-to = An wen?
act-park = Parken
act-park-hour = 1 Stunde
act-park-tomorrow = Morgen, 8:00
act-park-until = Zeitpunkt
act-close = Schließen
act-close-title = Schließen …
act-close-why = Grund
act-close-choose = Bitte wählen
act-taken = { $name } hat dieses Anliegen.
act-unclaimed = Noch hat niemand dieses Anliegen.
act-yours = Sie haben dieses Anliegen.
act-done = Dieses Anliegen ist geschlossen.

reply-label = Ihre Antwort
reply-hint = **fett**, *kursiv*, [Link](https://…) · Strg + Enter sendet
reply-send = Senden
reply-taken = { $name } hat das Anliegen. Ihr Text bleibt hier, bis Sie ihn löschen.
reply-closed = Das Anliegen ist geschlossen. Ihr Text bleibt hier, bis Sie ihn löschen.
reply-unclaimed = Niemand hat das Anliegen. Wenn Sie senden, übernehmen Sie es.
reply-draft = Entwurf gesichert
attach = Dateien anhängen
attach-hint = je höchstens { $size }, auch hineinziehen oder einfügen
attached = Angehängte Dateien
upload-loading = Wird hochgeladen …
upload-ready = bereit
upload-remove = Entfernen
upload-wait = Eine Datei wird noch hochgeladen. Bitte gleich noch einmal senden.
upload-type = Diese Art von Datei geht nicht. Möglich sind: { $limit }, ohne Makros.
upload-large = Die Datei ist zu groß. Höchstens { $limit }.
upload-pixels = Das Bild hat zu viele Bildpunkte.
upload-broken = Die Datei ist leer oder beschädigt.
upload-infected = Der Virenscanner hat in dieser Datei Schadsoftware gefunden. Sie wurde nicht angehängt.
upload-held = Der Virenscanner antwortet gerade nicht. Ungeprüft geht keine Datei hinaus. Bitte später noch einmal anhängen.
upload-full = Der Speicherplatz für Dateien ist voll. Bitte sagen Sie der Technik Bescheid.
upload-slow = Das Hochladen hat zu lange gedauert.
upload-often = Das waren sehr viele Dateien in einer Stunde. Bitte später noch einmal.
upload-away = Die Datei ließ sich nicht speichern. Bitte gleich noch einmal.

done-claim = Übernommen.
done-release = Zurückgegeben.
done-transfer = Weitergegeben.
done-park = Geparkt.
done-close = Geschlossen.
done-reply = Gespeichert. Ob die Antwort angekommen ist, steht bei der Nachricht.
said-taken = { $name } hat dieses Anliegen schon.
said-taken-reply = { $name } hat dieses Anliegen inzwischen. Ihre Antwort wurde nicht gesendet; der Text bleibt hier.
said-closed = Dieses Anliegen ist schon geschlossen.
said-closed-reply = Dieses Anliegen ist geschlossen. Ihre Antwort wurde nicht gesendet; der Text bleibt hier.
said-empty = Bitte schreiben Sie erst etwas.
said-too-long = Das ist zu lang. Höchstens { $n } Zeichen.
said-file-gone = Eine angehängte Datei liegt nicht mehr vor. Bitte hängen Sie sie noch einmal an.
said-files-many = Das sind zu viele Dateien. Höchstens { $n } je Antwort.
said-transfer-where = Bitte wählen Sie einen anderen Fachbereich.
said-park-when = Bitte wählen Sie einen Zeitpunkt in der Zukunft, höchstens ein Jahr voraus.
said-close-why = Bitte wählen Sie einen Grund.
said-no-answer = Der Server antwortet nicht. Nichts ging verloren: Ihr Text ist noch hier. Bitte noch einmal senden.

live-lost = Verbindung unterbrochen. Die Seite verbindet sich von selbst wieder.
live-new-message = Neue Nachricht von Bürger/in
live-new-case = Ein neues Anliegen wartet

problem-title = Das ging nicht
problem-login = Bitte melden Sie sich wieder an.
problem-form = Diese Anfrage kam nicht von dieser Seite oder war zu alt. Bitte laden Sie die Seite neu.
problem-missing = Diese Seite oder dieses Anliegen gibt es nicht, oder es gehört zu einem anderen Fachbereich.
problem-file-away = Die Datei ist gerade nicht zu bekommen. Bitte später noch einmal.
problem-file-held = Die Datei ist noch nicht auf Schadsoftware geprüft. Bis dahin bekommt sie niemand. Bitte später noch einmal.
problem-file-gone = Die Datei ist nicht mehr da.
problem-file-type = Diese Art von Datei geben wir aus Sicherheit nicht weiter. Die Person weiß es und kann sie anders schicken.
problem-file-large = Die Datei ist zu groß. Die Person weiß es und kann sie kleiner schicken.
problem-file-pixels = Das Bild hat zu viele Bildpunkte und wird nicht gezeigt. Die Person weiß es.
problem-file-broken = Die Datei ist beschädigt. Die Person weiß es und kann sie noch einmal schicken.
problem-file-infected = Der Virenscanner hat Schadsoftware gefunden. Niemand bekommt diese Datei. Die Person weiß es.
problem-away = Der Speicher antwortet gerade nicht. Nichts wurde bestätigt. Bitte gleich noch einmal versuchen.
problem-folder = Der Ordner mit den Texten der Stadt antwortet gerade nicht. Was veröffentlicht ist, gilt weiter; was Sie gerade speichern wollten, ist vielleicht nicht gespeichert. Bitte später nachsehen; bleibt es so, sagen Sie es dem Betrieb.
problem-failed = Das ging schief, und es liegt nicht an Ihnen: Der Fehler steht im Protokoll des Programms. Bitte noch einmal versuchen; bleibt es so, sagen Sie es dem Betrieb.
problem-other = Diese Anfrage war so nicht möglich.
problem-home = Zur Liste

# Die Telegram-Gruppe des Personals
group-waiting = ⏳ Wartet seit { $since }
group-claimed = 👤 Übernommen von { $name } ({ $at })
group-parked = ⏸ Geparkt bis { $until } ({ $name })
group-closed = ✅ Abgeschlossen { $at } – { $end }
group-urgent = 🚨 Dringend
group-open-desk = Am Arbeitsplatz öffnen
group-open-list = Liste am Arbeitsplatz öffnen
group-digest = { $n ->
    [0] Niemand wartet mehr
    [one] 1 Anliegen wartet
   *[other] { $n } Anliegen warten
}
group-claim-one = Übernehmen { $receipt }
group-why-close = Wie endet das Anliegen?
group-which-department = An welchen Fachbereich?
group-how = Nur eine Antwort (Telegram: „Antworten“) auf eine Nachricht mit 👤 geht an die Bürgerin oder den Bürger. Alles andere hier bleibt intern. Befehle: /hilfe
group-so-far = Bisheriger Verlauf
group-older = … Älteres steht am Arbeitsplatz.
group-edited = geändert
group-failed = ⚠️ Nicht zugestellt: { $reason }
group-doing-claim = { $receipt }: Sie übernehmen.
group-doing-release = { $receipt }: Sie geben zurück.
group-doing-close = { $receipt }: Sie schließen.
group-doing-transfer = { $receipt }: Sie geben weiter.
group-asks = Bitte unten wählen.
group-taken = { $receipt }: übernommen von { $name }.
group-is-closed = { $receipt } ist schon abgeschlossen.
group-yours-already = { $receipt }: Sie haben dieses Anliegen.
group-stranger = Ihr Telegram-Konto ist nicht mit einem Konto am Arbeitsplatz verbunden, oder Sie schreiben anonym. Am Arbeitsplatz unter „Mein Konto“ bekommen Sie einen Code.
group-not-yours = { $receipt } gehört zu einem anderen Fachbereich.
group-unknown-button = Dieser Knopf gilt nicht mehr.
group-not-sent-nobody = ⚠️ Nicht gesendet, nur intern notiert: Niemand hat das Anliegen. Erst „Übernehmen“, dann noch einmal antworten.
group-not-sent-taken = ⚠️ Nicht gesendet, nur intern notiert: { $name } hat das Anliegen.
group-not-sent-closed = ⚠️ Nicht gesendet: Das Anliegen ist abgeschlossen.
group-not-sent-file = ⚠️ Nicht gesendet: Dateien bitte am Arbeitsplatz senden.
group-not-edited = ⚠️ Die Änderung ging nicht hinaus.
group-withdraw-how = Antworten Sie mit /zuruecknehmen auf Ihre eigene Antwort, die hinausging.
group-withdrawn = Zurückgenommen. Wer sie schon gelesen hat, hat sie gelesen.
group-park-how = Bis wann? Zum Beispiel: /spaeter 2h, /spaeter 14:30, /spaeter morgen, /spaeter Mo 9:00, /spaeter 24.12. 10:00
group-done-park = Geparkt bis { $until }.
group-done-transfer = Weitergegeben an { $department }.
group-help =
    Antwort auf eine Nachricht mit 👤: geht hinaus. Alles andere: interne Notiz.
    /uebernehmen · /zurueck (in die Warteschlange) · /weiter Fachbereich · /spaeter 2h · /fertig · /zuruecknehmen (als Antwort auf die eigene Antwort)
    /stumm 24h Beleidigung Grund · /sperre 3d Drohung Grund (Leitung) · /aufheben (Leitung) · /massnahme
    Ändern Sie Ihre Antwort in Telegram, ändert sie sich auch dort, wo der Kanal das kann. Vom Löschen erfährt der Bot nichts.
group-connect-how = So geht es: /verbinden CODE. Den Code bekommen Sie am Arbeitsplatz unter „Mein Konto“.
group-code-unknown = Dieser Code gilt nicht oder nicht mehr. Am Arbeitsplatz unter „Mein Konto“ bekommen Sie einen neuen.
group-code-exposed = Dieser Code verbindet ein Konto und gehört in den privaten Chat mit dem Bot. Er gilt nicht mehr, weil ihn hier alle lesen konnten.
group-code-elsewhere = Dieser Code verbindet eine Gruppe. Bitte senden Sie ihn in der Gruppe.
group-code-too-often = Zu viele Versuche. Bitte warten Sie eine Viertelstunde.
group-linked = Verbunden: Dieses Telegram-Konto gehört jetzt zum Konto { $name } am Arbeitsplatz. Trennen: /trennen, oder am Arbeitsplatz unter „Mein Konto“.
group-unlinked = Getrennt. Dieses Telegram-Konto gehört zu keinem Konto am Arbeitsplatz mehr.
group-not-linked = Dieses Telegram-Konto war mit keinem Konto verbunden.
group-paired = Diese Gruppe ist jetzt die Gruppe des Personals. Hier erscheint, wer wartet.
group-unpaired = Diese Gruppe ist nicht mehr die Gruppe des Personals.
group-lead-only = Das darf nur die Leitung.
menu-claim = Das Anliegen übernehmen
menu-release = Zurück in die Warteschlange
menu-transfer = An einen anderen Fachbereich geben
menu-park = Bis zu einem Zeitpunkt parken, z. B. 2h
menu-close = Das Anliegen schließen
menu-withdraw = Die eigene Antwort zurücknehmen, auf die Sie antworten
menu-help = Was hier geht

account-title = Mein Konto
account-short = Konto
telegram-title = Telegram
telegram-linked = Verbunden mit einem Telegram-Konto seit { $at }.
telegram-not-linked = Noch nicht mit einem Telegram-Konto verbunden. Verbunden können Sie in der Gruppe des Personals Anliegen übernehmen.
telegram-make-code = Code holen
telegram-unlink = Verbindung trennen
telegram-code = Ihr Code
telegram-code-how = Senden Sie dem Bot im privaten Chat: /verbinden { $code }
telegram-code-ends = Der Code gilt einmal und bis { $at }. Wer ihn hat, kann in Ihrem Namen handeln: Geben Sie ihn nicht weiter.
telegram-group = Telegram-Gruppe des Personals
telegram-group-paired = Verbunden seit { $at }, durch { $by }.
telegram-group-none = Keine Gruppe ist verbunden.
telegram-group-away = Der Bot kann dort gerade nicht schreiben: { $reason }. Der Arbeitsplatz arbeitet weiter.
telegram-group-code = Code für eine Gruppe holen
telegram-group-code-how = Senden Sie in der Gruppe: /verbinden { $code }
telegram-group-unpair = Gruppe trennen
telegram-done-unlink = Die Verbindung ist getrennt.
telegram-done-group-unpair = Die Gruppe ist getrennt.
telegram-off = Diese Kommune ist nicht auf Telegram.
away-kicked = der Bot ist nicht mehr in der Gruppe
away-rights = dem Bot fehlen Rechte
away-topics = er kann keine Themen anlegen
account-mail-title = Nachricht per E-Mail
account-mail-note = Sie bekommen eine E-Mail, wenn ein Anliegen Ihrer Fachbereiche wartet. Darin stehen nur Vorgangsnummern, Fachbereich und ein Link.
account-mail-off-here = Diese Stadt versendet keine E-Mails. Ihre Wahl gilt, sobald sie es tut.
account-mail = E-Mail-Adresse
account-when = Wann
account-when-off = Gar nicht
account-when-now = Sofort (was bis zur nächsten E-Mail dazukommt, wird gesammelt)
account-when-digest = Gesammelt
account-minutes = Gesammelt alle
account-minutes-n = { $n } Minuten
account-save = Speichern
account-saved = Gespeichert.
account-mail-wrong = Das ist keine E-Mail-Adresse. Bitte prüfen.
account-mail-missing = Bitte geben Sie eine E-Mail-Adresse an, oder wählen Sie „Gar nicht“.

problem-right = Dafür reichen Ihre Rechte nicht. Wer sie vergibt, ist in Ihrer Kommune für die Konten zuständig.

# -- areas
areas = Bereiche
group-lead = Leitung
group-admin = Verwaltung
group-more = Mehr
area-waits = { $n } offen
area-cases = Anliegen
case-none-open = Wählen Sie links ein Anliegen.
case-side = Zum Anliegen
