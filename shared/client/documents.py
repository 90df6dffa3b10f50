"""Files of drafts and dossiers, results and notices."""

from shared.client.base import ApiClient
from shared.contracts.common import Page
from shared.contracts.documents import Document, UploadLimits
from shared.contracts.notifications import Notice
from shared.contracts.results import ResultCheck


async def limits(api: ApiClient) -> UploadLimits:
    """Limits to show beside every picker."""
    return await api.get("/upload-limits", UploadLimits)


async def upload_to_draft(
    api: ApiClient, draft_id: str, name: str, content: bytes, component_key: str
) -> Document:
    """Add a file to a paper of a draft."""
    return await api.upload(
        f"/drafts/{draft_id}/documents", name, content, {"component_key": component_key}, Document
    )


async def remove_from_draft(api: ApiClient, draft_id: str, document_id: str) -> None:
    """Take a file out of a draft."""
    await api.delete(f"/drafts/{draft_id}/documents/{document_id}")


async def upload_to_dossier(
    api: ApiClient, dossier_id: str, name: str, content: bytes, component_key: str, purpose: str
) -> Document:
    """Add a file to a dossier (`purpose`: component, supplement, result or task)."""
    fields = {"component_key": component_key, "purpose": purpose}
    return await api.upload(f"/dossiers/{dossier_id}/documents", name, content, fields, Document)


async def content(api: ApiClient, document_id: str) -> bytes:
    """The bytes of a document one may see."""
    return await api.content(f"/documents/{document_id}/content")


async def check_result(api: ApiClient, verification_code: str) -> ResultCheck:
    """Whether a result is real."""
    return await api.get(f"/results/{verification_code}", ResultCheck)


async def notices(api: ApiClient, cursor: str = "") -> Page[Notice]:
    """My notices, newest first."""
    return await api.get("/notices", Page[Notice], params={"cursor": cursor})
