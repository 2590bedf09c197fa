"""Initiatives in public administration reform, from their registration to their recognition."""
