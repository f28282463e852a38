"""Import `measured_program` from a folder under coverage.py, and print what was measured: `run_coverage.py FOLDER`."""

import sys

import coverage

sys.path.insert(0, sys.argv[1])
measuring = coverage.Coverage(branch=True, data_file=None, include=["*/measured_program.py"], config_file=False)
measuring.start()
__import__("measured_program")
measuring.stop()
data = measuring.get_data()
for name in data.measured_files():
    print(sorted(data.arcs(name) or []))
    print(sorted(data.lines(name) or []), measuring.analysis2(name)[1:4])
