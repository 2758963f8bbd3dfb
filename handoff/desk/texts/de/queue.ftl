# Die Liste: Reihenfolge, Auswahl, Zeichen, Tastatur, dieses Gerät. Jeder Schlüssel steht auch in en/queue.ftl.

next = Nächste
next-hint = Das nächste wartende Anliegen dieser Auswahl übernehmen (Taste n)
next-none = In dieser Auswahl wartet gerade niemand.
narrow = Eingrenzen
narrow-department = Fachbereich
narrow-language = Sprache
narrow-kind = Art
narrow-any-department = alle Fachbereiche
narrow-any-language = alle Sprachen
narrow-any-kind = alle Arten
narrow-apply = Anwenden
narrow-none = Alles zeigen
empty-narrowed = In dieser Auswahl ist nichts.
list-new = Neu
list-new-one = 1 neues Anliegen – anzeigen
list-new-many = { $n } neue Anliegen – anzeigen
list-moved = Reihenfolge hat sich geändert – anzeigen
list-gone = Nicht mehr in dieser Auswahl
list-pages = Seiten der Liste
list-first = Zum Anfang
list-more = Weitere anzeigen ({ $n })
list-more-closed = Ältere anzeigen
list-waits = wartet { $span }
list-ours = wir am Zug seit { $since }
list-citizen = Bürger/in am Zug seit { $since }
list-due = bis { $at }
list-soon = noch { $span }
list-late = { $span } überfällig
span-minutes = { $n } Min.
span-hours = { $n } Std.
span-days = { $n ->
    [one] 1 Tag
   *[other] { $n } Tage
}
for-days = { $n ->
    [one] 1 Tag
   *[other] { $n } Tagen
}
list-start = Mit „Nächste“ (Taste n) übernehmen Sie das Anliegen, das als nächstes dran ist.
item-paused = Pause bis { $until }
item-absent = abwesend bis { $until }
item-reachable = gerade erreichbar
item-awaited = kommt noch in den Web-Chat
item-alike = { $n ->
    [one] 1 ähnliches
   *[other] { $n } ähnliche
}
here-reads = { $n ->
    [one] { $names } liest mit
   *[other] { $names } lesen mit
}
here-writes = { $n ->
    [one] { $names } schreibt gerade
   *[other] { $names } schreiben gerade
}

together-title = Gemeinsam beantworten
together-lead = Diese Anliegen ähneln sich. Jede Person bekommt Ihren Text als eigene Antwort. Lesen Sie jede Frage: Was nicht passt, wählen Sie ab.
together-which = Welche Anliegen
together-none = Zu diesem Anliegen wartet nichts Ähnliches mehr.
together-first = Ausgangsfrage
together-text = Ihre Antwort an alle
together-close = Danach als „beantwortet“ schließen
together-send = Übernehmen und an alle senden
together-none-chosen = Bitte wählen Sie mindestens ein Anliegen.
together-results = Was aus jeder Antwort wurde
together-done = Gespeichert, geht hinaus
together-closed-too = Gespeichert, geht hinaus; geschlossen
together-taken = { $name } hat das Anliegen. Nicht gesendet.
together-over = Ist inzwischen geschlossen. Nicht gesendet.
together-elsewhere = Ein Anliegen gehört inzwischen zu einer anderen Abteilung. Nicht gesendet.
together-failed = Nicht gesendet: Der Speicher hat nicht geantwortet. Ihr Text steht noch unten.
together-left = An diese noch einmal senden

keys-title = Tastatur
keys-open = Tastaturkürzel (?)
keys-close = Schließen
keys-lead = Die Tasten gelten, solange Sie nicht in ein Feld schreiben.
keys-off = Einzelne Tasten sind auf diesem Gerät ausgeschaltet.
keys-list = Liste
keys-case = Anliegen
keys-go = Wohin
key-down = eins weiter
key-up = eins zurück
key-open = öffnen
key-next = Nächste übernehmen
key-claim = übernehmen
key-reply = zum Antwortfeld
key-send = senden
key-search = suchen
key-help = diese Hilfe
key-escape = Feld verlassen, zurück zur Liste
key-waiting = Wartend
key-mine = Meine
key-all = Alle
key-closed = Geschlossen
key-then = dann
key-enter = Eingabe
key-control-enter = Strg + Eingabe

device-title = Dieses Gerät
device-lead = Diese Einstellungen gelten nur in diesem Browser.
device-colours = Farben
device-theme-auto = wie das Gerät
device-theme-light = hell
device-theme-dark = dunkel
device-contrast = Hoher Kontrast
device-save = Speichern
device-saved = Gespeichert.
device-keys = Tastatur
device-keys-on = Kürzel aus einer einzelnen Taste (n, j, k …)
device-keys-hint = Ausschalten hilft, wenn Sie mit Spracheingabe arbeiten. Tab, Eingabe und Strg + Eingabe gelten immer.
device-alerts = Hinweise
device-alerts-lead = Wenn die Seite im Hintergrund ist und in Ihren Fachbereichen ein Anliegen wartet oder jemand Ihnen antwortet. Im Hinweis steht nur die Vorgangsnummer.
device-notify = Hinweis des Browsers
device-sound = Ton
device-sound-try = Ton probieren
device-denied = Ihr Browser erlaubt dieser Seite keine Hinweise. Sie können das in den Einstellungen des Browsers ändern.
device-script = Tastatur und Hinweise brauchen JavaScript.
alert-new = Ein Anliegen wartet: { $receipt }
alert-answer = Neue Nachricht: { $receipt }
