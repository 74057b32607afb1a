#!/usr/bin/env bash
# Starts the image of 1.0 on the data of 1.1, asks it for a parcel, and goes forward again.
set -euo pipefail
asked() {
	for _ in $(seq 40); do
		code=$(curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:18080/parcels/1 || true)
		[ "$code" != 200 ] || break
		sleep 0.5
	done
	echo "$(date -u +%FT%TZ) $1 answers GET /parcels/1 with $code"
	[ "$code" = 200 ]
}
asked 1.1
docker stop web >/dev/null
docker run -d --name web-before --network host parcels:1.0 gunicorn -b 127.0.0.1:18080 -w 2 parcels.web:app >/dev/null
asked 1.0
docker rm -f web-before >/dev/null
docker start web >/dev/null
asked 1.1
