# Verhalten von Bürgerinnen und Bürgern: Maßnahmen am Vorgang, Überprüfung, Drohungen, Beweispaket.

breach-insult = Beleidigung
breach-threat = Drohung
breach-sexual = sexuelle Anspielung
breach-incitement = Hetze
breach-spam = Werbung oder ständig derselbe Text
breach-flood = sehr viele Nachrichten
breach-other = anderer Verstoß

conduct-hint = Hinweis
conduct-warning = Verwarnung
conduct-slow = Langsamer Modus
conduct-mute = Stummgeschaltet
conduct-block = Gesperrt
conduct-machine = der Automat
conduct-hours = { $n ->
    [one] eine Stunde
   *[other] { $n } Stunden
}
conduct-days = { $n ->
    [one] ein Tag
   *[other] { $n } Tage
}
conduct-title = Umgang
conduct-none = Keine Maßnahme, kein gezählter Verstoß.
conduct-held = In Kraft: { $measure }
conduct-was = Zuletzt: { $measure }
conduct-since = Seit
conduct-until = Bis
conduct-why = Regel
conduct-reason = Begründung
conduct-by = Durch
conduct-second = Zweite Person
conduct-lasts = Dauer
conduct-counted = { $what }: { $n ->
    [one] einmal
   *[other] { $n }-mal
}, zuletzt { $last }
conduct-counted-title = Gezählte Verstöße
conduct-review-open = Um Überprüfung gebeten, Nummer { $receipt }. Zu entscheiden bis { $due }.
conduct-review-upheld = Überprüft: { $name } hat die Maßnahme bestätigt.
conduct-review-lifted = Überprüft: { $name } hat die Maßnahme aufgehoben.
conduct-proposed = Vorgeschlagen: Sperre für { $lasts }. Sie gilt erst, wenn eine zweite Person aus der Leitung zustimmt.
conduct-proposed-own = Das ist Ihr Vorschlag; zustimmen muss eine andere Person.
conduct-second-yes = Zustimmen und sperren
conduct-second-no = Ablehnen
conduct-take-back = Vorschlag zurückziehen
conduct-mute-title = Stummschalten …
conduct-block-title = Sperren …
conduct-mute-hint = Stumm heißt: Was die Person schreibt, wird gespeichert, aber nicht beantwortet. Höchstens { $most ->
    [one] ein Tag
   *[other] { $most } Tage
}. Notfälle kommen immer durch.
conduct-block-hint = Gesperrt heißt: Was die Person schreibt, wird nicht gespeichert. Höchstens { $most ->
    [one] ein Tag
   *[other] { $most } Tage
}; { $alone ->
    [0] immer
    [one] länger als einen Tag
   *[other] länger als { $alone } Tage
} nur mit einer zweiten Person. Notfälle kommen immer durch.
conduct-n = Wie lange
conduct-unit = Einheit
conduct-unit-hours = Stunden
conduct-unit-days = Tage
conduct-breach = Welche Regel wurde verletzt
conduct-reason-label = Begründung, die die Person liest
conduct-reason-hint = Sachlich, in ein oder zwei Sätzen.
conduct-mute-do = Stummschalten
conduct-block-do = Sperren
conduct-lift-do = Maßnahme aufheben
conduct-done-mute = Stummgeschaltet. Die Person erfährt Grund, Dauer und wie sie eine Überprüfung verlangt.
conduct-done-block = Gesperrt. Die Person erfährt Grund, Dauer und wie sie eine Überprüfung verlangt.
conduct-done-proposed = Vorgeschlagen. Die Sperre gilt erst, wenn eine zweite Person aus der Leitung zustimmt.
conduct-done-lift = Aufgehoben. Die Person erfährt es.
conduct-done-second-yes = Zugestimmt: Die Sperre gilt jetzt.
conduct-done-second-no = Abgelehnt: Es gibt keine Sperre.
conduct-not-not-staffs = Das verhängt nur der Automat.
conduct-not-no-reason = Bitte begründen Sie die Maßnahme in höchstens 500 Zeichen.
conduct-not-no-end = Bitte geben Sie eine Dauer und die verletzte Regel an.
conduct-not-too-long = Das ist länger, als die Stadt erlaubt.
conduct-not-needs-second = Dafür braucht es eine zweite Person.
conduct-not-same-person = Das muss eine andere Person entscheiden als die, die es verhängt oder vorgeschlagen hat.
conduct-not-nothing-there = Das gibt es nicht mehr: Es ist abgelaufen, oder jemand war schneller.
conduct-not-asked-already = Darum wurde schon gebeten.
conduct-not-decided-already = Das hat inzwischen jemand anderes entschieden.
conduct-not-forbidden = Dazu haben Sie kein Recht. Der Versuch ist vermerkt.

threat-mark = ⚠ Drohung
threat-masked = [Drohung, ausgeblendet]
threat-warning = Achtung: In diesem Gespräch wurde eine Drohung erkannt. Sie müssen sie nicht lesen; die Leitung ist verständigt. Fühlen Sie sich in Gefahr, wählen Sie 110.
threat-show = Drohung anzeigen
threat-show-hint = Dass Sie die Drohung ansehen, wird vermerkt. Beim nächsten Laden ist sie wieder ausgeblendet.
threat-shown = Der Satz im Wortlaut
threat-back = Zurück zum Vorgang
threat-evidence = Beweispaket herunterladen (ZIP)
threat-evidence-hint = Für eine Anzeige: Wortlaut, Zeiten, Prüfsummen. Das Herunterladen wird vermerkt.

evidence-title = Beweispaket
evidence-lead = Nachrichten mit einer erkannten Drohung und die Nachrichten davor und danach, wie sie gespeichert sind. Jede Zeile liegt unverändert im Ordner rows; ihre Prüfsumme steht hier und in SHA256SUMS.
evidence-receipt = Vorgangsnummer
evidence-conversation = Gespräch
evidence-channel = Kanal
evidence-address = Adresse (SHA-256)
evidence-clock = Zeitquelle
evidence-made = Erstellt
evidence-at = Zeit (UTC)
evidence-who = Wer
evidence-text = Text
evidence-sum = SHA-256 der gespeicherten Zeile
evidence-acts = Vermerke im Protokoll
evidence-none = In diesem Vorgang ist keine Nachricht mit einer Drohung.

area-reviews = Überprüfungen
reviews-requests = Bitten um Überprüfung
reviews-requests-note = Wer die Maßnahme verhängt hat, entscheidet hier nicht mit.
reviews-requests-none = Niemand wartet auf eine Überprüfung.
reviews-proposals = Lange Sperren, die eine zweite Person brauchen
reviews-proposals-note = Sie gelten erst, wenn jemand anderes aus der Leitung zustimmt. Nach sieben Tagen verfallen sie.
reviews-proposals-none = Keine Sperre wartet.
reviews-threats = Drohungen der letzten sieben Tage
reviews-threats-note = Der Wortlaut ist ausgeblendet, bis Sie ihn anzeigen lassen.
reviews-threats-none = Keine Drohung erkannt.
reviews-measures = Maßnahmen in Kraft
reviews-measures-note = Jede endet von selbst.
reviews-until = bis { $at }
reviews-measures-none = Keine Maßnahme ist in Kraft.
reviews-done-decide = Entschieden. Die Person liest Ihre Worte.
reviews-done-second-yes = Zugestimmt: Die Sperre gilt jetzt.
reviews-done-second-no = Abgelehnt: Es gibt keine Sperre.
reviews-done-lift = Aufgehoben. Die Person erfährt es.
reviews-badge = { $threats ->
    [0] {""}
    [one] ⚠ Eine Drohung
   *[other] ⚠ { $threats } Drohungen
}{ $both ->
    [yes] {" · "}
   *[no] {""}
}{ $reviews ->
    [0] {""}
   *[other] Überprüfungen: { $reviews }
}
review-no-case = Gespräch mit dem Automaten, ohne Vorgang
review-number = Nummer { $receipt }
review-due = Zu entscheiden bis { $due }.
review-own = Diese Maßnahme haben Sie selbst verhängt oder vorgeschlagen; entscheiden muss jemand anderes.
review-to-case = Vorgang { $receipt }
review-decide-title = Bitte um Überprüfung { $receipt }
review-asked-at = Eingegangen: { $at }.
review-verdict = Ihre Entscheidung
review-uphold = Die Maßnahme bleibt
review-lift = Die Maßnahme wird aufgehoben; was dazu führte, zählt nicht mehr
review-words = Ihre Worte an die Person
review-words-hint = Sie stehen mit Ihrem Namen in der Antwort.
review-send = Entscheiden
review-verdict-missing = Bitte wählen Sie, ob die Maßnahme bleibt oder aufgehoben wird.
conduct-done-decide = Entschieden. Die Person liest Ihre Worte.
alert-threat = Eine Drohung wurde erkannt. Bitte gleich ansehen.
alert-review = Bitte um Überprüfung { $receipt }

menu-mute = Stummschalten, z. B. 24h Beleidigung Grund
menu-block = Sperren (Leitung), z. B. 3d Drohung Grund
menu-lift = Eine Maßnahme aufheben (Leitung)
menu-measure = Was gerade in Kraft ist
conduct-group-how = So geht es: /{ $command } 24h Beleidigung Grund in eigenen Worten. Regeln: Beleidigung, Drohung, sexuell, Hetze, Werbung, Flut, anderes.
conduct-group-none = Keine Maßnahme ist in Kraft.
conduct-group-held = { $measure } bis { $until }, { $why }, durch { $by }.


rules-title = Interne Regeln
rules-intro = Bitte lesen Sie die internen Regeln der Verwaltung und bestätigen Sie sie. Erst dann geht es an den Arbeitsplatz.
rules-version = Fassung { $version } · verantwortlich: { $owner } · wird überprüft am { $review }
rules-none = Ihre Stadt hat hier keine internen Regeln hinterlegt.
rules-accept = Ich habe die Regeln gelesen und halte mich daran.
rules-send = Bestätigen und weiter
rules-accepted = Sie haben Fassung { $version } bestätigt: { $at }.
rules-changed = Die Regeln haben sich gerade geändert. Bitte lesen Sie die neue Fassung.
rules-unticked = Bitte setzen Sie das Häkchen, wenn Sie die Regeln gelesen haben.
rules-who = Wer hat die internen Regeln bestätigt?
rules-who-note = Gültig ist Fassung { $version }. Wer eine ältere bestätigt hat, wird beim nächsten Aufruf gefragt.
rules-who-name = Wer
rules-who-version = Fassung
rules-who-at = Wann
rules-who-state = Stand
rules-state-now = bestätigt
rules-state-old = ältere Fassung
rules-state-not = noch nicht
