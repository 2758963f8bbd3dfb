# Graded measures: a hint, a warning, slower, muted, blocked. Each says what, why, how long, and how to have it reviewed.

measure-hint = A hint: as we see it, your message contains { $why ->
        [insult] an insult
        [threat] a threat
        [sexual] a sexual remark
        [incitement] hate speech
        [spam] advertising or the same text over and over
        [flood] a great many messages in a short time
       *[other] something that is against our rules
    }. Please do not do that. We take care of your request all the same. Anger and criticism are always welcome. Our rules: /rules. If you see it differently: /review.
measure-warning = **Warning.** Reason: { $why ->
        [insult] an insult
        [threat] a threat
        [sexual] a sexual remark
        [incitement] hate speech
        [spam] advertising or the same text over and over
        [flood] a great many messages in a short time
       *[other] something that is against our rules
    }. If this goes on, I will answer you only slowly for a while. We take care of your request all the same. Our rules: /rules. If you think the warning is wrong, a person reviews it: /review.
measure-slow = **I now answer you more slowly**, until { $until }. Reason: { $why ->
        [insult] repeated or grave insults
        [threat] a threat
        [sexual] sexual remarks
        [incitement] hate speech
        [spam] advertising or the same text over and over
        [flood] a great many messages in a short time
       *[other] things that are against our rules
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    } Your messages arrive and are answered, several at once. After that everything goes on as usual by itself. Our rules: /rules. If you think this is wrong, a person reviews it: /review.
measure-mute = **This conversation is muted** until { $until }. A person in the administration has decided so. Reason: { $why ->
        [insult] insults
        [threat] a threat
        [sexual] sexual remarks
        [incitement] hate speech
        [spam] advertising or the same text over and over
        [flood] a great many messages in a short time
       *[other] things that are against our rules
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    }

    What you write until then is stored but not answered. After that it goes on by itself, and you will hear from me. If you think this is wrong, another person reviews it: write **/review** and after it what we should know.

    For anything urgent: { $phone } or { $counter }. In an emergency: **112**.
measure-block = **This chat is blocked for you** until { $until }. People in the administration have decided so. Reason: { $why ->
        [insult] insults
        [threat] a threat
        [sexual] sexual remarks
        [incitement] hate speech
        [spam] advertising or the same text over and over
        [flood] a great many messages in a short time
       *[other] things that are against our rules
    }.{ $given ->
        [yes] {" "}{ $reason }
       *[no] {""}
    }

    What you write here until then is **neither stored nor read**; applications and anything with a deadline do not reach us this way. After that it goes on by itself, and you will hear from me. If you think this is wrong, another person reviews it: write **/review** and after it what we should know; that does arrive. /rules, /privacy, /auskunft and /loeschen still work too.

    In other ways we are there for you: { $phone } or { $counter }. In an emergency: **112**.
measure-unheard-mute = Your message is stored but will not be answered until { $until }, because this conversation is muted. I say this only once. If somebody is in danger: **112**.
measure-unheard-block = Your message was neither stored nor read, because this chat is blocked for you until { $until }. I say this only once. In other ways: { $phone }. If somebody is in danger: **112**.
measure-ended = The restriction is over, from now on everything works here as usual. If something is still open, please write it once more. Our rules: /rules.
measure-lifted = The restriction has been lifted, from now on everything works here as usual. If something is still open, please write it once more.

## Review

review-asked = Your request for a review has arrived, number **{ $receipt }**. Another person, a lead, looks at everything and answers you here, by { $promise }. Until then things stay as they are. If you want to add something: write **/review** and your text after it.
review-asked-already = Your request for a review is with the leads already, number **{ $receipt }**. What you write with **/review** is read by whoever decides.
review-had = This measure has been reviewed; the answer stands further up. If you do not agree with it, you can complain on { $phone } or here: { $counter }.
review-nothing = There is no measure for anybody to review: I answer you here like everybody else.
review-lifted = Your request for a review **{ $receipt }** was successful: **the measure is lifted**, and what led to it counts no more. { $name } writes: { $words }
review-upheld = Your request for a review **{ $receipt }** was looked at: **the measure stays**; it ends by itself as announced. { $name } writes: { $words }
button-review = Have it reviewed
