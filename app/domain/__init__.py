"""The words of the trade: frozen types without I/O. Every offset is a Unicode code point into the document's text, ranges half-open."""
