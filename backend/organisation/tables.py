"""Administrative units, agencies, their units and posts, office hours and calendar days."""

from piccolo.columns import JSONB, UUID, Boolean, Date, SmallInt, Text, Time, Timestamptz, Varchar
from piccolo.table import Table


class AdministrativeUnit(Table, tablename="administrative_unit"):
    """A province or commune of the two-level model; kept with its dates of validity."""

    code = Varchar(10, primary_key=True)
    kind = Varchar(10)
    name = Text()
    parent_code = Varchar(10, null=True, default=None)
    search_text = Text()
    sort_key = Text()
    valid_from = Date()
    valid_to = Date(null=True, default=None)


class Agency(Table, tablename="agency"):
    """An agency that receives or resolves dossiers."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    code = Varchar(35)
    name = Text()
    level = Varchar(20)
    parent_id = UUID(null=True, default=None)
    commune_code = Varchar(10, null=True, default=None)
    address = Text()
    phone = Varchar(20)
    email = Varchar(254)
    responsible_person = Text()
    sort_key = Text()
    demonstration = Boolean()
    began_on = Date()
    ended_on = Date(null=True, default=None)


class Unit(Table, tablename="unit"):
    """A room of an agency; one of them may be its one-stop desk."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    name = Text()
    is_desk = Boolean()
    sort_key = Text()
    dissolved_at = Timestamptz(null=True, default=None)
    began_on = Date()


class OfficerPost(Table, tablename="officer_post"):
    """Which officer sits in which unit, with the title of the position."""

    account_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    unit_id = UUID(default=None)
    position = Text()


class OfficeWeek(Table, tablename="office_week"):
    """Office hours of a week from a day on, for the tenant (no agency) or for one agency; one that
    is empty gives an agency back to everybody's. Written once, then only called off."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(null=True, default=None)
    valid_from = Date()
    week = JSONB()
    reason = Text()
    set_by = UUID(null=True, default=None)
    set_by_name = Text()
    set_at = Timestamptz()
    called_off_at = Timestamptz(null=True, default=None)
    called_off_by_name = Text()
    called_off_reason = Text()


class CalendarDayRow(Table, tablename="calendar_day"):
    """A date that differs from the week, for the tenant (no agency) or for one agency."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(null=True, default=None)
    day = Date()
    kind = Varchar(10)
    note = Text()
    decision_number = Text()
    updated_at = Timestamptz()
    opens = Time(null=True, default=None)
    closes = Time(null=True, default=None)


class CalendarPast(Table, tablename="calendar_past"):
    """What was said of a date before and after each change; written by a trigger."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(null=True, default=None)
    day = Date()
    was = JSONB(null=True, default=None)
    is_now = JSONB(null=True, default=None)
    reason = Text()
    changed_by = UUID(null=True, default=None)
    changed_by_name = Text()
    changed_at = Timestamptz()


class CalendarYear(Table, tablename="calendar_year"):
    """A year whose public holidays have been entered; no term is counted in any other."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    year = SmallInt()
    decision_number = Text()
    opened_at = Timestamptz()


class AgencyProcedure(Table, tablename="agency_procedure"):
    """Which agency receives a procedure, and which unit of which agency resolves it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    procedure_code = Varchar(40)
    receiving_agency_id = UUID(default=None)
    resolving_agency_id = UUID(default=None)
    resolving_unit_id = UUID(default=None)


class OrganisationPast(Table, tablename="organisation_past"):
    """What an agency, a unit or a post was before it changed; written by triggers."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(10)
    subject_id = UUID(default=None)
    data = JSONB()
    valid_from = Timestamptz(null=True, default=None)
    valid_to = Timestamptz()


class AgencyLineage(Table, tablename="agency_lineage"):
    """Which agency took over what another was, directly or through others; one of them mainly."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    old_id = UUID(default=None)
    new_id = UUID(default=None)
    since = Date()
    main = Boolean()


class PortalParticulars(Table, tablename="portal_particulars"):
    """What the portal calls itself and whom its foot names, once somebody has written it."""

    tenant_id = Varchar(40, primary_key=True)
    portal_name = Text()
    motto = Text()
    authority = Text()
    responsible_body = Text()
    responsible_person = Text()
    address = Text()
    hotline = Varchar(20)
    email = Varchar(254)
    hours = Text()
    updated_at = Timestamptz()
