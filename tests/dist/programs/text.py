# requires: faker phonenumbers python-magic textual[syntax]
# libraries: libmagic.so.1
# modes: standalone
# facts: faker phonenumbers magic textual
# arguments: faker
# arguments: phonenumbers
# arguments: magic
# arguments: textual
import sys


def faker() -> None:
    from faker import Faker

    for locale in ("en_US", "de_CH", "ja_JP"):
        fake = Faker(locale)
        fake.seed_instance(1)
        print(fake.name(), fake.address(), fake.iban(), fake.job(), fake.credit_card_number())


def phonenumbers() -> None:
    import phonenumbers
    from phonenumbers import carrier, geocoder, timezone

    for text in ("+41446681800", "+442083661177", "+81312345678", "+80012345678"):
        number = phonenumbers.parse(text)
        style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        print(phonenumbers.format_number(number, style), phonenumbers.is_valid_number(number))
        print(
            geocoder.description_for_number(number, "en"),
            carrier.name_for_number(number, "en"),
            timezone.time_zones_for_number(number),
        )
    print(phonenumbers.is_emergency_number("112", "CH"))


def magic() -> None:
    import magic

    print(magic.from_buffer(b"\x89PNG\r\n\x1a\n" + bytes(25)), magic.from_buffer(b"%PDF-1.7", mime=True))


def textual() -> None:
    import asyncio

    from textual.app import App
    from textual.widgets import DataTable, Footer, Header, Input, TextArea

    class Window(App[str]):
        def compose(self):
            yield from (
                Header(),
                Input(placeholder="name"),
                TextArea.code_editor("x = 1", language="python"),
                DataTable(),
                Footer(),
            )

        def on_input_submitted(self, event: Input.Submitted) -> None:
            self.exit(event.value)

    async def main() -> None:
        window = Window()
        async with window.run_test() as pilot:
            await pilot.press(*"text", "enter")
            print(sorted(window.query_one(TextArea)._highlights[0]))
        print(window.return_value)

    asyncio.run(main())


globals()[sys.argv[1]]()
