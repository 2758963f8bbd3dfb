"""Text with marks: one neutral form between Markdown and what each channel can show. Pure."""

from bot.channels.richtext import *  # noqa: F403
