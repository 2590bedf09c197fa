"""Reading of inspections beside what every register reads: ``visits``."""
