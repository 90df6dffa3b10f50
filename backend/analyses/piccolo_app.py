"""Registers the tables and migrations of analyses with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.analyses.tables import AnalysisWish, SavedAnalysis, SavedVersion

APP_CONFIG = AppConfig(
    app_name="analyses",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[SavedAnalysis, SavedVersion, AnalysisWish],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.exports.piccolo_app"],
)
