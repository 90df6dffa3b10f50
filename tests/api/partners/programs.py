"""Programs of other systems in tests: proposed, approved, and on their way with a token."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from shared.client import partners
from shared.client.base import ApiClient, ApiProblem
from shared.client.partners import PartnerApi, TokenRefused
from shared.contracts.partners import FieldGrant, ProposeApiClient
from tests.api.conftest import PROCEDURE

Officer = Callable[[str], Awaitable[ApiClient]]
Citizen = Callable[[int], Awaitable[ApiClient]]
HOME = "198.51.100.7"
WHY = "Thỏa thuận kết nối số 12"
ALL = ["dossiers:changes", "dossiers:events", "dossiers:read", "results:read"]


@dataclass(frozen=True)
class Program:
    """A program that was let in."""

    id: str
    secret: str


async def refused(call: Awaitable[Any]) -> str:
    """How the API refuses."""
    with pytest.raises(ApiProblem) as problem:
        await call
    return problem.value.problem.type.rsplit(":", 1)[-1]


async def not_given(call: Awaitable[Any]) -> str:
    """Which error the token endpoint answers."""
    with pytest.raises(TokenRefused) as error:
        await call
    return str(error.value)


def wanted(agency_id: str, **other: Any) -> ProposeApiClient:
    """A program named like no other."""
    fields: dict[str, Any] = {
        "agency_id": agency_id, "name": f"Hệ thống {uuid.uuid4().hex[:8]}",
        "contact": "ky-thuat@doitac.example", "purpose": WHY, "method": "secret", "scopes": ALL,
        "grants": [FieldGrant(PROCEDURE, ["state", "due_at"])], "networks": [f"{HOME}/32"],
        "rate_class": "standard", "valid_days": 90,
    }  # fmt: skip
    return ProposeApiClient(**fields | other)


def at(services_url: str, address: str = HOME) -> httpx.AsyncClient:
    """Connections from one address, as the trusted proxy says."""
    return httpx.AsyncClient(
        base_url=services_url, headers={"X-Forwarded-For": address}, timeout=30
    )


async def entered(home: httpx.AsyncClient, program: Program, scope: str = "") -> PartnerApi:
    """The API with a fresh token."""
    given = await partners.token(home, program.id, program.secret, scope=scope)
    assert (given.token_type, given.expires_in) == ("Bearer", 600)
    return PartnerApi(home, given.access_token)
