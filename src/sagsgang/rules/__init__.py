"""Procedure as pure functions: what may be shown, and in time states, routes, duties and formulas."""
