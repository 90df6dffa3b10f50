"""Codes, secrets and tokens: what is given out is random or keyed, what is kept is a digest."""

import base64
import hashlib
import hmac
import secrets
from datetime import date
from uuid import UUID

from backend.settings import settings

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nobody mistakes them
_SECRET_LETTERS = 10  # 50 bits, asked for at most some times a minute


def new_code(day: date) -> str:
    """The code of a petition; unlike that of a dossier it says nothing of how many there are."""
    return f"PA{day:%y%m%d}-{_random(6)}"


def new_secret() -> str:
    """With the code, how a petition is followed without an account."""
    return _random(_SECRET_LETTERS)


def new_key() -> str:
    """By which a tablet is known."""
    return secrets.token_urlsafe(32)


def digest(kind: str, text: str) -> bytes:
    """What is kept of a secret; keyed, so that a copy of the database opens nothing."""
    return _keyed(f"{kind}|{text}")


def plain(text: str) -> str:
    """A code or secret as it was given out, however it was typed."""
    return (
        text.strip().upper().replace(" ", "").replace("O", "0").replace("I", "1").replace("L", "1")
    )


def invitation_token(id_: UUID) -> str:
    """The token of an invitation: the same whenever its message is written again."""
    return base64.urlsafe_b64encode(_keyed(f"invitation|{id_}")).decode().rstrip("=")


def claim_of(document_id: UUID) -> str:
    """What attaches an uploaded file to a petition; only who uploaded it has it."""
    return f"{document_id}.{base64.urlsafe_b64encode(_keyed(f'claim|{document_id}')[:18]).decode()}"


def claimed(claim: str) -> UUID | None:
    """The file of a claim, or None for one we never gave."""
    try:
        id_ = UUID(claim.partition(".")[0])
    except ValueError:
        return None
    return id_ if hmac.compare_digest(claim_of(id_).encode(), claim.encode()) else None


def _random(letters: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(letters))


def _keyed(text: str) -> bytes:
    key = f"motcua feedback {settings().secret_key}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
