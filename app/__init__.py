"""Summitry: statements, proposals and economic figures of summits, each tied to the characters of its source."""

__version__ = "0.7.0"
