"""How well the system runs, against Appendix IV."""

from shared.client.base import ApiClient
from shared.contracts.compliance import ComplianceReport, SetThreshold, Threshold


async def report(api: ApiClient, month: str = "") -> ComplianceReport:
    """Officers who watch the system: the figures of a month (YYYY-MM), or of this one."""
    return await api.get("/compliance", ComplianceReport, params={"month": month})


async def thresholds(api: ApiClient) -> list[Threshold]:
    """Officers who watch the system: thresholds that were entered, the newest first."""
    return await api.get("/compliance/thresholds", list[Threshold])


async def set_threshold(api: ApiClient, data: SetThreshold, key: str = "") -> list[Threshold]:
    """System administrators: another threshold from a day on."""
    return await api.post("/compliance/thresholds", data, list[Threshold], idempotency_key=key)
