"""The number of a dossier's owner, sealed, where the owner is not the one who handed it in."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:30:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "owners with a number of their own"

_FORWARDS = """
drop index dossier_sealed_by;
alter table dossier
    add column owner_personal_id text not null default '',
    add column owner_key varchar(20) not null default '';
create index dossier_of_owner on dossier (receiving_agency_id, owner_key, submitted_at desc)
    where owner_key <> '';
create index dossier_sealed_by on dossier (least(
    sealed_by(applicant_personal_id), sealed_by(applicant_phone), sealed_by(applicant_email),
    sealed_by(owner_personal_id), sealed_by(answers #>> '{}')));
"""

_BACKWARDS = """
drop index dossier_sealed_by, dossier_of_owner;
alter table dossier drop column owner_key, drop column owner_personal_id;
create index dossier_sealed_by on dossier (least(
    sealed_by(applicant_personal_id), sealed_by(applicant_phone), sealed_by(applicant_email),
    sealed_by(answers #>> '{}')));
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
