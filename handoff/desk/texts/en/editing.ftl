# FAQ and the files of the town.
area-faq = FAQ
area-admin = Administration
edit-offices = Offices and fees
edit-departments = Departments
edit-canned = Canned texts
edit-new = New
edit-save = Save
edit-saved = Saved. It holds within seconds.
edit-none = There is nothing here yet.
edit-delete = Delete …
edit-delete-note = It goes from the file, for everybody. Replies already written keep the text.
edit-delete-send = Delete for good
edit-deleted = Deleted. It holds within seconds.
edit-hint = In lists, one value a line. Empty fields go.
edit-broken = Nothing was saved:
edit-conflict = The file was changed meanwhile
edit-conflict-note = Nothing was saved. Here is what holds now; the form has your version. Saving again replaces the fields you changed.
edit-readonly = The town’s folder can only be read from here. Please change it in version control.
faq-broken = The files have errors, the earlier version holds:
faq-words = Words
faq-state = State
faq-any = All
faq-live = Live
faq-draft = Draft
faq-waiting = Waiting for approval
faq-due = Review is overdue
faq-filter = Show
faq-count = { $n ->
    [one] One entry
   *[other] { $n } entries
}
faq-preview = Preview
faq-foreseen = { $asked } known questions checked, { $n } would be answered differently.
faq-harm = Caution:
faq-tried = Your question
faq-diff = Change of the file
faq-shown = As people see it
faq-edit = Edit
faq-into = File
faq-ask = Try a question (with preview)
faq-keep-draft = Draft: not to be approved yet
faq-approve = Approve
faq-discard = Discard the change
faq-said-save = Saved.
faq-said-approve = Approved. It holds within seconds.
faq-said-discard = Discarded; what holds stands there again.
