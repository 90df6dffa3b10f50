"""Backups: database and documents together, sealed, restored, proven, kept for a time."""
