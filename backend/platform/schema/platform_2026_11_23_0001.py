"""Outbox, idempotency records, the queue of pgqueuer, and trigram search."""

from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment

from backend.platform.migrations import sql_migration

ID = "2026-11-23T00:01:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "outbox, idempotency, queue"

_FORWARDS = """
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create table outbox (
    id uuid primary key,
    tenant_id varchar(40) not null,
    topic varchar(60) not null,
    subject_id uuid not null,
    payload jsonb not null,
    created_at timestamptz not null default now(),
    done_at timestamptz,
    tries integer not null default 0,
    last_error text not null default ''
);
create index outbox_waiting on outbox (created_at) where done_at is null;
create index outbox_subject on outbox (subject_id, created_at);
create table idempotency (
    account_id uuid not null,
    key varchar(80) not null,
    request_hash bytea not null,
    created_at timestamptz not null default now(),
    status smallint,
    media_type varchar(80) not null default '',
    body bytea,
    primary key (account_id, key)
);
create index idempotency_age on idempotency (created_at);
"""

_BACKWARDS = """
drop table idempotency;
drop table outbox;
"""

_queue = QueryBuilderEnvironment()

forwards = sql_migration(
    ID,
    "platform",
    _FORWARDS + _queue.build_install_query(),
    _queue.build_uninstall_query() + _BACKWARDS,
    DESCRIPTION,
)
