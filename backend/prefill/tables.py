"""Offers made to a draft, where answers came from, and questions to the registers."""

from piccolo.columns import JSONB, UUID, Text, Timestamptz, Varchar
from piccolo.table import Table


class DraftOffer(Table, tablename="draft_offer"):
    """An answer offered to a draft; what the person then sends is compared with it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    draft_id = UUID(default=None)
    key = Varchar(60)
    source = Varchar(12)
    value = JSONB()
    label = Text()
    known_at = Timestamptz(null=True, default=None)
    verified_label = Text()


class AnswerSourceRow(Table, tablename="answer_source"):
    """Where an answer of a draft or dossier came from, and who vouched for it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    draft_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    key = Varchar(60)
    source = Varchar(12)
    label = Text()
    known_at = Timestamptz(null=True, default=None)
    at = Timestamptz()
    verified_by = UUID(null=True, default=None)
    verified_label = Text()
    verified_at = Timestamptz(null=True, default=None)


class ComponentProof(Table, tablename="component_proof"):
    """An officer vouched for a paper of a dossier, having compared it with something; or, without
    an officer, the data of a register (`compared_with`) stands in its place."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    component_key = Varchar(60)
    compared_with = Text()
    verified_by = UUID(null=True, default=None)
    verified_label = Text()
    verified_at = Timestamptz()


class StorePaperRow(Table, tablename="store_paper"):
    """A paper the national store said it holds for the person of a draft; `files` are names and
    where they lie there. Kept while the draft needs it and the consent holds."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    draft_id = UUID(default=None)
    query_id = UUID(default=None)
    kind = Varchar(60)
    title = Text()
    number = Varchar(60)
    issuer = Text()
    files = JSONB()
    found_at = Timestamptz()


class StoreDocument(Table, tablename="store_document"):
    """A file of a draft or dossier that was fetched from the national store, and what it is."""

    document_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    paper_id = UUID(default=None)
    kind = Varchar(60)
    title = Text()
    number = Varchar(60)
    issuer = Text()
    at = Timestamptz()


class RegisterQuery(Table, tablename="register_query"):
    """One question to a register: by whose choice, for which draft and purpose, and how it ended.

    `facts` are kept only while the draft needs them and the consent holds.
    """

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    draft_id = UUID(default=None)
    register = Varchar(12)
    purpose = Text()
    consent_id = UUID(default=None)
    asked_at = Timestamptz()
    answered_at = Timestamptz(null=True, default=None)
    outcome = Varchar(12)
    facts = JSONB(null=True, default=None)
