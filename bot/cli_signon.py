"""What `buergerdraht doctor` says of log-in at the town's provider."""

from __future__ import annotations

from bot.cli_console import Finding
from bot.signon import provider_of
from config.settings import Settings
from handoff.openid.provider import ProviderAway


async def signon_finding(settings: Settings) -> Finding:
    """Whether the provider answers as it must: for the doctor."""
    provider = provider_of(settings, settings.towns[0])
    if provider is None:
        return Finding(state="ok", topic="Single sign-on", text="off (oidc.issuer is not set)")
    try:
        await provider.metadata()
    except ProviderAway as error:
        return Finding(
            state="bad" if not settings.accounts.local_login else "warn", topic="Single sign-on",
            text=f"{settings.oidc.issuer}: {error}",
            mend="Compare oidc.issuer with “issuer” in <issuer>/.well-known/openid-configuration, letter by letter",
        )  # fmt: skip
    back = ", ".join(f"{settings.desk_of(town)}/provider/back" for town in settings.towns)
    return Finding(state="ok", topic="Single sign-on", text=f"{settings.oidc.issuer} answers; it must know {back}")
