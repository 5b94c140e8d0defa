"""Imported documents: kept, listed, searched."""
