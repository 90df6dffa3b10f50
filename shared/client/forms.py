"""Writing and publishing forms."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.forms import (
    Form,
    FormChange,
    FormDesign,
    FormRow,
    FormVersionRow,
    SaveForm,
    TriedForm,
    TryForm,
)
from shared.contracts.proposals import AtRevision, GiveBack


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


async def propose(api: ApiClient, code: str, revision: int) -> FormDesign:
    """Hand the next version to a second person."""
    return await api.post(f"/forms/{code}/proposal", AtRevision(revision), FormDesign)


async def give_back(api: ApiClient, code: str, note: str = "") -> FormDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/forms/{code}/return", GiveBack(note), FormDesign)


async def publish(api: ApiClient, code: str, revision: int) -> FormDesign:
    """Put the proposal of somebody else in force."""
    return await api.post(f"/forms/{code}/publication", AtRevision(revision), FormDesign)


async def versions(api: ApiClient, code: str, cursor: str = "") -> Page[FormVersionRow]:
    """Every published version, the newest first."""
    return await api.get(f"/forms/{code}/versions", Page[FormVersionRow], params={"cursor": cursor})


async def version(api: ApiClient, code: str, number: int) -> Form:
    """One published version."""
    return await api.get(f"/forms/{code}/versions/{number}", Form)


async def changes(api: ApiClient, code: str, old: int, new: int) -> list[FormChange]:
    """What changed from one published version to another; 0 is the one being written."""
    return await api.get(
        f"/forms/{code}/changes", list[FormChange], params={"old": old, "new": new}
    )
