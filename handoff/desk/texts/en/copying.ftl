# The copy for citizens: a page to read.

copy-title = Copy of everything that is stored about you
copy-made = { $town }, made on { $at }
copy-lead = This page shows the conversation, and below it everything else as it is stored. The same is there for computers in daten.json; your files are in the folder dateien.
copy-left-out = Left out are: names of staff that you were not told; keys that would open your conversation; indexes without content of their own (search, recognising double messages); anonymous counts.
copy-rows = Conversation
copy-rest = Everything else
copy-who-citizen = You
copy-who-machine = Machine
copy-who-person = Town
copy-who-note = Internal note
copy-files = Files
copy-missing = not available
copy-staff = Member of staff { $n }
