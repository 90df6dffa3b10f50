"""Procedures: what is searched, the immutable versions, what waits for its day or
stops it, and the protocol of imports."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    Bytea,
    Date,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class ProcedureRow(Table, tablename="procedure"):
    """The procedure as searched and listed; points at the version in force."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    code = Varchar(40)
    current_version_id = UUID(default=None)
    name = Text()
    name_text = Text()
    search_text = Text()
    sort_key = Text()
    sector = Text()
    agency = Text()
    levels = Array(base_column=Varchar(20))
    subjects = Array(base_column=Varchar(20))
    online_level = Varchar(20)
    flag_count = Integer()
    is_open = Boolean()
    deactivated_at = Timestamptz(null=True, default=None)


class ProcedureVersion(Table, tablename="procedure_version"):
    """One version of the content; never changed once written."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    procedure_code = Varchar(40)
    version = Integer()
    content = JSONB()
    content_hash = Bytea()
    effective_from = Timestamptz()
    source = Text()
    proposed_by_name = Text()
    published_by_name = Text()


class ProcedureChange(Table, tablename="procedure_change"):
    """A version that was approved, from then to the day it holds."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    procedure_code = Varchar(40)
    state = Varchar(10)
    effective_on = Date()
    fields = JSONB()
    differences = JSONB()
    proposed_by = UUID(null=True, default=None)
    proposed_by_name = Text()
    approved_by = UUID(null=True, default=None)
    approved_by_name = Text()
    approved_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    version = Integer(null=True, default=None)
    note = Text()
    base = JSONB(null=True, default=None)
    takes_online = Boolean(null=True, default=None)
    adds = Boolean()
    agency_id = UUID(null=True, default=None)


class ProcedureStop(Table, tablename="procedure_stop"):
    """From when to when a procedure takes no dossiers, by which decision and what instead."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    procedure_code = Varchar(40)
    kind = Varchar(10)
    from_on = Date()
    until = Date(null=True, default=None)
    reason = Text()
    decision = Text()
    replaced_by = Array(base_column=Varchar(40))
    proposed_by = UUID(null=True, default=None)
    proposed_by_name = Text()
    approved_by = UUID(null=True, default=None)
    approved_by_name = Text()
    approved_at = Timestamptz()


class ImportRun(Table, tablename="import_run"):
    """One run of an import with its counts."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    source = Text()
    started_at = Timestamptz()
    finished_at = Timestamptz()
    counts = JSONB()


class ImportIssue(Table, tablename="import_issue"):
    """One record that could not be imported: line, code and reason."""

    id = UUID(primary_key=True, default=None)
    run_id = UUID(default=None)
    line = Integer()
    code = Varchar(40)
    reason = Text()
