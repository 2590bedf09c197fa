"""The editions of an archive: the round's own, and those that agencies submitted by before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assessments.services import EditionDoesNotContinue, changed_components
from parindex.editions.queries import framework_of
from parindex.editions.services import take_edition
from parindex.rounds.exchange.archive import EDITION, ArchiveRefused, RoundArchive, path_of_edition
from parindex_core.framework import FrameworkInvalid

if TYPE_CHECKING:
    from parindex.editions.models import Edition


class ArchivedEditions:
    """An edition corrected after a submission leaves that as it was: both are needed to check it.

    ``of_round``: the edition that the round was scored by in the end.
    """

    def __init__(self, archive: RoundArchive, sha256: str) -> None:
        """:raises ArchiveRefused: when the round's edition cannot be read or is another."""
        self._archive = archive
        self.of_round = self._taken(EDITION, sha256)
        self._known = {sha256: self.of_round}

    def named(self, sha256: str) -> Edition:
        """The edition that a submission names.

        :raises ArchiveRefused: unless it is there, and the round's own continues it.
        """
        if sha256 not in self._known:
            edition = self._taken(path_of_edition(sha256), sha256)
            try:
                changed_components(framework_of(edition), framework_of(self.of_round))
            except EditionDoesNotContinue:
                raise ArchiveRefused(_("A submission is by another edition altogether.")) from None
            self._known[sha256] = edition
        return self._known[sha256]

    def _taken(self, path: str, sha256: str) -> Edition:
        try:
            edition = take_edition(self._archive.text(path), path)
        except FrameworkInvalid as problem:
            raise ArchiveRefused(_("The edition cannot be read: %s") % problem) from None
        if edition.sha256 != sha256:
            raise ArchiveRefused(_("The edition is not the one that the round was scored by."))
        return edition
