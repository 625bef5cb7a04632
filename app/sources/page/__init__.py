"""What is read out of an HTML page, in a child process: `read.py` says in which order."""
