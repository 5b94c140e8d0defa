"""Every list and page as data: JSON, CSV, Atom feeds and calendars, at the page's address with an ending."""
