"""Content of the portal: reading it, searching for help, writing it."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.content import (
    Announcement,
    ContentCard,
    ContentChange,
    ContentDesign,
    ContentPage,
    ContentPicture,
    ContentRow,
    ContentText,
    ContentVersion,
    ContentVersionRow,
    HelpAnswer,
    PreviewContent,
    Previewed,
    ProcedureHelp,
    SampleFile,
    SaveContent,
    StartContent,
    WithdrawContent,
)
from shared.contracts.proposals import AtRevision, GiveBack


async def listed(
    api: ApiClient, kind: str, procedure_code: str = "", cursor: str = "", limit: int = 20
) -> Page[ContentCard]:
    """What is shown now of a kind."""
    params = {"kind": kind, "procedure_code": procedure_code, "cursor": cursor, "limit": limit}
    return await api.get("/content", Page[ContentCard], params=params)


async def content(api: ApiClient, content_id: str) -> ContentPage:
    """One piece of content that is shown now."""
    return await api.get(f"/content/{content_id}", ContentPage)


async def picture(api: ApiClient, picture_id: str) -> bytes:
    """A picture of a text."""
    return await api.content(f"/content/pictures/{picture_id}")


async def sample(api: ApiClient, file_id: str) -> bytes:
    """A stamped sample paper."""
    return await api.content(f"/content/samples/{file_id}")


async def filled_form(api: ApiClient, code: str) -> bytes:
    """The form of a procedure, filled in as a sample."""
    return await api.content(f"/procedures/{code}/sample")


async def of_procedure(api: ApiClient, code: str) -> ProcedureHelp:
    """What helps with one procedure."""
    return await api.get(f"/procedures/{code}/help", ProcedureHelp)


async def announcements(api: ApiClient) -> list[Announcement]:
    """What stands on top of every page now."""
    return await api.get("/announcements", list[Announcement])


async def search_help(api: ApiClient, q: str, limit: int = 20) -> HelpAnswer:
    """One search over procedures and everything that helps."""
    return await api.get("/help", HelpAnswer, params={"q": q, "limit": limit})


async def items(api: ApiClient, kind: str = "", cursor: str = "") -> Page[ContentRow]:
    """All content, published or being written."""
    params = {"kind": kind, "cursor": cursor}
    return await api.get("/content-items", Page[ContentRow], params=params)


async def start(api: ApiClient, kind: str, text: ContentText) -> ContentDesign:
    """Begin a new piece of content."""
    return await api.post("/content-items", StartContent(kind, text), ContentDesign)


async def preview(api: ApiClient, body: str) -> Previewed:
    """A text as people would see it."""
    return await api.post("/content-items/preview", PreviewContent(body), Previewed)


async def design(api: ApiClient, content_id: str) -> ContentDesign:
    """One piece of content as it is being written, or as published."""
    return await api.get(f"/content-items/{content_id}", ContentDesign)


async def save(api: ApiClient, content_id: str, text: ContentText, revision: int) -> ContentDesign:
    """Keep the next version."""
    data = SaveContent(text, revision)
    return await api.post(f"/content-items/{content_id}/draft", data, ContentDesign)


async def discard(api: ApiClient, content_id: str) -> None:
    """Throw the next version away."""
    await api.delete(f"/content-items/{content_id}/draft")


async def propose(api: ApiClient, content_id: str, revision: int) -> ContentDesign:
    """Hand the next version to a second person."""
    data = AtRevision(revision)
    return await api.post(f"/content-items/{content_id}/proposal", data, ContentDesign)


async def give_back(api: ApiClient, content_id: str, note: str = "") -> ContentDesign:
    """Give a proposal back, or take my own back."""
    return await api.post(f"/content-items/{content_id}/return", GiveBack(note), ContentDesign)


async def publish(api: ApiClient, content_id: str, revision: int) -> ContentDesign:
    """Put the proposal of somebody else on the portal."""
    data = AtRevision(revision)
    return await api.post(f"/content-items/{content_id}/publication", data, ContentDesign)


async def publish_at_once(api: ApiClient, content_id: str, revision: int) -> ContentDesign:
    """Tell of urgent maintenance without a second person."""
    data = AtRevision(revision)
    return await api.post(f"/content-items/{content_id}/urgent-publication", data, ContentDesign)


async def withdraw(api: ApiClient, content_id: str, reason: str) -> ContentDesign:
    """Take something off the portal."""
    data = WithdrawContent(reason)
    return await api.post(f"/content-items/{content_id}/withdrawal", data, ContentDesign)


async def versions(api: ApiClient, content_id: str) -> list[ContentVersionRow]:
    """Every published version, the newest first."""
    return await api.get(f"/content-items/{content_id}/versions", list[ContentVersionRow])


async def version(api: ApiClient, content_id: str, number: int) -> ContentVersion:
    """One published version as people saw it."""
    return await api.get(f"/content-items/{content_id}/versions/{number}", ContentVersion)


async def changes(api: ApiClient, content_id: str, old: int, new: int) -> list[ContentChange]:
    """What differs from one version to another; 0 is the one being written."""
    return await api.get(
        f"/content-items/{content_id}/changes",
        list[ContentChange],
        params={"old": old, "new": new},
    )


async def add_picture(api: ApiClient, content_id: str, name: str, file: bytes) -> ContentPicture:
    """Add a picture to the next version."""
    return await api.upload(f"/content-items/{content_id}/pictures", name, file, {}, ContentPicture)


async def remove_picture(api: ApiClient, content_id: str, picture_id: str) -> None:
    """Take a picture out of the next version."""
    await api.delete(f"/content-items/{content_id}/pictures/{picture_id}")


async def add_sample(api: ApiClient, content_id: str, name: str, file: bytes) -> SampleFile:
    """Add a sample paper to the next version, which is kept with its stamp alone."""
    return await api.upload(f"/content-items/{content_id}/samples", name, file, {}, SampleFile)


async def remove_sample(api: ApiClient, content_id: str, file_id: str) -> None:
    """Take a sample paper out of the next version."""
    await api.delete(f"/content-items/{content_id}/samples/{file_id}")
