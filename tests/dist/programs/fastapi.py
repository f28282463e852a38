# requires: fastapi uvicorn[standard] httpx
# facts: uvloop
import asyncio
import json
import socket
import threading
import time
from enum import StrEnum
from typing import Annotated

import httpx
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Query, WebSocket
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field


class Kind(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Thing(BaseModel):
    name: str = Field(min_length=2)
    kind: Kind = Kind.SMALL
    tags: list[str] = []


app = FastAPI(title="Things")


def limit(n: Annotated[int, Query(ge=1)] = 3) -> int:
    return n


@app.post("/things/{number}")
async def make(number: int, thing: Thing, n: Annotated[int, Depends(limit)]) -> dict[str, object]:
    if number == 13:
        raise HTTPException(418, "not that one")
    return {"number": number, "thing": thing, "n": n}


@app.get("/sync")
def sync() -> str:
    return threading.current_thread() is threading.main_thread() and "main" or "other"


@app.get("/stream")
async def stream() -> StreamingResponse:
    async def parts():
        for i in range(3):
            yield f"{i};"
            await asyncio.sleep(0)

    return StreamingResponse(parts())


listener = socket.create_server(("127.0.0.1", 0))
port = listener.getsockname()[1]
server = uvicorn.Server(uvicorn.Config(app, log_level="warning", loop="uvloop"))
thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
thread.start()
while thread.is_alive() and not server.started:
    time.sleep(0.01)
with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
    print(client.post("/things/1?n=7", json={"name": "ab", "kind": "large"}).json())
    print(client.post("/things/1?n=0", json={"name": "a"}).json())
    print(client.post("/things/13", json={"name": "ab"}).status_code)
    print(client.get("/sync").json(), client.get("/stream").text)
    schema = client.get("/openapi.json").json()
    print(json.dumps(schema, sort_keys=True))
    print(client.get("/docs").text.count("swagger") > 1)
server.should_exit = True
thread.join()
print("ended")
