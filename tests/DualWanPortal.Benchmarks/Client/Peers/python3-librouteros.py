"""Debian's python3-librouteros for the client benchmark: reads lines 'FIGURE SECONDS', answers each with one line of JSON, null for what it cannot do."""
import json
import ssl
import sys
import time

import librouteros
from librouteros.login import plain

quick, delayed, tls = (int(port) for port in sys.argv[1:4])


def connect(port):
    more = {}
    if port == tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        more['ssl_wrapper'] = context.wrap_socket
    return librouteros.connect('127.0.0.1', 'admin', 'lab', port=port, login_method=plain, timeout=30, **more)


def printed(api):
    """One print with four properties of each row looked at."""
    rows = list(api('/ip/route/print'))
    assert all(row['gateway'] and row['comment'] and row['distance'] == 1 and row['active'] for row in rows)
    return len(rows)


def small(api):
    list(api('/system/identity/print'))
    return 1


figures = {'bulk': (quick, printed), 'sequential': (quick, small), 'sequentialOneCore': (quick, small), 'sequentialDelayed': (delayed, small), 'bulkTls': (tls, printed), 'sequentialTls': (tls, small)}
connections = {port: connect(port) for port in (quick, delayed, tls)}

for line in sys.stdin:
    figure, seconds = line.split()
    if figure not in figures:
        print('null', flush=True)
        continue
    port, once = figures[figure]
    units, cpu, started = 0, time.process_time(), time.monotonic()
    while time.monotonic() - started < float(seconds):
        units += once(connections[port])
    print(json.dumps({'units': units, 'seconds': time.monotonic() - started, 'cpuSeconds': time.process_time() - cpu}), flush=True)
