"""The vault of persons and organisations, its uses, and papers asked for although held."""

from piccolo.columns import JSONB, UUID, Array, Date, Text, Timestamptz, Varchar
from piccolo.table import Table


class VaultItemRow(Table, tablename="vault_item"):
    """A result issued to the owner, or a paper of theirs that an officer verified.

    `owner_id` is null while the owner has no account. `data` holds the owner's verified answers of
    the dossier it comes from. Whether it can be used is told by `queries.STATE`.
    """

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    owner_id = UUID(null=True, default=None)
    owner_number = Varchar(20)
    owner_name = Text()
    kind = Varchar(60)
    origin = Varchar(10)
    title = Text()
    number = Varchar(60)
    issuer = Text()
    issued_at = Timestamptz()
    valid_from = Date()
    valid_to = Date(null=True, default=None)
    dossier_id = UUID(default=None)
    component_key = Varchar(60)
    result_id = UUID(null=True, default=None)
    document_ids = Array(base_column=UUID())
    data = JSONB()
    verified_by = UUID(null=True, default=None)
    verified_label = Text()
    verified_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class VaultUse(Table, tablename="vault_use"):
    """One paper taken over into a draft or dossier; `document_id` is the copy made for it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    item_id = UUID(default=None)
    draft_id = UUID(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    component_key = Varchar(60)
    document_id = UUID(default=None)
    used_by = UUID(default=None)
    used_by_label = Text()
    procedure_name = Text()
    at = Timestamptz()


class VaultShareRow(Table, tablename="vault_share"):
    """A paper shown to whom its owner named; `recipient` is the word their number is found by."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    item_id = UUID(default=None)
    owner_id = UUID(default=None)
    recipient = Varchar(120)
    recipient_words = Text()
    purpose = Text()
    given_at = Timestamptz()
    until = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


class AskedAgainRow(Table, tablename="asked_again"):
    """A paper that was asked for although it was held, with the officer's reason."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    agency_id = UUID(default=None)
    item_id = UUID(default=None)
    component_key = Varchar(60)
    officer_id = UUID(default=None)
    place = Varchar(12)
    reason = Text()
    at = Timestamptz()
