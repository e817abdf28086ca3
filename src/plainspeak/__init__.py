"""plainspeak reads IT documents as a business leader would."""

__version__ = "0.1.0"
