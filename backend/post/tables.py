"""Orders to the public post, what the post told of them, and how far its feed was read."""

from piccolo.columns import UUID, BigInt, Boolean, Text, Timestamptz, Varchar
from piccolo.table import Table


class PostalWish(Table, tablename="postal_wish"):
    """What the applicant wants of the post while the dossier is still a draft."""

    draft_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    name = Text()
    phone = Text()  # sealed
    commune_code = Varchar(10)
    detail = Text()
    pickup = Boolean()


class PostalOrder(Table, tablename="postal_order"):
    """One parcel, fetched from the applicant or brought to them; the address is the applicant's."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    dossier_id = UUID(default=None)
    direction = Varchar(10)
    state = Varchar(10)
    parcel = Varchar(20, null=True, default=None)
    name = Text()
    phone = Text()  # sealed
    commune_code = Varchar(10)
    detail = Text()
    cod_vnd = BigInt()
    postage_vnd = BigInt()
    originals_enclosed = Boolean()
    asked_by = UUID(null=True, default=None)
    asked_at = Timestamptz()
    sent_by = UUID(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)
    cancel_asked_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    received_by = Text()
    proof = Text()
    collected_vnd = BigInt()
    remitted_at = Timestamptz(null=True, default=None)
    remittance = Text()
    words = Text()
    trouble = Varchar(12)
    mended_at = Timestamptz(null=True, default=None)
    mended_by = UUID(null=True, default=None)
    mended = Text()


class PostalEvent(Table, tablename="postal_event"):
    """One line of the feed as it came; `kind` is empty while their code is not known here,
    `unread` where the line was not of the shape agreed upon.
    """

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    order_id = UUID(null=True, default=None)
    their_id = Varchar(60)
    parcel = Varchar(20)
    code = Varchar(20)
    kind = Varchar(12)
    at = Timestamptz()
    place = Text()
    note = Text()
    received_by = Text()
    proof = Text()
    collected_vnd = BigInt()
    came_at = Timestamptz()


class PostalCursor(Table, tablename="postal_cursor"):
    """How far the feed of an agency was read."""

    agency_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    position = Varchar(60)
    walked_at = Timestamptz()
    last_error = Text()
