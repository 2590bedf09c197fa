"""Registers: what an agency records once and counts many times; what all of them share.

Each register is an app of its own in a folder here; see docs/guides/add-a-register.md.
"""
