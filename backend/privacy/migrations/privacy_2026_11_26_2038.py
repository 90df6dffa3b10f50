"""An identity proven by VNeID at its second level."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T20:38:20:000000"
VERSION = "1.38.0"
DESCRIPTION = "identity proven by the national identity"

_FORWARDS = """
alter table identity_proof drop constraint identity_proof_how_check;
alter table identity_proof add constraint identity_proof_how_check
    check (how in ('card_at_desk', 'demonstration', 'national_2'));
"""

_BACKWARDS = """
delete from identity_proof where how = 'national_2';
alter table identity_proof drop constraint identity_proof_how_check;
alter table identity_proof add constraint identity_proof_how_check
    check (how in ('card_at_desk', 'demonstration'));
"""

forwards = sql_migration(ID, "privacy", _FORWARDS, _BACKWARDS, DESCRIPTION)
