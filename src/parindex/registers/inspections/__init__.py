"""Inspections: of the agency's units on reform, of how laws are enforced, and what they find."""
