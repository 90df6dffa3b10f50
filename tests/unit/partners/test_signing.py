"""Signatures of what programs are told, checked by a reader written from the standard alone."""

import base64
import hashlib
import hmac

import pytest

from backend.partners.signing import new_secret, signature, signed_headers


def accepts(secret: str, headers: dict[str, str], body: bytes, now: int) -> bool:
    """A receiver as Standard Webhooks describes it: fresh, and signed by my secret."""
    if abs(now - int(headers["webhook-timestamp"])) > 300:
        return False
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.split("_", 1)[1])
    mine = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return any(
        hmac.compare_digest(each, f"v1,{mine}") for each in headers["webhook-signature"].split()
    )


def test_the_example_of_the_standard_comes_out_as_it_says() -> None:
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    found = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.criterion("S.14")
def test_what_is_forged_changed_late_or_signed_by_another_is_known() -> None:
    secret, body = new_secret(), b'{"id": "1", "act": "accept"}'
    headers = signed_headers([secret], "1", 1_000_000, body)
    assert accepts(secret, headers, body, 1_000_010)
    assert not accepts(secret, headers, body.replace(b"accept", b"refuse"), 1_000_010)
    assert not accepts(secret, headers | {"webhook-id": "2"}, body, 1_000_010)
    assert not accepts(secret, headers | {"webhook-timestamp": "1000009"}, body, 1_000_010)
    assert not accepts(secret, headers, body, 1_000_301)
    assert not accepts(new_secret(), headers, body, 1_000_010)


def test_while_a_secret_is_replaced_both_sign() -> None:
    old, new, body = new_secret(), new_secret(), b"{}"
    headers = signed_headers([new, old], "1", 1_000_000, body)
    assert accepts(old, headers, body, 1_000_000)
    assert accepts(new, headers, body, 1_000_000)
    assert old != new
    assert len(base64.b64decode(old.removeprefix("whsec_"))) == 32
