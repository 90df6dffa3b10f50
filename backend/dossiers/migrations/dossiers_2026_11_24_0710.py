"""Bundles: dossiers that were submitted together."""

from backend.platform.migrations import sql_migration

ID = "2026-11-24T07:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "bundles"

_FORWARDS = """
create table bundle (
    id uuid primary key,
    tenant_id varchar(40) not null,
    created_at timestamptz not null
);
alter table dossier add column bundle_id uuid references bundle (id) on delete restrict;
alter table draft add column bundle_id uuid references bundle (id) on delete restrict;
create index dossier_of_bundle on dossier (bundle_id, submitted_at, id)
    where bundle_id is not null;
create index draft_of_bundle on draft (bundle_id, created_at, id) where bundle_id is not null;
"""

_BACKWARDS = """
alter table draft drop column bundle_id;
alter table dossier drop column bundle_id;
drop table bundle;
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
