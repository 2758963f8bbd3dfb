### What the bot says in German. $form is "sie" or "du"; every text may also use $town, $phone, $counter, $privacy and
### $netiquette (the link to the rules; the rules themselves are $rules, $rules_version, $rules_review). Markdown: paragraphs, **bold**, lists, [links](https://…).

## First contact and courtesies

greeting = { $form ->
    [du] Hallo! Hier antwortet eine **Maschine** der Stadt { $town } mit geprüften Texten. Einen **Menschen** erreichst du jederzeit. Bitte schreib freundlich und nenne keine Daten anderer Personen: /netiquette (Fassung { $version }). [Datenschutz]({ $privacy })
   *[sie] Guten Tag! Hier antwortet eine **Maschine** der Stadt { $town } mit geprüften Texten. Einen **Menschen** erreichen Sie jederzeit. Bitte schreiben Sie freundlich und nennen Sie keine Daten anderer Personen: /netiquette (Fassung { $version }). [Datenschutz]({ $privacy })
}
welcome-back = { $form ->
    [du] Schön, dass du wieder da bist. Was möchtest du wissen? Schreib es einfach in einem Satz.
   *[sie] Schön, dass Sie wieder da sind. Was möchten Sie wissen? Schreiben Sie es einfach in einem Satz.
}
hello-again = { $form ->
    [du] Hallo! Was möchtest du wissen? Schreib es einfach in einem Satz.
   *[sie] Guten Tag! Was möchten Sie wissen? Schreiben Sie es einfach in einem Satz.
}
listening = { $form ->
    [du] Gern. Worum geht es? Schreib mir deine Frage in einem Satz.
   *[sie] Gern. Worum geht es? Schreiben Sie mir Ihre Frage in einem Satz.
}
thanks-reply = { $form ->
    [du] Gern! Wenn noch etwas ist, schreib einfach.
   *[sie] Gern! Wenn noch etwas ist, schreiben Sie einfach.
}
nothing-more = { $form ->
    [du] Gut. Wenn noch etwas ist, schreib einfach.
   *[sie] Gut. Wenn noch etwas ist, schreiben Sie einfach.
}
i-am-a-machine = { $form ->
    [du] Ich bin eine Maschine und antworte mit Texten, die Menschen in der Verwaltung geschrieben haben. Wenn du mit einem Menschen sprechen möchtest, sag es einfach.
   *[sie] Ich bin eine Maschine und antworte mit Texten, die Menschen in der Verwaltung geschrieben haben. Wenn Sie mit einem Menschen sprechen möchten, sagen Sie es einfach.
}
rude = { $form ->
    [du] Du bist verärgert, das tut mir leid. Lass uns freundlich bleiben, dann finden wir eine Lösung. Du kannst auch mit einem Menschen sprechen.
   *[sie] Sie sind verärgert, das tut mir leid. Lassen Sie uns freundlich bleiben, dann finden wir eine Lösung. Sie können auch mit einem Menschen sprechen.
}
junk = { $form ->
    [du] Das habe ich nicht verstanden. Schreib mir bitte in einem Satz, was du wissen möchtest, zum Beispiel: „Was kostet ein Personalausweis?“
   *[sie] Das habe ich nicht verstanden. Schreiben Sie mir bitte in einem Satz, was Sie wissen möchten, zum Beispiel: „Was kostet ein Personalausweis?“
}
help = { $form ->
    [du] Das kannst du hier tun, mit den Knöpfen oder in eigenen Worten:

    - eine Frage stellen, zum Beispiel „Wann hat das Bürgerbüro auf?“
    - mit einem Menschen sprechen: /mensch
    - sehen, wie weit dein Anliegen ist: /status
    - dein Anliegen zurückziehen: /abbrechen
    - Leichte Sprache: /leicht, Englisch: /english
    - Regeln: /netiquette, Datenschutz: /datenschutz

    Telefonisch erreichst du uns unter { $phone }, vor Ort hier: { $counter }.
   *[sie] Das können Sie hier tun, mit den Knöpfen oder in eigenen Worten:

    - eine Frage stellen, zum Beispiel „Wann hat das Bürgerbüro auf?“
    - mit einem Menschen sprechen: /mensch
    - sehen, wie weit Ihr Anliegen ist: /status
    - Ihr Anliegen zurückziehen: /abbrechen
    - Leichte Sprache: /leicht, Englisch: /english
    - Regeln: /netiquette, Datenschutz: /datenschutz

    Telefonisch erreichen Sie uns unter { $phone }, vor Ort hier: { $counter }.
}
netiquette = { $rules }

    Fassung { $rules_version }, das nächste Mal überprüft am { $rules_review }. [Als Webseite]({ $netiquette })
privacy = { $form ->
    [du] Was wir mit deinen Daten machen, steht hier: [Datenschutz]({ $privacy }). Bitte schreib hier keine Konto-, Karten- oder Ausweisnummern. Erkenne ich eine, nehme ich sie vor dem Speichern heraus.
   *[sie] Was wir mit Ihren Daten machen, steht hier: [Datenschutz]({ $privacy }). Bitte schreiben Sie hier keine Konto-, Karten- oder Ausweisnummern. Erkenne ich eine, nehme ich sie vor dem Speichern heraus.
}
language-set = Gern, ab jetzt auf Deutsch.
language-offer = Shall I continue in English?
language-kept = Gut, dann bleiben wir bei Deutsch.
easy-on = { $form ->
    [du] Ich schreibe jetzt in Leichter Sprache. Das geht nicht bei jeder Antwort. Dann sage ich es dir.
   *[sie] Ich schreibe jetzt in Leichter Sprache. Das geht nicht bei jeder Antwort. Dann sage ich es Ihnen.
}
easy-off = Gut, ab jetzt wieder in Alltagssprache.
masked = { $form ->
    [du] Zu deiner Sicherheit: { $kind ->
        [iban] Ich habe die Kontonummer (IBAN) aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [card] Ich habe die Kartennummer aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [tax-id] Ich habe die Steuernummer aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [social-security] Ich habe die Sozialversicherungsnummer aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [id-card] Ich habe die Ausweisnummer aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [phone] Ich habe die Telefonnummer aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [email] Ich habe die E-Mail-Adresse aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [birth-date] Ich habe das Geburtsdatum aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [file-number] Ich habe das Aktenzeichen aus deiner Nachricht genommen, bevor sie gespeichert wurde.
        [several] Ich habe persönliche Angaben aus deiner Nachricht genommen, bevor sie gespeichert wurde.
       *[other] Ich habe persönliche Angaben aus deiner Nachricht genommen, bevor sie gespeichert wurde.
    }
   *[sie] Zu Ihrer Sicherheit: { $kind ->
        [iban] Ich habe die Kontonummer (IBAN) aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [card] Ich habe die Kartennummer aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [tax-id] Ich habe die Steuernummer aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [social-security] Ich habe die Sozialversicherungsnummer aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [id-card] Ich habe die Ausweisnummer aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [phone] Ich habe die Telefonnummer aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [email] Ich habe die E-Mail-Adresse aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [birth-date] Ich habe das Geburtsdatum aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [file-number] Ich habe das Aktenzeichen aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
        [several] Ich habe persönliche Angaben aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
       *[other] Ich habe persönliche Angaben aus Ihrer Nachricht genommen, bevor sie gespeichert wurde.
    }
}
flooded = { $form ->
    [du] Das waren sehr viele Nachrichten auf einmal. Was jetzt noch kommt, kann ich nicht annehmen. Bitte warte eine Minute und schreib dann weiter. Wenn es eilt: { $phone }.
   *[sie] Das waren sehr viele Nachrichten auf einmal. Was jetzt noch kommt, kann ich nicht annehmen. Bitte warten Sie eine Minute und schreiben Sie dann weiter. Wenn es eilt: { $phone }.
}
cannot-take = { $form ->
    [du] Diese Art von Nachricht kann ich nicht annehmen, zum Beispiel Umfragen, Spiele und Zahlungen. Auch in der Verwaltung sieht sie niemand. Schreib es mir bitte als Text, oder schick ein Foto, ein Dokument oder den Standort.
   *[sie] Diese Art von Nachricht kann ich nicht annehmen, zum Beispiel Umfragen, Spiele und Zahlungen. Auch in der Verwaltung sieht sie niemand. Schreiben Sie es mir bitte als Text, oder schicken Sie ein Foto, ein Dokument oder den Standort.
}
topic-opened = { $form ->
    [du] Hier geht es um: **{ $department }**. Tippe auf eine der häufigen Fragen, oder schreib deine eigene.
   *[sie] Hier geht es um: **{ $department }**. Tippen Sie auf eine der häufigen Fragen, oder schreiben Sie Ihre eigene.
}
late-button = { $form ->
    [du] Dieser Knopf gehört zu einem früheren Schritt und bewirkt nichts mehr. Schreib mir einfach, was du brauchst.
   *[sie] Dieser Knopf gehört zu einem früheren Schritt und bewirkt nichts mehr. Schreiben Sie mir einfach, was Sie brauchen.
}

## Answers

answer-source = Quelle: [{ $office }]({ $url }) · geprüft am { $date }
fallback-note = Diese Antwort gibt es nur auf Deutsch.
easy-missing = Diese Antwort gibt es noch nicht in Leichter Sprache.
entry-gone = { $form ->
    [du] Diese Antwort gibt es nicht mehr. Frag bitte noch einmal in eigenen Worten, oder ruf uns an: { $phone }. Vor Ort hilft dir: { $counter }.
   *[sie] Diese Antwort gibt es nicht mehr. Fragen Sie bitte noch einmal in eigenen Worten, oder rufen Sie uns an: { $phone }. Vor Ort hilft Ihnen: { $counter }.
}
glad = { $form ->
    [du] Das freut mich. Wenn du noch eine Frage hast, schreib sie einfach.
   *[sie] Das freut mich. Wenn Sie noch eine Frage haben, schreiben Sie sie einfach.
}
suggest = { $form ->
    [du] Meinst du vielleicht eine dieser Fragen? Tippe auf die passende.
   *[sie] Meinen Sie vielleicht eine dieser Fragen? Tippen Sie auf die passende.
}
suggest-or-person = { $form ->
    [du] Ich bin mir nicht sicher. Passt eine dieser Fragen? Sonst verbinde ich dich gern mit einem Menschen. Telefon: { $phone }, vor Ort: { $counter }.
   *[sie] Ich bin mir nicht sicher. Passt eine dieser Fragen? Sonst verbinde ich Sie gern mit einem Menschen. Telefon: { $phone }, vor Ort: { $counter }.
}
ask-suggestion = Welche dieser Fragen passt?
remind-suggestion = { $form ->
    [du] Ist deine Frage noch offen? Tippe auf die passende oder sprich mit einem Menschen. Hören wir nichts, schließe ich das Gespräch morgen. Du kannst jederzeit neu fragen.
   *[sie] Ist Ihre Frage noch offen? Tippen Sie auf die passende oder sprechen Sie mit einem Menschen. Hören wir nichts, schließe ich das Gespräch morgen. Sie können jederzeit neu fragen.
}

## The offer of a person

offer-concern = { $form ->
    [du] Das nehme ich für die Verwaltung auf. Soll ich es an einen Menschen weitergeben?

    Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Das nehme ich für die Verwaltung auf. Soll ich es an einen Menschen weitergeben?

    Sie erreichen uns auch so: { $phone } oder { $counter }.
}
offer-no-match = { $form ->
    [du] Darauf habe ich keine geprüfte Antwort. Soll ich deine Frage an einen Menschen in der Verwaltung weitergeben?

    Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Darauf habe ich keine geprüfte Antwort. Soll ich Ihre Frage an einen Menschen in der Verwaltung weitergeben?

    Sie erreichen uns auch so: { $phone } oder { $counter }.
}
offer-again = { $form ->
    [du] Auch darauf habe ich leider keine Antwort. Ein Mensch kann dir besser helfen. Soll ich deine Frage weitergeben?

    Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Auch darauf habe ich leider keine Antwort. Ein Mensch kann Ihnen besser helfen. Soll ich Ihre Frage weitergeben?

    Sie erreichen uns auch so: { $phone } oder { $counter }.
}
offer-not-helped = { $form ->
    [du] Das tut mir leid. Soll ich deine Frage an einen Menschen in der Verwaltung weitergeben?

    Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Das tut mir leid. Soll ich Ihre Frage an einen Menschen in der Verwaltung weitergeben?

    Sie erreichen uns auch so: { $phone } oder { $counter }.
}
offer-none = { $form ->
    [du] Gut, dann ist es etwas anderes. Frag gern noch einmal mit anderen Worten. Oder soll ich deine Frage an einen Menschen weitergeben?

    Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Gut, dann ist es etwas anderes. Fragen Sie gern noch einmal mit anderen Worten. Oder soll ich Ihre Frage an einen Menschen weitergeben?

    Sie erreichen uns auch so: { $phone } oder { $counter }.
}
offer-entry-gone = { $form ->
    [du] Diese Antwort gibt es nicht mehr. Soll ich deine Frage an einen Menschen in der Verwaltung weitergeben?

    Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Diese Antwort gibt es nicht mehr. Soll ich Ihre Frage an einen Menschen in der Verwaltung weitergeben?

    Sie erreichen uns auch so: { $phone } oder { $counter }.
}
offer-attachment = { $form ->
    [du] Danke. Bilder, Dateien, Orte und Sprachnachrichten kann sich nur ein Mensch ansehen oder anhören. Soll ich das weitergeben?

    Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Danke. Bilder, Dateien, Orte und Sprachnachrichten kann sich nur ein Mensch ansehen oder anhören. Soll ich das weitergeben?

    Sie erreichen uns auch so: { $phone } oder { $counter }.
}
offer-declined = { $form ->
    [du] Gut. Frag gern noch einmal mit anderen Worten. Telefonisch erreichst du uns unter { $phone }, vor Ort hier: { $counter }.
   *[sie] Gut. Fragen Sie gern noch einmal mit anderen Worten. Telefonisch erreichen Sie uns unter { $phone }, vor Ort hier: { $counter }.
}
ask-offer = { $form ->
    [du] Soll ich deine Frage an einen Menschen in der Verwaltung weitergeben? Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Soll ich Ihre Frage an einen Menschen in der Verwaltung weitergeben? Sie erreichen uns auch so: { $phone } oder { $counter }.
}
remind-offer = { $form ->
    [du] Deine Frage ist noch offen. Soll ich sie an einen Menschen weitergeben? Hören wir nichts, schließe ich das Gespräch morgen. Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Ihre Frage ist noch offen. Soll ich sie an einen Menschen weitergeben? Hören wir nichts, schließe ich das Gespräch morgen. Sie erreichen uns auch so: { $phone } oder { $counter }.
}

## In groups and from other chats, where others read along

public-help = { $form ->
    [du] Hier antwortet eine **Maschine** der Stadt { $town } mit geprüften Texten. Sprich mich mit einer allgemeinen Frage an, dann antworte ich in der Gruppe. Was dich persönlich betrifft, schreib mir bitte allein.
   *[sie] Hier antwortet eine **Maschine** der Stadt { $town } mit geprüften Texten. Sprechen Sie mich mit einer allgemeinen Frage an, dann antworte ich in der Gruppe. Was Sie persönlich betrifft, schreiben Sie mir bitte allein.
}
public-no-match = { $form ->
    [du] Darauf habe ich hier keine geprüfte Antwort. Anliegen nehme ich in Gruppen nicht auf. Schreib mir bitte allein, dort erreichst du auch einen Menschen. Telefon: { $phone }, vor Ort: { $counter }.
   *[sie] Darauf habe ich hier keine geprüfte Antwort. Anliegen nehme ich in Gruppen nicht auf. Schreiben Sie mir bitte allein, dort erreichen Sie auch einen Menschen. Telefon: { $phone }, vor Ort: { $counter }.
}
button-private = Allein mit der Stadt schreiben
inline-ask = Die Stadt selbst fragen

## From the wish for a person to the handoff

ask-subject = { $form ->
    [du] Gern verbinde ich dich mit einem Menschen. Worum geht es? Ein Satz genügt, dann landet dein Anliegen gleich an der richtigen Stelle.
   *[sie] Gern verbinde ich Sie mit einem Menschen. Worum geht es? Ein Satz genügt, dann landet Ihr Anliegen gleich an der richtigen Stelle.
}
remind-subject = { $form ->
    [du] Möchtest du noch mit einem Menschen sprechen? Dann schreib bitte in einem Satz, worum es geht. Hören wir nichts, schließe ich das Gespräch morgen. Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Möchten Sie noch mit einem Menschen sprechen? Dann schreiben Sie bitte in einem Satz, worum es geht. Hören wir nichts, schließe ich das Gespräch morgen. Sie erreichen uns auch so: { $phone } oder { $counter }.
}
ask-kind = Gern. Was für ein Anliegen ist es?
ask-place = { $form ->
    [du] Wo ist das? Schreib die Straße und die Hausnummer oder schick den Standort. Ein Foto hilft auch.
   *[sie] Wo ist das? Schreiben Sie die Straße und die Hausnummer oder schicken Sie den Standort. Ein Foto hilft auch.
}
ask-department = { $form ->
    [du] Welcher Bereich passt? Wenn du es nicht weißt, ist das kein Problem.
   *[sie] Welcher Bereich passt? Wenn Sie es nicht wissen, ist das kein Problem.
}
handoff-made = { $form ->
    [du] Dein Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Es sind gerade Menschen für dich da. Du hörst spätestens von uns: { $promise }. Bis dahin kannst du hier gern noch etwas ergänzen.
   *[sie] Ihr Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Es sind gerade Menschen für Sie da. Sie hören spätestens von uns: { $promise }. Bis dahin können Sie hier gern noch etwas ergänzen.
}
handoff-made-place = { $form ->
    [du] Dein Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Du bist auf Platz { $place } der Warteschlange. Zuletzt hat es meist etwa { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
    } gedauert. Bis dahin kannst du hier gern noch etwas ergänzen.
   *[sie] Ihr Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Sie sind auf Platz { $place } der Warteschlange. Zuletzt hat es meist etwa { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
    } gedauert. Bis dahin können Sie hier gern noch etwas ergänzen.
}
handoff-made-nobody = { $form ->
    [du] Dein Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Gerade ist niemand im Chat. Du hörst spätestens von uns: { $promise }. Wenn es eilt: { $phone } oder { $counter }.
   *[sie] Ihr Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Gerade ist niemand im Chat. Sie hören spätestens von uns: { $promise }. Wenn es eilt: { $phone } oder { $counter }.
}
handoff-made-closed = { $form ->
    [du] Dein Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Dort ist jetzt geschlossen. Du hörst spätestens von uns: { $promise }. Während der Öffnungszeiten erreichst du uns auch so: { $phone } oder { $counter }.
   *[sie] Ihr Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Dort ist jetzt geschlossen. Sie hören spätestens von uns: { $promise }. Während der Öffnungszeiten erreichen Sie uns auch so: { $phone } oder { $counter }.
}
handoff-made-closure = { $form ->
    [du] Dein Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Dort ist gerade außer der Reihe geschlossen{ $named ->
        [no] { "" }
       *[yes] { " " }({ $name })
    }. Du hörst spätestens von uns: { $promise }. Wenn es eilt: { $phone } oder { $counter }.
   *[sie] Ihr Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Dort ist gerade außer der Reihe geschlossen{ $named ->
        [no] { "" }
       *[yes] { " " }({ $name })
    }. Sie hören spätestens von uns: { $promise }. Wenn es eilt: { $phone } oder { $counter }.
}
handoff-made-holiday = { $form ->
    [du] Dein Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Heute ist Feiertag, deshalb ist niemand da. Du hörst spätestens von uns: { $promise }. An Werktagen erreichst du uns auch so: { $phone } oder { $counter }.
   *[sie] Ihr Anliegen ist angekommen. Nummer: **{ $receipt }**, zuständig: { $department }.

    Heute ist Feiertag, deshalb ist niemand da. Sie hören spätestens von uns: { $promise }. An Werktagen erreichen Sie uns auch so: { $phone } oder { $counter }.
}
cancelled = { $form ->
    [du] Gut, ich habe abgebrochen und nichts weitergegeben. Du kannst jederzeit neu fragen. Telefon: { $phone }, vor Ort: { $counter }.
   *[sie] Gut, ich habe abgebrochen und nichts weitergegeben. Sie können jederzeit neu fragen. Telefon: { $phone }, vor Ort: { $counter }.
}
nothing-to-cancel = { $form ->
    [du] Es ist gerade nichts offen, was ich abbrechen könnte. Wenn du eine Frage hast, schreib sie einfach.
   *[sie] Es ist gerade nichts offen, was ich abbrechen könnte. Wenn Sie eine Frage haben, schreiben Sie sie einfach.
}
parked-apology = { $form ->
    [du] Entschuldige, mit deiner letzten Nachricht hatten wir ein technisches Problem. Damit nichts verloren geht, kümmert sich ein Mensch darum. Wenn es eilt: { $phone } oder { $counter }.
   *[sie] Entschuldigen Sie, mit Ihrer letzten Nachricht hatten wir ein technisches Problem. Damit nichts verloren geht, kümmert sich ein Mensch darum. Wenn es eilt: { $phone } oder { $counter }.
}
parked-in-handoff = { $form ->
    [du] Entschuldige, mit deiner letzten Nachricht hatten wir ein technisches Problem. Bitte schick sie noch einmal mit anderen Worten, oder ruf uns an: { $phone }. Vor Ort: { $counter }.
   *[sie] Entschuldigen Sie, mit Ihrer letzten Nachricht hatten wir ein technisches Problem. Bitte schicken Sie sie noch einmal mit anderen Worten, oder rufen Sie uns an: { $phone }. Vor Ort: { $counter }.
}

## Waiting

waiting-added = { $form ->
    [du] Danke, ich habe das zu deinem Anliegen gelegt.
   *[sie] Danke, ich habe das zu Ihrem Anliegen gelegt.
}
waiting-kept = { $form ->
    [du] Gut, dein Anliegen bleibt bei uns. Ein Mensch meldet sich hier.
   *[sie] Gut, Ihr Anliegen bleibt bei uns. Ein Mensch meldet sich hier.
}
waiting-suggestion = { $form ->
    [du] Während du wartest: Vielleicht hilft dir das schon. Dein Anliegen bleibt bei uns.
   *[sie] Während Sie warten: Vielleicht hilft Ihnen das schon. Ihr Anliegen bleibt bei uns.
}
waiting-suggestions = { $form ->
    [du] Während du wartest: Passt eine dieser Fragen? Dein Anliegen bleibt bei uns.
   *[sie] Während Sie warten: Passt eine dieser Fragen? Ihr Anliegen bleibt bei uns.
}
waiting-suggestion-fallback = { waiting-suggestion } Diese Antwort gibt es nur auf Deutsch.
waiting-suggestion-easy = { waiting-suggestion } Diese Antwort gibt es noch nicht in Leichter Sprache.
withdraw-ask = { $form ->
    [du] Das freut mich. Möchtest du dein Anliegen zurückziehen, oder soll sich trotzdem ein Mensch melden?
   *[sie] Das freut mich. Möchten Sie Ihr Anliegen zurückziehen, oder soll sich trotzdem ein Mensch melden?
}
status-none = { $form ->
    [du] Gerade wartet kein Anliegen von dir. Wenn du mit einem Menschen sprechen möchtest, sag es einfach.
   *[sie] Gerade wartet kein Anliegen von Ihnen. Wenn Sie mit einem Menschen sprechen möchten, sagen Sie es einfach.
}
status-unfinished = { $form ->
    [du] Dein Anliegen ist noch nicht weitergegeben. Dafür brauche ich noch eine Antwort von dir.
   *[sie] Ihr Anliegen ist noch nicht weitergegeben. Dafür brauche ich noch eine Antwort von Ihnen.
}
status-place = { $form ->
    [du] Dein Anliegen **{ $receipt }** liegt bei: { $department }. Du bist auf Platz { $place } der Warteschlange. Zuletzt hat es meist etwa { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
    } gedauert.
   *[sie] Ihr Anliegen **{ $receipt }** liegt bei: { $department }. Sie sind auf Platz { $place } der Warteschlange. Zuletzt hat es meist etwa { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
    } gedauert.
}
status-promise = { $form ->
    [du] Dein Anliegen **{ $receipt }** liegt bei: { $department }. Du hörst spätestens von uns: { $promise }.
   *[sie] Ihr Anliegen **{ $receipt }** liegt bei: { $department }. Sie hören spätestens von uns: { $promise }.
}
status-late = { $form ->
    [du] Dein Anliegen **{ $receipt }** liegt noch bei: { $department }. Wir wollten uns schon gemeldet haben ({ $promise }). Das tut uns leid, es ist nicht vergessen. Wenn es eilt: { $phone } oder { $counter }.
   *[sie] Ihr Anliegen **{ $receipt }** liegt noch bei: { $department }. Wir wollten uns schon gemeldet haben ({ $promise }). Das tut uns leid, es ist nicht vergessen. Wenn es eilt: { $phone } oder { $counter }.
}
left = { $form ->
    [du] Gut, ich habe dein Anliegen zurückgezogen. Wenn du wieder etwas brauchst, schreib einfach. Telefon: { $phone }, vor Ort: { $counter }.
   *[sie] Gut, ich habe Ihr Anliegen zurückgezogen. Wenn Sie wieder etwas brauchen, schreiben Sie einfach. Telefon: { $phone }, vor Ort: { $counter }.
}

## On the way to the web chat

greeting-general = { $form ->
    [du] Hallo! Hier antwortet eine **Maschine** der Stadt { $town }, an dieser Stelle nur mit allgemeinen Auskünften. Für dein eigenes Anliegen führe ich dich in unseren Web-Chat zu einem **Menschen**. Bitte schreib freundlich und nenne hier keine Namen oder Daten: /netiquette (Fassung { $version }). [Datenschutz]({ $privacy })
   *[sie] Guten Tag! Hier antwortet eine **Maschine** der Stadt { $town }, an dieser Stelle nur mit allgemeinen Auskünften. Für Ihr eigenes Anliegen führe ich Sie in unseren Web-Chat zu einem **Menschen**. Bitte schreiben Sie freundlich und nennen Sie hier keine Namen oder Daten: /netiquette (Fassung { $version }). [Datenschutz]({ $privacy })
}
handoff-led = { $form ->
    [du] Dein Anliegen ist vorgemerkt, dein Platz ist sicher. Nummer: **{ $receipt }**, zuständig: { $department }. { $when ->
        [place] Platz { $place }, zuletzt etwa { $minutes } Min.
        [nobody] Gerade ist niemand im Chat, Antwort bis: { $promise }.
        [closed] Dort ist jetzt zu, Antwort bis: { $promise }.
        [holiday] Heute ist Feiertag, Antwort bis: { $promise }.
        [closure] Dort ist außer der Reihe zu, Antwort bis: { $promise }.
       *[open] Antwort bis: { $promise }.
    }

    Persönliches bitte nicht hier: **[Weiter im Web-Chat]({ $url })**.
    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }, mit der Nummer.
   *[sie] Ihr Anliegen ist vorgemerkt, Ihr Platz ist sicher. Nummer: **{ $receipt }**, zuständig: { $department }. { $when ->
        [place] Platz { $place }, zuletzt etwa { $minutes } Min.
        [nobody] Gerade ist niemand im Chat, Antwort bis: { $promise }.
        [closed] Dort ist jetzt zu, Antwort bis: { $promise }.
        [holiday] Heute ist Feiertag, Antwort bis: { $promise }.
        [closure] Dort ist außer der Reihe zu, Antwort bis: { $promise }.
       *[open] Antwort bis: { $promise }.
    }

    Persönliches bitte nicht hier: **[Weiter im Web-Chat]({ $url })**.
    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }, mit der Nummer.
}
led-file = { $form ->
    [du] Fotos, Dateien, Standorte und Kontakte nehme ich hier nicht an; sie wurden nicht gespeichert. Im Web-Chat der Stadt kannst du sie einem Menschen schicken: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
   *[sie] Fotos, Dateien, Standorte und Kontakte nehme ich hier nicht an; sie wurden nicht gespeichert. Im Web-Chat der Stadt können Sie sie einem Menschen schicken: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
}
led-personal = { $form ->
    [du] Persönliches besprechen wir nicht hier, sondern im Web-Chat der Stadt. Dort geht es mit dem weiter, was du bisher geschrieben hast: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
   *[sie] Persönliches besprechen wir nicht hier, sondern im Web-Chat der Stadt. Dort geht es mit dem weiter, was Sie bisher geschrieben haben: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
}
file-not-taken = { $form ->
    [du] Fotos, Dateien, Standorte und Kontakte nehme ich hier nicht an; sie wurden nicht gespeichert. Schick sie bitte im Web-Chat.
   *[sie] Fotos, Dateien, Standorte und Kontakte nehme ich hier nicht an; sie wurden nicht gespeichert. Schicken Sie sie bitte im Web-Chat.
}
ask-led = { $form ->
    [du] Weiter geht es im Web-Chat der Stadt: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
   *[sie] Weiter geht es im Web-Chat der Stadt: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
}
remind-led = { $form ->
    [du] Wir warten noch auf dich im Web-Chat der Stadt: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
   *[sie] Wir warten noch auf Sie im Web-Chat der Stadt: **[Weiter im Web-Chat]({ $url })**

    Der Link gilt { $hours } Stunden und einmal. Ohne Browser: { $phone } oder { $counter }.
}
link-new = { $form ->
    [du] Hier ist ein neuer Link, der vorige gilt nicht mehr: **[Weiter im Web-Chat]({ $url })**

    Er gilt { $hours } Stunden und einmal. Gib ihn nicht weiter: Wer ihn öffnet, liest unser Gespräch.
   *[sie] Hier ist ein neuer Link, der vorige gilt nicht mehr: **[Weiter im Web-Chat]({ $url })**

    Er gilt { $hours } Stunden und einmal. Geben Sie ihn nicht weiter: Wer ihn öffnet, liest unser Gespräch.
}
already-there = { $form ->
    [du] Du bist schon im Web-Chat der Stadt. Schreib einfach hier weiter.
   *[sie] Sie sind schon im Web-Chat der Stadt. Schreiben Sie einfach hier weiter.
}
arrived = { $form ->
    [du] Willkommen im Web-Chat der Stadt { $town }. Was du bisher geschrieben hast, steht oben. Hier kannst du auch Persönliches schreiben und Fotos schicken.
   *[sie] Willkommen im Web-Chat der Stadt { $town }. Was Sie bisher geschrieben haben, steht oben. Hier können Sie auch Persönliches schreiben und Fotos schicken.
}
tell-concern = { $form ->
    [du] Schreib bitte schon einmal, worum es geht. Dann kann dir gleich der Richtige antworten.
   *[sie] Schreiben Sie bitte schon einmal, worum es geht. Dann kann Ihnen gleich der Richtige antworten.
}
waiting-added-led = { $form ->
    [du] Danke, ich habe das zu deinem Anliegen gelegt. Die Antwort liest du im Web-Chat, Persönliches bitte auch nur dort: **[Weiter im Web-Chat]({ $url })** (gilt { $hours } Stunden und einmal)
   *[sie] Danke, ich habe das zu Ihrem Anliegen gelegt. Die Antwort lesen Sie im Web-Chat, Persönliches bitte auch nur dort: **[Weiter im Web-Chat]({ $url })** (gilt { $hours } Stunden und einmal)
}
waiting-kept-led = { $form ->
    [du] Gut, dein Anliegen bleibt bei uns. Weiter geht es im Web-Chat: **[Weiter im Web-Chat]({ $url })** (gilt { $hours } Stunden und einmal)
   *[sie] Gut, Ihr Anliegen bleibt bei uns. Weiter geht es im Web-Chat: **[Weiter im Web-Chat]({ $url })** (gilt { $hours } Stunden und einmal)
}
staff-elsewhere = { $form ->
    [du] Um dein Anliegen **{ $receipt }** kümmert sich gerade ein Mensch, im Web-Chat der Stadt: **[Weiter im Web-Chat]({ $url })** (gilt { $hours } Stunden und einmal)
   *[sie] Um Ihr Anliegen **{ $receipt }** kümmert sich gerade ein Mensch, im Web-Chat der Stadt: **[Weiter im Web-Chat]({ $url })** (gilt { $hours } Stunden und einmal)
}
reply-waits = { $form ->
    [du] Es gibt eine neue Antwort im [Web-Chat]({ $url }). Auf einem anderen Gerät: /webchat
   *[sie] Es gibt eine neue Antwort im [Web-Chat]({ $url }). Auf einem anderen Gerät: /webchat
}
reply-waits-led = { $form ->
    [du] Es gibt eine neue Antwort: **[Im Web-Chat lesen]({ $url })**

    Der Link gilt { $hours } Stunden und einmal, einen neuen gibt es mit /webchat. Ohne Browser: { $phone } oder { $counter }.
   *[sie] Es gibt eine neue Antwort: **[Im Web-Chat lesen]({ $url })**

    Der Link gilt { $hours } Stunden und einmal, einen neuen gibt es mit /webchat. Ohne Browser: { $phone } oder { $counter }.
}
ended-elsewhere = { $form ->
    [du] Das Gespräch zu deinem Anliegen ist beendet. Was dazu geschrieben wurde: **[Im Web-Chat lesen]({ $url })** (gilt { $hours } Stunden und einmal). Telefon: { $phone }, vor Ort: { $counter }.
   *[sie] Das Gespräch zu Ihrem Anliegen ist beendet. Was dazu geschrieben wurde: **[Im Web-Chat lesen]({ $url })** (gilt { $hours } Stunden und einmal). Telefon: { $phone }, vor Ort: { $counter }.
}

## A person talks, and the end

staff-takes-over = { $form ->
    [du] Ab jetzt antwortet dir ein Mensch: **{ $name }**. Ich bin so lange still.
   *[sie] Ab jetzt antwortet Ihnen ein Mensch: **{ $name }**. Ich bin so lange still.
}
staff-is-here = { $form ->
    [du] Du sprichst hier gerade mit einem Menschen aus der Verwaltung. Schreib einfach weiter. Beenden kannst du mit /abbrechen.
   *[sie] Sie sprechen hier gerade mit einem Menschen aus der Verwaltung. Schreiben Sie einfach weiter. Beenden können Sie mit /abbrechen.
}
reply-corrected = Berichtigt:
reply-withdrawn = (Diese Nachricht wurde zurückgenommen.)
back-in-queue = { $form ->
    [du] Dein Anliegen liegt wieder in der Warteschlange, an deinem alten Platz. Ein anderer Mensch meldet sich hier. Bis dahin antwortet wieder die Maschine.
   *[sie] Ihr Anliegen liegt wieder in der Warteschlange, an Ihrem alten Platz. Ein anderer Mensch meldet sich hier. Bis dahin antwortet wieder die Maschine.
}
staff-done = { $form ->
    [du] Dieses Gespräch ist beendet. Ab jetzt antwortet wieder die Maschine.

    Wie zufrieden bist du? 1 heißt: gar nicht, 5 heißt: sehr.
   *[sie] Dieses Gespräch ist beendet. Ab jetzt antwortet wieder die Maschine.

    Wie zufrieden sind Sie? 1 heißt: gar nicht, 5 heißt: sehr.
}
staff-ended = { $form ->
    [du] Dieses Gespräch ist beendet. Ab jetzt antwortet wieder die Maschine. Du erreichst uns auch so: { $phone } oder { $counter }.
   *[sie] Dieses Gespräch ist beendet. Ab jetzt antwortet wieder die Maschine. Sie erreichen uns auch so: { $phone } oder { $counter }.
}
ask-rating = { $form ->
    [du] Wie zufrieden bist du mit dem Gespräch? 1 heißt: gar nicht, 5 heißt: sehr. Oder stell einfach eine neue Frage.
   *[sie] Wie zufrieden sind Sie mit dem Gespräch? 1 heißt: gar nicht, 5 heißt: sehr. Oder stellen Sie einfach eine neue Frage.
}
rating-thanks = { $form ->
    [du] Danke für deine Bewertung. Wenn noch etwas ist, schreib einfach.
   *[sie] Danke für Ihre Bewertung. Wenn noch etwas ist, schreiben Sie einfach.
}
rating-had = Danke, die Bewertung habe ich schon.

## Buttons

button-person = Mit einem Menschen sprechen
button-yes = Ja, bitte
button-no = Nein, danke
button-none = Nichts davon
button-helped = Hat geholfen
button-not-helped = Hat nicht geholfen
button-cancel = Abbrechen
button-withdraw = Anliegen zurückziehen
button-keep = Anliegen behalten
button-status = Wo stehe ich?
button-link = Neuer Link
button-skip = Überspringen
button-unsure = Weiß ich nicht
button-easy = Leichte Sprache
button-normal = Alltagssprache
button-lang-de = Deutsch
button-lang-en = English
button-help = Hilfe
button-netiquette = Regeln
button-privacy = Datenschutz
button-kind-question = Frage
button-kind-defect = Mangel oder Schaden melden
button-kind-complaint = Beschwerde
button-kind-idea = Idee oder Lob
button-kind-objection = Widerspruch
button-rate-1 = 1
button-rate-2 = 2
button-rate-3 = 3
button-rate-4 = 4
button-rate-5 = 5

## Menu of commands

menu-help = Was kann ich hier tun?
menu-person = Mit einem Menschen sprechen
menu-status = Wo steht mein Anliegen?
menu-web-chat = Weiter im Web-Chat der Stadt
menu-cancel = Anliegen zurückziehen
menu-easy = Leichte Sprache
menu-language = Continue in English
menu-netiquette = Regeln für das Gespräch
menu-privacy = Datenschutz

# -- Dateien, die niemand bekommt. $named ist "yes", wenn die Datei einen Namen hat.
file-refused-type = { $form ->
    [du] { $named ->
        [yes] Die Datei „{ $name }“ ist von einer Art, die wir nicht annehmen. Niemand bei uns kann sie öffnen. Bitte schick sie als PDF oder als Foto.
       *[no] Deine Datei ist von einer Art, die wir nicht annehmen. Niemand bei uns kann sie öffnen. Bitte schick sie als PDF oder als Foto.
    }
   *[sie] { $named ->
        [yes] Die Datei „{ $name }“ ist von einer Art, die wir nicht annehmen. Niemand bei uns kann sie öffnen. Bitte schicken Sie sie als PDF oder als Foto.
       *[no] Ihre Datei ist von einer Art, die wir nicht annehmen. Niemand bei uns kann sie öffnen. Bitte schicken Sie sie als PDF oder als Foto.
    }
}
file-refused-large = { $form ->
    [du] { $named ->
        [yes] Die Datei „{ $name }“ ist zu groß, wir können sie nicht abholen. Bitte schick sie kleiner, höchstens 20 MB.
       *[no] Deine Datei ist zu groß, wir können sie nicht abholen. Bitte schick sie kleiner, höchstens 20 MB.
    }
   *[sie] { $named ->
        [yes] Die Datei „{ $name }“ ist zu groß, wir können sie nicht abholen. Bitte schicken Sie sie kleiner, höchstens 20 MB.
       *[no] Ihre Datei ist zu groß, wir können sie nicht abholen. Bitte schicken Sie sie kleiner, höchstens 20 MB.
    }
}
file-refused-pixels = { $form ->
    [du] { $named ->
        [yes] Das Bild „{ $name }“ hat zu viele Bildpunkte. Bitte schick es kleiner.
       *[no] Dein Bild hat zu viele Bildpunkte. Bitte schick es kleiner.
    }
   *[sie] { $named ->
        [yes] Das Bild „{ $name }“ hat zu viele Bildpunkte. Bitte schicken Sie es kleiner.
       *[no] Ihr Bild hat zu viele Bildpunkte. Bitte schicken Sie es kleiner.
    }
}
file-refused-broken = { $form ->
    [du] { $named ->
        [yes] Die Datei „{ $name }“ ist beschädigt, wir können sie nicht öffnen. Bitte schick sie noch einmal.
       *[no] Deine Datei ist beschädigt, wir können sie nicht öffnen. Bitte schick sie noch einmal.
    }
   *[sie] { $named ->
        [yes] Die Datei „{ $name }“ ist beschädigt, wir können sie nicht öffnen. Bitte schicken Sie sie noch einmal.
       *[no] Ihre Datei ist beschädigt, wir können sie nicht öffnen. Bitte schicken Sie sie noch einmal.
    }
}
file-refused-infected = { $form ->
    [du] { $named ->
        [yes] Unser Virenscanner hat in der Datei „{ $name }“ Schadsoftware gefunden und sie nicht weitergegeben. Bitte prüf dein Gerät.
       *[no] Unser Virenscanner hat in deiner Datei Schadsoftware gefunden und sie nicht weitergegeben. Bitte prüf dein Gerät.
    }
   *[sie] { $named ->
        [yes] Unser Virenscanner hat in der Datei „{ $name }“ Schadsoftware gefunden und sie nicht weitergegeben. Bitte prüfen Sie Ihr Gerät.
       *[no] Unser Virenscanner hat in Ihrer Datei Schadsoftware gefunden und sie nicht weitergegeben. Bitte prüfen Sie Ihr Gerät.
    }
}
