"""Names of the audit."""

# The action of an event that records a refusal instead of a write.
REFUSE = "refuse"
# Types of targets whose events tell of accounts and settings, never of an agency's drafts.
ABOUT_ACCOUNTS = ("user", "api_token")
