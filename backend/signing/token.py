"""A PKCS#11 token or security module beside the server, e.g. for the seal of an agency.

The module of the maker is named in MOTCUA_PKCS11_MODULE; the token carries the label of the
signatory's user name, the key and certificate the label `signing`. Needs `pyhanko[pkcs11]`, which
is not among our own packages: it is installed where such a token is used.

Proven against SoftHSM2 (`python -m tests.token_proof`); not yet against a token of a Vietnamese
maker. The token carries the chain of the certificate too, because it goes into the signed file.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pyhanko.sign.signers import Signer as PdfSigner

from backend.signing.certificates import require_own
from backend.signing.signatory import Leave, Signatory, SigningFailed

_LABEL = "signing"


class TokenSigner:
    """Tokens of one module."""

    takes_many = False  # one after the other, while its session is open

    async def needs_code(self, who: Signatory) -> bool:
        """A token asks its PIN only."""
        return False

    async def send_code(self, who: Signatory) -> None:
        """There is none."""

    @asynccontextmanager
    async def opened(self, who: Signatory, leave: Leave, many: int = 1) -> AsyncIterator[PdfSigner]:
        """The token's key, while its session is open."""
        module = os.environ.get("MOTCUA_PKCS11_MODULE", "")
        try:
            from pyhanko.config.pkcs11 import TokenCriteria
            from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
        except ImportError as error:
            raise _missing() from error
        if not module:
            raise _missing()
        try:
            session = open_pkcs11_session(
                module, token_criteria=TokenCriteria(label=who.user), user_pin=leave.pin
            )
        except Exception as error:  # every maker's module raises its own
            raise SigningFailed(
                "Không mở được thiết bị ký số. Hãy kiểm tra thiết bị và mã PIN.",
                slug="token-closed",
                field="/pin",
            ) from error
        with session:
            # The chain goes into the file with the signature: all certificates the token carries.
            signer = PKCS11Signer(
                session, cert_label=_LABEL, key_label=_LABEL, other_certs_to_pull=None
            )
            require_own(signer.signing_cert, who)
            yield signer


def _missing() -> SigningFailed:
    return SigningFailed(
        "Máy chủ chưa cài thiết bị ký số. Hãy báo quản trị hệ thống.", slug="signing-not-set-up"
    )
