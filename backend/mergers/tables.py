"""Changes of agencies, where each unit went, and who receives which procedure since."""

from piccolo.columns import JSONB, UUID, Array, Date, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class AgencyChange(Table, tablename="agency_change"):
    """A renaming, merger or split, from its plan to the last dossier moved."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(10)
    state = Varchar(10)
    plan = JSONB()
    agency_ids = Array(base_column=UUID())
    effective_on = Date()
    decision = Text()
    proposed_by = UUID(default=None)
    proposed_by_name = Text()
    proposed_at = Timestamptz()
    approved_by = UUID(null=True, default=None)
    approved_by_name = Text()
    approved_at = Timestamptz(null=True, default=None)
    started_at = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    note = Text()
    total = Integer()
    moved = Integer()
    last_id = UUID(default=None)


class AgencyChangeUnit(Table, tablename="agency_change_unit"):
    """Which unit goes on for which; the same one where it moved as it is."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    change_id = UUID(default=None)
    old_unit_id = UUID(default=None)
    old_agency_id = UUID(default=None)
    new_unit_id = UUID(default=None)
    new_agency_id = UUID(default=None)


class AgencyChangeReceiver(Table, tablename="agency_change_receiver"):
    """Who receives a procedure where an agency that ended received it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    change_id = UUID(default=None)
    old_agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    new_agency_id = UUID(default=None)
