# Dienst: Pausen, Abwesenheit, Vertretung, Übernahme, Wiederöffnen.

area-duty = Dienst
duty-title = Dienst
duty-intro = Wer gerade nicht da ist, und wer dann einspringt.
duty-mine = Meine Pause
duty-mine-now = Sie sind in Pause bis { $until }. Was Ihnen gehört, bleibt so lange bei Ihnen.
duty-mine-absent = Sie sind abwesend von { $since } bis { $until }. Was Ihnen gehört, geht zurück in die Liste, sobald wir am Zug sind.
duty-mine-none = Sie sind im Dienst.
duty-back = Ich bin wieder da
duty-pause = Pause
duty-pause-half = 30 Minuten
duty-pause-hour = 1 Stunde
duty-pause-until = Pause bis
duty-pause-hint = Bis dahin bleiben Ihre Anliegen bei Ihnen; andere sehen, dass Sie Pause haben. Höchstens bis morgen um diese Zeit.
duty-over = Alles übergeben
duty-over-count = { $n ->
    [0] Ihnen gehört gerade kein offenes Anliegen.
    [one] Ihnen gehört ein offenes Anliegen.
   *[other] Ihnen gehören { $n } offene Anliegen.
}
duty-over-to = An wen
duty-over-queue = Zurück in die Liste
duty-over-person = { $name }{ $state ->
    [here] , ist da
    [pause] , in Pause
    [away] , abwesend
   *[gone] , nicht am Arbeitsplatz
}
duty-over-send = Alle übergeben
duty-absence = Abwesenheit von Mitarbeitenden
duty-absence-hint = Für Urlaub oder Krankheit, in ganzen Tagen. Anliegen der Person gehen dann zurück in die Liste, sobald wir am Zug sind.
duty-absence-who = Wer
duty-from = Von
duty-to = Bis einschließlich
duty-absence-set = Abwesenheit eintragen
duty-absence-none = Niemand ist als abwesend eingetragen.
duty-absence-line = { $name }: { $since } bis { $until }
duty-absence-drop = Streichen
duty-departments = Vertretung von Fachbereichen
duty-departments-hint = Neue Anliegen gehen so lange an die Vertretung. Was schon wartet, bleibt, wo es ist.
duty-department = Abwesender Fachbereich
duty-deputy = Vertretung
duty-departments-set = Vertretung eintragen
duty-departments-none = Kein Fachbereich ist als abwesend eingetragen.
duty-departments-line = { $department }: { $since } bis { $until }, Vertretung: { $deputy }
duty-choose = Bitte wählen …

duty-said-paused = Pause bis { $until }. Gute Erholung!
duty-said-back = Schön, dass Sie wieder da sind.
duty-said-over = { $given ->
    [0] Nichts
    [one] Ein Anliegen
   *[other] { $given } Anliegen
} an { $name } übergeben, { $queued ->
    [0] nichts
    [one] eines
   *[other] { $queued }
} zurück in der Liste.
duty-said-over-queue = { $queued ->
    [0] Es gab nichts zu übergeben.
    [one] Ein Anliegen ist zurück in der Liste.
   *[other] { $queued } Anliegen sind zurück in der Liste.
}
duty-said-absent = Eingetragen.
duty-said-dropped = Gestrichen.
duty-bad-pause = Diese Zeit geht nicht. Bitte einen Zeitpunkt in den nächsten 24 Stunden angeben. Wer länger fehlt, trägt unten eine Abwesenheit ein.
duty-bad-days = Diese Tage gehen nicht. Bitte ein Von und ein Bis angeben, Bis nicht vor Von, nicht in der Vergangenheit und höchstens ein Jahr voraus.
duty-bad-person = Diese Person gibt es nicht, oder sie bearbeitet keine Anliegen. Bitte eine andere wählen.
duty-bad-deputy = Bitte einen Fachbereich und als Vertretung einen anderen wählen, der nicht selbst von diesem vertreten wird.

duty-deputy-note = In Vertretung für: { $department } (abwesend, als die Frage kam).
duty-owner-paused = { $name } hat Pause bis { $until }.
duty-owner-absent = { $name } ist abwesend bis { $until }.
duty-owner-gone = { $name } ist nicht am Arbeitsplatz (zuletzt { $at }).
duty-reopened-note = Wieder geöffnet { $at }.
act-take-over = Übernehmen als Leitung
act-take-over-hint = { $name } kann dann nicht mehr antworten; die Person erfährt, dass jetzt Sie schreiben. Wird protokolliert.
act-reopen = Wieder öffnen
act-reopen-hint = Das Anliegen gehört dann Ihnen, mit derselben Vorgangsnummer.
done-take-over = Übernommen.
done-reopen = Wieder offen; es gehört Ihnen.
said-reopen-newer = Die Person hat inzwischen ein neues Anliegen. Bitte dort weitermachen.

duty-group-due = { $n ->
    [one] Ein Anliegen ist bald fällig
   *[other] { $n } Anliegen sind bald fällig
}
duty-group-late = { $n ->
    [one] Ein Anliegen wartet länger als zugesagt
   *[other] { $n } Anliegen warten länger als zugesagt
}
duty-group-more = … und { $n } weitere
