# requires: alembic django psycopg tzdata
# libraries: libpq.so.5
# modes: standalone
# facts: alembic django psycopg
# arguments: alembic
# arguments: django
# arguments: psycopg
import contextlib
import datetime
import io
import sqlite3
import re
import sys
from pathlib import Path


def alembic() -> None:
    from alembic import command
    from alembic.config import Config

    config = Config("alembic.ini")
    config.set_main_option("script_location", "scripts")
    config.set_main_option("sqlalchemy.url", "sqlite:///data.db")
    with contextlib.redirect_stdout(io.StringIO()):
        command.init(config, "scripts")
        command.revision(config, "first", rev_id="one")
    command.upgrade(config, "head")
    connection = sqlite3.connect("data.db")
    print(
        sorted(str(path) for path in Path("scripts").rglob("*.py")),
        connection.execute("select * from alembic_version").fetchall(),
    )


def django() -> None:
    import django
    from django.conf import settings

    parts = ["admin", "auth", "contenttypes", "messages", "sessions"]
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[f"django.contrib.{part}" for part in parts],
        LANGUAGE_CODE="de",
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        ROOT_URLCONF=__name__,
        SECRET_KEY="secret",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        STATIC_URL="static/",
    )
    django.setup()
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.contrib.auth.password_validation import CommonPasswordValidator
    from django.contrib.staticfiles.finders import find
    from django.core.exceptions import ValidationError
    from django.core.management import call_command
    from django.forms import EmailField, Form
    from django.test import Client
    from django.urls import path
    from django.utils.formats import date_format

    globals()["urlpatterns"] = [path("admin/", admin.site.urls)]
    call_command("migrate", verbosity=0)
    User.objects.create_superuser("user", "a@b.ch", "pass")
    client = Client()
    print(re.sub(r'(?<=token" value=")\w+', "", client.get("/admin/login/").content.decode()))
    client.login(username="user", password="pass")
    print(
        re.findall("<h1>.*", client.get("/admin/auth/user/").content.decode()),
        User.objects.get().date_joined is not None,
    )
    print(date_format(datetime.date(2026, 7, 1), "DATE_FORMAT"), find("admin/css/base.css") is not None)
    call_command("check")
    print(type("Address", (Form,), {"mail": EmailField()})({"mail": "x"}).as_p())
    try:
        CommonPasswordValidator().validate("password1")
    except ValidationError as error:
        print(error.messages)


def psycopg() -> None:
    import psycopg
    from psycopg import pq, sql

    print(pq.__impl__, psycopg.__version__, psycopg.conninfo.make_conninfo("dbname=a", host="b"))
    print(sql.SQL("select {} from {}").format(sql.Literal("it's"), sql.Identifier("t")).as_string())
    try:
        psycopg.connect("host=/nowhere")
    except psycopg.OperationalError as error:
        print(error)


globals()[sys.argv[1]]()
