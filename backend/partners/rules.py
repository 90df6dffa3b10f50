"""What a program of another system may be let do: scopes, fields, speed; pure."""

import ipaddress
from dataclasses import dataclass

from shared.vocabulary.partners import FIELDS, SCOPES

ANY = "*"
RATES = {"low": (20, 1.0), "standard": (200, 10.0), "high": (1000, 50.0)}  # at once, a second


@dataclass(frozen=True, slots=True)
class Asked:
    """What a token is asked for: scopes, each for all procedures or for the named ones."""

    scopes: dict[str, frozenset[str]]


def read_scope(text: str) -> dict[str, frozenset[str]] | None:
    """`dossiers:read dossiers:changes/1.004873`: per scope the procedures; none named means all.

    None when a word is no scope of ours.
    """
    found: dict[str, set[str]] = {}
    whole: set[str] = set()
    for word in text.split():
        name, _, procedure = word.partition("/")
        if name not in SCOPES or len(procedure) > 40:
            return None
        found.setdefault(name, set())
        if procedure:
            found[name].add(procedure)
        else:
            whole.add(name)
    return {name: frozenset() if name in whole else frozenset(p) for name, p in found.items()}


def written_scope(scopes: dict[str, frozenset[str]]) -> str:
    """The same as text, in a stable order."""
    words = [
        f"{name}/{procedure}" if procedure else name
        for name, procedures in scopes.items()
        for procedure in (procedures or {""})
    ]
    return " ".join(sorted(words))


def fields_for(grants: dict[str, frozenset[str]], procedure: str) -> frozenset[str]:
    """What may be read of a dossier of a procedure: its own grant, else the one for any."""
    return grants.get(procedure, grants.get(ANY, frozenset()))


def unknown_fields(fields: list[str]) -> list[str]:
    """Names that are no fields."""
    return [name for name in fields if name not in FIELDS]


def network(text: str) -> str | None:
    """An address or network in its one way of writing, or None; nobody is let in from anywhere."""
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    return str(found) if found.prefixlen >= (8 if found.version == 4 else 32) else None


def comes_from(address: str, networks: list[str]) -> bool:
    """Whether an address lies in one of the networks."""
    try:
        asked = ipaddress.ip_address(address)
    except ValueError:
        return False
    if asked.version == 6 and asked.ipv4_mapped is not None:
        asked = asked.ipv4_mapped  # what some proxies write for a caller by IPv4
    return any(
        asked.version == known.version and asked in known
        for known in map(ipaddress.ip_network, networks)
    )
