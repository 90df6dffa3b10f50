"""Which papers are asked for, by the answers given."""

from msgspec import Struct


class NeededPaper(Struct, frozen=True):
    """One paper for the answers given: `need` is required, optional or not_applicable; `reason`
    says which answers decide it, `condition` the case it is for."""

    key: str
    name: str
    originals: int
    certified: int
    copies: int
    need: str
    need_label: str
    condition: str
    reason: str
    replaced_by_data: str
