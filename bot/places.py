"""Where words may go: the channels on which only general information is given, and where the rest goes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from faq.entry import Town

WEB: Final = "web"
"""The town's own web chat: nothing said there passes through anybody else."""
TELEGRAM: Final = "telegram"


def general_only(town: Town) -> frozenset[str]:
    """The channels that get general information only, and no word of staff."""
    return frozenset({TELEGRAM}) if town.telegram.data_minimal else frozenset()


def for_people(town: Town) -> Mapping[str, str]:
    """By channel on which a citizen spoke last, where staff talk with them instead."""
    return dict.fromkeys(general_only(town), WEB)
