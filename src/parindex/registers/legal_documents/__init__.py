"""Legal documents: those that the agency drafts by a programme, those that it reviews by a plan."""
