"""The two kinds of error: the user's, and ours."""

from __future__ import annotations


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
