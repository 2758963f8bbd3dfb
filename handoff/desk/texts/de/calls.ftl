# Calls that citizens have asked for.
area-callbacks = Rückrufe
calls-title = Rückrufe
calls-note = Diese Personen haben im Web-Chat um einen Anruf gebeten. Die Nummern werden sieben Tage nach dem Anruf gelöscht.
calls-none = Niemand wartet auf einen Anruf.
calls-made = Erledigt
call-title = Rückruf gewünscht
call-asked = Gebeten { $at }
call-when-any = jederzeit während der Dienstzeit
call-when-morning = vormittags
call-when-afternoon = nachmittags
call-tried = { $n ->
    [one] Einmal nicht erreicht
   *[other] { $n }-mal nicht erreicht
}, zuletzt { $at } ({ $name })
call-done-at = Angerufen { $at } ({ $name })
call-done = Angerufen
call-missed = Nicht erreicht
call-drop = Nummer löschen
call-note = Bittet um einen Rückruf: { $when }. Die Nummer steht rechts unter „Rückruf gewünscht“.
