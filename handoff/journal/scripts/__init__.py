"""The Lua scripts: each is the prelude, what it shares with its kin, and itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files

_SHARED = {
    **dict.fromkeys(("take_delivery", "report", "mend_delivery"), "prelude_delivery"),
    **dict.fromkeys(("foldable", "fold"), "prelude_fold"),
}
"""What a script shares with its kin."""
# Only new work is refused when memory is full: without this flag a script is.
_REFUSED_WHEN_FULL = frozenset({"ingest"})
# What only reads, or writes what is written anew soon or found out by whoever comes next.
_FOR_THE_MOMENT = frozenset(
    {
        *("snapshot", "feed", "take", "lease", "here", "here_is", "presence", "look", "looked", "resume"),
        *("file_case", "new_index", "clock", "glance", "figures"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """A script's source and the SHA-1 Redis knows it by."""

    name: str
    source: str
    sha: str

    @property
    def writes(self) -> bool:
        """Whether somebody outside, or the next step, relies on what it wrote: then copies are waited for."""
        return self.name not in _FOR_THE_MOMENT


def _script(name: str) -> Script:
    folder = files(__name__)
    parts = ["prelude", *([_SHARED[name]] if name in _SHARED else []), name]
    source = "\n".join((folder / f"{part}.lua").read_text("utf-8") for part in parts)
    if name in _REFUSED_WHEN_FULL:
        source = source.replace("#!lua flags=allow-oom", "#!lua", 1)
    return Script(name=name, source=source, sha=hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest())


FENCE = _script("fence")
INGEST = _script("ingest")
TAKE = _script("take")
COMMIT = _script("commit")
SNAPSHOT = _script("snapshot")
FEED = _script("feed")
MOVE_FLIGHTS = _script("move_flights")
TAKE_DELIVERY = _script("take_delivery")
REPORT = _script("report")
MEND_DELIVERY = _script("mend_delivery")
FILE_CASE = _script("file_case")
NEW_INDEX = _script("new_index")
UNPARK = _script("unpark")
ACKNOWLEDGE = _script("acknowledge")
LEASE = _script("lease")
BIND = _script("bind")
FOLLOW_LINK = _script("follow_link")
PAIR = _script("pair")
HERE = _script("here")
BOARD = _script("board")
RESUME = _script("resume")
PUT_ACCOUNT = _script("put_account")
DECIDE = _script("decide")
LOOK = _script("look")
LOOKED = _script("looked")
PRESENCE = _script("presence")
ERASE_BEGIN = _script("erase_begin")
ERASE_FILING = _script("erase_filing")
ERASE_TERMS = _script("erase_terms")
ERASE_DELIVERIES = _script("erase_deliveries")
ERASE_HANDOFF = _script("erase_handoff")
ERASE_CONVERSATION = _script("erase_conversation")
MARK = _script("mark")
FORGET = _script("forget")
CUT_OFF = _script("cut_off")
GIVE_BACK = _script("give_back")
FORGOTTEN = _script("forgotten")
AUDIT = _script("audit")
SEAL = _script("seal")
TRIM_AUDIT = _script("trim_audit")
KNOW = _script("know")
PUBLISH = _script("publish")
COME_BACK = _script("come_back")
CLOCK = _script("clock")
FOLDABLE = _script("foldable")
FOLD = _script("fold")
UNFOLD = _script("unfold")
SCHEMA = _script("schema")
HERE_IS = _script("here_is")
GLANCE = _script("glance")
FIGURES = _script("figures")
ALL = (
    *(FENCE, CLOCK, GLANCE, FIGURES, INGEST, TAKE, COMMIT, SNAPSHOT, FEED),
    *(TAKE_DELIVERY, MOVE_FLIGHTS, REPORT, MEND_DELIVERY, UNPARK, ACKNOWLEDGE),
    *(LEASE, BIND, FOLLOW_LINK, PAIR, HERE, FILE_CASE, NEW_INDEX, PUT_ACCOUNT, BOARD, RESUME),
    *(LOOK, LOOKED, PRESENCE, COME_BACK),
    *(ERASE_BEGIN, ERASE_TERMS, ERASE_DELIVERIES, ERASE_HANDOFF, ERASE_CONVERSATION, MARK),
    *(FORGET, CUT_OFF, GIVE_BACK, FORGOTTEN),
    *(AUDIT, SEAL, TRIM_AUDIT, KNOW, PUBLISH, SCHEMA, HERE_IS),
    *(ERASE_BEGIN, ERASE_FILING, ERASE_TERMS, ERASE_DELIVERIES, ERASE_HANDOFF, ERASE_CONVERSATION, MARK),
    *(LOOK, LOOKED, PRESENCE, COME_BACK, DECIDE),
    *(FOLDABLE, FOLD, UNFOLD),
)
