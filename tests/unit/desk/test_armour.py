"""What the desk makes of what goes wrong in a handler."""

from __future__ import annotations

import logging
from typing import Any, cast

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from handoff.desk.app import _armour
from handoff.desk.deps import DEPS


async def test_a_download_that_was_broken_off_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """It was told as one, with a page for nobody."""

    async def handler(_: web.Request) -> web.StreamResponse:
        raise ConnectionResetError("Cannot write to closing transport")

    app = web.Application()
    app[DEPS] = cast(Any, None)
    request = make_mocked_request("GET", "/case/1/export", app=app)
    with caplog.at_level(logging.WARNING):
        await _armour(request, handler)
    assert caplog.records == []
