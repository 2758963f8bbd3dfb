"""What a citizen may ask for about their own data: a copy of it, and that it goes. Pure."""

from __future__ import annotations

from typing import Final

from bot.dialogue import buttons
from bot.dialogue.effects import Decision, Erase, Export, Say, Settle
from bot.dialogue.facts import Facts
from bot.dialogue.link import leading, led
from bot.dialogue.talk import Talk
from bot.dialogue.wish import Wish

WISHES: Final = frozenset({Wish.EXPORT, Wish.ERASE})


def wished(talk: Talk, wish: Wish, facts: Facts) -> Decision:
    """A copy is made, or erasing is explained: that needs a second word."""
    if wish is Wish.ERASE:
        return Decision(talk=talk, effects=(Settle(), Say(key="erase-ask", buttons=buttons.ERASING)))
    if facts.general_only:  # nothing personal is said here
        return Decision(talk=led(talk, facts), effects=(Settle(), leading("export-led", keys=buttons.NEW_LINK)))
    return Decision(talk=talk, effects=(Settle(), Say(key="export-comes"), Export()))


def pressed(talk: Talk, choice: str, facts: Facts) -> Decision | None:
    """A press on one of the buttons about own data; None when it is none of them."""
    match choice:
        case "export":
            return wished(talk, Wish.EXPORT, facts)
        case "erase":
            return wished(talk, Wish.ERASE, facts)
        case "erase:yes":
            return Decision(talk=talk, effects=(Settle(), Say(key="erase-begins"), Erase()))
        case "erase:no":
            return Decision(talk=talk, effects=(Settle(), Say(key="erase-not")))
        case _:
            return None
