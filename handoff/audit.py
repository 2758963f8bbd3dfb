"""What is written into the audit: who did what, to which receipt or account. Never what somebody said. Pure.

A row outlives the case it tells of, and erasure leaves it. So it holds nothing but names of acts and ids: actions are a
closed list, fields too, and a value that is not made like an id is not written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from faq.approval import is_login


class Action(StrEnum):
    """What can be done that is written down."""

    # with a case
    CLAIM = "claim"
    RELEASE = "release"
    TRANSFER = "transfer"
    HAND_TO = "hand_to"
    TAKE_OVER = "take_over"
    REOPEN = "reopen"
    PARK = "park"
    CLOSE = "close"
    REPLY = "reply"
    RECALL = "recall"
    REFUSED_REPLY = "refused_reply"
    NOTE = "note"
    ASK = "ask"
    ANSWER = "answer"
    TAG = "tag"
    UNTAG = "untag"
    CALLBACK_DONE = "callback_done"
    CALLBACK_MISSED = "callback_missed"
    CALLBACK_DROP = "callback_drop"
    HOLD = "hold"
    HOLD_LIFTED = "hold_lifted"
    FOR_THE_FILE = "for_the_file"
    NOT_FOR_THE_FILE = "not_for_the_file"
    FILE_TAKEN = "file_taken"
    RETENTION_RUN = "retention_run"
    CITIZEN_EXPORT = "citizen_export"
    CITIZEN_ERASE = "citizen_erase"
    ERASED = "erased"
    # what time does with a case
    FALL_BACK = "fall_back"
    TOLD_LATE = "told_late"
    REMIND = "remind"
    EXPIRE = "expire"
    # measures
    MEASURE_SET = "measure_set"
    MEASURE_PROPOSED = "measure_proposed"
    MEASURE_CONFIRM = "measure_confirm"
    MEASURE_TURNED_DOWN = "measure_turned_down"
    MEASURE_LIFTED = "measure_lifted"
    MEASURE_AUTO = "measure_auto"
    MEASURE_ENDED = "measure_ended"
    REVIEW_ASKED = "review_asked"
    REVIEW_DECIDED = "review_decided"
    UNMASK = "unmask"
    EVIDENCE = "evidence"
    RULES_ACCEPTED = "rules_accepted"
    # reading
    READ = "read"
    READ_FILE = "read_file"
    SEARCH = "search"
    EXPORT = "export"
    READ_AUDIT = "read_audit"
    EXPORT_AUDIT = "export_audit"
    REFUSED = "refused"
    # getting in
    LOGIN = "login"
    LOGOUT = "logout"
    LOGIN_REFUSED = "login_refused"
    LOGIN_CODE_REFUSED = "login_code_refused"
    PASSWORD_REFUSED = "password_refused"  # noqa: S105 - no secret, a word
    RECOVERY_CODE_USED = "recovery_code_used"
    # accounts
    STAFF_ADD = "staff_add"
    STAFF_INVITE = "staff_invite"
    STAFF_LINK = "staff_link"
    STAFF_SETUP_LINK = "staff_setup_link"
    STAFF_SETUP = "staff_setup"
    STAFF_CHANGE = "staff_change"
    STAFF_CONNECT = "staff_connect"
    STAFF_DISABLE = "staff_disable"
    STAFF_ENABLE = "staff_enable"
    STAFF_PASSWORD = "staff_password"  # noqa: S105 - no secret, a word
    STAFF_MAIL = "staff_mail"
    STAFF_NAME = "staff_name"
    STAFF_SECOND_FACTOR_ON = "staff_second_factor_on"
    STAFF_SECOND_FACTOR_OFF = "staff_second_factor_off"
    STAFF_SESSION_END = "staff_session_end"
    STAFF_SESSIONS_END = "staff_sessions_end"
    STAFF_FROM_PROVIDER = "staff_from_provider"
    STAFF_BY_PROVIDER = "staff_by_provider"
    # rights: reviewed, by two, without a second person
    STAFF_REVIEWED = "staff_reviewed"
    STAFF_ROLE_REMOVED = "staff_role_removed"
    REVIEW_DATE = "review_date"
    SECOND_ASKED = "second_asked"
    SECOND_CONFIRMED = "second_confirmed"
    SECOND_REFUSED = "second_refused"
    SECOND_WITHDRAWN = "second_withdrawn"
    BREAK_GLASS = "break_glass"
    BREAK_GLASS_END = "break_glass_end"
    COMMAND = "command"
    # Telegram
    TELEGRAM_CODE = "telegram_code"
    TELEGRAM_LINK = "telegram_link"
    TELEGRAM_UNLINK = "telegram_unlink"
    TELEGRAM_CODE_REFUSED = "telegram_code_refused"
    TELEGRAM_GROUP_CODE = "telegram_group_code"
    TELEGRAM_PAIR = "telegram_pair"
    TELEGRAM_UNPAIR = "telegram_unpair"
    WEBHOOK_SECRET = "webhook_secret"  # noqa: S105 - no secret, a word
    # who is there
    PAUSE = "pause"
    BACK = "back"
    ABSENCE = "absence"
    ABSENCE_DROPPED = "absence_dropped"
    DEPUTY = "deputy"
    DEPUTY_DROPPED = "deputy_dropped"
    # what is put up for the moment
    NOTICE_ADD = "notice_add"
    NOTICE_END = "notice_end"
    BANNER_SET = "banner_set"
    BANNER_CLEAR = "banner_clear"
    CHANNEL_OFF = "channel_off"
    CHANNEL_ON = "channel_on"
    # mending
    DELIVERY_RETRY = "delivery_retry"
    DELIVERY_DROP = "delivery_drop"
    PARKED_RETRY = "parked_retry"
    PARKED_DROP = "parked_drop"
    FILE_REFUSED = "file_refused"
    # the town's files and the operator's settings
    FAQ_SAVE = "faq_save"
    FAQ_DISCARD = "faq_discard"
    FAQ_APPROVE = "faq_approve"
    FAQ_PUBLISH_NOW = "faq_publish_now"
    FAQ_BREAK_GLASS = "faq_break_glass"
    FAQ_DELETE = "faq_delete"
    FAQ_PROPOSE_REMOVAL = "faq_propose_removal"
    FAQ_WITHDRAW_REMOVAL = "faq_withdraw_removal"
    FAQ_RELEASE = "faq_release"
    EDIT_OFFICES = "edit_offices"
    EDIT_DEPARTMENTS = "edit_departments"
    EDIT_CANNED = "edit_canned"
    DELETE_OFFICES = "delete_offices"
    DELETE_DEPARTMENTS = "delete_departments"
    DELETE_CANNED = "delete_canned"
    SETTINGS_KNOWN = "settings_known"
    SETTING_CHANGED = "setting_changed"
    FILES_CHANGED = "files_changed"
    # the store and the audit itself
    BACKUP = "backup"
    RESTORED = "restored"
    ERASED_AGAIN = "erased_again"
    RESTORED_ERASED = "restored_erased"
    AUDIT_TRIMMED = "audit_trimmed"
    AUDIT_SET_BACK = "audit_set_back"


COMMAND_LINE: Final = "command line"
PROVIDER: Final = "provider"
CITIZEN: Final = "citizen"
TELEGRAM: Final = "telegram"
PROGRAM: Final = "program"
CLOCK: Final = ""
"""Who acts when time does."""
NOBODY_KNOWN: Final = "unknown"
ACTORS: Final = frozenset({COMMAND_LINE, PROVIDER, CITIZEN, TELEGRAM, PROGRAM, CLOCK, NOBODY_KNOWN})
"""Who is in a row besides members of staff by their log-in names."""

FIELDS: Final = frozenset(
    {
        *("receipt", "login", "what", "to", "department", "channel", "file", "via"),
        *("since", "until", "before", "after", "count", "block", "days", "form", "stage"),
        *("conversation", "review"),
    }
)
"""What a row may say besides who and what. ``before`` and ``after``: logins, hashes of contents or releases."""

UNFIT: Final = "?"
"""What stands for a value that is not made like an id: it may be what somebody wrote."""
_ID: Final = re.compile(r"[A-Za-z0-9_.:+/=*-]{0,200}", re.ASCII)

ONCE_AN_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act. Its time is when the store takes it. Made by `row`."""

    who: str
    action: Action
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """As it is stored."""
        return json.dumps({"who": self.who, "action": self.action.value, **self.details}, ensure_ascii=True)


def row(who: str, action: Action, **details: str | int) -> AuditRow:
    """A row. Empty details are left out. Raises ValueError for a field that there is not."""
    strange = details.keys() - FIELDS
    if strange:
        raise ValueError(f"no fields of the audit: {', '.join(sorted(strange))}")
    known = {name: fit(str(value)) for name, value in details.items() if value != ""}
    return AuditRow(actor(who), Action(action), MappingProxyType(known))


def actor(who: str) -> str:
    """Who it was, if that can be one of ours."""
    return who if who in ACTORS or is_login(who) else NOBODY_KNOWN


def fit(value: str) -> str:
    """The value, if it is made like an id."""
    return value if _ID.fullmatch(value) else UNFIT


def details_of(stored: Mapping[str, Any]) -> dict[str, str]:
    """The details of a stored row, whichever version wrote it."""
    return {name: str(value) for name, value in stored.items() if name not in ("at", "who", "action")}
