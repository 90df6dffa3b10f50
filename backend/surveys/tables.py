"""Surveys, who took part in which, what was answered, and the counts."""

from piccolo.columns import JSONB, UUID, Array, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class SurveyTable(Table, tablename="survey"):
    """One survey or consultation; its text never changes once it is published."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    agency_id = UUID(default=None)
    kind = Varchar(20)
    title = Text()
    text = JSONB()
    audience = Varchar(20)
    procedure_codes = Array(base_column=Text())
    opens_at = Timestamptz(null=True, default=None)
    closes_at = Timestamptz(null=True, default=None)
    created_by = UUID(default=None)
    created_at = Timestamptz()
    published_at = Timestamptz(null=True, default=None)
    written_by_name = Text()
    approved_by_name = Text()
    links_issued = Integer()
    results_at = Timestamptz(null=True, default=None)
    conclusion = Text()


class Participation(Table, tablename="survey_participation"):
    """That somebody took part: a keyed word for an account or link, and nothing else."""

    survey_id = UUID(primary_key=True, default=None)
    person = Varchar(64)


class SurveyAnswerTable(Table, tablename="survey_answer"):
    """What was answered, sealed, under an id by chance: not by whom, not when."""

    id = UUID(primary_key=True, default=None)
    tenant_id = Varchar(40)
    survey_id = UUID(default=None)
    way = Varchar(10)
    answers = JSONB()


class Tally(Table, tablename="survey_tally"):
    """How often a question was answered (value empty), and with what."""

    survey_id = UUID(primary_key=True, default=None)
    question = Varchar(70)
    value = Varchar(80)
    votes = Integer()
