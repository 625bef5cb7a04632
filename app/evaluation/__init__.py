"""Gold sets through the engine, against pinned floors: how good the extraction is, and whether a change made it worse."""

from app.evaluation.gold import Evaluation, Row, evaluate, extract_lines

__all__ = ["Evaluation", "Row", "evaluate", "extract_lines"]
