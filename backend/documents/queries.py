"""Reads of files, issued forms and results."""

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.documents.inspection import MEDIA_TYPES
from backend.law.forms_of_regime import form_of
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.documents import Document, UploadLimits
from shared.contracts.dossiers import IssuedForm, ResultRef
from shared.contracts.results import ResultCheck

_COLUMNS = "id, name, media_type, size, sha256, component_key, purpose, scan, pages, uploaded_at"

# Bytes are sent as hexadecimal digits inside JSON.
_AS_JSON = _COLUMNS.replace("sha256", "coalesce(encode(sha256, 'hex'), '') as sha256")

PAPERS = f"""
    (select coalesce(json_agg(x), '[]') from (select {_AS_JSON} from document
        where dossier_id = d.id and removed_at is null and purpose <> 'form'
        order by uploaded_at, id limit 500) x) as documents,
    (select coalesce(json_agg(x), '[]') from (select document_id, form, number, year, issued_at,
        d.regime from issued_form where dossier_id = d.id order by issued_at limit 100) x) as forms,
    (select to_json(x) from (select document_id, title, number, issued_at, verification_code
        from result where dossier_id = d.id and withdrawn_at is null) x) as result"""
"""Columns of a statement over `dossier d`, for `papers`: one trip reads both."""


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


class Papers(msgspec.Struct, frozen=True):
    """Everything that is kept with a dossier, in order of time."""

    documents: list[Document]
    issued_forms: list[IssuedForm]
    result: ResultRef | None


def papers(row: asyncpg.Record) -> Papers:
    """Files, issued forms and the result in force, of a row read with `PAPERS`."""
    return Papers(
        documents=[document(d) for d in msgspec.json.decode(row["documents"], type=list[_File])],
        issued_forms=[_form(f) for f in msgspec.json.decode(row["forms"], type=list[_Form])],
        result=_result(msgspec.json.decode(row["result"], type=_Result)) if row["result"] else None,
    )


def shown_to_applicant(purpose: str, *, issued: bool) -> bool:
    """Whether a file of a dossier is also the applicant's to read.

    What agencies write to each other is not, nor a result that is still a draft or taken back.
    """
    return purpose != "task" and (purpose != "result" or issued)


async def stored_document(document_id: UUID) -> asyncpg.Record:
    """The row behind a file that has not been removed. Raises NotFound."""
    row = await fetch_row(
        "select id, draft_id, dossier_id, purpose, name, media_type, size, object_key, scan, "
        "sha256, exists (select from result r where r.document_id = document.id "
        "and r.withdrawn_at is null) as issued from document where id = $1 and removed_at is null",
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


class _File(msgspec.Struct, frozen=True):
    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    component_key: str
    purpose: str
    scan: str
    pages: int
    uploaded_at: datetime


class _Form(msgspec.Struct, frozen=True):
    document_id: str
    form: str
    number: int
    year: int
    issued_at: datetime
    regime: str


class _Result(msgspec.Struct, frozen=True):
    document_id: str
    title: str
    number: str
    issued_at: datetime
    verification_code: str


def document(row: asyncpg.Record | _File) -> Document:
    """A row as the contract shows it."""
    if not isinstance(row, _File):
        values = dict(row) | {"id": str(row["id"]), "sha256": (row["sha256"] or b"").hex()}
        row = msgspec.convert(values, _File)
    return Document(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        component_key=row.component_key,
        purpose=row.purpose,
        scan=row.scan,
        pages=row.pages,
        uploaded_at=_iso(row.uploaded_at),
    )


def _form(row: _Form) -> IssuedForm:
    return IssuedForm(
        document_id=row.document_id,
        form=row.form,
        title=form_of(row.regime, row.form).title.vi,
        number=f"{row.number:02d}/{row.year}",
        issued_at=_iso(row.issued_at),
    )


def _result(row: _Result) -> ResultRef:
    return ResultRef(
        document_id=row.document_id,
        title=row.title,
        number=row.number,
        issued_at=_iso(row.issued_at),
        verification_code=row.verification_code,
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
