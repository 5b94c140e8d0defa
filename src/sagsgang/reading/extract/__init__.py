"""One module a format: each gives the text of a file and its lines."""
