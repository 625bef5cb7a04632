"""Logs: structlog over the standard library, so that what libraries log goes the same way.

Text for a terminal, JSON lines in service. A line that belongs to a request carries its id, which the client gets too.
"""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar
from typing import Any, Final

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

REQUEST_ID: Final[ContextVar[str]] = ContextVar("request_id", default="")
"""Id of the request that is being answered; empty outside of one."""

_LOWEST: Final = {
    "asyncio": logging.WARNING,
    "pymorphy3": logging.WARNING,
    "uvicorn.access": logging.WARNING,  # the application has its own line for each request
    "uvicorn.error": logging.WARNING,  # the server tells by itself when and where it answers
}


def _add_request_id(_: Any, __: str, event: EventDict) -> EventDict:
    if request_id := REQUEST_ID.get():
        event["request_id"] = request_id
    return event


_SHARED: Final[list[Processor]] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    _add_request_id,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.format_exc_info,  # plain: prettier ones print local variables, which nobody should log
]
structlog.configure(
    processors=[structlog.stdlib.filter_by_level, *_SHARED, ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def configure_logs(level: str, *, as_json: bool) -> None:
    """Send every log to standard error. `level`: debug, info, warning or error; at debug libraries tell everything too."""
    handler = logging.StreamHandler(sys.stderr)
    form = _json_lines() if as_json else _text()
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[*form[:-1], ProcessorFormatter.remove_processors_meta, form[-1]],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name, lowest in _LOWEST.items():
        logging.getLogger(name).setLevel(
            root.level if root.level <= logging.DEBUG else max(lowest, root.level)
        )


def _json_lines() -> list[Processor]:
    return [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def _text() -> list[Processor]:
    return [
        structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
    ]


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger whose lines are events with values: `log.info("document stored", id=…)`."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger
