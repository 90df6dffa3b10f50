"""What programs of other systems do with a token, and what people answer them."""

from shared.client.base import ApiClient
from shared.contracts.documents import Document
from shared.contracts.drafts import Submitted
from shared.contracts.factors import Done
from shared.contracts.partners import ClientSecret
from shared.contracts.programs import (
    AnswerAuthorisation,
    AskAuthorisation,
    AskSandbox,
    AuthorisationForMe,
    FeedPage,
    ProgramAuthorisation,
    ProgramDraft,
    SandboxProgram,
    SaveProgramDraft,
    StartProgramDraft,
)


async def events_after(api: ApiClient, after: str = "", limit: int = 100) -> FeedPage:
    """Events after a cursor."""
    return await api.get("/events", FeedPage, params={"after": after, "limit": limit})


async def ask(api: ApiClient, data: AskAuthorisation) -> ProgramAuthorisation:
    """Ask a person to let this program submit."""
    return await api.post("/partner/authorisations", data, ProgramAuthorisation)


async def authorisations(api: ApiClient) -> list[ProgramAuthorisation]:
    """This program's requests."""
    return await api.get("/partner/authorisations", list[ProgramAuthorisation])


async def authorisation(api: ApiClient, id_: str) -> ProgramAuthorisation:
    """How a request stands."""
    return await api.get(f"/partner/authorisations/{id_}", ProgramAuthorisation)


async def start(api: ApiClient, authorisation_id: str, procedure_code: str) -> ProgramDraft:
    """Begin a dossier."""
    data = StartProgramDraft(authorisation_id, procedure_code)
    return await api.post("/partner/drafts", data, ProgramDraft)


async def read(api: ApiClient, draft_id: str) -> ProgramDraft:
    """What was filled in."""
    return await api.get(f"/partner/drafts/{draft_id}", ProgramDraft)


async def save(api: ApiClient, draft: ProgramDraft, data: SaveProgramDraft) -> ProgramDraft:
    """Add answers to the version that was read."""
    return await api.patch(f"/partner/drafts/{draft.id}", data, ProgramDraft, version=draft.version)


async def discard(api: ApiClient, draft_id: str) -> None:
    """Throw a draft away."""
    await api.delete(f"/partner/drafts/{draft_id}")


async def upload(
    api: ApiClient, draft_id: str, component_key: str, name: str, content: bytes
) -> Document:
    """Add a file to a paper."""
    named = {"component_key": component_key}
    return await api.upload(f"/partner/drafts/{draft_id}/documents", name, content, named, Document)


async def remove(api: ApiClient, draft_id: str, document_id: str) -> None:
    """Take a file out."""
    await api.delete(f"/partner/drafts/{draft_id}/documents/{document_id}")


async def submit(api: ApiClient, draft_id: str) -> Submitted:
    """Submit."""
    return await api.post(f"/partner/drafts/{draft_id}/submission", {}, Submitted)


async def for_me(api: ApiClient) -> list[AuthorisationForMe]:
    """People: programs that ask, and those they let."""
    return await api.get("/authorisations", list[AuthorisationForMe])


async def answer(api: ApiClient, id_: str, grant: bool) -> Done:
    """People: let a program submit, or not."""
    return await api.post(f"/authorisations/{id_}/answer", AnswerAuthorisation(grant), Done)


async def end(api: ApiClient, id_: str) -> Done:
    """People: take it back."""
    return await api.post(f"/authorisations/{id_}/end", {}, Done)


async def my_programs(api: ApiClient) -> list[SandboxProgram]:
    """Developers: programs with trial keys."""
    return await api.get("/sandbox-programs", list[SandboxProgram])


async def ask_for_keys(api: ApiClient, data: AskSandbox) -> Done:
    """Developers: ask for trial keys."""
    return await api.post("/sandbox-programs", data, Done)


async def keys(api: ApiClient, client_id: str) -> ClientSecret:
    """Developers: the secret, shown once."""
    return await api.post(f"/sandbox-programs/{client_id}/secret", {}, ClientSecret)


async def end_program(api: ApiClient, client_id: str) -> Done:
    """Developers: end a program."""
    return await api.post(f"/sandbox-programs/{client_id}/end", {}, Done)
