"""What the pages, the search and the command line read: one file a noun.

Everything here starts from rows that hold the public view only, so nothing has to be taken out on the way.
"""
