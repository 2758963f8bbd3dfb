# Duty: breaks, absence, deputies, taking over, opening again.

area-duty = Duty
duty-title = Duty
duty-intro = Who is not there now, and who stands in.
duty-mine = My break
duty-mine-now = You are on a break until { $until }. What is yours stays yours until then.
duty-mine-absent = You are absent from { $since } to { $until }. What is yours goes back to the list as soon as it is our turn.
duty-mine-none = You are on duty.
duty-back = I am back
duty-pause = Break
duty-pause-half = 30 minutes
duty-pause-hour = 1 hour
duty-pause-until = Break until
duty-pause-hint = Until then your cases stay with you; others see that you are on a break. At most until this time tomorrow.
duty-over = Hand over everything
duty-over-count = { $n ->
    [0] You have no open case now.
    [one] You have one open case.
   *[other] You have { $n } open cases.
}
duty-over-to = To whom
duty-over-queue = Back to the list
duty-over-person = { $name }{ $state ->
    [here] , is there
    [pause] , on a break
    [away] , absent
   *[gone] , not at the desk
}
duty-over-send = Hand over all
duty-absence = Absence of staff
duty-absence-hint = For holidays or illness, in whole days. The person's cases then go back to the list as soon as it is our turn.
duty-absence-who = Who
duty-from = From
duty-to = Until and including
duty-absence-set = Enter absence
duty-absence-none = Nobody is entered as absent.
duty-absence-line = { $name }: { $since } to { $until }
duty-absence-drop = Remove
duty-departments = Deputies of departments
duty-departments-hint = New concerns go to the deputy meanwhile. What waits already stays where it is.
duty-department = Absent department
duty-deputy = Deputy
duty-departments-set = Enter deputy
duty-departments-none = No department is entered as absent.
duty-departments-line = { $department }: { $since } to { $until }, deputy: { $deputy }
duty-choose = Please choose …

duty-said-paused = Break until { $until }. Enjoy it!
duty-said-back = Good to have you back.
duty-said-over = { $given ->
    [0] Nothing
    [one] One case
   *[other] { $given } cases
} handed to { $name }, { $queued ->
    [0] none
    [one] one
   *[other] { $queued }
} back in the list.
duty-said-over-queue = { $queued ->
    [0] There was nothing to hand over.
    [one] One case is back in the list.
   *[other] { $queued } cases are back in the list.
}
duty-said-absent = Entered.
duty-said-dropped = Removed.
duty-bad-pause = That time will not do. Please give one within the next 24 hours. Whoever is away for longer enters an absence below.
duty-bad-days = Those days will not do. Please give a first and a last day, the last not before the first, not in the past and at most a year ahead.
duty-bad-person = There is no such person, or they do not work on cases. Please choose another one.
duty-bad-deputy = Please choose a department, and as deputy another one for which this one does not stand in itself.

duty-deputy-note = Standing in for: { $department } (absent when it was asked).
duty-owner-paused = { $name } is on a break until { $until }.
duty-owner-absent = { $name } is absent until { $until }.
duty-owner-gone = { $name } is not at the desk (last seen { $at }).
duty-reopened-note = Opened again { $at }.
act-take-over = Take over as lead
act-take-over-hint = { $name } cannot reply any more then; the citizen is told that you write now. This is logged.
act-reopen = Open again
act-reopen-hint = The case is yours then, under the same receipt number.
done-take-over = Taken over.
done-reopen = Open again; it is yours.
said-reopen-newer = The citizen has a newer concern. Please go on there.

duty-group-due = { $n ->
    [one] One concern is due soon
   *[other] { $n } concerns are due soon
}
duty-group-late = { $n ->
    [one] One concern has been waiting longer than promised
   *[other] { $n } concerns have been waiting longer than promised
}
duty-group-more = … and { $n } more
