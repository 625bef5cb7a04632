"""Charts of series as SVG, drawn on the server: pure, marks in, a picture out.

Our own, because the libraries that were tried put what we promise not to have into every picture, or lack what a claim needs. pygal 3.1 writes
a style sheet, a script and `style` attributes, which a strict policy of contents refuses inside a page, and an id that differs each time;
leather 0.4 has fixed colours and no links, names or intervals. Neither has marks of several shapes or bars of what a claim leaves open; what
would be left of either is its axis.

A picture has no style at all: it is drawn in `currentColor`, so that it is dark where its page is dark, and classes (`chart-told`,
`chart-derived`, `chart-official`, `chart-grid`) wait for whoever wants more. On its own it brings one rule along, and its policy names it.
"""

from app.charts.draw import Drawing, draw_chart
from app.charts.marks import Chart, Mark
from app.charts.svg import ALONE

__all__ = ["ALONE", "Chart", "Drawing", "Mark", "draw_chart"]
