"""A stand-in for VNeID as an OpenID Connect provider: strict where it must be, wrong when told to.

It signs by itself with `cryptography`, so that our reader of tokens is not tried against its own
writer. Claims as LAW.md §8.3 has them. Everybody in it is fictional.
"""

import base64
import hashlib
import html
import json
import os
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from backend.sandbox.faults import FaultGate

AnyRequest = Request[Any, Any, Any]
FAULTS = (
    "none", "down", "wrong_nonce", "wrong_issuer", "wrong_audience", "expired", "alg_none",
    "rotated", "foreign_key", "no_number",
)  # fmt: skip
PEOPLE: tuple[dict[str, Any], ...] = (
    {"SoDinhDanh": "020099000001", "HoVaTen": "Nguyễn Văn Mẫu", "IAL": 2},
    {"SoDinhDanh": "020088000002", "HoVaTen": "Trần Thị Giả Tưởng", "IAL": 2},
    {"SoDinhDanh": "020077000003", "HoVaTen": "Lê Văn Thử Nghiệm", "IAL": 1},
    {"SoDinhDanh": "020066000004", "HoVaTen": "Hoàng Thị Trình Diễn", "IAL": 2,
     "LoaiTaiKhoan": 2, "MaSoThue": "4900000001", "TenDoanhNghiep": "Công ty TNHH Trình Diễn"},
)  # fmt: skip
_SECONDS = 300
_LOOK = (
    "body{font:17px/1.5 system-ui;margin:0 auto;max-width:26rem;padding:1.5rem}"
    "button{display:block;width:100%;margin:.6rem 0;padding:.8rem 1rem;text-align:left;"
    "font:inherit;font-weight:700;background:#fff;border:1.5px solid #6b7280;border-radius:8px}"
    "small{display:block;font-weight:400}"
)


@dataclass
class Grant:
    """A code that was given out."""

    person: dict[str, Any]
    nonce: str
    challenge: str
    redirect_uri: str
    at: float
    used: bool = False


@dataclass
class VNeID:
    """The provider; `fault` says what it does wrong."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    path: str = "/vneid"
    title: str = "VNeID thử nghiệm"
    people: tuple[dict[str, Any], ...] = PEOPLE
    fault: str = "none"
    grants: dict[str, Grant] = field(default_factory=dict)
    signed_out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turn_key()

    def turn_key(self) -> None:
        """New keys from now on; the old one is no longer published."""
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = secrets.token_hex(4)

    def jwks(self) -> dict[str, Any]:
        """The public key."""
        public = self.key.public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid,
                    "n": _number(public.n), "e": _number(public.e),
                }
            ]
        }  # fmt: skip

    def token(self, grant: Grant) -> str:
        """The ID token, with the fault that is switched on."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer, "aud": self.client_id, "iat": now, "exp": now + _SECONDS,
            "nonce": grant.nonce,
        } | self.claims_of(grant.person)  # fmt: skip
        if self.fault == "wrong_nonce":
            claims["nonce"] = "khong-phai"
        elif self.fault == "wrong_issuer":
            claims["iss"] = "https://gia-mao.example"
        elif self.fault == "wrong_audience":
            claims["aud"] = "he-thong-khac"
        elif self.fault == "expired":
            claims |= {"iat": now - 500, "exp": now - 200}
        elif self.fault == "no_number":
            claims.pop("SoDinhDanh", None)
        if self.fault == "rotated":
            self.turn_key()
        header = {"typ": "JWT", "alg": "RS256", "kid": self.kid}
        if self.fault == "alg_none":
            return f"{_b64(json.dumps(header | {'alg': 'none'}).encode())}.{_claims(claims)}."
        key = self.key
        if self.fault == "foreign_key":
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        signing = f"{_b64(json.dumps(header).encode())}.{_claims(claims)}"
        signature = key.sign(signing.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signing}.{_b64(signature)}"

    def claims_of(self, person: dict[str, Any]) -> dict[str, Any]:
        """What is said of a person; a provider of an agency says its own `sub`."""
        if "sub" in person:
            return person
        return {
            "LoaiTaiKhoan": 1, "loAs": person["IAL"],
            "sub": hashlib.sha256(f"sub {person['SoDinhDanh']}".encode()).hexdigest()[:32],
            "TechID": hashlib.sha256(f"t {person['SoDinhDanh']}".encode()).hexdigest()[:24],
        } | person  # fmt: skip

    def redeem(self, form: dict[str, str], client: str) -> Grant | None:
        """The grant behind a code, once, for the client and verifier it was meant for."""
        grant = self.grants.get(form.get("code", ""))
        verifier = form.get("code_verifier", "")
        challenge = _b64(hashlib.sha256(verifier.encode()).digest())
        if (
            grant is None
            or grant.used
            or client != f"{self.client_id}:{self.client_secret}"
            or time.time() - grant.at > 60
            or grant.redirect_uri != form.get("redirect_uri")
            or not secrets.compare_digest(challenge, grant.challenge)
        ):
            return None
        grant.used = True
        return grant


def vneid_routes(provider: VNeID) -> list[HTTPRouteHandler]:
    """The provider's addresses, and one of the sandbox's own to break it."""

    @get(f"{provider.path}/.well-known/openid-configuration")
    async def discovery() -> Response[dict[str, Any]]:
        if provider.fault == "down":
            return Response({}, status_code=503)
        base = provider.issuer
        return Response(
            {
                "issuer": base,
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "jwks_uri": f"{base}/jwks",
                "end_session_endpoint": f"{base}/logout",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    @get(f"{provider.path}/jwks")
    async def jwks() -> dict[str, Any]:
        return provider.jwks()

    @get(f"{provider.path}/authorize", media_type=MediaType.HTML)
    async def ask(request: AnyRequest) -> str:
        return _page(dict(request.query_params), provider)

    @post(f"{provider.path}/authorize")
    async def chosen(request: AnyRequest) -> Redirect:
        form = {name: str(value) for name, value in dict(await request.form()).items()}
        back = form.get("redirect_uri", "")
        if form.get("client_id") != provider.client_id or back != provider.redirect_uri:
            return Redirect(f"{provider.path}/loi", status_code=303)
        if form.get("code_challenge_method") != "S256" or not form.get("code_challenge"):
            query = {"error": "invalid_request", "state": form.get("state", "")}
            return Redirect(f"{back}?{urlencode(query)}", status_code=303)
        code = secrets.token_urlsafe(24)
        person: dict[str, Any] = json.loads(form["person"])
        provider.grants[code] = Grant(
            person, form.get("nonce", ""), form["code_challenge"], back, time.time()
        )
        query = {"code": code, "state": form.get("state", "")}
        return Redirect(f"{back}?{urlencode(query)}", status_code=303)

    @post(f"{provider.path}/token", status_code=200)
    async def token(request: AnyRequest) -> Response[dict[str, Any]]:
        if provider.fault == "down":
            return Response({}, status_code=503)
        form = {name: str(value) for name, value in dict(await request.form()).items()}
        scheme, _, basic = request.headers.get("authorization", "").partition(" ")
        client = base64.b64decode(basic).decode() if scheme.lower() == "basic" else ""
        grant = provider.redeem(form, client)
        if grant is None:
            return Response({"error": "invalid_grant"}, status_code=400)
        return Response(
            {
                "access_token": secrets.token_urlsafe(24),
                "token_type": "Bearer",
                "expires_in": _SECONDS,
                "id_token": provider.token(grant),
            }
        )

    @get(f"{provider.path}/logout")
    async def logout(request: AnyRequest) -> Redirect:
        provider.signed_out.append(request.query_params.get("logout_hint", ""))
        back = request.query_params.get("post_logout_redirect_uri", "")
        ours = back == provider.redirect_uri.split("/api/")[0] + "/"
        return Redirect(back if ours else f"{provider.path}/loi", status_code=303)

    @get(f"{provider.path}/signed-out")
    async def signed_out() -> list[str]:
        return provider.signed_out

    @post(provider.path + "/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        provider.fault = kind if kind in FAULTS else "none"
        return {"fault": provider.fault}

    return [discovery, jwks, ask, chosen, token, logout, signed_out, fault]


def _page(asked: dict[str, str], provider: VNeID) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in asked.items()
    )
    people = "".join(
        f'<form method="post" action="{html.escape(provider.issuer)}/authorize">{hidden}'
        f'<input type="hidden" name="person" value="{html.escape(json.dumps(person))}">'
        f"<button>{html.escape(_name(person))}<small>{html.escape(_about(person))}</small>"
        "</button></form>"
        for person in provider.people
    )
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(provider.title)}</title><style>{_LOOK}</style>"
        f"<h1>{html.escape(provider.title)}</h1><p>Đây là bản thay thế để trình diễn; những "
        f"người này không có thật. Chọn một người để đăng nhập:</p>{people}</html>"
    )


def _name(person: dict[str, Any]) -> str:
    return str(person.get("TenDoanhNghiep") or person.get("HoVaTen") or person["name"])


def _about(person: dict[str, Any]) -> str:
    number = person.get("SoDinhDanh", "")[-4:]
    if number:
        return f"Số định danh …{number}, mức độ {person['IAL']}"
    return f"{person['sub']}, {'+'.join(person['amr'])}"


def _claims(claims: dict[str, Any]) -> str:
    return _b64(json.dumps(claims, ensure_ascii=False).encode())


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _number(value: int) -> str:
    return _b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def from_settings() -> VNeID:
    """The provider this installation is told of."""
    from backend.settings import settings

    return VNeID(
        settings().oidc_issuer,
        settings().oidc_client_id,
        settings().oidc_client_secret,
        f"{settings().citizen_url}/api/v1/session/national/callback",
    )


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(
        FaultGate(Litestar(route_handlers=vneid_routes(from_settings()), openapi_config=None)),
        host="127.0.0.1",
        port=int(os.environ["TEST_VNEID_PORT"]),
        log_level="warning",
    )
