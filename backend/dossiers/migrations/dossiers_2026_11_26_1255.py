"""Addresses of applicants and what supplements changed are sealed like the answers."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:03:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed addresses"

_FORWARDS = """
drop index dossier_sealed_by, draft_sealed_by;
create index dossier_sealed_by on dossier (least(
    sealed_by(applicant_personal_id), sealed_by(applicant_phone), sealed_by(applicant_email),
    sealed_by(applicant_address), sealed_by(delivery_address), sealed_by(owner_personal_id),
    sealed_by(answers #>> '{}')));
create index draft_sealed_by on draft
    (least(sealed_by(answers #>> '{}'), sealed_by(delivery_address)));
create index supplement_item_sealed_by on supplement_item
    (least(sealed_by(before), sealed_by(after)));
"""

_BACKWARDS = """
drop index dossier_sealed_by, draft_sealed_by, supplement_item_sealed_by;
create index dossier_sealed_by on dossier (least(
    sealed_by(applicant_personal_id), sealed_by(applicant_phone), sealed_by(applicant_email),
    sealed_by(owner_personal_id), sealed_by(answers #>> '{}')));
create index draft_sealed_by on draft (sealed_by(answers #>> '{}'));
"""

forwards = sql_migration(ID, "dossiers", _FORWARDS, _BACKWARDS, DESCRIPTION)
