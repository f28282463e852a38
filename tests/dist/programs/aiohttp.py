# requires: aiohttp
import asyncio

import aiohttp
from aiohttp import web


async def index(request: web.Request) -> web.Response:
    return web.json_response({"query": dict(request.query), "agent": request.headers["User-Agent"][:7]})


async def upload(request: web.Request) -> web.Response:
    form = await request.post()
    return web.Response(text=f"{form['a']} {form['file'].filename} {form['file'].file.read()}")


async def socket(request: web.Request) -> web.WebSocketResponse:
    answer = web.WebSocketResponse()
    await answer.prepare(request)
    async for message in answer:
        await answer.send_str(message.data.upper())
    return answer


async def stream(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    answer.enable_compression()
    await answer.prepare(request)
    for i in range(3):
        await answer.write(f"{i};".encode())
    return answer


async def main() -> None:
    app = web.Application()
    app.add_routes([web.get("/", index), web.post("/up", upload), web.get("/ws", socket), web.get("/stream", stream)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession() as session:
        async with session.get(url, params={"ü": "1"}) as answer:
            print(answer.status, await answer.json(), answer.content_type)
        form = aiohttp.FormData({"a": "b"})
        form.add_field("file", b"data", filename="größe")
        async with session.post(url + "/up", data=form) as answer:
            print(await answer.text())
        async with session.get(url + "/stream") as answer:
            print(await answer.read(), answer.headers.get("Content-Encoding"))
        async with session.ws_connect(url + "/ws") as ws:
            await ws.send_str("hello")
            print((await ws.receive()).data)
        async with session.get(url + "/none") as answer:
            print(answer.status, await answer.text())
        try:
            await session.get("http://127.0.0.1:1/")
        except aiohttp.ClientConnectorError as error:
            print(type(error).__name__)
    await runner.cleanup()
    from aiohttp import http_parser

    print(http_parser.HttpRequestParser.__module__)


asyncio.run(main())
