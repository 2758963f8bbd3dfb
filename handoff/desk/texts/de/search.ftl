# Search and history.
area-search = Suche
search-title = Suche und Verlauf
search-words = Wörter oder Vorgangsnummer
search-hint = Gefunden wird, worin alle Wörter vorkommen, auch gebeugt. Ohne Wörter: alle Anliegen, die neuesten zuerst.
search-go = Suchen
search-narrow = Eingrenzen
search-any = Alle
search-state = Stand
search-state-open = Offen
search-state-closed = Geschlossen
search-end = Geschlossen wegen
search-since = Gefragt ab
search-until = Gefragt bis
search-mine = Nur meine
search-found = { $n ->
    [0] Nichts gefunden
    [one] { $more ->
        [yes] Das erste Anliegen
       *[no] Ein Anliegen
    }
   *[other] { $more ->
        [yes] Die ersten { $n } Anliegen
       *[no] { $n } Anliegen
    }
}
search-nothing = Dazu gibt es in Ihren Fachbereichen kein Anliegen. Weniger Wörter oder ein größerer Zeitraum helfen.
search-further = Weitere
search-not-whole = Es sind sehr viele Anliegen offen: Nach den Wörtern durchsucht sind nur die neuesten tausend.
search-date-wrong = Das ist kein Datum. Bitte so eingeben: 2026-11-30.
search-dates-swapped = „Ab“ liegt nach „bis“.
search-too-general = Diese Wörter sind zu allgemein. Bitte eines, um das es geht.
export-html = Als Druckseite speichern
export-json = Als JSON speichern
export-state = Stand
export-made = Gespeichert am
