"""Legal regimes: their figures in versions."""

from shared.client.base import ApiClient
from shared.contracts.proposals import AtRevision, GiveBack
from shared.contracts.regimes import (
    CallOffRegime,
    NewRegimeVersion,
    RegimeDesign,
    RegimePreview,
)


async def regimes(api: ApiClient) -> list[RegimeDesign]:
    """Administrators and who approves: the regimes with their figures and versions."""
    return await api.get("/regimes", list[RegimeDesign])


async def preview(api: ApiClient, key: str, data: NewRegimeVersion) -> RegimePreview:
    """What a version would change; nothing is kept."""
    return await api.post(f"/regimes/{key}/preview", data, RegimePreview)


async def propose(api: ApiClient, key: str, data: NewRegimeVersion) -> RegimeDesign:
    """Hand a version to a second person."""
    return await api.post(f"/regimes/{key}/proposal", data, RegimeDesign)


async def give_back(api: ApiClient, key: str, note: str = "") -> RegimeDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/regimes/{key}/return", GiveBack(note), RegimeDesign)


async def publish(api: ApiClient, key: str, revision: int) -> RegimeDesign:
    """Approve the version of somebody else."""
    return await api.post(f"/regimes/{key}/publication", AtRevision(revision), RegimeDesign)


async def call_off(api: ApiClient, key: str, number: int, reason: str) -> RegimeDesign:
    """Call a published version off before its day."""
    return await api.post(
        f"/regimes/{key}/versions/{number}/cancellation", CallOffRegime(reason), RegimeDesign
    )
