"""One row of facts a dossier, what has yet to be counted, and the versions of the definition."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class DossierFact(Table, tablename="dossier_fact"):
    """What the indices count of one accepted dossier, folded from its events (`folding.py`).

    Agency, unit and officer are those last entrusted with it. `changed_at` is the newest thing it
    tells of: the row holds as of any later moment.
    """

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    procedure_code = Varchar(40)
    procedure_version_id = UUID(default=None)
    channel = Varchar(10)
    agency_id = UUID(default=None)
    unit_id = UUID(null=True, default=None)
    officer_id = UUID(null=True, default=None)
    accepted_at = Timestamptz()
    due_at = Timestamptz(null=True, default=None)
    due_set_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    end_kind = Varchar(10)
    at_desk = Boolean()
    withdrawing_at = Timestamptz(null=True, default=None)
    asked_at = Timestamptz(null=True, default=None)
    supplied_at = Timestamptz(null=True, default=None)
    asked_again = Boolean()
    contacts = SmallInt()
    parts = Varchar(10)
    wholly_online = Boolean()
    document = Boolean()
    fee = Boolean()
    person = Boolean()
    free = Boolean()
    paid_online = Boolean()
    attached = Boolean()
    result_file = Boolean()
    certified = Boolean()
    reused = Boolean()
    kept = Boolean()
    citizen_data = Boolean()
    synced = Boolean()
    spoiled = Boolean()
    complained = Boolean()
    changed_at = Timestamptz()


class DossierFactWaiting(Table, tablename="dossier_fact_waiting"):
    """A dossier of which something was written since its facts were folded; by triggers."""

    id = BigInt(primary_key=True, default=None)
    dossier_id = UUID(default=None)


class IndexDefinitionRow(Table, tablename="index_definition"):
    """One version of the definition of the index, in force from a day; never changed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    version = Integer()
    valid_from = Date()
    content = JSONB()
    reason = Text()
    published_at = Timestamptz()
    published_by = UUID(default=None)
    published_by_name = Text()
    proposed_by_name = Text()


class PublicityStatementRow(Table, tablename="publicity_statement"):
    """Whether an agency put its procedures up on the wall in a period, with the paper that proves
    it; another statement of the same period supersedes it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    day_from = Date()
    day_to = Date()
    posted = Boolean()
    note = Text()
    document_id = UUID(default=None)
    stated_by = UUID(default=None)
    stated_by_name = Text()
    stated_at = Timestamptz()
    superseded_at = Timestamptz(null=True, default=None)
