# The open case: head, conversation, reply, right column.

case-identity-badge = Identity not verified
case-since = Has written since
case-to-side = Facts, suggestions, notes
item-asked = A question to you
item-answered = Your question is answered
act-earlier = An earlier case of this person.

deed-claim = { $name } took it
deed-release = { $name } gave it back
deed-transfer = { $name } passed it on to { $department }
deed-transfer-to = { $name } passed it on to { $to }
deed-park = { $name } parked it
deed-close = { $name } closed it
deed-recall = { $name } took a reply back before it left
deed-refused-reply = A reply of { $name } did not leave; it is a draft there

to-departments = Departments
to-people = People
act-transfer-note = Note with it (internal)
act-ask = Ask a colleague
act-ask-to = Whom?
act-ask-text = Your question
act-ask-hint = The case stays with you. Only staff read question and answer.
questions = Questions between colleagues
ask-mine = A question to you from { $name }
ask-open = You asked { $name }
ask-answered = { $name } has answered
ask-read = Read
ask-answer-label = Your answer (internal)
ask-answer = Answer
ask-seen = Read it
ask-drop = No longer needed

tags = Tags
tags-none = None.
tag-new = New tag
tag-add = Add
tag-off = Remove the tag “{ $tag }”
note-title = Internal note
note-hint = Only staff read this
note-add = Save note
earlier-title = Earlier cases of this person
earlier-none = None in your departments.

suggestions-title = Suggestions from the FAQ
near-close = fits very well
near-near = may fit
near-far = loosely related
texts-title = Canned texts
texts-search = Search canned texts
texts-found = found
help-insert = Insert “{ $title }” into the reply
help-inserted = Inserted. You can still change the text.
match-used = Where the reply comes from

reply-in = (in this language: { $language })
reply-close-title = … and close
reply-close = Send and close
outgoing-at = Leaves at { $at }
outgoing-in = Leaves in seconds:
outgoing-ends = Then it is closed: { $end }
outgoing-recall = Take back
refused-taken = Not sent: { $name } has the case. Your text is here as a draft; what was answered there stands above it.
refused-closed = Not sent: the case is closed. Your text is here as a draft.
correct = Correct
correct-what = You are correcting your message of { $at }. Where the channel can, it changes there too.
correct-not = Cancel
correct-label = Corrected text
correct-send = Send correction
fate-again = Send again

done-note = Note saved.
done-tag = Tag saved.
done-untag = Tag removed.
done-ask = The question is asked.
done-answer = The answer is noted. Whoever asked sees it.
done-asked = Done.
done-recall = Taken back. The text is in the field again.
done-correct = The correction is stored.
said-left = Too late: the reply has left already. You can still correct it.
said-unfilled = Please replace first: { $names }
said-not-yours = A message can only be corrected by whoever wrote it.
said-ask-whom = Please choose whom to ask.
said-tag = A tag is made of letters and digits.
