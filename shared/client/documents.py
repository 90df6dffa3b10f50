"""Files of drafts and dossiers, results and notices."""

from shared.client.base import ApiClient
from shared.contracts.documents import Document, DocumentView, UploadLimits


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
    """Add a file to a dossier (`purpose`: component, supplement, result, task or message)."""
    fields = {"component_key": component_key, "purpose": purpose}
    return await api.upload(f"/dossiers/{dossier_id}/documents", name, content, fields, Document)


async def content(api: ApiClient, document_id: str) -> bytes:
    """The bytes of a document one may see."""
    return await api.content(f"/documents/{document_id}/content")


async def view(api: ApiClient, document_id: str) -> DocumentView:
    """What can be shown of a document."""
    return await api.get(f"/documents/{document_id}/view", DocumentView)


async def page(api: ApiClient, document_id: str, number: int, size: str = "page") -> bytes:
    """One page as a JPEG."""
    return await api.content(
        f"/documents/{document_id}/page", params={"number": number, "size": size}
    )


async def declaration(api: ApiClient, dossier_id: str) -> bytes:
    """What was declared in a dossier, as a printed form (PDF)."""
    return await api.content(f"/dossiers/{dossier_id}/declaration")


async def bundle_receipts(api: ApiClient, bundle_id: str) -> bytes:
    """Officers of a desk: the receipts of what was handed in together (PDF)."""
    return await api.content(f"/bundles/{bundle_id}/receipts")


async def blank_form(api: ApiClient, procedure_code: str) -> bytes:
    """The form of a procedure to print and fill in by hand (PDF)."""
    return await api.content(f"/procedures/{procedure_code}/form/blank")
