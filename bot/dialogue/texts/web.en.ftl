# The web chat's page.

web-title = { $town }: chat with the town
web-skip = Skip to the message field
web-heading = Chat with the town of { $town }
web-tagline = Ask questions, get answers
web-menu = Menu
web-menu-language = This page in German
web-menu-return = Return with a receipt number
web-menu-help = Help and contact
web-menu-netiquette = Rules of conduct
web-menu-privacy = Privacy
web-menu-leave = End on this device
web-other-language = Deutsch
web-back = Back to the chat
web-close = Close
web-cancel = Cancel

web-log = Conversation
web-message = Your message
web-placeholder = Write a message …
web-send = Send
web-keys = Enter sends, Shift and Enter make a new line.
web-to-end = To the end of the conversation

web-noscript = This chat needs JavaScript. It is switched off in your browser.
web-fallback = If the chat does not work, you can also reach us here:
web-contact = Contact without chat
web-phone = Phone
web-counter = In person

web-you = You
web-machine = Machine (Bürgerdraht)
web-person = { $name } (person)
web-person-unnamed = Town administration (person)
web-speaker-machine = A machine answers
web-speaker-waiting = Waiting for a person
web-speaker-person = { $name } is speaking (person)
web-typing = An answer is being written …
web-today = Today
web-yesterday = Yesterday

web-connecting = Connecting …
web-line-lost = The connection is lost. It comes back by itself; you can go on writing.
web-line-lost-pending = The connection is lost. Your message will be sent as soon as it is back.
web-line-back = The connection is back.
web-retry = Connect now
web-stored = stored
web-sending = sending …
web-unsent = waiting for the connection
web-not-sent = not sent
web-why-too-long = The text is too long. Please shorten it to { $n } characters.
web-why-empty = The message was empty.
web-why-too-fast = Those were many messages in a short time. It goes on in a moment.
web-why-away = Our storage does not answer right now. We will try again in a moment.
web-why-file = The file is no longer there. Please attach it again.
web-why-dropped = Those were too many messages at once; this one was not taken.
web-why-other = We could not take this.
web-left-chars = { $n } characters left
web-over-chars = { $n } characters too many

web-choices = Answers to choose from
web-chosen = chosen
web-photo-one = Photo

web-file-add = Attach a photo or document
web-files = Attached files
web-file-one = File
web-file-save = Save
web-file-remove = Remove
web-file-loading = uploading …
web-file-ready = ready
web-file-held = ready; will be checked for malware before it is passed on
web-file-all-ready = Ready to send. Add a few words if you like.
web-file-many = { $n } files in a message at most.
web-file-type = We do not accept this kind of file. Possible are: { $kinds }.
web-file-large = The file is too large. { $size } at most.
web-file-pixels = The picture has too many pixels.
web-file-broken = The file is empty or damaged.
web-file-infected = Our virus scanner found malware in it, the file was not accepted. Please check your device.
web-file-full = We cannot take any more files at the moment. You can go on writing.
web-file-often = These were very many files in a short time. Please try later.
web-file-slow = The upload took too long. Please try a better connection or a smaller file.
web-file-failed = The upload did not work. Please try again.
web-file-wait = Please wait until the connection is there, then attach the file.

web-receipt = Receipt number
web-receipt-code = Secret code
web-receipt-note = Write both down. With them you can return to this conversation later and on other devices. Do not share the code.
web-receipt-new = Your receipt number is { $no }. Number and code are shown above the conversation.
web-copy = Copy both
web-copied = Copied

web-return-title = Return with a receipt number
web-return-note = Enter the receipt number and the secret code that you were given when a person took over your request.
web-return-go = Open the conversation
web-return-wrong = Number and code do not match. Please check both.
web-return-often = Those were too many attempts. Please try again in a quarter of an hour.
web-return-away = This is not possible right now. Please try again in a moment.
web-return-done = Your conversation is back.

web-leave-title = End on this device?
web-leave-note = The conversation disappears from this device, and nobody can open it here again. What you have written stays with the town. With receipt number and code you can return later.
web-leave-go = End here
web-ended = The conversation has ended on this device.
web-new = Start a new conversation
web-empty = Write to us what you would like to know or what you need.
web-new-below = New message below

web-help-title = Help and contact
web-help-machine = A machine answers first. Its answers were written and checked by the administration.
web-help-person = You can talk to a person at any time: write “person”.
web-help-secret = Do not send account numbers, identity card numbers or passwords.
web-help-emergency = This chat is no help in an emergency. Call 110 or 112.

web-link-title = This link leads nowhere
web-link-used = The link has been opened before and works only once.
web-link-over = The link has expired, or there is a newer one.
web-link-ways = In the same browser as the first time you will find your conversation at the address of this chat. Otherwise ask for a new link on Telegram with /webchat. If you noted receipt number and code, they also bring you back. Or contact us:
web-link-close = Go on without the link
web-link-done = Your conversation goes on here.
web-link-before = Your conversation goes on here. The one before on this device has the number { $no } and the code { $code }: note both if you want to return to it.

web-netiquette-title = Rules of conduct
web-netiquette-german = This text is available in German only.
web-netiquette-version = Version { $version }, to be reviewed by { $review }.

web-notice-offer = Be told by mail
web-notice-on = Word by mail to { $mail }
web-notice-mail = Your mail address
web-notice-note = We only tell you that there is a reply in the chat when you are not here. We do not write what it says. The address belongs to this concern, does not appear in the conversation and is deleted after its end. You can delete it yourself from every mail.
web-notice-go = Save
web-notice-stop = Delete the address
web-notice-wrong = Please check the mail address.
web-notice-often = That was too often. Please try again in an hour.
web-notice-away = That is not possible right now. Please try again in a moment.
web-call-offer = Be called back
web-call-on = Call back to { $phone }
web-call-phone = Your phone number
web-call-when = When can you be reached well?
web-call-any = Any time during office hours
web-call-morning = In the morning
web-call-afternoon = In the afternoon
web-call-go = Ask for a call
web-call-stop = Take back
web-call-note = We call during office hours, as soon as we can. Only the staff who deal with your request see the number. It is no part of the conversation and is deleted seven days after the call or the end.
web-call-wrong = Please check the phone number, with its area code.

web-stop-title = No more mails
web-stop-ask = Shall we delete the address that we write to about this concern? You still find your reply in the chat.
web-stop-go = Delete the address
web-stop-done = The address is deleted. We send no more mails about this concern.
web-stop-wrong = This link is not complete. Please open it from the mail again.

web-banner = Important message:
web-banner-more = More about it
web-off = This chat is not answering at the moment. What is written here is kept and will be answered once it works again.
