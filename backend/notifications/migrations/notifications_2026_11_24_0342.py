"""One message may tell several people: an officer's reminder goes to each who must act."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T03:42:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "notices of officers"

_FORWARDS = """
alter table notice drop constraint notice_outbox_id_key;
create unique index notice_once on notice
    (outbox_id, coalesce(account_id, '00000000-0000-0000-0000-000000000000'));
create index notice_unread on notice (account_id) where read_at is null;
"""

_BACKWARDS = """
drop index notice_once, notice_unread;
delete from notice n using notice o where n.outbox_id = o.outbox_id and n.id > o.id;
alter table notice add constraint notice_outbox_id_key unique (outbox_id);
"""

forwards = sql_migration(ID, "notifications", _FORWARDS, _BACKWARDS, DESCRIPTION)
