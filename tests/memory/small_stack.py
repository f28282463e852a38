"""Import one module in a thread that has 256 KiB of stack: `small_stack.py FOLDER NAME [ARGUMENT...]`."""

import sys
import threading

sys.path[0] = sys.argv[1]
name = sys.argv[2]
del sys.argv[1:3]
threading.stack_size(256 * 1024)
thread = threading.Thread(target=__import__, args=(name,))
thread.start()
thread.join()
