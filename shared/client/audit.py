"""The audit trail, for auditors."""

from shared.client.base import ApiClient
from shared.contracts.audit import AuditLine, SearchAudit
from shared.contracts.common import Page


async def search(api: ApiClient, wanted: SearchAudit) -> Page[AuditLine]:
    """Auditors: who did what to whom, when."""
    return await api.post("/audit/searches", wanted, Page[AuditLine])


async def export(
    api: ApiClient, *, action: str = "", day_from: str = "", day_to: str = ""
) -> bytes:
    """Auditors: the trail as CSV."""
    params = {"action": action, "day_from": day_from, "day_to": day_to}
    return await api.content(
        "/audit/export", params={name: value for name, value in params.items() if value}
    )
