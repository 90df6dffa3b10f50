"""Books, lines and printed copies of the register; dossiers accepted so far are entered."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T03:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "registers"

_FORWARDS = """
create table register_book (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    year smallint not null check (year between 2000 and 2999),
    regime varchar(20) not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by uuid references account (id) on delete restrict,
    closed_by_name text not null default '',
    unique (agency_id, year),
    check ((closed_at is null) = (closed_by is null))
);
create table register_line (
    id uuid primary key,
    tenant_id varchar(40) not null,
    book_id uuid not null references register_book (id) on delete restrict,
    dossier_id uuid not null unique references dossier (id) on delete restrict,
    number integer not null check (number >= 1),
    entered_at timestamptz not null,
    frozen jsonb,
    unique (book_id, number)
);
create table register_print (
    id uuid primary key,
    tenant_id varchar(40) not null,
    book_id uuid not null references register_book (id) on delete restrict,
    sealed boolean not null,
    asked_by uuid references account (id) on delete restrict,
    asked_at timestamptz not null,
    state varchar(10) not null check (state in ('waiting', 'printing', 'done', 'failed')),
    lines integer not null default 0,
    printed integer not null default 0,
    pages integer not null default 0,
    object_key text,
    sha256 bytea,
    size bigint not null default 0,
    finished_at timestamptz,
    check (state <> 'done' or (object_key is not null and sha256 is not null))
);
create index register_print_of_book on register_print (book_id, asked_at desc);
create unique index register_print_sealed on register_print (book_id) where sealed;

with accepted as (
    select d.id, d.tenant_id, d.receiving_agency_id as agency_id, d.accepted_at,
        extract(year from d.accepted_at at time zone 'Asia/Ho_Chi_Minh')::smallint as year,
        d.regime
    from dossier d where d.accepted_at is not null
), books as (
    insert into register_book (id, tenant_id, agency_id, year, regime, opened_at)
    select gen_random_uuid(), min(tenant_id), agency_id, year, min(regime), min(accepted_at)
    from accepted group by agency_id, year
    returning id, agency_id, year
)
insert into register_line (id, tenant_id, book_id, dossier_id, number, entered_at)
select gen_random_uuid(), a.tenant_id, b.id, a.id,
    row_number() over (partition by a.agency_id, a.year order by a.accepted_at, a.id),
    a.accepted_at
from accepted a join books b on b.agency_id = a.agency_id and b.year = a.year;
insert into form_counter (agency_id, form, year, last)
select b.agency_id, 'register', b.year, max(l.number)
from register_book b join register_line l on l.book_id = b.id group by b.agency_id, b.year;

create function register_is_closed(book uuid) returns boolean language sql stable as $$
    select exists (select from register_book where id = book and closed_at is not null)
$$;
create function register_line_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and not register_is_closed(new.book_id) then
        return new;
    end if;
    if tg_op = 'UPDATE' and old.frozen is null and not register_is_closed(old.book_id)
        and (new.id, new.book_id, new.dossier_id, new.number, new.entered_at)
            = (old.id, old.book_id, old.dossier_id, old.number, old.entered_at) then
        return new;
    end if;
    raise exception 'a line of the register stays as it is'
        using errcode = 'insufficient_privilege';
end $$;
create trigger register_line_stays before insert or update or delete on register_line
    for each row execute function register_line_stays();
create function register_book_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.closed_at is null then
        return new;
    end if;
    raise exception 'a closed register stays as it is' using errcode = 'insufficient_privilege';
end $$;
create trigger register_book_stays before update or delete on register_book
    for each row execute function register_book_stays();
create function register_seal_stays() returns trigger language plpgsql as $$
begin
    if old.sealed and old.state = 'done' then
        raise exception 'the sealed copy stays as it is' using errcode = 'insufficient_privilege';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger register_seal_stays before update or delete on register_print
    for each row execute function register_seal_stays();
"""

_BACKWARDS = """
drop table register_print, register_line, register_book;
drop function register_line_stays, register_book_stays, register_seal_stays, register_is_closed;
delete from form_counter where form = 'register';
"""

forwards = sql_migration(ID, "registers", _FORWARDS, _BACKWARDS, DESCRIPTION)
