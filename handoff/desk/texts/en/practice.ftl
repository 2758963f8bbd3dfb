# Practising with made-up citizens.

area-practice = Practise
practice-strip = Practice:
practice-strip-note = Everything here is made up. Nothing reaches real citizens, nothing is counted.
practice-home = Back to the real desk
practice-what = In the practice town made-up citizens write: friendly, angry, hurried, with a photo or in danger. They react to what you do, and in the end you read what went well.
practice-safe = The practice town is kept apart from the real one: nothing from there reaches real people, and nothing counts in the statistics.
practice-enter = To the practice town
practice-off = The practice town is not switched on here. It is switched on in the program's settings (practice).
practice-how = Start somebody; after a few seconds the concern waits in the list. Take it, answer it and close it as in daily work.
practice-cases = To the list of concerns
practice-scenes = Who writes
practice-start = Let them write
practice-runs = Your practice
practice-none = None yet. Start somebody.
practice-started = Begun { $at }
practice-comes = Coming …
practice-writes = Talking.
practice-open = Open the concern
practice-over = Ended without the concern being closed.
practice-good = Good:
practice-next = Still missing:
