"""What is owed for dossiers, how it was paid, receipts, refunds, and the books of it all."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T03:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "fees, payments, receipts, refunds, reconciliation"

_FORWARDS = """
create table fee_obligation (
    id uuid primary key,
    tenant_id varchar(40) not null,
    dossier_id uuid not null references dossier (id) on delete restrict,
    agency_id uuid not null references agency (id) on delete restrict,
    fee_key varchar(40) not null,
    name text not null,
    kind varchar(10) not null check (kind in ('fee', 'charge')),
    moment varchar(20) not null
        check (moment in ('at_submission', 'while_processing', 'at_hand_over')),
    amount_vnd bigint not null check (amount_vnd >= 0),
    explanation jsonb not null,
    exemption varchar(40) not null default '',
    refundable boolean not null,
    state varchar(10) not null
        check (state in ('open', 'waiting', 'paid', 'exempt', 'cancelled', 'refunded')),
    means varchar(12) not null default ''
        check (means in ('', 'online', 'qr_transfer', 'transfer', 'cash')),
    asked_by uuid references account (id) on delete restrict,
    asked_at timestamptz not null,
    settled_at timestamptz,
    check ((state = 'exempt') = (amount_vnd = 0)),
    check ((state in ('paid', 'refunded')) = (means <> ''))
);
create index fee_obligation_of_dossier on fee_obligation (dossier_id, asked_at, id);
create index fee_obligation_of_agency on fee_obligation (agency_id, settled_at desc, id desc)
    where state in ('paid', 'refunded');

create table fee_attempt (
    id uuid primary key,
    tenant_id varchar(40) not null,
    obligation_id uuid not null references fee_obligation (id) on delete restrict,
    reference varchar(40) not null unique,
    amount_vnd bigint not null check (amount_vnd > 0),
    state varchar(10) not null check (state in ('started', 'succeeded', 'failed', 'expired')),
    started_by uuid references account (id) on delete restrict,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    asked_at timestamptz not null,
    page_url text not null default '',
    transaction_code varchar(60) not null default '',
    paid_at timestamptz,
    last_error text not null default ''
);
create index fee_attempt_of_obligation on fee_attempt (obligation_id, started_at desc, id desc);
create unique index fee_attempt_transaction on fee_attempt (tenant_id, transaction_code)
    where transaction_code <> '';
create index fee_attempt_waiting on fee_attempt (asked_at, id) where state = 'started';
create index fee_attempt_paid_on on fee_attempt (paid_at, id) where state = 'succeeded';

create table fee_notice (
    id uuid primary key,
    tenant_id varchar(40) not null,
    at timestamptz not null,
    address varchar(60) not null,
    reference varchar(40) not null,
    verdict varchar(20) not null,
    body jsonb not null
);
create index fee_notice_newest on fee_notice (at desc, id desc);

create table fee_receipt_counter (
    agency_id uuid not null references agency (id) on delete restrict,
    year smallint not null,
    last integer not null,
    primary key (agency_id, year)
);
create table fee_receipt (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    obligation_id uuid not null unique references fee_obligation (id) on delete restrict,
    series varchar(20) not null,
    year smallint not null,
    number integer not null,
    means varchar(12) not null,
    amount_vnd bigint not null check (amount_vnd > 0),
    payer text not null,
    foreign_number varchar(60) not null default '',
    issued_by uuid references account (id) on delete restrict,
    issued_at timestamptz not null,
    data jsonb not null,
    unique (agency_id, year, number)
);

create table fee_booking (
    id uuid primary key,
    tenant_id varchar(40) not null,
    obligation_id uuid not null references fee_obligation (id) on delete restrict,
    what varchar(20) not null,
    at timestamptz not null
);
create index fee_booking_of_obligation on fee_booking (obligation_id, at, id);
create table fee_entry (
    booking_id uuid not null references fee_booking (id) on delete restrict,
    account varchar(12) not null
        check (account in ('receivable', 'income', 'platform', 'bank', 'cash', 'unmatched')),
    amount_vnd bigint not null check (amount_vnd <> 0),
    primary key (booking_id, account)
);
create function fee_booking_balances() returns trigger language plpgsql as $$
begin
    if (select sum(amount_vnd) from fee_entry where booking_id = new.booking_id) <> 0 then
        raise exception 'the entries of a booking must add up to nothing';
    end if;
    return null;
end $$;
create constraint trigger fee_entry_balances after insert or update on fee_entry
    deferrable initially deferred for each row execute function fee_booking_balances();
create function fee_books_stay() returns trigger language plpgsql as $$
begin
    raise exception 'what is booked stays; book the opposite';
end $$;
create trigger fee_entry_stays before update or delete on fee_entry
    for each row execute function fee_books_stay();
create trigger fee_booking_stays before update or delete on fee_booking
    for each row execute function fee_books_stay();

create table fee_refund (
    id uuid primary key,
    tenant_id varchar(40) not null,
    obligation_id uuid not null references fee_obligation (id) on delete restrict,
    attempt_id uuid references fee_attempt (id) on delete restrict,
    difference_id uuid,
    reference varchar(40) not null unique,
    amount_vnd bigint not null check (amount_vnd > 0),
    means varchar(12) not null check (means in ('online', 'qr_transfer', 'transfer', 'cash')),
    transaction_code varchar(60) not null default '',
    reason text not null,
    state varchar(10) not null check (state in ('proposed', 'approved', 'denied', 'done')),
    proposed_by uuid not null references account (id) on delete restrict,
    proposed_at timestamptz not null,
    decided_by uuid references account (id) on delete restrict,
    decided_at timestamptz,
    answer text not null default '',
    done_at timestamptz,
    proof text not null default '',
    last_error text not null default '',
    check (decided_by is null or decided_by <> proposed_by),
    check ((decided_by is null) = (state = 'proposed')),
    check ((done_at is null) = (state <> 'done'))
);
create unique index fee_refund_once on fee_refund (obligation_id)
    where difference_id is null and state <> 'denied';
create index fee_refund_of_obligation on fee_refund (obligation_id);

create table fee_reconciliation (
    id uuid primary key,
    tenant_id varchar(40) not null,
    day date not null,
    state varchar(10) not null check (state in ('waiting', 'done')),
    theirs integer not null default 0,
    theirs_vnd bigint not null default 0,
    ours integer not null default 0,
    ours_vnd bigint not null default 0,
    ran_at timestamptz,
    last_error text not null default '',
    unique (tenant_id, day)
);
create table fee_difference (
    id uuid primary key,
    tenant_id varchar(40) not null,
    day date not null,
    agency_id uuid references agency (id) on delete restrict,
    obligation_id uuid references fee_obligation (id) on delete restrict,
    kind varchar(15) not null
        check (kind in ('missing_here', 'missing_there', 'wrong_amount', 'doubled', 'late')),
    reference varchar(40) not null,
    transaction_code varchar(60) not null,
    ours_vnd bigint not null,
    theirs_vnd bigint not null,
    found_at timestamptz not null,
    resolved_at timestamptz,
    resolved_by uuid references account (id) on delete restrict,
    resolution text not null default '',
    unique (tenant_id, kind, reference, transaction_code)
);
create index fee_difference_open on fee_difference (found_at desc, id desc);
alter table fee_refund add foreign key (difference_id) references fee_difference (id)
    on delete restrict;
create unique index fee_refund_of_difference on fee_refund (difference_id)
    where difference_id is not null and state <> 'denied';
"""

_BACKWARDS = """
drop table fee_refund;
drop table fee_difference;
drop table fee_reconciliation;
drop table fee_entry;
drop table fee_booking;
drop table fee_receipt;
drop table fee_receipt_counter;
drop table fee_notice;
drop table fee_attempt;
drop table fee_obligation;
drop function fee_booking_balances();
drop function fee_books_stay();
"""

forwards = sql_migration(ID, "payments", _FORWARDS, _BACKWARDS, DESCRIPTION)
