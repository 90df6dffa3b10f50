"""Procedures and their forms."""

from typing import Any

from shared.client.base import ApiClient
from shared.contracts.catalogue import Procedure, ProcedureCard, ProcedureFacets
from shared.contracts.common import Page
from shared.contracts.forms import AnswerCheck, CheckAnswers, Form
from shared.contracts.guide import AskGuide, Guide


async def search(
    api: ApiClient,
    q: str = "",
    *,
    sector: str = "",
    level: str = "",
    subject: str = "",
    online_level: str = "",
    agency: str = "",
    cursor: str = "",
    limit: int = 20,
) -> Page[ProcedureCard]:
    """Ranked search; all filters optional."""
    params = {
        "q": q,
        "sector": sector,
        "level": level,
        "subject": subject,
        "online_level": online_level,
        "agency": agency,
        "cursor": cursor,
        "limit": limit,
    }
    return await api.get("/procedures", Page[ProcedureCard], params=params)


async def facets(api: ApiClient) -> ProcedureFacets:
    """Filter values with counts."""
    return await api.get("/procedures/facets", ProcedureFacets)


async def procedure(api: ApiClient, code: str) -> Procedure:
    """One published procedure."""
    return await api.get(f"/procedures/{code}", Procedure)


async def form(api: ApiClient, code: str) -> Form:
    """The current form of a procedure."""
    return await api.get(f"/procedures/{code}/form", Form)


async def check_answers(api: ApiClient, code: str, answers: dict[str, Any]) -> AnswerCheck:
    """Validate answers without storing them."""
    return await api.post(
        f"/procedures/{code}/form/check", CheckAnswers(answers=answers), AnswerCheck
    )


async def form_schema(api: ApiClient, code: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of complete answers to the current form."""
    return await api.get(f"/procedures/{code}/form/schema", dict[str, Any])


async def guide(
    api: ApiClient, code: str, answers: dict[str, Any] | None = None, channel: str = ""
) -> Guide:
    """What one needs before applying; nothing is kept."""
    return await api.post(f"/procedures/{code}/guide", AskGuide(answers or {}, channel), Guide)
