"""Reading of initiatives beside what every register reads: ``milestones``."""
