"""Petitions on procedures: received, answered in time, made public, satisfied or not."""
