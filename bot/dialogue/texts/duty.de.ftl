## Was Zeit und Abwesenheit mit einem Anliegen machen

staff-hands-over = { $form ->
    [du] Ab jetzt antwortet dir **{ $name }**, auch aus der Verwaltung. Du musst nichts noch einmal schreiben.
   *[sie] Ab jetzt antwortet Ihnen **{ $name }**, auch aus der Verwaltung. Sie müssen nichts noch einmal schreiben.
}
staff-reopens = { $form ->
    [du] Mit deinem Anliegen **{ $receipt }** geht es weiter: **{ $name }** aus der Verwaltung schreibt dir dazu noch einmal. Ich bin so lange still.
   *[sie] Mit Ihrem Anliegen **{ $receipt }** geht es weiter: **{ $name }** aus der Verwaltung schreibt Ihnen dazu noch einmal. Ich bin so lange still.
}
remind-turn = { $form ->
    [du] Zu deinem Anliegen **{ $receipt }** warten wir auf deine Antwort. Fehlt noch etwas? Dann schreib einfach hier. Hören wir in den nächsten { $days ->
        [one] Servicetag
       *[other] { $days } Servicetagen
    } nichts von dir, schließen wir es. Auch danach kannst du es noch einmal öffnen.
   *[sie] Zu Ihrem Anliegen **{ $receipt }** warten wir auf Ihre Antwort. Fehlt noch etwas? Dann schreiben Sie einfach hier. Hören wir in den nächsten { $days ->
        [one] Servicetag
       *[other] { $days } Servicetagen
    } nichts von Ihnen, schließen wir es. Auch danach können Sie es noch einmal öffnen.
}
ended-no-reaction = { $form ->
    [du] Wir haben lange nichts von dir gehört und schließen dein Anliegen. Ab jetzt antwortet wieder die Maschine. Ist noch etwas offen, drück einfach den Knopf.
   *[sie] Wir haben lange nichts von Ihnen gehört und schließen Ihr Anliegen. Ab jetzt antwortet wieder die Maschine. Ist noch etwas offen, drücken Sie einfach den Knopf.
}
reopened = { $form ->
    [du] Dein Anliegen **{ $receipt }** ist wieder offen und liegt an seinem alten Platz bei der Verwaltung. Was du geschrieben hast, ist dabei. Du hörst spätestens { $promise } von uns.
   *[sie] Ihr Anliegen **{ $receipt }** ist wieder offen und liegt an seinem alten Platz bei der Verwaltung. Was Sie geschrieben haben, ist dabei. Sie hören spätestens { $promise } von uns.
}
reopened-led = { $form ->
    [du] Dein Anliegen **{ $receipt }** ist wieder offen, an deinem alten Platz. Persönliches bitte nicht hier: **[Weiter im Web-Chat]({ $url })**. Der Link gilt { $hours } Stunden und einmal.
   *[sie] Ihr Anliegen **{ $receipt }** ist wieder offen, an Ihrem alten Platz. Persönliches bitte nicht hier: **[Weiter im Web-Chat]({ $url })**. Der Link gilt { $hours } Stunden und einmal.
}
reopened-with = { $form ->
    [du] Dein Anliegen **{ $receipt }** ist wieder offen, und **{ $name }** ist gerade da. Schreib einfach weiter; ich bin so lange still.
   *[sie] Ihr Anliegen **{ $receipt }** ist wieder offen, und **{ $name }** ist gerade da. Schreiben Sie einfach weiter; ich bin so lange still.
}
reopen-late = { $form ->
    [du] Dieses Anliegen lässt sich nicht mehr öffnen. Schreib mir einfach neu, worum es geht, oder sprich mit einem Menschen.
   *[sie] Dieses Anliegen lässt sich nicht mehr öffnen. Schreiben Sie mir einfach neu, worum es geht, oder sprechen Sie mit einem Menschen.
}
button-reopen = Noch etwas zu diesem Anliegen
button-belongs = Gehört zu meinem letzten Anliegen
