"""What a turn says on a channel that is off: next to nothing. Pure but for fresh ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue import effects as fx
from bot.dialogue.events import Event
from bot.dialogue.facts import Facts
from bot.dialogue.held import held, lang_of, may_pass, told_off
from bot.dialogue.talk import Talk
from bot.places import WEB
from bot.voice import Voice
from handoff.board import Board, Switch
from handoff.journal.records import Class


class Hush:
    """Lives for one turn, beside its voice."""

    def __init__(self, off: Mapping[str, Switch], voice: Voice) -> None:
        self._off = off
        self._voice = voice

    def is_on(self, channel: str) -> bool:
        """Whether a channel is hushed."""
        return channel in self._off

    def instead(self, came: str, spoken: str) -> str:
        """Where an event is answered: whoever has gone on elsewhere is answered there."""
        return spoken if self.is_on(came) and not self.is_on(spoken) else came

    def facts(self, facts: Facts) -> Facts:
        """What is put up stays to be told when the channel works again."""
        return replace(facts, board=Board(off=facts.board.off)) if self.is_on(facts.channel) else facts

    def hold(self, talk: Talk, event: Event, channel: str, facts: Facts) -> Talk:
        """The event waits; where to turn to is said once."""
        said = held(talk, event, self._off[channel], facts, leads=self._leads(channel))
        return self._say(said, lang_of(talk, event), channel)

    def mute(self, talk: Talk, effect: fx.Say | fx.SayAnswer | fx.SayFacets, channel: str) -> Talk:
        """Instead of the machine's words while people have the case."""
        if may_pass(effect):
            self._say(fx.Decision(talk=talk, effects=(effect,)), talk.lang, channel)
        return self._say(told_off(talk, self._off[channel], leads=self._leads(channel)), talk.lang, channel)

    def _leads(self, channel: str) -> bool:
        return channel != WEB and not self.is_on(WEB)

    def _say(self, decision: fx.Decision, lang: str, channel: str) -> Talk:
        for effect in decision.effects:
            if isinstance(effect, fx.Say):
                self._voice.say(effect, lang, channel, answers=(), cls=Class.WORD)
        return decision.talk
