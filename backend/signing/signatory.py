"""Who signs, with what leave, and the one interface behind which the keys are.

A private key is never in this system: not in its memory, database, store or settings. An adapter
asks whoever holds the key (a remote-signing service, a token) for a signature over a digest.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from pyhanko.sign.signers import Signer as PdfSigner


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person (`user` is their user name) or an agency that seals (`seal:` and its code).

    `name` and `organisation` must be those of the certificate.
    """

    user: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Leave:
    """What the holder types to let the key be used once; never written down anywhere."""

    pin: str = field(repr=False)
    code: str = field(repr=False, default="")


class SigningFailed(Exception):
    """No signature was made; `words` say why and what to do. Nothing was kept."""

    def __init__(self, words: str, *, slug: str, busy: bool = False, field: str = "") -> None:
        super().__init__(words)
        self.words, self.slug, self.busy, self.field = words, slug, busy, field


class Signer(Protocol):
    """A place where keys are kept.

    `takes_many`: it signs several digests let through by one PIN and code.
    """

    takes_many: bool

    async def needs_code(self, who: Signatory) -> bool:
        """Whether a one-time code is asked besides the PIN. Raises SigningFailed."""

    async def send_code(self, who: Signatory) -> None:
        """Sends the one-time code to the holder's own device. Raises SigningFailed."""

    def opened(
        self, who: Signatory, leave: Leave, many: int = 1
    ) -> AbstractAsyncContextManager[PdfSigner]:
        """The holder's key as a signer of `many` PDF files, its certificate checked beforehand.

        Where it takes many, it answers none before it was asked for all. Raises SigningFailed.
        """
