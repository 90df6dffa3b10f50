"""Who is signed in; signing in itself is a plain form of the browser."""

from shared.client.base import ApiClient
from shared.contracts.identity import DemoAccount, Ended, Me, SessionShown


async def me(api: ApiClient) -> Me:
    """The signed-in person. Raises ApiProblem 401 for nobody."""
    return await api.get("/me", Me)


async def demo_accounts(api: ApiClient) -> list[DemoAccount]:
    """Accounts of the demonstration province (404 outside demo mode)."""
    return await api.get("/demo/accounts", list[DemoAccount])


async def sessions(api: ApiClient) -> list[SessionShown]:
    """My open sessions, this one first."""
    return await api.get("/sessions", list[SessionShown])


async def end_session(api: ApiClient, session_id: str) -> Ended:
    """End one of my sessions."""
    return await api.post(f"/sessions/{session_id}/end", {}, Ended)


async def end_other_sessions(api: ApiClient) -> Ended:
    """End all my sessions but this one."""
    return await api.post("/sessions/end-others", {}, Ended)
