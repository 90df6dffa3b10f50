"""A stand-in remote-signing service after the Cloud Signature Consortium API, with a timestamp
authority and lists of revoked certificates; it fails when told to.

Faults: `refuse`, `slow`, `down`, `wrong_certificate`, `expired_certificate`,
`revoked_certificate`, `wrong_signature`, `no_time` (the timestamp authority is away).
"""

import asyncio
import base64
import html
import os
import secrets
from typing import Any

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from backend.organisation.demo import names, plan
from backend.organisation.demo.seed_organisation import CITIZENS
from backend.sandbox.authority import Authority, Holder
from backend.settings import settings

PIN = "246810"
_RSA_SHA256 = "1.2.840.113549.1.1.11"
_SLOW_SECONDS = 3
_AT_ONCE = 50  # digests let through by one PIN and code


class SigningService:
    """Credentials by user, keys in this process only."""

    def __init__(self, authority: Authority, token: str) -> None:
        self.authority, self.token = authority, token
        self.fault = ""
        self.codes: dict[str, str] = {}
        self.allowed: dict[str, tuple[str, list[str]]] = {}
        self._held: dict[str, Holder] = {}
        self._people = self.people()
        certificate = x509.Certificate.load(authority.tsa.der())
        store = SimpleCertificateStore.from_certs([x509.Certificate.load(authority.issuing.der())])
        self._clock = DummyTimeStamper(certificate, _asn1(authority.tsa), store)

    @staticmethod
    def people() -> dict[str, tuple[str, str, str]]:
        """Name, organisation and number of everybody who may sign: leaders, officers, agencies."""
        found: dict[str, tuple[str, str, str]] = {}
        number = CITIZENS + 1  # as the seed numbers them
        for agency in plan.agencies():
            found[f"seal:{agency.code}"] = (agency.name, agency.name, "")
            for officer in plan.officers(agency):
                found[officer.username] = (names.full_name(number), agency.name, officer.username)
                number += 1
        return found

    def known(self, user: str) -> bool:
        """Whether a user has a credential."""
        return user in self._people

    def holder(self, user: str) -> Holder:
        """The credential in use: another one's or an expired one when told to."""
        if self.fault == "wrong_certificate":
            user = next(other for other in self._people if other != user)
        name, organisation, number = self._people[user]
        key = f"{user} {self.fault}" if self.fault.endswith("ed_certificate") else user
        if key not in self._held:
            expired = self.fault == "expired_certificate"
            self._held[key] = self.authority.issue(name, organisation, number, expired=expired)
            if self.fault == "revoked_certificate":
                self.authority.revoke(self._held[key].certificate)
        return self._held[key]

    def revoke(self, user: str) -> None:
        """Revokes the certificate; the next signature is made with a new one."""
        self.authority.revoke(self.holder(user).certificate)
        self._held.pop(user, None)

    def signature(self, user: str, digest: bytes) -> bytes:
        """RSA over a SHA-256 digest."""
        if self.fault == "wrong_signature":
            return secrets.token_bytes(256)
        key = self.holder(user).key
        return key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))

    def time(self, request: bytes) -> bytes:
        """A timestamp (RFC 3161)."""
        asked = tsp.TimeStampReq.load(request)
        answer: bytes = self._clock.request_tsa_response(asked).dump()
        return answer


def _asn1(holder: Holder) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        holder.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _no(status: int, error: str, words: str) -> Response[dict[str, Any]]:
    return Response({"error": error, "error_description": words}, status_code=status)


AnyRequest = Request[Any, Any, Any]
Answer = Response[dict[str, Any]]


def signing_routes(service: SigningService) -> list[HTTPRouteHandler]:
    """The service, its authority, and addresses of the sandbox's own to look and to break it."""

    async def _barred(request: AnyRequest) -> Answer | None:
        if service.fault == "slow":
            await asyncio.sleep(_SLOW_SECONDS)
        if service.fault == "down":
            return _no(503, "server_error", "Hệ thống đang bảo trì")
        if request.headers.get("authorization") != f"Bearer {service.token}":
            return _no(401, "invalid_token", "Sai khóa truy cập")
        return None

    @post("/csc/v1/credentials/list", status_code=200)
    async def credentials(request: AnyRequest, data: dict[str, Any]) -> Answer:
        user = str(data.get("userID", ""))
        return await _barred(request) or Response(
            {"credentialIDs": [user] if service.known(user) else []}
        )

    @post("/csc/v1/credentials/info", status_code=200)
    async def info(request: AnyRequest, data: dict[str, Any]) -> Answer:
        barred = await _barred(request)
        user = str(data.get("credentialID", ""))
        if barred is not None or not service.known(user):
            return barred or _no(400, "invalid_request", "Không có chứng thư này")
        chain = [service.holder(user), service.authority.issuing]
        return Response(
            {
                "key": {"status": "enabled", "algo": [_RSA_SHA256], "len": 2048},
                "cert": {
                    "status": "valid",
                    "certificates": [base64.b64encode(one.der()).decode() for one in chain],
                },
                "authMode": "explicit",
                "SCAL": "2",
                "PIN": {"presence": "true"},
                "OTP": {"presence": "false" if user.startswith("seal:") else "true"},
                "multisign": _AT_ONCE,
            }
        )

    @post("/csc/v1/credentials/sendOTP", status_code=200)
    async def send_code(request: AnyRequest, data: dict[str, Any]) -> Answer:
        user = str(data.get("credentialID", ""))
        barred = await _barred(request)
        if barred is None:
            service.codes[user] = f"{secrets.randbelow(1_000_000):06d}"
        return barred or Response({})

    @post("/csc/v1/credentials/authorize", status_code=200)
    async def authorize(request: AnyRequest, data: dict[str, Any]) -> Answer:
        barred = await _barred(request)
        user = str(data.get("credentialID", ""))
        if barred is not None or not service.known(user):
            return barred or _no(400, "invalid_request", "Không có chứng thư này")
        if service.fault == "refuse":
            return _no(403, "access_denied", "Người ký đã từ chối trên thiết bị")
        if data.get("PIN") != PIN:
            return _no(400, "invalid_pin", "Mã PIN không đúng")
        if not user.startswith("seal:") and data.get("OTP") != service.codes.pop(user, None):
            return _no(400, "invalid_otp", "Mã xác thực không đúng")
        activation = secrets.token_urlsafe(24)
        service.allowed[activation] = (user, list(data.get("hash", [])))
        return Response({"SAD": activation, "expiresIn": 120})

    @post("/csc/v1/signatures/signHash", status_code=200)
    async def sign(request: AnyRequest, data: dict[str, Any]) -> Answer:
        barred = await _barred(request)
        if barred is not None:
            return barred
        user = str(data.get("credentialID", ""))
        digests = list(data.get("hash", []))
        if service.allowed.pop(str(data.get("SAD", "")), None) != (user, digests):
            return _no(400, "invalid_sad", "Chưa được phép ký nội dung này")
        if data.get("signAlgo") != _RSA_SHA256:
            return _no(400, "invalid_request", "Thuật toán không được hỗ trợ")
        made = [service.signature(user, base64.b64decode(one)) for one in digests]
        return Response({"signatures": [base64.b64encode(one).decode() for one in made]})

    @post("/tsa", status_code=200)
    async def time(request: AnyRequest) -> Response[bytes]:
        if service.fault == "no_time":
            return Response(b"", status_code=503)
        answer = service.time(await request.body())
        return Response(answer, media_type="application/timestamp-reply")

    @get("/ca/{name:str}")
    async def revoked(name: str) -> Response[bytes]:
        of = service.authority.root if name == "root.crl" else service.authority.issuing
        return Response(service.authority.revocation_list(of), media_type="application/pkix-crl")

    @post("/csc/sandbox/fault/{kind:str}", status_code=200)
    async def fault(kind: str) -> dict[str, str]:
        service.fault = "" if kind == "none" else kind
        return {"fault": service.fault}

    @post("/csc/sandbox/revoke/{user:str}", status_code=200)
    async def revoke(user: str) -> dict[str, str]:
        service.revoke(user)
        return {"revoked": user}

    @get("/csc/sandbox/codes")
    async def codes() -> dict[str, str]:
        return service.codes

    @get("/csc/phone", media_type=MediaType.HTML)
    async def phone() -> str:
        rows = "".join(
            f"<tr><td>{html.escape(user)}</td><td><b>{code}</b></td></tr>"
            for user, code in service.codes.items()
        )
        return (
            "<!doctype html><html lang='vi'><meta charset='utf-8'><title>Điện thoại thử nghiệm"
            "</title><style>body{font:16px system-ui;max-width:40rem;margin:2rem auto}"
            "td{padding:.4rem 1rem}</style><h1>Mã xác thực ký số vừa gửi</h1>"
            f"<p>Mã PIN thử nghiệm của mọi chứng thư: <b>{PIN}</b></p>"
            f"<table>{rows or '<tr><td>Chưa gửi mã nào.</td></tr>'}</table></html>"
        )

    return [
        credentials, info, send_code, authorize, sign, time, revoked, fault, revoke, codes, phone,
    ]  # fmt: skip


def service_here(port: int) -> SigningService:
    """The service of this process, its authority in the sandbox's own folder."""
    authority = Authority(settings().var / "sandbox-authority", f"http://127.0.0.1:{port}")
    return SigningService(authority, settings().signing_token)


if __name__ == "__main__":
    import uvicorn

    from backend.sandbox.faults import FaultGate

    PORT = int(os.environ["TEST_SIGNING_PORT"])
    uvicorn.run(
        FaultGate(Litestar(route_handlers=signing_routes(service_here(PORT)), openapi_config=None)),
        host="127.0.0.1",
        port=PORT,
        log_level="warning",
    )
