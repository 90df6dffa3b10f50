"""What is kept of every change of who receives and who resolves a procedure."""

from piccolo.columns import UUID, Text, Timestamptz, Varchar
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
