"""Pictures and sample papers belong to versions: each says which are its own."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:55:11:000061"
VERSION = "1.38.0"
DESCRIPTION = "files of versions of content"

# Papers hung on the piece of content and were shown with every version; a picture was one of those
# that the text puts somewhere. What is being written keeps all there are.
_FORWARDS = """
alter table content_picture add column removed_at timestamptz;
update content_version v set text = text || jsonb_build_object(
    'pictures', coalesce((select jsonb_agg(p.id::text order by p.id) from content_picture p
        where p.item_id = v.item_id and strpos(v.text::text, p.id::text) > 0), '[]'),
    'papers', coalesce((select jsonb_agg(s.id::text order by s.id) from content_sample s
        where s.item_id = v.item_id and s.removed_at is null), '[]'));
update proposal d set definition = definition || jsonb_build_object(
    'pictures', coalesce((select jsonb_agg(p.id::text order by p.id) from content_picture p
        where p.item_id::text = d.key), '[]'),
    'papers', coalesce((select jsonb_agg(s.id::text order by s.id) from content_sample s
        where s.item_id::text = d.key and s.removed_at is null), '[]'))
where d.subject = 'content';
"""

_BACKWARDS = """
update proposal set definition = definition - 'pictures' - 'papers' where subject = 'content';
update content_version set text = text - 'pictures' - 'papers';
alter table content_picture drop column removed_at;
"""

forwards = sql_migration(ID, "content", _FORWARDS, _BACKWARDS, DESCRIPTION)
