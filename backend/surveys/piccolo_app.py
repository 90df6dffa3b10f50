"""Registers the tables and migrations of surveys with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.surveys.tables import Participation, SurveyAnswerTable, SurveyTable, Tally

APP_CONFIG = AppConfig(
    app_name="surveys",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[SurveyTable, Participation, SurveyAnswerTable, Tally],
    migration_dependencies=["backend.identity.piccolo_app", "backend.proposals.piccolo_app"],
)
