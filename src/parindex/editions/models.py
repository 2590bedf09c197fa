from django.db import models


class Edition(models.Model):
    """One framework file, kept whole: what was scored by it can be scored again for ever."""

    key = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key", "id"]

    def __str__(self) -> str:
        return self.title
