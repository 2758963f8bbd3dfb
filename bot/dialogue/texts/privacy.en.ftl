### The page on privacy: which of these sentences stand there follows from the settings (bot/privacynotice.py).

web-privacy-title = Privacy in the chat
web-privacy-who-title = Who is responsible, and who answers
web-privacy-who = The town of { $town } is responsible for this chat, phone { $phone }.
web-privacy-machine = A machine answers first. It picks answers that people have written and checked, and writes nothing itself. You can reach a person at any time; we say so when one takes over.
web-privacy-what-title = What is stored
web-privacy-what = The town stores your messages and our answers so that we can deal with your request.
web-privacy-what-files = The town stores your messages, your files and our answers so that we can deal with your request.
web-privacy-photos = Where, when and with what a photo was taken is removed from it. We keep the place only when a defect is reported (a pothole, for example).
web-privacy-masked = Before anything is stored, the program takes out of your messages what it recognises of these, and tells you:
web-privacy-masked-nothing = Messages are stored as they are written.
web-privacy-mask-iban = account numbers (IBAN)
web-privacy-mask-card = card numbers
web-privacy-mask-tax-id = tax identification numbers
web-privacy-mask-social-security = pension insurance numbers
web-privacy-mask-id-card = identity card and passport numbers
web-privacy-mask-phone = phone numbers
web-privacy-mask-email = e-mail addresses
web-privacy-mask-birth-date = dates of birth
web-privacy-mask-file-number = file, customer and tax numbers
web-privacy-counted = Only numbers are counted: how many questions came in which hour, in which language, on which topic, and how they ended, without reference to a person. Nothing that anybody wrote is in the program's logs.
web-privacy-long-title = For how long
web-privacy-long = After that the program deletes by itself:
web-privacy-kept-answered = conversations that the machine answered: { web-privacy-time }
web-privacy-kept-closed = { $where ->
    [town] conversations with people
   *[other] conversations with people in the department { $department }
}: { web-privacy-time }
web-privacy-kept-unanswered = { $where ->
    [town] conversations that ended without an answer
   *[other] conversations that ended without an answer in the department { $department }
}: { web-privacy-time }
web-privacy-kept-undelivered = { $where ->
    [town] conversations in which a reply could not be delivered
   *[other] conversations in which a reply could not be delivered in the department { $department }
}: { web-privacy-time }
web-privacy-kept-callback = phone numbers for a call back: { web-privacy-time }
web-privacy-kept-notice-address = e-mail addresses to which we write that a reply is there: { web-privacy-time }
web-privacy-kept-draft = drafts of staff: { web-privacy-time }
web-privacy-kept-unread-message = messages that the program could not read: { web-privacy-time }
web-privacy-kept-copy = the file with a copy of the data that somebody asked for: { web-privacy-time }
web-privacy-kept-repeat = numbers of messages, so that none arrives twice: { web-privacy-time }
web-privacy-kept-act = records of who in the administration did what with a conversation, with numbers and without texts: { web-privacy-time }
web-privacy-kept-offence = kind and time of an offence, never the words: { web-privacy-time }
web-privacy-kept-measure = which measure held and why, and the answer to a request for review: { web-privacy-time }
web-privacy-kept-threat = that somebody threatened in a conversation, on the list of those in charge: { web-privacy-time }
web-privacy-time = { $number ->
    [one] { $unit ->
        [hours] one hour
       *[days] one day
    }
   *[other] { $unit ->
        [hours] { $number } hours
       *[days] { $number } days
    }
} { $since ->
    [end-or-call] after the call or the end of the conversation
    [last-change] after the last change
    [arrival] after it came in
    [making] after it was made
    [over] after the measure ended
   *[end] after the end of the conversation
}{ $receipt ->
    [first] ; what belongs to the files only once the filing system has taken it
   *[no] { "" }
}
web-privacy-long-held = A conversation stays longer only if a named person has it held, with a reason and an end, for example for a court case.
web-privacy-readers-title = Who reads it
web-privacy-readers = The program runs at the town or on its behalf. When you talk to a person, the office in charge reads the conversation.
web-privacy-readers-others = If somebody there reads it who does not deal with it, that is recorded. Nobody here checks who you are; what can only be settled with an identity card is not settled in the chat.
web-privacy-conduct-title = When the rules are broken
web-privacy-conduct = By fixed rules about words the program sees whether a message insults, threatens or incites. You are told what follows, why and for how long; with /pruefung another person looks at it.
web-privacy-conduct-machine = By itself the program only points it out, warns or answers more slowly. Only people can mute or block.
web-privacy-conduct-people = By itself the program does nothing about it: only people decide on measures.
web-privacy-conduct-mark = The message itself bears a mark that is deleted with it. Besides we keep:
web-privacy-conduct-address = As long as a measure holds or a request for review is open, it also stays stored to which chat it belongs.
web-privacy-conduct-threats = Those in charge hear of a threat at once. They can hand the message on as evidence, with its time, identifiers and context, for example for a criminal complaint; that is recorded too.
web-privacy-group-notice = Staff are told on Telegram that a request waits: with receipt number, department and the first words.
web-privacy-group-topics = Staff deal with requests in a closed group on Telegram too. The conversation then passes through Telegram's servers.
web-privacy-mail-title = E-mail
web-privacy-mail = If you give an e-mail address, we write to you when a reply is waiting for you, at most once until your next visit. The mail holds receipt number, department and a link, nothing else. The address is kept apart from the conversation. You can delete it at any time, in the chat or from the mail.
web-privacy-call-title = Call back
web-privacy-call = If you ask to be called, we store your phone number apart from the conversation. Only staff of the department see it. If you take the wish back in the chat, it is deleted at once.
web-privacy-telegram-title = If you use Telegram
web-privacy-telegram-whole = You can also write to us on Telegram. All messages, also those with our staff, then pass through Telegram's servers; they are not end-to-end encrypted there. The web chat does without Telegram.
web-privacy-telegram-general = On Telegram we give general information only. When it gets personal, a link that works once leads the conversation into the web chat; replies of people are only there. On Telegram you are told at most that there is one. We do not store photos, files, places and contacts that are sent there. What you write there passes through Telegram's servers.
web-privacy-device-title = What is on your device
web-privacy-device = The web chat sets no cookies. Your browser keeps a random key and messages that are not sent yet. “End on this device” in the chat's menu deletes both.
web-privacy-rights-title = Your rights
web-privacy-rights-export = With /auskunft you get everything that is stored about you here, as a file in the chat.
web-privacy-rights-erase = With /loeschen you delete it; an open concern is thereby withdrawn. If something has to stay, we tell you what, why and, where it is known, until when. Both work also while you are muted or blocked.
web-privacy-rights = You can also ask for access, correction and erasure in other ways. All about it is in the town's privacy statement:
web-privacy-link = Privacy statement of the town of { $town }
