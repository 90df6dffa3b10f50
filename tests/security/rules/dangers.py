# Lines that the rules beside this file must find, and their harmless sisters. Never imported.
import hmac
import os
import pickle
import ssl
import xml.etree.ElementTree
from datetime import date, datetime

import httpx
import reflex as rx
import structlog
import yaml
from litestar import get, post
from litestar.datastructures import Cookie

# ruleid: tokens-outside-their-place
from jose import jwt

log = structlog.get_logger()


async def statements(db, data, username, fetch, _COLUMNS):
    # ruleid: sql-from-values
    await db.execute("select * from account where id = %s" % data.id)
    # ruleid: sql-from-values
    await fetch("select * from account where id = {}".format(data.id))
    # ruleid: sql-from-values
    await db.fetchrow("select * from account where id = " + username)
    scope, args = visible(data.actor)
    # ok: sql-from-values
    await db.fetchrow("select * from dossier where {scope}".format(scope=scope), *args)
    # ruleid: sql-from-values
    await db.fetchrow("select * from dossier where {scope}".format(scope=data.scope), *args)
    # ruleid: sql-from-request
    await db.fetch(f"select * from account where username = '{username}'")
    # ruleid: sql-from-request
    await fetch(f"select * from account order by {data.order}")
    # ok: sql-from-request
    await fetch(f"select {_COLUMNS} from account where username = $1", username)


def logs(person, answers):
    # ruleid: personal-data-in-a-log
    log.info("signed in", email=person.email)
    # ruleid: personal-data-in-a-log
    log.warning("refused", answers=answers)
    # ruleid: text-built-for-a-log
    log.info(f"signed in {person}")
    # ok: personal-data-in-a-log, text-built-for-a-log
    log.info("signed in", account=person.id)


# ruleid: route-without-permission
@get("/open")
async def open_to_all() -> str:
    return ""


# ok: route-without-permission
@post("/closed", **officer())
async def closed() -> str:
    return ""


async def partners(url, context):
    # ruleid: request-without-timeout
    httpx.AsyncClient()
    # ruleid: request-without-timeout
    httpx.get("https://partner.example")
    # ok: request-without-timeout
    httpx.AsyncClient(timeout=5)
    # ruleid: request-that-follows-or-trusts
    httpx.AsyncClient(timeout=5, follow_redirects=True)
    # ruleid: request-that-follows-or-trusts
    httpx.AsyncClient(timeout=5, verify=False)
    # ruleid: request-that-follows-or-trusts
    ssl._create_unverified_context()


def objects(data):
    # ruleid: code-from-data
    eval(data)
    # ruleid: code-from-data
    pickle.loads(data)
    # ruleid: code-from-data
    yaml.load(data)
    # ruleid: code-from-data
    os.system(data)
    # ok: code-from-data
    yaml.safe_load(data)
    # ruleid: xml-read-with-entities
    xml.etree.ElementTree.fromstring(data)


def digests(key, data, sent):
    # ruleid: secret-compared-in-varying-time
    if hmac.new(key, data, "sha256").hexdigest() == sent:
        return
    # ok: secret-compared-in-varying-time
    hmac.compare_digest(hmac.new(key, data, "sha256").hexdigest(), sent)


def cookies(value):
    # ruleid: cookie-that-scripts-read
    Cookie("motcua_citizen", value)
    # ok: cookie-that-scripts-read
    Cookie("motcua_citizen", value, httponly=True, samesite="lax")
    # ruleid: secret-in-the-browser
    rx.LocalStorage(value)
    # ruleid: raw-html-on-a-page
    rx.html(value)


def moments():
    # ruleid: clock-beside-the-clock
    datetime.now()
    # ruleid: clock-beside-the-clock
    date.today()


# ruleid: cross-origin-for-everybody
cors = dict(allow_origins=["*"])
