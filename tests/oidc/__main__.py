"""`python -m tests.oidc --folder FOLDER`: the provider; its first line of output is its port. Ends with standard input.

It refuses whatever OpenID Connect Core and OAuth 2.1 let it refuse: unknown addresses, no state, no nonce, no PKCE, a
second use of a code, a wrong verifier. In the folder: ``provider.json`` (see `RunningProvider.set`) and
``ledger.jsonl``. What it may do wrong, one at a time: nonce, audience, several (audiences, for another), issuer,
expired, old, subject, key (signed by another), alg (signed by the shared secret), unsigned, rotated (new keys),
userinfo (the claims come from there), stranger (userinfo is of another), discovery (names another issuer), denied.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import hashlib
import json
import secrets
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.oidc import CLIENT, SECRET

REALM = "/realms/rathaus"


class Provider:
    """One realm with one client, in which always the same person is logged in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._codes: dict[str, dict[str, str]] = {}
        self._tokens: dict[str, dict[str, Any]] = {}
        self._keys = [_new_key("first")]
        self.base = ""

    @property
    def _now(self) -> dict[str, Any]:
        return json.loads((self._folder / "provider.json").read_text("utf-8"))  # type: ignore[no-any-return]

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get(f"{REALM}/.well-known/openid-configuration", self.discovery),
                web.get(f"{REALM}/auth", self.authorize),
                web.post(f"{REALM}/token", self.token),
                web.get(f"{REALM}/keys", self.keys),
                web.get(f"{REALM}/userinfo", self.userinfo),
                web.get(f"{REALM}/logout", self.logout),
            ]
        )
        return app

    async def discovery(self, _: web.Request) -> web.Response:
        issuer = "http://127.0.0.1:1/other" if self._now["wrong"] == "discovery" else self.base
        return web.json_response(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{self.base}/auth",
                "token_endpoint": f"{self.base}/token",
                "jwks_uri": f"{self.base}/keys",
                "userinfo_endpoint": f"{self.base}/userinfo",
                "end_session_endpoint": f"{self.base}/logout",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def authorize(self, request: web.Request) -> web.Response:
        asked, now = dict(request.query), self._now
        if asked.get("client_id") != CLIENT or asked.get("redirect_uri") not in now["redirects"]:
            return web.Response(status=400, text="unknown client or redirect_uri")
        if (
            asked.get("response_type") != "code"
            or "openid" not in asked.get("scope", "").split()
            or len(asked.get("state", "")) < 16
            or len(asked.get("nonce", "")) < 16
            or len(asked.get("code_challenge", "")) != 43
            or asked.get("code_challenge_method") != "S256"
        ):
            return self._back(asked, error="invalid_request")
        if now["person"] is None or now["wrong"] == "denied":
            return self._back(asked, error="access_denied")
        code = secrets.token_urlsafe(24)
        self._codes[code] = asked
        return self._back(asked, code=code)

    def _back(self, asked: dict[str, str], **said: str) -> web.Response:
        issuer = "http://127.0.0.1:1/other" if self._now["wrong"] == "mixed-up" else self.base
        query = urlencode({**said, "state": asked.get("state", ""), "iss": issuer})
        return web.Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{query}"})

    async def token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        status, said = self._tokens_for(request.headers.get("Authorization", ""), form)
        with (self._folder / "ledger.jsonl").open("a", encoding="utf-8") as ledger:
            ledger.write(json.dumps({"status": status, "error": said.get("error", ""), "fields": sorted(form)}) + "\n")
        return web.json_response(said, status=status)

    def _tokens_for(self, authorization: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        name, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        if (unquote_plus(name), unquote_plus(secret)) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self._codes.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            form.get("grant_type") != "authorization_code"
            or asked is None
            or form.get("redirect_uri") != asked["redirect_uri"]
            or proof.rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(24)
        self._tokens[access] = self._now["person"]
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}

    def _id_token(self, nonce: str) -> str:
        now, wrong, at = self._now["person"], self._now["wrong"], int(time.time())
        person = {"sub": now["sub"]} if wrong in ("userinfo", "stranger") else dict(now)
        claims: dict[str, Any] = {
            **person,
            "iss": "http://127.0.0.1:1/other" if wrong == "issuer" else self.base,
            "aud": {"audience": "another", "several": [CLIENT, "another"]}.get(wrong, CLIENT),
            "iat": at - (86400 if wrong in ("expired", "old") else 0),
            "exp": at - 3600 if wrong == "expired" else at + 300,
            "nonce": "another nonce altogether" if wrong == "nonce" else nonce,
        }
        if wrong == "several":
            claims["azp"] = "another"
        if wrong == "subject":
            del claims["sub"]
        if wrong == "rotated":
            self._keys = [_new_key(secrets.token_hex(4))]
        if wrong == "unsigned":
            head, body = ({"alg": "none"}, claims)
            return ".".join(_part(one) for one in (head, body)) + "."
        if wrong == "alg":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET.encode()), algorithms=["HS256"])
        key = _new_key(str(self._keys[0].kid)) if wrong == "key" else self._keys[0]
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    async def keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [key.as_dict(private=False) for key in self._keys]})

    async def userinfo(self, request: web.Request) -> web.Response:
        person = self._tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if person is None:
            return web.json_response({"error": "invalid_token"}, status=401)
        return web.json_response(person | ({"sub": "a stranger"} if self._now["wrong"] == "stranger" else {}))

    async def logout(self, request: web.Request) -> web.Response:
        back = request.query.get("post_logout_redirect_uri", "")
        if request.query.get("client_id") != CLIENT or not back:
            return web.Response(status=400, text="unknown client")
        return web.Response(status=302, headers={"Location": back})


def _new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def serve(folder: Path) -> None:
    provider = Provider(folder)
    runner = web.AppRunner(provider.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    provider.base = f"http://127.0.0.1:{port}{REALM}"
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    asyncio.run(serve(parser.parse_args().folder))
