"""Sagsgang: read, find and follow what Danish municipalities decide."""

__version__ = "0.1.0"
