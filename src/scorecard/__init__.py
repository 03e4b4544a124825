"""Grade what a city does for people without immigration status, with sources."""

__version__ = "0.1.0"
