"""Every SELECT, by noun: parameters -> rendered records or a page of them. Knows no word of HTTP."""
