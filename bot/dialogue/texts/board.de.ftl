# Was die Stadt für eine Zeit aushängt: Hinweise von Dienststellen, die Warnung an alle, abgeschaltete Wege.

notice = **Hinweis, { $about }:** { $text }
banner = **Wichtige Mitteilung der Stadt:** { $text }
banner-more = **Wichtige Mitteilung der Stadt:** { $text } [Mehr dazu]({ $url })
channel-off = { $form ->
    [du] Auf diesem Weg antworten wir gerade nicht; deine Nachricht ist gespeichert, und bis dahin erreichst du uns unter { $phone } oder im Web-Chat, wo es weitergeht: **[Weiter im Web-Chat]({ $url })** (gilt einmal, { $hours } Stunden lang)
   *[sie] Auf diesem Weg antworten wir gerade nicht; Ihre Nachricht ist gespeichert, und bis dahin erreichen Sie uns unter { $phone } oder im Web-Chat, wo es weitergeht: **[Weiter im Web-Chat]({ $url })** (gilt einmal, { $hours } Stunden lang)
}
channel-off-phone = { $form ->
    [du] Auf diesem Weg antworten wir gerade nicht; deine Nachricht ist gespeichert, und bis dahin erreichst du uns unter { $phone } oder hier: { $counter }.
   *[sie] Auf diesem Weg antworten wir gerade nicht; Ihre Nachricht ist gespeichert, und bis dahin erreichen Sie uns unter { $phone } oder hier: { $counter }.
}
