# E-Mails. Sie nennen nie, was jemand geschrieben hat, und keine Namen: nur Vorgangsnummer, Fachbereich, Link.

mail-from = Chat { $town }
mail-desk = Zum Arbeitsplatz: <{ $url }>

mail-waiting-subject = { $n ->
    [one] Ein Anliegen wartet
   *[other] { $n } Anliegen warten
}
mail-waiting = { $n ->
    [one] Ein Anliegen wartet darauf, dass es jemand übernimmt:
   *[other] { $n } Anliegen warten darauf, dass sie jemand übernimmt:
}
mail-waiting-line = { $receipt }, { $department }, wartet seit { $since }
mail-waiting-more = und { $n } weitere
mail-waiting-staff = Ob und wie oft solche Nachrichten kommen, lässt sich hier einstellen: <{ $url }>
mail-waiting-department = Diese Nachricht geht an das Postfach des Fachbereichs, weil es die Stadtverwaltung so eingerichtet hat.

mail-due-subject = { $n ->
    [one] Ein Anliegen ist bald fällig
   *[other] { $n } Anliegen sind bald fällig
}
mail-due = { $n ->
    [one] Für ein Anliegen läuft die zugesagte Zeit bald ab:
   *[other] Für { $n } Anliegen läuft die zugesagte Zeit bald ab:
}
mail-due-line = { $taken ->
    [yes] { $receipt }, { $department }, zugesagt bis { $promise }, bei { $owner }
   *[no] { $receipt }, { $department }, zugesagt bis { $promise }, noch bei niemandem
}
mail-late-subject = { $n ->
    [one] Ein Anliegen wartet länger als zugesagt
   *[other] { $n } Anliegen warten länger als zugesagt
}
mail-late = { $n ->
    [one] Für ein Anliegen ist die zugesagte Zeit vorbei. Bitte dafür sorgen, dass es jemand beantwortet:
   *[other] Für { $n } Anliegen ist die zugesagte Zeit vorbei. Bitte dafür sorgen, dass sie jemand beantwortet:
}
mail-nobody-subject = Es wartet jemand, und niemand ist da
mail-nobody = Seit zwei Servicestunden ist niemand am Arbeitsplatz, und es warten Anliegen: { $departments }. Ist der Bereich länger nicht besetzt, bitte am Arbeitsplatz unter *Dienst* eine Vertretung eintragen.

mail-reply-subject = { $form ->
    [du] Deine Antwort liegt bereit
   *[sie] Ihre Antwort liegt bereit
}
mail-hello = { $form ->
    [du] Hallo,
   *[sie] Guten Tag,
}
mail-reply = { $form ->
    [du] zu deinem Anliegen { $receipt } ({ $department }) liegt im Chat eine Antwort bereit.
   *[sie] zu Ihrem Anliegen { $receipt } ({ $department }) liegt im Chat eine Antwort bereit.
}
mail-reply-link = { $form ->
    [du] Hier kannst du sie lesen: <{ $url }>
   *[sie] Hier können Sie sie lesen: <{ $url }>
}
mail-reply-elsewhere = { $form ->
    [du] Auf dem Gerät, auf dem du geschrieben hast, öffnet sich das Gespräch von selbst. Auf einem anderen brauchst du die Vorgangsnummer und den geheimen Code aus dem Chat. Der Code steht mit Absicht nicht in dieser E-Mail.
   *[sie] Auf dem Gerät, auf dem Sie geschrieben haben, öffnet sich das Gespräch von selbst. Auf einem anderen brauchen Sie die Vorgangsnummer und den geheimen Code aus dem Chat. Der Code steht mit Absicht nicht in dieser E-Mail.
}
mail-reply-stop = { $form ->
    [du] Du bekommst diese E-Mail, weil jemand diese Adresse im Chat angegeben hat. Das warst nicht du, oder du willst keine weitere? Hier wird die Adresse gelöscht: <{ $url }>
   *[sie] Sie bekommen diese E-Mail, weil jemand diese Adresse im Chat angegeben hat. Das waren nicht Sie, oder Sie möchten keine weitere? Hier wird die Adresse gelöscht: <{ $url }>
}
mail-noreply = Antworten auf diese E-Mail liest niemand. Telefon: { $phone }

mail-alarm-subject = { $town }: Bürgerdraht braucht Aufmerksamkeit
mail-alarm = Bitte nachsehen:
mail-alarm-dead = { $n ->
    [one] Eine Nachricht konnte in den letzten 24 Stunden endgültig nicht zugestellt werden.
   *[other] { $n } Nachrichten konnten in den letzten 24 Stunden endgültig nicht zugestellt werden.
}
mail-alarm-late = { $n ->
    [one] Ein Anliegen wartet länger als zugesagt: { $receipts }.
   *[other] { $n } Anliegen warten länger als zugesagt: { $receipts }.
}
mail-alarm-nobody = { $department }: Seit mindestens zwei Servicestunden wartet jemand, und niemand ist da (gemeldet { $since }).
mail-alarm-telegram = Telegram lehnt das Bot-Token ab, seit { $since }. Über Telegram geht nichts hinein und nichts hinaus.
mail-alarm-memory = Der Speicher ist fast voll, seit { $since }. Neue Fragen werden abgelehnt; nichts geht verloren.
mail-alarm-replicas = Zu wenige Kopien des Speichers folgen, seit { $since }. Neues wird nicht bestätigt, bis sie es wieder tun.
mail-alarm-glass = Seit { $since } hat jemand ohne zweite Person eine Rolle auf Zeit (staff break-glass). Wer und warum, steht am Arbeitsplatz unter „Rechte prüfen“.
mail-alarm-audit = Das Protokoll wird nicht mehr versiegelt, gemeldet { $since }. Es wird weiter geschrieben, ist aber nicht geschützt.
mail-alarm-end = Mehr dazu sagt `buergerdraht doctor` auf dem Server.

mail-test-subject = Probe-Nachricht
mail-test = Das ist eine Probe: E-Mails von { $town } kommen an.
mail-glass-subject = { $town }: Eine Rolle wurde ohne zweite Person vergeben
mail-glass = { $login } hat bis { $until } auch die Rolle „{ $role }“. Die Rolle wurde auf dem Server ohne zweite Person vergeben und endet von selbst. Bitte nachsehen, ob das in Ordnung ist; der Grund steht am Arbeitsplatz.

mail-threat-subject = In einem Gespräch wurde eine Drohung erkannt
mail-threat = In einem Gespräch hat die Software eine Drohung erkannt. Bitte gleich ansehen und mit der Person sprechen, die das Anliegen hat. Den Text zeigt der Arbeitsplatz erst auf Klick; dort gibt es auch die Datei für eine Anzeige. Bei akuter Gefahr: 110.
mail-review-subject = { $n ->
    [one] Jemand bittet um Überprüfung einer Maßnahme
   *[other] { $n } Bitten um Überprüfung warten
}
mail-review = { $n ->
    [one] Eine Bürgerin oder ein Bürger bittet darum, dass eine andere Person eine Maßnahme überprüft:
   *[other] { $n } Bitten um Überprüfung einer Maßnahme warten auf eine Entscheidung:
}
mail-review-line = { $receipt }, { $department }, zugesagt bis { $due }
