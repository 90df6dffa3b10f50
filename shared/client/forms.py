"""Writing and publishing forms."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.forms import (
    FormDesign,
    FormRow,
    PublishForm,
    SaveForm,
    TriedForm,
    TryForm,
)


async def forms(api: ApiClient, q: str = "", cursor: str = "") -> Page[FormRow]:
    """Procedures that can be done online, with their forms."""
    return await api.get("/forms", Page[FormRow], params={"q": q, "cursor": cursor})


async def design(api: ApiClient, code: str) -> FormDesign:
    """The form as it is being written, or as published."""
    return await api.get(f"/forms/{code}", FormDesign)


async def save(api: ApiClient, code: str, data: SaveForm) -> FormDesign:
    """Keep the next version."""
    return await api.post(f"/forms/{code}/draft", data, FormDesign)


async def discard(api: ApiClient, code: str) -> None:
    """Throw the next version away."""
    await api.delete(f"/forms/{code}/draft")


async def try_out(api: ApiClient, code: str, data: TryForm) -> TriedForm:
    """Faults of a form and what sample answers come to."""
    return await api.post(f"/forms/{code}/trial", data, TriedForm)


async def publish(api: ApiClient, code: str, version: int) -> FormDesign:
    """Put the next version in force."""
    return await api.post(f"/forms/{code}/publication", PublishForm(version), FormDesign)
