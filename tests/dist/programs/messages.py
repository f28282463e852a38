# requires: babel cffi setuptools<81
# modes: standalone
# kept-out: pkg_resources pkg_resources
# kept-out: setuptools setuptools
import io

import cffi
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

interface = cffi.FFI()
interface.cdef("int abs(int);")
print(interface.dlopen(None).abs(-3), len(CommandLineInterface.commands), [*extract_from_dir(".")])
catalog = read_po(io.BytesIO(b'msgid "a"\nmsgstr "b"\n'))
write_po(made := io.BytesIO(), catalog, omit_header=True)
print(made.getvalue())
