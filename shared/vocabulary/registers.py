"""The books that agencies keep by law."""

from enum import StrEnum

from shared.vocabulary.label import Label
from shared.vocabulary.roles import Role

# Who reads the registers of an agency.
REGISTER_READERS = (Role.DESK_OFFICER, Role.DESK_HEAD, Role.LEADER, Role.CLERK, Role.AUDITOR)


class RegisterKind(StrEnum):
    """What is entered in a book."""

    DOSSIERS = "dossiers"
    CERTIFIED_COPIES = "certified_copies"


REGISTER_KIND_LABELS: dict[RegisterKind, Label] = {
    RegisterKind.DOSSIERS: Label("Sổ theo dõi hồ sơ", "Register of dossiers"),
    RegisterKind.CERTIFIED_COPIES: Label(
        "Sổ chứng thực bản sao từ bản chính", "Book of certified copies"
    ),
}
