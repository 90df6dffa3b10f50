"""Reads of files, issued forms and results."""

from datetime import datetime
from uuid import UUID

import asyncpg

from backend.documents.inspection import MEDIA_TYPES
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.documents import Document, UploadLimits
from shared.contracts.dossiers import IssuedForm, ResultRef
from shared.contracts.results import ResultCheck
from shared.vocabulary.label import Label

_COLUMNS = "id, name, media_type, size, sha256, component_key, purpose, scan, pages, uploaded_at"

FORM_TITLES: dict[str, tuple[str, Label]] = {
    "receipt": ("01", Label("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt")),
    "supplement_request": (
        "02",
        Label("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Supplement request"),
    ),
    "refusal": ("03", Label("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal")),
    "apology": ("04", Label("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology")),
    "stop_notice": ("05", Label("Thông báo dừng giải quyết hồ sơ", "Notice of stop")),
}


def upload_limits() -> UploadLimits:
    """What every picker shows."""
    return UploadLimits(
        max_bytes=settings().max_upload_bytes,
        max_files=settings().max_files_per_component,
        media_types=list(MEDIA_TYPES),
        extensions=[extension for group in MEDIA_TYPES.values() for extension in group],
    )


async def documents_of_draft(draft_id: UUID) -> list[Document]:
    """Files of a draft in order of upload."""
    rows = await fetch(
        f"select {_COLUMNS} from document where draft_id = $1 and removed_at is null "
        "order by uploaded_at, id limit 500",
        draft_id,
    )
    return [document(row) for row in rows]


async def documents_of_dossier(dossier_id: UUID) -> list[Document]:
    """Files of a dossier, without the issued forms, in order of upload."""
    rows = await fetch(
        f"select {_COLUMNS} from document where dossier_id = $1 and removed_at is null "
        "and purpose <> 'form' order by uploaded_at, id limit 500",
        dossier_id,
    )
    return [document(row) for row in rows]


async def issued_forms_of(dossier_id: UUID) -> list[IssuedForm]:
    """Forms issued for a dossier, oldest first."""
    rows = await fetch(
        "select document_id, form, number, year, issued_at from issued_form "
        "where dossier_id = $1 order by issued_at limit 100",
        dossier_id,
    )
    return [
        IssuedForm(
            document_id=str(row["document_id"]),
            form=row["form"],
            title=FORM_TITLES[row["form"]][1].vi,
            number=f"{row['number']:02d}/{row['year']}",
            issued_at=_iso(row["issued_at"]),
        )
        for row in rows
    ]


async def result_of(dossier_id: UUID) -> ResultRef | None:
    """The result in force."""
    row = await fetch_row(
        "select document_id, title, number, issued_at, verification_code from result "
        "where dossier_id = $1 and withdrawn_at is null",
        dossier_id,
    )
    if row is None:
        return None
    return ResultRef(
        document_id=str(row["document_id"]),
        title=row["title"],
        number=row["number"],
        issued_at=_iso(row["issued_at"]),
        verification_code=row["verification_code"],
    )


async def stored_document(document_id: UUID) -> asyncpg.Record:
    """The row behind a file that has not been removed. Raises NotFound."""
    row = await fetch_row(
        "select id, draft_id, dossier_id, purpose, name, media_type, size, object_key, scan, "
        "sha256 from document where id = $1 and removed_at is null",
        document_id,
    )
    if row is None:
        raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
    return row


async def check_result(code: str) -> ResultCheck:
    """Whether a result is real, for whoever holds it; no personal data. Raises NotFound."""
    row = await fetch_row(
        "select r.verification_code, r.title, r.number, r.issued_at, r.withdrawn_at, g.name, "
        "d.sha256 from result r join document d on d.id = r.document_id "
        "join dossier s on s.id = r.dossier_id join agency g on g.id = s.holding_agency_id "
        "where r.verification_code = $1",
        code.strip().upper()[:20],
    )
    if row is None:
        raise NotFound(
            "Không có kết quả nào mang mã này. Vui lòng kiểm tra lại mã trên giấy.",
            en="No result has this code.",
            slug="unknown-result",
        )
    return ResultCheck(
        verification_code=row["verification_code"],
        valid=row["withdrawn_at"] is None,
        title=row["title"],
        number=row["number"],
        issued_at=_iso(row["issued_at"]),
        agency=row["name"],
        sha256=row["sha256"].hex(),
    )


def document(row: asyncpg.Record) -> Document:
    """A row as the contract shows it."""
    return Document(
        id=str(row["id"]),
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        sha256=row["sha256"].hex() if row["sha256"] else "",
        component_key=row["component_key"],
        purpose=row["purpose"],
        scan=row["scan"],
        pages=row["pages"],
        uploaded_at=_iso(row["uploaded_at"]),
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
