# Mails. They never tell what somebody wrote, and no names: only receipt number, department, link.

mail-from = Chat { $town }
mail-desk = To the desk: <{ $url }>

mail-waiting-subject = { $n ->
    [one] A concern is waiting
   *[other] { $n } concerns are waiting
}
mail-waiting = { $n ->
    [one] A concern is waiting for somebody to take it:
   *[other] { $n } concerns are waiting for somebody to take them:
}
mail-waiting-line = { $receipt }, { $department }, waiting since { $since }
mail-waiting-more = and { $n } more
mail-waiting-staff = Whether and how often you get such messages is set here: <{ $url }>
mail-waiting-department = This message goes to your department's mailbox because the administration has set it up so.

mail-due-subject = { $n ->
    [one] A concern is due soon
   *[other] { $n } concerns are due soon
}
mail-due = { $n ->
    [one] The time promised for a concern is running out:
   *[other] The time promised for { $n } concerns is running out:
}
mail-due-line = { $taken ->
    [yes] { $receipt }, { $department }, promised by { $promise }, with { $owner }
   *[no] { $receipt }, { $department }, promised by { $promise }, nobody has it yet
}
mail-late-subject = { $n ->
    [one] A concern has been waiting longer than promised
   *[other] { $n } concerns have been waiting longer than promised
}
mail-late = { $n ->
    [one] The time promised for a concern is over. Please see that somebody answers it:
   *[other] The time promised for { $n } concerns is over. Please see that somebody answers them:
}
mail-nobody-subject = Somebody waits, and nobody is there
mail-nobody = For two service hours nobody has been at the desk, and concerns are waiting: { $departments }. If the department stays empty for longer, name a deputy at the desk, under *Duty*.

mail-reply-subject = Your reply is ready
mail-hello = Hello,
mail-reply = there is a reply in the chat to your concern { $receipt } ({ $department }).
mail-reply-link = Read it here: <{ $url }>
mail-reply-elsewhere = On the device on which you wrote, the conversation opens by itself. On another one you need the receipt number and the secret code from the chat. The code is left out of this mail on purpose.
mail-reply-stop = You get this mail because somebody gave this address in the chat. It was not you, or you want no more of them? Delete the address here: <{ $url }>
mail-noreply = Nobody reads replies to this mail. Phone: { $phone }

mail-alarm-subject = { $town }: Bürgerdraht needs attention
mail-alarm = Please have a look:
mail-alarm-dead = { $n ->
    [one] One message could finally not be delivered in the last 24 hours.
   *[other] { $n } messages could finally not be delivered in the last 24 hours.
}
mail-alarm-late = { $n ->
    [one] One concern has been waiting longer than promised: { $receipts }.
   *[other] { $n } concerns have been waiting longer than promised: { $receipts }.
}
mail-alarm-nobody = { $department }: somebody has been waiting for at least two service hours, and nobody is there (raised { $since }).
mail-alarm-telegram = Telegram has refused the bot's token since { $since }. Nothing comes in or goes out on Telegram.
mail-alarm-memory = The memory has been nearly full since { $since }. New questions are refused; nothing is lost.
mail-alarm-replicas = Too few of the store's replicas have followed since { $since }. Nothing new is confirmed until they do.
mail-alarm-glass = Since { $since } somebody has a role for some hours without a second person (staff break-glass). Who and why is at the desk under “Review rights”.
mail-alarm-audit = The audit is not being sealed any more, raised { $since }. It is still written, but not protected.
mail-alarm-end = `buergerdraht doctor` on the server tells more.

mail-test-subject = Test message
mail-test = This is a test: mails from { $town } arrive.
mail-glass-subject = { $town }: a role was given without a second person
mail-glass = { $login } also has the role “{ $role }” until { $until }. It was given on the server without a second person and ends by itself. Please see whether that is right; the reason is at the desk.

mail-threat-subject = A threat was found in a conversation
mail-threat = The software has found a threat in a conversation. Please look at it now, and talk with whoever has the request. The desk shows the text only after a click; the file for a report to the police is there too. In acute danger: 110.
mail-review-subject = { $n ->
    [one] Somebody asks for a review of a measure
   *[other] { $n } requests for a review wait
}
mail-review = { $n ->
    [one] A citizen asks that another person reviews a measure:
   *[other] { $n } requests for a review of a measure wait for a decision:
}
mail-review-line = { $receipt }, { $department }, promised by { $due }
