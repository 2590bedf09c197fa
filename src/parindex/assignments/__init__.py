"""Directives, the sentences in them, and the tasks that units carry out."""
