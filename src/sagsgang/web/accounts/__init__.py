"""Municipalities and their bodies, the people who work with them here, and who may do what."""
