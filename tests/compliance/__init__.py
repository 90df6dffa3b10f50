"""Which criteria the tests prove: `python -m tests.compliance`."""
