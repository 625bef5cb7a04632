"""Logs: structlog over the standard library, so that what libraries log goes the same way.

Text for a terminal, JSON lines in service. A line that belongs to a request carries its id, which the client gets too.
The first line that is wanted loads structlog: it takes a tenth of a second, which no start should wait for.
"""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor

REQUEST_ID: Final[ContextVar[str]] = ContextVar("request_id", default="")
"""Id of the request that is being answered; empty outside of one."""

_LOWEST: Final = {
    "asyncio": logging.WARNING,
    "pymorphy3": logging.WARNING,
    "uvicorn.access": logging.WARNING,  # the application has its own line for each request
    "uvicorn.error": logging.WARNING,  # the server tells by itself when and where it answers
}


class Log:
    """Tells lines under one name: events with values, such as `log.warning("answered", status=503)`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._plain = logging.getLogger(name)

    def debug(self, event: str, **values: object) -> None:
        self._tell(logging.DEBUG, event, values)

    def info(self, event: str, **values: object) -> None:
        self._tell(logging.INFO, event, values)

    def warning(self, event: str, **values: object) -> None:
        self._tell(logging.WARNING, event, values)

    def exception(self, event: str, **values: object) -> None:
        """An error, with the traceback of what is being handled."""
        self._tell(logging.ERROR, event, {**values, "exc_info": True})

    def _tell(self, level: int, event: str, values: dict[str, Any]) -> None:
        if self._plain.isEnabledFor(level):
            _configured().stdlib.get_logger(self._name).log(level, event, **values)


class _Lines(logging.Formatter):
    """Makes a line of each record, a library's as well as ours."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json
        self._made: logging.Formatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        if self._made is None:  # a handler formats one record at a time
            self._made = self._make()
        return self._made.format(record)

    def _make(self) -> logging.Formatter:
        structlog = _configured()
        formatter = structlog.stdlib.ProcessorFormatter
        stamp = structlog.processors.TimeStamper
        form: list[Processor] = (
            [stamp(fmt="iso", utc=True), structlog.processors.JSONRenderer(ensure_ascii=False)]
            if self._as_json
            else [
                stamp(fmt="%H:%M:%S", utc=False),
                structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
            ]
        )
        made: logging.Formatter = formatter(
            foreign_pre_chain=_shared(structlog),
            processors=[form[0], formatter.remove_processors_meta, form[1]],
        )
        return made


def configure_logs(level: str, *, as_json: bool) -> None:
    """Send every log to standard error. `level`: debug, info, warning or error; at debug libraries tell everything too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(as_json=as_json))
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


def get_logger(name: str) -> Log:
    """The log of a module."""
    return Log(name)


@cache
def _configured() -> ModuleType:
    """structlog, loaded and set up."""
    import structlog

    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(structlog),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return structlog


def _shared(structlog: ModuleType) -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _add_request_id,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.format_exc_info,  # plain: prettier ones print local variables, which nobody should log
    ]


def _add_request_id(_: Any, __: str, event: EventDict) -> EventDict:
    if request_id := REQUEST_ID.get():
        event["request_id"] = request_id
    return event
