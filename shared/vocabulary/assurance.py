"""How surely it is known who is behind a session (mức độ bảo đảm, NĐ 69/2024/NĐ-CP)."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Assurance(StrEnum):
    """From a password of one's own to a national identity of the second level."""

    PASSWORD = "password"
    TWO_FACTORS = "two_factors"
    NATIONAL_1 = "national_1"
    NATIONAL_2 = "national_2"


ASSURANCE_LABELS: dict[Assurance, Label] = {
    Assurance.PASSWORD: Label("Mật khẩu", "Password"),
    Assurance.TWO_FACTORS: Label("Mật khẩu và mã xác thực", "Password and one-time code"),
    Assurance.NATIONAL_1: Label("VNeID mức độ 1", "VNeID level 1"),
    Assurance.NATIONAL_2: Label("VNeID mức độ 2", "VNeID level 2"),
}
