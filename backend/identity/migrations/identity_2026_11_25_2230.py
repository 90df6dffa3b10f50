"""Second factors: recovery codes; codes sent by e-mail; registrations that wait for one."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "recovery codes, codes by e-mail, registrations"

_FORWARDS = """
create table recovery_code (
    id uuid primary key,
    account_id uuid not null references account (id) on delete restrict,
    code_hash bytea not null,
    created_at timestamptz not null,
    used_at timestamptz,
    unique (account_id, code_hash)
);
create table mail_code (
    id uuid primary key,
    tenant_id varchar(40) not null,
    purpose varchar(20) not null check (purpose in ('register', 'email', 'password')),
    subject_id uuid not null,
    mailbox_hash bytea not null,
    asked_from varchar(64) not null,
    code_hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    tries smallint not null default 0,
    used_at timestamptz
);
create index mail_code_of_subject on mail_code (subject_id, created_at);
create index mail_code_of_mailbox on mail_code (mailbox_hash, created_at);
create index mail_code_of_origin on mail_code (asked_from, created_at);
create table registration (
    id uuid primary key,
    tenant_id varchar(40) not null,
    sealed bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    account_id uuid references account (id) on delete restrict
);
create index registration_age on registration (expires_at);
"""

_BACKWARDS = "drop table registration, mail_code, recovery_code;"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
