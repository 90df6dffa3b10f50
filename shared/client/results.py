"""Results: drafting, signing, change, and the check by whoever holds one."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.results import (
    DecideChange,
    FileCheck,
    ProposeChange,
    ReadyResult,
    ResultCheck,
    ResultDesk,
    SaveResult,
    SignedMany,
    SignMany,
    SignResult,
    StartResult,
)


async def desk(api: ApiClient, dossier_id: str) -> ResultDesk:
    """The result of a dossier as an officer works on it."""
    return await api.get(f"/dossiers/{dossier_id}/result-desk", ResultDesk)


async def start(api: ApiClient, dossier_id: str, kind: str) -> ResultDesk:
    """Begin a draft."""
    return await api.post(f"/dossiers/{dossier_id}/result-draft", StartResult(kind), ResultDesk)


async def save(api: ApiClient, dossier_id: str, fields: dict[str, str], version: int) -> ResultDesk:
    """Save fields of the version that was read; those left out stay."""
    data = SaveResult(fields)
    return await api.patch(
        f"/dossiers/{dossier_id}/result-draft", data, ResultDesk, version=version
    )


async def file(api: ApiClient, dossier_id: str) -> bytes:
    """The very file to approve and sign."""
    return await api.content(f"/dossiers/{dossier_id}/result-draft/file")


async def send_code(api: ApiClient, dossier_id: str) -> ResultDesk:
    """Have the one-time code sent to my device."""
    return await api.post(f"/dossiers/{dossier_id}/result-code", {}, ResultDesk)


async def sign(
    api: ApiClient, dossier_id: str, data: SignResult, pin: str, code: str = ""
) -> ResultDesk:
    """Sign what was seen; look at the desk again while its signing is running."""
    return await api.post(
        f"/dossiers/{dossier_id}/result-signature", data, ResultDesk, headers=_leave(pin, code)
    )


async def seal(
    api: ApiClient, dossier_id: str, data: SignResult, pin: str, code: str = ""
) -> ResultDesk:
    """Number, seal and issue what was seen."""
    return await api.post(
        f"/dossiers/{dossier_id}/result-seal", data, ResultDesk, headers=_leave(pin, code)
    )


async def waiting(api: ApiClient, what: str, cursor: str = "") -> Page[ReadyResult]:
    """What I can sign (`sign`) or seal (`seal`) now."""
    params = {"what": what, "cursor": cursor}
    return await api.get("/results-waiting", Page[ReadyResult], params=params)


async def sign_many(api: ApiClient, data: SignMany, pin: str, code: str = "") -> SignedMany:
    """Sign or seal what was seen in one act; look again while some are running."""
    return await api.post("/results-signatures", data, SignedMany, headers=_leave(pin, code))


async def signed_many(api: ApiClient, batch_id: str) -> SignedMany:
    """How my act of signing stands."""
    return await api.get(f"/results-signatures/{batch_id}", SignedMany)


async def propose_change(api: ApiClient, result_id: str, data: ProposeChange) -> ResultDesk:
    """Propose to revoke or replace a result."""
    return await api.post(f"/results/{result_id}/changes", data, ResultDesk)


async def decide_change(api: ApiClient, change_id: str, data: DecideChange) -> ResultDesk:
    """Decide about a proposal of somebody else."""
    return await api.post(f"/result-changes/{change_id}/decision", data, ResultDesk)


async def check(api: ApiClient, verification_code: str) -> ResultCheck:
    """Whether a result is real and in force."""
    return await api.get(f"/results/{verification_code}", ResultCheck)


async def check_file(api: ApiClient, name: str, content: bytes) -> FileCheck:
    """What a file proves."""
    return await api.upload("/results/check", name, content, {}, FileCheck)


def _leave(pin: str, code: str) -> dict[str, str]:
    return {"X-Signing-Pin": pin, "X-Signing-Code": code}
