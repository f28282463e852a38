print("about to raise")
partially = 1
raise ValueError("module body raised")
