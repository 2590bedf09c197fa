"""The record of every write: who, when, what, before, after, why."""
