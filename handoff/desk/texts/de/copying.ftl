# Die Auskunft für Bürgerinnen und Bürger: eine Seite zum Lesen.

copy-title = Auskunft: alles, was über Sie gespeichert ist
copy-made = { $town }, erstellt am { $at }
copy-lead = Diese Seite zeigt den Verlauf, darunter alle weiteren Angaben, wie sie gespeichert sind. Dieselben Angaben stehen für Computer in daten.json, Ihre Dateien im Ordner dateien.
copy-left-out = Nicht enthalten sind: Namen von Beschäftigten, die Ihnen nicht genannt wurden; Schlüssel, mit denen sich Ihr Gespräch öffnen ließe; Verzeichnisse ohne eigenen Inhalt (Suche, Erkennung doppelter Nachrichten); anonyme Zählungen.
copy-rows = Verlauf
copy-rest = Alle weiteren Angaben
copy-who-citizen = Sie
copy-who-machine = Automat
copy-who-person = Stadt
copy-who-note = Interne Notiz
copy-files = Dateien
copy-missing = nicht verfügbar
copy-staff = Beschäftigte { $n }
