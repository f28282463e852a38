# requires: pydantic[email] pydantic-settings
# facts: pydantic
import os
from datetime import date
from decimal import Decimal
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, EmailStr, Field, HttpUrl, TypeAdapter, ValidationError
from pydantic import computed_field, create_model, field_validator, model_validator, validate_call
from pydantic.dataclasses import dataclass
from pydantic_settings import BaseSettings

T = TypeVar("T")


class Pet(BaseModel):
    kind: Literal["cat", "dog"]
    name: Annotated[str, Field(min_length=2, validation_alias=AliasChoices("name", "called"))]

    @field_validator("name")
    @classmethod
    def capital(cls, value: str) -> str:
        return value.title()


class Owner(BaseModel, Generic[T]):
    model_config = ConfigDict(extra="forbid", frozen=True)
    mail: EmailStr
    home: HttpUrl | None = None
    born: date
    money: Decimal = Decimal(0)
    pets: list[Pet] = []
    extra: T | None = None

    @computed_field
    @property
    def count(self) -> int:
        return len(self.pets)

    @model_validator(mode="after")
    def check(self) -> "Owner[T]":
        if self.money < 0:
            raise ValueError("in debt")
        return self


one = Owner[int].model_validate({"mail": "a@example.org", "born": "2000-02-29", "pets": [{"kind": "cat", "called": "tom"}], "extra": "3"})
print(repr(one), one.model_dump_json(), one.model_copy(update={"money": Decimal("1.5")}).model_dump(mode="json"), sep="\n")
print(Owner[int].model_json_schema())
for bad in ({}, {"mail": "x", "born": "y", "z": 1}, {"mail": "a@example.org", "born": "2000-01-01", "money": "-1"}):
    try:
        Owner[int].model_validate(bad)
    except ValidationError as error:
        print(error.error_count(), [(item["type"], item["loc"]) for item in error.errors()])
print(TypeAdapter(dict[int, tuple[date, ...]]).validate_python({"1": ["2026-01-01"]}))


@dataclass
class Point:
    x: int
    y: float = 0


print(Point("3"), create_model("Made", a=(int, 5))())


class Settings(BaseSettings):
    app_size: int = 1


os.environ["APP_SIZE"] = "12"
print(Settings())
try:
    one.born = date.today()
except ValidationError as error:
    print(error.errors()[0]["type"])


@validate_call
def halved(n: int) -> float:
    return n / 2


print(halved("3"))
