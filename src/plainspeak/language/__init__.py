"""What plainspeak hears in a document: tokens, sentences, acronyms, readability."""
