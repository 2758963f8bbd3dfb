### What the bot says in English. $form (German "sie" or "du") makes no difference here; every text may also use $town,
### $phone, $counter, $privacy and $netiquette. Markdown: paragraphs, **bold**, lists, [links](https://…).

## First contact and courtesies

greeting = Hello! A **machine** of the town of { $town } answers here, with texts that people have checked. You can reach a **person** at any time. Please stay friendly and give no details about other people: /rules (version { $version }). [Privacy]({ $privacy })
welcome-back = Good to see you again. What would you like to know? Just write it in one sentence.
hello-again = Hello! What would you like to know? Just write it in one sentence.
listening = Sure. What is it about? Please write your question in one sentence.
thanks-reply = You're welcome! If there is anything else, just write.
nothing-more = All right. If there is anything else, just write.
i-am-a-machine = I am a machine. I answer with texts that people in the administration have written. If you would like to talk to a person, just say so.
rude = You are upset, and I am sorry about that. Let us stay friendly, then we will find a solution. You can also talk to a person.
junk = I did not understand that. Please write in one sentence what you would like to know, for example: “How much is an identity card?”
help = This is what you can do here, with the buttons or in your own words:

    - ask a question, for example “When is the citizens' office open?”
    - talk to a person: /human
    - see where your request stands: /status
    - take your request back: /cancel
    - switch to German: /deutsch, to easy German (Leichte Sprache): /easy
    - rules: /rules, privacy: /privacy

    You can call us on { $phone } or visit us here: { $counter }.
netiquette = { $rules }

    Version { $rules_version }, to be reviewed by { $rules_review }. [As a web page]({ $netiquette })
privacy = You can read here what we do with your data: [Privacy]({ $privacy }). Please do not write account, card or identity card numbers here. If I recognise one, I take it out before anything is stored.
language-set = Sure, English from now on.
language-offer = Soll ich auf Deutsch weitermachen?
language-kept = All right, we stay with English.
easy-on = I will now write in easy German. Not every answer exists in it. I will tell you then.
easy-off = All right, everyday language again.
masked = For your safety: { $kind ->
        [iban] I took the account number (IBAN) out of your message before it was stored.
        [card] I took the card number out of your message before it was stored.
        [tax-id] I took the tax number out of your message before it was stored.
        [social-security] I took the social security number out of your message before it was stored.
        [id-card] I took the identity card number out of your message before it was stored.
        [phone] I took the phone number out of your message before it was stored.
        [email] I took the e-mail address out of your message before it was stored.
        [birth-date] I took the date of birth out of your message before it was stored.
        [file-number] I took the file number out of your message before it was stored.
        [several] I took personal details out of your message before it was stored.
       *[other] I took personal details out of your message before it was stored.
    }
flooded = That was a lot of messages at once. I cannot take any more right now. Please wait a minute and then go on. If it is urgent: { $phone }.
cannot-take = I cannot take this kind of message, for example polls, games and payments. Nobody in the administration sees it either. Please write it as text, or send a photo, a document or your location.
topic-opened = This is about: **{ $department }**. Tap one of the common questions, or write your own.
late-button = This button belongs to an earlier step and no longer does anything. Just write what you need.

## Answers

answer-source = Source: [{ $office }]({ $url }) · checked on { $date }
fallback-note = This answer is available in German only.
easy-missing = This answer is not available in easy German yet.
entry-gone = This answer no longer exists. Please ask again in your own words, or call us: { $phone }. In person: { $counter }.
glad = Glad to hear that. If you have another question, just write it.
suggest = Do you perhaps mean one of these questions? Tap the one that fits.
suggest-or-person = I am not sure. Does one of these questions fit? If not, I will gladly connect you with a person. Phone: { $phone }, in person: { $counter }.
ask-suggestion = Which of these questions fits?
remind-suggestion = Is your question still open? Tap the one that fits, or talk to a person. If we hear nothing, I will close this conversation tomorrow. You can ask again at any time.

## The offer of a person

offer-concern = I can take this down for the administration. Shall I pass it on to a person?

    You can also reach us here: { $phone } or { $counter }.
offer-no-match = I have no checked answer to that. Shall I pass your question on to a person in the administration?

    You can also reach us here: { $phone } or { $counter }.
offer-again = I am afraid I have no answer to that either. A person can help you better. Shall I pass your question on?

    You can also reach us here: { $phone } or { $counter }.
offer-not-helped = I am sorry. Shall I pass your question on to a person in the administration?

    You can also reach us here: { $phone } or { $counter }.
offer-none = All right, then it is something else. You are welcome to ask again in other words. Or shall I pass your question on to a person?

    You can also reach us here: { $phone } or { $counter }.
offer-entry-gone = This answer no longer exists. Shall I pass your question on to a person in the administration?

    You can also reach us here: { $phone } or { $counter }.
offer-attachment = Thank you. Only a person can look at pictures, files and places or listen to voice messages. Shall I pass it on?

    You can also reach us here: { $phone } or { $counter }.
offer-declined = All right. You are welcome to ask again in other words. You can call us on { $phone } or visit us here: { $counter }.
ask-offer = Shall I pass your question on to a person in the administration? You can also reach us here: { $phone } or { $counter }.
remind-offer = Your question is still open. Shall I pass it on to a person? If we hear nothing, I will close this conversation tomorrow. You can also reach us here: { $phone } or { $counter }.

## In groups and from other chats, where others read along

public-help = This is a **machine** of the town of { $town } that answers with checked texts. Address me with a general question and I will answer in the group. Please write to me alone about anything personal.
public-no-match = I have no checked answer to that here. I take no concerns in groups. Please write to me alone; there you can also reach a person. Phone: { $phone }, in person: { $counter }.
button-private = Write to the town alone
inline-ask = Ask the town itself

## From the wish for a person to the handoff

ask-subject = I will gladly connect you with a person. What is it about? One sentence is enough, so that it reaches the right place at once.
remind-subject = Would you still like to talk to a person? Then please write in one sentence what it is about. If we hear nothing, I will close this conversation tomorrow. You can also reach us here: { $phone } or { $counter }.
ask-kind = Sure. What kind of request is it?
ask-place = Where is it? Write the street and the house number, or send the location. A photo helps too.
ask-department = Which area fits? If you do not know, that is no problem.
handoff-made = Your request has arrived. Number: **{ $receipt }**, department: { $department }.

    People are here for you right now. You will hear from us by { $promise }. You can add something here until then.
handoff-made-place = Your request has arrived. Number: **{ $receipt }**, department: { $department }.

    You are number { $place } in the queue. Lately it mostly took about { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }. You can add something here until then.
handoff-made-nobody = Your request has arrived. Number: **{ $receipt }**, department: { $department }.

    Nobody is in the chat right now. You will hear from us by { $promise }. If it is urgent: { $phone } or { $counter }.
handoff-made-closed = Your request has arrived. Number: **{ $receipt }**, department: { $department }.

    The department is closed now. You will hear from us by { $promise }. During opening hours you can also reach us here: { $phone } or { $counter }.
handoff-made-closure = Your request has arrived. Number: **{ $receipt }**, department: { $department }.

    It is closed out of turn at the moment{ $named ->
        [no] { "" }
       *[yes] { " " }({ $name })
    }. You will hear from us by { $promise }. If it is urgent: { $phone } or { $counter }.
handoff-made-holiday = Your request has arrived. Number: **{ $receipt }**, department: { $department }.

    Today is a public holiday, so nobody is there. You will hear from us by { $promise }. On working days you can also reach us here: { $phone } or { $counter }.
cancelled = All right, I have stopped and passed nothing on. You can ask again at any time. Phone: { $phone }, in person: { $counter }.
nothing-to-cancel = There is nothing open that I could cancel. If you have a question, just write it.
parked-apology = Sorry, we had a technical problem with your last message. So that nothing gets lost, a person will take care of it. If it is urgent: { $phone } or { $counter }.
parked-in-handoff = Sorry, we had a technical problem with your last message. Please send it again in other words, or call us: { $phone }. In person: { $counter }.

## Waiting

waiting-added = Thank you, I have added that to your request.
waiting-kept = All right, your request stays with us. A person will write to you here.
waiting-suggestion = While you wait: perhaps this already helps. Your request stays with us.
waiting-suggestions = While you wait: does one of these questions fit? Your request stays with us.
waiting-suggestion-fallback = { waiting-suggestion } This answer is available in German only.
waiting-suggestion-easy = { waiting-suggestion } This answer is not available in easy German yet.
withdraw-ask = Glad to hear that. Would you like to take your request back, or should a person still write to you?
status-none = No request of yours is waiting right now. If you would like to talk to a person, just say so.
status-unfinished = Your request has not been passed on yet. I still need an answer from you for that.
status-place = Your request **{ $receipt }** is with: { $department }. You are number { $place } in the queue. Lately it mostly took about { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }.
status-promise = Your request **{ $receipt }** is with: { $department }. You will hear from us by { $promise }.
status-late = Your request **{ $receipt }** is still with: { $department }. We meant to write to you before now ({ $promise }). We are sorry; it is not forgotten. If it is urgent: { $phone } or { $counter }.
left = All right, I have taken your request back. If you need anything again, just write. Phone: { $phone }, in person: { $counter }.

## On the way to the web chat

greeting-general = Hello! A **machine** of the town of { $town } answers here, in this place with general information only. For a request of your own I will lead you to a **person** in our web chat. Please be friendly and write no names or personal data here: /rules (version { $version }). [Privacy]({ $privacy })
handoff-led = Your request is noted and your place is kept. Number: **{ $receipt }**, department: { $department }. { $when ->
    [place] You are number { $place }; lately it took about { $minutes } min.
    [nobody] Nobody is in the chat right now, answer by { $promise }.
    [closed] The department is closed now, answer by { $promise }.
    [holiday] Today is a public holiday, answer by { $promise }.
    [closure] The department is closed out of turn, answer by { $promise }.
   *[open] Answer by { $promise }.
    }

    Nothing personal here, please: **[Continue in the web chat]({ $url })**.
    The link works for { $hours } hours and once. No browser: { $phone } or { $counter }, with the number.
led-file = I do not take photos, files, places and contacts here; they have not been stored. In the town's web chat you can send them to a person: **[Continue in the web chat]({ $url })**

    The link works for { $hours } hours and once. No browser: { $phone } or { $counter }.
led-personal = We do not discuss personal matters here, but in the town's web chat. It goes on there with what you have written so far: **[Continue in the web chat]({ $url })**

    The link works for { $hours } hours and once. No browser: { $phone } or { $counter }.
file-not-taken = I do not take photos, files, places and contacts here; they have not been stored. Please send them in the web chat.
ask-led = It goes on in the town's web chat: **[Continue in the web chat]({ $url })**

    The link works for { $hours } hours and once. No browser: { $phone } or { $counter }.
remind-led = We are still waiting for you in the town's web chat: **[Continue in the web chat]({ $url })**

    The link works for { $hours } hours and once. No browser: { $phone } or { $counter }.
link-new = Here is a new link, the one before no longer works: **[Continue in the web chat]({ $url })**

    It works for { $hours } hours and once. Do not pass it on: whoever opens it reads our conversation.
already-there = You are in the town's web chat already. Just go on writing here.
arrived = Welcome to the web chat of the town of { $town }. What you have written so far is above. Here you may also write personal matters and send photos.
tell-concern = Please write what it is about already. Then the right person can answer you.
waiting-added-led = Thank you, I have added that to your request. You will read the answer in the web chat; please write personal matters only there, too: **[Continue in the web chat]({ $url })** (works for { $hours } hours and once)
waiting-kept-led = All right, your request stays with us. It goes on in the web chat: **[Continue in the web chat]({ $url })** (works for { $hours } hours and once)
staff-elsewhere = A person is dealing with your request **{ $receipt }** right now, in the town's web chat: **[Continue in the web chat]({ $url })** (works for { $hours } hours and once)
reply-waits = There is a new reply in the [web chat]({ $url }). On another device: /webchat
reply-waits-led = There is a new reply: **[Read it in the web chat]({ $url })**

    The link works for { $hours } hours and once; /webchat gives a new one. No browser: { $phone } or { $counter }.
ended-elsewhere = The conversation on your request has ended. What was written about it: **[Read it in the web chat]({ $url })** (works for { $hours } hours and once). Phone: { $phone }, in person: { $counter }.

## A person talks, and the end

staff-takes-over = A person answers you from now on: **{ $name }**. I will be silent meanwhile.
staff-is-here = You are talking to a person from the administration here. Just go on writing. You can end it with /cancel.
reply-corrected = Corrected:
reply-withdrawn = (This message was withdrawn.)
back-in-queue = Your request is back in the queue, at its old place. Another person will write to you here. Until then the machine answers again.
staff-done = This conversation has ended. The machine answers again from now on.

    How satisfied are you? 1 means: not at all, 5 means: very.
staff-ended = This conversation has ended. The machine answers again from now on. You can also reach us here: { $phone } or { $counter }.
ask-rating = How satisfied are you with the conversation? 1 means: not at all, 5 means: very. Or just ask a new question.
rating-thanks = Thank you for your rating. If there is anything else, just write.
rating-had = Thank you, I already have your rating.

## Buttons

button-person = Talk to a person
button-yes = Yes, please
button-no = No, thanks
button-none = None of these
button-helped = That helped
button-not-helped = That did not help
button-cancel = Cancel
button-withdraw = Take request back
button-keep = Keep request
button-status = Where am I in the queue?
button-link = New link
button-skip = Skip
button-unsure = I do not know
button-easy = Leichte Sprache
button-normal = Everyday language
button-lang-de = Deutsch
button-lang-en = English
button-help = Help
button-netiquette = Rules
button-privacy = Privacy
button-kind-question = Question
button-kind-defect = Report a defect or damage
button-kind-complaint = Complaint
button-kind-idea = Idea or praise
button-kind-objection = Objection
button-rate-1 = 1
button-rate-2 = 2
button-rate-3 = 3
button-rate-4 = 4
button-rate-5 = 5

## Menu of commands

menu-help = What can I do here?
menu-person = Talk to a person
menu-status = Where does my request stand?
menu-web-chat = Continue in the town's web chat
menu-cancel = Take my request back
menu-easy = Easy German (Leichte Sprache)
menu-language = Auf Deutsch weiter
menu-netiquette = Rules of the conversation
menu-privacy = Privacy

# -- Files that nobody gets. $named is "yes" when the file has a name.
file-refused-type = { $named ->
    [yes] The file “{ $name }” is of a kind that we do not accept. Nobody here can open it. Please send it as PDF or as a photo.
   *[no] Your file is of a kind that we do not accept. Nobody here can open it. Please send it as PDF or as a photo.
}
file-refused-large = { $named ->
    [yes] The file “{ $name }” is too large, we cannot fetch it. Please send a smaller one, 20 MB at most.
   *[no] Your file is too large, we cannot fetch it. Please send a smaller one, 20 MB at most.
}
file-refused-pixels = { $named ->
    [yes] The picture “{ $name }” has too many pixels. Please send a smaller one.
   *[no] Your picture has too many pixels. Please send a smaller one.
}
file-refused-broken = { $named ->
    [yes] The file “{ $name }” is damaged, we cannot open it. Please send it again.
   *[no] Your file is damaged, we cannot open it. Please send it again.
}
file-refused-infected = { $named ->
    [yes] Our virus scanner found malware in the file “{ $name }”. It was not passed on. Please check your device.
   *[no] Our virus scanner found malware in your file. It was not passed on. Please check your device.
}
