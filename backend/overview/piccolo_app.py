"""Registers the tables and migrations of live operations with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.overview.tables import (
    FigureChange,
    FigureCheck,
    FigureDay,
    Forecast,
    OverviewRun,
    Pace,
    ServiceFigure,
    ServiceFigureRun,
    StepPace,
    WallScreen,
)

APP_CONFIG = AppConfig(
    app_name="overview",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        FigureDay,
        FigureChange,
        FigureCheck,
        ServiceFigure,
        ServiceFigureRun,
        OverviewRun,
        Pace,
        StepPace,
        Forecast,
        WallScreen,
    ],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.workflow.piccolo_app"],
)
