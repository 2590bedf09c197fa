"""Reading: what is owed, how each period stands, a report, what the units' reports add up to."""
