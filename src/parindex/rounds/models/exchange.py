from django.db import models

from parindex.rounds.models.round import Round, person_field


class RoundImport(models.Model):
    """That a round came from another installation, and as which archive."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="came_by")
    # Of the archive's content: the same content again is the same round.
    identity = models.CharField(max_length=64, unique=True)
    # Who organised it there.
    organiser_name = models.CharField(max_length=200)
    imported_by = person_field()
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round}: {self.identity[:12]}"
