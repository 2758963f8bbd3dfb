# FAQ and the files of the town.
area-faq = FAQ
area-admin = Verwaltung
edit-offices = Stellen und Gebühren
edit-departments = Fachbereiche
edit-canned = Textbausteine
edit-new = Neu anlegen
edit-save = Speichern
edit-saved = Gespeichert. In wenigen Sekunden gilt es.
edit-none = Noch gibt es hier nichts.
edit-delete = Löschen …
edit-delete-note = Wird aus der Datei entfernt, für alle. In Antworten, die schon geschrieben sind, bleibt der Text.
edit-delete-send = Endgültig löschen
edit-deleted = Gelöscht. In wenigen Sekunden gilt es.
edit-hint = Bei Listen ein Wert je Zeile. Leere Felder fallen weg.
edit-broken = Nichts wurde gespeichert:
edit-conflict = Die Datei wurde inzwischen geändert
edit-conflict-note = Nichts wurde gespeichert. Hier steht, was jetzt gilt, im Formular Ihre Fassung. Wer noch einmal speichert, ersetzt die geänderten Felder.
edit-readonly = Der Ordner der Stadt ist von hier aus nur lesbar. Bitte in der Versionsverwaltung ändern.
faq-broken = Die Dateien haben Fehler, die frühere Fassung gilt weiter:
faq-words = Wörter
faq-state = Stand
faq-any = Alle
faq-live = Gilt
faq-draft = Entwurf
faq-waiting = Wartet auf Freigabe
faq-due = Prüftermin vorbei
faq-filter = Anzeigen
faq-count = { $n ->
    [one] Ein Eintrag
   *[other] { $n } Einträge
}
faq-preview = Vorschau
faq-foreseen = { $asked } bekannte Fragen geprüft, { $n } würden anders beantwortet.
faq-harm = Achtung:
faq-tried = Ihre Probefrage
faq-diff = Änderung an der Datei
faq-shown = So sehen es die Menschen
faq-edit = Bearbeiten
faq-into = Datei
faq-ask = Frage ausprobieren (mit Vorschau)
faq-keep-draft = Entwurf: noch nicht freigeben
faq-approve = Freigeben
faq-discard = Änderung verwerfen
faq-said-save = Gespeichert.
faq-said-approve = Freigegeben. In wenigen Sekunden gilt es.
faq-said-discard = Verworfen; es steht wieder da, was gilt.
