# Notices with an end, the warning to all, channels switched off.

channel-mail = E-mail
area-notices = Notices

strip = Messages
strip-banner = Important message to everybody:
strip-off = { $channel } is switched off.
strip-off-note = Messages from there are kept; what we write goes out once it is open again.
strip-off-web = In the web chat replies can be read at once.

board-notices = Notices of departments and offices
board-notices-note = Citizens see them at first contact and above the answers they concern, each once. They end by themselves.
board-notices-none = No notice is up at the moment.
board-holds = Holds since { $starts }, ends { $ends }
board-waits = Holds from { $starts }, ends { $ends }
board-end = End the notice
board-add = New notice
board-about = Of whom
board-departments = Departments
board-offices = Offices and places
board-text = Text (German)
board-text-en = English text (optional)
board-starts = From
board-ends = Until
board-starts-note = Without “From” it holds at once.
board-add-send = Put it up

board-banner = Important message from the town
board-banner-note = For emergencies only: it stands above every open chat at once, on embedded pages too, and comes with the next answer on Telegram.
board-banner-set = Show a message
board-banner-replace = Replace it by another
board-banner-send = Show it to everybody now
board-banner-clear = End the message
board-link = Link to more (optional)

board-channels = Ways to us
board-channels-note = A way that is switched off answers with one sentence that names another. Nothing is lost: messages wait until it is open again.
board-is-on = open
board-is-off = switched off
board-off-since = Since { $since }. Reason: { $reason }
board-held = { $n ->
    [0] Nobody is waiting there.
    [one] One conversation is waiting there.
   *[other] { $n } conversations are waiting there.
}
board-off = Switch { $channel } off
board-off-send = Switch { $channel } off now
board-on-send = Open { $channel } again
board-reason = Reason (for staff only)

board-done-add = The notice is up.
board-done-end = The notice has ended.
board-done-banner = The message now stands above every open chat.
board-done-banner-clear = The message has ended.
board-done-off = The channel is switched off.
board-done-on = The channel is open again; what has waited is being answered.

board-wrong-text-missing = Please give a German text.
board-wrong-text-long = The text is too long: at most 300 characters.
board-wrong-time-unread = The time cannot be read. Please give a day and a time.
board-wrong-ends-past = The end lies in the past.
board-wrong-ends-first = The end lies before the beginning.
board-wrong-notice-long = A notice holds for at most 92 days.
board-wrong-banner-long = A message holds for at most 14 days.
board-wrong-too-many = There are 50 notices already. Please end one first.
board-wrong-about-unknown = There is no such department or place.
board-wrong-link-wrong = The link must begin with https://.
board-wrong-channel-unknown = There is no such channel. There are telegram, web and mail.
board-wrong-reason-missing = Please give a reason.
