"""The reference of a submission, before a desk gives the dossier its code."""

import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without letters that look like digits


def new_reference() -> str:
    """TN and ten letters or digits that nobody can guess."""
    return "TN" + "".join(secrets.choice(_ALPHABET) for _ in range(10))
