"""The archive: retention rules, what is kept, holds, openings, packages, disposals, scrubbing."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Column,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class SearchWords(Column):
    """The words of a text for full-text search, kept by the database itself."""

    value_type = str
    column_type = "TSVECTOR"


class RetentionRuleRow(Table, tablename="retention_rule"):
    """How long dossiers are kept; an empty `years` is for ever, an empty column fits everything."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    code = Varchar(30)
    title = Text()
    procedure_code = Varchar(40)
    sector = Text()
    outcome = Varchar(30)
    years = SmallInt(null=True, default=None)
    source = Text()
    confirmed = Boolean()
    valid_from = Date()
    valid_to = Date(null=True, default=None)
    entered_by = UUID(null=True, default=None)
    entered_at = Timestamptz()


class ArchiveArrival(Table, tablename="archive_arrival"):
    """A dossier that has just been closed and waits to be entered; written by a trigger."""

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    arrived_at = Timestamptz()


class ArchiveRecordRow(Table, tablename="archive_record"):
    """A closed dossier as the archive keeps it; `body` is what full-text search reads."""

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    entered_at = Timestamptz()
    closed_at = Timestamptz()
    state = Varchar(30)
    receiving_agency_id = UUID(default=None)
    holding_agency_id = UUID(default=None)
    holding_unit_id = UUID(null=True, default=None)
    executor_id = UUID(null=True, default=None)
    code = Varchar(60)
    procedure_code = Varchar(40)
    procedure_name = Text()
    sector = Text()
    person_name = Text()
    personal_id = Varchar(20)
    rule_id = UUID(default=None)
    class_code = Varchar(30)
    years = SmallInt(null=True, default=None)
    dispose_after = Date(null=True, default=None)
    status = Varchar(12)
    text_state = Varchar(10)
    body = Text()
    words = SearchWords(null=True, default=None)
    sealed_at = Timestamptz(null=True, default=None)
    sealed_by_name = Text()
    seal_reason = Text()


class LegalHold(Table, tablename="legal_hold"):
    """A dossier that must not be disposed of, and why; open until it is released."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    reason = Text()
    set_by = UUID(default=None)
    set_by_name = Text()
    set_at = Timestamptz()
    released_by = UUID(null=True, default=None)
    released_by_name = Text()
    released_at = Timestamptz(null=True, default=None)
    release_reason = Text()


class ArchiveOpening(Table, tablename="archive_opening"):
    """A sealed dossier opened by one person for a while, with the reason given."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    account_id = UUID(default=None)
    account_name = Text()
    reason = Text()
    opened_at = Timestamptz()
    until = Timestamptz()


class ArchivePackage(Table, tablename="archive_package"):
    """A package made by the queue: for the historical archive, or all that is kept of a person."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(10)
    agency_id = UUID(null=True, default=None)
    account_id = UUID(null=True, default=None)
    personal_id = Varchar(20)
    title = Text()
    recipient = Text()
    reason = Text()
    asked_by = UUID(default=None)
    asked_by_name = Text()
    asked_at = Timestamptz()
    state = Varchar(10)
    problem = Text()
    total = Integer()
    done = Integer()
    object_key = Text(null=True, default=None)
    sha256 = Bytea(null=True, default=None)
    size = BigInt()
    finished_at = Timestamptz(null=True, default=None)
    expires_at = Timestamptz(null=True, default=None)
    receipt = Text()
    received_at = Timestamptz(null=True, default=None)


class ArchivePackageItem(Table, tablename="archive_package_item"):
    """A dossier in a package for the historical archive."""

    dossier_id = UUID(primary_key=True, default=None)
    package_id = UUID(default=None)
    tenant_id = Varchar(40)
    position = Integer()


class Disposal(Table, tablename="disposal"):
    """A list of dossiers whose time is over; approved by two persons before anything goes."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    reason = Text()
    state = Varchar(10)
    problem = Text()
    proposed_by = UUID(default=None)
    proposed_by_name = Text()
    proposed_at = Timestamptz()
    reviewed_by = UUID(null=True, default=None)
    reviewed_by_name = Text()
    reviewed_at = Timestamptz(null=True, default=None)
    approved_by = UUID(null=True, default=None)
    approved_by_name = Text()
    approved_at = Timestamptz(null=True, default=None)
    refused_by = UUID(null=True, default=None)
    refused_by_name = Text()
    refused_at = Timestamptz(null=True, default=None)
    refusal = Text()
    total = Integer()
    done = Integer()
    kept = Integer()
    finished_at = Timestamptz(null=True, default=None)


class DisposalItem(Table, tablename="disposal_item"):
    """One dossier of a list: what it was and what became of it; stays after the dossier is gone."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    disposal_id = UUID(default=None)
    dossier_id = UUID(default=None)
    is_open = Boolean()
    code = Varchar(60)
    procedure_name = Text()
    closed_at = Timestamptz()
    class_code = Varchar(30)
    dispose_after = Date()
    removed = JSONB()
    files = Integer()
    bytes = BigInt()
    cleared_at = Timestamptz(null=True, default=None)
    destroyed_at = Timestamptz(null=True, default=None)
    kept_because = Text()


class ScrubRun(Table, tablename="scrub_run"):
    """One walk through the stored objects; `source` and `last_id` are where it goes on."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    asked_by = UUID(null=True, default=None)
    started_at = Timestamptz()
    finished_at = Timestamptz(null=True, default=None)
    total = Integer()
    looked_at = Integer()
    bytes = BigInt()
    found = Integer()
    source = SmallInt()
    last_id = UUID(default=None)


class ScrubFinding(Table, tablename="scrub_finding"):
    """An object that is not what was stored; open until somebody says what was done."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    run_id = UUID(default=None)
    source = Varchar(30)
    subject_id = UUID(default=None)
    dossier_id = UUID(null=True, default=None)
    name = Text()
    object_key = Text()
    kind = Varchar(12)
    expected = Bytea()
    found = Bytea(null=True, default=None)
    expected_size = BigInt()
    found_size = BigInt(null=True, default=None)
    found_at = Timestamptz()
    resolved_at = Timestamptz(null=True, default=None)
    resolved_by_name = Text()
    resolution = Text()
