"""What heads said about dossiers and what was answered."""

from piccolo.columns import UUID, Text, Timestamptz, Varchar
from piccolo.table import Table


class DirectiveRow(Table, tablename="directive"):
    """One direction, reminder or explanation; nothing of it changes once it is answered."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    kind = Varchar(10)
    content = Text()
    given_by = UUID(default=None)
    given_by_name = Text()
    given_at = Timestamptz()
    answer_by = Timestamptz(null=True, default=None)
    answer = Text()
    answered_by = UUID(null=True, default=None)
    answered_by_name = Text()
    answered_at = Timestamptz(null=True, default=None)
    cause = Varchar(20)
    remedy = Text()


class UnitDirectiveRow(Table, tablename="unit_directive"):
    """One direction or reminder to one unit, and what the unit answered, once.

    A unit that ends before it has answered leaves the answer to its heir (`answering_*`).
    """

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    unit_id = UUID(default=None)
    kind = Varchar(10)
    content = Text()
    given_by = UUID(default=None)
    given_by_name = Text()
    given_at = Timestamptz()
    answer_by = Timestamptz()
    answer = Text()
    answered_by = UUID(null=True, default=None)
    answered_by_name = Text()
    answered_at = Timestamptz(null=True, default=None)
    answering_agency_id = UUID(default=None)
    answering_unit_id = UUID(default=None)
