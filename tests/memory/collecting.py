"""Import one module while the collector runs as often as it can: `collecting.py FOLDER NAME [ARGUMENT...]`."""

import gc
import sys

sys.path[0] = sys.argv[1]
name = sys.argv[2]
del sys.argv[1:3]
gc.set_threshold(1)
__import__(name)
