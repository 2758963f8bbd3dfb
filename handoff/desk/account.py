"""The page of one's own account."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from handoff.desk import telegram
from handoff.desk.rendering import page


async def show_account(request: web.Request) -> web.StreamResponse:
    """What is set now."""
    return await _account_page(request)


async def change_telegram(request: web.Request) -> web.StreamResponse:
    """Change something about Telegram."""
    return await _account_page(request, **await telegram.change(request, request.match_info["does"]))


async def _account_page(request: web.Request, **changed: Any) -> web.StreamResponse:
    return page(request, "account.html", **(await telegram.telegram_values(request) | changed))
