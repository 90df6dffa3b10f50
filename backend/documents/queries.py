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
from shared.contracts.dossiers import IssuedForm, PastResult, ResultRef
from shared.vocabulary.results import RESULT_STATE_LABELS, ResultState
from shared.vocabulary.scan_states import SCAN_LABELS, ScanState

_COLUMNS = (
    "id, name, media_type, size, sha256, component_key, purpose, scan, pages, uploaded_at, "
    "identity_paper"
)

# Bytes are sent as hexadecimal digits inside JSON.
_AS_JSON = _COLUMNS.replace("sha256", "coalesce(encode(sha256, 'hex'), '') as sha256")

PAPERS = f"""
    (select coalesce(json_agg(x), '[]') from (select {_AS_JSON} from document
        where dossier_id = d.id and removed_at is null and purpose not in ('form', 'message')
        order by uploaded_at, id limit 500) x) as documents,
    (select coalesce(json_agg(x), '[]') from (select document_id, form, number, year, issued_at,
        coalesce(data ->> 'regime', d.regime) as regime from issued_form
        where dossier_id = d.id order by issued_at limit 100) x) as forms,
    (select to_json(x) from (select document_id, title, number, issued_at, verification_code,
        signed from result where dossier_id = d.id and withdrawn_at is null) x) as result,
    (select coalesce(json_agg(x), '[]') from (select r.title, r.number, r.issued_at, r.withdrawn_at,
        r.withdrawn_kind, r.withdrawn_reason, coalesce(n.number, '') as replaced_by
        from result r left join result n on n.id = r.replaced_by where r.dossier_id = d.id
        and r.withdrawn_at is not null order by r.withdrawn_at desc limit 20) x) as past_results"""
"""Columns of a statement over `dossier d`, for `papers`: one trip reads both."""


def upload_limits() -> UploadLimits:
    """What every picker shows."""
    return UploadLimits(
        max_bytes=settings().max_upload_bytes,
        max_files=settings().max_files_per_component,
        max_dossier_bytes=settings().max_dossier_bytes,
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


async def documents_for_messages(message_ids: list[UUID]) -> dict[UUID, list[Document]]:
    """Files that came with messages about a dossier, by message."""
    rows = await fetch(
        f"select f.message_id, {', '.join('d.' + c.strip() for c in _COLUMNS.split(','))} "
        "from dossier_message_file f join document d on d.id = f.document_id "
        "where f.message_id = any($1::uuid[]) and d.removed_at is null "
        "order by d.uploaded_at, d.id",
        message_ids,
    )
    found: dict[UUID, list[Document]] = {}
    for row in rows:
        found.setdefault(row["message_id"], []).append(document(row))
    return found


async def code_of_dossier(dossier_id: UUID | None) -> str:
    """The code people know a dossier by, or empty for a draft."""
    row = await fetch_row(
        "select coalesce(code, reference) as code from dossier where id = $1", dossier_id
    )
    return str(row["code"]) if row is not None else ""


async def document_by_id(document_id: UUID) -> Document:
    """One file; whoever asks has to know that it may be seen. Raises NotFound."""
    row = await fetch_row(f"select {_COLUMNS} from document where id = $1", document_id)
    if row is None:
        raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
    return document(row)


class Papers(msgspec.Struct, frozen=True):
    """Everything that is kept with a dossier, in order of time."""

    documents: list[Document]
    issued_forms: list[IssuedForm]
    result: ResultRef | None
    past_results: list[PastResult]


def papers(row: asyncpg.Record) -> Papers:
    """Files, issued forms and the result in force, of a row read with `PAPERS`."""
    return Papers(
        documents=[document(d) for d in msgspec.json.decode(row["documents"], type=list[_File])],
        issued_forms=[_form(f) for f in msgspec.json.decode(row["forms"], type=list[_Form])],
        result=_result(msgspec.json.decode(row["result"], type=_Result)) if row["result"] else None,
        past_results=[_past(r) for r in msgspec.json.decode(row["past_results"], type=list[_Past])],
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
        "sha256, pages, uploaded_by, identity_paper, component_key, exists (select from result r "
        "where r.document_id = document.id and r.withdrawn_at is null) as issued "
        "from document where id = $1 and removed_at is null",
        document_id,
    )
    if row is None:
        raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
    return row


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
    identity_paper: bool


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
    signed: bool


class _Past(msgspec.Struct, frozen=True):
    title: str
    number: str
    issued_at: datetime
    withdrawn_at: datetime
    withdrawn_kind: str
    withdrawn_reason: str
    replaced_by: str


def document(row: asyncpg.Record | _File) -> Document:
    """A row as the contract shows it."""
    if not isinstance(row, _File):
        values = {name: row[name] for name in _File.__struct_fields__}
        values |= {"id": str(row["id"]), "sha256": (row["sha256"] or b"").hex()}
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
        scan_label=SCAN_LABELS[ScanState(row.scan)].vi,
        identity_paper=row.identity_paper,
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
        signed=row.signed,
    )


def _past(row: _Past) -> PastResult:
    state = ResultState(row.withdrawn_kind or ResultState.REOPENED)
    return PastResult(
        title=row.title,
        number=row.number,
        issued_at=_iso(row.issued_at),
        withdrawn_at=_iso(row.withdrawn_at),
        state_label=RESULT_STATE_LABELS[state].vi,
        reason=row.withdrawn_reason,
        replaced_by=row.replaced_by,
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
