"""C files to a program: toolchains, the runtime library, ninja, and the content-addressed cache."""
