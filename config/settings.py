"""The settings of a running program: the only place that reads the environment. Starts and checks nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

from config.models import OWN_ERROR, SAMPLE_TOWN, Settings, is_loopback
from config.sources import CONFIG, SettingProblem, Source, from_environment, from_file, known

__all__ = [
    "PACKAGED",
    "SettingProblem",
    "Settings",
    "SettingsBroken",
    "config_file",
    "is_loopback",
    "load",
    "notify_socket",
]

PACKAGED = Path(__file__).parent / "buergerdraht.toml"
"""The commented file with all defaults that comes with the program."""
LOCAL = Path("buergerdraht.toml")
"""A file of this name in the working directory is read when no other is named."""
OFFICIAL = "https://api.telegram.org"
HOOK_PORTS = (None, 443, 80, 88, 8443)


def notify_socket() -> str:
    """Where the service manager listens (systemd, NOTIFY_SOCKET); empty when none started us."""
    return os.environ.get("NOTIFY_SOCKET", "")


class SettingsBroken(Exception):
    """The program must not start with these settings; `problems` is never empty and shows no secret."""

    def __init__(self, problems: Iterable[SettingProblem]) -> None:
        self.problems: tuple[SettingProblem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def config_file(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The file to read: the one given, else BUERGERDRAHT_CONFIG, else ./buergerdraht.toml, else the packaged one."""
    named = path or Path((os.environ if environ is None else environ).get(CONFIG, ""))
    if named != Path():
        return named.absolute()
    return LOCAL.absolute() if LOCAL.is_file() else PACKAGED


def load(path: Path | None = None, *, environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """The settings from overrides, environment and file, in this order of precedence; raises SettingsBroken.

    Overrides are named like the settings, with `__` for a table (`web__port=0`); None means not given. Relative paths
    of a file start at its folder, all others at the working directory.
    """
    file = config_file(path, environ)
    base = Path.cwd() if file == PACKAGED else file.parent
    options = _from_options(overrides)
    environment = from_environment(os.environ if environ is None else environ)
    written = from_file(file, base)
    written.values.setdefault("data_dir", base / "data")
    sources = (options, environment, written)

    class Layered(Settings):
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], *_: Any, **__: Any
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return tuple(InitSettingsSource(settings_cls, init_kwargs=source.values) for source in sources)

    problems = [problem for source in sources for problem in source.problems]
    try:
        settings: Settings = Layered()
    except ValidationError as error:
        problems += [_problem(detail, sources) for detail in error.errors()]
        raise SettingsBroken(dict.fromkeys(problems)) from None
    settings = _completed(settings)
    problems += _contradictions(settings, sources)
    if problems:
        raise SettingsBroken(dict.fromkeys(problems))
    return settings


def _from_options(overrides: Mapping[str, Any]) -> Source:
    source = Source()
    for name, value in overrides.items():
        if value is not None:
            source.put(tuple(name.split("__")), value, "option")
    return source


def _completed(settings: Settings) -> Settings:
    there = tuple(_folders(settings.towns_dir))
    # The demo shows the sample town, unless somebody tries it with towns of their own.
    sample = (SAMPLE_TOWN,) if settings.demo and (SAMPLE_TOWN in there or not there) else ()
    towns = settings.towns or sample or there
    absolute = {"data_dir": settings.data_dir.absolute(), "towns_dir": settings.towns_dir.absolute()}
    data, privacy = absolute["data_dir"], settings.privacy
    beside = {
        "tombstones": (privacy.tombstones or data.with_name(f"{data.name}.tombstones")).absolute(),
        "tombstone_key_file": (privacy.tombstone_key_file or data.with_name(f"{data.name}.tombstone-key")).absolute(),
    }
    return settings.model_copy(update={**absolute, "towns": towns, "privacy": privacy.model_copy(update=beside)})


def _folders(towns_dir: Path) -> list[str]:
    return sorted(file.parent.name for file in towns_dir.glob("*/town.yaml"))


def _contradictions(settings: Settings, sources: tuple[Source, ...]) -> Iterator[SettingProblem]:
    def problem(path: tuple[str, ...], what: str, mend: str) -> SettingProblem:
        return SettingProblem(name=".".join(path), where=_where(path, sources), what=what, mend=mend)

    if not settings.towns:
        yield problem(("towns_dir",), f"there is no town in {settings.towns_dir}", "Make one with buergerdraht init")
    for town in settings.towns:
        if not (settings.town_dir(town) / "town.yaml").is_file():
            near = get_close_matches(town, _folders(settings.towns_dir), 1)
            mend = f"Did you mean {near[0]}?" if near else f"Make {settings.town_dir(town)} or set towns_dir"
            yield problem(("towns",), f"the town {town!r} has no town.yaml", mend)
    if len(set(settings.towns)) < len(settings.towns):
        yield problem(("towns",), "a town is named twice", "Name each town once")
    yield from _token_problems(settings, problem)
    yield from _mail_problems(settings, problem)
    yield from _webhook_problems(settings, problem)
    yield from _oidc_problems(settings, problem)
    binds = {"web": settings.web, "web.desk": settings.web.desk, "web.metrics": settings.web.metrics}
    taken: dict[tuple[str, int], str] = {}
    for name, bind in binds.items():
        if bind is not None and bind.port:
            other = taken.setdefault((bind.host, bind.port), name)
            if other != name:
                yield problem((*name.split("."), "port"), f"{other} has this address too", "Give it a port of its own")
    if settings.outbound.ca_file is not None and not settings.outbound.ca_file.is_file():
        yield problem(("outbound", "ca_file"), f"there is no file {settings.outbound.ca_file}", "Check the path")


def _webhook_problems(settings: Settings, problem: Any) -> Iterator[SettingProblem]:
    if settings.telegram.receive != "webhook":
        return
    parts = urlsplit(settings.webhook_base)
    if settings.public_url is None and settings.telegram.webhook_url is None:
        yield problem(
            ("telegram", "receive"), "with a webhook Telegram must know where to post",
            "Set public_url, or telegram.webhook_url where Telegram has an address of its own",
        )  # fmt: skip
    elif settings.telegram.base_url == OFFICIAL and (parts.scheme != "https" or parts.port not in HOOK_PORTS):
        yield problem(
            ("telegram", "receive"), f"Telegram does not post to {settings.webhook_base}",
            "It needs https on port 443, 80, 88 or 8443; or poll: telegram.receive = \"polling\"",
        )  # fmt: skip


def _token_problems(settings: Settings, problem: Any) -> Iterator[SettingProblem]:
    if settings.telegram.token and len(settings.towns) > 1:
        yield problem(
            ("telegram", "token"), "one bot belongs to one town, and there are several towns",
            "Give each its own in the table telegram.tokens",
        )  # fmt: skip
    for town in settings.telegram.tokens:
        if town not in settings.towns:
            near = get_close_matches(town, settings.towns, 1)
            mend = f"Did you mean {near[0]}?" if near else f"Towns are: {', '.join(settings.towns)}"
            yield problem(("telegram", "tokens", town), "there is no such town", mend)
    bots = [token.get_secret_value().partition(":")[0] for token in settings.telegram.tokens.values()]
    if len(set(bots)) < len(bots):
        yield problem(("telegram", "tokens"), "two towns have the same bot", "Make a bot for each town")


def _mail_problems(settings: Settings, problem: Any) -> Iterator[SettingProblem]:
    mail = settings.mail
    if mail.host is None:
        if mail.sender or mail.user or mail.alarm_to:
            yield problem(("mail", "host"), "it is missing, so no mail is sent", "Name the mail server")
        return
    if mail.sender is None:
        yield problem(("mail", "sender"), "it is missing", "Set the address that mails come from")
    if (mail.user is None) != (mail.password is None):
        missing = "password" if mail.password is None else "user"
        yield problem(("mail", missing), "it is missing", "Set both mail.user and mail.password, or neither")
    if mail.security == "none" and mail.password is not None and not is_loopback(mail.host):
        yield problem(
            ("mail", "security"), "the password would go over the network unencrypted", 'Use "starttls" or "tls"'
        )


def _oidc_problems(settings: Settings, problem: Any) -> Iterator[SettingProblem]:
    oidc = settings.oidc
    if oidc.issuer is None:
        if not settings.accounts.local_login:
            yield problem(("accounts", "local_login"), "nobody could log in", "Set oidc.issuer, or leave it true")
        if oidc.client_id or oidc.client_secret:
            yield problem(("oidc", "issuer"), "it is missing, so nobody logs in there", "Name the provider's issuer")
        return
    if not oidc.client_id:
        yield problem(("oidc", "client_id"), "it is missing", "Register the desk at the provider and name it here")
    if "openid" not in oidc.scopes:
        yield problem(("oidc", "scopes"), "openid is missing", 'Add it: scopes = ["openid", "profile"]')
    if not oidc.roles:
        yield problem(
            ("oidc", "roles"), "no value gives a role, so nobody gets in", 'Set it: [oidc.roles] desk-staff = ["staff"]'
        )
    if len(settings.towns) > 1:
        for name in ("roles", "departments"):
            for value in getattr(oidc, name):
                if "{town}" not in value:
                    yield problem(
                        ("oidc", name, value), "with several towns it would hold in each of them",
                        "Let values name the town: {town}-staff is musterstadt-staff in musterstadt",
                    )  # fmt: skip


def _problem(detail: ErrorDetails, sources: tuple[Source, ...]) -> SettingProblem:
    path = _path(detail)
    what, mend = _words(detail, path)
    return SettingProblem(name=".".join(path), where=_where(path, sources), what=what, mend=mend)


def _path(detail: ErrorDetails) -> tuple[str, ...]:
    """The setting an error is about: its location without positions in lists and members of unions."""
    shape = known()
    steps = tuple(str(step) for step in detail["loc"] if step != "[key]")
    for length in range(len(steps), 0, -1):
        if shape.type_of(steps[:length]) or steps[:length] in shape.tables:
            return steps[:length]
    return steps


def _where(path: tuple[str, ...], sources: tuple[Source, ...]) -> str:
    """Where the value came from; for one that is missing in a table, where the table was begun."""
    table = path[:-1] if len(path) > 2 else path
    for source in sources:
        for length in range(len(path), 0, -1):
            if path[:length] in source.places:
                return source.places[path[:length]]
    for source in sources:
        for given, place in source.places.items():
            if given[: len(table)] == table:
                return place
    return "default"


def _words(detail: ErrorDetails, path: tuple[str, ...]) -> tuple[str, str]:
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == OWN_ERROR:
        return str(context["what"]), str(context["mend"])
    if kind == "extra_forbidden":
        names = {".".join(full[:length]) for full in (*known().leaves, *known().tables) for length in range(1, 4)}
        near = get_close_matches(".".join(path), sorted(names), 1)
        mend = f"Did you mean {near[0]}?" if near else "Remove it; docs/settings.md lists what there is"
        return "there is no such setting", mend
    if kind == "missing":
        return "it is missing", "Set it, or remove its table"
    if kind == "literal_error":
        return "this value is not possible", f"Possible are: {context['expected']}"
    message = detail["msg"]
    return message[:1].lower() + message[1:], "docs/settings.md shows what belongs here"
