"""`python -m backend.cli` is the `motcua` command."""

from backend.cli import main

main()
