"""What registers said and what is offered to a draft is sealed."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:05:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed offers"

_FORWARDS = """
-- Offers are made anew whenever a draft is opened.
delete from draft_offer;
create index draft_offer_sealed_by on draft_offer (sealed_by(value #>> '{}'));
create index register_query_sealed_by on register_query (sealed_by(facts #>> '{}'));
"""

_BACKWARDS = """
drop index draft_offer_sealed_by, register_query_sealed_by;
"""

forwards = sql_migration(ID, "prefill", _FORWARDS, _BACKWARDS, DESCRIPTION)
