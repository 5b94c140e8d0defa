"""The web application: the archive, its search and its pages."""
