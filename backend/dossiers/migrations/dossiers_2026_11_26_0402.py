"""Applicants' numbers and contacts and all answers are sealed; a keyed word finds a number."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:02:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed dossiers and drafts"

_FORWARDS = """
drop index dossier_of_person;
alter table dossier
    alter column applicant_personal_id type text,
    alter column applicant_phone type text,
    alter column applicant_email type text,
    add column applicant_key varchar(20) not null default '';
create index dossier_of_person on dossier (receiving_agency_id, applicant_key, submitted_at desc);
create index dossier_sealed_by on dossier (least(
    sealed_by(applicant_personal_id), sealed_by(applicant_phone), sealed_by(applicant_email),
    sealed_by(answers #>> '{}')));
create index draft_sealed_by on draft (sealed_by(answers #>> '{}'));
"""

_BACKWARDS = """
drop index dossier_sealed_by, draft_sealed_by, dossier_of_person;
alter table dossier drop column applicant_key;
create index dossier_of_person on dossier
    (receiving_agency_id, applicant_personal_id, submitted_at desc);
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
