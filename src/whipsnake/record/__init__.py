"""`whipsnake record`: what a program uses while it runs, as facts for its compilation.

recorder     runs inside of the program, and writes events down
run          runs the program with it
events       what was written down
findings     the facts that follow, beside those that are known
"""
