## What time and absence do to a concern

staff-hands-over = **{ $name }**, also from the administration, answers you from now on. You need not write anything again.
staff-reopens = Your request **{ $receipt }** goes on: **{ $name }** from the administration will write to you about it once more. I will be silent meanwhile.
remind-turn = We are waiting for your answer about your request **{ $receipt }**. Is anything missing? Then just write here. If we hear nothing from you within the next { $days ->
        [one] service day
       *[other] { $days } service days
    }, we will close it. You can open it again after that, too.
ended-no-reaction = We have not heard from you for a long time and are closing your request. The machine answers again from now on. If anything is still open, just press the button.
reopened = Your request **{ $receipt }** is open again, at its old place with the administration. What you wrote is with it. You will hear from us by { $promise }.
reopened-led = Your request **{ $receipt }** is open again, at its old place. Nothing personal here, please: **[Continue in the web chat]({ $url })**. The link works for { $hours } hours and once.
reopened-with = Your request **{ $receipt }** is open again, and **{ $name }** is there right now. Just go on writing; I will be silent meanwhile.
reopen-late = This request cannot be opened any more. Just write to me again what it is about, or talk to a person.
button-reopen = Something more about this request
button-belongs = Belongs to my last request
