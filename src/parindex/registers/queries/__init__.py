"""Reading of registers, a module a concern: ``entries`` (lists, one, history), ``closings``."""
