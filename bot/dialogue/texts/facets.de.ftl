### Parts of an answer: their names (on buttons and before the part), and what is said about them.

facet-fee = Kosten
facet-documents = Unterlagen
facet-deadline = Fristen
facet-where = Wo
facet-processing-time = Dauer
facet-online = Online erledigen
facet-appointment = Termin buchen
answer-link = [{ $label }]({ $url })
facet-about = Zu: **{ $question }**
facet-missing = { $form ->
    [du] Dazu habe ich zu „{ $question }“ keinen eigenen geprüften Text. Vielleicht steht es in der ganzen Antwort. Sonst hilft dir ein Mensch weiter, hier oder unter { $phone }.
   *[sie] Dazu habe ich zu „{ $question }“ keinen eigenen geprüften Text. Vielleicht steht es in der ganzen Antwort. Sonst hilft Ihnen ein Mensch weiter, hier oder unter { $phone }.
}
facet-of-what = { $form ->
    [du] Worum geht es? Schreib es bitte dazu, zum Beispiel: „Was kostet ein Reisepass?“ oder „Welche Unterlagen brauche ich für die Ummeldung?“
   *[sie] Worum geht es? Schreiben Sie es bitte dazu, zum Beispiel: „Was kostet ein Reisepass?“ oder „Welche Unterlagen brauche ich für die Ummeldung?“
}
button-whole-answer = Ganze Antwort zeigen
