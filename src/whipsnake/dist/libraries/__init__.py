"""Shared libraries: which ones a distribution's binaries need, where they go, and what has to be changed in them.

elf.py       reads and changes ELF files; other formats are modules beside it
search.py    finds a library as the dynamic loader does
host.py      which libraries are the host system's business; the facts are in host.toml
closure.py   from the distribution's binaries to all the libraries they need, and who needs what
layout.py    the place of each library in the distribution, and the changes that follow
contents.py  the bytes of a library as it goes into the distribution
"""
