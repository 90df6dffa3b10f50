"""Ratings after hand-over, petitions with their trail and files, tablets at the desks."""

from piccolo.columns import (
    UUID,
    Array,
    Boolean,
    Bytea,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Rating(Table, tablename="rating"):
    """What somebody said of one dossier after its result was handed over; once, never changed.

    `agency_id` received it and handed the result over; agency, unit and executor that resolved it
    are kept as they were then. An aspect that was not rated is empty. `words` are sealed.
    """

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    dossier_id = UUID(default=None)
    procedure_code = Varchar(40)
    agency_id = UUID(default=None)
    resolving_agency_id = UUID(default=None)
    unit_id = UUID(null=True, default=None)
    executor_id = UUID(null=True, default=None)
    handed_by = UUID(null=True, default=None)
    overall = Varchar(16)
    convenience = Varchar(16)
    timeliness = Varchar(16)
    attitude = Varchar(16)
    words = Text()
    way = Varchar(8)
    handed_over_at = Timestamptz()
    created_at = Timestamptz()


class RatingInvitation(Table, tablename="rating_invitation"):
    """The link in the message after hand-over; of its token only a digest is kept."""

    dossier_id = UUID(primary_key=True, default=None)
    id = UUID(default=None)
    tenant_id = Varchar(40)
    token_hash = Bytea()
    created_at = Timestamptz()
    expires_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)


class RatingTry(Table, tablename="rating_try"):
    """How often the digits of a dossier were typed wrong at a kiosk on a day."""

    dossier_id = UUID(primary_key=True, default=None)
    day = Date()
    wrong = SmallInt()


class DeskTablet(Table, tablename="desk_tablet"):
    """A tablet at a desk, known by the digest of its key, and the dossier it asks about now."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    name = Text()
    key_hash = Bytea()
    created_by = UUID(default=None)
    created_at = Timestamptz()
    removed_at = Timestamptz(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    shown_until = Timestamptz(null=True, default=None)
    started_by = UUID(null=True, default=None)


class Petition(Table, tablename="petition"):
    """The current row. Whoever sent it, what they wrote and the answer are sealed; what is shown
    to everybody (`public_…`) is written apart. `about` are officers who never handle it."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    version = Integer()
    code = Varchar(20)
    secret = Bytea(null=True, default=None)
    source = Varchar(10)
    kind = Varchar(14)
    topic = Varchar(12)
    state = Varchar(12)
    anonymous = Boolean()
    sender_id = UUID(null=True, default=None)
    sender_mark = Varchar(20)
    sender_name = Text()
    sender_phone = Text()
    sender_email = Text()
    sender_address = Text()
    subject = Text()
    body = Text()
    dossier_id = UUID(null=True, default=None)
    procedure_code = Varchar(40)
    rating_id = UUID(null=True, default=None)
    agency_id = UUID(default=None)
    unit_id = UUID(null=True, default=None)
    officer_id = UUID(null=True, default=None)
    about = Array(base_column=UUID())
    received_at = Timestamptz()
    take_by = Timestamptz()
    ask_by = Timestamptz()
    due_at = Timestamptz()
    taken_at = Timestamptz(null=True, default=None)
    supplement_asked_at = Timestamptz(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)
    publish_by = Timestamptz(null=True, default=None)
    published_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    answer = Text()
    drafted_by = UUID(null=True, default=None)
    approved_by = UUID(null=True, default=None)
    wishes_publication = Boolean()
    public_subject = Text()
    public_body = Text()
    public_answer = Text()
    search_text = Text()
    their_id = Varchar(60, null=True, default=None)
    merged_into = UUID(null=True, default=None)
    liked = Boolean(null=True, default=None)
    liked_at = Timestamptz(null=True, default=None)
    reminded = SmallInt()
    updated_at = Timestamptz()


class PetitionEvent(Table, tablename="petition_event"):
    """One act that happened; never changed. `open`: the sender reads it too."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    petition_id = UUID(default=None)
    seq = Integer()
    act = Varchar(16)
    state_before = Varchar(12, null=True, default=None)
    state_after = Varchar(12)
    at = Timestamptz()
    actor_id = UUID(null=True, default=None)
    agency_id = UUID(null=True, default=None)
    by_name = Text()
    note = Text()
    open = Boolean()


class PetitionFile(Table, tablename="petition_file"):
    """A file of a petition, or one that waits for its petition to be sent."""

    document_id = UUID(primary_key=True, default=None)
    petition_id = UUID(null=True, default=None)
    sent_mark = Varchar(20)
    uploaded_at = Timestamptz()
    their_path = Text()


class PetitionFeed(Table, tablename="petition_feed"):
    """How far the feed of the national petition system was read."""

    tenant_id = Varchar(40, primary_key=True)
    position = Varchar(60)
    walked_at = Timestamptz()
    last_error = Text()
