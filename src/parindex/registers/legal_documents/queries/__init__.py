"""Reading of legal documents beside what every register reads: ``procedure``."""
