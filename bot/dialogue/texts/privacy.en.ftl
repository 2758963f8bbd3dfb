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
web-privacy-kept-notice-address = e-mail addresses for notices: { web-privacy-time }
web-privacy-kept-draft = drafts of staff: { web-privacy-time }
web-privacy-kept-unread-message = messages that the program could not read: { web-privacy-time }
web-privacy-kept-repeat = numbers of messages, so that none arrives twice: { web-privacy-time }
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
   *[end] after the end of the conversation
}{ $receipt ->
    [first] ; what belongs to the files only once the filing system has taken it
   *[no] { "" }
}
web-privacy-long-held = A conversation stays longer only if a named person has it held, with a reason and an end, for example for a court case.
web-privacy-readers-title = Who reads it
web-privacy-readers = The program runs at the town or on its behalf. When you talk to a person, the office in charge reads the conversation.
web-privacy-readers-others = If somebody there reads it who does not deal with it, that is recorded. Nobody here checks who you are; what can only be settled with an identity card is not settled in the chat.
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
web-privacy-rights = You can ask for access, correction and erasure. All about it is in the town's privacy statement:
web-privacy-link = Privacy statement of the town of { $town }
