"""What plain words or commands can mean. Values only."""

from __future__ import annotations

from enum import StrEnum


class Wish(StrEnum):
    """The meaning of a whole message that is no question for the matcher."""

    START = "start"
    PERSON = "person"
    CANCEL = "cancel"
    YES = "yes"
    NO = "no"
    OKAY = "okay"
    NONE_OF_THESE = "none_of_these"
    HELPED = "helped"
    NOT_HELPED = "not_helped"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    GREETING = "greeting"
    HOW_ARE_YOU = "how_are_you"
    JOKE = "joke"
    AFFECTION = "affection"
    CHAT = "chat"
    TEST = "test"
    WHO_ARE_YOU = "who_are_you"
    ANYBODY_THERE = "anybody_there"
    RUDE = "rude"
    JUNK = "junk"
    HELP = "help"
    NETIQUETTE = "netiquette"
    PRIVACY = "privacy"
    REVIEW = "review"
    ENGLISH = "english"
    GERMAN = "german"
    EASY = "easy"
    NORMAL = "normal"
    STATUS = "status"
    WEB_CHAT = "web_chat"
    SKIP = "skip"
    UNSURE = "unsure"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"

    @property
    def number(self) -> int | None:
        """1 to 5 for the numbers, else None."""
        return int(self.value) if self.value.isdigit() else None
