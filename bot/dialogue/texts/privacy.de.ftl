### The page on privacy: which of these sentences stand there follows from the settings (bot/privacynotice.py).

web-privacy-title = Datenschutz im Chat
web-privacy-who-title = Wer verantwortlich ist und wer antwortet
web-privacy-who = Verantwortlich für diesen Chat ist die Stadt { $town }, Telefon { $phone }.
web-privacy-machine = { $form ->
    [du] Zuerst antwortet eine Maschine. Sie sucht Antworten heraus, die Menschen geschrieben und geprüft haben, und schreibt nichts selbst. Einen Menschen erreichst du jederzeit; wir sagen dazu, wenn einer übernimmt.
   *[sie] Zuerst antwortet eine Maschine. Sie sucht Antworten heraus, die Menschen geschrieben und geprüft haben, und schreibt nichts selbst. Einen Menschen erreichen Sie jederzeit; wir sagen dazu, wenn einer übernimmt.
}
web-privacy-what-title = Was gespeichert wird
web-privacy-what = { $form ->
    [du] Die Stadt speichert deine Nachrichten und unsere Antworten, damit wir dein Anliegen bearbeiten können.
   *[sie] Die Stadt speichert Ihre Nachrichten und unsere Antworten, damit wir Ihr Anliegen bearbeiten können.
}
web-privacy-what-files = { $form ->
    [du] Die Stadt speichert deine Nachrichten, deine Dateien und unsere Antworten, damit wir dein Anliegen bearbeiten können.
   *[sie] Die Stadt speichert Ihre Nachrichten, Ihre Dateien und unsere Antworten, damit wir Ihr Anliegen bearbeiten können.
}
web-privacy-photos = Aus Fotos wird entfernt, wo, wann und womit sie aufgenommen wurden. Den Ort behalten wir nur, wenn ein Mangel gemeldet wird (zum Beispiel ein Schlagloch).
web-privacy-masked = { $form ->
    [du] Aus deinen Nachrichten nimmt das Programm vor dem Speichern heraus, was es davon erkennt, und sagt es dir:
   *[sie] Aus Ihren Nachrichten nimmt das Programm vor dem Speichern heraus, was es davon erkennt, und sagt es Ihnen:
}
web-privacy-masked-nothing = Nachrichten werden so gespeichert, wie sie geschrieben sind.
web-privacy-mask-iban = Kontonummern (IBAN)
web-privacy-mask-card = Kartennummern
web-privacy-mask-tax-id = Steuer-Identifikationsnummern
web-privacy-mask-social-security = Rentenversicherungsnummern
web-privacy-mask-id-card = Ausweis- und Passnummern
web-privacy-mask-phone = Telefonnummern
web-privacy-mask-email = E-Mail-Adressen
web-privacy-mask-birth-date = Geburtsdaten
web-privacy-mask-file-number = Aktenzeichen, Kunden- und Steuernummern
web-privacy-counted = Gezählt wird nur, wie viele Fragen zu welcher Stunde kamen, in welcher Sprache, zu welchem Thema und wie sie ausgingen, ohne Bezug zu einer Person. In den Protokollen des Programms steht nichts, was jemand geschrieben hat.
web-privacy-long-title = Wie lange
web-privacy-long = Danach löscht das Programm von selbst:
web-privacy-kept-answered = Gespräche, die die Maschine beantwortet hat: { web-privacy-time }
web-privacy-kept-closed = { $where ->
    [town] Gespräche mit Menschen
   *[other] Gespräche mit Menschen im Fachbereich { $department }
}: { web-privacy-time }
web-privacy-kept-unanswered = { $where ->
    [town] Gespräche, die ohne Antwort endeten
   *[other] Gespräche, die ohne Antwort endeten, im Fachbereich { $department }
}: { web-privacy-time }
web-privacy-kept-undelivered = { $where ->
    [town] Gespräche, in denen eine Antwort nicht zugestellt werden konnte
   *[other] Gespräche, in denen eine Antwort nicht zugestellt werden konnte, im Fachbereich { $department }
}: { web-privacy-time }
web-privacy-kept-callback = Telefonnummern für einen Rückruf: { web-privacy-time }
web-privacy-kept-notice-address = E-Mail-Adressen, an die wir schreiben, dass eine Antwort da ist: { web-privacy-time }
web-privacy-kept-draft = Entwürfe der Mitarbeitenden: { web-privacy-time }
web-privacy-kept-unread-message = Nachrichten, die das Programm nicht lesen konnte: { web-privacy-time }
web-privacy-kept-copy = die Datei mit einer Auskunft, die jemand angefordert hat: { web-privacy-time }
web-privacy-kept-repeat = Nummern von Nachrichten, damit keine doppelt ankommt: { web-privacy-time }
web-privacy-kept-act = Einträge darüber, wer in der Verwaltung was mit einem Gespräch getan hat, mit Nummern und ohne Texte: { web-privacy-time }
web-privacy-kept-offence = Art und Zeit eines Verstoßes, nie die Worte: { web-privacy-time }
web-privacy-kept-measure = welche Maßnahme galt, mit Grund, und die Antwort auf eine Bitte um Überprüfung: { web-privacy-time }
web-privacy-kept-threat = dass in einem Gespräch gedroht wurde, auf der Liste der Leitung: { web-privacy-time }
web-privacy-time = { $number ->
    [one] { $unit ->
        [hours] eine Stunde
       *[days] ein Tag
    }
   *[other] { $unit ->
        [hours] { $number } Stunden
       *[days] { $number } Tage
    }
} { $since ->
    [end-or-call] nach dem Anruf oder dem Ende des Gesprächs
    [last-change] nach der letzten Änderung
    [arrival] nach dem Eingang
    [making] nach dem Erstellen
    [over] nach dem Ende der Maßnahme
   *[end] nach dem Ende des Gesprächs
}{ $receipt ->
    [first] ; was zu den Akten gehört, erst, wenn die Aktenführung es übernommen hat
   *[no] { "" }
}
web-privacy-long-held = Länger bleibt ein Gespräch nur, wenn eine benannte Person es mit Grund und Enddatum sperren lässt, zum Beispiel für ein Gerichtsverfahren.
web-privacy-readers-title = Wer mitliest
web-privacy-readers = { $form ->
    [du] Das Programm läuft bei der Stadt oder in ihrem Auftrag. Wenn du mit einem Menschen sprichst, liest die zuständige Stelle der Verwaltung das Gespräch.
   *[sie] Das Programm läuft bei der Stadt oder in ihrem Auftrag. Wenn Sie mit einem Menschen sprechen, liest die zuständige Stelle der Verwaltung das Gespräch.
}
web-privacy-readers-others = { $form ->
    [du] Liest es dort jemand, der es nicht bearbeitet, wird das festgehalten. Wer du bist, prüft hier niemand; was nur mit Ausweis geklärt werden kann, klären wir nicht im Chat.
   *[sie] Liest es dort jemand, der es nicht bearbeitet, wird das festgehalten. Wer Sie sind, prüft hier niemand; was nur mit Ausweis geklärt werden kann, klären wir nicht im Chat.
}
web-privacy-conduct-title = Wenn gegen die Regeln verstoßen wird
web-privacy-conduct = { $form ->
    [du] Das Programm sieht nach festen Wortregeln, ob eine Nachricht beleidigt, droht oder hetzt. Was dann geschieht, erfährst du mit Grund und Dauer; auf /pruefung sieht ein anderer Mensch es sich an.
   *[sie] Das Programm sieht nach festen Wortregeln, ob eine Nachricht beleidigt, droht oder hetzt. Was dann geschieht, erfahren Sie mit Grund und Dauer; auf /pruefung sieht ein anderer Mensch es sich an.
}
web-privacy-conduct-machine = Von selbst weist das Programm nur darauf hin, verwarnt oder antwortet langsamer. Stummschalten und sperren können nur Menschen.
web-privacy-conduct-people = Von selbst tut das Programm deswegen nichts: Über Maßnahmen entscheiden nur Menschen.
web-privacy-conduct-mark = An der Nachricht selbst steht ein Vermerk, der mit ihr gelöscht wird. Daneben bleibt:
web-privacy-conduct-address = Solange eine Maßnahme gilt oder eine Bitte um Überprüfung offen ist, bleibt auch gespeichert, zu welchem Chat sie gehört.
web-privacy-conduct-threats = Von einer Drohung erfährt die Leitung sofort. Sie kann die Nachricht mit Zeit, Kennungen und Umgebung als Beweis herausgeben, zum Beispiel für eine Strafanzeige; auch das wird festgehalten.
web-privacy-group-notice = Mitarbeitende bekommen über Telegram Bescheid, dass ein Anliegen wartet: mit Vorgangsnummer, Fachbereich und einem kurzen Anriss.
web-privacy-group-topics = Mitarbeitende bearbeiten Anliegen auch in einer geschlossenen Telegram-Gruppe. Das Gespräch geht dann durch die Server von Telegram.
web-privacy-mail-title = E-Mail
web-privacy-mail = { $form ->
    [du] Wenn du eine E-Mail-Adresse angibst, schreiben wir dir, sobald eine Antwort auf dich wartet, höchstens einmal bis zu deinem nächsten Besuch. In der E-Mail stehen Vorgangsnummer, Fachbereich und ein Link, sonst nichts. Die Adresse liegt getrennt vom Gespräch. Du kannst sie jederzeit löschen, im Chat oder aus der E-Mail.
   *[sie] Wenn Sie eine E-Mail-Adresse angeben, schreiben wir Ihnen, sobald eine Antwort auf Sie wartet, höchstens einmal bis zu Ihrem nächsten Besuch. In der E-Mail stehen Vorgangsnummer, Fachbereich und ein Link, sonst nichts. Die Adresse liegt getrennt vom Gespräch. Sie können sie jederzeit löschen, im Chat oder aus der E-Mail.
}
web-privacy-call-title = Rückruf
web-privacy-call = { $form ->
    [du] Wenn du um einen Rückruf bittest, speichern wir deine Telefonnummer getrennt vom Gespräch. Sie sehen nur die Mitarbeitenden des Fachbereichs. Nimmst du die Bitte im Chat zurück, ist sie sofort gelöscht.
   *[sie] Wenn Sie um einen Rückruf bitten, speichern wir Ihre Telefonnummer getrennt vom Gespräch. Sie sehen nur die Mitarbeitenden des Fachbereichs. Nehmen Sie die Bitte im Chat zurück, ist sie sofort gelöscht.
}
web-privacy-telegram-title = Wenn Telegram benutzt wird
web-privacy-telegram-whole = { $form ->
    [du] Du kannst uns auch auf Telegram schreiben. Dann gehen alle Nachrichten, auch die mit unseren Mitarbeitenden, durch die Server von Telegram; sie sind dort nicht Ende-zu-Ende verschlüsselt. Der Web-Chat kommt ohne Telegram aus.
   *[sie] Sie können uns auch auf Telegram schreiben. Dann gehen alle Nachrichten, auch die mit unseren Mitarbeitenden, durch die Server von Telegram; sie sind dort nicht Ende-zu-Ende verschlüsselt. Der Web-Chat kommt ohne Telegram aus.
}
web-privacy-telegram-general = { $form ->
    [du] Auf Telegram geben wir nur allgemeine Auskünfte. Wird es persönlich, führt ein Link, der einmal gilt, das Gespräch in den Web-Chat; Antworten von Menschen stehen nur dort. Auf Telegram erfährst du höchstens, dass es eine gibt. Fotos, Dateien, Standorte und Kontakte, die dort geschickt werden, speichern wir nicht. Was du dort schreibst, geht durch die Server von Telegram.
   *[sie] Auf Telegram geben wir nur allgemeine Auskünfte. Wird es persönlich, führt ein Link, der einmal gilt, das Gespräch in den Web-Chat; Antworten von Menschen stehen nur dort. Auf Telegram erfahren Sie höchstens, dass es eine gibt. Fotos, Dateien, Standorte und Kontakte, die dort geschickt werden, speichern wir nicht. Was Sie dort schreiben, geht durch die Server von Telegram.
}
web-privacy-device-title = Was auf dem Gerät liegt
web-privacy-device = { $form ->
    [du] Der Web-Chat setzt keine Cookies. Dein Browser merkt sich einen zufälligen Schlüssel und noch nicht gesendete Nachrichten. „Auf diesem Gerät beenden“ im Menü des Chats löscht beides.
   *[sie] Der Web-Chat setzt keine Cookies. Ihr Browser merkt sich einen zufälligen Schlüssel und noch nicht gesendete Nachrichten. „Auf diesem Gerät beenden“ im Menü des Chats löscht beides.
}
web-privacy-rights-title = { $form ->
    [du] Deine Rechte
   *[sie] Ihre Rechte
}
web-privacy-rights-export = { $form ->
    [du] Alles, was hier über dich gespeichert ist, bekommst du mit /auskunft als Datei im Chat.
   *[sie] Alles, was hier über Sie gespeichert ist, bekommen Sie mit /auskunft als Datei im Chat.
}
web-privacy-rights-erase = { $form ->
    [du] Mit /loeschen löschst du es; ein offenes Anliegen ist damit zurückgezogen. Muss etwas bleiben, sagen wir dir, was, warum und, wenn es feststeht, bis wann. Beides geht auch, wenn du stummgeschaltet oder gesperrt bist.
   *[sie] Mit /loeschen löschen Sie es; ein offenes Anliegen ist damit zurückgezogen. Muss etwas bleiben, sagen wir Ihnen, was, warum und, wenn es feststeht, bis wann. Beides geht auch, wenn Sie stummgeschaltet oder gesperrt sind.
}
web-privacy-rights = { $form ->
    [du] Du kannst Auskunft, Berichtigung und Löschung auch auf anderem Weg verlangen. Alles dazu steht in der Datenschutzerklärung der Stadt:
   *[sie] Sie können Auskunft, Berichtigung und Löschung auch auf anderem Weg verlangen. Alles dazu steht in der Datenschutzerklärung der Stadt:
}
web-privacy-link = Datenschutzerklärung der Stadt { $town }
