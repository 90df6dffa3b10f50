"""Counting visits of public pages."""

from shared.client.base import ApiClient
from shared.contracts.measuring import Counted, Visit


async def visit(api: ApiClient, path: str) -> Counted:
    """Count one visit of a public page."""
    return await api.post("/visits", Visit(path), Counted)
