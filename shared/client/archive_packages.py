"""Packages of the archive, disposals, integrity of the store, one person's data."""

from shared.client.base import ApiClient
from shared.contracts.archive import WithArchiveReason
from shared.contracts.archive_packages import (
    ConfirmReceipt,
    DisposalLine,
    DisposalList,
    ExportPerson,
    Finding,
    Integrity,
    Package,
    ProposeDisposal,
    StartPackage,
)
from shared.contracts.common import Page


async def packages(api: ApiClient, kind: str = "", cursor: str = "") -> Page[Package]:
    """Packages I may see, newest first."""
    params = {"kind": kind, "cursor": cursor}
    return await api.get("/archive/packages", Page[Package], params=params)


async def start(api: ApiClient, wanted: StartPackage) -> Package:
    """Keepers: pack what an agency keeps for ever; made by the queue."""
    return await api.post("/archive/packages", wanted, Package)


async def package(api: ApiClient, package_id: str) -> Package:
    """How far a package is."""
    return await api.get(f"/archive/packages/{package_id}", Package)


async def content(api: ApiClient, package_id: str) -> bytes:
    """The ZIP of a package."""
    return await api.content(f"/archive/packages/{package_id}/content")


async def confirm_receipt(api: ApiClient, package_id: str, receipt: str) -> Package:
    """Keepers: the historical archive has it."""
    body = ConfirmReceipt(receipt)
    return await api.post(f"/archive/packages/{package_id}/receipt", body, Package)


async def export_mine(api: ApiClient) -> Package:
    """Citizens: everything that is kept about me; made by the queue."""
    return await api.post("/archive/exports/mine", {}, Package)


async def export_person(api: ApiClient, wanted: ExportPerson) -> Package:
    """Heads and auditors: what I have in sight about a person, on their request."""
    return await api.post("/archive/exports", wanted, Package)


async def disposals(api: ApiClient, cursor: str = "") -> Page[DisposalList]:
    """Disposal lists of my agencies."""
    return await api.get("/archive/disposals", Page[DisposalList], params={"cursor": cursor})


async def propose_disposal(api: ApiClient, wanted: ProposeDisposal) -> DisposalList:
    """Keepers: list what is kept beyond its time."""
    return await api.post("/archive/disposals", wanted, DisposalList)


async def disposal(api: ApiClient, disposal_id: str) -> DisposalList:
    """One list, and how far it is."""
    return await api.get(f"/archive/disposals/{disposal_id}", DisposalList)


async def disposal_lines(api: ApiClient, disposal_id: str, cursor: str = "") -> Page[DisposalLine]:
    """The dossiers of a list."""
    return await api.get(
        f"/archive/disposals/{disposal_id}/lines", Page[DisposalLine], params={"cursor": cursor}
    )


async def review_disposal(api: ApiClient, disposal_id: str) -> DisposalList:
    """Reviewers: every line was looked at."""
    return await api.post(f"/archive/disposals/{disposal_id}/review", {}, DisposalList)


async def approve_disposal(api: ApiClient, disposal_id: str) -> DisposalList:
    """Heads: decide; the queue carries it out."""
    return await api.post(f"/archive/disposals/{disposal_id}/approval", {}, DisposalList)


async def refuse_disposal(api: ApiClient, disposal_id: str, reason: str) -> DisposalList:
    """Reviewers and heads: nothing of the list goes."""
    body = WithArchiveReason(reason)
    return await api.post(f"/archive/disposals/{disposal_id}/refusal", body, DisposalList)


async def integrity(api: ApiClient) -> Integrity:
    """Administrators, auditors, heads: the newest walk and how many findings are open."""
    return await api.get("/integrity", Integrity)


async def start_scrub(api: ApiClient) -> Integrity:
    """Administrators: walk through every stored object now."""
    return await api.post("/integrity/scrubs", {}, Integrity)


async def findings(api: ApiClient, *, resolved: bool = False, cursor: str = "") -> Page[Finding]:
    """Objects that are not what was stored."""
    params = {"resolved": "true" if resolved else "", "cursor": cursor}
    return await api.get("/integrity/findings", Page[Finding], params=params)


async def resolve(api: ApiClient, finding_id: str, resolution: str) -> Finding:
    """Administrators: what was done about a finding."""
    body = WithArchiveReason(resolution)
    return await api.post(f"/integrity/findings/{finding_id}/resolution", body, Finding)
