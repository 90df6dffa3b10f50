"""Officers' accounts are of four kinds, kept apart; who locked an account does not unlock it."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:05:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "kinds of officers' accounts"

_FORWARDS = """
alter table account
    add column officer_kind varchar(15) not null default ''
        check (officer_kind in ('', 'administration', 'operation', 'technical', 'service')),
    add column locked_by uuid references account (id) on delete restrict;
update account a set officer_kind = case when exists (select from role_grant r
    where r.account_id = a.id and r.role in ('system_admin', 'catalogue_admin'))
    then 'administration' else 'operation' end
where a.kind = 'officer';
"""

_BACKWARDS = "alter table account drop column officer_kind, drop column locked_by;"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
