"""Names of the audit."""

# The action of an event that records a refusal instead of a write.
REFUSE = "refuse"
