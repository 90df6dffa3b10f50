"""The book of certified copies beside the register of dossiers."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:55:21:000000"
VERSION = "1.38.0"
DESCRIPTION = "books of certified copies"

_FORWARDS = """
alter table register_book add column kind varchar(20) not null default 'dossiers'
    check (kind in ('dossiers', 'certified_copies'));
alter table register_book drop constraint register_book_agency_id_year_key;
alter table register_book add unique (agency_id, year, kind);
create table certified_line (
    id uuid primary key,
    tenant_id varchar(40) not null,
    book_id uuid not null references register_book (id) on delete restrict,
    number integer not null check (number >= 1),
    document_id uuid not null unique references document (id) on delete restrict,
    dossier_id uuid not null references dossier (id) on delete restrict,
    certified_at timestamptz not null,
    requester text not null,
    paper text not null,
    pages integer not null,
    signer text not null,
    note text not null default '',
    unique (book_id, number)
);
create function certified_line_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and not register_is_closed(new.book_id) then
        return new;
    end if;
    raise exception 'a line of the book of certifications stays as it is'
        using errcode = 'insufficient_privilege';
end $$;
create trigger certified_line_stays before insert or update or delete on certified_line
    for each row execute function certified_line_stays();
"""

_BACKWARDS = """
drop table certified_line;
drop function certified_line_stays;
alter table register_book disable trigger user;
alter table register_print disable trigger user;
delete from register_print p using register_book b
    where b.id = p.book_id and b.kind = 'certified_copies';
delete from register_book where kind = 'certified_copies';
alter table register_print enable trigger user;
alter table register_book enable trigger user;
alter table register_book drop constraint register_book_agency_id_year_kind_key;
alter table register_book add unique (agency_id, year);
alter table register_book drop column kind;
"""

forwards = sql_migration(ID, "registers", _FORWARDS, _BACKWARDS, DESCRIPTION)
