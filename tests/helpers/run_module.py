"""Import one module from one folder: `run_module.py FOLDER NAME [ARGUMENT...]`.

The folder holds the module's source or its compiled form; nothing else differs between the two runs.
"""

import sys

sys.path[0] = sys.argv[1]
name = sys.argv[2]
del sys.argv[1:3]
__import__(name)
