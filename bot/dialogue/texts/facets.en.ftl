### Parts of an answer: their names (on buttons and before the part), and what is said about them.

facet-fee = Fees
facet-documents = Documents
facet-deadline = Deadlines
facet-where = Where
facet-processing-time = How long
facet-online = Do it online
facet-appointment = Book an appointment
answer-link = [{ $label }]({ $url })
facet-about = About: **{ $question }**
facet-missing = I have no checked text of its own for that on “{ $question }”. Perhaps it is in the whole answer. Otherwise a person can help you, here or on { $phone }.
facet-of-what = What is it about? Please add it, for example: “How much is a passport?” or “Which documents do I need to register my address?”
button-whole-answer = Show the whole answer
