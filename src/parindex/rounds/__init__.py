"""A province's assessment round: opening, self score, appraisal, conclusion, accountability."""
