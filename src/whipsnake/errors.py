"""The two kinds of error: the user's, and ours."""

from __future__ import annotations

import sys


class UserError(Exception):
    """Something the user can mend: one sentence, where it is, and what to do. The command ends with `exit_code`."""

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        filename: str | None = None,
        line: int | None = None,
        column: int | None = None,
        text: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.filename = filename
        self.line = line
        self.column = column
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.filename, self.line, self.column) if part is not None)
        lines = [f"{where}: {self.message}" if where else self.message]
        if self.text is not None:
            source = self.text.rstrip("\n")
            stripped = source.lstrip()
            lines.append("    " + stripped)
            if self.column is not None:
                lines.append("    " + " " * max(0, self.column - 1 - (len(source) - len(stripped))) + "^")
        if self.hint is not None:
            lines.append(self.hint)
        return "\n".join(lines)

    def show(self) -> None:
        """Print it."""
        print(f"whipsnake: {self}" if self.filename is None else str(self), file=sys.stderr)


class SourceError(UserError):
    """A source that CPython does not compile; CPython's own words say why."""

    def __init__(self, filename: str, error: Exception) -> None:
        if isinstance(error, SyntaxError):
            super().__init__(
                f"{type(error).__name__}: {error.msg}",
                filename=error.filename or filename,
                line=error.lineno,
                column=error.offset,
                text=error.text,
            )
        else:
            super().__init__(f"{type(error).__name__}: {error}", filename=filename)
        self.error = error

    def show(self) -> None:
        """Print what `python FILE` prints."""
        sys.__excepthook__(type(self.error), self.error.with_traceback(None), None)


class UsageError(UserError):
    """A wrong use of the command line, of `[tool.whipsnake]` or of a project comment."""

    exit_code = 2


class CompilerBug(Exception):
    """A bug of ours: where in the compiler, in which function of the program, and what happened."""

    def __init__(self, stage: str, module: str, details: str, function: str | None = None) -> None:
        subject = f"function {function} of module {module}" if function else f"module {module}"
        super().__init__(f"internal error in {stage}, compiling {subject}")
        self.stage = stage
        self.module = module
        self.function = function
        self.details = details

    def __reduce__(self) -> tuple[type[CompilerBug], tuple[str, str, str, str | None]]:
        return CompilerBug, (self.stage, self.module, self.details, self.function)
