"""All kinds of tables by name."""

from backend.imports.kinds import Kind, calendar, competences, fees, lookups, organisation, posts
from shared.vocabulary.imports import ImportKind

KINDS: dict[ImportKind, Kind] = {
    kind.name: kind
    for kind in (
        lookups.KIND,
        organisation.AGENCIES,
        organisation.UNITS,
        posts.KIND,
        calendar.KIND,
        fees.KIND,
        competences.KIND,
    )
}
ROLES = tuple(dict.fromkeys(role for kind in KINDS.values() for role in kind.roles))
