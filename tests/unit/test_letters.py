"""Letters on the wire: words survive encoding, and the signature is one others can check."""

import base64
from collections.abc import Iterator
from email import message_from_bytes, policy

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications.adapters import mail
from backend.settings import Settings, load

SUBJECT = "Hồ sơ H37.09-261126-0001: cơ quan đã trả lời câu hỏi của Ông/Bà, xin xem trên Cổng"


def read(raw: bytes) -> tuple[str, str]:
    letter = message_from_bytes(raw, policy=policy.default)
    body = letter.get_body()
    assert body is not None
    return str(letter["subject"]), body.get_content()


@given(st.text(st.sampled_from("ạếữ đo 0:-aB"), min_size=1, max_size=190))
def test_every_blank_of_a_subject_arrives(text: str) -> None:
    wanted = " ".join(text.split())
    assert read(mail.letter("x", "a@b.example", text, "Thân thư"))[0] == wanted


def test_a_letter_is_plain_ascii_on_the_wire_and_says_who_and_what() -> None:
    raw = mail.letter("id-1", "a@b.example", SUBJECT, "Kính gửi Ông/Bà,\n\nĐã nhận.")
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert read(raw) == (SUBJECT, "Kính gửi Ông/Bà,\n\nĐã nhận.")
    letter = message_from_bytes(raw, policy=policy.default)
    assert letter["Message-ID"] == "<id-1@motcua.example>"
    assert "khong-tra-loi@motcua.example" in letter["From"]


def test_a_subject_cannot_add_a_header() -> None:
    raw = mail.letter("x", "a@b.example", "Hồ sơ\r\nBcc: nguoi-khac@b.example", "Thân thư")
    letter = message_from_bytes(raw, policy=policy.default)
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Hồ sơ Bcc: nguoi-khac@b.example"


@pytest.fixture
def signing(monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """A key is configured; returns the public half as it would stand in DNS."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    monkeypatch.setenv("MOTCUA_DKIM_DOMAIN", "motcua.example")
    monkeypatch.setenv("MOTCUA_DKIM_SELECTOR", "k2026")
    monkeypatch.setenv("MOTCUA_DKIM_KEY", base64.b64encode(pem).decode())
    fresh: Settings = load()
    monkeypatch.setattr(mail, "settings", lambda: fresh)
    mail._key.cache_clear()
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    yield b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    mail._key.cache_clear()


@pytest.mark.criterion("S.12")
def test_a_letter_bears_a_dkim_signature_that_a_receiver_verifies(signing: bytes) -> None:
    raw = mail.letter("x", "a@b.example", SUBJECT, "Kính gửi Ông/Bà")
    asked: list[bytes] = []

    def dns(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return signing

    assert dkim.verify(raw, dnsfunc=dns)
    assert asked == [b"k2026._domainkey.motcua.example."]
    other = raw.replace(b"To: a@b.example", b"To: c@b.example")
    assert not dkim.verify(other, dnsfunc=dns), "who it is for is signed too"
    body = raw[:-6] + b"AAAA\r\n"
    assert not dkim.verify(body, dnsfunc=dns)


def test_without_a_key_a_letter_is_not_signed() -> None:
    assert b"DKIM-Signature" not in mail.letter("x", "a@b.example", SUBJECT, "Kính gửi")
