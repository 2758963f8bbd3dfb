"""What a log line may hold."""

from __future__ import annotations

import logging
import sys

import pytest

from bot.logs import JsonLines, Plain


@pytest.mark.fault(promises=("P15",))
@pytest.mark.parametrize("formatter", [JsonLines(), Plain()])
def test_an_exceptions_own_text_stays_out(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("Erika Mustermann, DE02120300000000202051")
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "turn broke", (), sys.exc_info())
    line = formatter.format(record)
    assert "turn broke" in line
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "Erika" not in line
