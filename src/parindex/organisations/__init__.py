"""Agencies that are scored, and the units inside them that do the work."""
