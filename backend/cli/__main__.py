"""`python -m backend.cli` is the `motcua` command."""

from backend.cli import main

if __name__ == "__main__":  # a process beside this one reads the module without running it
    main()
