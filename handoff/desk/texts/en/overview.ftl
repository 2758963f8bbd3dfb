# Overview in figures, never about a person.

area-overview = Overview
overview-span = Span
overview-days = Last { $n } days
overview-csv = As a CSV file
overview-note = As of { $at }. All figures count events, not people; they stay when conversations are erased.
overview-waiting = Waiting now
overview-oldest = The oldest: { $age }
overview-nobody = Nobody is waiting
overview-kept = Taken in time
overview-of = { $part } of { $whole }
overview-typical = Usual wait
overview-slow = Nine in ten: { $time }
overview-answered = Answered at once
overview-suggested = Suggestions made
overview-handoffs = Given to people
overview-handed = { $n } given to people
overview-rating = Rating
overview-rated = { $n ->
    [one] one rating, 5 is best
   *[other] { $n } ratings, 5 is best
}
overview-departments = Departments
overview-department = Department
overview-age = Oldest
overview-new = New
overview-median = Half taken
overview-p90 = 90 % taken
overview-per-day = Questions by day
overview-per-day-drawn = Columns by day: { $answered } answered at once, { $suggested } with suggestions, { $handoffs } given to people. The figures are in the table below.
overview-per-hour = Given to people, by hour of the day
overview-per-hour-drawn = Columns by hour, { $n } in all. The figures are in the table below.
overview-as-table = As a table
overview-day = Day
overview-waits = Wait until somebody took it
overview-wait = Wait
overview-wait-minutes = up to { $n } minutes
overview-wait-hours = { $n ->
    [one] up to an hour
   *[other] up to { $n } hours
}
overview-wait-days = { $n ->
    [one] up to a day
   *[other] up to { $n } days
}
overview-wait-more = over two days
overview-ends = How concerns ended
overview-end = End
overview-ratings = Ratings
overview-stars = { $n ->
    [one] 1 star
   *[other] { $n } stars
}
overview-count = Number
overview-share = Share
overview-none = None in this span.
