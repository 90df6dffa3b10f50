"""Files in pieces and files made of others."""

from shared.client.base import ApiClient
from shared.contracts.documents import Document
from shared.contracts.uploads import Arrange, StartUpload, Upload


async def start_for_draft(api: ApiClient, draft_id: str, data: StartUpload) -> Upload:
    """Begin a file for a paper of a draft."""
    return await api.post(f"/drafts/{draft_id}/uploads", data, Upload)


async def start_for_dossier(api: ApiClient, dossier_id: str, data: StartUpload) -> Upload:
    """Begin a file for a dossier."""
    return await api.post(f"/dossiers/{dossier_id}/uploads", data, Upload)


async def progress(api: ApiClient, upload_id: str) -> Upload:
    """How far a file has come."""
    return await api.get(f"/uploads/{upload_id}", Upload)


async def append(api: ApiClient, upload_id: str, at: int, piece: bytes) -> Upload:
    """Send the piece that begins at byte `at`."""
    return await api.put_bytes(f"/uploads/{upload_id}/content", piece, Upload, params={"at": at})


async def finish(api: ApiClient, upload_id: str) -> Document:
    """Keep the file."""
    return await api.post(f"/uploads/{upload_id}/finish", {}, Document)


async def arrange_draft(api: ApiClient, draft_id: str, data: Arrange) -> list[Document]:
    """Make new files of pages of a draft's files."""
    return await api.post(f"/drafts/{draft_id}/documents/arranged", data, list[Document])


async def arrange_dossier(api: ApiClient, dossier_id: str, data: Arrange) -> list[Document]:
    """Make new files of pages of a dossier's files."""
    return await api.post(f"/dossiers/{dossier_id}/documents/arranged", data, list[Document])
