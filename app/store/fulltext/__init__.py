"""Full text: what is searched by words, kept in step with the records in the same transaction.

`entries.py` says which words a record is found by, `keys.py` in which order records stand, `keep.py` writes and takes away,
`expression.py` is a question in the index's own terms, and one module a dialect turns it into what the database understands.
"""
