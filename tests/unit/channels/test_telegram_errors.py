import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.channels.channel import ChannelClosed, ChannelError, RecipientGone, Refused, TryLater, Uncertain
from bot.channels.telegram.sending import translate
from bot.channels.telegram.transport import NotSent, TooMany


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NotSent("ClientConnectorError"), TryLater),
        (TooMany(35), TryLater),
        (TimedOut(), Uncertain),
        (NetworkError("Bad Gateway (502)"), Uncertain),
        (TelegramError("Invalid server response"), Uncertain),
        (KeyError("result"), Uncertain),
        (Forbidden("Forbidden: bot was blocked by the user"), RecipientGone),
        (Forbidden("Forbidden: user is deactivated"), RecipientGone),
        (ChatMigrated(-100), RecipientGone),
        (BadRequest("Bad Request: chat not found"), RecipientGone),
        (BadRequest("Bad Request: PEER_ID_INVALID"), RecipientGone),
        (BadRequest("Bad Request: message is too long"), Refused),
        (InvalidToken("Unauthorized"), ChannelClosed),
    ],
)
def test_what_an_error_allows_to_conclude(error: Exception, kind: type[ChannelError]) -> None:
    assert type(translate(error)) is kind


def test_the_pause_is_telegrams() -> None:
    later = translate(TooMany(35))
    assert isinstance(later, TryLater)
    assert later.after == 35
