"""The deadline that a cell of a plan says: “15/6/2021”, “Quý III”, “hằng tháng, trước ngày 20”."""

from datetime import date

from parindex_core.directives.deadlines import DeadlineReader
from parindex_core.directives.reading import Deadline
from parindex_core.directives.transcript import Transcript

_LONGEST = 300


def deadline_of_cell(text: str, begun: date) -> Deadline | None:
    """What the cell says, None where it says no time, or a day that no calendar has.

    ``begun``: the first day of the plan.
    """
    transcript = Transcript(" ".join(text[:_LONGEST].split()))
    reader = DeadlineReader(transcript, begun, [])
    found = reader.read(0, len(transcript.text), is_cell=True)
    if not found or (found[0].ambiguous and found[0].deadline.date is None):
        return None
    return found[0].deadline
