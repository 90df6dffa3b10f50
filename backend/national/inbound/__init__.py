"""Dossiers that were submitted at the national portal and are sent to us."""
