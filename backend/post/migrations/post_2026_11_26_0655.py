"""Orders to the public post, the lines of its feed, how far each agency's feed was read."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:55:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "orders to the public post"

_FORWARDS = """
create sequence postal_parcel_number minvalue 1 maxvalue 99999999;

create table postal_wish (
    draft_id uuid primary key references draft (id) on delete cascade,
    tenant_id varchar(40) not null,
    name text not null,
    phone text not null,
    commune_code varchar(10) not null references administrative_unit (code),
    detail text not null,
    pickup boolean not null
);

create table postal_order (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    dossier_id uuid not null references dossier (id) on delete restrict,
    direction varchar(10) not null check (direction in ('pickup', 'delivery')),
    state varchar(10) not null check (state in ('asked', 'ordered', 'taken', 'collected', 'moving',
        'delivered', 'returned', 'lost', 'refused', 'cancelled')),
    parcel varchar(20) unique,
    name text not null,
    phone text not null,
    commune_code varchar(10) not null default '',
    detail text not null,
    cod_vnd bigint not null default 0 check (cod_vnd >= 0),
    postage_vnd bigint not null default 0 check (postage_vnd >= 0),
    originals_enclosed boolean not null default false,
    asked_by uuid references account (id) on delete restrict,
    asked_at timestamptz not null,
    sent_by uuid references account (id) on delete restrict,
    sent_at timestamptz,
    cancel_asked_at timestamptz,
    ended_at timestamptz,
    received_by text not null default '',
    proof text not null default '',
    collected_vnd bigint not null default 0 check (collected_vnd >= 0),
    remitted_at timestamptz,
    remittance text not null default '',
    words text not null default '',
    trouble varchar(12) not null default ''
        check (trouble in ('', 'refused', 'returned', 'lost', 'money', 'not_handed')),
    mended_at timestamptz,
    mended_by uuid references account (id) on delete restrict,
    mended text not null default '',
    check (parcel is not null or state in ('asked', 'cancelled')),
    check ((ended_at is not null) = (state in
        ('delivered', 'returned', 'lost', 'refused', 'cancelled')))
);
create unique index postal_order_open on postal_order (dossier_id, direction)
    where state in ('asked', 'ordered', 'taken', 'collected', 'moving');
create index postal_order_of_dossier on postal_order (dossier_id, asked_at, id);
create index postal_order_of_agency on postal_order (agency_id, asked_at desc, id desc);
create index postal_order_running on postal_order (agency_id, asked_at desc, id desc)
    where state in ('asked', 'ordered', 'taken', 'collected', 'moving');
create index postal_order_trouble on postal_order (agency_id, asked_at desc, id desc)
    where trouble <> '' and mended_at is null;
create index postal_order_money on postal_order (agency_id, asked_at desc, id desc)
    where collected_vnd > 0 and remitted_at is null;

create table postal_event (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    order_id uuid references postal_order (id) on delete restrict,
    their_id varchar(60) not null,
    parcel varchar(20) not null,
    code varchar(20) not null,
    kind varchar(12) not null default '',
    at timestamptz not null,
    place text not null,
    note text not null,
    received_by text not null,
    proof text not null,
    collected_vnd bigint not null,
    came_at timestamptz not null,
    unique (agency_id, their_id)
);
create index postal_event_of_order on postal_event (order_id, at, id);
create index postal_event_held on postal_event (came_at, id)
    where kind = '' and order_id is not null;

create index postal_wish_sealed_by on postal_wish (sealed_by(phone));
create index postal_order_sealed_by on postal_order (sealed_by(phone));

create table postal_cursor (
    agency_id uuid primary key references agency (id) on delete restrict,
    tenant_id varchar(40) not null,
    position varchar(60) not null default '',
    walked_at timestamptz not null,
    last_error text not null default ''
);
"""

_BACKWARDS = """
drop table postal_cursor, postal_event, postal_order, postal_wish;
drop sequence postal_parcel_number;
"""

forwards = sql_migration(ID, "post", _FORWARDS, _BACKWARDS, DESCRIPTION)
