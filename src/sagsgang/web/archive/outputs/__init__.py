"""The archive as data: which tables and fields there are, and the rows of each.

Everything here starts from rows that hold the public view only. Addresses in rows are paths ("/havnby/byraadet/…");
whoever hands a row on puts the site in front of them (see `dictionary.plain`).
"""
