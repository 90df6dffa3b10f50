"""Registers the tables and migrations of processes with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.workflow.tables import ProcessReplay, ProcessVersionRow, StepPassage

APP_CONFIG = AppConfig(
    app_name="workflow",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[ProcessReplay, ProcessVersionRow, StepPassage],
    migration_dependencies=["backend.platform.piccolo_app", "backend.dossiers.piccolo_app"],
)
