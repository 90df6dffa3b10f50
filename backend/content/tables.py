"""Content with its versions, and questions of citizens with theirs."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class ContentItem(Table, tablename="content_item"):
    """One piece of content; `version` 0 was never published."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    kind = Varchar(20)
    title = Text()
    procedure_code = Varchar(40)
    version = Integer()
    created_by = UUID(default=None)
    created_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawn_by_name = Text()
    withdrawn_reason = Text()


class ContentVersion(Table, tablename="content_version"):
    """One published version; only when people stop seeing it ever changes."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    item_id = UUID(default=None)
    version = Integer()
    kind = Varchar(20)
    agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    weight = Integer()
    title = Text()
    title_text = Text()
    search_text = Text()
    text = JSONB()
    visible_from = Timestamptz()
    visible_until = Timestamptz(null=True, default=None)
    starts_at = Timestamptz(null=True, default=None)
    ends_at = Timestamptz(null=True, default=None)
    urgent = Boolean()
    announced_at = Timestamptz(null=True, default=None)
    published_at = Timestamptz()
    written_by_name = Text()
    approved_by_name = Text()


class ContentPicture(Table, tablename="content_picture"):
    """A picture for the text of a piece of content, drawn anew from what was uploaded."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    item_id = UUID(default=None)
    name = Text()
    object_key = Text()
    sha256 = Bytea(null=True, default=None)
    size = BigInt()
    created_by = UUID(default=None)
    created_at = Timestamptz()
    removed_at = Timestamptz(null=True, default=None)


class ContentSample(Table, tablename="content_sample"):
    """A sample paper, kept only with its stamp."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    item_id = UUID(default=None)
    name = Text()
    object_key = Text()
    sha256 = Bytea(null=True, default=None)
    size = BigInt()
    pages = SmallInt()
    created_by = UUID(default=None)
    created_at = Timestamptz()
    removed_at = Timestamptz(null=True, default=None)


class PublicQuestion(Table, tablename="public_question"):
    """A question asked without an account; body, name, mailbox and answers are sealed."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    code = Varchar(16)
    agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    body = Text()
    asker_name = Text()
    asker_email = Text()
    asked_at = Timestamptz()
    state = Varchar(10)
    revision = Integer()
    answer = Text()
    publish = Boolean()
    edited = Text()
    edited_answer = Text()
    written_by = UUID(null=True, default=None)
    written_by_name = Text()
    note = Text()
    reason = Text()
    answered_at = Timestamptz(null=True, default=None)
    sent_answer = Text()
    published_version = Integer()
    forgotten_at = Timestamptz(null=True, default=None)
    origin_code = Varchar(60)


class QuestionVersion(Table, tablename="question_version"):
    """A question and answer as published, edited for everybody."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    question_id = UUID(default=None)
    version = Integer()
    agency_id = UUID(default=None)
    procedure_code = Varchar(40)
    question = Text()
    answer = Text()
    title_text = Text()
    search_text = Text()
    visible_from = Timestamptz()
    visible_until = Timestamptz(null=True, default=None)
    written_by_name = Text()
    approved_by_name = Text()
