"""Officers' accounts, roles by two persons, the review of access."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.factors import Done
from shared.contracts.officers import (
    AccessReview,
    AskRole,
    BecauseOf,
    DecideRole,
    FirstPassword,
    OfficerAccount,
    OpenOfficerAccount,
    ReviewDone,
    RoleRequest,
)


async def accounts(api: ApiClient, q: str = "", cursor: str = "") -> Page[OfficerAccount]:
    """Accounts I keep."""
    params = {"q": q, "cursor": cursor}
    return await api.get("/officer-accounts", Page[OfficerAccount], params=params)


async def open_account(api: ApiClient, data: OpenOfficerAccount) -> FirstPassword:
    """A new account and its first password."""
    return await api.post("/officer-accounts", data, FirstPassword)


async def lock(api: ApiClient, account_id: str, reason: str) -> Done:
    """Lock one."""
    return await api.post(f"/officer-accounts/{account_id}/lock", BecauseOf(reason), Done)


async def unlock(api: ApiClient, account_id: str, reason: str) -> Done:
    """Unlock one."""
    return await api.post(f"/officer-accounts/{account_id}/unlock", BecauseOf(reason), Done)


async def disable(api: ApiClient, account_id: str, reason: str) -> Done:
    """End one for good."""
    return await api.post(f"/officer-accounts/{account_id}/disable", BecauseOf(reason), Done)


async def reset(api: ApiClient, account_id: str, reason: str) -> FirstPassword:
    """A new first password for one."""
    return await api.post(f"/officer-accounts/{account_id}/reset", BecauseOf(reason), FirstPassword)


async def role_requests(api: ApiClient) -> list[RoleRequest]:
    """Changes of roles that wait."""
    return await api.get("/role-requests", list[RoleRequest])


async def ask_role(api: ApiClient, data: AskRole) -> Done:
    """Ask for a change of roles."""
    return await api.post("/role-requests", data, Done)


async def decide_role(api: ApiClient, request_id: str, approve: bool) -> Done:
    """Decide one."""
    return await api.post(f"/role-requests/{request_id}/decision", DecideRole(approve), Done)


async def access_review(api: ApiClient) -> AccessReview:
    """Who may do what."""
    return await api.get("/access-review", AccessReview)


async def access_reviewed(api: ApiClient, note: str) -> AccessReview:
    """It was looked at."""
    return await api.post("/access-reviews", ReviewDone(note), AccessReview)
