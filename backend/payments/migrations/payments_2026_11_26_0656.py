"""Money collected by the postman, and receiving accounts of agencies set by two persons."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:56:22:000000"
VERSION = "1.38.0"
DESCRIPTION = "collection by the post, receiving accounts of agencies"

_FORWARDS = """
alter table fee_obligation drop constraint fee_obligation_means_check;
alter table fee_obligation add constraint fee_obligation_means_check
    check (means in ('', 'online', 'qr_transfer', 'transfer', 'cash', 'post'));
alter table fee_refund drop constraint fee_refund_means_check;
alter table fee_refund add constraint fee_refund_means_check
    check (means in ('online', 'qr_transfer', 'transfer', 'cash', 'post'));
alter table fee_entry drop constraint fee_entry_account_check;
alter table fee_entry add constraint fee_entry_account_check check (account in
    ('receivable', 'income', 'platform', 'bank', 'cash', 'post', 'unmatched'));

create table fee_account (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    bank varchar(6) not null check (bank ~ '^[0-9]{6}$'),
    number varchar(19) not null check (number ~ '^[0-9A-Z]{4,19}$'),
    holder varchar(120) not null,
    state varchar(10) not null check (state in ('proposed', 'denied', 'in_force', 'ended')),
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_at timestamptz not null,
    decided_by uuid references account (id) on delete restrict,
    decided_at timestamptz,
    ended_at timestamptz,
    check (decided_by is null or decided_by <> proposed_by),
    check ((decided_by is null) = (state = 'proposed'))
);
create unique index fee_account_in_force on fee_account (agency_id) where state = 'in_force';
create unique index fee_account_proposed on fee_account (agency_id) where state = 'proposed';
create index fee_account_newest on fee_account (agency_id, proposed_at desc, id desc);
"""

_BACKWARDS = """
drop table fee_account;
alter table fee_entry drop constraint fee_entry_account_check;
alter table fee_entry add constraint fee_entry_account_check check (account in
    ('receivable', 'income', 'platform', 'bank', 'cash', 'unmatched')) not valid;
alter table fee_refund drop constraint fee_refund_means_check;
alter table fee_refund add constraint fee_refund_means_check
    check (means in ('online', 'qr_transfer', 'transfer', 'cash')) not valid;
alter table fee_obligation drop constraint fee_obligation_means_check;
alter table fee_obligation add constraint fee_obligation_means_check
    check (means in ('', 'online', 'qr_transfer', 'transfer', 'cash')) not valid;
"""

forwards = sql_migration(ID, "payments", _FORWARDS, _BACKWARDS, DESCRIPTION)
