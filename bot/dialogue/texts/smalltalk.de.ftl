### Short replies to small talk; each says plainly that a machine answers, or leads back to what the town can do.

smalltalk-goodbye = { $form ->
    [du] Auf Wiedersehen! Wenn noch etwas ist, schreib einfach.
   *[sie] Auf Wiedersehen! Wenn noch etwas ist, schreiben Sie einfach.
}
smalltalk-how-are-you = { $form ->
    [du] Danke der Nachfrage. Ich bin eine Maschine, mir geht es immer gleich. Was möchtest du wissen?
   *[sie] Danke der Nachfrage. Ich bin eine Maschine, mir geht es immer gleich. Was möchten Sie wissen?
}
smalltalk-joke = { $form ->
    [du] Witze kann ich nicht, ich kenne nur geprüfte Texte der Verwaltung. Frag mich etwas über die Stadt { $town }.
   *[sie] Witze kann ich nicht, ich kenne nur geprüfte Texte der Verwaltung. Fragen Sie mich etwas über die Stadt { $town }.
}
smalltalk-affection = { $form ->
    [du] Das ist freundlich, danke. Ich bin eine Maschine und habe keine Gefühle, aber vielleicht eine Antwort. Was möchtest du wissen?
   *[sie] Das ist freundlich, danke. Ich bin eine Maschine und habe keine Gefühle, aber vielleicht eine Antwort. Was möchten Sie wissen?
}
smalltalk-chat = { $form ->
    [du] Zum Plaudern bin ich nicht gemacht: Ich bin eine Maschine und beantworte Fragen an die Stadt { $town }. Schreib deine Frage einfach in einem Satz.
   *[sie] Zum Plaudern bin ich nicht gemacht: Ich bin eine Maschine und beantworte Fragen an die Stadt { $town }. Schreiben Sie Ihre Frage einfach in einem Satz.
}
smalltalk-test = { $form ->
    [du] Der Chat funktioniert. Schreib einfach, was du wissen möchtest.
   *[sie] Der Chat funktioniert. Schreiben Sie einfach, was Sie wissen möchten.
}
