"""Annotated sets through the engine, against pinned floors: how good the extraction is, and whether a change made it worse."""

from app.evaluation.evaluate import evaluate, raise_floors, read_floors
from app.evaluation.rows import Evaluation, Row
from app.evaluation.sets import EXTERNAL, GOLD

__all__ = ["EXTERNAL", "GOLD", "Evaluation", "Row", "evaluate", "raise_floors", "read_floors"]
