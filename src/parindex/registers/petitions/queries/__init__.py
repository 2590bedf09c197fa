"""Reading of petitions beside what every register reads: ``deadlines``."""
