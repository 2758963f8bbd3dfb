# The web chat on pages of the town.

embed-open = Chat with the town
embed-close = Close chat
embed-frame = Chat with the town of { $town }
embed-news-one = 1 new message
embed-news-many = { $n } new messages
embed-silent = The chat does not answer at the moment. You can also reach us like this: phone { $phone }.
embed-window = Open the chat in a window of its own

# In the chat itself, when the browser lets it keep nothing.
embed-unkept = Your browser remembers nothing here: the conversation ends with this window.
embed-unkept-return = Come back with number
embed-unkept-window = Window of its own
embed-unkept-note = Write down number and code now: your browser forgets this conversation when you close the window.
