"""Known attacks on signed tokens, forged for real: ours refuses each, and where the library used in
the obvious way lets it pass, that is shown too, so that nobody takes the fence down."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from jose import jwt

from backend.identity.tokens import Expected, KeySet, TokenRefused, UnknownKey, id_token

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
EXPECTED = Expected("https://vneid.example", "motcua", "n-0S6_WzA2Mj")
CLAIMS: dict[str, Any] = {
    "iss": EXPECTED.issuer, "aud": EXPECTED.audience, "sub": "a1b2", "nonce": EXPECTED.nonce,
    "iat": AT, "exp": AT + 300, "SoDinhDanh": "020099000001",
}  # fmt: skip
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
WEAK = rsa.generate_private_key(public_exponent=65537, key_size=1024)
CURVE = ec.generate_private_key(ec.SECP256R1())


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def rsa_jwk(key: rsa.RSAPrivateKey, kid: str, **more: str) -> dict[str, str]:
    public = key.public_key().public_numbers()
    return {"kty": "RSA", "kid": kid, "n": number(public.n), "e": number(public.e)} | more


def ec_jwk(kid: str) -> dict[str, str]:
    public = CURVE.public_key().public_numbers()
    return {
        "kty": "EC", "crv": "P-256", "kid": kid, "x": number(public.x), "y": number(public.y),
    }  # fmt: skip


KEYS = KeySet({"keys": [rsa_jwk(RSA, "r1", alg="RS256", use="sig"), ec_jwk("e1")]})
PEM = RSA.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)
DER = RSA.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)


def parts(header: dict[str, Any], claims: dict[str, Any]) -> bytes:
    return f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}".encode()


def signed(claims: dict[str, Any], key: rsa.RSAPrivateKey = RSA, **header: Any) -> str:
    signing = parts({"alg": "RS256", "typ": "JWT", "kid": "r1"} | header, claims)
    return f"{signing.decode()}.{b64(key.sign(signing, padding.PKCS1v15(), hashes.SHA256()))}"


def es256(claims: dict[str, Any]) -> str:
    signing = parts({"alg": "ES256", "kid": "e1"}, claims)
    r, s = decode_dss_signature(CURVE.sign(signing, ec.ECDSA(hashes.SHA256())))
    return f"{signing.decode()}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def hs256(secret: bytes, claims: dict[str, Any] = CLAIMS, **header: Any) -> str:
    signing = parts({"alg": "HS256", "typ": "JWT", "kid": "r1"} | header, claims)
    return f"{signing.decode()}.{b64(hmac.new(secret, signing, hashlib.sha256).digest())}"


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in CLAIMS.items() if name not in names}


def none_token(algorithm: str = "none") -> str:
    return f"{parts({'alg': algorithm, 'kid': 'r1'}, CLAIMS).decode()}."


def flipped() -> str:
    head, body, signature = signed(CLAIMS).split(".")
    changed = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed["SoDinhDanh"] = "020099000002"
    return f"{head}.{b64(json.dumps(changed).encode())}.{signature}"


NOT_SIGNED_BY_THEM: dict[str, Callable[[], str]] = {
    "algorithm none": none_token,
    "algorithm nOnE": lambda: none_token("nOnE"),
    "the public key in PEM as a secret": lambda: hs256(PEM),
    "the public key in DER as a secret": lambda: hs256(DER),
    "an empty secret": lambda: hs256(b""),
    "another key under the same name": lambda: signed(CLAIMS, OTHER),
    "its own key in the header": lambda: signed(CLAIMS, OTHER, jwk=rsa_jwk(OTHER, "r1"), kid="r1"),
    "an address of keys in the header": lambda: signed(CLAIMS, jku="https://evil.example/k"),
    "a critical header": lambda: signed(CLAIMS, crit=["exp"]),
    "changed claims": flipped,
    "signature cut off": lambda: signed(CLAIMS).rsplit(".", 1)[0] + ".",
    "another type of token": lambda: signed(CLAIMS, typ="at+jwt"),
    "the algorithm of another key": lambda: signed(CLAIMS, kid="e1"),
    "no name of a key": lambda: signed(CLAIMS, kid=None),
    "a path as name of a key": lambda: hs256(b"", kid="../../dev/null"),
    "five parts": lambda: signed(CLAIMS) + ".a.b",
    "no token": lambda: "không phải mã",
    "far too long": lambda: signed(CLAIMS | {"x": "a" * 20_000}),
}
NOT_FOR_THIS_SIGN_IN: dict[str, dict[str, Any]] = {
    "another issuer": CLAIMS | {"iss": "https://evil.example"},
    "no issuer": without("iss"),
    "another audience": CLAIMS | {"aud": "somebody-else"},
    "no audience": without("aud"),
    "several audiences without a party": CLAIMS | {"aud": ["motcua", "x"]},
    "issued to another party": CLAIMS | {"azp": "x"},
    "another nonce": CLAIMS | {"nonce": "guess"},
    "no nonce": without("nonce"),
    "a nonce that is no text": CLAIMS | {"nonce": [EXPECTED.nonce]},
    "no subject": without("sub"),
    "an empty subject": CLAIMS | {"sub": ""},
    "expired": CLAIMS | {"iat": AT - 500, "exp": AT - 120},
    "no expiry": without("exp"),
    "expiry as text": CLAIMS | {"exp": str(AT + 300)},
    "no moment of issue": without("iat"),
    "issued in the future": CLAIMS | {"iat": AT + 200},
    "issued long ago": CLAIMS | {"iat": AT - 3600},
    "not valid yet": CLAIMS | {"nbf": AT + 200},
}


@pytest.mark.criterion("S.2")
def test_a_good_token_is_read() -> None:
    assert id_token(signed(CLAIMS), KEYS, EXPECTED, NOW)["SoDinhDanh"] == "020099000001"
    assert id_token(es256(CLAIMS), KEYS, EXPECTED, NOW)["sub"] == "a1b2"
    several = CLAIMS | {"aud": ["motcua", "x"], "azp": "motcua"}
    assert id_token(signed(several), KEYS, EXPECTED, NOW)["sub"] == "a1b2"


@pytest.mark.criterion("S.2")
@pytest.mark.parametrize("forge", NOT_SIGNED_BY_THEM.values(), ids=NOT_SIGNED_BY_THEM)
def test_a_token_they_did_not_sign_is_refused(forge: Callable[[], str]) -> None:
    with pytest.raises(TokenRefused):
        id_token(forge(), KEYS, EXPECTED, NOW)


@pytest.mark.criterion("S.2")
@pytest.mark.parametrize("claims", NOT_FOR_THIS_SIGN_IN.values(), ids=NOT_FOR_THIS_SIGN_IN)
def test_a_token_that_is_not_for_this_sign_in_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        id_token(signed(claims), KEYS, EXPECTED, NOW)


def test_a_new_key_of_theirs_is_told_apart_from_a_forgery() -> None:
    with pytest.raises(UnknownKey):
        id_token(signed(CLAIMS, OTHER, kid="r2"), KEYS, EXPECTED, NOW)


@pytest.mark.parametrize(
    "entry",
    [
        rsa_jwk(RSA, "r1", alg="HS256"),
        rsa_jwk(RSA, "r1", alg="none"),
        rsa_jwk(RSA, "r1", use="enc"),
        rsa_jwk(RSA, "r1", d="AQAB"),
        rsa_jwk(WEAK, "r1"),
        rsa_jwk(RSA, ""),
        {"kty": "oct", "kid": "r1", "k": b64(DER)},
        {"kty": "EC", "kid": "r1", "crv": "P-256", "x": "AA", "y": "AA"},
        "no key",
    ],
    ids=["HS256", "none", "encryption", "private", "weak", "unnamed", "shared", "curve", "text"],
)
def test_what_is_no_key_for_signatures_is_never_used(entry: Any) -> None:
    with pytest.raises(UnknownKey):
        id_token(signed(CLAIMS), KeySet({"keys": [entry]}), EXPECTED, NOW)


def _obvious(token: str, key: Any) -> dict[str, Any]:
    """As the first page of the library's documentation has it, with the audience asked for."""
    ignore = {
        "verify_exp": False,
        "verify_iat": False,
        "verify_nbf": False,
        "verify_at_hash": False,
    }
    found: dict[str, Any] = jwt.decode(
        token, key, algorithms=["RS256", "HS256"], audience="motcua", options=ignore
    )
    return found


@pytest.mark.parametrize(
    ("token", "key"),
    [
        (hs256(DER), DER),
        (hs256(b""), ""),
        (hs256(b"x", without("aud")), "x"),
        (signed(without("exp")), PEM),
        (signed(without("aud")), PEM),
        (signed(CLAIMS | {"nonce": "guess"}), PEM),
        (signed(CLAIMS | {"iss": "https://evil.example"}), PEM),
    ],
    ids=["DER as secret", "empty secret", "no audience HS", "no expiry", "no audience",
         "another nonce", "another issuer"],
)  # fmt: skip
def test_the_library_used_in_the_obvious_way_lets_these_pass(token: str, key: Any) -> None:
    assert _obvious(token, key)
    with pytest.raises(TokenRefused):
        id_token(token, KEYS, EXPECTED, NOW)
