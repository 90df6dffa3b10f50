"""`python -m tests.security.asvs`: writes the table of ASVS 5.0.0 as docs/security/asvs.md."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "security" / "asvs.toml"
PAGE = ROOT / "docs" / "security" / "asvs.md"
SIGNS = {"met": "✓ met", "part": "◐ part", "open": "○ open", "operator": "operator", "none": "–"}
CHAPTERS = {
    1: "Encoding", 2: "Validation and business logic", 3: "Web front end", 4: "API", 5: "Files",
    6: "Authentication", 7: "Sessions", 8: "Authorisation", 9: "Tokens", 10: "OAuth and OIDC",
    11: "Cryptography", 12: "Communication", 13: "Configuration", 14: "Data protection",
    15: "Coding and architecture", 16: "Logging and errors", 17: "WebRTC",
}  # fmt: skip
_HEAD = """# ASVS 5.0.0, level by level

Made from [asvs.toml](asvs.toml) by `python -m tests.security.asvs`. Ids and levels are those of the
OWASP Application Security Verification Standard 5.0.0 (CC BY-SA 4.0, owasp.org/asvs); the sentences
are ours and say what this project does. Read the standard beside it. *met* names a test or a file
that is there; *part* says what is missing; *operator* is a duty of whoever runs it; – is none.
Level 3 is claimed nowhere; a few of its rows are here because they matter for this system.
"""


def page() -> str:
    """The whole page."""
    rows: dict[str, dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))[
        "requirements"
    ]
    parts = [_HEAD, _overview(rows)]
    for number, name in CHAPTERS.items():
        lines = [_line(id_, row) for id_, row in rows.items() if _chapter(id_) == number]
        parts.append(f"## V{number} {name}\n\n| Id | L | | How | Proof |\n|---|---|---|---|---|")
        parts[-1] += "\n" + "\n".join(lines) + "\n"
    return "\n".join(parts)


def _overview(rows: dict[str, dict[str, Any]]) -> str:
    counts = Counter((row["level"], row["status"]) for row in rows.values())
    head = "| Level | " + " | ".join(SIGNS) + " |\n|---|" + "---:|" * len(SIGNS)
    lines = [
        f"| {level} | " + " | ".join(str(counts[level, status]) for status in SIGNS) + " |"
        for level in (1, 2, 3)
    ]
    return head + "\n" + "\n".join(lines) + "\n"


def _line(id_: str, row: dict[str, Any]) -> str:
    proof = "<br>".join(f"`{_short(each)}`" for each in row.get("proof", []))
    return f"| {id_} | {row['level']} | {SIGNS[row['status']]} | {row['how']} | {proof} |"


def _short(proof: str) -> str:
    """The test without its folder; a file as it is."""
    return re.sub(r"^tests/.*?/?([\w]+)\.py::", r"\1::", proof)


def _chapter(id_: str) -> int:
    return int(id_[1:].split(".")[0])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
