"""From the bundle of a program to its files: shared libraries, data files, the archive, the folder or the one file."""
