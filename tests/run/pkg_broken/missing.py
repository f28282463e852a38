from .raises2 import nothing
