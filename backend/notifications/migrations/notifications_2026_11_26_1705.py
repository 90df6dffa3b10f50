"""Letters that came back, and mailboxes that take nothing."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T17:05:31:000000"
VERSION = "1.38.0"
DESCRIPTION = "letters that came back"

_FORWARDS = """
alter table message_sending add column bounced_at timestamptz,
    add column bounce_code varchar(12) not null default '';
create table dead_mailbox (
    tenant_id varchar(40) not null,
    mailbox varchar(64) not null,
    account_id uuid references account (id) on delete restrict,
    since timestamptz not null,
    status varchar(12) not null,
    words text not null,
    primary key (tenant_id, mailbox)
);
create index dead_mailbox_since on dead_mailbox (since);
create index dead_mailbox_account on dead_mailbox (account_id);
"""

_BACKWARDS = """
drop table dead_mailbox;
alter table message_sending drop column bounced_at, drop column bounce_code;
"""

forwards = sql_migration(ID, "notifications", _FORWARDS, _BACKWARDS, DESCRIPTION)
