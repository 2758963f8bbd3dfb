# The desk's texts. Every key is in de.ftl too.

desk = Desk
skip = Skip to content
logout = Log out
lang-name = English
lang-choose = Language
lang-de = German
lang-en = English
nav = Main navigation
you = Logged in as { $name }

login-title = Log in
login-login = Login
login-password = Password
login-send = Log in
login-hint = No password? Your administrator can give you a one-time log-in link.
login-returns = You are not logged in at the moment. Afterwards you go on where you were.
login-wrong = Login or password is wrong.
login-too-often = Too many attempts. Please wait a quarter of an hour.
login-again = The page was open for too long. Please try again.
link-title = One-time log-in link
link-text = This link logs you in once. After that it is no longer valid.
link-send = Log in now
link-used = This log-in link is no longer valid. Please ask for a new one.

list-title = Concerns
list-filter = Which concerns
show-all = All
show-waiting = Waiting
show-mine = Mine
show-closed = Closed
empty-all = Nothing open. New concerns appear here by themselves.
empty-waiting = Nobody is waiting.
empty-mine = You have no concern at the moment.
empty-closed = Nothing closed yet.
no-subject = Without text
item-receipt = Receipt
item-mine = With you
item-nobody = Nobody yet
waiting-count = { $n ->
    [0] Nobody is waiting
    [one] 1 waiting
   *[other] { $n } waiting
}

state-ours = Our turn since { $since }
state-citizen = Citizen's turn since { $since }
state-awaited = Waits for the citizen to come to the web chat (link sent); replies lie ready there
state-parked = Parked until { $until }
state-closed = Closed { $at } – { $end }
promise = Promised by { $at }
promise-late = Promise overdue: { $at }

age-now = just now
age-minutes = { $n } min ago
age-hours = { $n } h ago
age-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}

urgent = In danger: { $danger }
danger-fire = fire
danger-gas = gas
danger-medical = medical
danger-poisoning = poisoning
danger-accident = accident
danger-violence = violence
danger-domestic = violence at home
danger-child = child in danger
danger-missing = missing person
danger-suicide = risk of suicide
danger-crime = crime
danger-other = emergency

kind-question = Question
kind-defect = Defect report
kind-complaint = Complaint
kind-idea = Idea
kind-objection = Objection
channel-telegram = Telegram
channel-web = Web chat
end-answered = answered
end-left = ended by the citizen
end-forwarded = forwarded
end-unreachable = unreachable
end-abuse = abuse
end-no-reaction = no reaction
end-other = another reason

case-back = Back to the list
case-facts = Facts of this case
case-transcript = Conversation
case-empty = No messages yet.
case-department = Department
case-kind = Kind
case-channel = Channel
case-language = Language
case-place = Place
case-asked = Asked
case-owner = Owner
case-identity = Identity
case-unverified = not verified
case-earlier = This case is closed. The person has a new one by now.
case-new-below = New message ↓

who-citizen = Citizen
who-machine = Machine
who-person = Staff
who-note = Internal note
quote-reply = Reply to a message ({ $by })
quote-reply-at = Reply to the message of { $at } ({ $by })
quote-forward = Forwarded ({ $by })
reply-by-us = from us
reply-by-citizen = their own
reply-by-person = from another person
reply-by-public = from a channel or group
forward-by-us = from us
forward-by-citizen = their own message
forward-by-person = from another person
forward-by-public = from a channel or group
version-of = Version { $number } of a message
version-of-at = Version { $number } of the message of { $at }
version-later = Changed later (version { $number })
version-later-at = Changed later, { $at } (version { $number })
version-overtaken = An older version: it arrived after the newer one
reaction = Sign on a message
reaction-at = Sign on the message of { $at }
reaction-taken-back = Sign taken back
reaction-taken-back-at = Sign on the message of { $at } taken back
keys-offered = Buttons offered:
match = What was recognised
match-entry = Entry
match-why = Matches (entry and score)
file-photo = Photo
file-document = Document
file-voice = Voice message
file-video = Video
file-sticker = Sticker
file-location = Location
file-contact = Contact
file-other = File
file-photo-place = Where a photo was taken
file-taken-at = Taken at { $place }
file-is-held = Not checked for malware yet. Nobody gets it until then.
file-is-infected = The virus scanner found malware. The file stays locked away.
file-is-gone = The file is not there any more.
file-is-large = Too large: Telegram gives bots files of up to 20 MB only.
file-map = View on OpenStreetMap
file-save = Save
file-large = View the photo in full size

fate-new = Stored, waiting to be sent
fate-sending = Being sent
fate-retry = Not sent yet, will be tried again ({ $reason })
fate-sent = Sent { $at }
fate-uncertain = Uncertain: it may have arrived
fate-held = Held back because it was late
fate-undeliverable = Cannot be delivered: { $reason }
fate-dead = Not sent: { $reason }
fate-needless = Not sent, as no longer needed
fate-arrived = Arrived
fate-stored = Stored, not fetched yet
fate-parts = { $text } ({ $sent } of { $all } parts sent)
reason-blocked = the bot was blocked
reason-refused = refused by the channel
reason-no-address = no address on this channel any more
reason-too-big = file too large for this channel
reason-file-gone = the file is not there any more
reason-held = the file is still being checked
reason-late = late
reason-unknown = reason unknown

acts = What to do?
act-claim = Claim
act-release = Give back
act-transfer = Hand on
act-transfer-to = To whom?
act-park = Park
act-park-hour = 1 hour
act-park-tomorrow = Tomorrow, 8:00
act-park-until = Time
act-close = Close
act-close-title = Close …
act-close-why = Reason
act-close-choose = Please choose
act-taken = { $name } has this concern.
act-unclaimed = Nobody has this concern yet.
act-yours = You have this concern.
act-done = This concern is closed.

reply-label = Your reply
reply-hint = **bold**, *italic*, [link](https://…) · Ctrl + Enter sends
reply-send = Send
reply-taken = { $name } has the case. Your text stays here until you delete it.
reply-closed = The case is closed. Your text stays here until you delete it.
reply-unclaimed = Nobody has the case. Sending claims it.
reply-draft = Draft kept
attach = Attach files
attach-hint = { $size } each at most, drag and paste work too
attached = Attached files
upload-loading = Uploading …
upload-ready = ready
upload-remove = Remove
upload-wait = A file is still being uploaded. Please send again in a moment.
upload-type = This kind of file is not possible. Possible are: { $limit }, without macros.
upload-large = The file is too large. { $limit } at most.
upload-pixels = The picture has too many pixels.
upload-broken = The file is empty or damaged.
upload-infected = The virus scanner found malware in this file. It was not attached.
upload-held = The virus scanner does not answer. No file leaves unchecked. Please attach it again later.
upload-full = The room for files is used up. Please tell those who run the system.
upload-slow = The upload took too long.
upload-often = These were very many files in one hour. Please try later.
upload-away = The file could not be stored. Please try again in a moment.

done-claim = Claimed.
done-release = Given back.
done-transfer = Handed on.
done-park = Parked.
done-close = Closed.
done-reply = Stored. Whether the reply has arrived is shown at the message.
said-taken = { $name } has this concern already.
said-taken-reply = { $name } has this case by now. Your reply was not sent; the text stays here.
said-closed = This concern is closed already.
said-closed-reply = This concern is closed. Your reply was not sent; the text stays here.
said-empty = Please write something first.
said-too-long = That is too long. At most { $n } characters.
said-file-gone = An attached file is not there any more. Please attach it again.
said-files-many = These are too many files. { $n } a reply at most.
said-transfer-where = Please choose another department.
said-park-when = Please choose a time in the future, at most a year ahead.
said-close-why = Please choose a reason.
said-no-answer = The server does not answer. Nothing is lost: your text is still here. Please send again.

live-lost = Connection lost. The page reconnects by itself.
live-new-message = New message from the citizen
live-new-case = A new concern is waiting

problem-title = That did not work
problem-login = Please log in again.
problem-form = This request did not come from this page or was too old. Please reload the page.
problem-missing = There is no such page or concern, or it belongs to another department.
problem-file-away = The file cannot be had at the moment. Please try later.
problem-file-held = The file has not been checked for malware yet. Nobody gets it until then. Please try later.
problem-file-gone = The file is not there any more.
problem-file-type = For safety we do not pass on this kind of file. The person knows and can send it differently.
problem-file-large = The file is too large. The person knows and can send a smaller one.
problem-file-pixels = The picture has too many pixels and is not shown. The person knows.
problem-file-broken = The file is damaged. The person knows and can send it again.
problem-file-infected = The virus scanner found malware. Nobody gets this file. The person knows.
problem-away = The store does not answer. Nothing was confirmed. Please try again in a moment.
problem-folder = The folder with the town’s texts does not answer. What is published holds; what you were about to save may not be saved. Please look again later; if it stays so, tell those who run it.
problem-failed = This went wrong, and not because of you: the error is in the program's log. Please try again; if it stays so, tell those who run it.
problem-other = This request was not possible like that.
problem-home = To the list

# The staff's Telegram group
group-waiting = ⏳ Waiting since { $since }
group-claimed = 👤 Claimed by { $name } ({ $at })
group-parked = ⏸ Parked until { $until } ({ $name })
group-closed = ✅ Closed { $at } – { $end }
group-urgent = 🚨 Urgent
group-open-desk = Open at the desk
group-open-list = Open the list at the desk
group-digest = { $n ->
    [0] Nobody waits any more
    [one] 1 case waits
   *[other] { $n } cases wait
}
group-claim-one = Claim { $receipt }
group-why-close = How does the case end?
group-which-department = To which department?
group-how = Only a reply (Telegram: “Reply”) to a message with 👤 goes to the citizen. All else here stays internal. Commands: /help
group-so-far = So far
group-older = … Older messages are at the desk.
group-edited = changed
group-failed = ⚠️ Not delivered: { $reason }
group-doing-claim = { $receipt }: you claim it.
group-doing-release = { $receipt }: you release it.
group-doing-close = { $receipt }: you close it.
group-doing-transfer = { $receipt }: you hand it on.
group-asks = Please choose below.
group-taken = { $receipt }: claimed by { $name }.
group-is-closed = { $receipt } is closed already.
group-yours-already = { $receipt }: you have this case.
group-stranger = Your Telegram account is not linked to an account at the desk, or you write anonymously. At the desk, “My account” gives you a code.
group-not-yours = { $receipt } belongs to another department.
group-unknown-button = This button is no longer valid.
group-not-sent-nobody = ⚠️ Not sent, noted internally only: nobody has the case. Claim it first, then reply again.
group-not-sent-taken = ⚠️ Not sent, noted internally only: { $name } has the case.
group-not-sent-closed = ⚠️ Not sent: the case is closed.
group-not-sent-file = ⚠️ Not sent: please send files at the desk.
group-not-edited = ⚠️ The change was not sent.
group-withdraw-how = Reply with /withdraw to your own reply that was sent.
group-withdrawn = Withdrawn. Whoever has read it has read it.
group-park-how = Until when? For example: /later 2h, /later 14:30, /later tomorrow, /later 24.12. 10:00
group-done-park = Parked until { $until }.
group-done-transfer = Handed on to { $department }.
group-help =
    A reply to a message with 👤 is sent. All else is an internal note.
    /claim · /release (back to the queue) · /transfer department · /later 2h · /done · /withdraw (as a reply to your own reply)
    /mute 24h insult reason · /block 3d threat reason (leads) · /lift (leads) · /measure
    Change your reply in Telegram and it changes there too, where the channel can. The bot is not told of deletions.
group-connect-how = It goes like this: /connect CODE. At the desk, “My account” gives you the code.
group-code-unknown = This code is not valid, or no longer. At the desk, “My account” gives you a new one.
group-code-exposed = This code links an account and belongs into the private chat with the bot. It is no longer valid, because everybody here could read it.
group-code-elsewhere = This code pairs a group. Please send it in the group.
group-code-too-often = Too many attempts. Please wait a quarter of an hour.
group-linked = Linked: this Telegram account now belongs to { $name }’s account at the desk. To unlink: /disconnect, or “My account” at the desk.
group-unlinked = Unlinked. This Telegram account belongs to no account at the desk any more.
group-not-linked = This Telegram account was linked to no account.
group-paired = This group is now the staff's group. Who waits is shown here.
group-unpaired = This group is no longer the staff's group.
group-lead-only = Only leads may do this.
menu-claim = Claim the case
menu-release = Back to the queue
menu-transfer = Hand on to another department
menu-park = Park until a time, e.g. 2h
menu-close = Close the case
menu-withdraw = Withdraw the own reply that you reply to
menu-help = What can be done here

account-title = My account
account-short = Account
telegram-title = Telegram
telegram-linked = Linked to a Telegram account since { $at }.
telegram-not-linked = Not yet linked to a Telegram account. Linked, you can claim cases in the staff's group.
telegram-make-code = Get a code
telegram-unlink = Unlink
telegram-code = Your code
telegram-code-how = Send the bot in its private chat: /verbinden { $code }
telegram-code-ends = The code is valid once and until { $at }. Whoever has it can act in your name: do not pass it on.
telegram-group = The staff's Telegram group
telegram-group-paired = Paired since { $at }, by { $by }.
telegram-group-none = No group is paired.
telegram-group-away = The bot cannot write there at the moment: { $reason }. The desk works on.
telegram-group-code = Get a code for a group
telegram-group-code-how = Send in the group: /verbinden { $code }
telegram-group-unpair = Unpair the group
telegram-done-unlink = Unlinked.
telegram-done-group-unpair = The group is unpaired.
telegram-off = This town is not on Telegram.
away-kicked = the bot is no longer in the group
away-rights = the bot lacks rights
away-topics = it cannot make topics
account-mail-title = Word by mail
account-mail-note = You get a mail when a concern of your departments is waiting. It holds receipt numbers, the department and a link, nothing else.
account-mail-off-here = This town sends no mails. Your choice takes effect as soon as it does.
account-mail = Mail address
account-when = When
account-when-off = Not at all
account-when-now = At once (what comes before the next mail is gathered)
account-when-digest = Gathered
account-minutes = Gathered every
account-minutes-n = { $n } minutes
account-save = Save
account-saved = Saved.
account-mail-wrong = This is no mail address. Please check it.
account-mail-missing = Please give a mail address, or choose “Not at all”.

problem-right = Your rights do not cover this. Ask whoever looks after the accounts in your town.

# -- areas
areas = Areas
group-lead = Leadership
group-admin = Administration
group-more = More
area-waits = { $n } waiting
area-cases = Concerns
case-none-open = Choose a concern on the left.
case-side = About the concern
