"""What a turn says: rows of the transcript and, where a channel has an outbox, deliveries. Pure but for fresh ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from bot.channels.channel import Abilities
from bot.dialogue import effects as fx
from bot.library import Shelf
from bot.wording import answer_in_words, facets_in_words
from faq.markdown import from_markdown
from faq.richtext import Rich
from handoff.address import channel_of, link_name, new_link
from handoff.announcing import Announce, Tell, unannounced, untold
from handoff.journal.records import Class, Delivery, Row
from handoff.letter import new_row_id, write_letter, write_public


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """What a turn is played with: the release with its texts, what the channels can do, and the web chat's address."""

    shelf: Shelf
    abilities: Mapping[str, Abilities]
    web_chat: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)  # a button's data -> its label, as last shown
    announce: Announce = unannounced
    tell: Tell = untold


class Voice:
    """The machine's words of one turn, as they will be committed."""

    def __init__(self, conversation: str, stage: Stage) -> None:
        self.rows: list[Row] = []
        self.deliveries: list[Delivery] = []
        self._conversation = conversation
        self._stage = stage
        self._secret = ""

    @property
    def link(self) -> tuple[str, timedelta] | None:
        """Hash and time of the link given in this turn, if one was."""
        return (link_name(self._secret), timedelta(hours=self._hours)) if self._secret else None

    def say(
        self,
        effect: fx.Say | fx.SayAnswer | fx.SayFacets,
        lang: str,
        channel: str,
        *,
        answers: tuple[str, ...],
        cls: Class = Class.LIVE,
    ) -> None:
        """Say it on a channel. ``answers``: all that it settles; empty: whatever is open."""
        shelf = self._stage.shelf
        sent, more = "", {}
        rich = None
        settles = effect.settles
        buttons = effect.buttons
        if isinstance(effect, fx.Say):
            words = self._text(effect.key, lang, self._with_link(effect, self._chat(lang)))
            if effect.leads:
                sent = self._text(effect.key, lang, self._with_link(effect, self._one_time(lang)))
        else:
            found = (
                answer_in_words(shelf, effect, lang)
                if isinstance(effect, fx.SayAnswer)
                else facets_in_words(shelf, effect, lang)
            )
            if found is not None:
                words, rich, more = found.markdown, found.rich, {"entry": found.entry, "release": found.release}
            else:  # taken out of the FAQ since the button was shown
                words, settles, buttons = self._text("entry-gone", lang, {}), True, ()
        letter = write_letter(
            row_id=new_row_id(),
            who="machine",
            rich=rich or _rich_of(effect, words),
            channel=channel,
            conversation=self._conversation,
            max_text=self._max_text(channel),
            keys=[[(b.label or self._text(b.key, lang, {}), b.choice) for b in line] for line in buttons],
            settles=settles,
            answers=answers if settles else (),
            sent=from_markdown(sent) if sent else None,
            more=more,
            cls=cls,
        )
        self.rows.append(letter.row)
        self.deliveries.extend(letter.deliveries)

    def notify(self, effect: fx.Notify, lang: str) -> None:
        """Deliver a word that is no part of the talk."""
        url = self._one_time(lang) if effect.leads else self._chat(lang)
        letter = write_letter(
            row_id=new_row_id(),
            who="machine",
            rich=from_markdown(self._text(effect.key, lang, self._with_link(effect, url))),
            channel=effect.origin,
            conversation=self._conversation,
            max_text=self._max_text(effect.origin),
        )
        self.deliveries.extend(letter.deliveries)

    def say_in_public(self, effect: fx.SayInPublic, address: str) -> None:
        """Delivered and kept nowhere: what is said in public is no part of anybody's transcript."""
        shelf, channel = self._stage.shelf, channel_of(address)
        match effect.said:
            case fx.SayAnswer():
                worded = answer_in_words(shelf, effect.said, effect.lang)
                rich = worded.rich if worded else from_markdown(self._text("public-no-match", effect.lang, {}))
            case fx.Say(key=key, args=args):
                rich = from_markdown(self._text(key, effect.lang, args))
        self.deliveries.extend(
            write_public(
                rich=rich,
                channel=channel,
                to=address.partition(":")[2],
                max_text=self._stage.abilities[channel].max_text,
                reply_to=effect.reply_to,
                link=(self._text("button-private", effect.lang, {}), effect.link),
            )
        )

    def _text(self, key: str, lang: str, args: fx.Args) -> str:
        return self._stage.shelf.texts.say(key, lang, args)

    def _with_link(self, effect: fx.Say | fx.Notify, url: str) -> fx.Args:
        if isinstance(effect, fx.Notify):
            return {"url": url, "hours": self._hours}
        return {**effect.args, "url": url, "hours": self._hours} if effect.leads else effect.args

    def _chat(self, lang: str) -> str:
        return f"{self._stage.web_chat}?lang={lang}"

    def _one_time(self, lang: str) -> str:
        """The web chat by a one-time link: in the fragment, which is in no log and in no preview's request."""
        self._secret = self._secret or new_link()
        return f"{self._chat(lang)}#weiter={self._secret}"

    @property
    def _hours(self) -> int:
        return self._stage.shelf.release.town.telegram.link_hours

    def _max_text(self, channel: str) -> int | None:
        """UTF-16 units of a message there; None where the transcript is the delivery."""
        able = self._stage.abilities[channel]
        return able.max_text if able.outbox else None


def _rich_of(effect: fx.Say | fx.SayAnswer | fx.SayFacets, words: str) -> Rich:
    """What the words show. The catalogue's own are read once; what was put into them may be a citizen's."""
    is_fixed = isinstance(effect, fx.Say) and not effect.args and not effect.leads
    return _fixed(words) if is_fixed else from_markdown(words)


_fixed = lru_cache(maxsize=512)(from_markdown)
