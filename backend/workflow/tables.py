"""Processes in versions, and the way of each dossier through its own."""

from piccolo.columns import JSONB, UUID, Array, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class ProcessVersionRow(Table, tablename="process_version"):
    """One version of the process of a procedure at an agency; once proposed it never changes."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    number = Integer()
    state = Varchar(10)
    definition = JSONB()
    revision = Integer()
    changed_at = Timestamptz()
    changed_by = UUID(default=None)
    changed_by_name = Text()
    proposed_by = UUID(null=True, default=None)
    proposed_by_name = Text()
    approved_by = UUID(null=True, default=None)
    approved_by_name = Text()
    approved_at = Timestamptz(null=True, default=None)


class StepPassage(Table, tablename="step_passage"):
    """A dossier in a step of its version, with the acts the step offered and its time limit."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    process_version_id = UUID(default=None)
    step = Varchar(40)
    name = Text()
    role = Varchar(30)
    acts = Array(base_column=Varchar(40))
    done_by = Varchar(40)
    entered_at = Timestamptz()
    due_at = Timestamptz()
    left_at = Timestamptz(null=True, default=None)
    parts = JSONB()


class ProcessReplay(Table, tablename="process_replay"):
    """All past dossiers of a procedure led through a draft by the queue; kept while it is read."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    asked_by = UUID(default=None)
    agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    definition = JSONB()
    started_at = Timestamptz()
    finished_at = Timestamptz(null=True, default=None)
    total = Integer()
    looked_at = Integer()
    counts = JSONB()
    worst = JSONB()
    last_id = UUID(null=True, default=None)
