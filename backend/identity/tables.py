"""Accounts, roles, sessions and sign-in attempts."""

from piccolo.columns import UUID, BigInt, Bytea, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class Account(Table, tablename="account"):
    """A person (or organisation) that signs in."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    kind = Varchar(20)
    username = Varchar(120)
    full_name = Text()
    personal_id = Varchar(20)
    email = Varchar(254)
    phone = Varchar(20)
    address = Text()
    password_hash = Text()
    totp_secret = Bytea(null=True, default=None)
    totp_last_step = BigInt()
    failed_count = Integer()
    locked_until = Timestamptz(null=True, default=None)
    disabled_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz()
    sort_key = Text()


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
