"""Editions: the framework of a year as the product keeps it, locked by its hash."""
