# The web chat on pages of the town. $form is "sie" or "du".

embed-open = Chat mit der Stadt
embed-close = Chat schließen
embed-frame = Chat mit der Stadt { $town }
embed-news-one = 1 neue Nachricht
embed-news-many = { $n } neue Nachrichten
embed-silent = { $form ->
    [du] Der Chat meldet sich gerade nicht. Du erreichst uns auch so: Telefon { $phone }.
   *[sie] Der Chat meldet sich gerade nicht. Sie erreichen uns auch so: Telefon { $phone }.
}
embed-window = Chat in einem eigenen Fenster öffnen

# In the chat itself, when the browser lets it keep nothing.
embed-unkept = { $form ->
    [du] Dein Browser merkt sich hier nichts: Das Gespräch endet mit diesem Fenster.
   *[sie] Ihr Browser merkt sich hier nichts: Das Gespräch endet mit diesem Fenster.
}
embed-unkept-return = Mit Nummer zurückkehren
embed-unkept-window = Eigenes Fenster
embed-unkept-note = { $form ->
    [du] Schreib dir Nummer und Code jetzt auf: Dein Browser vergisst dieses Gespräch, wenn du das Fenster schließt.
   *[sie] Schreiben Sie sich Nummer und Code jetzt auf: Ihr Browser vergisst dieses Gespräch, wenn Sie das Fenster schließen.
}
