"""Long work beside the pages: queued, run by a worker, watched, cancelled, done once."""
