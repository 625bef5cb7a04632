"""When: dates, periods, the day of a document, its summit."""
