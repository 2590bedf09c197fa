"""Reading of missions beside what every register reads: ``schedule``."""
