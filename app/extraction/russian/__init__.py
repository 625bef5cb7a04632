"""The grammar of Russian attributions: cues, subjects, titles, quotations, reports."""
