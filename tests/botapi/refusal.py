"""Errors as the Bot API words them. Knows texts and status codes, nothing of the state behind them."""

from .shapes import Json

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_TAKES_OVER = "Conflict: terminated by setWebhook request"
QUERY_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
BLOCKED = "Forbidden: bot was blocked by the user"


class Refusal(Exception):
    """A call that is answered `ok: false`."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters or {}


def bad_request(reason: str) -> Refusal:
    """400 with `reason`, as `Bad Request: <reason>`."""
    return Refusal(400, f"Bad Request: {reason}")


def flood(retry_after: int) -> Refusal:
    """429; `retry_after` in whole seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def error_body(status: int, description: str, parameters: Json | None = None) -> Json:
    """The JSON answer of a refused call."""
    body: Json = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return body
