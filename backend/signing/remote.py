"""A remote-signing service that speaks the Cloud Signature Consortium API (v1, SCAL 2).

The service keeps the keys; we send digests. Each signature is let through by the holder's PIN and,
where the service asks it, a one-time code: the activation data that comes back is good for exactly
the digest it was asked for. The protocol is pyHanko's; here is what it leaves to its user.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer as PdfSigner
from pyhanko.sign.signers.csc_signer import (
    CSCAuthorizationInfo,
    CSCAuthorizationManager,
    CSCCredentialInfo,
    CSCServiceSessionInfo,
    CSCSigner,
    fetch_certs_in_csc_credential,
)

from backend.settings import settings
from backend.signing.certificates import require_own
from backend.signing.signatory import Leave, Signatory, SigningFailed

_REFUSED = {
    "invalid_pin": ("Mã PIN ký số không đúng. Hãy nhập lại.", "wrong-pin", "/pin"),
    "invalid_otp": (
        "Mã xác thực không đúng hoặc đã dùng. Hãy bấm gửi mã mới rồi nhập lại.",
        "wrong-code",
        "/code",
    ),
    "access_denied": (
        "Dịch vụ ký số từ chối: người ký đã không đồng ý trên thiết bị. Bản dự thảo vẫn được giữ.",
        "signing-refused",
        "",
    ),
}


class RemoteSigner:
    """One service at one address."""

    takes_many = True

    def __init__(self, url: str, token: str) -> None:
        self._url, self._token = url.rstrip("/"), token
        self._needs: dict[str, bool] = {}

    async def needs_code(self, who: Signatory) -> bool:
        """As the service says of the credential; asked once a process, because it stays so."""
        if who.user not in self._needs:
            async with self._session() as session:
                known = await self._credential(session, await self._place(session, who))
            presence = known.response_data.get("OTP", {}).get("presence", "false")
            self._needs[who.user] = str(presence) == "true"
        return self._needs[who.user]

    async def send_code(self, who: Signatory) -> None:
        """To the holder's own device, by the service."""
        async with self._session() as session:
            place = await self._place(session, who)
            await self._ask(session, place, "credentials/sendOTP", {"credentialID": who.user})

    @asynccontextmanager
    async def opened(self, who: Signatory, leave: Leave, many: int = 1) -> AsyncIterator[PdfSigner]:
        """The credential as a signer of so many files, its certificate checked."""
        async with self._session() as session:
            place = await self._place(session, who)
            known = await self._credential(session, place)
            require_own(known.signing_cert, who)
            if many > known.max_batch_size:
                raise SigningFailed(
                    f"Dịch vụ ký số cho ký mỗi lần nhiều nhất {known.max_batch_size} bản. Hãy chọn "
                    "ít bản hơn.",
                    slug="too-many-at-once",
                )
            try:
                yield CSCSigner(
                    session,
                    _Asking(self, session, place, known, leave),
                    sign_timeout=settings().signing_timeout,
                    batch_size=many,
                    embed_roots=False,
                    est_raw_signature_size=256,
                )
            except (SigningError, TimeoutError) as error:
                if isinstance(error.__cause__, SigningFailed):
                    raise error.__cause__ from error
                raise _away(error) from error

    async def _place(self, session: aiohttp.ClientSession, who: Signatory) -> CSCServiceSessionInfo:
        place = CSCServiceSessionInfo(self._url, who.user, oauth_token=self._token)
        found = await self._ask(session, place, "credentials/list", {"userID": who.user})
        held = found.get("credentialIDs") or []
        if not held:
            raise SigningFailed(
                f"“{who.name}” chưa có chứng thư số ở dịch vụ ký số. Hãy đăng ký chứng thư.",
                slug="no-certificate",
            )
        return CSCServiceSessionInfo(self._url, str(held[0]), oauth_token=self._token)

    async def _credential(
        self, session: aiohttp.ClientSession, place: CSCServiceSessionInfo
    ) -> CSCCredentialInfo:
        try:
            return await fetch_certs_in_csc_credential(
                session, place, timeout=settings().signing_timeout
            )
        except (SigningError, TimeoutError) as error:
            raise _away(error) from error

    async def _ask(
        self,
        session: aiohttp.ClientSession,
        place: CSCServiceSessionInfo,
        what: str,
        body: dict[str, Any],
    ) -> dict[str, Any]:
        try:
            async with session.post(
                place.endpoint_url(what), json=body, headers=place.auth_headers
            ) as answer:
                found: dict[str, Any] = await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise _away(error) from error
        if answer.status < 400:
            return found
        words, slug, field = _REFUSED.get(str(found.get("error")), ("", "", ""))
        if words:
            raise SigningFailed(words, slug=slug, field=field)
        raise _away(None)

    def _session(self) -> aiohttp.ClientSession:
        # One a signature: a session belongs to the event loop it was made on.
        timeout = aiohttp.ClientTimeout(total=settings().signing_timeout)
        return aiohttp.ClientSession(timeout=timeout)


class _Asking(CSCAuthorizationManager):
    """Asks for the activation data of exactly the digests to be signed."""

    def __init__(
        self,
        service: RemoteSigner,
        session: aiohttp.ClientSession,
        place: CSCServiceSessionInfo,
        known: CSCCredentialInfo,
        leave: Leave,
    ) -> None:
        super().__init__(place, known)
        self._service, self._http, self._leave = service, session, leave

    async def authorize_signature(self, hash_b64s: list[str]) -> CSCAuthorizationInfo:
        """One call, one use."""
        body = self.format_csc_auth_request(
            num_signatures=len(hash_b64s),
            pin=self._leave.pin,
            otp=self._leave.code or None,
            hash_b64s=hash_b64s,
        )
        place = self.csc_session_info
        found = await self._service._ask(self._http, place, "credentials/authorize", body)
        return self.parse_csc_auth_response(found)


def _away(error: Exception | None) -> SigningFailed:
    late = isinstance(error, TimeoutError | asyncio.TimeoutError)
    return SigningFailed(
        ("Dịch vụ ký số trả lời quá chậm. " if late else "Dịch vụ ký số chưa trả lời. ")
        + "Chưa có chữ ký nào được tạo, bản dự thảo vẫn được giữ. Hãy ký lại sau ít phút.",
        slug="signing-unavailable",
        busy=True,
    )
