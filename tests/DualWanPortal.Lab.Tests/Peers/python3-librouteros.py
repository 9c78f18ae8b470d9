"""Debian's python3-librouteros at a simulated router: one line "ok WHAT" for each thing that went as it should, an exception for the first that did not."""
import ssl
import sys

import librouteros
from librouteros.exceptions import ConnectionClosed, FatalError, MultiTrapError, TrapError
from librouteros.login import plain
from librouteros.query import And, Key, Or

host, port, tls_port, mode = '127.0.0.1', int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def connect(user='admin', password='lab', tls=False, **more):
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        more['ssl_wrapper'] = context.wrap_socket
    return librouteros.connect(host, user, password, port=tls_port if tls else port, login_method=plain, timeout=20, encoding='utf-8', **more)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)
    print('ok', what, flush=True)


def refused(call, text, what):
    try:
        call()
    except MultiTrapError as trap:
        expect(text in str(trap), what)
    except TrapError as trap:
        expect(text in str(trap), what)
    else:
        raise AssertionError(what + ': was not refused')


def everything():
    refused(lambda: connect(password='wrong'), 'invalid user name or password (6)', 'wrong password')
    for tls in (False, True):
        api = connect(tls=tls)
        expect(len(list(api.path('/ip/route'))) > 1, 'print over ' + ('tls' if tls else 'tcp'))
        api.close()
    api = connect()
    pools = api.path('/ip/pool')
    id = pools.add(name='peer', ranges='10.9.0.1-10.9.0.9')
    expect(id.startswith('*'), 'add')
    pools.update(**{'.id': id, 'ranges': '10.9.0.1-10.9.0.20', 'comment': 'size'})
    name, ranges, comment = Key('name'), Key('ranges'), Key('comment')
    rows = list(pools.select(name, ranges, comment).where(name == 'peer'))
    expect(rows == [{'name': 'peer', 'ranges': '10.9.0.1-10.9.0.20', 'comment': 'size'}], 'set and query')
    rows = list(pools.select(name).where(Or(And(name == 'peer', ranges != 'x'), name == 'nobody')))
    expect(rows == [{'name': 'peer'}], 'query with and, or, not')
    expect(list(pools.select(name).where(name == 'nobody')) == [], 'nothing found')
    pools.remove(id)
    refused(lambda: pools.remove(id), 'no such item', 'no such item')
    refused(lambda: pools.add(name='x', colour='red'), 'unknown parameter', 'unknown parameter')
    refused(lambda: list(api('/ip/nonsense/print')), 'no such command', 'no such command')
    refused(lambda: api.path('/ip/address').add(address='10.0.0.1/24'), 'missing', 'missing argument')
    refused(lambda: api.path('/ip/address').add(address='10.0.0.1/24', interface='ether77'), 'input does not match', 'no match')
    refused(lambda: api.path('/ip/route').add(gateway='10.0.0.1', distance='999'), 'out of range', 'out of range')
    rows = list(api('/interface/monitor-traffic', interface='ether1', once=True))
    expect(rows[0]['name'] == 'ether1', 'monitor once')
    sms = api.path('/tool/sms')
    sms.update(channel=2)
    expect(list(sms)[0]['channel'] in (2, '2'), 'settings without a meaning')
    try:
        list(api('/quit'))
    except (FatalError, ConnectionClosed):
        print('ok quit')


def listen():
    """Says 'listening', then waits until the fault; then cancels."""
    api = connect()
    api.protocol.writeSentence('/interface/listen', '=.proplist=name,running', '.tag=7')
    print('listening', flush=True)
    while True:
        # The library's own reading of rows knows no tags: whole words, then.
        word, words = api.protocol.readSentence()
        if word == '!re' and '=name=ether1' in words:
            expect('=running=false' in words, 'heard of the fault')
            break
    api.protocol.writeSentence('/cancel', '=tag=7', '.tag=8')
    seen = []
    while len([entry for entry in seen if entry[0] == '!done']) < 2:
        seen.append(api.protocol.readSentence())
    first = [entry for entry in seen if entry[0] != '!re'][0]
    expect(first[0] == '!trap' and '=message=interrupted' in first[1] and '.tag=7' in first[1], 'cancel')
    api.close()


{'everything': everything, 'listen': listen}[mode]()
print('end')
