"""Changes of who receives and who resolves a procedure: those that were, those that wait."""

from piccolo.columns import JSONB, UUID, Date, Text, Timestamptz, Varchar
from piccolo.table import Table


class CompetenceChange(Table, tablename="competence_change"):
    """One change, written by a trigger: no unit before where one was added, none after where one
    ended; `way` is screen, file or other (a merger, a unit that was dissolved)."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    procedure_code = Varchar(40)
    receiving_agency_id = UUID(default=None)
    old_unit_id = UUID(null=True, default=None)
    new_unit_id = UUID(null=True, default=None)
    receiver = Text()
    old_place = Text()
    new_place = Text()
    way = Varchar(10)
    reason = Text()
    proposed_by = UUID(null=True, default=None)
    proposed_by_name = Text()
    approved_by = UUID(null=True, default=None)
    approved_by_name = Text()
    changed_at = Timestamptz()


class CompetencePlan(Table, tablename="competence_plan"):
    """A change that was approved for a day to come: it waits, holds, was called off or could not
    hold, then `note` says why. `agency_id` is that of whoever wrote it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    receiving_agency_id = UUID(default=None)
    definition = JSONB()
    effective_on = Date()
    state = Varchar(20)
    note = Text()
    proposed_by = UUID(default=None)
    proposed_by_name = Text()
    approved_by = UUID(default=None)
    approved_by_name = Text()
    approved_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
