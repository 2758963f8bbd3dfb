"""The shapes of the settings: groups, types and defaults. Reads neither the environment nor a file."""

from __future__ import annotations

import json
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ByteSize, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from faq.mailaddress import is_mail_address
from handoff.journal.storeurl import EXAMPLES, place_of
from handoff.rights import Role

OWN_ERROR = "setting"
"""Type of the validation errors whose context already says `what` and `mend`."""
TOWNS_DIR = Path(__file__).parent / "towns"
SAMPLE_TOWN = "musterstadt"
"""The towns that come with the program."""


def wrong(what: str, mend: str) -> PydanticCustomError:
    """A validation error in our own words."""
    return PydanticCustomError(OWN_ERROR, "{what}", {"what": what, "mend": mend})


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parts(url: str, schemes: tuple[str, ...], example: str) -> str:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in schemes and bool(parts.hostname or parts.scheme == "unix") and parts.port != 0
    except ValueError:
        fits = False
    if not fits or any(character.isspace() for character in url):
        raise wrong("this is no complete address", f"Write it like {example}")
    return url


def _public(url: str) -> str:
    parts = urlsplit(_parts(url, ("https", "http"), "https://chat.example.org/town"))
    if parts.query or parts.fragment or parts.username:
        raise wrong(f"{url!r} has more than scheme, host, port and path", "Leave out what follows ? or # and any user")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise wrong(f"{url!r} is not encrypted", "Use https; plain http is for this machine only (127.0.0.1)")
    return url.rstrip("/")


def _http(url: str) -> str:
    return _parts(url, ("https", "http"), "https://api.telegram.org").rstrip("/")


def _issuer(url: str) -> str:
    parts = urlsplit(_parts(url, ("https", "http"), "https://login.example.org/realms/town"))
    if parts.query or parts.fragment or parts.username:
        raise wrong(f"{url!r} is no issuer", "Copy the issuer out of the provider's discovery document")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise wrong(f"{url!r} is not encrypted", "Use https; plain http is for this machine only (127.0.0.1)")
    return url  # as it is: a slash at the end belongs to it


def _proxy(url: SecretStr) -> SecretStr:
    _parts(url.get_secret_value(), ("http", "https"), "http://proxy.example.org:3128")
    return url


def _store(url: SecretStr) -> SecretStr:
    try:
        place_of(url.get_secret_value())
    except ValueError as error:
        raise wrong(f"this is no complete address: {error}", f"Write it like {' or '.join(EXAMPLES)}") from None
    return url


def _clamd(url: str) -> str:
    parts = urlsplit(_parts(url, ("tcp", "unix"), "unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310"))
    if (parts.scheme == "unix") != bool(parts.path) or (parts.scheme == "tcp" and parts.port is None):
        raise wrong(f"{url!r} names no clamd", "Write unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310")
    return url


def _token(token: SecretStr) -> SecretStr:
    number, colon, rest = token.get_secret_value().partition(":")
    if not (colon and rest and number.isascii() and number.isdigit()) or any(c.isspace() or c == "/" for c in rest):
        raise wrong("this is no bot token", "Copy it whole from @BotFather: digits, a colon, letters")
    return token


def _mail(address: str) -> str:
    if not is_mail_address(address):
        raise wrong("this is no mail address", "Write it like buergerdraht@town.example, without a name beside it")
    return address


def _listed(value: Any) -> Any:
    """A list given as text: JSON, or parts between commas."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return _json(value)
    return [part.strip() for part in value.split(",") if part.strip()]


def _json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise wrong("this is not valid JSON", "Check brackets, commas and double quotes") from None


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


Port = Annotated[int, Field(ge=0, le=65535)]
Host = Annotated[str, Field(min_length=1, pattern=r"^[^\s/]+$")]
PublicUrl = Annotated[str, AfterValidator(_public)]
HttpUrl = Annotated[str, AfterValidator(_http)]
IssuerUrl = Annotated[str, AfterValidator(_issuer)]
ProxyUrl = Annotated[SecretStr, AfterValidator(_proxy)]
StoreUrl = Annotated[SecretStr, AfterValidator(_store)]
ClamdUrl = Annotated[str, AfterValidator(_clamd)]
Token = Annotated[SecretStr, AfterValidator(_token)]
MailAddress = Annotated[str, AfterValidator(_mail)]
TownId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Network = IPv4Network | IPv6Network
Mask = Literal["iban", "card", "tax_id", "social_security", "id_card", "phone", "email", "birth_date", "file_number"]


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, hide_input_in_errors=True)


class Bind(_Group):
    """An address of its own for a part of the web server."""

    host: Host = "127.0.0.1"
    """Address to listen on."""
    port: Port
    """Port to listen on."""


class DeskBind(Bind):
    """The desk on an address of its own."""

    public_url: PublicUrl | None = None
    """Where staff open the desk when it has its own address; links to the desk are made of it."""


class Web(_Group):
    """The web server."""

    host: Host = "127.0.0.1"
    """Address to listen on."""
    port: Port = 8080
    """Port to listen on; 0 takes a free one."""
    trusted_proxies: Annotated[tuple[Network, ...], BeforeValidator(_listed)] = ()
    """Networks of the reverse proxies whose X-Forwarded-For is believed."""
    desk: DeskBind | None = None
    metrics: Bind | None = None


class Redis(_Group):
    """The store, when it is not the embedded one."""

    url: StoreUrl | None = None
    """A store of your own instead of the embedded Valkey: redis://, rediss:// or unix:// for one server,
    redis+sentinel://host:port,host:port,host:port/name for the master that Sentinels name, redis+cluster://host:port,...
    for a Cluster; rediss+ in place of redis+ with TLS.
    """
    replicas: Annotated[int, Field(ge=0, le=5)] = 0
    """So many replicas must have on disk what is confirmed; 0 waits for the server itself only."""


class Embedded(_Group):
    """The Valkey server that the program starts itself."""

    appendfsync: Literal["always", "everysec"] = "always"
    """When what was written is on disk: before it is confirmed, or once a second (a power cut may lose a second)."""
    maxmemory: Annotated[ByteSize, Field(ge=16 * 1024 * 1024)] = ByteSize(512 * 1024 * 1024)
    """Memory the server may use; when it is full new questions are refused, nothing is dropped."""


class Telegram(_Group):
    """The Telegram channel; it is on for a town that has a token."""

    token: Token | None = None
    """Bot token of the only town."""
    tokens: Annotated[dict[TownId, Token], BeforeValidator(_json)] = Field(default_factory=dict)
    """Bot tokens by town, when there are several."""
    base_url: HttpUrl = "https://api.telegram.org"
    """The Bot API server."""
    proxy: ProxyUrl | None = None
    """HTTP proxy for Telegram only, before `outbound.proxy`."""
    receive: Literal["polling", "webhook"] = "polling"
    """How messages come: the program asks Telegram for them, or Telegram posts them to the program."""
    webhook_url: PublicUrl | None = None
    """Address under which Telegram reaches the program, when it is another than `public_url`."""


class Mail(_Group):
    """Mail out: notices to staff and citizens, alarms. It is on when there is a host."""

    host: Host | None = None
    """The mail server (SMTP) that takes our mails."""
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """Its port; without one 587 for starttls, 465 for tls, 25 for none."""
    security: Annotated[Literal["starttls", "tls", "none"], BeforeValidator(_lower)] = "starttls"
    """How the connection is encrypted; a certificate that does not fit is refused."""
    user: str | None = None
    """Name to log in with; none where the server needs no log-in."""
    password: SecretStr | None = None
    """Password to log in with."""
    sender: MailAddress | None = None
    """Address that mails come from."""
    timeout: Annotated[int, Field(ge=2, le=30)] = 20
    """Seconds that handing over one mail may take."""
    pause: Annotated[int, Field(ge=0, le=1440)] = 15
    """Minutes between two mails to one address; what happens meanwhile is told in one."""
    alarm_to: Annotated[tuple[MailAddress, ...], BeforeValidator(_listed)] = ()
    """Addresses of those who see to the program and to late concerns."""


class Outbound(_Group):
    """How the program reaches other servers."""

    proxy: ProxyUrl | None = None
    """HTTP proxy for all outgoing calls."""
    ca_file: Path | None = None
    """Certificates (PEM) to trust besides the system's, for outgoing calls and rediss://."""


class Log(_Group):
    """What the program writes about its work; never message texts, names or chat ids."""

    level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"
    """The least important lines to write."""
    format: Annotated[Literal["json", "console"], BeforeValidator(_lower)] = "json"
    """JSON, one object a line, or coloured lines for people."""


class Privacy(_Group):
    """What is taken out of messages before they are stored, and what is remembered of those who were erased."""

    masks: Annotated[tuple[Mask, ...], BeforeValidator(_listed)] = (
        "iban", "card", "tax_id", "social_security", "id_card",
    )  # fmt: skip
    """What is masked; also possible: phone, email, birth_date, file_number."""
    tombstones: Path | None = None
    """Folder that remembers who was erased, outside the data and its backups (default: `<data_dir>.tombstones`)."""
    tombstone_key_file: Path | None = None
    """Key of these, made at the first start (default: `<data_dir>.tombstone-key`)."""


class Limits(_Group):
    """How much of everything is taken."""

    messages_per_minute: Annotated[int, Field(ge=1)] = 20
    """Messages a citizen may write in a minute; more are counted, not stored."""
    newcomers_per_hour: Annotated[int, Field(ge=1)] = 200
    """New web conversations an hour from one network address; a library or a school shares one."""
    mailbox: Annotated[int, Field(ge=10)] = 500
    """Events of one citizen that may wait for the bot."""
    upload: Annotated[ByteSize, Field(ge=64 * 1024, le=50 * 1024 * 1024)] = ByteSize(10 * 1024 * 1024)
    """Size of a file, of citizens in the web chat and of staff; Telegram takes no more than 50 MiB."""
    files: Annotated[ByteSize, Field(ge=1024 * 1024)] = ByteSize(5 * 1024 * 1024 * 1024)
    """Size of all stored files of a town together; when it is reached, no more files are taken, all else goes on."""
    pixels: Annotated[int, Field(ge=1_000_000)] = 64_000_000
    """Pixels of a picture: a small file may be a picture that no browser can hold."""
    undo_seconds: Annotated[int, Field(ge=0, le=60)] = 5
    """Seconds for which a reply from the desk can be taken back before it leaves; 0: it leaves at once."""


class Files(_Group):
    """Files that citizens and staff send; their kinds are in town.yaml, their sizes in `limits`."""

    clamd: ClamdUrl | None = None
    """A ClamAV daemon that looks at every file: unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310."""


class Accounts(_Group):
    """How staff get into the desk."""

    local_login: bool = True
    """Log-in with name and password of the desk's own accounts; false leaves only the provider of `oidc`."""
    second_factor: Annotated[tuple[Role, ...], BeforeValidator(_listed)] = ()
    """Roles that must set up a second factor (TOTP) before they may do anything else; all others may."""


class Oidc(_Group):
    """Log-in at the town's own provider (OpenID Connect), such as Keycloak. It is on when there is an issuer."""

    issuer: IssuerUrl | None = None
    """The provider's issuer, exactly as its discovery document names it."""
    client_id: str | None = None
    """Name under which the provider knows the desk."""
    client_secret: SecretStr | None = None
    """The desk's secret at the provider; none for a public client."""
    label: Annotated[str, Field(min_length=1, max_length=60)] = "Single Sign-on"
    """What the button to log in says after “Log in with”."""
    scopes: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ("openid", "profile")
    """Scopes that are asked for; `openid` must be among them."""
    login_claim: str = "preferred_username"
    """Claim with the log-in name; of a mail address the part before the @ is taken."""
    name_claim: str = "name"
    """Claim with the name among colleagues."""
    roles_claim: str = "roles"
    """Claim with a list of values that give roles; dots lead deeper (`realm_access.roles`)."""
    roles: Annotated[dict[str, tuple[Role, ...]], BeforeValidator(_json)] = Field(default_factory=dict)
    """Roles by value of that claim; `{town}` in a value stands for the town's id."""
    departments_claim: str | None = None
    """Claim with the departments; without one they are set at the desk."""
    departments: Annotated[dict[str, tuple[str, ...]], BeforeValidator(_json)] = Field(default_factory=dict)
    """Departments by value of that claim; without any the values are the departments' ids."""


class Audit(_Group):
    """The record of who did what."""

    days: Annotated[int, Field(ge=30, le=36500)] = 730
    """Days for which rows are kept once they are sealed; the seals stay."""
    log: Path | None = None
    """Where the head of each seal is written besides, outside the store; else `audit/heads.log` in `data_dir`."""


class Watchdog(_Group):
    """What ends the program when it makes no progress, so that whoever runs it starts it again."""

    seconds: Annotated[int, Field(ge=0, le=3600)] = 90
    """For so long nothing may move while the store answers; 0 switches it off. Below 30 only to try it out."""


class Settings(BaseSettings):
    """Everything an operator can set. Paths are absolute, `towns` is never empty, secrets print as asterisks."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, hide_input_in_errors=True, validate_default=True
    )

    data_dir: Path = Path("data")
    """Folder of the embedded store and of files; owned by one process."""
    demo: bool = False
    """Try-out: sample accounts are allowed. Never for real citizens."""
    practice: bool = True
    """A practice town beside each town, where staff rehearse with scripted citizens; kept apart, never counted."""
    towns_dir: Path = TOWNS_DIR
    """Folder with a folder for each town."""
    towns: Annotated[tuple[TownId, ...], BeforeValidator(_listed)] = ()
    """Towns to serve; empty means every folder of `towns_dir` with a town.yaml."""
    public_url: PublicUrl | None = None
    """Address under which citizens reach the web chat, with a path if it is not the root."""
    web: Web = Web()
    redis: Redis = Redis()
    embedded: Embedded = Embedded()
    telegram: Telegram = Telegram()
    mail: Mail = Mail()
    outbound: Outbound = Outbound()
    log: Log = Log()
    privacy: Privacy = Privacy()
    limits: Limits = Limits()
    files: Files = Files()
    accounts: Accounts = Accounts()
    audit: Audit = Audit()
    oidc: Oidc = Oidc()
    watchdog: Watchdog = Watchdog()

    @property
    def heads_log(self) -> Path:
        """Where the heads of the audit's seals are written, outside the store."""
        return self.audit.log or self.data_dir / "audit" / "heads.log"

    @property
    def base_url(self) -> str:
        """Where citizens reach the web chat, without a slash at the end."""
        return self.public_url or _local(self.web)

    @property
    def base_path(self) -> str:
        """The path of `base_url`: empty, or with a slash before it and none behind."""
        return urlsplit(self.base_url).path

    @property
    def desk_url(self) -> str:
        """Where staff reach the desk."""
        desk = self.web.desk
        if desk is None:
            return f"{self.base_url}/desk"
        return f"{desk.public_url or _local(desk)}/desk"

    def chat_of(self, town: str) -> str:
        """Where citizens reach a town's web chat."""
        return self.base_url + self._part(town)

    def desk_of(self, town: str) -> str:
        """Where staff reach a town's desk."""
        return f"{self.desk_url.removesuffix('/desk')}{self._part(town)}/desk"

    def _part(self, town: str) -> str:
        return "" if len(self.towns) == 1 else f"/t/{town}"

    def town_dir(self, town: str) -> Path:
        """The folder with a town's files."""
        return self.towns_dir / town

    def is_sample(self, town: str) -> bool:
        """Whether it is the invented town that comes with the program."""
        return self.town_dir(town).resolve() == (TOWNS_DIR / SAMPLE_TOWN).resolve()

    @property
    def webhook_base(self) -> str:
        """The address that Telegram posts to begins so, without a slash at the end."""
        return self.telegram.webhook_url or self.base_url

    def webhook_url(self, town: str) -> str:
        """The address that Telegram posts a town's updates to."""
        return f"{self.webhook_base}{self._part(town)}/telegram"

    def prefix(self, town: str) -> str:
        """The path of a town's pages: empty, or with a slash before it and none behind."""
        return self.base_path + self._part(town)

    def token(self, town: str) -> SecretStr | None:
        """The town's bot token; None when it is not on Telegram."""
        return self.telegram.tokens.get(town) or self.telegram.token

    @property
    def telegram_proxy(self) -> SecretStr | None:
        """The proxy for calls to Telegram."""
        return self.telegram.proxy or self.outbound.proxy


def _local(bind: Web | Bind) -> str:
    host = "127.0.0.1" if bind.host in {"0.0.0.0", "::"} else bind.host  # noqa: S104 - compared, not bound
    return f"http://{f'[{host}]' if ':' in host else host}:{bind.port}"
