"""Mail as the settings want it: the server, a town's mail channel, where its links lead."""

from __future__ import annotations

from bot.channels.mail.channel import MailChannel
from bot.channels.mail.server import MailServer
from bot.mailwords import Places
from bot.notices import Notices
from bot.town import RunningTown
from config.settings import Settings
from faq.markdown import from_markdown


def server_of(settings: Settings) -> MailServer | None:
    """The mail server; None where no mail is wanted."""
    mail = settings.mail
    if mail.host is None or mail.sender is None:
        return None
    return MailServer(
        host=mail.host,
        port=mail.port,
        security=mail.security,
        sender=mail.sender,
        user=mail.user or "",
        password=mail.password.get_secret_value() if mail.password else "",
        timeout=mail.timeout,
        ca_file=settings.outbound.ca_file,
    )


def mail_of(town: RunningTown, settings: Settings) -> MailChannel | None:
    """The town's mail channel; None where no mail is wanted."""
    server = server_of(settings)
    if server is None:
        return None
    return MailChannel(server, lambda: from_markdown(town.library.now.texts.say("mail-from", "de")).text, town.id)


def notices_of(town: RunningTown, settings: Settings) -> Notices:
    """What the town's mails say."""
    places = Places(chat=settings.chat_of(town.id), desk=settings.desk_of(town.id), alarm_to=settings.mail.alarm_to)
    return Notices(town.journal, town.library, places)
