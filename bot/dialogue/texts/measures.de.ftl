# Abgestufte Maßnahmen bei Verstößen gegen die Netiquette: ein Hinweis, eine Verwarnung, langsamer, stumm, gesperrt.
# Jeder Text sagt was, warum, wie lange, und wie man es von einem anderen Menschen prüfen lässt.

measure-hint = { $form ->
    [du] Ein Hinweis: Deine Nachricht enthält aus unserer Sicht { $why ->
        [insult] eine Beleidigung
        [threat] eine Drohung
        [sexual] eine sexuelle Anspielung
        [incitement] Hetze
        [spam] Werbung oder immer wieder denselben Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] etwas, das unseren Regeln widerspricht
    }. Bitte lass das. Um dein Anliegen kümmern wir uns trotzdem. Ärger und Kritik darfst du jederzeit äußern. Unsere Regeln: /netiquette. Siehst du es anders: /pruefung.
   *[sie] Ein Hinweis: Ihre Nachricht enthält aus unserer Sicht { $why ->
        [insult] eine Beleidigung
        [threat] eine Drohung
        [sexual] eine sexuelle Anspielung
        [incitement] Hetze
        [spam] Werbung oder immer wieder denselben Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] etwas, das unseren Regeln widerspricht
    }. Bitte lassen Sie das. Um Ihr Anliegen kümmern wir uns trotzdem. Ärger und Kritik dürfen Sie jederzeit äußern. Unsere Regeln: /netiquette. Sehen Sie es anders: /pruefung.
}
measure-warning = { $form ->
    [du] **Verwarnung.** Grund: { $why ->
        [insult] eine Beleidigung
        [threat] eine Drohung
        [sexual] eine sexuelle Anspielung
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] ein Verstoß gegen unsere Regeln
    }. Geht es so weiter, antworte ich dir eine Zeit lang nur noch langsam. Um dein Anliegen kümmern wir uns trotzdem. Unsere Regeln: /netiquette. Hältst du die Verwarnung für falsch, prüft sie ein Mensch: /pruefung.
   *[sie] **Verwarnung.** Grund: { $why ->
        [insult] eine Beleidigung
        [threat] eine Drohung
        [sexual] eine sexuelle Anspielung
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] ein Verstoß gegen unsere Regeln
    }. Geht es so weiter, antworte ich Ihnen eine Zeit lang nur noch langsam. Um Ihr Anliegen kümmern wir uns trotzdem. Unsere Regeln: /netiquette. Halten Sie die Verwarnung für falsch, prüft sie ein Mensch: /pruefung.
}
measure-slow = { $form ->
    [du] **Ich antworte dir jetzt langsamer**, bis { $until }. Grund: { $why ->
        [insult] wiederholte oder schwere Beleidigungen
        [threat] eine Drohung
        [sexual] sexuelle Anspielungen
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] Verstöße gegen unsere Regeln
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    } Deine Nachrichten kommen an und werden beantwortet, mehrere auf einmal. Danach geht es von selbst wie gewohnt weiter. Unsere Regeln: /netiquette. Hältst du das für falsch, prüft es ein Mensch: /pruefung.
   *[sie] **Ich antworte Ihnen jetzt langsamer**, bis { $until }. Grund: { $why ->
        [insult] wiederholte oder schwere Beleidigungen
        [threat] eine Drohung
        [sexual] sexuelle Anspielungen
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] Verstöße gegen unsere Regeln
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    } Ihre Nachrichten kommen an und werden beantwortet, mehrere auf einmal. Danach geht es von selbst wie gewohnt weiter. Unsere Regeln: /netiquette. Halten Sie das für falsch, prüft es ein Mensch: /pruefung.
}
measure-mute = { $form ->
    [du] **Dieses Gespräch ist stummgeschaltet**, bis { $until }. Entschieden hat das ein Mensch aus der Verwaltung. Grund: { $why ->
        [insult] Beleidigungen
        [threat] eine Drohung
        [sexual] sexuelle Anspielungen
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] Verstöße gegen unsere Regeln
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    }

    Was du bis dahin schreibst, wird gespeichert, aber nicht beantwortet. Danach geht es von selbst weiter; du hörst dann von mir. Hältst du das für falsch, prüft es ein anderer Mensch: Schreib **/pruefung** und dahinter, was wir wissen sollten.

    Für alles, was eilt: { $phone } oder { $counter }. Im Notfall: **112**.
   *[sie] **Dieses Gespräch ist stummgeschaltet**, bis { $until }. Entschieden hat das ein Mensch aus der Verwaltung. Grund: { $why ->
        [insult] Beleidigungen
        [threat] eine Drohung
        [sexual] sexuelle Anspielungen
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] Verstöße gegen unsere Regeln
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    }

    Was Sie bis dahin schreiben, wird gespeichert, aber nicht beantwortet. Danach geht es von selbst weiter; Sie hören dann von mir. Halten Sie das für falsch, prüft es ein anderer Mensch: Schreiben Sie **/pruefung** und dahinter, was wir wissen sollten.

    Für alles, was eilt: { $phone } oder { $counter }. Im Notfall: **112**.
}
measure-block = { $form ->
    [du] **Dieser Chat ist für dich gesperrt**, bis { $until }. Entschieden haben das Menschen aus der Verwaltung. Grund: { $why ->
        [insult] Beleidigungen
        [threat] eine Drohung
        [sexual] sexuelle Anspielungen
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] Verstöße gegen unsere Regeln
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    }

    Was du bis dahin hier schreibst, wird **nicht gespeichert und nicht gelesen**; Anträge und Fristsachen kommen auf diesem Weg nicht an. Danach geht es von selbst weiter; du hörst dann von mir. Hältst du das für falsch, prüft es ein anderer Mensch: Schreib **/pruefung** und dahinter, was wir wissen sollten; das kommt an. Auch /netiquette, /datenschutz, /auskunft und /loeschen gehen weiter.

    Auf anderen Wegen sind wir für dich da: { $phone } oder { $counter }. Im Notfall: **112**.
   *[sie] **Dieser Chat ist für Sie gesperrt**, bis { $until }. Entschieden haben das Menschen aus der Verwaltung. Grund: { $why ->
        [insult] Beleidigungen
        [threat] eine Drohung
        [sexual] sexuelle Anspielungen
        [incitement] Hetze
        [spam] Werbung oder immer wieder derselbe Text
        [flood] sehr viele Nachrichten in kurzer Zeit
       *[other] Verstöße gegen unsere Regeln
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    }

    Was Sie bis dahin hier schreiben, wird **nicht gespeichert und nicht gelesen**; Anträge und Fristsachen kommen auf diesem Weg nicht an. Danach geht es von selbst weiter; Sie hören dann von mir. Halten Sie das für falsch, prüft es ein anderer Mensch: Schreiben Sie **/pruefung** und dahinter, was wir wissen sollten; das kommt an. Auch /netiquette, /datenschutz, /auskunft und /loeschen gehen weiter.

    Auf anderen Wegen sind wir für Sie da: { $phone } oder { $counter }. Im Notfall: **112**.
}
measure-unheard-mute = { $form ->
    [du] Deine Nachricht ist gespeichert, wird aber bis { $until } nicht beantwortet, denn dieses Gespräch ist stummgeschaltet. Das sage ich nur dieses eine Mal. Ist jemand in Gefahr: **112**.
   *[sie] Ihre Nachricht ist gespeichert, wird aber bis { $until } nicht beantwortet, denn dieses Gespräch ist stummgeschaltet. Das sage ich nur dieses eine Mal. Ist jemand in Gefahr: **112**.
}
measure-unheard-block = { $form ->
    [du] Deine Nachricht wurde nicht gespeichert und nicht gelesen, denn dieser Chat ist für dich bis { $until } gesperrt. Das sage ich nur dieses eine Mal. Auf anderen Wegen: { $phone }. Ist jemand in Gefahr: **112**.
   *[sie] Ihre Nachricht wurde nicht gespeichert und nicht gelesen, denn dieser Chat ist für Sie bis { $until } gesperrt. Das sage ich nur dieses eine Mal. Auf anderen Wegen: { $phone }. Ist jemand in Gefahr: **112**.
}
measure-ended = { $form ->
    [du] Die Einschränkung ist vorbei, ab jetzt geht es hier wieder wie gewohnt. Ist von vorher noch etwas offen, schreib es bitte noch einmal. Unsere Regeln: /netiquette.
   *[sie] Die Einschränkung ist vorbei, ab jetzt geht es hier wieder wie gewohnt. Ist von vorher noch etwas offen, schreiben Sie es bitte noch einmal. Unsere Regeln: /netiquette.
}
measure-lifted = { $form ->
    [du] Die Einschränkung wurde aufgehoben, ab jetzt geht es hier wieder wie gewohnt. Ist noch etwas offen, schreib es bitte noch einmal.
   *[sie] Die Einschränkung wurde aufgehoben, ab jetzt geht es hier wieder wie gewohnt. Ist noch etwas offen, schreiben Sie es bitte noch einmal.
}

## Überprüfung

review-asked = { $form ->
    [du] Deine Bitte um Überprüfung ist angekommen, Nummer **{ $receipt }**. Ein anderer Mensch aus der Leitung sieht sich alles an und antwortet dir hier, bis { $promise }. So lange bleibt es dabei, wie es ist. Möchtest du noch etwas dazu sagen: Schreib **/pruefung** und deinen Text dahinter.
   *[sie] Ihre Bitte um Überprüfung ist angekommen, Nummer **{ $receipt }**. Ein anderer Mensch aus der Leitung sieht sich alles an und antwortet Ihnen hier, bis { $promise }. So lange bleibt es dabei, wie es ist. Möchten Sie noch etwas dazu sagen: Schreiben Sie **/pruefung** und Ihren Text dahinter.
}
review-asked-already = { $form ->
    [du] Deine Bitte um Überprüfung liegt schon bei der Leitung, Nummer **{ $receipt }**. Was du mit **/pruefung** schreibst, liest, wer entscheidet.
   *[sie] Ihre Bitte um Überprüfung liegt schon bei der Leitung, Nummer **{ $receipt }**. Was Sie mit **/pruefung** schreiben, liest, wer entscheidet.
}
review-had = { $form ->
    [du] Diese Maßnahme wurde schon überprüft; die Antwort steht weiter oben. Bist du damit nicht einverstanden, kannst du dich unter { $phone } oder hier beschweren: { $counter }.
   *[sie] Diese Maßnahme wurde schon überprüft; die Antwort steht weiter oben. Sind Sie damit nicht einverstanden, können Sie sich unter { $phone } oder hier beschweren: { $counter }.
}
review-nothing = { $form ->
    [du] Es gibt keine Maßnahme, die jemand überprüfen müsste: Hier antworte ich dir wie allen.
   *[sie] Es gibt keine Maßnahme, die jemand überprüfen müsste: Hier antworte ich Ihnen wie allen.
}
review-lifted = { $form ->
    [du] Deine Bitte um Überprüfung **{ $receipt }** hatte Erfolg: **Die Maßnahme ist aufgehoben**, und was dazu führte, zählt nicht mehr. { $name } schreibt dazu: { $words }
   *[sie] Ihre Bitte um Überprüfung **{ $receipt }** hatte Erfolg: **Die Maßnahme ist aufgehoben**, und was dazu führte, zählt nicht mehr. { $name } schreibt dazu: { $words }
}
review-upheld = { $form ->
    [du] Deine Bitte um Überprüfung **{ $receipt }** wurde geprüft: **Es bleibt bei der Maßnahme**; sie endet wie angekündigt von selbst. { $name } schreibt dazu: { $words }
   *[sie] Ihre Bitte um Überprüfung **{ $receipt }** wurde geprüft: **Es bleibt bei der Maßnahme**; sie endet wie angekündigt von selbst. { $name } schreibt dazu: { $words }
}
button-review = Überprüfen lassen
