"""Searching agenda items in Danish: the engine, the questions and the snippets. Nothing here knows the database."""
