"""A real mail server (aiosmtpd) as a process of its own, that keeps what it took and can misbehave on demand."""

from tests.smtp.client import MailProcess, Taken

__all__ = ["MailProcess", "Taken"]
