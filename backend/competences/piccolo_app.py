"""Registers the tables and migrations of competences with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.competences.tables import CompetenceChange, CompetencePlan

APP_CONFIG = AppConfig(
    app_name="competences",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[CompetenceChange, CompetencePlan],
    migration_dependencies=[
        "backend.organisation.piccolo_app",
        "backend.identity.piccolo_app",
        "backend.proposals.piccolo_app",
    ],
)
