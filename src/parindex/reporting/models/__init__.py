"""Forms, obligations, the periods that opened, and each unit's and the agency's report."""

from parindex.reporting.models.forms import FormVersion, ReportForm
from parindex.reporting.models.obligations import Obligation
from parindex.reporting.models.periods import Period, Report

__all__ = ["FormVersion", "Obligation", "Period", "Report", "ReportForm"]
