"""Files, the forms issued for a dossier, and its results."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class DocumentRow(Table, tablename="document"):
    """What is known about a stored file; the bytes are in the object store under `object_key`."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    draft_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    component_key = Varchar(60)
    purpose = Varchar(20)
    name = Text()
    media_type = Varchar(80)
    size = BigInt()
    sha256 = Bytea(null=True, default=None)
    object_key = Text(null=True, default=None)
    scan = Varchar(10)
    pages = SmallInt()
    uploaded_by = UUID(null=True, default=None)
    uploaded_at = Timestamptz()
    removed_at = Timestamptz(null=True, default=None)
    scan_note = Text()
    scanned_at = Timestamptz(null=True, default=None)
    identity_paper = Boolean(default=False)
    made_from = JSONB()


class UploadRow(Table, tablename="upload"):
    """A file that comes in pieces; each piece is an object until the file is whole."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    draft_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    component_key = Varchar(60)
    purpose = Varchar(20)
    name = Text()
    size = BigInt()
    received = BigInt()
    pieces = JSONB()
    document_id = UUID(null=True, default=None)
    started_at = Timestamptz()
    expires_at = Timestamptz()


class CertifiedCopy(Table, tablename="certified_copy"):
    """Who vouched that a file is a true copy of the original, when, and of which bytes."""

    document_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    sha256 = Bytea()
    certified_by = UUID(default=None)
    certified_at = Timestamptz()
    agency_id = UUID(default=None)
    signed_document_id = UUID(null=True, default=None)
    signed_at = Timestamptz(null=True, default=None)


class IssuedForm(Table, tablename="issued_form"):
    """A form of the law issued for a dossier: its number and the data it was printed from."""

    document_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    event_id = UUID(default=None)
    agency_id = UUID(default=None)
    form = Varchar(30)
    year = SmallInt()
    number = Integer()
    data = JSONB()
    issued_at = Timestamptz()


class FormCounter(Table, tablename="form_counter"):
    """The last number of a form given out by an agency in a year."""

    agency_id = UUID(primary_key=True, default=None)
    form = Varchar(30)
    year = SmallInt()
    last = Integer()


class Result(Table, tablename="result"):
    """The document a dossier ends with, and the code by which anybody can check it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    document_id = UUID(default=None)
    title = Text()
    number = Varchar(60)
    verification_code = Varchar(20)
    issued_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_kind = Varchar(10)
    withdrawn_reason = Text()
    replaced_by = UUID(null=True, default=None)
    signed = Boolean()
