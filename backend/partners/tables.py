"""Programs of other systems that may ask us, what each may read, and our signing keys."""

from piccolo.columns import (
    UUID,
    Array,
    Boolean,
    Bytea,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class ApiClientRow(Table, tablename="api_client"):
    """A program of another system, proposed by one person and let in by a second."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    name = Text()
    contact = Text()
    purpose = Text()
    method = Varchar(10)
    secret_hash = Bytea(null=True, default=None)
    keys = Text()
    scopes = Array(base_column=Text())
    networks = Array(base_column=Text())
    rate_class = Varchar(10)
    valid_until = Timestamptz()
    proposed_by = UUID(default=None)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    approved = Boolean(null=True, default=None)
    revoked_by = UUID(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    revoke_reason = Text()
    last_used_at = Timestamptz(null=True, default=None)
    sandbox = Boolean()
    # Agencies it was let in for that have ended since; not approved with one here: to be reviewed.
    former_agency_ids = Array(base_column=UUID())


class ApiClientGrant(Table, tablename="api_client_grant"):
    """The fields of dossiers of one procedure (`*`: of any) that a program may read."""

    id = UUID(primary_key=True, default=None)
    client_id = UUID(default=None)
    procedure_code = Varchar(40)
    fields = Array(base_column=Text())


class ClientAssertion(Table, tablename="client_assertion"):
    """A proof that was shown; it is good once."""

    id = UUID(primary_key=True, default=None)
    client_id = UUID(default=None)
    jti_hash = Bytea()
    expires_at = Timestamptz()


class TokenKey(Table, tablename="token_key"):
    """A key that signs access tokens: its private half sealed, until when it is believed."""

    kid = Varchar(40, primary_key=True)
    tenant_id = Varchar(40)
    sealed = Text()  # sealed
    public = Text()
    created_at = Timestamptz()
    signs_from = Timestamptz()
    retired_at = Timestamptz(null=True, default=None)


class ProgramAuthorisation(Table, tablename="program_authorisation"):
    """A program asks to submit for a person; the person's answer, until when, and its end."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    client_id = UUID(default=None)
    account_id = UUID(null=True, default=None)
    person_key = Varchar(20)
    procedures = Array(base_column=Text())
    purpose = Text()
    valid_days = SmallInt()
    asked_at = Timestamptz()
    granted = Boolean(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)
    valid_until = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by_person = Boolean(null=True, default=None)


class Webhook(Table, tablename="webhook"):
    """An address of a program that is told of events, and how it has been doing."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    client_id = UUID(default=None)
    url = Text()
    procedures = Array(base_column=Text())
    secret = Text()  # sealed
    former_secret = Text(null=True, default=None)  # sealed
    former_until = Timestamptz(null=True, default=None)
    created_at = Timestamptz()
    failing_since = Timestamptz(null=True, default=None)
    last_success_at = Timestamptz(null=True, default=None)
    disabled_at = Timestamptz(null=True, default=None)
    disabled_why = Text()
    disabled_by = Varchar(10)
    ended_at = Timestamptz(null=True, default=None)


class OpenMonth(Table, tablename="open_month"):
    """Published figures of an agency in a month."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    month = Date()
    agency_code = Varchar(35)
    agency = Text()
    submitted = Integer()
    submitted_online = Integer()
    finished = Integer()
    finished_in_time = Integer()


class OpenDataRun(Table, tablename="open_data_run"):
    """When the figures were counted, and a digest of them."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    counted_at = Timestamptz()
    digest = Varchar(32)
