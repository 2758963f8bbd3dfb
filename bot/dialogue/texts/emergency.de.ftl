### What is said first when a message tells of danger. A town may word these texts differently; each must name 112.

emergency-rescue = { $form ->
    [du] **Wenn jemand in Gefahr ist, ruf sofort [112](tel:112) an.** Dort sind Feuerwehr und Rettungsdienst, auch bei Vergiftung. Polizei: [110](tel:110). Der Anruf kostet nichts. Bei Feuer, Rauch oder Gasgeruch: Geh zuerst hinaus, und ruf von draußen an.

    Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest. Ärztliche Hilfe, wenn es nicht lebensbedrohlich ist: [116 117](tel:116117).
   *[sie] **Wenn jemand in Gefahr ist, rufen Sie sofort [112](tel:112) an.** Dort sind Feuerwehr und Rettungsdienst, auch bei Vergiftung. Polizei: [110](tel:110). Der Anruf kostet nichts. Bei Feuer, Rauch oder Gasgeruch: Gehen Sie zuerst hinaus, und rufen Sie von draußen an.

    Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest. Ärztliche Hilfe, wenn es nicht lebensbedrohlich ist: [116 117](tel:116117).
}
emergency-police = { $form ->
    [du] **Bist du oder ist jemand in Gefahr? Ruf sofort [110](tel:110) an**, die Polizei. Bei Verletzten oder Feuer: [112](tel:112). Der Anruf kostet nichts. Bring dich in Sicherheit.

    Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest. Hilfe nach einer Gewalttat: Opfer-Telefon [116 006](tel:116006).
   *[sie] **Sind Sie oder ist jemand in Gefahr? Rufen Sie sofort [110](tel:110) an**, die Polizei. Bei Verletzten oder Feuer: [112](tel:112). Der Anruf kostet nichts. Bringen Sie sich in Sicherheit.

    Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest. Hilfe nach einer Gewalttat: Opfer-Telefon [116 006](tel:116006).
}
emergency-missing = { $form ->
    [du] **Wird jemand vermisst? Ruf sofort [110](tel:110) an**, die Polizei. Du musst nicht erst 24 Stunden warten. Ist jemand krank, verwirrt oder in Gefahr, zählt jede Minute. Bei Verletzten: [112](tel:112). Der Anruf kostet nichts.

    Gut zu wissen für den Anruf: wie die Person aussieht, was sie trägt, wo sie zuletzt war, welche Medikamente sie braucht.

    Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest.
   *[sie] **Wird jemand vermisst? Rufen Sie sofort [110](tel:110) an**, die Polizei. Sie müssen nicht erst 24 Stunden warten. Ist jemand krank, verwirrt oder in Gefahr, zählt jede Minute. Bei Verletzten: [112](tel:112). Der Anruf kostet nichts.

    Gut zu wissen für den Anruf: wie die Person aussieht, was sie trägt, wo sie zuletzt war, welche Medikamente sie braucht.

    Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest.
}
emergency-home = { $form ->
    [du] **Niemand darf dir Gewalt antun. In Gefahr ruf sofort [110](tel:110) an**, wenn jemand verletzt ist [112](tel:112).

    Es gibt Hilfe, kostenlos und ohne deinen Namen:

    - Hilfetelefon Gewalt gegen Frauen, Tag und Nacht, in vielen Sprachen: [116 016](tel:116016)
    - Hilfetelefon Gewalt an Männern: [0800 1239900](tel:08001239900)
    - Kinder und Jugendliche, Nummer gegen Kummer: [116 111](tel:116111)

    Dieser Chat ist **kein Notruf**.
   *[sie] **Niemand darf Ihnen Gewalt antun. In Gefahr rufen Sie sofort [110](tel:110) an**, wenn jemand verletzt ist [112](tel:112).

    Es gibt Hilfe, kostenlos und ohne Ihren Namen:

    - Hilfetelefon Gewalt gegen Frauen, Tag und Nacht, in vielen Sprachen: [116 016](tel:116016)
    - Hilfetelefon Gewalt an Männern: [0800 1239900](tel:08001239900)
    - Kinder und Jugendliche, Nummer gegen Kummer: [116 111](tel:116111)

    Dieser Chat ist **kein Notruf**.
}
emergency-child = { $form ->
    [du] **Ist ein Kind in Gefahr oder verschwunden, ruf sofort [110](tel:110) an**, wenn es verletzt ist [112](tel:112).

    Es gibt Hilfe, kostenlos und ohne deinen Namen:

    - Kinder und Jugendliche, Nummer gegen Kummer: [116 111](tel:116111)
    - Elterntelefon: [0800 1110550](tel:08001110550)
    - Hilfe-Telefon Sexueller Missbrauch: [0800 2255530](tel:08002255530)

    Dieser Chat ist **kein Notruf**.
   *[sie] **Ist ein Kind in Gefahr oder verschwunden, rufen Sie sofort [110](tel:110) an**, wenn es verletzt ist [112](tel:112).

    Es gibt Hilfe, kostenlos und ohne Ihren Namen:

    - Kinder und Jugendliche, Nummer gegen Kummer: [116 111](tel:116111)
    - Elterntelefon: [0800 1110550](tel:08001110550)
    - Hilfe-Telefon Sexueller Missbrauch: [0800 2255530](tel:08002255530)

    Dieser Chat ist **kein Notruf**.
}
emergency-life = { $form ->
    [du] Was du schreibst, nehmen wir ernst. **Bitte sprich jetzt mit einem Menschen.** Die TelefonSeelsorge ist Tag und Nacht da, kostenlos und ohne deinen Namen:

    - [0800 1110111](tel:08001110111), [0800 1110222](tel:08001110222) oder [116 123](tel:116123)
    - Kinder und Jugendliche, Nummer gegen Kummer: [116 111](tel:116111)

    Bei akuter Gefahr **ruf sofort [112](tel:112) an**, die Polizei unter [110](tel:110). Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest.
   *[sie] Was Sie schreiben, nehmen wir ernst. **Bitte sprechen Sie jetzt mit einem Menschen.** Die TelefonSeelsorge ist Tag und Nacht da, kostenlos und ohne Ihren Namen:

    - [0800 1110111](tel:08001110111), [0800 1110222](tel:08001110222) oder [116 123](tel:116123)
    - Kinder und Jugendliche, Nummer gegen Kummer: [116 111](tel:116111)

    Bei akuter Gefahr **rufen Sie sofort [112](tel:112) an**, die Polizei unter [110](tel:110). Dieser Chat ist **kein Notruf**: Es kann dauern, bis hier ein Mensch liest.
}
emergency-offer = { $form ->
    [du] Soll ich deine Nachricht außerdem an einen Menschen in der Verwaltung weitergeben? Den Anruf unter [112](tel:112) oder [110](tel:110) ersetzt das nicht, und die Antwort kann dauern.
   *[sie] Soll ich Ihre Nachricht außerdem an einen Menschen in der Verwaltung weitergeben? Den Anruf unter [112](tel:112) oder [110](tel:110) ersetzt das nicht, und die Antwort kann dauern.
}
emergency-declined = { $form ->
    [du] Gut, ich gebe nichts weiter. In Gefahr hilft man dir sofort unter [112](tel:112), die Polizei unter [110](tel:110). Schreib mir jederzeit wieder.
   *[sie] Gut, ich gebe nichts weiter. In Gefahr hilft man Ihnen sofort unter [112](tel:112), die Polizei unter [110](tel:110). Schreiben Sie mir jederzeit wieder.
}
