# What citizens ask for by letter about their data; what was erased on their own wish.

citizen-title = This person's data
citizen-letter = Copy or erasure on request
citizen-hint = Only when it is certain that the person asks for it themselves. Both reach over all their cases in all departments and are recorded.
citizen-copy = Copy as a ZIP
citizen-erase = Erase everything of this person
citizen-type = To confirm, type the receipt number { $receipt }
citizen-typed = The receipt number typed is not right. Nothing was erased.
citizen-erasing = Everything of this person is being erased now, except what is held by law. They are told.
vanished = Erased on the citizen's wish: { $receipts }
