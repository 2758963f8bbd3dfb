# The web chat's page. $form is "sie" or "du".

web-title = { $town }: Chat mit der Stadt
web-skip = Zum Eingabefeld springen
web-heading = Chat mit der Stadt { $town }
web-tagline = Fragen stellen, Antworten bekommen
web-menu = Menü
web-menu-language = Diese Seite auf Englisch
web-menu-return = Mit Vorgangsnummer zurückkehren
web-menu-help = Hilfe und Kontakt
web-menu-netiquette = Regeln für das Gespräch
web-menu-privacy = Datenschutz
web-menu-leave = Auf diesem Gerät beenden
web-other-language = English
web-back = Zurück zum Chat
web-close = Schließen
web-cancel = Abbrechen

web-log = Gesprächsverlauf
web-message = { $form ->
    [du] Deine Nachricht
   *[sie] Ihre Nachricht
}
web-placeholder = Nachricht schreiben …
web-send = Senden
web-keys = Eingabetaste sendet, Umschalt und Eingabetaste machen eine neue Zeile.
web-to-end = Zum Ende des Gesprächs

web-noscript = { $form ->
    [du] Dieser Chat braucht JavaScript. In deinem Browser ist es ausgeschaltet.
   *[sie] Dieser Chat braucht JavaScript. In Ihrem Browser ist es ausgeschaltet.
}
web-fallback = { $form ->
    [du] Wenn der Chat nicht funktioniert, erreichst du uns auch so:
   *[sie] Wenn der Chat nicht funktioniert, erreichen Sie uns auch so:
}
web-contact = Kontakt ohne Chat
web-phone = Telefon
web-counter = Vor Ort

web-you = { $form ->
    [du] Du
   *[sie] Sie
}
web-machine = Automat (Bürgerdraht)
web-person = { $name } (Mensch)
web-person-unnamed = Stadtverwaltung (Mensch)
web-speaker-machine = Ein Automat antwortet
web-speaker-waiting = Wartet auf einen Menschen
web-speaker-person = Es spricht { $name } (Mensch)
web-typing = Eine Antwort wird geschrieben …
web-today = Heute
web-yesterday = Gestern

web-connecting = Verbindung wird aufgebaut …
web-line-lost = { $form ->
    [du] Die Verbindung ist weg. Sie wird von selbst neu aufgebaut, du kannst weiterschreiben.
   *[sie] Die Verbindung ist weg. Sie wird von selbst neu aufgebaut, Sie können weiterschreiben.
}
web-line-lost-pending = { $form ->
    [du] Die Verbindung ist weg. Deine Nachricht wird gesendet, sobald die Verbindung wieder steht.
   *[sie] Die Verbindung ist weg. Ihre Nachricht wird gesendet, sobald die Verbindung wieder steht.
}
web-line-back = Die Verbindung steht wieder.
web-retry = Jetzt verbinden
web-stored = gespeichert
web-sending = wird gesendet …
web-unsent = wartet auf Verbindung
web-not-sent = nicht gesendet
web-why-too-long = { $form ->
    [du] Der Text ist zu lang. Bitte kürze ihn auf { $n } Zeichen.
   *[sie] Der Text ist zu lang. Bitte kürzen Sie ihn auf { $n } Zeichen.
}
web-why-empty = Die Nachricht war leer.
web-why-too-fast = Das waren viele Nachrichten in kurzer Zeit. Es geht gleich weiter.
web-why-away = Unser Speicher antwortet gerade nicht. Wir versuchen es gleich noch einmal.
web-why-file = { $form ->
    [du] Die Datei liegt nicht mehr vor. Bitte hänge sie noch einmal an.
   *[sie] Die Datei liegt nicht mehr vor. Bitte hängen Sie sie noch einmal an.
}
web-why-dropped = Das waren zu viele Nachrichten auf einmal, diese wurde nicht angenommen.
web-why-other = Das konnten wir nicht annehmen.
web-left-chars = Noch { $n } Zeichen
web-over-chars = { $n } Zeichen zu viel

web-choices = Antworten zum Anklicken
web-chosen = gewählt
web-photo-one = Foto

web-file-add = Foto oder Dokument anhängen
web-files = Angehängte Dateien
web-file-one = Datei
web-file-save = Speichern
web-file-remove = Entfernen
web-file-loading = wird hochgeladen …
web-file-ready = bereit
web-file-held = bereit; wird vor der Weitergabe noch auf Schadsoftware geprüft
web-file-all-ready = { $form ->
    [du] Bereit zum Senden. Schreib etwas dazu, wenn du magst.
   *[sie] Bereit zum Senden. Schreiben Sie etwas dazu, wenn Sie mögen.
}
web-file-many = Höchstens { $n } Dateien in einer Nachricht.
web-file-type = Diese Art von Datei nehmen wir nicht an. Möglich sind: { $kinds }.
web-file-large = Die Datei ist zu groß. Höchstens { $size }.
web-file-pixels = Das Bild hat zu viele Bildpunkte.
web-file-broken = Die Datei ist leer oder beschädigt.
web-file-infected = { $form ->
    [du] Unser Virenscanner hat darin Schadsoftware gefunden, die Datei wurde nicht angenommen. Bitte prüfe dein Gerät.
   *[sie] Unser Virenscanner hat darin Schadsoftware gefunden, die Datei wurde nicht angenommen. Bitte prüfen Sie Ihr Gerät.
}
web-file-full = Im Moment können wir keine Dateien mehr annehmen. Schreiben geht weiter.
web-file-often = Das waren sehr viele Dateien in kurzer Zeit. Bitte später noch einmal.
web-file-slow = { $form ->
    [du] Das Hochladen hat zu lange gedauert. Bitte versuche es mit einer besseren Verbindung oder einer kleineren Datei.
   *[sie] Das Hochladen hat zu lange gedauert. Bitte versuchen Sie es mit einer besseren Verbindung oder einer kleineren Datei.
}
web-file-failed = { $form ->
    [du] Das Hochladen hat nicht geklappt. Bitte versuche es noch einmal.
   *[sie] Das Hochladen hat nicht geklappt. Bitte versuchen Sie es noch einmal.
}
web-file-wait = { $form ->
    [du] Bitte warte, bis die Verbindung steht, und hänge die Datei dann an.
   *[sie] Bitte warten Sie, bis die Verbindung steht, und hängen Sie die Datei dann an.
}

web-receipt = Vorgangsnummer
web-receipt-code = Geheimer Code
web-receipt-note = { $form ->
    [du] Notiere dir beides. Damit kommst du später und auf anderen Geräten zu diesem Gespräch zurück. Gib den Code nicht weiter.
   *[sie] Notieren Sie sich beides. Damit kommen Sie später und auf anderen Geräten zu diesem Gespräch zurück. Geben Sie den Code nicht weiter.
}
web-receipt-new = { $form ->
    [du] Deine Vorgangsnummer ist { $no }. Nummer und Code stehen über dem Gespräch.
   *[sie] Ihre Vorgangsnummer ist { $no }. Nummer und Code stehen über dem Gespräch.
}
web-copy = Beides kopieren
web-copied = Kopiert

web-return-title = Mit Vorgangsnummer zurückkehren
web-return-note = { $form ->
    [du] Gib die Vorgangsnummer und den geheimen Code ein, die du bei der Übergabe an einen Menschen bekommen hast.
   *[sie] Geben Sie die Vorgangsnummer und den geheimen Code ein, die Sie bei der Übergabe an einen Menschen bekommen haben.
}
web-return-go = Gespräch öffnen
web-return-wrong = Nummer und Code passen nicht zusammen. Bitte beides prüfen.
web-return-often = Das waren zu viele Versuche. Bitte in einer Viertelstunde noch einmal.
web-return-away = Das ist gerade nicht möglich. Bitte gleich noch einmal.
web-return-done = { $form ->
    [du] Dein Gespräch ist wieder da.
   *[sie] Ihr Gespräch ist wieder da.
}

web-leave-title = Auf diesem Gerät beenden?
web-leave-note = { $form ->
    [du] Das Gespräch verschwindet von diesem Gerät, und niemand kann es hier wieder öffnen. Was du geschrieben hast, bleibt bei der Stadt. Mit Vorgangsnummer und Code kannst du später zurückkehren.
   *[sie] Das Gespräch verschwindet von diesem Gerät, und niemand kann es hier wieder öffnen. Was Sie geschrieben haben, bleibt bei der Stadt. Mit Vorgangsnummer und Code können Sie später zurückkehren.
}
web-leave-go = Hier beenden
web-ended = Das Gespräch ist auf diesem Gerät beendet.
web-new = Neues Gespräch beginnen
web-empty = { $form ->
    [du] Schreib uns, was du wissen möchtest oder was du brauchst.
   *[sie] Schreiben Sie uns, was Sie wissen möchten oder was Sie brauchen.
}
web-new-below = Neue Nachricht unten

web-help-title = Hilfe und Kontakt
web-help-machine = { $form ->
    [du] Zuerst antwortet ein Automat. Seine Antworten hat die Verwaltung geschrieben und geprüft.
   *[sie] Zuerst antwortet ein Automat. Seine Antworten hat die Verwaltung geschrieben und geprüft.
}
web-help-person = { $form ->
    [du] Du kannst jederzeit mit einem Menschen sprechen: Schreib „Mensch“.
   *[sie] Sie können jederzeit mit einem Menschen sprechen: Schreiben Sie „Mensch“.
}
web-help-secret = { $form ->
    [du] Schick keine Kontonummern, Ausweisnummern oder Passwörter.
   *[sie] Senden Sie keine Kontonummern, Ausweisnummern oder Passwörter.
}
web-help-emergency = { $form ->
    [du] Im Notfall hilft dieser Chat nicht. Wähle 110 oder 112.
   *[sie] Im Notfall hilft dieser Chat nicht. Wählen Sie 110 oder 112.
}

web-link-title = Dieser Link führt nicht weiter
web-link-used = Der Link wurde schon einmal geöffnet und gilt nur einmal.
web-link-over = Der Link ist abgelaufen, oder es gibt schon einen neueren.
web-link-ways = { $form ->
    [du] Im selben Browser wie beim ersten Mal findest du dein Gespräch unter der Adresse dieses Chats. Sonst: Fordere auf Telegram mit /webchat einen neuen Link an. Hast du dir Vorgangsnummer und Code notiert, kommst du auch damit zurück. Oder du meldest dich bei uns:
   *[sie] Im selben Browser wie beim ersten Mal finden Sie Ihr Gespräch unter der Adresse dieses Chats. Sonst: Fordern Sie auf Telegram mit /webchat einen neuen Link an. Haben Sie sich Vorgangsnummer und Code notiert, kommen Sie auch damit zurück. Oder Sie melden sich bei uns:
}
web-link-close = Ohne Link weiter
web-link-done = { $form ->
    [du] Dein Gespräch geht hier weiter.
   *[sie] Ihr Gespräch geht hier weiter.
}
web-link-before = { $form ->
    [du] Dein Gespräch geht hier weiter. Das vorige auf diesem Gerät hat die Nummer { $no } und den Code { $code }: Notiere dir beides, wenn du dorthin zurück willst.
   *[sie] Ihr Gespräch geht hier weiter. Das vorige auf diesem Gerät hat die Nummer { $no } und den Code { $code }: Notieren Sie sich beides, wenn Sie dorthin zurück wollen.
}

web-netiquette-title = Regeln für das Gespräch
web-netiquette-german = Dieser Text liegt nur auf Deutsch vor.
web-netiquette-version = Fassung { $version }, das nächste Mal überprüft am { $review }.

web-notice-offer = Per E-Mail Bescheid bekommen
web-notice-on = Bescheid per E-Mail an { $mail }
web-notice-mail = { $form ->
    [du] Deine E-Mail-Adresse
   *[sie] Ihre E-Mail-Adresse
}
web-notice-note = { $form ->
    [du] Wir schreiben dir nur, dass im Chat eine Antwort liegt, wenn du gerade nicht hier bist. Was darin steht, schreiben wir nicht. Die Adresse gehört zu diesem Anliegen, erscheint nicht im Gespräch und wird nach dem Ende gelöscht. In jeder E-Mail kannst du sie selbst löschen.
   *[sie] Wir schreiben Ihnen nur, dass im Chat eine Antwort liegt, wenn Sie gerade nicht hier sind. Was darin steht, schreiben wir nicht. Die Adresse gehört zu diesem Anliegen, erscheint nicht im Gespräch und wird nach dem Ende gelöscht. In jeder E-Mail können Sie sie selbst löschen.
}
web-notice-go = Speichern
web-notice-stop = Adresse löschen
web-notice-wrong = Bitte die E-Mail-Adresse prüfen.
web-notice-often = Das war zu oft. Bitte in einer Stunde noch einmal.
web-notice-away = Das ist gerade nicht möglich. Bitte gleich noch einmal.
web-call-offer = Rückruf bekommen
web-call-on = Rückruf an { $phone }
web-call-phone = { $form ->
    [du] Deine Telefonnummer
   *[sie] Ihre Telefonnummer
}
web-call-when = { $form ->
    [du] Wann bist du gut zu erreichen?
   *[sie] Wann sind Sie gut zu erreichen?
}
web-call-any = Jederzeit während der Dienstzeit
web-call-morning = Vormittags
web-call-afternoon = Nachmittags
web-call-go = Um Rückruf bitten
web-call-stop = Zurücknehmen
web-call-note = { $form ->
    [du] Wir rufen während der Dienstzeit an, so bald wir können. Die Nummer sehen nur die Mitarbeitenden, die dein Anliegen bearbeiten. Sie steht nicht im Gespräch und wird sieben Tage nach dem Anruf oder dem Ende gelöscht.
   *[sie] Wir rufen während der Dienstzeit an, so bald wir können. Die Nummer sehen nur die Mitarbeitenden, die Ihr Anliegen bearbeiten. Sie steht nicht im Gespräch und wird sieben Tage nach dem Anruf oder dem Ende gelöscht.
}
web-call-wrong = Bitte die Telefonnummer prüfen, mit Vorwahl.

web-stop-title = Keine E-Mails mehr
web-stop-ask = { $form ->
    [du] Sollen wir die Adresse löschen, an die wir dir zu diesem Anliegen schreiben? Deine Antwort findest du weiter im Chat.
   *[sie] Sollen wir die Adresse löschen, an die wir Ihnen zu diesem Anliegen schreiben? Ihre Antwort finden Sie weiter im Chat.
}
web-stop-go = Adresse löschen
web-stop-done = Die Adresse ist gelöscht. Zu diesem Anliegen schreiben wir keine E-Mails mehr.
web-stop-wrong = { $form ->
    [du] Dieser Link ist nicht vollständig. Bitte öffne ihn noch einmal aus der E-Mail.
   *[sie] Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn noch einmal aus der E-Mail.
}

web-banner = Wichtige Mitteilung:
web-banner-more = Mehr dazu
web-off = Dieser Chat antwortet gerade nicht. Was hier geschrieben wird, ist gespeichert und wird beantwortet, sobald er wieder läuft.
