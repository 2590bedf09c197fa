"""The API for scripts: what a round's pages do, as typed operations under /api/v1/."""
