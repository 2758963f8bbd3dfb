# One's own data: a copy of it, and erasing it.

menu-export = A copy of everything that is stored
menu-erase = Erase all own data
button-export = Copy of my data
button-erase = Erase everything
button-erase-now = Yes, erase everything for good
button-erase-not = No, erase nothing
export-comes = I am putting together everything that we have stored about you. The file comes right here in the chat.
export-led = I do not send your data by Telegram. You get the copy in the town's web chat: **[Go on in the web chat]({ $url })** (works once, for { $hours } hours). Please write “copy of my data” there once more.
export-ready = Here is everything that we have stored about you: a page to read, the same for computers (JSON), and your files. The file will be deleted after { $days } days.
export-often = You got the copy { $times } times today already. You can ask for it again tomorrow.
export-failed = I could not make the file, for example because it is too large. Please turn to the town, phone { $phone }. You will then get the copy in another way.
export-file = Copy of my data
erase-ask = Shall I **erase everything** that we have stored about you? The conversation, all cases, your files and contact details will be gone. An open request is withdrawn, nobody will answer it. This cannot be undone. If you want a copy first, write: copy of my data. What your app shows, you delete yourself.
erase-begins = I am erasing everything now. This takes a moment.
erase-not = All right, nothing is erased.
erased = Everything that we had stored about you is erased. If you write again, a new conversation begins. What this app shows, only you can delete.
erased-but-hold = Everything is erased except: **{ $receipts }**. We have to keep that for legal reasons (proceedings), until { $until } at the longest. Questions: { $phone }.
erased-but-file = Everything is erased except: **{ $receipts }**. That belongs to an official file. We erase it here as soon as the file has taken it over. Questions: { $phone }.
erased-but-measure = Everything is deleted but the restriction that holds for this conversation. It ends by itself when you were told it would, and is deleted in the night after that.
