"""Lets `python -m plainspeak` do what `plainspeak` does."""

from plainspeak.cli import main

if __name__ == "__main__":
    main()
