"""The command line: thin; everything is done by the driver."""
