"""Files that the queue makes: what was asked for, how far it is, until when it is kept."""

from msgspec import Struct


class Export(Struct, frozen=True):
    """One file. `total` and `done` count rows; `percent` is 100 only once it can be taken.

    Moments are RFC 3339; `size` is in bytes; `problem` says why it failed, in words.
    """

    id: str
    source: str
    source_label: str
    title: str
    kind: str
    state: str
    state_label: str
    total: int
    done: int
    percent: int
    size: int
    asked_at: str
    finished_at: str | None
    expires_at: str | None
    problem: str
