"""The Django product: a department's PAR index from directive to report."""
