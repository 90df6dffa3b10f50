"""Looks at people's data, their consents, and whose identity was proven."""

from piccolo.columns import UUID, BigInt, Bytea, Text, Timestamptz, Varchar
from piccolo.table import Table


class DataLookRow(Table, tablename="data_look"):
    """One look or use, append-only; `mac` proves that the row is as it was written.

    `slot` counts quarters of an hour: opening the same thing again at once is the same look.
    """

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    person_id = UUID(default=None)
    at = Timestamptz()
    slot = BigInt()
    actor_id = UUID(default=None)
    by = Text()
    action = Varchar(12)
    subject_id = UUID(default=None)
    subject = Text()
    purpose = Text()
    dossier_id = UUID(null=True, default=None)
    mac = Bytea()


class ConsentRow(Table, tablename="consent"):
    """A consent given, and taken back; a new one is a new row."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    kind = Varchar(12)
    given_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)


class IdentityProof(Table, tablename="identity_proof"):
    """Somebody compared the person behind an account with their identity card."""

    account_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    how = Varchar(20)
    proven_by = UUID(null=True, default=None)
    proven_at = Timestamptz()
