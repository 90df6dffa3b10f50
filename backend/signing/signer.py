"""The adapter to whoever holds the keys, as the settings name it."""

from functools import cache

from backend.settings import settings
from backend.signing.remote import RemoteSigner
from backend.signing.signatory import Signer, SigningFailed
from backend.signing.token import TokenSigner


@cache
def signer() -> Signer:
    """The adapter named in the settings. Raises SigningFailed when there is none."""
    if settings().signing_adapter == "token":
        return TokenSigner()
    if not settings().signing_url:
        raise SigningFailed(
            "Hệ thống chưa nối dịch vụ ký số. Hãy báo quản trị hệ thống.", slug="signing-not-set-up"
        )
    return RemoteSigner(settings().signing_url, settings().signing_token)
