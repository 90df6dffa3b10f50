"""Registers: a book of each kind for each agency and year, its lines, and its printed copies."""

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


class RegisterBook(Table, tablename="register_book"):
    """The book of an agency for a year; once closed it never changes."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    year = SmallInt()
    kind = Varchar(20)
    regime = Varchar(20)
    opened_at = Timestamptz()
    closed_at = Timestamptz(null=True, default=None)
    closed_by = UUID(null=True, default=None)
    closed_by_name = Text()


class RegisterLine(Table, tablename="register_line"):
    """One accepted dossier; `frozen` is what the line said when its book was closed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    book_id = UUID(default=None)
    dossier_id = UUID(default=None)
    number = Integer()
    entered_at = Timestamptz()
    frozen = JSONB(null=True, default=None)


class CertifiedLine(Table, tablename="certified_line"):
    """One certified copy in the book of certifications; it never changes."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    book_id = UUID(default=None)
    number = Integer()
    document_id = UUID(default=None)
    dossier_id = UUID(default=None)
    certified_at = Timestamptz()
    requester = Text()
    paper = Text()
    pages = Integer()
    signer = Text()
    note = Text()


class RegisterPrint(Table, tablename="register_print"):
    """A printed copy and how far it is; `sealed` marks the one made when the book was closed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    book_id = UUID(default=None)
    sealed = Boolean()
    asked_by = UUID(null=True, default=None)
    asked_at = Timestamptz()
    state = Varchar(10)
    lines = Integer()
    printed = Integer()
    pages = Integer()
    object_key = Text(null=True, default=None)
    sha256 = Bytea(null=True, default=None)
    size = BigInt()
    finished_at = Timestamptz(null=True, default=None)
