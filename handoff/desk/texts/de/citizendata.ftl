# Was Bürgerinnen und Bürger per Brief zu ihren Daten verlangen; was von selbst gelöscht wurde.

citizen-title = Daten dieser Person
citizen-letter = Auskunft oder Löschung auf Verlangen
citizen-hint = Nur wenn feststeht, dass die Person selbst es verlangt. Beides umfasst alle ihre Vorgänge in allen Fachbereichen und wird protokolliert.
citizen-copy = Auskunft als ZIP
citizen-erase = Alles dieser Person löschen
citizen-type = Zum Bestätigen die Vorgangsnummer { $receipt } eintippen
citizen-typed = Die eingetippte Vorgangsnummer stimmt nicht. Es wurde nichts gelöscht.
citizen-erasing = Alles dieser Person wird jetzt gelöscht, außer was rechtlich gesperrt ist. Sie wird benachrichtigt.
vanished = Auf Wunsch der Bürgerin oder des Bürgers gelöscht: { $receipts }
