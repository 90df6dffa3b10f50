"""Files, the forms issued for a dossier, and its results."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
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
