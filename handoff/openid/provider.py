"""The provider at the wire: discovery, the way there, the code's exchange, and the check of what comes back."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import aiohttp
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from handoff.openid.claims import ClaimUse, claim

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by the provider's own key; never "none", never one by a secret that we share."""
TRUSTED_FOR: Final = 3600.0  # seconds for which what discovery said is kept
WITHIN: Final = aiohttp.ClientTimeout(total=10)
LARGEST: Final = 256 * 1024
LEEWAY: Final = 30  # seconds that clocks may differ
OLDEST: Final = 600  # seconds between the making of a token and its coming here
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


class ProviderAway(Exception):
    """The provider does not answer, or not as it must."""


class NotVouched(Exception):
    """What came back does not prove who somebody is. The text names the rule that was broken, nothing personal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What the provider and we agreed upon. ``return_to``: where it sends people back to."""

    issuer: str
    client_id: str
    client_secret: str
    return_to: str
    scopes: tuple[str, ...]
    label: str
    use: ClaimUse
    proxy: str = ""
    ca_file: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """One way there and back: what must fit when somebody comes back."""

    state: str
    nonce: str
    verifier: str


def new_flow() -> Flow:
    """Three fresh secrets."""
    return Flow(state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48))


class Provider:
    """An OpenID provider as one town uses it: authorization code with PKCE, state and nonce.

    ``keys_again``: seconds between two looks for a key that is not known.
    """

    def __init__(self, registered: Registered, keys_again: float = 10.0) -> None:
        self.registered = registered
        self._keys_again = keys_again
        self._metadata: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._metadata_at = self._keys_at = -TRUSTED_FOR

    @property
    def origin(self) -> str:
        """Scheme and host of the issuer."""
        parts = urlsplit(self.registered.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    async def way_there(self, flow: Flow) -> str:
        """The address to send somebody to. Raises ProviderAway."""
        known = await self.metadata()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(flow.verifier.encode()).digest()).rstrip(b"=").decode()
        return _with_query(
            known["authorization_endpoint"],
            response_type="code",
            client_id=self.registered.client_id,
            redirect_uri=self.registered.return_to,
            scope=" ".join(self.registered.scopes),
            state=flow.state,
            nonce=flow.nonce,
            code_challenge=challenge,
            code_challenge_method="S256",
        )

    async def way_out(self, back_to: str) -> str:
        """The address at which the provider ends its own session; empty where it has none. Raises ProviderAway."""
        end = (await self.metadata()).get("end_session_endpoint", "")
        if not end:
            return ""
        return _with_query(end, client_id=self.registered.client_id, post_logout_redirect_uri=back_to)

    async def vouched(self, code: str, flow: Flow) -> dict[str, Any]:
        """The claims of whoever brought this code. Raises ProviderAway, NotVouched."""
        known = await self.metadata()
        async with self._session() as session:
            tokens = await self._exchange(session, known, code, flow)
            claims = await self._verified(str(tokens.get("id_token", "")), flow.nonce)
            access, userinfo = tokens.get("access_token"), known.get("userinfo_endpoint")
            missing = any(claim(claims, name) is None for name in self.registered.use.claims)
            if missing and isinstance(access, str) and userinfo:
                more = await _json(session, "GET", userinfo, headers={"Authorization": f"Bearer {access}"})
                if more.get("sub") != claims["sub"]:
                    raise NotVouched("userinfo is of somebody else")
                claims = more | claims
        return claims

    async def metadata(self) -> dict[str, Any]:
        """What the provider says of itself. Raises ProviderAway."""
        if time.monotonic() - self._metadata_at > TRUSTED_FOR:
            issuer = self.registered.issuer
            async with self._session() as session:
                found = await _json(session, "GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                raise ProviderAway("it calls itself by another issuer")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _refuse_plain(found.get(name))
            for name in ("userinfo_endpoint", "end_session_endpoint"):
                if name in found:
                    _refuse_plain(found[name])
            self._metadata, self._metadata_at = found, time.monotonic()
        return self._metadata

    async def _exchange(
        self, session: aiohttp.ClientSession, known: Mapping[str, Any], code: str, flow: Flow
    ) -> dict[str, Any]:
        ours = self.registered
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": ours.return_to,
            "code_verifier": flow.verifier,
        }
        ways = known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        headers = {}
        if ours.client_secret and "client_secret_basic" in ways:
            pair = urlencode({ours.client_id: ours.client_secret}).replace("=", ":", 1)
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            fields["client_id"] = ours.client_id
            if ours.client_secret:
                fields["client_secret"] = ours.client_secret
        return await _json(session, "POST", str(known["token_endpoint"]), data=fields, headers=headers)

    async def _verified(self, id_token: str, nonce: str) -> dict[str, Any]:
        ours = self.registered
        try:
            token = jwt.decode(id_token, await self._keys_for(id_token), algorithms=list(ALGORITHMS))
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": ours.issuer},
                sub={"essential": True},
                aud={"essential": True, "value": ours.client_id},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(token.claims)
            old = time.time() - float(token.claims["iat"]) > OLDEST
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise NotVouched(f"ID token: {getattr(error, 'error', type(error).__name__)}") from error
        claims: dict[str, Any] = token.claims
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else ours.client_id) != ours.client_id:
            raise NotVouched("ID token: made for another client")
        if old:
            raise NotVouched("ID token: made long ago")
        if not isinstance(claims["sub"], str) or not claims["sub"]:
            raise NotVouched("ID token: no subject")
        return claims

    async def _keys_for(self, id_token: str) -> KeySet:
        """The provider's keys; looked for anew when the token names one that is not known."""
        now = time.monotonic()
        unknown = self._keys is not None and not _has_key(self._keys, id_token)
        old = now - self._keys_at > TRUSTED_FOR
        if self._keys is None or old or (unknown and now - self._keys_at > self._keys_again):
            async with self._session() as session:
                found = await _json(session, "GET", self._metadata["jwks_uri"])
            try:
                self._keys = KeySet.import_key_set(_only_signing(found))
            except (JoseError, ValueError, TypeError, KeyError) as error:
                raise ProviderAway("its keys cannot be read") from error
            self._keys_at = now
        return self._keys

    def _session(self) -> aiohttp.ClientSession:
        tls = ssl.create_default_context()
        if self.registered.ca_file is not None:
            tls.load_verify_locations(cafile=str(self.registered.ca_file))
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=tls),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=WITHIN,
            proxy=self.registered.proxy or None,
            trust_env=False,
        )


async def _json(session: aiohttp.ClientSession, method: str, url: str, **more: Any) -> dict[str, Any]:
    try:
        async with session.request(method, url, allow_redirects=False, **more) as answer:
            text = b""
            async for part in answer.content.iter_chunked(LARGEST):
                text += part
                if len(text) > LARGEST:
                    raise ProviderAway("its answer is too long")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise ProviderAway(type(error).__name__) from error
    try:
        found = json.loads(text)
    except ValueError:
        raise ProviderAway(f"status {answer.status}, no JSON") from None
    if answer.status in (400, 401, 403) and method == "POST":
        # The code was used, is too old, or is somebody else's; or the operator's secret is wrong.
        raise NotVouched(f"code refused: {_word(found)}")
    if answer.status != 200 or not isinstance(found, dict):
        raise ProviderAway(f"status {answer.status}")
    return found


def _word(found: Any) -> str:
    word = found.get("error") if isinstance(found, dict) else None
    return word if isinstance(word, str) and word.isascii() and len(word) < 40 else "unknown"


def _with_query(url: str, **query: str) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(query)}"


def _refuse_plain(url: Any) -> None:
    parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ProviderAway("one of its addresses is missing or not encrypted")


def _only_signing(found: Mapping[str, Any]) -> Any:
    keys = [key for key in found["keys"] if key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC")]
    return {"keys": keys}


def _has_key(keys: KeySet, id_token: str) -> bool:
    try:
        head = id_token.partition(".")[0]
        kid = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4))).get("kid")
    except (ValueError, AttributeError):
        return True  # no key would make it good
    return kid is None or any(key.kid == kid for key in keys.keys)
