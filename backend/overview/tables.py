"""Maintained figures: what was folded, what still waits to be, and how the nightly recount went."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Date,
    DoublePrecision,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class FigureDay(Table, tablename="figure_day"):
    """How many dossiers of one agency, holder, procedure and channel are of a kind on a day."""

    tenant_id = Varchar(40, primary_key=True)
    kind = Varchar(30)
    day = Date()
    receiving_agency_id = UUID(default=None)
    holding_agency_id = UUID(default=None)
    unit_id = UUID(default=None)
    procedure_code = Varchar(40)
    channel = Varchar(10)
    n = BigInt()


class FigureChange(Table, tablename="figure_change"):
    """By how much a statement on dossiers moved a figure; written by a trigger, folded later."""

    id = BigInt(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(30)
    day = Date()
    receiving_agency_id = UUID(default=None)
    holding_agency_id = UUID(default=None)
    unit_id = UUID(default=None)
    procedure_code = Varchar(40)
    channel = Varchar(10)
    n = BigInt()


class FigureCheck(Table, tablename="figure_check"):
    """One recount: how many figures were compared, and how many differed by how many dossiers."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    checked_at = Timestamptz()
    compared = Integer()
    differing = Integer()
    dossiers = BigInt()
    mended = Boolean()


class ServiceFigure(Table, tablename="service_figure"):
    """What is told to everybody of one service this year; a null is too few to be told.

    `asked_for` is `received`, or none, for the order of a list.
    """

    tenant_id = Varchar(40, primary_key=True)
    procedure_code = Varchar(40)
    name = Text()
    sector = Text()
    sector_key = Text()
    name_key = Text()
    search_text = Text()
    received = Integer(null=True, default=None)
    asked_for = Integer()
    resolved = Integer(null=True, default=None)
    in_time_ratio = DoublePrecision(null=True, default=None)
    online_received = Integer(null=True, default=None)
    online_resolved = Integer(null=True, default=None)
    online_in_time_ratio = DoublePrecision(null=True, default=None)
    satisfaction = JSONB()


class ServiceFigureRun(Table, tablename="service_figure_run"):
    """The newest count of them."""

    tenant_id = Varchar(40, primary_key=True)
    day_from = Date()
    counted_at = Timestamptz()
    digest = Varchar(40)


class Pace(Table, tablename="pace"):
    """How long dossiers of a procedure really take from a state on, in seconds of working time: the
    stay in the state, and all that is left to the result; of so many recent dossiers."""

    tenant_id = Varchar(40, primary_key=True)
    procedure_code = Varchar(40)
    state = Varchar(30)
    samples = Integer()
    stay = Integer()
    remaining = Integer()
    measured_at = Timestamptz()


class StepPace(Table, tablename="step_pace"):
    """How a step of a process went in the last ninety days: how often, how often over its norm, and
    its usual share of the norm in working time (1.5: half as long again; 0: not known)."""

    tenant_id = Varchar(40, primary_key=True)
    agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    step = Varchar(40)
    name = Text()
    role = Varchar(30)
    passed = Integer()
    over = Integer()
    usual = DoublePrecision()
    measured_at = Timestamptz()


class Forecast(Table, tablename="lateness_forecast"):
    """An open dossier that is likely to be late, with what that follows from."""

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    receiving_agency_id = UUID(default=None)
    holding_agency_id = UUID(default=None)
    unit_id = UUID(default=None)
    due_at = Timestamptz()
    expected_at = Timestamptz()
    state = Varchar(30)
    entered_at = Timestamptz()
    stayed = Integer()
    usual_stay = Integer()
    usual_left = Integer()
    samples = Integer()
    made_at = Timestamptz()


class WallScreen(Table, tablename="wall_screen"):
    """A screen on a wall: the hash of its code until it is let in, then of its key."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    name = Text()
    code_hash = Bytea(null=True, default=None)
    code_until = Timestamptz()
    key_hash = Bytea(null=True, default=None)
    made_by = UUID(default=None)
    created_at = Timestamptz()
    enrolled_at = Timestamptz(null=True, default=None)
    last_seen_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    revoked_by = UUID(null=True, default=None)


class OverviewRun(Table, tablename="overview_run"):
    """When a job of this room last ran."""

    tenant_id = Varchar(40, primary_key=True)
    job = Varchar(20)
    ran_at = Timestamptz()
