# Was die Stadt für eine Zeit aushängt: Hinweise von Dienststellen, die Warnung an alle, abgeschaltete Wege.

notice = **Hinweis, { $about }:** { $text }
banner = **Wichtige Mitteilung der Stadt:** { $text }
banner-more = **Wichtige Mitteilung der Stadt:** { $text } Mehr dazu: <{ $url }>
channel-off = { $form ->
    [du] Auf diesem Weg antworten wir gerade nicht; deine Nachricht ist gespeichert, und bis dahin erreichst du uns im Web-Chat, der hier weiterführt: <{ $url }> (gültig { $hours } Stunden), oder unter { $phone }.
   *[sie] Auf diesem Weg antworten wir gerade nicht; Ihre Nachricht ist gespeichert, und bis dahin erreichen Sie uns im Web-Chat, der hier weiterführt: <{ $url }> (gültig { $hours } Stunden), oder unter { $phone }.
}
channel-off-phone = { $form ->
    [du] Auf diesem Weg antworten wir gerade nicht; deine Nachricht ist gespeichert, und bis dahin erreichst du uns unter { $phone } oder hier: { $counter }.
   *[sie] Auf diesem Weg antworten wir gerade nicht; Ihre Nachricht ist gespeichert, und bis dahin erreichen Sie uns unter { $phone } oder hier: { $counter }.
}
