"""Administrative procedures: the catalogue by day, review, simplification, publication."""
