"""What the national portal was told and has sent, and its lists against ours."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    Bytea,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class NationalSync(Table, tablename="national_sync"):
    """Up to which event a dossier was told, and under which code.

    `theirs`: it was submitted at the portal, whose code it keeps there; `tech_id` and `by_vneid`
    are what the portal said of the person. `created`: messages of 2026 have created it there.
    """

    dossier_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    sent_code = Varchar(60)
    sent_seq = Integer()
    tried_at = Timestamptz()
    told_at = Timestamptz(null=True, default=None)
    theirs = Boolean()
    tech_id = Varchar(500)
    by_vneid = Boolean()
    created = Boolean()


class NationalUpload(Table, tablename="national_upload"):
    """A file the portal has taken (messages of 2026), so that it is sent once."""

    document_id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    file_id = Varchar(200)
    hash = Varchar(200)


class NationalInbound(Table, tablename="national_inbound"):
    """A message of the portal about one dossier, as it came; `record` is sealed, and goes after
    a while (`backend/privacy/retention.py`)."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    code = Varchar(60)
    unit = Varchar(60)
    procedure_code = Varchar(60)
    digest = Bytea()
    updating = Boolean()
    record = JSONB(null=True, default=None)
    state = Varchar(10)
    reason = Text()
    received_at = Timestamptz()
    agency_id = UUID(null=True, default=None)
    seen = Boolean()
    dossier_id = UUID(null=True, default=None)
    closed_by = UUID(null=True, default=None)


class NationalInboundFile(Table, tablename="national_inbound_file"):
    """One file of such a message, fetched after it was received."""

    inbound_id = UUID(primary_key=True, default=None)
    position = SmallInt()
    tenant_id = Varchar(40)
    state = Varchar(10)
    reason = Text()
    document_id = UUID(null=True, default=None)
    tried_at = Timestamptz()


class NationalPull(Table, tablename="national_pull"):
    """One comparison of our lists with the national ones; `last_code` is where it goes on."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    state = Varchar(10)
    asked_by = UUID(null=True, default=None)
    started_at = Timestamptz()
    tried_at = Timestamptz()
    finished_at = Timestamptz(null=True, default=None)
    total = Integer()
    looked_at = Integer()
    differences = Integer()
    last_code = Varchar(60)
    last_error = Text()


class NationalListed(Table, tablename="national_listed"):
    """Procedures that a running comparison has yet to look at."""

    pull_id = UUID(primary_key=True, default=None)
    code = Varchar(60)


class NationalDifference(Table, tablename="national_difference"):
    """One thing on which both sides differ, field by field, and what two persons decided."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    list = Varchar(10)
    key = Varchar(200)
    title = Text()
    kind = Varchar(12)
    fields = JSONB()
    theirs = JSONB()
    digest = Bytea()
    state = Varchar(10)
    found_at = Timestamptz()
    pull_id = UUID(default=None)
    proposal = Varchar(10)
    chosen = Array(base_column=Text())
    revision = Integer()
    proposed_by = UUID(null=True, default=None)
    proposed_by_name = Text()
    proposed_at = Timestamptz(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    decided_by_name = Text()
    decided_at = Timestamptz(null=True, default=None)
    note = Text()


class NationalQuestionCursor(Table, tablename="national_question_cursor"):
    """How far the questions asked on the portal were read, and what stopped the last reading."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    after = Varchar(200)
    read_at = Timestamptz()
    trouble = Text()
