# Search and history.
area-search = Search
search-title = Search and history
search-words = Words or receipt number
search-hint = Finds what has all the words, also inflected. Without words: all concerns, the newest first.
search-go = Search
search-narrow = Narrow down
search-any = All
search-state = State
search-state-open = Open
search-state-closed = Closed
search-end = Closed because
search-since = Asked from
search-until = Asked until
search-mine = Only mine
search-found = { $n ->
    [0] Nothing found
    [one] { $more ->
        [yes] The first concern
       *[no] One concern
    }
   *[other] { $more ->
        [yes] The first { $n } concerns
       *[no] { $n } concerns
    }
}
search-nothing = There is no such concern in your departments. Fewer words or a longer time may help.
search-further = More
search-not-whole = Very many concerns are open: only the newest thousand were searched for the words.
search-date-wrong = This is no date. Please write it like 2026-11-30.
search-dates-swapped = “From” is after “until”.
search-too-general = These words are too general. Please name one that it is about.
export-html = Save as a page to print
export-json = Save as JSON
export-state = State
export-made = Saved on
