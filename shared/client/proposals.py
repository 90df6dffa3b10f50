"""What is being written or waits for a second person."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.proposals import ProposalRow


async def proposals(api: ApiClient, cursor: str = "", limit: int = 50) -> Page[ProposalRow]:
    """The newest change first."""
    params = {"cursor": cursor, "limit": limit}
    return await api.get("/proposals", Page[ProposalRow], params=params)
