"""One Bot API call as read from its HTTP request: query, JSON, form or multipart become the same parameters."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from .refusal import bad_request


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call: its number in the ledger, its method as Telegram writes it, its parameters, its files."""

    number: int
    method: str
    params: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def chat_id(self) -> int | None:
        """The numeric `chat_id`, if the call names one."""
        value = self.params.get("chat_id")
        try:
            return int(value) if value is not None else None
        except (TypeError, ValueError):
            return None

    def text(self, name: str) -> str | None:
        """A string; numbers count as their digits."""
        value = self.params.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool | dict | list):
            raise bad_request(f'field "{name}" must be of type String')
        return str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number, also as digits in a string."""
        value = self.params.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'field "{name}" must be of type Number') from None

    def flag(self, name: str) -> bool:
        """A truth value as JSON, form and query write it."""
        value = self.params.get(name)
        return value is True or (isinstance(value, str) and value.lower() in {"true", "yes", "1"})

    def structure(self, name: str) -> Any:
        """An object or array, also as JSON in a string."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def read_call(request: web.Request, *, number: int, method: str) -> Call:
    """Read the whole request. Raises `Refusal` for what is no valid call."""
    params: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    kind = request.content_type
    if request.method == "POST" and request.body_exists:
        if kind == "application/json":
            params.update(await _json_params(request))
        elif kind == "multipart/form-data":
            await _multipart_params(request, params, files)
        else:
            try:
                params.update(dict(await request.post()))
            except UnicodeDecodeError:
                raise bad_request("strings must be encoded in UTF-8") from None
    _check_encoding(params)
    return Call(number=number, method=method, params=params, files=files)


async def _json_params(request: web.Request) -> dict[str, Any]:
    body = await request.read()
    if not body.strip():
        return {}
    try:
        loaded = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON object") from None
    if not isinstance(loaded, dict):
        raise bad_request("object expected")
    return loaded


async def _multipart_params(request: web.Request, params: dict[str, Any], files: dict[str, Upload]) -> None:
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise bad_request("can't parse multipart body")
            content = bytes(await part.read(decode=True))
            if part.filename is not None:
                content_type = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(name=part.filename, content=content, content_type=content_type)
            else:
                params[part.name] = content.decode()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad_request("can't parse multipart body") from None


def _check_encoding(value: Any) -> None:
    """Refuse lone surrogates, which JSON escapes can smuggle in."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    elif isinstance(value, dict):
        for key, each in value.items():
            _check_encoding(key)
            _check_encoding(each)
    elif isinstance(value, list):
        for each in value:
            _check_encoding(each)
