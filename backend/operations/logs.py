"""Structured logs as JSON lines; never bodies, cookies, names or numbers of people."""

import logging
import sys
from typing import Any

import structlog

from backend.operations.log_masking import mask, mask_libraries
from backend.settings import settings

# Libraries that log the whole address of each request, in which a number of a person may stand.
TALKATIVE = ("httpx", "httpcore", "urllib3")


def configure() -> None:
    """Sets up logging of this process: our own entries and those of libraries, a line each."""
    level = logging.getLevelName(settings().log_level.upper())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, mask, as_json],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # One write a line: entries of several programs in one file never share a line.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    of_libraries = logging.StreamHandler(sys.stderr)
    of_libraries.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, mask, as_json],
        )
    )
    root = logging.getLogger()
    root.handlers = [of_libraries]
    root.setLevel(max(level, logging.WARNING))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    mask_libraries()
