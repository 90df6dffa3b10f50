"""`python -m tests.house.secrets_scan`: no key, password or token lies in the project's files."""

import subprocess
import sys
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = (
    "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "DiscordBotTokenDetector",
    "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector", "NpmDetector",
    "OpenAIDetector", "PrivateKeyDetector", "SendGridDetector", "SlackDetector",
    "StripeDetector", "TwilioKeyDetector",
)  # fmt: skip
# The password of throw-away clusters is no secret; it protects nothing and lives for one run.
ALLOWED = {"tests/conftest.py"}


def main() -> None:
    """Exits with the list of finds."""
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.toml", "*.yaml", "*.yml", "*.md", "*.json", "Makefile"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    secrets = SecretsCollection(root=str(ROOT))
    with transient_settings({"plugins_used": [{"name": name} for name in PLUGINS]}):
        for name in listed:
            if name not in ALLOWED:
                secrets.scan_file(name)
    finds = [f"{secret.filename}:{secret.line_number} {secret.type}" for _f, secret in secrets]
    if finds:
        sys.exit("\n".join(finds))


if __name__ == "__main__":
    main()
