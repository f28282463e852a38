print("circular init")
from . import a
