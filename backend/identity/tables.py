"""Accounts, roles, sessions and sign-in attempts."""

from piccolo.columns import (
    UUID,
    Array,
    BigInt,
    Boolean,
    Bytea,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Account(Table, tablename="account"):
    """A person (or organisation) that signs in."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(20)
    username = Varchar(120)
    full_name = Text()
    personal_id = Text()  # sealed
    email = Text()  # sealed
    phone = Text()  # sealed
    address = Text()
    password_hash = Text()
    totp_secret = Bytea(null=True, default=None)
    totp_last_step = BigInt()
    failed_count = Integer()
    locked_until = Timestamptz(null=True, default=None)
    disabled_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz()
    sort_key = Text()
    last_sign_in_at = Timestamptz(null=True, default=None)
    email_verified_at = Timestamptz(null=True, default=None)
    must_change_password = Boolean()
    totp_pending = Bytea(null=True, default=None)
    locked_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    email_pending = Text()  # sealed, as an email
    lock_reason = Text()
    unlocked_at = Timestamptz(null=True, default=None)
    officer_kind = Varchar(15)
    locked_by = UUID(null=True, default=None)
    phone_verified_at = Timestamptz(null=True, default=None)
    phone_pending = Text()  # sealed, as a phone


class RoleGrant(Table, tablename="role_grant"):
    """A role held in an agency, or in one unit of it, between two moments."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    role = Varchar(30)
    agency_id = UUID(default=None)
    unit_id = UUID(null=True, default=None)
    valid_from = Timestamptz()
    valid_to = Timestamptz(null=True, default=None)


class Session(Table, tablename="session"):
    """A signed-in browser; the cookie holds a random value, the row only its hash."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    face = Varchar(10)
    token_hash = Bytea()
    created_at = Timestamptz()
    last_seen_at = Timestamptz()
    expires_at = Timestamptz()
    revoked_at = Timestamptz(null=True, default=None)
    user_agent = Text()
    idle_seconds = Integer()
    address = Varchar(64)
    assurance = Varchar(20)
    stepped_up_at = Timestamptz(null=True, default=None)
    national_token = Bytea(null=True, default=None)
    mandate_id = UUID(null=True, default=None)


class SignInTry(Table, tablename="sign_in_try"):
    """A try to sign in that has not succeeded: whose name, from where, by which known browser."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    name_hash = Bytea()
    address = Varchar(64)
    browser = Varchar(64)
    at = Timestamptz()


class RecoveryCode(Table, tablename="recovery_code"):
    """A code good once when the app is lost; only its keyed hash is kept."""

    id = UUID(primary_key=True, default=None)
    account_id = UUID(default=None)
    code_hash = Bytea()
    created_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)


class MailCode(Table, tablename="mail_code"):
    """A code sent to a mailbox for one purpose; neither the code nor the mailbox is kept."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    purpose = Varchar(20)
    subject_id = UUID(default=None)
    mailbox_hash = Bytea()
    asked_from = Varchar(64)
    code_hash = Bytea()
    created_at = Timestamptz()
    expires_at = Timestamptz()
    tries = SmallInt()
    used_at = Timestamptz(null=True, default=None)


class Registration(Table, tablename="registration"):
    """What somebody typed to open an account, sealed, until their mailbox is proved."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    sealed = Bytea()
    created_at = Timestamptz()
    expires_at = Timestamptz()
    account_id = UUID(null=True, default=None)


class NationalSignIn(Table, tablename="national_sign_in"):
    """A way to a provider (VNeID, or an agency's own) and back; state and ticket are hashes."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    state_hash = Bytea()
    sealed = Bytea()
    next_path = Text()
    created_at = Timestamptz()
    expires_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)
    pending_hash = Bytea(null=True, default=None)
    pending_sealed = Bytea(null=True, default=None)
    merged_at = Timestamptz(null=True, default=None)
    provider_id = UUID(null=True, default=None)


class AgencyProvider(Table, tablename="agency_provider"):
    """An agency's own identity provider, proposed by one person and let in by a second."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    name = Text()
    issuer = Varchar(255)
    client_id = Varchar(255)
    secret = Text()  # sealed
    vouches_second_factor = Boolean()
    proposed_by = UUID(default=None)
    proposed_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    approved = Boolean(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)


class OfficerIdentity(Table, tablename="officer_identity"):
    """Who an officer is at an agency's provider, as an administrator said."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    provider_id = UUID(default=None)
    account_id = UUID(default=None)
    subject = Varchar(255)
    linked_by = UUID(default=None)
    linked_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


class NationalIdentity(Table, tablename="national_identity"):
    """A national identity joined to an account, once; the digest is of the token that proved it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    issuer = Varchar(255)
    subject = Varchar(255)
    tech_id = Varchar(255)
    linked_at = Timestamptz()
    how = Varchar(20)
    token_digest = Bytea()


class DossierSender(Table, tablename="dossier_sender"):
    """How sure it was who sent a dossier, and for whom they acted."""

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    session_id = UUID(null=True, default=None)
    assurance = Varchar(20)
    tech_id = Varchar(255)
    mandate_id = UUID(null=True, default=None)
    at = Timestamptz()


class RoleRequest(Table, tablename="role_request"):
    """A role to give, or (with a grant) to take away, decided by a second person."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    account_id = UUID(default=None)
    grant_id = UUID(null=True, default=None)
    role = Varchar(30)
    agency_id = UUID(default=None)
    unit_id = UUID(null=True, default=None)
    reason = Text()
    asked_by = UUID(default=None)
    asked_at = Timestamptz()
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    approved = Boolean(null=True, default=None)


class AccessReview(Table, tablename="access_review"):
    """Somebody looked at who may do what; the digest is of what they saw."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    reviewed_by = UUID(default=None)
    reviewed_at = Timestamptz()
    accounts = Integer()
    digest = Bytea()
    note = Text()


class Mandate(Table, tablename="mandate"):
    """Somebody may act for another person or an organisation; no procedure named means all."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    principal_id = UUID(default=None)
    agent_id = UUID(default=None)
    procedures = Array(base_column=Text())
    ground = Text()
    valid_from = Timestamptz()
    valid_to = Timestamptz()
    created_at = Timestamptz()
    accepted_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)


class Delegation(Table, tablename="delegation"):
    """One officer stands in for another between two moments."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    from_account_id = UUID(default=None)
    to_account_id = UUID(default=None)
    valid_from = Timestamptz()
    valid_to = Timestamptz()
    reason = Text()
    created_by = UUID(default=None)
    created_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


class DemoAccount(Table, tablename="demo_account"):
    """Passwords of the demonstration province; the table stays empty anywhere else."""

    account_id = UUID(primary_key=True, default=None)
    password = Text()
    role = Varchar(30)
