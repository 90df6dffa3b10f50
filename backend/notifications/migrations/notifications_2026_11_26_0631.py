"""Messages on several ways: choices, templates, the ledger, receipts, providers."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:31:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "messages on several ways"

_FORWARDS = """
alter table notice add column event varchar(60) not null default '',
    add column language varchar(2) not null default 'vi',
    add column link text not null default '';
create table message_choice (
    account_id uuid primary key references account (id) on delete restrict,
    tenant_id varchar(40) not null,
    mail boolean not null,
    sms boolean not null,
    zalo boolean not null,
    push boolean not null,
    quiet_from smallint check (quiet_from between 0 and 1439),
    quiet_to smallint check (quiet_to between 0 and 1439),
    language varchar(2) not null check (language in ('vi', 'en')),
    digest boolean not null default false,
    digest_on date,
    changed_at timestamptz not null,
    check ((quiet_from is null) = (quiet_to is null))
);
create index message_choice_digest on message_choice (digest_on) where digest;
create table message_template (
    id uuid primary key,
    tenant_id varchar(40) not null,
    event varchar(60) not null,
    agency_id uuid references agency (id) on delete restrict,
    language varchar(2) not null check (language in ('vi', 'en')),
    version integer not null check (version > 0),
    subject text not null,
    body text not null,
    short text not null,
    retired boolean not null default false,
    written_by uuid not null references account (id) on delete restrict,
    written_by_name text not null,
    written_at timestamptz not null
);
create unique index message_template_version on message_template
    (tenant_id, event, language, coalesce(agency_id, '00000000-0000-0000-0000-000000000000'),
    version);
create table message_sending (
    id uuid primary key,
    tenant_id varchar(40) not null,
    notice_id uuid references notice (id) on delete restrict,
    account_id uuid references account (id) on delete restrict,
    dossier_id uuid references dossier (id) on delete restrict,
    event varchar(60) not null,
    medium varchar(8) not null check (medium in ('mail', 'sms', 'zalo', 'push')),
    address varchar(120) not null,
    told_at timestamptz not null,
    due_at timestamptz not null,
    provider varchar(20) not null default '',
    reference varchar(120) not null default '',
    tried_at timestamptz,
    handed_at timestamptz,
    received_at timestamptz,
    failed_at timestamptz,
    failure text not null default ''
) with (fillfactor = 80);
create unique index message_sending_once on message_sending (notice_id, medium)
    where notice_id is not null;
create index message_sending_of_dossier on message_sending (dossier_id, told_at desc, id desc);
create index message_sending_of_account on message_sending (account_id, told_at desc, id desc);
create index message_sending_tried on message_sending (medium, provider, tried_at)
    where tried_at is not null;
create index message_sending_untried on message_sending (medium, due_at)
    where tried_at is null;
create table message_receipt (
    id uuid primary key,
    tenant_id varchar(40) not null,
    at timestamptz not null,
    provider varchar(20) not null,
    address varchar(64) not null,
    sending_id uuid,
    verdict varchar(12) not null check (verdict in
        ('accepted', 'repeated', 'forged', 'late', 'unknown', 'unreadable')),
    state varchar(12) not null
);
create index message_receipt_list on message_receipt (at desc, id desc);
create index message_receipt_bad on message_receipt (at desc, id desc)
    where verdict not in ('accepted', 'repeated');
create table failover_rule (
    tenant_id varchar(40) not null,
    medium varchar(8) not null,
    window_minutes integer not null check (window_minutes between 1 and 120),
    late_minutes integer not null check (late_minutes between 1 and 60),
    share_percent integer not null check (share_percent between 1 and 100),
    minimum integer not null check (minimum between 1 and 10000),
    rest_minutes integer not null check (rest_minutes between 1 and 1440),
    version integer not null,
    changed_by uuid not null references account (id) on delete restrict,
    changed_at timestamptz not null,
    primary key (tenant_id, medium)
);
create table provider_turn (
    id uuid primary key,
    tenant_id varchar(40) not null,
    medium varchar(8) not null,
    provider varchar(20) not null,
    at timestamptz not null,
    kind varchar(8) not null check (kind in ('late', 'back', 'hand')),
    tried integer not null,
    late integer not null,
    by_id uuid references account (id) on delete restrict,
    by_name text not null
);
create index provider_turn_newest on provider_turn (tenant_id, medium, at desc, id desc);
"""

_BACKWARDS = """
drop table provider_turn, failover_rule, message_receipt, message_sending, message_template,
    message_choice;
alter table notice drop column event, drop column language, drop column link;
"""

forwards = sql_migration(ID, "notifications", _FORWARDS, _BACKWARDS, DESCRIPTION)
