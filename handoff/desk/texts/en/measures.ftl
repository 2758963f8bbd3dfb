# Measures: what the staff's group hears of them.

measure-group-threat = ⚠️ A threat was found in a message. Leads, please look at it now.
measure-group-review = Somebody asks for a review of a measure. Leads, please decide.
