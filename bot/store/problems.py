"""Why a database cannot be used."""

from __future__ import annotations


class DatabaseError(Exception):
    """The database cannot be opened; the text is one sentence with the remedy."""


class NewerSchema(DatabaseError):
    """A newer version of the program wrote it."""
