"""The names of a town's keys. Every key carries the town's hash tag, so that all of them lie in one slot. Pure."""

from __future__ import annotations


class Keys:
    """Key names of one town. The scripts build the same names with ``k()``.

    ======================= ====== ==========================================================
    ``at:<address>``        string conversation of an address
    ``addresses:<conv>``    set    addresses of a conversation
    ``conv:<conv>``         hash   talk, tv, ticket, kv, case, seq, acked, lease, leased, takes, queue, link,
                                   joins (until then the parts of an album are waited for),
                                   owner (login of who has its handoff),
                                   conduct, review (the request that is not decided),
                                   address (where the citizen spoke last), address:<channel> (where messages there go)
    ``mail:<conv>``         list   mailbox: events not consumed yet
    ``due``                 zset   conversation by time: inbox, retry, lease and timer in one
    ``seen:<event>``        string repeat memory, 48 h
    ``obligations``         zset   conversation/event by due time
    ``open:<conv>``         set    consumed events whose obligation is open
    ``pace:<conv>``         string events in this minute
    ``unread:<conv>``       hash   web chat: row number -> events it settles once acknowledged
    ``cases:<conv>``        list   "first row number, case"
    ``case:<case>``         hash   conversation, opened, closed, last, receipt (of its last handoff),
                                   answered (an answer was given in it)
    ``handoff:<receipt>``   hash   conversation, ticket, last (row of its last end), filed, filed_before (places in
                                   the search), folded (the case that it lies in)
    ``handoffs:<conv>``     list   receipts of a conversation's handoffs, oldest first
    ``ends:<conv>``         list   "last row number, receipt" of each end of a handoff
    ``did:<case>``          list   who did what: number of the row before it, time, JSON as in the audit
    ``draft:<conv>``        hash   "receipt login" -> what was typed and not sent; 30 days, a week after the case
    ``measures``            zset   conversations under a measure by its end
    ``reviews``             zset   conversations whose citizen asked for a review, by when
    ``proposals``           zset   conversations with a block that waits for a second person, by when it was proposed
    ``threats``             zset   conversations in which a threat was found, by the last one, 90 days
    ``tags``                zset   tags in use by when they were given last, a year
    ``leaving``             zset   receipts of handoffs with replies that have not left yet, by when the first leaves
    ``rows:<case>``         list   transcript: number, time, JSON
    ``folded:<case>``       string an ended case that came to rest, packed: see `handoff.journal.folds`
    ``words``               hash   number -> the town's own words, with which cases are folded: for good
    ``unfolded``            zset   ended cases that are not folded, by their end, or by when to look at them again
    ``deliveries:<case>``   set    delivery ids
    ``delivery:<id>``       hash   one delivery
    ``out:<channel>:<cls>`` zset   destination by next time
    ``lane:<ch>:<cls>:<to>`` list  deliveries of a destination, first in first out
    ``flight:<ch>:<to>``    hash   the one in flight
    ``rate:<channel>``      string when the next may leave by the allowance, 5 s
    ``calls:<channel>``     zset   "delivery attempt" of the last second's worth by the end of the call, 1 min
    ``quickest:<channel>``  string ms that the quickest call took from its taking to its end, 1 min after the last
    ``gap:<ch>:<to>``       string pause of a destination
    ``posted:<ch>:<to>``    hash   slot -> message id of what was sent there last, 90 days
    ``shown:<ch>:<to>:<m>`` string slots that a message shows, 90 days
    ``merge:<to>``          hash   merge key -> delivery that waits under it
    ``notice:<conv>``       string where a citizen of the web chat wants to be told of replies; goes with the case
    ``callback:<conv>``     string the number of a citizen who wants to be called; a week longer than that or the case
    ``callbacks``           zset   conversations of those by time
    ``told:<to>``           string what the last mail to a destination told of
    ``alarms``              hash   what is wrong now, and since when
    ``trouble``             zset   deliveries uncertain, held, undeliverable, dead
    ``tickets``, ``closed`` zset   conversations of open handoffs by place in the queue, receipts of ended ones by end
    ``ended``               zset   ended cases by time
    ``erasing``             hash   case -> conversation: ended cases whose removal has begun
    ``emptied``             zset   conversations without a case that were not removed with the last one
    ``erasures``            hash   conversation -> that everything of it is to be erased, and how far that is
    ``exports``             hash   conversation -> that its citizen wants a copy of everything
    ``exported``            zset   files with such copies by the time until which they are kept
    ``vanished:<login>``    zset   receipts of a member's cases that were erased on the citizen's wish, a week
    ``holds``               hash   receipt -> legal hold: reason, by, since, until
    ``filemarks``           hash   receipt -> that it belongs to the file: number, by, and when the file system took it
    ``clearings``           hash   start of a run -> what went: counts by state and department
    ``filing``              list   receipts of ended handoffs that the search does not know yet
    ``index``               string number of the present index; it rises when the index is made anew
    ``filed:<index>``       list   receipts that it knows; their places are the numbers of
    ``post:<index>:<hash>`` string four characters a number: the cases with this term, by a keyed hash of it
    ``queue:<department>``  zset   waiting handoffs by place in the queue
    ``queues``              set    departments that have or had some
    ``waits:<department>``  list   last waits in seconds
    ``looks``               zset   conversations of open handoffs by when time may do something to them
    ``told_late``           zset   conversations of open handoffs whose promised time is nearly or quite past, by it
    ``owned:<login>``       set    conversations whose handoffs a member has
    ``acted``, ``left``     zset   logins by their last act, by when they left the desk
    ``away``                hash   login -> since and until when they are not there, in short or for days
    ``absences``            hash   department -> since, until, the department that stands in for it
    ``unstaffed``           hash   department -> since when somebody waits there and nobody is present
    ``receipt:<receipt>``   string conversation
    ``link:<hash>``         hash   one-time link: conversation, and the address that followed it
    ``files``               hash   stored file -> the conversation that named it first
    ``drafted``             zset   files of drafts by the time until which they are kept for them
    ``files:<conv>``        set    stored files of a conversation
    ``parked``              hash   what was set aside, with the reason
    ``parked:raw:<event>``  string what could not be mapped, as it came, 7 days
    ``parked:index``        zset   events of those by time
    ``feed``, ``audit``     stream
    ``seals``               list   the chain over the audit: a block each, for good; rows of it go after some years
    ``sealed``              string when the sealer last had nothing left to do
    ``known:<roles>``       hash   setting -> keyed hash of its value at the last start
    ``board``               hash   what is put up for the moment: notice:<id>, banner, off:<channel>
    ``held:<channel>``      set    conversations that wait for a channel that is off
    ``count:<day>``         hash   person-free counters
    ``request:<id>``        string result of a staff act, 48 h
    ``code:<digest>``       string one-time code of a link to Telegram, 10 minutes
    ``linked``              hash   user on Telegram -> login, when
    ``group``               hash   staff group: chat, by, at, away
    ``topics``, ``threads`` hash   receipt -> topic of the staff group, and back
    ``hook:secret``, ``hook:before`` string the webhook's secret, and the one before it for a day
    ``here``                hash   open page of the desk -> when seen, writing until, conversation, login
    ``read:<login>``        hash   conversation -> the last row this member of staff was shown
    ``reachable``           zset   conversation by the time until which its citizen is surely there
    ``runs``                hash   a practice town only: what is rehearsed
    ``release``, ``releases`` the current release's hash, and the releases
    ``staff``               hash   login -> account
    ``accepted``            hash   login -> version of the internal rules that they acknowledged, and when
    ``glass``               hash   id -> a role given for some hours by breaking the glass, a year
    ``requests``            hash   id -> what waits or waited for a second person, 90 days after it was decided
    ``logged_in``, ``used`` zset   logins by their last log-in, by when they last did something at the desk
    ``session:<hash>``      string a log-in that lasts: login, times, how, browser
    ``sessions:<login>``    zset   session by its end
    ``pending:<hash>``      string a log-in that is not finished: before its second step, or on the way to the provider
    ``login:``, ``invite:``, ``setup:<digest>`` string one-time link: login, mark of the password it was made under
    ``totp``                hash   login -> secret of the second factor
    ``recovery:<login>``    set    hashes of recovery codes that are left
    ``step:<login>:<n>``    string time step whose code was used, 10 minutes
    ``programs``            zset   running processes of the program, by when they last said so
    ``fence``               string a number that rises with each write whose copies are waited for
    ``present``, ``attempt:``, ``secret``, ``meta`` (also clock: when somebody looked at it), ``lease:``
    ======================= ====== ==========================================================
    """

    def __init__(self, town: str) -> None:
        self.root = f"bd:{{{town}}}:"

    def __call__(self, *parts: str) -> str:
        """The key of these parts."""
        return self.root + ":".join(parts)
