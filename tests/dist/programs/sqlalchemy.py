# requires: sqlalchemy[asyncio] aiosqlite
# facts: sqlalchemy
import asyncio

from sqlalchemy import ForeignKey, String, create_engine, event, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30), unique=True)
    books: Mapped[list["Book"]] = relationship(back_populates="author", cascade="all, delete-orphan")


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    pages: Mapped[int | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")


engine = create_engine("sqlite://")
statements: list[str] = []
event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Author(name="Ann", books=[Book(title="One", pages=10), Book(title="Two")]))
    session.add(Author(name="Bob", books=[Book(title="Three", pages=30)]))
    session.commit()
    query = select(Author).options(selectinload(Author.books)).order_by(Author.name.desc())
    for author in session.scalars(query):
        print(author.name, [(book.title, book.pages) for book in author.books])
    pages = select(Author.name, func.sum(Book.pages)).join(Book).group_by(Author.id).having(func.count() > 0)
    print(session.execute(pages.order_by(Author.name)).all())
    print(session.scalars(select(Book.title).where(Book.title.like("T%"), Book.pages.is_not(None))).all())
    session.delete(session.scalars(select(Author).filter_by(name="Ann")).one())
    session.commit()
    print(session.scalar(select(func.count(Book.id))), session.execute(text("select 1 + :x"), {"x": 2}).scalar())
    session.add(Author(name="Bob"))
    try:
        session.commit()
    except IntegrityError as error:
        print(type(error.orig).__name__, error.orig)
        session.rollback()
print(inspect(engine).get_table_names(), inspect(engine).get_foreign_keys("book"))
print(len(statements), *statements[-3:], sep="\n")
for url in ("postgresql://u@h/d", "nosuch://"):
    try:
        create_engine(url)
    except Exception as error:
        print(type(error).__name__, error)
from sqlalchemy.dialects import mysql, oracle, postgresql

for dialect in (mysql, oracle, postgresql):
    print(select(Book.id).limit(3).compile(dialect=dialect.dialect()))


async def run() -> object:
    from sqlalchemy.ext.asyncio import create_async_engine

    other = create_async_engine("sqlite+aiosqlite://")
    async with other.connect() as connection:
        found = (await connection.execute(select(func.upper("a")))).scalar()
    await other.dispose()
    return found


print(asyncio.run(run()))
