"""The rules of the training room. Knows PostgreSQL, and nothing of the web."""
