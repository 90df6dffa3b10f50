"""Whom the postman asks for, where, and who took a parcel is sealed, as the telephone was."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:09:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed addressees"

_FORWARDS = """
drop index postal_wish_sealed_by, postal_order_sealed_by;
create index postal_wish_sealed_by on postal_wish
    (least(sealed_by(name), sealed_by(phone), sealed_by(detail)));
create index postal_order_sealed_by on postal_order
    (least(sealed_by(name), sealed_by(phone), sealed_by(detail), sealed_by(received_by)));
create index postal_event_sealed_by on postal_event (sealed_by(received_by));
"""

_BACKWARDS = """
drop index postal_wish_sealed_by, postal_order_sealed_by, postal_event_sealed_by;
create index postal_wish_sealed_by on postal_wish (sealed_by(phone));
create index postal_order_sealed_by on postal_order (sealed_by(phone));
"""

forwards = sql_migration(ID, "post", _FORWARDS, _BACKWARDS, DESCRIPTION)
