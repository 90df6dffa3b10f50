"""What stands in the database in Vietnamese: names, titles, texts of agencies. The rest of a page
is words of the screens."""

import json
import re

from tests.e2e.database import value

# Tables whose texts citizens read as they were written.
_TABLES = (
    "account", "administrative_unit", "agency", "content_item", "content_version", "dossier",
    "dossier_event", "form_version", "lookup_entry", "notice", "portal_particulars", "procedure",
    "procedure_version", "public_question", "question_version", "petition", "service_figure",
    "survey", "unit", "desk_setup",
)  # fmt: skip
_SHORTEST = 3


def known_texts() -> list[str]:
    """Every text and every text inside JSON of these tables, line by line, the longest first."""
    columns = json.loads(
        str(
            value(
                "select json_agg(json_build_array(table_name, column_name, data_type)) "
                "from information_schema.columns where table_schema = 'public' "
                "and table_name = any($1) and data_type in ('text', 'character varying', 'jsonb')",
                list(_TABLES),
            )
        )
    )
    parts = [
        f"select v #>> '{{}}' as t from \"{table}\", "
        f"jsonb_path_query(\"{column}\", 'strict $.**') v where jsonb_typeof(v) = 'string'"
        if kind == "jsonb"
        else f'select "{column}" as t from "{table}"'
        for table, column, kind in columns
    ]
    found = json.loads(
        str(value(f"select json_agg(distinct t) from ({' union all '.join(parts)}) x"))
    )
    lines = {line.strip() for text in found if text for line in text.splitlines()}
    # Lists are joined by the screens, sentences cut at their end: what is between counts as well.
    lines |= {part.strip() for line in lines for part in re.split(r"[.;]\s", line)}
    return sorted((line for line in lines if len(line) >= _SHORTEST), key=len, reverse=True)
