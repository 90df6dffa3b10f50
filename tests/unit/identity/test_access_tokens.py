"""Known attacks on access tokens and client assertions, forged for real; ours refuses each."""

import base64
import hashlib
import hmac
import json
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jose import jwk, jws, jwt

from backend.identity.tokens import (
    KeySet,
    SigningKey,
    TokenRefused,
    access_token,
    assertion,
    unproved_client,
)

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER, AUDIENCE = "https://dvc.example/api/v1/oauth", "https://dvc.example/api/v1/partner"
CLIENT = "0190a7de-0000-7000-8000-000000000001"
CLAIMS: dict[str, Any] = {
    "iss": ISSUER, "aud": AUDIENCE, "sub": CLIENT, "client_id": CLIENT, "iat": AT,
    "exp": AT + 600, "jti": "j-1", "scope": "dossiers:read",
}  # fmt: skip
KEY, PEM = SigningKey.fresh()
OTHER, OTHER_PEM = SigningKey.fresh()
KEYS = KeySet({"keys": [KEY.public()]})
PUBLIC_PEM = jwk.construct(PEM, "ES256").public_key().to_pem()


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def token(claims: dict[str, Any] = CLAIMS, pem: str = PEM, **header: Any) -> str:
    wanted = {"kid": KEY.kid, "typ": "at+jwt"} | header
    made: str = jws.sign(claims, pem, headers=wanted, algorithm="ES256")
    return made


def raw(header: str, body: str, pem: str = PEM) -> str:
    """A token signed over exactly these texts."""
    signing = f"{b64(header.encode())}.{b64(body.encode())}"
    return f"{signing}.{b64(jwk.construct(pem, 'ES256').sign(signing.encode()))}"


def symmetric(secret: bytes, **header: Any) -> str:
    head = {"alg": "HS256", "typ": "at+jwt", "kid": KEY.kid} | header
    signing = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(CLAIMS).encode())}"
    return f"{signing}.{b64(hmac.new(secret, signing.encode(), hashlib.sha256).digest())}"


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in CLAIMS.items() if name not in names}


def encrypted() -> str:
    """A compressed token of five parts that would swell to fifty megabytes."""
    bomb = zlib.compress(b"a" * 50_000_000, 9)
    head = b64(json.dumps({"alg": "dir", "enc": "A256GCM", "zip": "DEF", "kid": KEY.kid}).encode())
    return f"{head}..{b64(b'0' * 12)}.{b64(bomb[:9000])}.{b64(b'0' * 16)}"


HEADER = json.dumps({"alg": "ES256", "typ": "at+jwt", "kid": KEY.kid})
BODY = json.dumps(CLAIMS)
NOT_OURS: dict[str, Callable[[], str]] = {
    "algorithm none": lambda: (
        f"{b64(HEADER.replace('ES256', 'none').encode())}.{b64(BODY.encode())}."
    ),
    "the public key as a shared secret": lambda: symmetric(PUBLIC_PEM),
    "an empty secret": lambda: symmetric(b""),
    "another key under our name": lambda: token(pem=OTHER_PEM),
    "a key nobody published": lambda: token(pem=OTHER_PEM, kid=OTHER.kid),
    "a path as name of a key": lambda: symmetric(b"", kid="/dev/null"),
    "a query as name of a key": lambda: token(kid="x' union select '"),
    "no name of a key": lambda: token(kid=None),
    "a list as name of a key": lambda: token(kid=[KEY.kid]),
    "its own key in the header": lambda: token(pem=OTHER_PEM, jwk=OTHER.public()),
    "an address of keys": lambda: token(jku="https://evil.example/k.json"),
    "an address of certificates": lambda: token(x5u="https://evil.example/c.pem"),
    "its own certificates": lambda: token(x5c=["MIIB"]),
    "a critical header": lambda: token(crit=["exp"], exp=1),
    "an ID token": lambda: token(typ="JWT"),
    "no type": lambda: token(typ=None),
    "encrypted, and a bomb": encrypted,
    "oversized": lambda: token(CLAIMS | {"x": "a" * 20_000}),
    "deep": lambda: raw(HEADER, '{"a":' + "[" * 5000 + "]" * 5000 + "}"),
    "the audience twice": lambda: raw(HEADER, BODY[:-1] + f', "aud": "{AUDIENCE}"}}'),
    "the expiry twice": lambda: raw(HEADER, f'{{"exp": {AT - 9000}, ' + BODY[1:]),
    "the algorithm twice": lambda: raw('{"alg": "none", ' + HEADER[1:], BODY),
    "a name twice inside": lambda: raw(HEADER, BODY[:-1] + ', "x": {"a": 1, "a": 2}}'),
    "no object": lambda: raw(HEADER, "[]"),
    "white space inside": lambda: token().replace(".", ".\n", 1),
    "padding": lambda: token() + "=",
    "four parts": lambda: token() + ".x",
    "letters of other scripts": lambda: token().replace("e", "е"),
    "no signature": lambda: token().rsplit(".", 1)[0] + ".",
    "a signature of zeros": lambda: token().rsplit(".", 1)[0] + "." + b64(b"\0" * 64),
}
NOT_NOW_OR_NOT_US: dict[str, dict[str, Any]] = {
    "another issuer": CLAIMS | {"iss": "https://evil.example"},
    "another audience": CLAIMS | {"aud": "https://dvc.example/other"},
    "a list of audiences": CLAIMS | {"aud": [AUDIENCE, "https://evil.example"]},
    "expired": CLAIMS | {"iat": AT - 900, "exp": AT - 300},
    "not yet valid": CLAIMS | {"nbf": AT + 120},
    "a moment that is no number": CLAIMS | {"nbf": "later"},
    "issued in the future": CLAIMS | {"iat": AT + 300, "exp": AT + 900},
    "good for a year": CLAIMS | {"exp": AT + 31_000_000},
    "good for ever": CLAIMS | {"exp": float("inf")},
    "expiry that is no number": CLAIMS | {"exp": float("nan")},
    "expiry as truth": CLAIMS | {"exp": True},
    **{f"no {name}": without(name) for name in CLAIMS},
}


@pytest.mark.criterion("G.10")
def test_a_good_token_is_read_and_its_key_can_be_checked_by_others() -> None:
    read = access_token(token(), KEYS, ISSUER, AUDIENCE, NOW)
    assert read["client_id"] == CLIENT
    assert "d" not in KEY.public()
    # Another library's reading of what we sign: the published key fits.
    found = jwt.decode(
        KEY.sign(CLAIMS), KEY.public(), algorithms=["ES256"], audience=AUDIENCE,
        options={"verify_exp": False, "verify_iat": False},
    )  # fmt: skip
    assert found == CLAIMS


@pytest.mark.criterion("G.10")
@pytest.mark.parametrize("forge", NOT_OURS.values(), ids=NOT_OURS)
def test_a_token_we_did_not_sign_so_is_refused(forge: Callable[[], str]) -> None:
    with pytest.raises(TokenRefused):
        access_token(forge(), KEYS, ISSUER, AUDIENCE, NOW)


@pytest.mark.criterion("G.10")
@pytest.mark.parametrize("claims", NOT_NOW_OR_NOT_US.values(), ids=NOT_NOW_OR_NOT_US)
def test_a_token_that_is_not_for_here_and_now_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        access_token(token(claims), KEYS, ISSUER, AUDIENCE, NOW)


@pytest.mark.parametrize(
    "name",
    ["the audience twice", "the expiry twice", "an ID token", "no type", "an address of keys",
     "its own certificates", "a name twice inside"],
)  # fmt: skip
def test_the_library_used_in_the_obvious_way_lets_these_pass(name: str) -> None:
    options = {"verify_exp": False, "verify_iat": False}
    read = jwt.decode(
        NOT_OURS[name](), PUBLIC_PEM.decode(), algorithms=["ES256"], audience=AUDIENCE,
        options=options,
    )  # fmt: skip
    assert read["sub"] == CLIENT


PROOF: dict[str, Any] = {
    "iss": CLIENT, "sub": CLIENT, "aud": f"{ISSUER}/token", "iat": AT, "exp": AT + 120, "jti": "p-1"
}  # fmt: skip
ASKED = frozenset({ISSUER, f"{ISSUER}/token"})


@pytest.mark.criterion("G.10")
def test_a_program_proves_itself_by_its_own_key() -> None:
    shown = token(PROOF, typ="JWT")
    assert unproved_client(shown) == CLIENT
    assert assertion(shown, KEYS, CLIENT, ASKED, NOW)["jti"] == "p-1"


@pytest.mark.criterion("G.10")
@pytest.mark.parametrize(
    "claims",
    [
        PROOF | {"iss": "another"},
        PROOF | {"sub": "another"},
        PROOF | {"aud": AUDIENCE},
        PROOF | {"aud": [f"{ISSUER}/token"]},
        PROOF | {"exp": AT + 3600},
        PROOF | {"iat": AT - 900, "exp": AT - 700},
        {name: value for name, value in PROOF.items() if name != "jti"},
        {name: value for name, value in PROOF.items() if name != "exp"},
    ],
    ids=["issuer", "subject", "audience", "audiences", "too long", "expired", "no id", "no expiry"],
)
def test_a_proof_of_somebody_else_or_of_another_time_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        assertion(token(claims, typ="JWT"), KEYS, CLIENT, ASKED, NOW)


def test_an_access_token_is_no_proof_and_a_proof_no_access_token() -> None:
    with pytest.raises(TokenRefused):
        assertion(token(PROOF), KEYS, CLIENT, ASKED, NOW)
    with pytest.raises(TokenRefused):
        access_token(token(typ="JWT"), KEYS, ISSUER, AUDIENCE, NOW)


def test_nothing_else_of_ours_uses_the_library() -> None:
    root = Path(__file__).resolve().parents[3]
    using = [
        str(path.relative_to(root))
        for folder in ("backend", "shared", "storage", "ui_citizen", "ui_officer")
        for path in (root / folder).rglob("*.py")
        if re.search(r"^\s*(from|import) (jose|jwt)\b", path.read_text(), re.MULTILINE)
    ]
    assert using == ["backend/identity/tokens.py"]
