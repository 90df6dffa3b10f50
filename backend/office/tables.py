"""Drafts of results handed to a document-management system (QLVB)."""

from piccolo.columns import UUID, Boolean, Bytea, Text, Timestamptz, Varchar
from piccolo.table import Table


class OfficeHandover(Table, tablename="office_handover"):
    """One draft handed over; `grown`: the signed file begins with the very draft."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    agency_id = UUID(default=None)
    document_id = UUID(default=None)
    sha256 = Bytea()
    title = Text()
    state = Varchar(10)
    their_code = Varchar(60)
    number = Varchar(60)
    signed_document_id = UUID(null=True, default=None)
    signers = Text()
    grown = Boolean()
    words = Text()
    sent_by = UUID(default=None)
    sent_at = Timestamptz()
    asked_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
