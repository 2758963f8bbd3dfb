# Calls that citizens have asked for.
area-callbacks = Calls
calls-title = Calls to make
calls-note = These people have asked in the web chat to be called. The numbers are deleted seven days after the call.
calls-none = Nobody is waiting for a call.
calls-made = Made
call-title = Wants to be called
call-asked = Asked { $at }
call-when-any = any time during office hours
call-when-morning = in the morning
call-when-afternoon = in the afternoon
call-tried = { $n ->
    [one] Not reached once
   *[other] Not reached { $n } times
}, last { $at } ({ $name })
call-done-at = Called { $at } ({ $name })
call-done = Called
call-missed = Not reached
call-drop = Delete the number
call-note = Asks to be called: { $when }. The number is on the right under “Wants to be called”.
