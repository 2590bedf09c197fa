"""Writing of legal documents: ``drafts`` and ``reviews``, each step; the rest as everywhere."""
