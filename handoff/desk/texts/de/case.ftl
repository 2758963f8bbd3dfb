# Der offene Vorgang: Kopf, Gespräch, Antwort, rechte Spalte.

case-identity-badge = Identität nicht geprüft
case-since = Schreibt seit
case-to-side = Angaben, Vorschläge, Notizen
item-asked = Frage an Sie
item-answered = Antwort auf Ihre Frage
act-earlier = Ein früherer Vorgang dieser Person.

deed-claim = { $name } hat übernommen
deed-release = { $name } hat zurückgegeben
deed-transfer = { $name } hat an { $department } weitergegeben
deed-transfer-to = { $name } hat an { $to } weitergegeben
deed-park = { $name } hat geparkt
deed-close = { $name } hat geschlossen
deed-recall = { $name } hat eine Antwort vor dem Versand zurückgeholt
deed-refused-reply = Eine Antwort von { $name } ging nicht hinaus; sie liegt dort als Entwurf

to-departments = Fachbereiche
to-people = Personen
act-transfer-note = Notiz dazu (nur intern)
act-ask = Nachfragen
act-ask-to = Wen fragen?
act-ask-text = Ihre Frage
act-ask-hint = Der Fall bleibt bei Ihnen. Frage und Antwort liest nur das Personal.
questions = Fragen im Haus
ask-mine = Frage an Sie von { $name }
ask-open = Sie haben { $name } gefragt
ask-answered = { $name } hat geantwortet
ask-read = Lesen
ask-answer-label = Ihre Antwort (nur intern)
ask-answer = Antworten
ask-seen = Gelesen
ask-drop = Nicht mehr nötig

tags = Schlagwörter
tags-none = Keine.
tag-new = Neues Schlagwort
tag-add = Setzen
tag-off = Schlagwort „{ $tag }“ entfernen
note-title = Interne Notiz
note-hint = Liest nur das Personal
note-add = Notiz speichern
earlier-title = Frühere Vorgänge dieser Person
earlier-none = Keine in Ihren Fachbereichen.

suggestions-title = Vorschläge aus den FAQ
near-close = passt sehr gut
near-near = passt vielleicht
near-far = entfernt verwandt
texts-title = Textbausteine
texts-search = Textbausteine suchen
texts-found = gefunden
help-insert = „{ $title }“ in die Antwort einfügen
help-inserted = Eingefügt. Sie können den Text noch ändern.
match-used = Woraus die Antwort stammt

reply-in = (in dieser Sprache: { $language })
reply-close-title = … und schließen
reply-close = Senden und schließen
outgoing-at = Geht um { $at } hinaus
outgoing-in = Geht hinaus in Sekunden:
outgoing-ends = Danach wird geschlossen: { $end }
outgoing-recall = Zurückholen
refused-taken = Nicht gesendet: { $name } hat den Fall. Ihr Text steht hier als Entwurf; was dort geantwortet wurde, steht darüber.
refused-closed = Nicht gesendet: Der Fall ist geschlossen. Ihr Text steht hier als Entwurf.
correct = Berichtigen
correct-what = Sie berichtigen Ihre Nachricht von { $at }. Wo der Kanal es kann, ändert sie sich auch dort.
correct-not = Abbrechen
correct-label = Berichtigter Text
correct-send = Berichtigung senden
fate-again = Noch einmal senden

done-note = Notiz gespeichert.
done-tag = Schlagwort gespeichert.
done-untag = Schlagwort entfernt.
done-ask = Die Frage ist gestellt.
done-answer = Die Antwort ist notiert. Wer gefragt hat, sieht sie.
done-asked = Erledigt.
done-recall = Zurückgeholt. Der Text steht wieder im Feld.
done-correct = Die Berichtigung ist gespeichert.
said-left = Zu spät: Die Antwort ist schon hinausgegangen. Sie können sie noch berichtigen.
said-unfilled = Bitte erst ersetzen: { $names }
said-not-yours = Berichtigen kann eine Nachricht nur, wer sie geschrieben hat.
said-ask-whom = Bitte wählen Sie, wen Sie fragen.
said-tag = Ein Schlagwort besteht aus Buchstaben und Ziffern.
