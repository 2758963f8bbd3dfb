"""Where a town's staff log in besides its own accounts: the provider that the settings name."""

from __future__ import annotations

from config.settings import Settings
from handoff.openid.claims import ClaimUse
from handoff.openid.provider import Provider, Registered


def provider_of(settings: Settings, town: str) -> Provider | None:
    """Where a town's staff log in besides, as the settings say; None where they do not."""
    oidc = settings.oidc
    if oidc.issuer is None or oidc.client_id is None:
        return None
    return Provider(
        Registered(
            issuer=oidc.issuer,
            client_id=oidc.client_id,
            client_secret=oidc.client_secret.get_secret_value() if oidc.client_secret else "",
            return_to=f"{settings.desk_of(town)}/provider/back",
            scopes=oidc.scopes,
            label=oidc.label,
            proxy=settings.outbound.proxy.get_secret_value() if settings.outbound.proxy else "",
            ca_file=settings.outbound.ca_file,
            use=ClaimUse(
                login_claim=oidc.login_claim,
                name_claim=oidc.name_claim,
                roles_claim=oidc.roles_claim,
                roles={value.replace("{town}", town): tuple(roles) for value, roles in oidc.roles.items()},
                departments_claim=oidc.departments_claim or "",
                departments={value.replace("{town}", town): ids for value, ids in oidc.departments.items()},
            ),
        )
    )
