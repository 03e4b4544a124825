"""Where a statement comes from."""

from .fields import Part, SourceDate, Text


class Source(Part):
    """A page, a report or a record; `date` is when it was published, or `undated`."""

    title: Text
    publisher: Text | None = None
    kind: Text | None = None
    date: SourceDate | None = None
    url: Text | None = None
    archive: Text | None = None
    note: Text | None = None
