# Die eigenen Daten: Auskunft und Löschen. $form ist "sie" oder "du".

menu-export = Auskunft: alles, was gespeichert ist
menu-erase = Alle eigenen Daten löschen
button-export = Auskunft
button-erase = Alles löschen
button-erase-now = Ja, alles endgültig löschen
button-erase-not = Nein, nichts löschen
export-comes = { $form ->
    [du] Ich stelle alles zusammen, was wir über dich gespeichert haben. Die Datei kommt gleich hier im Gespräch.
   *[sie] Ich stelle alles zusammen, was wir über Sie gespeichert haben. Die Datei kommt gleich hier im Gespräch.
}
export-led = { $form ->
    [du] Deine Daten schicke ich nicht über Telegram. Im Web-Chat der Stadt bekommst du die Auskunft: **[Weiter im Web-Chat]({ $url })** (gilt einmal, { $hours } Stunden lang). Schreib dort bitte noch einmal „Auskunft über meine Daten“.
   *[sie] Ihre Daten schicke ich nicht über Telegram. Im Web-Chat der Stadt bekommen Sie die Auskunft: **[Weiter im Web-Chat]({ $url })** (gilt einmal, { $hours } Stunden lang). Schreiben Sie dort bitte noch einmal „Auskunft über meine Daten“.
}
export-ready = { $form ->
    [du] Hier ist alles, was wir über dich gespeichert haben: eine Seite zum Lesen, dieselben Angaben für Computer (JSON) und deine Dateien. Die Datei wird nach { $days } Tagen gelöscht.
   *[sie] Hier ist alles, was wir über Sie gespeichert haben: eine Seite zum Lesen, dieselben Angaben für Computer (JSON) und Ihre Dateien. Die Datei wird nach { $days } Tagen gelöscht.
}
export-often = { $form ->
    [du] Die Auskunft habe ich dir heute schon { $times } Mal gegeben. Morgen kannst du sie wieder anfordern.
   *[sie] Die Auskunft habe ich Ihnen heute schon { $times } Mal gegeben. Morgen können Sie sie wieder anfordern.
}
export-failed = { $form ->
    [du] Die Datei konnte ich nicht erstellen, zum Beispiel weil sie zu groß ist. Bitte wende dich an die Stadt, Telefon { $phone }. Du bekommst die Auskunft dann auf anderem Weg.
   *[sie] Die Datei konnte ich nicht erstellen, zum Beispiel weil sie zu groß ist. Bitte wenden Sie sich an die Stadt, Telefon { $phone }. Sie bekommen die Auskunft dann auf anderem Weg.
}
export-file = Auskunft
erase-ask = { $form ->
    [du] Soll ich **alles löschen**, was wir über dich gespeichert haben? Gespräch, Vorgänge, Dateien und Kontaktangaben sind dann endgültig weg. Ein offenes Anliegen wird zurückgezogen, niemand antwortet mehr darauf. Eine Kopie bekommst du vorher mit: Auskunft. Den Verlauf in deiner App löschst du selbst.
   *[sie] Soll ich **alles löschen**, was wir über Sie gespeichert haben? Gespräch, Vorgänge, Dateien und Kontaktangaben sind dann endgültig weg. Ein offenes Anliegen wird zurückgezogen, niemand antwortet mehr darauf. Eine Kopie bekommen Sie vorher mit: Auskunft. Den Verlauf in Ihrer App löschen Sie selbst.
}
erase-begins = Ich lösche jetzt alles. Das dauert einen Augenblick.
erase-not = Gut, es wird nichts gelöscht.
erased = { $form ->
    [du] Alles, was wir über dich gespeichert hatten, ist gelöscht. Wenn du wieder schreibst, beginnt ein neues Gespräch. Den Verlauf in dieser App kannst nur du löschen.
   *[sie] Alles, was wir über Sie gespeichert hatten, ist gelöscht. Wenn Sie wieder schreiben, beginnt ein neues Gespräch. Den Verlauf in dieser App können nur Sie löschen.
}
erased-but-hold = { $form ->
    [du] Gelöscht ist alles bis auf: **{ $receipts }**. Das müssen wir aus rechtlichen Gründen (Aufbewahrung für ein Verfahren) behalten, längstens bis { $until }. Fragen dazu: { $phone }.
   *[sie] Gelöscht ist alles bis auf: **{ $receipts }**. Das müssen wir aus rechtlichen Gründen (Aufbewahrung für ein Verfahren) behalten, längstens bis { $until }. Fragen dazu: { $phone }.
}
erased-but-file = { $form ->
    [du] Gelöscht ist alles bis auf: **{ $receipts }**. Das gehört zu einer Akte. Wir löschen es hier, sobald die Akte es übernommen hat. Fragen dazu: { $phone }.
   *[sie] Gelöscht ist alles bis auf: **{ $receipts }**. Das gehört zu einer Akte. Wir löschen es hier, sobald die Akte es übernommen hat. Fragen dazu: { $phone }.
}
erased-but-measure = Gelöscht ist alles bis auf die Einschränkung, die für dieses Gespräch gilt. Diese endet von selbst zu der Zeit, die wir angekündigt haben, und wird in der Nacht darauf gelöscht.
