"""Science and technology missions: planned, carried out by milestones, accepted with a grade."""
