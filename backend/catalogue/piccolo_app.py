"""Registers the tables and migrations of the catalogue with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.catalogue.tables import (
    ImportIssue,
    ImportRun,
    ProcedureChange,
    ProcedureRow,
    ProcedureStop,
    ProcedureVersion,
)

APP_CONFIG = AppConfig(
    app_name="catalogue",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        ProcedureRow,
        ProcedureVersion,
        ProcedureChange,
        ProcedureStop,
        ImportRun,
        ImportIssue,
    ],
    migration_dependencies=["backend.platform.piccolo_app", "backend.identity.piccolo_app"],
)
