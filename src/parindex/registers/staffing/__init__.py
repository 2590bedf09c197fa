"""Organisation and staff: reorganisations, quotas, posts, evaluations, discipline, delegation."""
