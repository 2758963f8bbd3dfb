### What is said first when a message tells of danger. A town may word these texts differently; each must name 112.

emergency-rescue = **If somebody is in danger, call [112](tel:112) now.** It is the fire brigade and the ambulance, also for poisoning. Police: [110](tel:110). The call is free. If there is fire, smoke or a smell of gas: get out first, and call from outside.

    This chat is **no emergency line**: it can take a while until a person reads here. Medical help when it is not life-threatening: [116 117](tel:116117).
emergency-police = **Are you or is anybody in danger? Call [110](tel:110) now**, the police. If people are hurt or there is a fire: [112](tel:112). The call is free. Get yourself to safety.

    This chat is **no emergency line**: it can take a while until a person reads here. Help after an act of violence: victims' helpline [116 006](tel:116006).
emergency-missing = **Is somebody missing? Call [110](tel:110) now**, the police. You need not wait 24 hours first. If somebody is ill, confused or in danger, every minute counts. If somebody is hurt: [112](tel:112). The call is free.

    Good to know for the call: what the person looks like and wears, where they were last, which medicine they need.

    This chat is **no emergency line**: it can take a while until a person reads here.
emergency-home = **Nobody is allowed to hurt you. In danger call [110](tel:110) now**, if somebody is injured [112](tel:112).

    There is help, free and without giving your name:

    - Helpline for violence against women, day and night, in many languages: [116 016](tel:116016)
    - Helpline for violence against men: [0800 1239900](tel:08001239900)
    - Children and young people: [116 111](tel:116111)

    This chat is **no emergency line**.
emergency-child = **If a child is in danger or missing, call [110](tel:110) now**, if it is hurt [112](tel:112).

    There is help, free and without giving your name:

    - Children and young people: [116 111](tel:116111)
    - Parents: [0800 1110550](tel:08001110550)
    - Helpline for sexual abuse: [0800 2255530](tel:08002255530)

    This chat is **no emergency line**.
emergency-life = We take seriously what you write. **Please talk to somebody now.** The TelefonSeelsorge listens day and night, free and without giving your name:

    - [0800 1110111](tel:08001110111), [0800 1110222](tel:08001110222) or [116 123](tel:116123)
    - Children and young people: [116 111](tel:116111)

    In acute danger **call [112](tel:112) now**, the police on [110](tel:110). This chat is **no emergency line**: it can take a while until a person reads here.
emergency-offer = Shall I also pass your message on to a person in the administration? That does not replace calling [112](tel:112) or [110](tel:110), and an answer can take a while.
emergency-declined = All right, I pass nothing on. In danger, help comes at once on [112](tel:112), the police on [110](tel:110). Write to me again at any time.
