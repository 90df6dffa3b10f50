"""Drafts, dossiers, their append-only events, and the history of their due dates."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Bytea,
    Date,
    Integer,
    Numeric,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Draft(Table, tablename="draft"):
    """A dossier being filled in; becomes one dossier when submitted, or expires."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    procedure_code = Varchar(40)
    procedure_version_id = UUID(default=None)
    form_id = UUID(default=None)
    version = Integer()
    answers = JSONB()  # sealed
    agency_id = UUID(null=True, default=None)
    delivery = Varchar(20)
    delivery_address = Text()
    created_at = Timestamptz()
    updated_at = Timestamptz()
    expires_at = Timestamptz()
    dossier_id = UUID(null=True, default=None)
    bundle_id = UUID(null=True, default=None)
    client_id = UUID(null=True, default=None)
    authorisation_id = UUID(null=True, default=None)


class BundleRow(Table, tablename="bundle"):
    """Dossiers that were submitted together."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    created_at = Timestamptz()


class Dossier(Table, tablename="dossier"):
    """The current row: equal to the fold of its events, guarded by `version`."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    version = Integer()
    code = Varchar(60, null=True, default=None)
    reference = Varchar(20)
    procedure_code = Varchar(40)
    procedure_version_id = UUID(default=None)
    procedure_name = Text()
    form_id = UUID(null=True, default=None)
    regime = Varchar(20)
    regime_version = SmallInt()
    state = Varchar(30)
    held = Array(base_column=Varchar(30))
    channel = Varchar(10)
    delivery = Varchar(20)
    delivery_address = Text()
    applicant_id = UUID(null=True, default=None)
    applicant_name = Text()
    applicant_personal_id = Text()  # sealed, found by `applicant_key`
    applicant_phone = Text()  # sealed
    applicant_email = Text()  # sealed
    applicant_address = Text()
    owner_name = Text()
    owner_personal_id = Text()  # sealed, of an owner who is not the applicant
    answers = JSONB()  # sealed
    fingerprint = Bytea(null=True, default=None)
    receiving_agency_id = UUID(default=None)
    holding_agency_id = UUID(default=None)
    holding_unit_id = UUID(null=True, default=None)
    executor_id = UUID(null=True, default=None)
    submitted_at = Timestamptz()
    answer_by = Timestamptz(null=True, default=None)
    accepted_at = Timestamptz(null=True, default=None)
    due_original = Timestamptz(null=True, default=None)
    due_at = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    # How it ended, and by when that counts where it is not `finished_at` (`backend.law.ending`).
    ended_as = Varchar(10)
    judged_at = Timestamptz(null=True, default=None)
    returned_at = Timestamptz(null=True, default=None)
    supplement_requests = SmallInt()
    extensions = SmallInt()
    in_process_requests = SmallInt()
    transferred_at = Timestamptz(null=True, default=None)
    act_by = Timestamptz(null=True, default=None)
    act_alerted = Boolean()
    waiting_since = Timestamptz(null=True, default=None)
    alert = SmallInt()
    open_tasks = SmallInt()  # kept by the trigger of `joint_task`
    # Where it stood before its agency was merged or split: until, receiving, holding, unit.
    agency_past = JSONB(null=True, default=None)
    bundle_id = UUID(null=True, default=None)
    waiting_for = Text()
    search_text = Text()
    updated_at = Timestamptz()
    applicant_key = Varchar(20)
    owner_key = Varchar(20)


class DossierEvent(Table, tablename="dossier_event"):
    """One act that happened; never changed, never removed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    seq = Integer()
    act = Varchar(30)
    state_before = Varchar(30, null=True, default=None)
    state_after = Varchar(30)
    at = Timestamptz()
    actor_id = UUID(null=True, default=None)
    actor_name = Text()
    agency_id = UUID(null=True, default=None)
    unit_id = UUID(null=True, default=None)
    note = Text()
    payload = JSONB()
    hash = Bytea()


class DossierEventWaiting(Table, tablename="dossier_event_waiting"):
    """An event that has no place in the feed yet; written by a trigger."""

    event_id = UUID(primary_key=True, default=None)
    dossier_id = UUID(default=None)


class DossierFeed(Table, tablename="dossier_feed"):
    """The place of an event among all; places become visible in their order."""

    position = BigInt(primary_key=True, default=None)
    event_id = UUID(default=None)
    dossier_id = UUID(default=None)
    at = Timestamptz()


class DossierFeedFloor(Table, tablename="dossier_feed_floor"):
    """The newest place that is no longer kept."""

    tenant_id = Varchar(40, primary_key=True)
    position = BigInt()


class DueDate(Table, tablename="due_date"):
    """One entry of the history of a due date, with its arithmetic in words."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    event_id = UUID(default=None)
    due_at = Timestamptz()
    set_at = Timestamptz()
    reason = Text()
    explanation = JSONB()
    kind = Varchar(10, null=True, default=None)
    since = Timestamptz(null=True, default=None)
    until = Timestamptz(null=True, default=None)
    amount = Numeric(digits=(9, 3), null=True, default=None)
    unit = Varchar(20, null=True, default=None)
    ground = Text()


class ClockInterval(Table, tablename="clock_interval"):
    """A stretch in which the statutory clock waits, with its legal ground."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    ground = Text()
    started_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


class ComponentCheck(Table, tablename="component_check"):
    """What the desk found of one paper of the dossier."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    component_key = Varchar(40)
    ok = Boolean(null=True, default=None)
    originals = SmallInt()
    certified = SmallInt()
    copies = SmallInt()
    to_return = Boolean()
    note = Text()


class DossierReach(Table, tablename="dossier_reach"):
    """Who sees a dossier beyond desk, holder and executor: an agency or an officer, and why."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    subject_id = UUID(default=None)
    ground = Varchar(20)
    submitted_at = Timestamptz()


class Consultation(Table, tablename="consultation"):
    """A question to another agency, open until it is answered or closed without an answer."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    agency_id = UUID(default=None)
    content = Text()
    asked_at = Timestamptz()
    answer_by = Timestamptz()
    closed_at = Timestamptz(null=True, default=None)
    answer = Text()
    answered_by = UUID(null=True, default=None)
    escalated_at = Timestamptz(null=True, default=None)


class SupplementItem(Table, tablename="supplement_item"):
    """One line of a request for supplements; `before` and `after` are answers in words."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    round = SmallInt()
    position = SmallInt()
    kind = Varchar(12)
    key = Varchar(60)
    title = Text()
    reason = Varchar(12)
    note = Text()
    before = Text()
    after = Text()
    asked_at = Timestamptz()
    settled_at = Timestamptz(null=True, default=None)


class JointTask(Table, tablename="joint_task"):
    """A part of the work entrusted to another agency; `days` are working days from its start."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    agency_id = UUID(default=None)
    position = SmallInt()
    content = Text()
    days = SmallInt()
    in_turn = Boolean()
    asked_at = Timestamptz()
    started_at = Timestamptz(null=True, default=None)
    answer_by = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    cancelled = Boolean()
    result = Text()
    attachment_id = UUID(null=True, default=None)
    answered_by = UUID(null=True, default=None)
    escalated_at = Timestamptz(null=True, default=None)


class RecalculationRun(Table, tablename="recalculation"):
    """One run that counts due dates anew; `last_id` is where it goes on after a restart."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    asked_by = UUID(default=None)
    reason = Text()
    agencies = Array(base_column=UUID())
    started_at = Timestamptz()
    finished_at = Timestamptz(null=True, default=None)
    total = Integer()
    looked_at = Integer()
    moved = Integer()
    skipped = Integer()
    regime = Varchar(20)
    regime_version = SmallInt()
    last_id = UUID(default=None)


class CodeCounter(Table, tablename="dossier_code_counter"):
    """The last number given out by an agency on a day."""

    agency_code = Varchar(35, primary_key=True)
    day = Date()
    last = BigInt()


class DossierAgencyMove(Table, tablename="dossier_agency_move"):
    """A dossier went on at the agency that took over the one that had received it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    from_agency_id = UUID(default=None)
    to_agency_id = UUID(default=None)
    moved_at = Timestamptz()
