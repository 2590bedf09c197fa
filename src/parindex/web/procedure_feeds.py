"""The components that the pages of procedures feed, by their keys."""

REVIEW = ("procedure_review_completion",)
SIMPLIFICATION = ("procedure_simplification",)
PUBLICATION = ("procedure_publication_on_time", "procedure_disclosure")
CATALOGUE = (
    *REVIEW,
    *SIMPLIFICATION,
    *PUBLICATION,
    "one_stop_online",
    "inter_agency_one_stop",
    "online_procedures",
)
