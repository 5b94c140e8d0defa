"""Reads published agendas and minutes, whatever their format, into the model."""
