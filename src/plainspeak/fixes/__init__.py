"""Makes the replacements that need no person: edits, how they are written into each format, and onto disk."""
