"""Six tools for language models, over the Model Context Protocol (the extra `mcp`): the queries of the API, made up for readers who pay by the word.

`server` is all that knows of the protocol's library; `arguments` what each tool takes, `names` whom and what is meant by it, `answers` how much is told,
the other files a tool each.
"""
