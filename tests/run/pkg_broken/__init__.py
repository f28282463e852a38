print("broken init")
