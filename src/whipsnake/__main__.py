"""`python -m whipsnake`."""

from whipsnake.cli.main import main

if __name__ == "__main__":
    main()
