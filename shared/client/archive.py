"""The archive: search, records, holds, seals, rules of retention."""

from shared.client.base import ApiClient
from shared.contracts.archive import (
    ArchiveRecord,
    ArchiveRow,
    RetentionRule,
    RetentionRules,
    SearchArchive,
    SetRetentionRule,
    WithArchiveReason,
)
from shared.contracts.common import Page


async def search(api: ApiClient, wanted: SearchArchive) -> Page[ArchiveRow]:
    """Officers: closed dossiers in my sight."""
    return await api.post("/archive/searches", wanted, Page[ArchiveRow])


async def record(api: ApiClient, dossier_id: str) -> ArchiveRecord:
    """Officers: one closed dossier as the archive keeps it."""
    return await api.get(f"/archive/records/{dossier_id}", ArchiveRecord)


async def set_hold(api: ApiClient, dossier_id: str, reason: str) -> ArchiveRecord:
    """Keepers: nothing of it is disposed of from now on."""
    body = WithArchiveReason(reason)
    return await api.post(f"/archive/records/{dossier_id}/holds", body, ArchiveRecord)


async def release_hold(api: ApiClient, dossier_id: str, hold_id: str, reason: str) -> ArchiveRecord:
    """Heads: end a hold."""
    return await api.post(
        f"/archive/records/{dossier_id}/holds/{hold_id}/release",
        WithArchiveReason(reason),
        ArchiveRecord,
    )


async def seal(api: ApiClient, dossier_id: str, reason: str) -> ArchiveRecord:
    """Heads: seal."""
    body = WithArchiveReason(reason)
    return await api.post(f"/archive/records/{dossier_id}/seal", body, ArchiveRecord)


async def unseal(api: ApiClient, dossier_id: str, reason: str) -> ArchiveRecord:
    """Heads: take the seal off."""
    body = WithArchiveReason(reason)
    return await api.post(f"/archive/records/{dossier_id}/unsealing", body, ArchiveRecord)


async def open_sealed(api: ApiClient, dossier_id: str, reason: str) -> ArchiveRecord:
    """Heads and auditors: open a sealed dossier to me for half an hour."""
    body = WithArchiveReason(reason)
    return await api.post(f"/archive/records/{dossier_id}/openings", body, ArchiveRecord)


async def rules(api: ApiClient) -> RetentionRules:
    """Officers: the classes of retention."""
    return await api.get("/archive/retention-rules", RetentionRules)


async def set_rule(api: ApiClient, rule: SetRetentionRule) -> RetentionRule:
    """Administrators: a class from a day on."""
    return await api.post("/archive/retention-rules", rule, RetentionRule)
