"""The HTTP interface."""

from flask import Flask, jsonify, request

from parcels import bus, config, store

STATES = ("accepted", "on its way", "delivered")

app = Flask(__name__)
unused = None


@app.post("/parcels")
def add():
    receiver = request.get_json()["receiver"]
    return jsonify(id=store.add(receiver)), 201


@app.get("/parcels/<int:number>")
def get(number):
    parcel = bus.cached(number)
    if parcel is None:
        parcel = store.get(number)
        if parcel is None:
            return jsonify(error="no such parcel"), 404
        bus.keep(parcel)
    return jsonify(parcel)


@app.put("/parcels/<int:number>/state")
def move(number):
    state = request.get_json()["state"]
    if not store.move(number, state):
        return jsonify(error="no such parcel"), 404
    bus.tell(number, state)
    return jsonify(id=number, state=state)


@app.get("/receivers/<receiver>")
def of_receiver(receiver):
    return jsonify(store.of_receiver(receiver))


@app.delete("/parcels")
def clear():
    if request.headers.get("Authorization") != "Bearer " + config.ADMIN_PASSWORD:
        return jsonify(error="not allowed"), 403
    store.connection.execute("truncate parcel")
    return "", 204


def days_late(changed, today):
    late = (today - changed).days
    if late > 3: return "late by " + late
    return None
