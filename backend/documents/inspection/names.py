"""What a file is called."""

import unicodedata


def clean_name(name: str) -> str:
    """A file name without folders, control characters or anything a header could choke on."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if c.isprintable() and c not in '<>:"|?*;')
    name = name.strip(" .")[-120:]
    return name or "tep-dinh-kem"
