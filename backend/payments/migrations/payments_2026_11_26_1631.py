"""Electronic receipts: signed, told to the tax authority, cancelled and replaced with a trace."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T16:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "electronic receipts"

_FORWARDS = """
alter table fee_receipt
    add column form varchar(20) not null default '',
    add column look_up_code varchar(20),
    add column replaces_id uuid references fee_receipt (id) on delete restrict,
    add column standing varchar(10) not null default ''
        check (standing in ('', 'signing', 'signed', 'accepted', 'refused')),
    add column tax_code varchar(14) not null default '',
    add column xml text not null default '',
    add column signer text not null default '',
    add column signed_at timestamptz,
    add column authority_code varchar(60) not null default '',
    add column answered_at timestamptz,
    add column words text not null default '',
    add column ended varchar(10) not null default ''
        check (ended in ('', 'cancelled', 'replaced')),
    add column ended_at timestamptz,
    add column ended_by uuid references account (id) on delete restrict,
    add column ended_reason text not null default '',
    add column end_told_at timestamptz,
    add check ((form = '') = (look_up_code is null)),
    add check ((form = '') = (standing = '')),
    add check ((ended = '') = (ended_at is null)),
    add check ((standing in ('signed', 'accepted')) <= (xml <> '')),
    add check ((standing = 'accepted') <= (authority_code <> ''));
alter table fee_receipt drop constraint fee_receipt_obligation_id_key;
alter table fee_receipt drop constraint fee_receipt_agency_id_year_number_key;
create unique index fee_receipt_in_force on fee_receipt (obligation_id) where ended = '';
create unique index fee_receipt_number on fee_receipt (agency_id, series, number)
    where foreign_number = '';
create unique index fee_receipt_look_up on fee_receipt (look_up_code);
create index fee_receipt_of_obligation on fee_receipt (obligation_id, issued_at desc, id desc);
create index fee_receipt_of_agency on fee_receipt (agency_id, issued_at desc, id desc);
create index fee_receipt_not_taken on fee_receipt (agency_id, issued_at desc, id desc)
    where standing in ('signing', 'signed', 'refused');
create index fee_receipt_electronic on fee_receipt (tenant_id, issued_at, id) where form <> '';
drop index fee_receipt_sealed_by;
create index fee_receipt_sealed_by
    on fee_receipt (least(sealed_by(data #>> '{}'), sealed_by(xml)));
create function fee_receipt_stays() returns trigger language plpgsql as $$
begin
    if (old.agency_id, old.obligation_id, old.series, old.number, old.amount_vnd, old.payer,
            old.issued_at, old.form)
        is distinct from (new.agency_id, new.obligation_id, new.series, new.number,
            new.amount_vnd, new.payer, new.issued_at, new.form)
        or (old.ended <> '' and new.ended is distinct from old.ended)
        or (old.signed_at is not null and new.signed_at is distinct from old.signed_at) then
        raise exception 'a receipt stays as it was issued; end it and issue another';
    end if;
    return new;
end $$;
create trigger fee_receipt_stays before update on fee_receipt
    for each row execute function fee_receipt_stays();
alter table fee_receipt_counter add column series varchar(20) not null default '';
alter table fee_receipt_counter drop constraint fee_receipt_counter_pkey;
alter table fee_receipt_counter add primary key (agency_id, year, series);
"""

_BACKWARDS = """
drop trigger fee_receipt_stays on fee_receipt;
drop function fee_receipt_stays();
alter table fee_receipt_counter drop constraint fee_receipt_counter_pkey;
delete from fee_receipt_counter where series <> '';
alter table fee_receipt_counter drop column series;
alter table fee_receipt_counter add primary key (agency_id, year);
drop index fee_receipt_sealed_by;
drop index fee_receipt_electronic;
drop index fee_receipt_not_taken;
drop index fee_receipt_of_agency;
drop index fee_receipt_of_obligation;
drop index fee_receipt_look_up;
drop index fee_receipt_number;
drop index fee_receipt_in_force;
alter table fee_receipt drop column form, drop column look_up_code, drop column replaces_id,
    drop column standing, drop column tax_code, drop column xml, drop column signer,
    drop column signed_at, drop column authority_code, drop column answered_at,
    drop column words, drop column ended, drop column ended_at, drop column ended_by,
    drop column ended_reason, drop column end_told_at;
create index fee_receipt_sealed_by on fee_receipt (sealed_by(data #>> '{}'));
alter table fee_receipt add unique (obligation_id);
alter table fee_receipt add unique (agency_id, year, number);
"""

forwards = sql_migration(ID, "payments", _FORWARDS, _BACKWARDS, DESCRIPTION)
