# Measures: what the staff's group hears of them.

measure-group-threat = ⚠️ A threat was found in a message. Leads, please look at it now.
measure-group-review = Somebody asks for a review of a measure. Leads, please decide.
measure-group-mark = ⚠️ Threat
measure-group-masked = [A threat. The text stands at the desk, after a click.]

deed-measure-set = { $name } imposed a measure
deed-measure-proposed = { $name } proposed a long block
deed-measure-confirm = { $name } agreed with the long block as second person
deed-measure-turned-down = { $name } turned the proposed block down
deed-measure-lifted = { $name } lifted the measure
deed-measure-auto = The machine answered a breach of the rules
deed-measure-ended = The measure has run out
deed-review-asked = A review was asked for
deed-review-decided = { $name } decided on the request for a review
