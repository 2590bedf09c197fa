"""People, the roles they hold in an agency, and what a role may do."""
