# The list: order, choice, signs, keyboard, this device. Every key is in de/queue.ftl too.

next = Next
next-hint = Take the next waiting concern of this choice (key n)
next-none = Nobody waits in this choice just now.
narrow = Narrow down
narrow-department = Department
narrow-language = Language
narrow-kind = Kind
narrow-any-department = all departments
narrow-any-language = all languages
narrow-any-kind = all kinds
narrow-apply = Apply
narrow-none = Show everything
empty-narrowed = Nothing in this choice.
list-new = New
list-new-one = 1 new concern – show
list-new-many = { $n } new concerns – show
list-moved = The order has changed – show
list-gone = No longer in this choice
list-pages = Pages of the list
list-first = To the beginning
list-more = Show more ({ $n })
list-more-closed = Show older ones
list-waits = waiting { $span }
list-ours = our turn for { $since }
list-citizen = citizen's turn for { $since }
list-due = by { $at }
list-soon = { $span } left
list-late = { $span } overdue
span-minutes = { $n } min
span-hours = { $n } h
span-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
for-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
list-start = “Next” (key n) takes the concern whose turn it is.
item-paused = on a break until { $until }
item-absent = absent until { $until }
item-reachable = reachable now
item-awaited = has yet to come to the web chat
item-alike = { $n ->
    [one] 1 alike
   *[other] { $n } alike
}
here-reads = { $n ->
    [one] { $names } is reading
   *[other] { $names } are reading
}
here-writes = { $n ->
    [one] { $names } is writing
   *[other] { $names } are writing
}

together-title = Answer together
together-lead = These concerns resemble each other. Each person gets your text as a reply of their own. Read each question: leave out what does not fit.
together-which = Which concerns
together-none = Nothing like this concern waits any more.
together-first = First question
together-text = Your reply to all
together-close = Close as “answered” afterwards
together-send = Take and send to all
together-none-chosen = Please choose at least one concern.
together-results = What became of each reply
together-done = Stored, about to leave
together-closed-too = Stored, about to leave; closed
together-taken = { $name } has the concern. Not sent.
together-over = It has been closed. Not sent.
together-elsewhere = One concern belongs to another department by now. Not sent.
together-failed = Not sent: the store did not answer. Your text is still below.
together-left = Send to these once more

keys-title = Keyboard
keys-open = Keyboard shortcuts (?)
keys-close = Close
keys-lead = The keys work as long as you do not write in a field.
keys-off = Single keys are switched off on this device.
keys-list = List
keys-case = Concern
keys-go = Go to
key-down = one further
key-up = one back
key-open = open
key-next = take the next one
key-claim = take
key-reply = to the reply field
key-send = send
key-search = search
key-help = this help
key-escape = leave the field, back to the list
key-waiting = Waiting
key-mine = Mine
key-all = All
key-closed = Closed
key-then = then
key-enter = Enter
key-control-enter = Ctrl + Enter

device-title = This device
device-lead = These settings hold in this browser only.
device-colours = Colours
device-theme-auto = like the device
device-theme-light = light
device-theme-dark = dark
device-contrast = High contrast
device-save = Save
device-saved = Saved.
device-keys = Keyboard
device-keys-on = Shortcuts of a single key (n, j, k …)
device-keys-hint = Switching them off helps when you work by voice. Tab, Enter and Ctrl + Enter always work.
device-alerts = Alerts
device-alerts-lead = When the page is in the background and a concern waits in your departments, or somebody answers you. The alert names the receipt number only.
device-notify = Notification of the browser
device-sound = Sound
device-sound-try = Try the sound
device-denied = Your browser allows this page no notifications. You can change that in the settings of the browser.
device-script = Keyboard and alerts need JavaScript.
alert-new = A concern waits: { $receipt }
alert-answer = New message: { $receipt }
