"""Who is signed in; signing in itself is a plain form of the browser."""

from shared.client.base import ApiClient
from shared.contracts.identity import DemoAccount, Me, RegisterCitizen


async def me(api: ApiClient) -> Me:
    """The signed-in person. Raises ApiProblem 401 for nobody."""
    return await api.get("/me", Me)


async def register_citizen(api: ApiClient, data: RegisterCitizen) -> Me:
    """Open a citizen's account."""
    return await api.post("/accounts/citizens", data, Me)


async def demo_accounts(api: ApiClient) -> list[DemoAccount]:
    """Accounts of the demonstration province (404 outside demo mode)."""
    return await api.get("/demo/accounts", list[DemoAccount])
