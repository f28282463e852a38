# requires: black binaryornot
# facts: blib2to3 binaryornot
from pathlib import Path

import black
from binaryornot.helpers import is_binary_string

print(black.format_str("def f( a,b ):\n  return  [a,\n b]\n", mode=black.Mode()))
print(is_binary_string(b"text"), is_binary_string(b"\0\1\2\xff"), Path(black.__file__).suffix)
