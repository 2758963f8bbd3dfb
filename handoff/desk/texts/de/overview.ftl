# Überblick mit Zahlen, nie über Personen.

area-overview = Überblick
overview-span = Zeitraum
overview-days = Letzte { $n } Tage
overview-csv = Als CSV-Datei
overview-note = Stand { $at }. Alle Zahlen zählen Ereignisse, keine Personen; sie bleiben, wenn Gespräche gelöscht werden.
overview-waiting = Warten jetzt
overview-oldest = Das älteste: { $age }
overview-nobody = Niemand wartet
overview-kept = Rechtzeitig übernommen
overview-of = { $part } von { $whole }
overview-typical = Übliche Wartezeit
overview-slow = Neun von zehn: { $time }
overview-answered = Sofort beantwortet
overview-suggested = Vorschläge gemacht
overview-handoffs = An Menschen gegeben
overview-handed = { $n } an Menschen gegeben
overview-rating = Bewertung
overview-rated = { $n ->
    [one] eine Bewertung, 5 ist die beste
   *[other] { $n } Bewertungen, 5 ist die beste
}
overview-departments = Fachbereiche
overview-department = Fachbereich
overview-age = Ältestes
overview-new = Neu
overview-median = Hälfte übernommen
overview-p90 = 90 % übernommen
overview-per-day = Fragen nach Tagen
overview-per-day-drawn = Säulen nach Tagen: { $answered } sofort beantwortet, { $suggested } mit Vorschlägen, { $handoffs } an Menschen gegeben. Die Zahlen stehen in der Tabelle darunter.
overview-per-hour = An Menschen gegeben, nach Uhrzeit
overview-per-hour-drawn = Säulen nach Stunden, zusammen { $n }. Die Zahlen stehen in der Tabelle darunter.
overview-as-table = Als Tabelle
overview-day = Tag
overview-waits = Wartezeit bis zur Übernahme
overview-wait = Wartezeit
overview-wait-minutes = bis { $n } Minuten
overview-wait-hours = { $n ->
    [one] bis eine Stunde
   *[other] bis { $n } Stunden
}
overview-wait-days = { $n ->
    [one] bis ein Tag
   *[other] bis { $n } Tage
}
overview-wait-more = über zwei Tage
overview-ends = Wie Anliegen endeten
overview-end = Ende
overview-ratings = Bewertungen
overview-stars = { $n ->
    [one] 1 Stern
   *[other] { $n } Sterne
}
overview-count = Anzahl
overview-share = Anteil
overview-none = In diesem Zeitraum keine.
