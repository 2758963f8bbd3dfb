# Citizens' conduct: measures at a case, reviews, threats, evidence.

breach-insult = Insult
breach-threat = Threat
breach-sexual = sexual remark
breach-incitement = Incitement
breach-spam = advertising or always the same text
breach-flood = very many messages
breach-other = another breach

conduct-hint = Hint
conduct-warning = Warning
conduct-slow = Slow mode
conduct-mute = Muted
conduct-block = Blocked
conduct-machine = the machine
conduct-hours = { $n ->
    [one] one hour
   *[other] { $n } hours
}
conduct-days = { $n ->
    [one] one day
   *[other] { $n } days
}
conduct-title = Conduct
conduct-none = No measure, no offence counted.
conduct-held = In force: { $measure }
conduct-was = Last: { $measure }
conduct-since = Since
conduct-until = Until
conduct-why = Rule
conduct-reason = Reason
conduct-by = By
conduct-second = Second person
conduct-lasts = For
conduct-counted = { $what }: { $n ->
    [one] once
   *[other] { $n } times
}, last { $last }
conduct-counted-title = Offences counted
conduct-review-open = A review was asked for, number { $receipt }. To be decided by { $due }.
conduct-review-upheld = Reviewed: { $name } upheld the measure.
conduct-review-lifted = Reviewed: { $name } lifted the measure.
conduct-proposed = Proposed: a block for { $lasts }. It holds only once a second lead agrees.
conduct-proposed-own = This is your proposal; somebody else has to agree.
conduct-second-yes = Agree and block
conduct-second-no = Refuse
conduct-take-back = Take the proposal back
conduct-mute-title = Mute …
conduct-block-title = Block …
conduct-mute-hint = Muted means: what the person writes is stored and not answered. At most { $most ->
    [one] one day
   *[other] { $most } days
}. Emergencies always pass.
conduct-block-hint = Blocked means: what the person writes is not stored. At most { $most ->
    [one] one day
   *[other] { $most } days
}; { $alone ->
    [0] always
    [one] longer than one day
   *[other] longer than { $alone } days
} only with a second person. Emergencies always pass.
conduct-n = How long
conduct-unit = Unit
conduct-unit-hours = hours
conduct-unit-days = days
conduct-breach = Which rule was broken
conduct-reason-label = Reason, read by the person
conduct-reason-hint = Factual, in one or two sentences.
conduct-mute-do = Mute
conduct-block-do = Block
conduct-lift-do = Lift the measure
conduct-done-mute = Muted. The person is told why, how long and how to ask for a review.
conduct-done-block = Blocked. The person is told why, how long and how to ask for a review.
conduct-done-proposed = Proposed. The block holds only once a second lead agrees.
conduct-done-lift = Lifted. The person is told.
conduct-done-second-yes = Agreed: the block holds now.
conduct-done-second-no = Refused: there is no block.
conduct-not-not-staffs = Only the machine imposes this.
conduct-not-no-reason = Please give a reason of at most 500 characters.
conduct-not-no-end = Please say how long, and which rule was broken.
conduct-not-too-long = That is longer than the town allows.
conduct-not-needs-second = This needs a second person.
conduct-not-same-person = Somebody else has to decide this than who imposed or proposed it.
conduct-not-nothing-there = It is not there any more: it has ended, or somebody was quicker.
conduct-not-asked-already = This was asked for already.
conduct-not-decided-already = Somebody else has decided it meanwhile.
conduct-not-forbidden = You have no right to do this. The attempt is recorded.

threat-mark = ⚠ Threat
threat-masked = [Threat, hidden]
threat-warning = Attention: a threat was found in this conversation. You need not read it; the leads have been told. If you feel in danger, call 110.
threat-show = Show the threat
threat-show-hint = That you look at the threat is recorded. It is hidden again when the page is loaded.
threat-shown = The sentence as it was written
threat-back = Back to the case
threat-evidence = Download the evidence (ZIP)
threat-evidence-hint = For the police: wording, times, checksums. The download is recorded.

evidence-title = Evidence
evidence-lead = Messages in which a threat was found, with those before and after, as they are stored. Each row lies unchanged in the folder rows; its checksum stands here and in SHA256SUMS.
evidence-receipt = Receipt number
evidence-conversation = Conversation
evidence-channel = Channel
evidence-address = Address (SHA-256)
evidence-clock = Source of the times
evidence-made = Made
evidence-at = Time (UTC)
evidence-who = Who
evidence-text = Text
evidence-sum = SHA-256 of the row as stored
evidence-acts = Acts in the audit
evidence-none = No message of this case holds a threat.

area-reviews = Reviews
reviews-requests = Requests for review
reviews-requests-note = Who imposed the measure has no part in the decision.
reviews-requests-none = Nobody waits for a review.
reviews-proposals = Long blocks that need a second person
reviews-proposals-note = They hold only once another lead agrees. After seven days they lapse.
reviews-proposals-none = No block waits.
reviews-threats = Threats of the last seven days
reviews-threats-note = The wording is hidden until you have it shown.
reviews-threats-none = No threat was found.
reviews-measures = Measures in force
reviews-measures-note = Everything ends by itself.
reviews-until = until { $at }
reviews-measures-none = No measure is in force.
reviews-done-decide = Decided. The person reads your words.
reviews-done-second-yes = Agreed: the block holds now.
reviews-done-second-no = Refused: there is no block.
reviews-done-lift = Lifted. The person is told.
reviews-badge = { $threats ->
    [0] {""}
    [one] ⚠ One threat
   *[other] ⚠ { $threats } threats
}{ $both ->
    [yes] {" · "}
   *[no] {""}
}{ $reviews ->
    [0] {""}
   *[other] Reviews: { $reviews }
}
review-no-case = A conversation with the machine, without a case
review-number = Number { $receipt }
review-due = To be decided by { $due }.
review-own = You imposed or proposed this measure yourself; somebody else has to decide.
review-to-case = Case { $receipt }
review-decide-title = Request for review { $receipt }
review-asked-at = Asked { $at }.
review-verdict = Your decision
review-uphold = The measure stays
review-lift = The measure is lifted; what led to it counts no more
review-words = Your words to the person
review-words-hint = They stand in the reply, with your name.
review-send = Decide
review-verdict-missing = Please choose whether the measure stays or is lifted.
conduct-done-decide = Decided. The person reads your words.
alert-threat = A threat was found. Please look at it now.
alert-review = Request for review { $receipt }

menu-mute = Mute, as 24h insult reason
menu-block = Block (leads), as 3d threat reason
menu-lift = Lift a measure (leads)
menu-measure = What is in force
conduct-group-how = Like this: /{ $command } 24h insult and the reason in your own words. Rules: insult, threat, sexual, incitement, spam, flood, other.
conduct-group-none = No measure is in force.
conduct-group-held = { $measure } until { $until }, { $why }, by { $by }.


rules-title = Internal rules
rules-intro = Please read the administration's internal rules and acknowledge them. Then the desk opens.
rules-version = Version { $version } · responsible: { $owner } · to be reviewed on { $review }
rules-none = Your town has no internal rules here.
rules-accept = I have read the rules and keep to them.
rules-send = Acknowledge and go on
rules-accepted = You acknowledged version { $version }: { $at }.
rules-changed = The rules have just changed. Please read the new version.
rules-unticked = Please tick the box once you have read the rules.
rules-who = Who has acknowledged the internal rules?
rules-who-note = Version { $version } holds. Who acknowledged an older one is asked at their next visit.
rules-who-name = Who
rules-who-version = Version
rules-who-at = When
rules-who-state = State
rules-state-now = acknowledged
rules-state-old = older version
rules-state-not = not yet
