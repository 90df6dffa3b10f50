"""Procedures, agencies and sectors of the national databases, held against the local copy."""
