"""Addresses of stores: one server, one that Sentinels name, or a Cluster. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

EXAMPLES = (
    "redis://127.0.0.1:6379/0",
    "unix:///run/valkey.sock",
    "redis+sentinel://one:26379,two:26379,three:26379/name",
    "redis+cluster://one:6379,two:6379,three:6379",
)


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int


class Kind(StrEnum):
    """How the server that has a town's data is found."""

    ONE = "one"
    SENTINEL = "sentinel"
    CLUSTER = "cluster"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a store's address says. ``url`` is for `Kind.ONE`; ``hosts`` are the Sentinels, or nodes of the Cluster.

    ``name``: the master's name at the Sentinels. ``sentinel_user`` and ``sentinel_password`` are for the Sentinels,
    ``user`` and ``password`` for the servers with the data.
    """

    kind: Kind
    url: str = field(default="", repr=False)
    hosts: tuple[Address, ...] = ()
    name: str = ""
    database: int = 0
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    sentinel_user: str | None = None
    sentinel_password: str | None = field(default=None, repr=False)


_PORTS = {Kind.SENTINEL: 26379, Kind.CLUSTER: 6379}


def place_of(url: str) -> Place:
    """Read an address. Raises ValueError, in words for whoever wrote it, without the password."""
    parts = urlsplit(url)
    if any(character.isspace() for character in url):
        raise ValueError("there is a space in it")
    if parts.scheme in {"redis", "rediss", "unix"}:
        if parts.scheme != "unix" and (not parts.hostname or parts.port == 0):
            raise ValueError("it names no host")
        return Place(kind=Kind.ONE, url=url, tls=parts.scheme == "rediss")
    base, _, kind_name = parts.scheme.partition("+")
    if base not in {"redis", "rediss"} or kind_name not in {Kind.SENTINEL, Kind.CLUSTER}:
        raise ValueError(f"{parts.scheme or 'nothing'!r} is no kind of store")
    kind = Kind(kind_name)
    login, at, hosts = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    path = [part for part in parts.path.split("/") if part]
    asked = parse_qs(parts.query, strict_parsing=bool(parts.query))
    if unknown := sorted(asked.keys() - ({"sentinel_user", "sentinel_password"} if kind is Kind.SENTINEL else set())):
        raise ValueError(f"{unknown[0]!r} is not known behind the ?")
    if kind is Kind.CLUSTER and path:
        raise ValueError("a Cluster has no name and only the database 0: nothing comes behind the hosts")
    if kind is Kind.SENTINEL and not 1 <= len(path) <= 2:
        raise ValueError("the master's name comes behind the Sentinels: /name, or /name/database")
    if len(path) == 2 and not path[1].isdecimal():
        raise ValueError(f"{path[1]!r} is no number of a database")
    return Place(
        kind=kind,
        hosts=tuple(_address(host, _PORTS[kind]) for host in hosts.split(",")),
        name=unquote(path[0]) if path else "",
        database=int(path[1]) if len(path) == 2 else 0,
        tls=base == "rediss",
        user=unquote(user) or None if at else None,
        password=unquote(password) or None if at else None,
        sentinel_user=asked.get("sentinel_user", [None])[0],
        sentinel_password=asked.get("sentinel_password", [None])[0],
    )


def _address(text: str, default: int) -> Address:
    # An IPv6 address stands in brackets.
    parts = urlsplit(f"//{text}")
    if not parts.hostname or parts.path or parts.port == 0:
        raise ValueError(f"{text!r} is no host with a port")
    return Address(parts.hostname, parts.port or default)
